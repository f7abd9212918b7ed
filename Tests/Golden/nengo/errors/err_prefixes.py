# area: errors
# about: Which class and which parameter an error is about
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: lambda: nengo.Ensemble(10.0, 1), ==> lambda: nengo.Ensemble(10, 1),
# guard: lambda: C(a, n, synapse=-0.1), ==> lambda: C(a, n, synapse=0.1),

import nengo
import numpy as np

names = []


def attempt(action):
    try:
        action()
        names.append("none")
    except Exception as e:
        head, colon, rest = str(e).partition(":")
        names.append(type(e).__name__ + " " + (head if colon and " " not in head else ""))


with nengo.Network(seed=1) as net:
    C = nengo.Connection
    a = nengo.Ensemble(10, 2)
    n = nengo.Node(size_in=2)
    k = nengo.Node([1, 2])
    d = nengo.Ensemble(10, 2, neuron_type=nengo.Direct())
    c = C(a, n)
    for action in [
        lambda: nengo.Ensemble(10.0, 1),
        lambda: nengo.Ensemble(np.array(10), 1),
        lambda: nengo.Ensemble(10, 1, radius=None),
        lambda: nengo.Ensemble(10, 1, encoders=["a"] * 10),
        lambda: nengo.Ensemble(10, 1, seed=2**32),
        lambda: nengo.Ensemble(10, 1, rad=1),
        lambda: nengo.Network(seed=1.5),
        lambda: nengo.Network(label=3),
        lambda: nengo.Node(["a"]),
        lambda: nengo.Node([1, 2], size_out=3),
        lambda: nengo.Node(1, seed=2),
        lambda: a[0][0],
        lambda: a[[0, 5]],
        lambda: a[0.5],
        lambda: C(a, n, transform=[1, 2, 3]),
        lambda: C(a, n, function=lambda x: [1, 2, 3]),
        lambda: C(a, n, function=nengo.LIF),
        lambda: C(a, n, function=[["x", "y"]], eval_points=[[1, 2]]),
        lambda: C(a, n, synapse=-0.1),
        lambda: C(a, n, synapse=np.array(0.1)),
        lambda: C(a, n, learning_rule_type=[]),
        lambda: C(a, n, learning_rule_type=[nengo.PES(), 3]),
        lambda: C(a[0], n[0], eval_points=[[1]]),
        lambda: C(d.neurons, n),
        lambda: C(c, n),
        lambda: C(a, k),
        lambda: nengo.Probe(a, attr=5),
        lambda: nengo.Probe(a, sample_every=-1),
        lambda: setattr(net, "seed", "a"),
        lambda: setattr(net, "objects", {}),
        lambda: setattr(net, "all_nodes", []),
        lambda: setattr(c, "transform", [[1]]),
    ]:
        attempt(action)

np.savez(
    "err_prefixes.npz", names=np.array(names), counts=np.array([len(net.ensembles), len(net.nodes), len(net.connections)])
)
