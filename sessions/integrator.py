# An integrator: neurons that remember.
#
# A population connected to itself through a synapse with time constant tau keeps its value if the connection passes
# the value on unchanged, and adds up an input that is scaled by tau:  dx/dt = u  becomes  x' = x,  u' = tau u.
# Run it with `soma run sessions/integrator.py`, or with Python and Nengo.

# %% an input of two pulses, one up and one down
import nengo

tau = 0.1  # seconds; the longer, the steadier the memory


def build(n_neurons):
    """A memory of spiking neurons beside an ideal one; gives the network and a probe of each."""
    with nengo.Network(label="memory", seed=5) as net:
        pulses = nengo.Node(nengo.processes.Piecewise({0: 0, 0.1: 2, 0.4: 0, 0.7: -4, 0.9: 0}), label="pulses")
        memory = nengo.Ensemble(n_neurons, dimensions=1, label="memory")
        ideal = nengo.Ensemble(1, dimensions=1, neuron_type=nengo.Direct(), label="ideal")  # mathematics, no neurons
        for x in (memory, ideal):
            nengo.Connection(pulses, x, transform=tau, synapse=tau)
            nengo.Connection(x, x, synapse=tau)
        return net, nengo.Probe(memory, synapse=0.02), nengo.Probe(ideal, synapse=0.02)


# %% what is left of a pulse, and how the memory drifts when there is no input
net, remembered, exact = build(200)
with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run(1.4)

print("time     memory   ideal")
for t in (0.09, 0.39, 0.69, 0.89, 1.39):
    step = int(round(t / sim.dt)) - 1
    print(f"{t:.2f} s  {sim.data[remembered][step, 0]:7.3f} {sim.data[exact][step, 0]:7.3f}")

quiet = sim.data[remembered][1000:, 0]  # the last 400 ms, without input
print(f"drift in the quiet 0.4 s at the end: {quiet[-1] - quiet[0]:+.3f}")

# %% more neurons remember better: their decoders leave a smaller error, so that there is less to drift on
for n_neurons in (25, 100, 400):
    net, remembered, exact = build(n_neurons)
    with nengo.Simulator(net, progress_bar=False) as sim:
        sim.run(1.4)
    error = nengo.utils.numpy.rms(sim.data[remembered] - sim.data[exact])
    print(f"{n_neurons:4} neurons: rms error {error:.3f}")
