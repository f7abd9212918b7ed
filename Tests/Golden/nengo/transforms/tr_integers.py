# area: transforms
# about: Sparse matrices of integers, aliases, and texts of transforms
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: init=[2, -1] ==> init=[2, -2]

import nengo
import numpy as np
from nengo.transforms import ChannelShape, SparseMatrix

sparse = nengo.Sparse((4, 3), [[0, 1], [3, 2]], init=[2, -1])
matrix = SparseMatrix([[0, 1], [1, 0]], 3, (2, 2))
with nengo.Network(seed=1) as net:
    u = nengo.Node([1.0, 2.0, 3.0])
    v = nengo.Node(size_in=4)
    c = nengo.Connection(u, v, transform=sparse, synapse=None)
    p = nengo.Probe(v)

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run_steps(2)

transforms = [
    nengo.Dense((2, 3), init=np.ones((2, 3))),
    sparse,
    nengo.Conv(2, (5, 6, 3), padding="SAME"),
    nengo.ConvTranspose(2, (3, 4, 3), strides=(2, 3)),
    nengo.transforms.NoTransform(4),
    ChannelShape((4, 5, 3)),
]
np.savez(
    "tr_integers.npz",
    p=sim.data[p],
    drawn=sparse.sample(rng=np.random.RandomState(1)).toarray(),
    matrix=matrix.toarray(),
    texts=np.array([repr(t) for t in transforms] + [repr(matrix)]),
    padding=np.array(transforms[2].padding),
    equal=np.array([nengo.Conv is nengo.Convolution, nengo.Dense((2, 2)) == nengo.Dense((2, 2))]),
)
