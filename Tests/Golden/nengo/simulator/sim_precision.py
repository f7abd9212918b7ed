# area: simulator
# about: Signals and built arrays in 32 bits
# oracle: nengo 4.1.0
# tolerance: rtol=1e-4 atol=1e-5
# guard: nengo.Ensemble(20, 1 ==> nengo.Ensemble(21, 1

import nengo
import numpy as np

before = nengo.rc.get("precision", "bits")
nengo.rc.set("precision", "bits", "32")
with nengo.Network(seed=1) as net:
    wave = nengo.Node(lambda t: np.sin(5 * t))
    ens = nengo.Ensemble(20, 1, neuron_type=nengo.LIFRate())
    nengo.Connection(wave, ens)
    again = nengo.Connection(ens, ens, synapse=0.05)
    decoded = nengo.Probe(ens, synapse=0.01)
    rates = nengo.Probe(ens.neurons)
with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run(0.05)
nengo.rc.set("precision", "bits", before)
arrays = [sim.data[decoded], sim.data[rates], sim.data[ens].encoders, sim.data[ens].bias, sim.data[again].weights]

np.savez(
    "sim_precision.npz",
    decoded=sim.data[decoded],
    rates=sim.data[rates][::10],
    types=np.array([x.dtype.name for x in arrays] + [sim.trange().dtype.name]),
    settings=np.array([before, nengo.rc.get("progress", "progress_bar"), str(nengo.rc.has_option("precision", "zz"))]),
    numbers=np.array([nengo.rc.getint("precision", "bits"), nengo.rc.getboolean("decoder_cache", "readonly")]),
)
