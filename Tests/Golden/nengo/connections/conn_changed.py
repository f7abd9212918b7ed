# area: connections
# about: Connections and nodes changed after they were made
# oracle: nengo 4.1.0
# tolerance: rtol=1e-8 atol=1e-10
# guard: n.size_in = 3 ==> n.size_in = 2
# guard: c.transform = 2 ==> c.transform = 3

import nengo
import numpy as np

with nengo.Network(seed=10) as net:
    a = nengo.Ensemble(10, 1)
    b = nengo.Ensemble(10, 1)
    c = nengo.Connection(a, b)
    c.function = lambda x: x**2
    c.transform = 2
    c.synapse = 0
    c.eval_points = [[0.1], [0.9], [0.4]]
    c.scale_eval_points = False
    c.seed = 5
    d = nengo.Connection(a, b[0], learning_rule_type=[])
    n = nengo.Node(size_in=2)
    e = nengo.Connection(nengo.Node([1, 2]), n)
    sizes = [e.size_out, n.size_out]
    n.size_in = 3
    sizes += [e.size_out, n.size_out]
    p = nengo.Probe(c)
    q = nengo.Probe(b[::-1])

errors = []
try:
    e.transform = 4
    errors.append("none")
except Exception as err:
    errors.append(str(err).partition(":")[0])
n.size_in = 2
e.transform = 4
try:
    c.function = lambda: 1
    errors.append("none")
except Exception as err:
    errors.append(str(err).partition(":")[0])

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run_steps(6)

np.savez(
    "conn_changed.npz",
    sizes=np.array(sizes),
    errors=np.array(errors),
    weights=sim.data[c].weights,
    points=sim.data[c].eval_points,
    out=sim.data[p],
    slices=np.array([p.slice is None, q.slice == slice(None, None, -1), d.learning_rule == [], a[0] == a[0]]),
)
