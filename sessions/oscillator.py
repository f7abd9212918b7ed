# An oscillator, and one whose speed is under control.
#
# A population that represents a point on a plane and turns it a little at each moment goes round and round. The
# recurrent connection computes x + tau dx/dt, where tau is the synapse's time constant.
# Run it with `soma run sessions/oscillator.py`, or with Python and Nengo.

# %% a harmonic oscillator at 2 Hz, started by a kick
import nengo
import numpy as np

tau, omega = 0.1, 2 * np.pi * 2

with nengo.Network(label="oscillator", seed=8) as fixed:
    kick = nengo.Node(lambda t: [1, 0] if t < 0.1 else [0, 0], label="kick")
    turning = nengo.Ensemble(200, dimensions=2, label="turning")
    nengo.Connection(kick, turning)
    nengo.Connection(turning, turning, transform=[[1, -omega * tau], [omega * tau, 1]], synapse=tau)
    point = nengo.Probe(turning, synapse=0.02)


def turns(points, start, end):
    """Turns per second of points [steps, 2] between two times in seconds; positive is counterclockwise."""
    angle = np.unwrap(np.arctan2(points[:, 1], points[:, 0]))
    return (angle[int(1000 * end) - 1] - angle[int(1000 * start)]) / (2 * np.pi) / (end - start)


with nengo.Simulator(fixed, progress_bar=False) as sim:
    sim.run(2.5)

radius = np.linalg.norm(sim.data[point][500:], axis=1)
print(f"{turns(sim.data[point], 0.5, 2.5):.2f} turns per second")
print(f"radius {radius.mean():.2f}, between {radius.min():.2f} and {radius.max():.2f}")

# %% the same with the speed as a third dimension, so that another population can set it


def turn(x):
    """Where the point (x, y) is heading when the speed is s."""
    return [x[0] - x[2] * omega * tau * x[1], x[1] + x[2] * omega * tau * x[0]]


with nengo.Network(label="controlled oscillator", seed=9) as controlled:
    kick = nengo.Node(lambda t: [1, 0] if t < 0.1 else [0, 0], label="kick")
    speed = nengo.Node(nengo.processes.Piecewise({0: 1, 1.5: 0.5, 3.0: -1}), label="speed")
    turning = nengo.Ensemble(400, dimensions=3, radius=1.7, label="turning")
    nengo.Connection(kick, turning[:2])
    nengo.Connection(speed, turning[2])
    nengo.Connection(turning, turning[:2], function=turn, synapse=tau)
    point = nengo.Probe(turning[:2], synapse=0.02)

with nengo.Simulator(controlled, progress_bar=False) as sim:
    sim.run(4.5)

for start, end, s in ((0.3, 1.5, 1), (1.8, 3.0, 0.5), (3.3, 4.5, -1)):
    print(f"speed {s:4}: {turns(sim.data[point], start, end):+.2f} turns per second")
