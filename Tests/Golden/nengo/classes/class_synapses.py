# area: classes
# about: Synapses of one's own: a delay line, and a Lowpass with another parameter
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: synapse=Delay(3) ==> synapse=Delay(2)
# guard: super().__init__(tau / 2) ==> super().__init__(tau)

import nengo
import numpy as np
from nengo.synapses import Lowpass, Synapse


class Delay(Synapse):
    def __init__(self, steps, **kwargs):
        super().__init__(**kwargs)
        self.steps = steps

    def make_state(self, shape_in, shape_out, dt, dtype=None, y0=0):
        return {"line": np.full((self.steps,) + shape_out, y0, dtype=float), "at": np.zeros(1, dtype=int)}

    def make_step(self, shape_in, shape_out, dt, rng, state):
        line, at = state["line"], state["at"]

        def step(t, x):
            out = line[at[0]].copy()
            line[at[0]] = x
            at[0] = (at[0] + 1) % self.steps
            return out

        return step


class Quick(Lowpass):
    def __init__(self, tau):
        super().__init__(tau / 2)


with nengo.Network(seed=1) as net:
    u = nengo.Node(lambda t: [t, np.cos(100 * t)])
    v = nengo.Node(size_in=2)
    e = nengo.Ensemble(5, 1)
    nengo.Connection(u, v, synapse=Delay(3))
    nengo.Connection(v[0], e, synapse=Delay(1))
    p = nengo.Probe(v)
    q = nengo.Probe(e, synapse=Quick(0.02))

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run_steps(8)
    first = sim.data[p]
    sim.reset()
    sim.run_steps(6)

x = np.arange(10.0).reshape(5, 2)
np.savez(
    "class_synapses.npz",
    first=first,
    second=sim.data[p],
    decoded=sim.data[q],
    filtered=Delay(2).filt(x),
    started=Delay(2).filt(x, y0=7),
    both=Delay(1).filtfilt(x),
    quick=Quick(0.02).filt(x),
    tau=Quick(0.02).tau,
    text=np.array([repr(Delay(2)), repr(Quick(0.02)) == repr(Lowpass(0.01))]),
    sizes=np.array([Delay(2).default_size_in, Delay(2, default_size_in=3).default_size_out]),
)
