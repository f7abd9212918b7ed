# area: config
# about: Values that defaults and extra parameters refuse, and those that only objects can refuse
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: ("radius", 0) ==> ("radius", 1)
# guard: low=0) ==> low=-2)

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


net = nengo.Network(seed=3)
defaults = net.config[nengo.Ensemble]
for name, value in [("radius", 0), ("radius", None), ("neuron_type", nengo.LIF), ("seed", -1), ("noise", 4),
                    ("encoders", "x"), ("intercepts", 0.5), ("eval_points", [1]), ("n_neurons", 4), ("colour", 1)]:
    attempt(lambda: setattr(defaults, name, value))
inside = ["encoders" in defaults, "radius" in defaults, "seed" in defaults]
with net:
    attempt(lambda: nengo.Ensemble(5, 1))
del net.config[nengo.Ensemble].encoders
attempt(lambda: delattr(defaults, "encoders"))
attempt(lambda: delattr(defaults, "colour"))
for name, value in [("synapse", -1), ("solver", 3), ("learning_rule_type", 3), ("pre", 4)]:
    attempt(lambda: setattr(net.config[nengo.Connection], name, value))

other = nengo.Config(nengo.Lowpass, nengo.PES)
attempt(lambda: setattr(other[nengo.Lowpass], "tau", 0.1))
attempt(lambda: setattr(other[nengo.PES], "learning_rate", 0.1))
attempt(lambda: other[nengo.Node])
attempt(lambda: other.configures())

with nengo.Network(seed=4) as net2:
    net2.config[nengo.Node].set_param("count", nengo.params.IntParam("count", default=2, low=0))
    net2.config[nengo.Node].set_param("kind", nengo.params.StringParam("kind", default="x", optional=True))
    n = nengo.Node([1])
for name, value in [("count", -1), ("count", 1.5), ("count", 7), ("kind", None), ("kind", 4), ("output", 3), ("size", 1)]:
    attempt(lambda: setattr(net2.config[n], name, value))
attempt(lambda: net2.config[n].get_param("count"))
attempt(lambda: net2.config[n].output)
attempt(lambda: net2.config[nengo.Node].set_param("size_in", nengo.params.IntParam("size_in", default=2)))
attempt(lambda: net2.config[nengo.Node].set_param("q", 3))

np.savez(
    "config_mistakes.npz", names=np.array(names), inside=np.array(inside), count=np.array([net2.config[n].count])
)
