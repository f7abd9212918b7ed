# area: utils
# about: Norms, kinds of values, shapes, settled firing rates
# oracle: nengo 4.1.0
# tolerance: rtol=1e-12 atol=1e-12
# guard: settle_time=0.05 ==> settle_time=0.06
# guard: axis=1 ==> axis=0

import nengo
import numpy as np
from nengo.neurons import settled_firingrate
from nengo.utils.numpy import array, as_shape, broadcast_shape, compare, is_array, is_array_like, is_integer
from nengo.utils.numpy import is_iterable, is_number, maxint, maxseed, meshgrid_nd, norm, nrmse, rms

a = np.random.RandomState(1).randn(3, 4)
values = [3, 3.0, np.float32(1), "a", True, np.array(1.0), np.array([1.0]), None, [1], (1,), {1: 2}, np.int8(2)]
tests = [is_number, is_integer, is_array, is_array_like, is_iterable]
lif = nengo.LIF()


def rates(**times):
    state = lif.make_state(3, rng=np.random.RandomState(0))
    state["output"] = np.zeros(3)
    return settled_firingrate(lif.step, np.array([0.5, 1.5, 4.0]), state, **times)


np.savez(
    "util_numbers.npz",
    norm=norm(a, axis=0, keepdims=True),
    rms=rms(a),
    nrmse=nrmse(a, 2 * a + 1, axis=1),
    kinds=np.array([[test(x) for x in values] for test in tests]),
    shapes=np.array([as_shape((4, 5)), as_shape(3, min_dim=2), broadcast_shape((3,), 2)]),
    column=array([1, 2], dims=2),
    single=array(3, min_dims=1),
    grid=np.array(meshgrid_nd(np.arange(2), np.arange(3))),
    compared=np.array([compare(1, 2), compare(2, 2), compare(3, 2)]),
    greatest=np.array([maxint, maxseed]),
    settled=rates(),
    brief=rates(dt=0.002, settle_time=0.05, sim_time=0.5),
)
