# Answering questions about a scene, with pointers bound to each other.
#
# Each word is a vector. A scene is a sum of bound pairs, `BALL * RED + CUBE * GREEN`, and is itself a vector of the
# same size. Binding it with the inverse of a word unbinds: scene * ~BALL is about RED. A memory holds the scene while
# the questions come, and a circular convolution, all of it spiking neurons, gives the answers.
# Run it with `soma run sessions/spa_question_answering.py`, or with Python and Nengo.

# %% the words
import nengo
import numpy as np
from nengo import spa

dimensions = 32
vocab = spa.Vocabulary(dimensions, rng=np.random.RandomState(12), max_similarity=0.1)
vocab.parse("BALL + CUBE + RED + GREEN")
print(f"{len(vocab.keys)} words:", ", ".join(vocab.keys))

# The algebra alone, without neurons: unbinding is noisy, and cleaned up by comparing with known words.
scene = vocab.parse("BALL * RED + CUBE * GREEN")
print("scene * ~BALL:", vocab.text((scene * ~vocab["BALL"]).v, minimum_count=2))


# %% what is shown, and what is asked, at each time
def show(t):
    return "BALL * RED + CUBE * GREEN" if t < 0.25 else "0"


questions = [("BALL", 0.35), ("CUBE", 0.5), ("GREEN", 0.65)]


def ask(t):
    for word, start in questions:
        if start <= t < start + 0.12:
            return word
    return "0"


# %% the network: look -> memory, memory * ~question -> answer
with spa.SPA(label="question answering", seed=2, vocabs=[vocab]) as model:
    model.look = spa.State(dimensions, neurons_per_dimension=20)
    model.memory = spa.State(dimensions, neurons_per_dimension=40, feedback=1.0)
    model.question = spa.State(dimensions, neurons_per_dimension=20)
    model.answer = spa.State(dimensions, neurons_per_dimension=20)
    model.cortex = spa.Cortical(
        spa.Actions("memory = 0.3 * look", "answer = memory * ~question"), synapse=0.01, neurons_cconv=80
    )
    model.input = spa.Input(look=show, question=ask)

    answers = nengo.Probe(model.answer.output, synapse=0.03)
    held = nengo.Probe(model.memory.output, synapse=0.03)

print(f"{model.n_neurons} neurons in {len(model.all_ensembles)} ensembles")

# %% the run, and the answers: the words most similar to what the network says at the end of each question
with nengo.Simulator(model, progress_bar=False) as sim:
    sim.run(0.8)

strength = spa.similarity(sim.data[held][[249, 799]], [scene.v], normalize=True)
print(f"likeness of the memory to the scene: {strength[0, 0]:.2f} when shown, {strength[1, 0]:.2f} at the end")
for word, start in questions:
    said = sim.data[answers][int(1000 * (start + 0.12)) - 1]
    likeness = spa.similarity(said, vocab, normalize=True)[0]
    order = np.argsort(-likeness)
    best = ", ".join(f"{vocab.keys[i]} {likeness[i]:.2f}" for i in order[:2])
    print(f"{word:5}? -> {vocab.keys[order[0]]:5}  ({best})")
