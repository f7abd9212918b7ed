# area: utils
# about: Linear systems from form to form and in steps of time, of one and of several inputs and outputs
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: method="bilinear" ==> method="euler"
# guard: alpha=0.3 ==> alpha=0.4

import numpy as np
from nengo.utils.filter_design import abcd_normalize, cont2discrete, expm, normalize, ss2tf, ss2zpk
from nengo.utils.filter_design import tf2ss, tf2zpk, zpk2ss, zpk2tf

out = {}


def keep(name, parts):
    arrays = [np.asarray(part, dtype=float) for part in parts]
    out[name] = np.concatenate([x.ravel() for x in arrays] + [np.array(x.shape) for x in arrays])


keep("tf2ss", tf2ss([1, 2], [1, 3, 2]))
keep("gain", tf2ss([3], [2]))
keep("outputs", tf2ss([[1, 2], [3, 4]], [1, 3, 2]))
keep("ss2tf", ss2tf(*tf2ss([1, 2], [1, 3, 2])))
keep("oscillator", ss2tf(np.array([[0.0, 1], [-4, -0.2]]), np.ones((2, 1)), np.array([[1.0, 0]]), np.zeros((1, 1))))
keep("tf2zpk", tf2zpk([2, 4], [1, 3, 2]))
keep("ss2zpk", ss2zpk(*tf2ss([2, 4], [1, 3, 2])))
keep("zpk2tf", zpk2tf([-2], [-1, -3], 1.5))
keep("zpk2ss", zpk2ss([-2], [-1, -3], 1.5))
keep("normalize", normalize([1, 2], [2, 4, 6]))
keep("zeros", abcd_normalize(A=np.ones((2, 2)), B=np.ones((2, 1)), D=np.zeros((1, 1))))
keep("zoh", cont2discrete(([1], [0.1, 1]), 0.001))
keep("bilinear", cont2discrete(([1, 2], [1, 3, 2]), 0.01, method="bilinear"))
keep("backward", cont2discrete(tf2ss([1, 1], [0.1, 1]), 0.001, method="backward_diff"))
keep("gbt", cont2discrete(([1], [0.01, 0.2, 1]), 0.002, method="gbt", alpha=0.3))
keep("zpk_zoh", cont2discrete(([-2.0], [-1.0, -3.0], 1.0), 0.01))
system = ([[-1.0, 0.5], [0, -2]], [[1.0, 0], [0, 1]], [[1.0, 1]], [[0.0, 0.1]])
system = [np.array(m) for m in system]
keep("inputs", cont2discrete(tuple(system), 0.1))
keep("second", ss2tf(*system, input=1))
out["expm"] = expm(np.array([[0.0, 1], [-1, 0]]))


def refused(body):
    try:
        body()
        return "fine"
    except Exception as error:
        return f"{type(error).__name__} {error}"


refusals = [
    refused(lambda: cont2discrete(([1], [1, 1]), 0.1, method="gbt")),
    refused(lambda: cont2discrete(([1], [1, 1]), 0.1, method="gbt", alpha=2)),
    refused(lambda: cont2discrete(([1], [1, 1]), 0.1, method="zz")),
    refused(lambda: cont2discrete((1,), 0.1)),
    refused(lambda: tf2ss([1, 2, 3], [1, 2])),
    refused(lambda: abcd_normalize(A=[[1]])),
    refused(lambda: ss2tf(*system, input=3)),
]
np.savez("util_filter_design.npz", refusals=np.array(refusals), **out)
