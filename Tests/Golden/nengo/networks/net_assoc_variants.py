# area: networks
# about: An associative memory with every addition, in one order and in another
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-11
# guard: inhibit_scale=8 ==> inhibit_scale=7
# guard: min_activation_value=0.4 ==> min_activation_value=0.5
# guard: input_scales=0.5 ==> input_scales=0.6

import nengo
import numpy as np

inputs = np.random.RandomState(11).randn(4, 6)
inputs = inputs / np.linalg.norm(inputs, axis=1, keepdims=True)
outputs = np.random.RandomState(12).randn(4, 5)
with nengo.Network(seed=8) as net:
    am = nengo.networks.AssociativeMemory(
        inputs,
        outputs,
        n_neurons=20,
        threshold=[0.2, 0.3, 0.3, 0.4],
        input_scales=[1.0, 0.9, 1.1, 1.2],
        inhibitable=True,
        label="am",
        seed=3,
    )
    am.add_input_mapping("second", inputs[:, :3], input_scales=0.5)
    am.add_output_mapping("out2", np.eye(4))
    am.add_default_output_vector(np.ones(5) * 0.3, n_neurons=20, min_activation_value=0.4)
    am.add_wta_network(inhibit_scale=2.0, inhibit_synapse=0.006)
    am.add_threshold_to_outputs(n_neurons=15, inhibit_scale=8)
    am.add_default_output_vector(np.ones(4) * 0.2, output_name="out2", n_neurons=10)
    am.add_output_mapping("out3", np.ones((4, 2)))
    cue = nengo.Node(inputs[1] * 0.9)
    stop = nengo.Node(lambda t: float(t > 0.03))
    nengo.Connection(cue, am.input)
    nengo.Connection(cue[:3], am.second)
    nengo.Connection(stop, am.inhibit, synapse=None)
    ends = [am.output, am.out2, am.out3, am.elem_input, am.elem_output, am.thresholded_utilities]
    probes = [nengo.Probe(end, synapse=0.01) for end in ends]

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run(0.04)

np.savez(
    "net_assoc_variants.npz",
    data=np.concatenate([sim.data[p] for p in probes], axis=1)[::2],
    weights=np.array([np.sum(np.abs(sim.data[c].weights)) for c in am.all_connections if sim.data[c].weights is not None]),
    ends=np.array([str(c.synapse) for c in am.connections]),
    ensembles=np.array([f"{e.label} {e.intercepts} {e.eval_points} {e.n_eval_points}" for e in am.ensembles]),
    text=np.array([str(am), str(am.thresh_ens), str(am.is_wta)]),
)
