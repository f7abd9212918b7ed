# area: errors
# about: Classes and subjects of errors about distributions, synapses, processes, transforms and solvers
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: LinearFilter([1], [1]), 3) ==> LinearFilter([1], [1]), Lowpass(1))

import nengo
import numpy as np
from nengo.dists import *
from nengo.processes import *
from nengo.synapses import *
from nengo.transforms import SparseMatrix


def combine(f, g):
    return f.combine(g)


def call(f, *args, **kwargs):
    try:
        f(*args, **kwargs)
        return "none"
    except Exception as e:
        subject = str(e).split(":")[0] if isinstance(e, nengo.exceptions.ValidationError) else ""
        return f"{type(e).__name__} {subject}"


found = [
    call(UniformHypersphere().sample, 3),
    call(QuasirandomSequence().sample, 3, 0),
    call(QuasirandomSequence().sample, 0, 1),
    call(Choice, []),
    call(SubvectorLength, 2, 3),
    call(CosineSimilarity, 0),
    call(Samples([[1, 2]]).sample, 2),
    call(combine, LinearFilter([1], [1]), 3),
    call(LinearFilter, [[1]], [1]),
    call(Lowpass, 0.1, 3),
    call(LinearFilter([0.01, 0], [0.01, 1]).filt, np.ones((3, 1)), y0=1),
    call(PresentInput([[1, 2]], 1).run_steps, 3, d=5),
    call(Piecewise({0: 1}).run_steps, 3, d=2),
    call(Piecewise, {0: lambda: 3}),
    call(WhiteNoise, default_size_in=2),
    call(WhiteNoise(seed=1).run_steps, -1),
    call(nengo.Process().run_steps, 2),
    call(nengo.Dense, (2.5, 2)),
    call(nengo.Sparse, (2, 2)),
    call(nengo.Sparse, (2, 2), [[0, 1]], [1, 2]),
    call(SparseMatrix, [[0, 1, 2]], [1], (2, 2)),
    call(nengo.Convolution, 2, (5, 1)),
    call(nengo.Convolution, 2, (2, 2, 1)),
    call(nengo.Convolution, 2, (5, 5, 1), groups=2),
    call(nengo.Convolution, 2, (5, 5, 1), kernel_size=3),
    call(nengo.Convolution, 2, (5, 5, 1), init=np.ones((3, 3, 1, 1))),
    call(nengo.RegularSpiking, nengo.LIF()),
    call(nengo.LIF, initial_state={"voltage": "a"}),
    call(setattr, nengo.Lowpass(0.1), "tau", 3),
]
np.savez("err_components.npz", found=np.array(found))
