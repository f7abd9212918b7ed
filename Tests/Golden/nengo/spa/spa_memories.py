# area: spa
# about: Associative memories with keys of their own, thresholds, a default and competition
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-11
# guard: default_output_key="N" ==> default_output_key="Z"
# guard: "X+Z"] ==> "X+Y"]

import nengo
import numpy as np
from nengo import spa

vocab = spa.Vocabulary(8, rng=np.random.RandomState(9))
other = spa.Vocabulary(12, rng=np.random.RandomState(10))
vocab.parse("A+B+C+D")
other.parse("X+Y+Z+N")
with spa.SPA(seed=7) as model:
    model.first = spa.AssociativeMemory(vocab)
    model.second = spa.AssociativeMemory(
        vocab, other, input_keys=["A", "B*C", "C"], output_keys=["X", "Y", "X+Z"], threshold=0.2, wta_output=True
    )
    model.third = spa.AssociativeMemory(
        vocab,
        other,
        input_keys=["A", "B"],
        output_keys=["X", "Y"],
        default_output_key="N",
        inhibitable=True,
        threshold_output=True,
        wta_output=True,
        wta_inhibit_scale=2.0,
        wta_synapse=0.004,
        threshold=[0.3, 0.4],
    )
    model.i = spa.Input(
        first="0.9*A",
        second=lambda t: "B*C" if t < 0.02 else "C",
        third=lambda t: "1.9*A+1.8*B" if t < 0.02 else "D",
    )
    stop = nengo.Node(lambda t: float(t > 0.03))
    nengo.Connection(stop, model.third.inhibit)
    ends = [model.first.output, model.second.output, model.third.output, model.second.utilities]
    ends.append(model.third.thresholded_utilities)
    probes = [nengo.Probe(end, synapse=0.01) for end in ends]

with nengo.Simulator(model, progress_bar=False) as sim:
    sim.run(0.04)

np.savez(
    "spa_memories.npz",
    data=np.concatenate([sim.data[p] for p in probes], axis=1)[::2],
    intercepts=np.array([str(e.intercepts) for e in model.third.all_ensembles]),
    eval_points=np.array([str(e.eval_points) for e in model.third.all_ensembles]),
    names=np.array([str(model.third), str(model.third.utilities)]),
)
