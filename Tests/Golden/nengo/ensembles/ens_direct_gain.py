# area: ensembles
# about: Gains and biases of Direct ensembles are kept and change nothing
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: gain=[1.0, 2.0, 3.0, 4.0] ==> gain=[1.0, 2.0, 3.0, 5.0]
# guard: bias=nengo.dists.Uniform(0.5, 2) ==> bias=nengo.dists.Uniform(0.5, 3)

import nengo
import numpy as np

with nengo.Network(seed=2) as net:
    u = nengo.Node(lambda t: [np.sin(50 * t), 0.3])
    ens = nengo.Ensemble(
        4,
        2,
        neuron_type=nengo.Direct(),
        gain=[1.0, 2.0, 3.0, 4.0],
        bias=nengo.dists.Uniform(0.5, 2),
    )
    nengo.Connection(u, ens, synapse=None)
    p = nengo.Probe(ens)

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run_steps(8)
    built = sim.data[ens]

np.savez(
    "ens_direct_gain.npz",
    p=sim.data[p],
    gain=built.gain,
    bias=built.bias,
    scaled=built.scaled_encoders,
    none=np.array([built.max_rates is None, built.intercepts is None]),
    rates=nengo.Direct().rates([0.5, -1.0], [1.0], [2.0]),
)
