# area: errors
# about: What a node's function may give while the network runs
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: (lambda t: [[1, 2, 3]], 3) ==> (lambda t: [1, 2, 3], 3)
# guard: (lambda t: np.log(t - 0.002), 1) ==> (lambda t: np.log(t + 0.002), 1)

import nengo
import numpy as np

names = []
values = []
for function, size in [
    (lambda t: 1, 3),
    (lambda t: [1], 3),
    (lambda t: np.array(2), 2),
    (lambda t: True, 2),
    (lambda t: [[1, 2, 3]], 3),
    (lambda t: np.ones((3, 1)), 3),
    (lambda t: [1, 2], 3),
    (lambda t: {"a": 1}, 1),
    (lambda t: [1, [2, 3]], 2),
    (lambda t: "x", 1),
    (lambda t: None, 1),
    (lambda t: [np.inf, 1], 2),
    (lambda t: np.log(t - 0.002), 1),
    (lambda t: np.float64(1) / (t - t), 1),
    (lambda t: None, 0),
]:
    with nengo.Network(seed=1) as net:
        node = nengo.Node(function, size_out=size)
        if size > 0:
            p = nengo.Probe(node)
    try:
        with nengo.Simulator(net, progress_bar=False) as sim:
            sim.run_steps(2)
        names.append("none")
        if size > 0:
            values.append(sim.data[p].sum())
    except Exception as e:
        names.append(type(e).__name__)

np.savez("err_node_values.npz", names=np.array(names), values=np.array(values))
