# area: neurons
# about: What the classes of neuron types say of all their objects; states in other types
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: nengo.dists.Choice([0.5]) ==> nengo.dists.Choice([0.25])

import nengo
import numpy as np
from nengo.neurons import LIF, AdaptiveLIFRate, Izhikevich, PoissonSpiking, Tanh

types = [LIF, AdaptiveLIFRate, Izhikevich, Tanh]
lif = LIF(initial_state={"voltage": nengo.dists.Choice([0.5])})
single = lif.make_state(3, np.random.RandomState(2), dtype=np.float32)
drawn = PoissonSpiking(Tanh()).make_state(3, np.random.RandomState(2))
np.savez(
    "neurons_classes.npz",
    states=np.array([str(list(t.state.keys())) for t in types]),
    spiking=np.array([t.spiking for t in types]),
    negative=np.array([t.negative for t in types]),
    voltage=np.array(repr(LIF.state["voltage"])),
    initial=single["voltage"],
    dtype=np.array(str(single["refractory_time"].dtype)),
    drawn=np.array(sorted(drawn.keys())),
    texts=np.array([repr(lif), repr(PoissonSpiking(Tanh(tau_ref=0.004), amplitude=2))]),
    equal=np.array([LIF() == LIF(tau_rc=0.02), LIF() == LIF(0.03), hash(LIF()) == hash(LIF())]),
)
