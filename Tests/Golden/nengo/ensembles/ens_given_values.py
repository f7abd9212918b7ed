# area: ensembles
# about: Values keep the types in which they were given: whole numbers, arrays of integers, None
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: radius=2 ==> radius=3
# guard: np.arange(8).reshape(4, 2) - 3 ==> np.arange(8).reshape(4, 2) - 2

import nengo
import numpy as np

with nengo.Network(seed=2) as net:
    net.config[nengo.Probe].sample_every = 1
    a = nengo.Ensemble(4, 2, radius=2, encoders=np.arange(8).reshape(4, 2) - 3)
    b = nengo.Ensemble(4, 2, intercepts=np.array([0, -1, 0, -1]), max_rates=[100, 110, 120, 130])
    c = nengo.Ensemble(4, 1, normalize_encoders=None, encoders=[[2], [-2], [2], [-2]])
    d = nengo.Ensemble(4, 1, eval_points=np.ones((3, 1), dtype=np.float32), neuron_type=nengo.Direct())
    conn = nengo.Connection(a, b, synapse=1, transform=np.array([[1, 0], [0, 2]]))
    p = nengo.Probe(d)

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run_steps(3)

np.savez(
    "ens_given_values.npz",
    radii=np.array([a.radius]),
    every=np.array([p.sample_every]),
    taus=np.array([conn.synapse.tau]),
    encoders=a.encoders,
    intercepts=b.intercepts,
    rates=b.max_rates,
    points=d.eval_points,
    init=conn.transform.init,
    a_scaled=sim.data[a].scaled_encoders,
    c_encoders=sim.data[c].encoders,
    b_bias=sim.data[b].bias,
    weights=sim.data[conn].weights,
    sizes=np.array([len(d.neurons), d.neurons.size_in, len(a), len(a.neurons)]),
)
