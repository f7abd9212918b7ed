# area: utils
# about: Networks without passthrough nodes; inputs and outputs of objects
# oracle: nengo 4.1.0
# tolerance: rtol=1e-12 atol=1e-12
# guard: transform=[[1, 2], [3, 4]] ==> transform=[[1, 2], [3, 5]]

import nengo
import numpy as np
from nengo.exceptions import Unconvertible
from nengo.utils.builder import find_all_io, full_transform, objs_and_connections, remove_passthrough_nodes

with nengo.Network() as net:
    source = nengo.Node([1, 2, 3], label="source")
    middle = nengo.Node(size_in=2, label="middle")
    second = nengo.Node(size_in=2, label="second")
    target = nengo.Ensemble(10, 2, label="target")
    nengo.Connection(source[:2], middle, synapse=None)
    nengo.Connection(source[2], middle[1], transform=0.5, synapse=None)
    nengo.Connection(middle, second, transform=[[1, 2], [3, 4]], synapse=None)
    nengo.Connection(second, target, synapse=0.02)
    nengo.Connection(target, target[0], function=lambda x: x[1], synapse=0.01)

objects, connections = remove_passthrough_nodes(*objs_and_connections(net))
inputs, outputs = find_all_io(net.connections)
order = sorted(connections, key=lambda c: (str(c.pre_obj), str(c.synapse), np.sum(full_transform(c))))

refusals = []
with nengo.Network() as other:
    a = nengo.Node([1])
    b = nengo.Node(size_in=1)
    c = nengo.Ensemble(10, 1)
    nengo.Connection(a, b)
    nengo.Connection(b, c)
try:
    remove_passthrough_nodes(*objs_and_connections(other))
except Unconvertible as error:
    refusals.append(isinstance(error, ValueError))

np.savez(
    "util_passthrough.npz",
    objects=np.array([o.label for o in objects]),
    transforms=np.concatenate([np.ravel(full_transform(c, allow_scalars=False)) for c in order]),
    synapses=np.array([str(c.synapse) for c in order]),
    ends=np.array([f"{c.pre_obj.label} {c.post_obj.label}" for c in order]),
    counts=np.array([len(inputs[target]), len(inputs[middle]), len(outputs[source]), len(outputs[target])]),
    refusals=np.array(refusals),
)
