# area: classes
# about: Distributions of one's own for encoders, intercepts, rates, points, gains, states, noise and weights
# oracle: nengo 4.1.0
# tolerance: rtol=1e-7 atol=1e-9
# guard: / 2 ==> / 1.9
# guard: bias=Constant() ==> bias=Tent(0.2)

import nengo
import numpy as np
from nengo.dists import Distribution, Uniform, get_samples


class Tent(Distribution):
    def __init__(self, start, width=1.0):
        super().__init__()
        self.start = start
        self.width = width

    def sample(self, n, d=None, rng=np.random):
        shape = (n,) if d is None else (n, d)
        return self.start + self.width * (rng.uniform(size=shape) + rng.uniform(size=shape)) / 2


class Constant(Distribution):
    def sample(self, n, d=None, rng=np.random):
        return np.full((n,) if d is None else (n, d), 0.25)


class Halves(Uniform):
    def sample(self, n, d=None, rng=np.random):
        return np.round(2 * super().sample(n, d=d, rng=rng)) / 2


with nengo.Network(seed=1) as net:
    a = nengo.Ensemble(
        6,
        2,
        encoders=Tent(-1, 2),
        intercepts=Tent(-0.5),
        max_rates=Tent(100, 100),
        eval_points=Tent(-1, 2),
        n_eval_points=40,
    )
    b = nengo.Ensemble(
        4,
        1,
        gain=Tent(1, 2),
        bias=Constant(),
        noise=nengo.processes.WhiteNoise(Tent(0, 0.1)),
        neuron_type=nengo.LIF(initial_state={"voltage": Halves(0, 1)}),
    )
    c = nengo.Connection(a, b, transform=Tent(0, 1))
    d = nengo.Connection(a.neurons, b.neurons, transform=Halves(0, 4), synapse=0.01)
    p = nengo.Probe(b.neurons, "voltage")
    q = nengo.Probe(a)

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run(0.01)
    built = sim.data[a]

np.savez(
    "class_distributions.npz",
    encoders=built.encoders,
    intercepts=built.intercepts,
    max_rates=built.max_rates,
    points=built.eval_points,
    gain=sim.data[b].gain,
    weights=sim.data[c].weights,
    matrix=sim.data[d].weights,
    voltage=sim.data[p],
    decoded=sim.data[q],
    samples=get_samples(Tent(1), 3, 2, rng=np.random.RandomState(1)),
    text=np.array([repr(Tent(1)), repr(Tent(1, width=2)), repr(Constant()), repr(Halves(0, 4))]),
    equal=np.array([Constant() == Constant(), Tent(1) == Constant(), isinstance(Halves(0, 1), Uniform)]),
)
