# area: config
# about: A default function for connections, and that components stay the objects that were given
# oracle: nengo 4.1.0
# tolerance: rtol=1e-8 atol=1e-10
# guard: return x**2 ==> return x**3
# guard: del defaults.function_info ==> defaults.function_info = square

import nengo
import numpy as np


def square(x):
    return x**2


names = []


def attempt(action):
    try:
        action()
        names.append("none")
    except Exception as e:
        names.append(type(e).__name__)


with nengo.Network(seed=7) as net:
    defaults = net.config[nengo.Connection]
    defaults.function_info = square
    inside = ["function_info" in defaults, "synapse" in defaults]
    neurons = nengo.LIFRate(tau_rc=0.03)
    filt = nengo.Alpha(0.01)
    solver = nengo.solvers.LstsqL2(reg=0.2)
    a = nengo.Ensemble(9, 1, neuron_type=neurons)
    b = nengo.Ensemble(9, 1)
    c = nengo.Connection(a, b, synapse=filt, solver=solver, transform=nengo.Dense((1, 1), init=[[2.0]]))
    d = nengo.Connection(b, b, function=None)
    attempt(lambda: setattr(defaults, "function", square))
    del defaults.function_info
    e = nengo.Connection(a, b)
    attempt(lambda: delattr(defaults, "function_info"))
    p = nengo.Probe(c)

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run_steps(5)

same = [
    a.neuron_type is neurons,
    c.synapse is filt,
    c.solver is solver,
    d.synapse is d.synapse,
    c.function is square,
    d.function is None,
    e.function is None,
    sim.data[c].transform is c.transform,
]
b.neuron_type = neurons
same.append(b.neuron_type is a.neuron_type)

np.savez(
    "config_function.npz",
    same=np.array(same),
    inside=np.array(inside),
    names=np.array(names),
    c=sim.data[c].weights,
    e=sim.data[e].weights,
    out=sim.data[p],
)
