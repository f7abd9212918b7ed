# Handwritten digits, read by two layers of spiking neurons.
#
# The network is trained with rate neurons (NengoDL swaps LIF for its rate equation during fit), evaluated as a
# spiking network, saved, loaded into a second simulator, frozen, and run in the reference simulator.
# Run it with `soma run sessions/digits.py`, or with Python and NengoDL.

# %% the data: 1,500 digits to learn from, 297 by other writers to be tested on
import os

import nengo
import nengo_dl
import numpy as np
import tensorflow as tf

np.random.seed(0)
tf.random.set_seed(0)
n_train, n_steps, minibatch = 1500, 30, 50
folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
digits = np.load(os.path.join(folder, "digits.npz"))
images = digits["images"] / 8.0  # (digits, 8, 8)
labels = digits["labels"].reshape((-1, 1, 1)).astype(np.int32)

# Other writers set their digits a little to the side, so each digit is also learned moved by half a pixel
# to the right, left, bottom and top.
copies = [images[:n_train]]
for axis in (1, 2):
    for pixel in (1, -1):
        copies.append(0.55 * copies[0] + 0.45 * np.roll(copies[0], pixel, axis=axis))
train_images = np.concatenate(copies).reshape((-1, 1, 64))  # (digits, one step, pixels)
train_labels = np.tile(labels[:n_train], (len(copies), 1, 1))
images = images.reshape((-1, 1, 64))
test_images = np.tile(images[n_train:], (1, n_steps, 1))  # shown for 30 steps
test_labels = np.tile(labels[n_train:], (1, n_steps, 1))
print(f"{n_train} digits to train on, {len(test_images)} to test on")

# %% the network: 64 pixels, 256 and 128 LIF neurons, 10 classes
with nengo.Network(seed=3) as net:
    net.config[nengo.Ensemble].neuron_type = nengo.LIF(amplitude=0.005)
    net.config[nengo.Ensemble].max_rates = nengo.dists.Choice([200])
    net.config[nengo.Ensemble].intercepts = nengo.dists.Choice([0])
    net.config[nengo.Connection].synapse = None

    pixels = nengo.Node(np.zeros(64), label="pixels")
    first = nengo.Ensemble(256, 1, label="first")
    second = nengo.Ensemble(128, 1, label="second")
    scores = nengo.Node(size_in=10, label="scores")

    nengo.Connection(pixels, first.neurons, transform=nengo_dl.dists.Glorot())
    nengo.Connection(first.neurons, second.neurons, transform=nengo_dl.dists.Glorot())
    nengo.Connection(second.neurons, scores, transform=nengo_dl.dists.Glorot())

    rates = nengo.Probe(scores, label="rates")  # no filter: for training
    filtered = nengo.Probe(scores, synapse=0.1, label="filtered")  # smooths the spikes


def accuracy(y_true, y_pred):
    """The share of digits that are right at the last step."""
    return tf.reduce_mean(tf.metrics.sparse_categorical_accuracy(y_true[:, -1], y_pred[:, -1]))


# %% training: one step per digit, with rates instead of spikes
sim = nengo_dl.Simulator(net, minibatch_size=minibatch, seed=0, progress_bar=False)
sim.compile(
    optimizer=tf.optimizers.Adam(0.001),
    loss={rates: tf.losses.SparseCategoricalCrossentropy(from_logits=True)},
)
history = sim.fit(train_images, {rates: train_labels}, epochs=15)
print(f"loss {history.history['loss'][0]:.2f} -> {history.history['loss'][-1]:.4f}")
sim.save_params("digits_params")
sim.close()

# %% the spiking network, in a second simulator that loads the trained parameters
sim = nengo_dl.Simulator(net, minibatch_size=27, seed=0, progress_bar=False)
sim.load_params("digits_params")
sim.compile(loss={filtered: accuracy})
result = sim.evaluate(test_images, {filtered: test_labels}, verbose=0)
print(f"spiking accuracy over {n_steps} steps: {100 * result['loss']:.1f}%")
answers = sim.predict(test_images[:27])[filtered][:, -1].argmax(axis=-1)

# %% frozen into the network, and run in the reference simulator
sim.freeze_params(net)
sim.close()
first_digits = images[n_train : n_train + 20, 0]
pixels.output = nengo.processes.PresentInput(first_digits, presentation_time=n_steps * 0.001)
with nengo.Simulator(net, progress_bar=False) as reference:
    reference.run(20 * n_steps * 0.001)
    shown = reference.data[rates].reshape((20, n_steps, 10)).mean(axis=1).argmax(axis=-1)
print("labels   ", labels[n_train : n_train + 20, 0, 0])
print("soma     ", answers[:20])
print("reference", shown)
print(f"the reference simulator agrees on {np.sum(shown == answers[:20])} of 20")
