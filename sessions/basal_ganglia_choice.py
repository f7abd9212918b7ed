# Choosing between actions: a model of the basal ganglia.
#
# The input holds one utility for each action. The output is about 0 for the action with the greatest utility and
# strongly negative for all others: it is inhibition, released for the winner. A thalamus behind it turns this into
# an activity near 1 for the chosen action.
# Nengo solves these decoders without negative weights, and needs SciPy for it; without SciPy its numbers differ.
# Run it with `soma run sessions/basal_ganglia_choice.py`, or with Python and Nengo.

# %% a creature that is hungry, tired and curious, to changing degrees
import nengo
import numpy as np

actions = ["eat", "sleep", "explore"]
utilities = {
    0.0: [0.9, 0.5, 0.4],  # clearly hungry
    0.3: [0.5, 0.8, 0.7],  # tired, and a bit more than curious
    0.6: [0.3, 0.4, 0.9],
    0.9: [0.6, 0.6, 0.55],  # nothing stands out
}

with nengo.Network(label="choice", seed=10) as net:
    needs = nengo.Node(nengo.processes.Piecewise(utilities), label="needs")
    ganglia = nengo.networks.BasalGanglia(dimensions=3, n_neurons_per_ensemble=50)
    thalamus = nengo.networks.Thalamus(dimensions=3, n_neurons_per_ensemble=50)
    nengo.Connection(needs, ganglia.input, synapse=None)
    nengo.Connection(ganglia.output, thalamus.input)

    inhibition = nengo.Probe(ganglia.output, synapse=0.02)
    activity = nengo.Probe(thalamus.output, synapse=0.02)

with nengo.Simulator(net, progress_bar=False) as sim:
    sim.run(1.2)

# %% what was chosen, at the end of each period
for start in utilities:
    end = int(1000 * (start + 0.3))
    window = slice(end - 100, end)
    chosen = np.mean(sim.data[activity][window], axis=0)
    winners = [name for name, x in zip(actions, chosen) if x > 0.6]
    numbers = " ".join(f"{name} {x:5.2f}" for name, x in zip(actions, chosen))
    needed = ", ".join(f"{x:.2f}" for x in utilities[start])
    print(f"needs {needed}: {numbers} -> {' and '.join(winners) or 'no choice'}")

# %% how long a change of mind takes
for start, index in ((0.3, 1), (0.6, 2)):
    first = int(1000 * start)
    crossing = np.argmax(sim.data[activity][first:, index] > 0.6)
    print(f"{actions[index]} takes over after {crossing} ms")
released = np.sort(sim.data[inhibition][200:300].mean(axis=0))
print(f"{net.n_neurons} neurons; output for the losers {released[0]:.2f} and {released[1]:.2f}, the winner {released[2]:.2f}")
