# The three principles of the Neural Engineering Framework, with one population.
#
# Representation: each neuron has a tuning curve, and a weighted sum of what the neurons do gives the value back.
# Transformation: other weights for the same neurons give a function of the value.
# Dynamics: a population connected to itself obeys a differential equation (see integrator.py).
# Run it with `soma run sessions/nef_summary.py`, or with Python and Nengo.

# %% representation: what neurons do for each value
import nengo
import numpy as np
from nengo.utils.ensemble import tuning_curves

with nengo.Network(label="NEF", seed=4) as net:
    stimulus = nengo.Node(lambda t: np.sin(2 * np.pi * t), label="stimulus")
    ens = nengo.Ensemble(8, dimensions=1, max_rates=nengo.dists.Uniform(80, 120), label="eight neurons")
    nengo.Connection(stimulus, ens)

with nengo.Simulator(net, progress_bar=False) as sim:
    x, rates = tuning_curves(ens, sim, inputs=np.linspace(-1, 1, 41).reshape((-1, 1)))

print("neuron  prefers  starts at  rate at its preferred end")
for i in range(ens.n_neurons):
    encoder, intercept = sim.data[ens].encoders[i, 0], sim.data[ens].intercepts[i]
    print(f"{i:6}  {encoder:+7.0f}  {intercept:9.2f}  {rates[:, i].max():7.1f} Hz")

# %% decoding: the weights that give x back, by regularised least squares
# d minimises |A d - x|^2 + m sigma^2 |d|^2, with m points and sigma a tenth of the highest rate
sigma = 0.1 * rates.max()
gram = rates.T @ rates + len(x) * sigma**2 * np.eye(ens.n_neurons)
decoders = np.linalg.solve(gram, rates.T @ x)
mine = rates @ decoders
print(f"decoded by hand: error {np.sqrt(np.mean((mine - x) ** 2)):.3f}")

solver = nengo.solvers.LstsqL2(reg=0.1)
theirs, info = solver(rates, x)
print(f"by nengo.solvers: error {np.sqrt(np.mean((rates @ theirs - x) ** 2)):.3f}")
print("the same decoders:", np.allclose(decoders, theirs))

# %% transformation: other decoders for the same neurons
targets = {"x": x, "x squared": x**2, "sin(6 x)": np.sin(6 * x), "step": np.sign(x)}
for n_neurons in (8, 30, 120):
    with nengo.Network(seed=4) as alone:
        ens = nengo.Ensemble(n_neurons, dimensions=1)
    with nengo.Simulator(alone, progress_bar=False) as sim:
        _, rates = tuning_curves(ens, sim, inputs=x)
    errors = {name: np.sqrt(np.mean((rates @ solver(rates, y)[0] - y) ** 2)) for name, y in targets.items()}
    print(f"{n_neurons:4} neurons:", ", ".join(f"{name} {error:.3f}" for name, error in errors.items()))

# %% spikes: the same decoders, applied to spikes that a synapse has smoothed
with nengo.Network(label="in time", seed=4) as net:
    stimulus = nengo.Node(lambda t: np.sin(2 * np.pi * t), label="stimulus")
    ens = nengo.Ensemble(120, dimensions=1)
    nengo.Connection(stimulus, ens, synapse=None)
    value = nengo.Probe(stimulus)
    decoded = {tau: nengo.Probe(ens, synapse=tau) for tau in (0.001, 0.005, 0.02, 0.1)}

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run(1.0)
for tau, probe in decoded.items():
    error = np.sqrt(np.mean((sim.data[probe] - sim.data[value]) ** 2))
    print(f"synapse {tau:5} s: error {error:.3f}")
print("too short a synapse leaves the noise of spikes, too long a one is late")
