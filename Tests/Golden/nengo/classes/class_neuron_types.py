# area: classes
# about: Neuron types of one's own: from NeuronType with states, without a gain rule, and from LIF with super().step
# oracle: nengo 4.1.0
# tolerance: rtol=1e-7 atol=1e-9
# guard: voltage += dt ==> voltage += 0.9 * dt
# guard: self.extra = extra ==> self.extra = 1.0
# guard: 30 * np.log1p ==> 25 * np.log1p

import nengo
import numpy as np
from nengo.dists import Choice, Uniform
from nengo.neurons import LIF, NeuronType, RectifiedLinear


class Counting(NeuronType):
    state = {"voltage": Uniform(low=0, high=1), "count": Choice([0])}
    spiking = True
    negative = False

    def step(self, dt, J, output, voltage, count):
        voltage += dt * np.maximum(J, 0)
        fired = voltage > 1
        output[...] = fired / dt
        voltage[fired] -= 1.0
        count += fired

    def rates(self, x, gain, bias):
        return np.maximum(self.current(x, gain, bias), 0)


class Soft(NeuronType):
    def step(self, dt, J, output):
        output[:] = 30 * np.log1p(np.exp(np.minimum(J, 30))) - 25


class Eager(LIF):
    def __init__(self, extra=1.5, **kwargs):
        super().__init__(**kwargs)
        self.extra = extra

    def step(self, dt, J, output, voltage, refractory_time):
        super().step(dt, J * self.extra, output, voltage, refractory_time)


class Leaking(RectifiedLinear):
    negative = True

    def step(self, dt, J, output):
        output[...] = np.where(J > 0, J, 0.1 * J)


types = [
    Counting(initial_state={"voltage": Choice([0.25, 0.75])}),
    Soft(),
    Eager(tau_rc=0.03),
    Leaking(),
    nengo.RegularSpiking(Soft()),
]
ensembles = []
probes = []
with nengo.Network(seed=4) as net:
    u = nengo.Node(lambda t: np.sin(60 * t))
    for kind in types:
        ens = nengo.Ensemble(6, 1, neuron_type=kind, max_rates=Uniform(20, 35))
        nengo.Connection(u, ens, synapse=None)
        ensembles.append(ens)
        probes.append(nengo.Probe(ens.neurons))
        probes.append(nengo.Probe(ens, synapse=0.01))
    p = nengo.Probe(ensembles[0].neurons, "count")
    q = nengo.Probe(ensembles[2].neurons, "voltage")

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run(0.03)
    gains = np.array([sim.data[e].gain for e in ensembles])
    intercepts = np.array([sim.data[e].intercepts for e in ensembles])
    first = sim.data[p]
    sim.reset()
    sim.run(0.01)

np.savez(
    "class_neuron_types.npz",
    gains=gains,
    intercepts=intercepts,
    outputs=np.array([sim.data[x] for x in probes[::2]]),
    decoded=np.array([sim.data[x] for x in probes[1::2]]),
    counts=first,
    voltage=sim.data[q],
    rates=Eager().rates([0.5, 1.0], [10.0, 20.0], [0.5, 0.0]),
    soft=np.array(Soft().gain_bias([30.0, 40.0], [0.0, 0.5])),
    names=np.array([str(k.probeable) for k in types]),
    text=np.array([repr(types[2]), repr(types[4])]),
    flags=np.array([[k.spiking, k.negative] for k in types]),
)
