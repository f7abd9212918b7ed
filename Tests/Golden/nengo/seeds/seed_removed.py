# area: seeds
# about: Objects taken from a network and added to it: the others' seeds follow
# oracle: nengo 4.1.0
# tolerance: rtol=1e-8 atol=1e-10
# guard: net.connections.remove(c) ==> net.connections.remove(d)
# guard: net.ensembles.append(spare) ==> net.ensembles.insert(0, spare)

import nengo
import numpy as np

with nengo.Network(seed=7) as net:
    a = nengo.Ensemble(8, 1)
    b = nengo.Ensemble(8, 1)
    c = nengo.Connection(a, b)
    d = nengo.Connection(b, b, transform=0.5)
    p = nengo.Probe(b)

spare = nengo.Ensemble(8, 1, add_to_container=False)
connections = net.connections
counts = []
results = []


def record():
    with nengo.Simulator(net, progress_bar=False) as sim:
        sim.run_steps(5)
    counts.append([len(net.all_objects), len(connections), len(net.ensembles), net.n_neurons])
    results.append(sim.data[p])
    return sim


record()
net.connections.remove(c)
record()
net.ensembles.append(spare)
sim = record()
with net:
    nengo.Connection(spare, b)
record()
with nengo.Network(seed=1, add_to_container=False) as sub:
    nengo.Ensemble(4, 1)
with net:
    net.add(sub)
record()

np.savez(
    "seed_removed.npz",
    counts=np.array(counts),
    results=np.array(results),
    spare=sim.data[spare].encoders,
    same=np.array([net.connections is connections, c in net, spare in net, sub in net]),
)
