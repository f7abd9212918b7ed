# A connection that learns what to do from an error signal: the PES rule.
#
# At first the connection sends 0, whatever comes in. An error population tells it by how much the output is off, and
# the rule moves the decoders a little against that error. What is learned here is the square of the input; the
# connection is never told so, it only ever hears of its errors.
# Run it with `soma run sessions/learning_channel.py`, or with Python and Nengo.

# %% the channel, its error, and a switch that ends the learning
import nengo
import numpy as np

learning_time = 4.0  # seconds

with nengo.Network(label="learning", seed=2) as net:
    signal = nengo.Node(nengo.processes.WhiteSignal(period=1.0, high=4, rms=0.6, seed=7), label="signal")
    pre = nengo.Ensemble(100, dimensions=1, label="pre")
    post = nengo.Ensemble(100, dimensions=1, label="post")
    error = nengo.Ensemble(100, dimensions=1, label="error")
    nengo.Connection(signal, pre)

    learned = nengo.Connection(
        pre, post, function=lambda x: 0, learning_rule_type=nengo.PES(learning_rate=1e-3), label="learned"
    )
    # error = what comes out - what should come out; its path to the rule is an ordinary connection
    nengo.Connection(post, error)
    nengo.Connection(pre, error, function=lambda x: x**2, transform=-1)
    nengo.Connection(error, learned.learning_rule)

    # A strong negative input to all its neurons silences the error: no error, no learning.
    silence = nengo.Node(lambda t: t > learning_time, label="silence")
    nengo.Connection(silence, error.neurons, transform=[[-20]] * error.n_neurons)

    given = nengo.Probe(pre, synapse=0.02)
    answered = nengo.Probe(post, synapse=0.02)
    decoders = nengo.Probe(learned, "weights", sample_every=1.0)

# %% four seconds of learning, then two of test
with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run(learning_time + 2)

wanted = sim.data[given] ** 2
for second in range(6):
    steps = slice(1000 * second, 1000 * (second + 1))
    rmse = np.sqrt(np.mean((sim.data[answered][steps] - wanted[steps]) ** 2))
    print(f"second {second + 1}: error {rmse:.3f}" + ("" if second < learning_time else "  (no more learning)"))

# %% what has changed: the decoders, and nothing else
sizes = [np.linalg.norm(weights) for weights in sim.data[decoders]]
print("length of the decoders, each second:", ", ".join(f"{1e3 * size:.2f}e-3" for size in sizes))
rates = nengo.utils.ensemble.tuning_curves(pre, sim, inputs=np.array([[-0.8], [0.0], [0.8]]))[1]
print("learned function at -0.8, 0 and 0.8:", ", ".join(f"{x:.2f}" for x in rates @ sim.data[decoders][-1][0]))
