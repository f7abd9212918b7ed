# The Lorenz attractor: neurons that compute a chaotic system.
#
# The system's equations are part of the connection from the population to itself. Neurons represent the state, and
# the decoders of that one connection are solved for what the equations ask for.
# Run it with `soma run sessions/lorenz.py`, or with Python and Nengo.

# %% the equations, moved so that the attractor lies around the origin
import nengo
import numpy as np

tau = 0.1
sigma, beta, rho = 10.0, 8.0 / 3.0, 28.0


def flow(x):
    """The derivative of the state; its third number is Lorenz' z less rho."""
    return np.array([sigma * (x[1] - x[0]), -x[0] * x[2] - x[1], x[0] * x[1] - beta * (x[2] + rho)])


# %% the network: 1,500 spiking neurons that represent a point within 40 of the origin
with nengo.Network(label="Lorenz", seed=2) as net:
    state = nengo.Ensemble(1500, dimensions=3, radius=40, label="state")
    nengo.Connection(state, state, function=lambda x: x + tau * flow(x), synapse=tau)
    trajectory = nengo.Probe(state, synapse=0.01)

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run(8.0)

# %% chaos forgets where it started, so points can't be compared one by one; the shape of the attractor can
x, y, z = sim.data[trajectory][2000:].T


def euler(seconds, dt=0.001):
    """The same system without neurons, step by step."""
    points = [np.array([1.0, 1.0, -8.0])]
    for _ in range(int(seconds / dt)):
        points.append(points[-1] + dt * flow(points[-1]))
    return np.array(points)


exact = euler(8.0)[2000:].T
print("          neurons   exact")
for name, mine, theirs in zip("xyz", (x, y, z), exact):
    print(f"std of {name}  {np.std(mine):7.1f} {np.std(theirs):7.1f}")
print(f"mean of z {np.mean(z):7.1f} {np.mean(exact[2]):7.1f}")


def visits(x):
    """How often the point goes over to the other lobe, well away from the middle."""
    side = np.sign(x[np.abs(x) > 4])
    return np.sum(np.diff(side) != 0)


print(f"lobes are changed {visits(x)} times, by the exact system {visits(exact[0])} times")
