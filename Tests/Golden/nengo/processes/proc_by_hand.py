# area: processes
# about: Streams, states and steps of processes taken by hand; data and texts
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: rng = np.random.RandomState(3) ==> rng = np.random.RandomState(4)
# guard: Alpha(0.01) ==> Alpha(0.02)

import nengo
import numpy as np
from nengo.processes import FilteredNoise, Piecewise, PresentInput, WhiteNoise, WhiteSignal
from nengo.synapses import Alpha, Triangle

rng = np.random.RandomState(3)
own = WhiteNoise(seed=4).get_rng(rng).rand(2)
drawn = WhiteNoise().get_rng(rng).rand(2)
rest = rng.rand(2)

noise = FilteredNoise(synapse=Alpha(0.01), seed=1)
state = noise.make_state((0,), (2,), 0.001)
step = noise.make_step((0,), (2,), 0.001, np.random.RandomState(5), state)
steps = np.array([np.array(step(0.001 * (i + 1))) for i in range(6)])

triangle = Triangle(0.003)
memory = triangle.make_state((1,), (1,), 0.001, y0=0.5)
fall = triangle.make_step((1,), (1,), 0.001, None, memory)
falls = np.array([np.array(fall(0.001, np.array([0.0]))) for i in range(6)])

table = Piecewise({0: [1, 2], 0.004: np.array([3.0, 4.5])})
signals = [
    WhiteNoise(scale=False, seed=2),
    FilteredNoise(synapse=0.01, default_dt=0.002),
    WhiteSignal(0.1, high=50, seed=1),
    PresentInput([[1.5, 2], [3, 4]], 0.002),
    table,
]
np.savez(
    "proc_by_hand.npz",
    own=own,
    drawn=drawn,
    rest=rest,
    steps=steps,
    final=state["X"],
    falls=falls,
    names=np.array(sorted(memory.keys())),
    keys=np.array(list(table.data.keys())),
    values=np.array(list(table.data.values())),
    texts=np.array([repr(s) for s in signals]),
    sizes=np.array([[s.default_size_in, s.default_size_out] for s in signals]),
    brown=np.array([repr(nengo.processes.BrownNoise().synapse)]),
)
