# area: learning
# about: Attributes, texts and equality of learning rule types, and defaults from a config
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: .learning_rate = 3e-3 ==> .learning_rate = 4e-3
# guard: pre_synapse = 0.2 ==> pre_synapse = 0.1

import nengo
import numpy as np
from nengo import BCM, PES, RLS, Oja, Voja

types = [PES(), PES(0.1, 0.01), RLS(), BCM(), BCM(post_synapse=None), Oja(beta=2), Voja(post_synapse=None)]
with nengo.Network(seed=1) as net:
    net.config.configures(PES)
    net.config[PES].learning_rate = 3e-3
    net.config.configures(BCM)
    net.config[BCM].post_synapse = 0.3
    net.config[BCM].pre_synapse = 0.2
    pes, bcm = PES(), BCM()
    a = nengo.Ensemble(5, 2)
    c = nengo.Connection(a, a, learning_rule_type=[])
    d = nengo.Connection(a, a, learning_rule_type={"x": PES(), "y": Voja()})

np.savez(
    "learn_types.npz",
    texts=np.array([repr(t) for t in types + [pes, bcm]]),
    rates=np.array([t.learning_rate for t in types + [pes, bcm]]),
    sizes=np.array([str(t.size_in) for t in types]),
    targets=np.array([t.modifies for t in types]),
    probeable=np.array([str(t.probeable) for t in types]),
    classes=np.array([PES.modifies, BCM.modifies, str(Voja.probeable)]),
    synapses=np.array([repr(types[3].theta_synapse), repr(bcm.post_synapse), repr(types[4].post_synapse)]),
    equal=np.array([PES() == PES(1e-4), PES() == RLS(), BCM(0.1, 0.01) == BCM(0.1, 0.01)]),
    rules=np.array([len(c.learning_rule_type), d.learning_rule["x"].size_in, d.learning_rule["y"].size_in]),
)
