# area: spa
# about: Routes through channels of other sizes, and convolutions, gated by a thalamus
# oracle: nengo 4.1.0
# tolerance: rtol=1e-6 atol=1e-8
# guard: subdim_channel=4 ==> subdim_channel=3
# guard: route_inhibit=2.5 ==> route_inhibit=2.6
# guard: d=b*C - d ==> d=b*C

import nengo
import numpy as np
from nengo import spa

vocab = spa.Vocabulary(12, rng=np.random.RandomState(7))
other = spa.Vocabulary(6, rng=np.random.RandomState(8))
vocab.parse("A+B+C")
other.parse("A+B")
with spa.SPA(seed=6) as model:
    model.a = spa.State(12, subdimensions=6, neurons_per_dimension=6, vocab=vocab)
    model.b = spa.Buffer(12, subdimensions=4, neurons_per_dimension=6, vocab=vocab)
    model.c = spa.State(6, neurons_per_dimension=6, vocab=other)
    model.d = spa.State(8, subdimensions=4, neurons_per_dimension=6)
    actions = spa.Actions("0.6 --> b=a, c=a", "0.2 --> a=b*B, d=d", "0.3 --> a = a*~b", "0.1 --> d=b*C - d")
    model.bg = spa.BasalGanglia(actions)
    model.th = spa.Thalamus(
        model.bg,
        neurons_action=12,
        threshold_action=0.25,
        mutual_inhibit=0.9,
        route_inhibit=2.5,
        synapse_inhibit=0.009,
        synapse_bg=0.007,
        synapse_channel=0.011,
        neurons_channel_dim=6,
        subdim_channel=4,
        neurons_cconv=10,
        neurons_gate=9,
        threshold_gate=0.35,
        synapse_to_gate=0.003,
    )
    model.i = spa.Input(a="A", b="B", c="A", d="D")
    ends = [model.a.output, model.b.state.output, model.c.output, model.d.output, model.th.actions.output]
    probes = [nengo.Probe(end, synapse=0.01) for end in ends]

with nengo.Simulator(model, progress_bar=False) as sim:
    sim.run(0.04)

np.savez(
    "spa_routes.npz",
    data=np.concatenate([sim.data[p] for p in probes], axis=1)[::4],
    sizes=np.array([(e.n_neurons, e.dimensions) for e in model.all_ensembles]),
    labels=np.array([str(n.label) for n in model.all_networks]),
)
