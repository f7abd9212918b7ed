# area: simulator
# about: Mistakes with simulators: which error comes first, and that nothing changes
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: sim.reset(seed=-1) ==> sim.reset(seed=1)
# guard: sim.run_steps(0), ==> sim.run_steps(1),

import nengo
import numpy as np

with nengo.Network(seed=0) as net:
    p = nengo.Probe(nengo.Node(lambda t: t))

sim = nengo.Simulator(net, progress_bar=False)
sim.run_steps(3)
names = []


def attempt(action):
    try:
        action()
        names.append("none")
    except Exception as e:
        head, colon, rest = str(e).partition(":")
        names.append(type(e).__name__ + " " + (head if colon and " " not in head else ""))
    names.append(str(sim.n_steps))


for action in [
    lambda: sim.run(-1),
    lambda: sim.run(0),
    lambda: sim.run_steps(0),
    lambda: sim.run_steps(1.5),
    lambda: sim.reset(seed=-1),
    lambda: sim.trange(sample_every=0.1, dt=0.1),
    lambda: sim.data[5],
    lambda: setattr(sim, "dt", 0.1),
    lambda: setattr(sim, "time", 0.1),
    lambda: nengo.Simulator(net, sed=1),
    lambda: nengo.Simulator(net, seed=-1),
]:
    attempt(action)
sim.close()
sim.close()
for action in [
    lambda: sim.step(),
    lambda: sim.run(0.1),
    lambda: sim.run(-0.1),
    lambda: sim.run(0.0),
    lambda: sim.run_steps(1),
    lambda: sim.run_steps(0),
    lambda: sim.reset(),
    lambda: sim.__enter__(),
    lambda: sim.trange(),
]:
    attempt(action)

np.savez("sim_mistakes.npz", names=np.array(names), data=sim.data[p], trange=sim.trange())
