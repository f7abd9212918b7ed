# A communication channel: one population of spiking neurons passes a signal on to another.
#
# Nothing is computed here, and that is the point: before neurons can do something to a value, they have to carry it.
# Run it with `soma run sessions/communication_channel.py`, or with Python and Nengo.

# %% a random signal below 5 Hz, and two populations in a row
import nengo
import numpy as np

with nengo.Network(label="channel", seed=1) as net:
    signal = nengo.Node(nengo.processes.WhiteSignal(period=1.0, high=5, rms=0.5, seed=4), label="signal")
    sender = nengo.Ensemble(60, dimensions=1, label="sender")
    receiver = nengo.Ensemble(60, dimensions=1, label="receiver")

    nengo.Connection(signal, sender)
    passing_on = nengo.Connection(sender, receiver)  # no function: the identity

    # A probe's synapse smooths what it records. Spikes need that; the signal does not.
    probed = {
        "signal": nengo.Probe(signal),
        "sender": nengo.Probe(sender, synapse=0.01),
        "receiver": nengo.Probe(receiver, synapse=0.01),
    }
    spikes = nengo.Probe(sender.neurons)  # 1 / dt at each spike, else 0

# %% one second
with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run(1.0)

sent = sim.data[probed["signal"]]


def delayed_error(received, steps):
    """Root mean square error of a signal that arrives some milliseconds late."""
    return np.sqrt(np.mean((received[steps:] - sent[: len(sent) - steps]) ** 2))


# %% each synapse on the way costs time: the best match is found a little later for each population
for name in ("sender", "receiver"):
    received = sim.data[probed[name]]
    errors = [delayed_error(received, steps) for steps in range(60)]
    best = int(np.argmin(errors))
    print(f"{name:8} lags {best} ms, error {errors[best]:.3f}")

# %% the neurons: how busy they are, and how the weights between them come about
rates = np.sum(sim.data[spikes] > 0, axis=0)  # spikes in one second
print(f"spikes of the sender: {rates.sum()}, busiest neuron {rates.max()}, silent neurons {np.sum(rates == 0)}")

decoders = sim.data[passing_on].weights  # (1, 60)
weights = np.outer(sim.data[receiver].scaled_encoders, decoders)
print(f"{decoders.size} decoders and {receiver.n_neurons} encoders stand for {weights.size} weights")
print(f"of which {100 * np.mean(weights > 0):.0f}% excite")
