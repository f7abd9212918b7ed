# A convolutional feature map of neurons, with sparse kernels.
#
# A picture of 12 x 12 pixels goes through 4 kernels of 3 x 3 weights, most of them 0: each kernel looks for an edge in
# one direction. Neurons of the feature map fire where their edge is. A second, sparse transform sums each map up.
# Run it with `soma run sessions/convolution_features.py`, or with Python and Nengo.

# %% a picture: a bright rectangle with four edges
import nengo
import numpy as np

size, n_kernels = 12, 4
picture = np.zeros((size, size, 1))
picture[3:9, 2:10] = 1.0

# %% sparse kernels: two weights each, +1 and -1 on the two sides of an edge
edges = {"top": (2, 1, 0, 1), "bottom": (0, 1, 2, 1), "left": (1, 2, 1, 0), "right": (1, 0, 1, 2)}
kernels = np.zeros((3, 3, 1, n_kernels))  # rows, columns, channels in, kernels
for k, (row, column, other_row, other_column) in enumerate(edges.values()):
    kernels[row, column, 0, k] = 1
    kernels[other_row, other_column, 0, k] = -1
print(f"{np.count_nonzero(kernels)} of {kernels.size} weights of the kernels are not 0")

convolution = nengo.Convolution(n_filters=n_kernels, input_shape=picture.shape, kernel_size=(3, 3), init=kernels)
maps = convolution.output_shape
print(f"maps of {maps.spatial_shape} with {maps.n_channels} channels: {maps.size} neurons")

# %% the sparse sum: one row for each kernel, which collects the neurons of its map
neuron = np.arange(maps.size)
indices = np.stack([neuron % n_kernels, neuron], axis=1)  # channels come last, so they change fastest
total = nengo.Sparse((n_kernels, maps.size), indices=indices, init=np.full(maps.size, 0.01))

with nengo.Network(label="features", seed=1) as net:
    retina = nengo.Node(picture.ravel(), label="retina")
    features = nengo.Ensemble(
        maps.size, dimensions=1, neuron_type=nengo.SpikingRectifiedLinear(), gain=np.full(maps.size, 100.0),
        bias=np.zeros(maps.size), label="features",
    )
    sums = nengo.Node(size_in=n_kernels, label="sums")
    to_features = nengo.Connection(retina, features.neurons, transform=convolution, synapse=0.005)
    nengo.Connection(features.neurons, sums, transform=total, synapse=0.02)

    spikes = nengo.Probe(features.neurons, synapse=0.02)
    summed = nengo.Probe(sums)

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run(0.2)

# %% where each map is active
activity = sim.data[spikes][-1].reshape(maps.shape)  # rows, columns, kernels
for k, edge in enumerate(edges):
    rows, columns = np.nonzero(activity[:, :, k] > 50)
    print(
        f"{edge:6}: rows {rows.min()}-{rows.max()}, columns {columns.min():2}-{columns.max():2}, "
        f"{len(rows):2} neurons, sum {sim.data[summed][-1, k]:.1f}"
    )

# %% the top map as text
for row in activity[:, :, 0]:
    print("".join("#" if x > 50 else "." for x in row))
dense = maps.size * picture.size
print(f"weights to the map: {sim.data[to_features].weights.size} shared ones instead of {dense}")
