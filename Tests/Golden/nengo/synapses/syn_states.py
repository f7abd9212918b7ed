# area: synapses
# about: Filtering in place and both ways from a start value; states and steps by hand; texts
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: y0=0.25 ==> y0=0.5
# guard: Alpha(0.004) ==> Alpha(0.005)

import nengo
import numpy as np
from nengo.synapses import Alpha, LinearFilter, Lowpass, Triangle

x = np.sin(0.7 * np.arange(12)).reshape(6, 2)
filters = [
    Lowpass(0.003),
    Alpha(0.004),
    Triangle(0.003),
    LinearFilter([1, 2], [1e-4, 0.02, 1]),
    LinearFilter([0.3, 0.1], [1, -0.7], analog=False),
    LinearFilter([1], [0.01, 1], method="BILINEAR"),
    LinearFilter([1], [1e-6, 3e-4, 0.03, 1], method="backward_diff"),
]
both = np.array([f.filtfilt(x, y0=0.25) for f in filters])
place = x.copy()
result = filters[0].filt(place, copy=False)
states = [f.make_state((2,), (2,), 0.001) for f in filters]
started = Alpha(0.004).make_state((2,), (2,), 0.001, y0=2.0)["X"]
step = filters[3].make_step((2,), (2,), 0.001, None, states[3])
by_hand = np.array([np.array(step(0.001, row)) for row in x])

np.savez(
    "syn_states.npz",
    both=both,
    place=place,
    same=np.array(result is place),
    whole=filters[0].filt(np.arange(6).reshape(3, 2)),
    orders=np.array([len(s["X"]) for s in states]),
    started=started,
    by_hand=by_hand,
    state=states[3]["X"],
    methods=np.array([f.method for f in filters[3:]]),
    texts=np.array([repr(f) for f in filters + [Lowpass(0.1, default_dt=0.01, seed=3)]]),
    equal=np.array([Lowpass(0.1) == Lowpass(0.1, seed=3), hash(Lowpass(0.1)) == hash(Lowpass(0.1))]),
)
