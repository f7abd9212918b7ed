# area: simulator
# about: What is known of built objects is a mapping, its records are named tuples, and some arrays are read-only
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: sim.run_steps(6) ==> sim.run_steps(7)
# guard: nengo.Probe(a.neurons) ==> nengo.Probe(a)

import nengo
import numpy as np

with nengo.Network(seed=11) as net:
    a = nengo.Ensemble(6, 2)
    u = nengo.Node([1, 2])
    with nengo.Network() as inner:
        b = nengo.Ensemble(6, 1)
    c = nengo.Connection(u, a)
    d = nengo.Connection(a[0], b)
    r = nengo.Connection(a, nengo.Node(size_in=2), learning_rule_type=nengo.PES())
    p = nengo.Probe(a)
    q = nengo.Probe(a.neurons)

sim = nengo.Simulator(net, progress_bar=False)
lone = nengo.Node(1, add_to_container=False)
flags = [k in sim.data for k in [a, u, net, inner, b, c, d, r, p, q, lone, a.neurons, r.learning_rule]]
same = []
sim.step()
first = sim.data[p]
same.append(first is sim.data[p])
sim.run_steps(6)
same.append(first is sim.data[p])

names = []
for write in ["probe", "weights", "points"]:
    try:
        if write == "probe":
            sim.data[p][0] = 3
        elif write == "weights":
            sim.data[d].weights[0] = 3
        else:
            sim.data[d].eval_points[0] = 3
        names.append("none")
    except Exception as e:
        names.append(type(e).__name__)
for key in [lone, a.neurons, 5]:
    try:
        sim.data[key]
        names.append("none")
    except Exception as e:
        names.append(type(e).__name__)
sim.close()

np.savez(
    "sim_data_mapping.npz",
    flags=np.array(flags),
    same=np.array(same),
    names=np.array(names),
    count=len(sim.data),
    kinds=np.array([type(k).__name__ for k in sim.data]),
    fields=np.array(sim.data[a]._fields + sim.data[d]._fields),
    third=sim.data[a][2],
    length=len(sim.data[d]),
    got=np.array([sim.data.get(lone) is None, sim.data.get(lone, 7) == 7, sim.data.get(p) is sim.data[p]]),
    spikes=sim.data[q],
)
