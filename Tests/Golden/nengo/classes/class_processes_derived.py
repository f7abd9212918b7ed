# area: classes
# about: Processes that add to built-in ones, and a learning rule with other defaults
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: return np.abs(inner(t)) ==> return inner(t)
# guard: learning_rate=5e-3 ==> learning_rate=6e-3

import nengo
import numpy as np
from nengo.processes import FilteredNoise, WhiteSignal


class Positive(FilteredNoise):
    def make_step(self, shape_in, shape_out, dt, rng, state):
        inner = super().make_step(shape_in, shape_out, dt, rng, state)

        def step(t):
            return np.abs(inner(t))

        return step


class Gated(nengo.Process):
    def __init__(self, signal, until=0.005, **kwargs):
        super().__init__(default_size_in=0, default_size_out=signal.default_size_out, **kwargs)
        self.signal = signal
        self.until = until

    def make_step(self, shape_in, shape_out, dt, rng, state):
        inner = self.signal.make_step(shape_in, shape_out, dt, rng, {})
        return lambda t: inner(t) if t < self.until else np.zeros(shape_out)


class Fast(nengo.PES):
    def __init__(self, **kwargs):
        super().__init__(learning_rate=5e-3, **kwargs)


with nengo.Network(seed=6) as net:
    n = nengo.Node(Positive(seed=2), size_out=2)
    m = nengo.Node(Gated(WhiteSignal(0.1, high=60), seed=3))
    e = nengo.Ensemble(8, 1)
    out = nengo.Node(size_in=1)
    nengo.Connection(m, e, synapse=None)
    c = nengo.Connection(e, out, learning_rule_type=Fast(pre_synapse=None))
    nengo.Connection(m, c.learning_rule, synapse=None)
    pn, pm = nengo.Probe(n), nengo.Probe(m)
    pd, pw = nengo.Probe(c.learning_rule, "delta"), nengo.Probe(c, "weights")

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run_steps(10)

np.savez(
    "class_processes_derived.npz",
    n=sim.data[pn],
    m=sim.data[pm],
    delta=sim.data[pd],
    weights=sim.data[pw],
    alone=Positive(seed=4).run_steps(5),
    rate=Fast().learning_rate,
    kinds=np.array([isinstance(c.learning_rule_type, Fast), m.output.until == 0.005]),
)
