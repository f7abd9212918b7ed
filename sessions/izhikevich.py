# Izhikevich's neurons: one model, many kinds of spiking.
#
# Two equations, for the voltage and for its recovery, with four parameters. The same steady current makes a cell fire
# regularly, in bursts or fast, and makes it slow down or not.
# Run it with `soma run sessions/izhikevich.py`, or with Python and Nengo.

# %% five kinds of cells, by their parameters
import nengo
import numpy as np

kinds = {
    "regular spiking": nengo.Izhikevich(),
    "intrinsic bursting": nengo.Izhikevich(reset_voltage=-55, reset_recovery=4),
    "chattering": nengo.Izhikevich(reset_voltage=-50, reset_recovery=2),
    "fast spiking": nengo.Izhikevich(tau_recovery=0.1),
    "resonator": nengo.Izhikevich(coupling=0.26),
}

# %% a step of current into one cell of each kind; its gain and bias are set by hand
with nengo.Network(label="cells", seed=0) as net:
    current = nengo.Node(lambda t: 10.0 if t >= 0.1 else 0.0, label="current")
    spikes, voltages = {}, {}
    for name, kind in kinds.items():
        cell = nengo.Ensemble(
            1, dimensions=1, neuron_type=kind, encoders=[[1]], gain=[1.0], bias=[0.0], label=name
        )
        nengo.Connection(current, cell.neurons, synapse=None)
        spikes[name] = nengo.Probe(cell.neurons)
        voltages[name] = nengo.Probe(cell.neurons, "voltage")

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run(0.6)

print("kind                 spikes  first at  shortest gap  longest gap  lowest voltage")
times = sim.trange()
for name in kinds:
    when = 1000 * times[(sim.data[spikes[name]][:, 0] > 0) & (times > 0.1)]
    gaps = np.diff(when)
    print(
        f"{name:20} {len(when):6}  {when[0]:5.0f} ms  {gaps.min():9.0f} ms {gaps.max():9.0f} ms"
        f"  {sim.data[voltages[name]][100:].min():10.1f} mV"
    )

# %% a population of them represents values like any other: the decoders are solved for its rates
with nengo.Network(label="population", seed=14) as net:
    signal = nengo.Node(nengo.processes.WhiteSignal(period=2.0, high=2, rms=0.5, seed=3), label="signal")
    probes = {}
    for name in ("regular spiking", "fast spiking"):
        ens = nengo.Ensemble(
            150, dimensions=1, neuron_type=kinds[name], max_rates=nengo.dists.Uniform(60, 100), label=name
        )
        nengo.Connection(signal, ens)
        probes[name] = nengo.Probe(ens, synapse=0.05)
    exact = nengo.Probe(signal, synapse=0.05)

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run(1.0)

for name, probe in probes.items():
    x, y = sim.data[exact][100:, 0], sim.data[probe][100:, 0]
    scale = (x @ y) / (x @ x)
    print(f"{name}: correlation {np.corrcoef(x, y)[0, 1]:.2f}, gain {scale:.2f}")
