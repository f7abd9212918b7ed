# area: classes
# about: Solvers of one's own, also without composition and from LstsqL2, with what they report
# oracle: nengo 4.1.0
# tolerance: rtol=1e-7 atol=1e-9
# guard: Ridge(10.0 ==> Ridge(20.0
# guard: X * 1.1 ==> X * 1.2
# guard: compositional = False ==> compositional = True

import nengo
import numpy as np
from nengo.solvers import LstsqL2, Solver


class Ridge(Solver):
    def __init__(self, reg=1.0, weights=False):
        super().__init__(weights=weights)
        self.reg = reg

    def __call__(self, A, Y, rng=np.random):
        gram = A.T @ A + self.reg * np.eye(A.shape[1])
        return np.linalg.solve(gram, A.T @ Y), {"reg": self.reg, "drawn": rng.rand(), "name": "ridge"}


class Drawn(Solver):
    compositional = False

    def __init__(self, weights=False):
        super().__init__(weights=weights)

    def __call__(self, A, Y, rng=np.random):
        return rng.normal(size=(A.shape[1], Y.shape[1])) * 1e-3, {"rows": A.shape[0]}


class Louder(LstsqL2):
    def __call__(self, A, Y, rng=np.random):
        X, info = super().__call__(A, Y, rng=rng)
        info["louder"] = True
        return X * 1.1, info


solvers = [Ridge(), Ridge(10.0, weights=True), Drawn(), Drawn(weights=True), Louder(), Louder(reg=0.2)]
with nengo.Network(seed=1) as net:
    a = nengo.Ensemble(6, 2)
    b = nengo.Ensemble(6, 2)
    conns = [nengo.Connection(a, b, solver=s, transform=[[0.5, 0], [0.2, 1]]) for s in solvers]
    p = nengo.Probe(b)
    q = nengo.Probe(a, solver=Ridge(5.0))

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run_steps(10)
    info = [sim.data[c].solver_info for c in conns]

np.savez(
    "class_solvers.npz",
    full=np.array([sim.data[conns[1]].weights, sim.data[conns[3]].weights]),
    decoders=np.array([sim.data[c].weights for c in [conns[0], conns[2], conns[4], conns[5]]]),
    reported=np.array([info[0]["reg"], info[0]["drawn"], info[1]["reg"], info[2]["rows"]]),
    name=np.array(info[0]["name"]),
    louder=np.array([info[4]["louder"], "rmses" in info[5]]),
    b=sim.data[p],
    a=sim.data[q],
    text=np.array([repr(solvers[1]), repr(solvers[5]), repr(conns[0].solver)]),
    flags=np.array([[s.weights, s.compositional] for s in solvers]),
    kinds=np.array([isinstance(solvers[4], LstsqL2), conns[4].solver is solvers[4], solvers[4] == Louder()]),
)
