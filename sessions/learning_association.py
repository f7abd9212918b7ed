# Learning which cue means what: Voja moves encoders, PES decoders.
#
# A memory hears pairs of a cue and a value. The Voja rule turns the encoders of active neurons towards the cue, so
# that each cue gets neurons of its own; the PES rule then teaches their decoders the value. After each pair was shown
# three times, the values are recalled from the cues alone.
# Run it with `soma run sessions/learning_association.py`, or with Python and Nengo.

# %% four cues in 16 dimensions, and a value for each
import nengo
import numpy as np

n_pairs, show_time, rounds = 4, 0.25, 3
dimensions = 16
rng = np.random.RandomState(11)
cues = nengo.dists.UniformHypersphere(surface=True).sample(n_pairs, dimensions, rng=rng)
values = np.array([[0.8], [-0.5], [0.3], [-0.9]])
learning_time = n_pairs * show_time * rounds
total_time = learning_time + n_pairs * show_time

# Neurons shall answer to one cue only: they fire from a similarity on that lies above that of any two cues.
nearest = np.max(cues @ cues.T - np.eye(n_pairs))
intercept = max(0.3, (nearest + 1) / 2 - 0.2)
print(f"cues are at most {nearest:.2f} similar; neurons fire from a similarity of {intercept:.2f} on")

# %% the network
with nengo.Network(label="association", seed=6) as net:
    cue = nengo.Node(nengo.processes.PresentInput(cues, show_time), label="cue")
    value = nengo.Node(nengo.processes.PresentInput(values, show_time), label="value")
    is_recall = nengo.Node(lambda t: t > learning_time, label="recall")
    rate_of_voja = nengo.Node(lambda t: 0 if t < learning_time else -1, label="learn")  # -1 stops the rule

    memory = nengo.Ensemble(200, dimensions, intercepts=[intercept] * 200, label="memory")
    recalled = nengo.Ensemble(100, dimensions=1, label="recalled")
    error = nengo.Ensemble(100, dimensions=1, label="error")

    to_memory = nengo.Connection(
        cue, memory, synapse=None, learning_rule_type=nengo.Voja(learning_rate=5e-2, post_synapse=None)
    )
    nengo.Connection(rate_of_voja, to_memory.learning_rule, synapse=None)
    out = nengo.Connection(
        memory, recalled, function=lambda x: 0, learning_rule_type=nengo.PES(learning_rate=2e-3)
    )
    nengo.Connection(recalled, error)
    nengo.Connection(value, error, transform=-1)
    nengo.Connection(error, out.learning_rule)
    nengo.Connection(is_recall, error.neurons, transform=[[-20]] * 100, synapse=None)

    answer = nengo.Probe(recalled, synapse=0.03)
    encoders = nengo.Probe(to_memory.learning_rule, "scaled_encoders", sample_every=learning_time)

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run(total_time)

# %% recalled at the end of each cue's turn, in the last round
for i in range(n_pairs):
    end = int(1000 * (learning_time + (i + 1) * show_time))
    got = np.mean(sim.data[answer][end - 50 : end])
    print(f"cue {i}: value {values[i, 0]:+.1f}, recalled {got:+.2f}")

# %% where the encoders went
learned = sim.data[encoders][0]
learned = learned / np.linalg.norm(learned, axis=1, keepdims=True)
before = np.max(sim.data[memory].encoders @ cues.T, axis=1)
after = np.max(learned @ cues.T, axis=1)
print(f"neurons that answer to some cue: {np.sum(before > intercept)} before, {np.sum(after > intercept)} after")
nearness = [x[x > intercept].mean() for x in (before, after)]
print(f"their mean similarity to it: {nearness[0]:.2f} before, {nearness[1]:.2f} after")
