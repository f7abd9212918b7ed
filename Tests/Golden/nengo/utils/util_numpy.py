# area: utils
# about: Norms, errors and small helpers for numbers, shapes and arrays
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: x[0] + 1 ==> x[1] + 1

import nengo
import nengo.utils.numpy as npext
import numpy as np
from nengo.neurons import settled_firingrate

x = np.arange(12.0).reshape(3, 4) - 5
things = [3, 3.0, np.int32(3), np.float32(1), "a", [1], (1,), np.ones(2), None]
state = {"voltage": np.zeros(2), "refractory_time": np.zeros(2), "output": np.zeros(2)}
rate = settled_firingrate(nengo.LIF().step, np.array([2.0, 5.0]), state, sim_time=0.5)

np.savez(
    "util_numpy.npz",
    norms=npext.norm(x, axis=1, keepdims=True),
    whole=np.array([npext.norm(x), npext.rms(x), npext.rms([1, 2, 3])]),
    relative=np.array([npext.nrmse(x, x + 1), npext.nrmse(x, x[0] + 1)]),
    integer=np.array([npext.is_integer(v) for v in things]),
    number=np.array([npext.is_number(v) for v in things]),
    array=np.array([npext.is_array(v) for v in things]),
    like=np.array([npext.is_array_like(v) for v in things[:-1]]),
    iterable=np.array([npext.is_iterable(v) for v in things]),
    shapes=np.array([str(npext.as_shape(3)), str(npext.as_shape(2, min_dim=3)), str(npext.as_shape((4, 5)))]),
    columns=npext.array([1, 2], dims=2),
    cubes=npext.array([[1, 2]], min_dims=3),
    held=npext.clip(x, -1, 2),
    grid=np.array(npext.meshgrid_nd(np.arange(2), np.arange(3))),
    limits=np.array([npext.maxint, npext.maxseed]),
    rate=rate,
)
