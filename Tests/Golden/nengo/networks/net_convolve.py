# area: networks
# about: Circular convolution along axes, its transforms, and all vector networks of Direct ensembles
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: axis=0 ==> axis=1
# guard: invert_b=True, input_magnitude ==> invert_a=True, input_magnitude

import nengo
import numpy as np
from nengo.networks.circularconvolution import circconv, transform_in, transform_out
from nengo.networks.assoc_mem import filtered_step

a = np.random.RandomState(1).randn(3, 4)
b = np.random.RandomState(2).randn(3, 4)
with nengo.Network(seed=12) as net:
    net.config[nengo.Ensemble].neuron_type = nengo.Direct()
    array = nengo.networks.EnsembleArray(20, 3)
    array.add_output("squared", lambda x: x**2 + 1)
    product = nengo.networks.Product(20, 3, input_magnitude=2.0)
    cconv = nengo.networks.CircularConvolution(20, 5, invert_b=True, input_magnitude=0.5)
    wave = nengo.Node(lambda t: np.cos(np.arange(3) + 10 * t))
    for end in (array.input, product.input_a, cconv.input_a[:3], cconv.input_b[[0, 2, 4]]):
        nengo.Connection(wave, end)
    nengo.Connection(wave, product.input_b, transform=0.5)
    probes = [nengo.Probe(end) for end in (array.output, array.squared, product.output, cconv.output)]

errors = []
for add in (array.add_neuron_input, array.add_neuron_output):
    try:
        add()
    except ValueError as error:
        errors.append(f"{type(error).__name__} {error}")

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run(0.02)

np.savez(
    "net_convolve.npz",
    data=np.concatenate([sim.data[p] for p in probes], axis=1),
    rows=circconv(a, b, invert_b=True),
    columns=circconv(a, b, axis=0),
    vector=circconv(a[0], b[0], invert_a=True),
    broadcast=circconv(a, b[1]),
    enter_a=transform_in(5, "A", False),
    enter_b=transform_in(4, "B", True),
    leave=transform_out(4),
    step=filtered_step(np.linspace(0, 1, 11), shift=0.3, scale=10, step_val=2),
    errors=np.array(errors),
    texts=np.array([str(x).split(" at ")[0] for x in (array, product, cconv, product.sq1, cconv.product)]),
)
