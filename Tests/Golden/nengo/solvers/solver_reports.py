# area: solvers
# about: What solvers report: errors, residuals, parts of LstsqDrop, one column of targets
# oracle: nengo 4.1.0
# tolerance: rtol=1e-6 atol=1e-9
# guard: drop=0.4 ==> drop=0.5
# guard: * 50 ==> * 40

import nengo
import numpy as np
from nengo.solvers import Lstsq, LstsqDrop, LstsqL2, LstsqL2nz, LstsqMultNoise, LstsqNoise
from nengo.utils.least_squares_solvers import SVD, BlockConjgrad, Cholesky, Conjgrad

rs = np.random.RandomState(3)
A = np.maximum(rs.normal(size=(40, 9)), 0) * 50
Y = rs.normal(size=(40, 2))
_, plain = Lstsq()(A, Y)
_, dropped = LstsqDrop(drop=0.4)(A, Y)
_, column = LstsqL2()(A, Y[:, 0])
_, listed = LstsqL2(solver=SVD())(A, Y[:, 0])
methods = [Cholesky(), SVD(), Conjgrad(1e-8), BlockConjgrad(1e-8)]
errors = [m(A, Y, 2.0, rng=np.random)[1]["rmses"] for m in methods]

np.savez(
    "solver_reports.npz",
    residuals=plain["residuals"],
    rank=np.array(plain["rank"]),
    singular=plain["singular_values"],
    rmses=dropped["rmses"],
    first=dropped["info0"]["rmses"],
    parts=np.array([np.ravel(i["rmses"]) for i in dropped["info1s"]]),
    names=np.array(sorted(dropped.keys())),
    column=column["rmses"],
    listed=listed["rmses"],
    errors=np.array(errors),
    kinds=np.array([isinstance(LstsqL2nz(), LstsqL2), isinstance(LstsqMultNoise(), LstsqNoise)]),
    composes=np.array([Lstsq.compositional, LstsqDrop.compositional]),
)
