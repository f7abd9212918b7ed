# area: spa
# about: Modules of a script's own class, with two inputs, two outputs and an on_add
# oracle: nengo 4.1.0
# tolerance: rtol=1e-6 atol=1e-8
# guard: gain=0.5 ==> gain=0.6
# guard: d_extra=s*~d_second ==> d_extra=s*d_second

import nengo
import numpy as np
from nengo import spa
from nengo.spa.module import Module


class Scaled(Module):
    def __init__(self, dimensions, gain=2.0, vocab=None, label=None, seed=None, add_to_container=None):
        super().__init__(label, seed, add_to_container)
        meaning = dimensions if vocab is None else vocab
        with self:
            self.inp = nengo.Node(size_in=dimensions, label="in")
            self.ens = nengo.networks.EnsembleArray(10, dimensions)
            self.out = nengo.Node(size_in=dimensions, label="out")
            nengo.Connection(self.inp, self.ens.input, synapse=None)
            nengo.Connection(self.ens.output, self.out, transform=gain, synapse=None)
        self.inputs = dict(default=(self.inp, meaning), extra=(self.inp, meaning))
        self.outputs = dict(default=(self.out, meaning), second=(self.ens.output, meaning))
        self.joined = []

    def on_add(self, model):
        Module.on_add(self, model)
        self.joined.append(model.label)


vocab = spa.Vocabulary(8, rng=np.random.RandomState(30))
with spa.SPA(seed=15, label="top") as model:
    model.d = Scaled(8, vocab=vocab)
    model.e = Scaled(8, gain=0.5, label="ee")
    model.s = spa.State(8, neurons_per_dimension=8, vocab=vocab)
    model.c = spa.Cortical(spa.Actions("s=d+0.5*d_second", "e=d*A", "d_extra=s*~d_second"), neurons_cconv=20)
    model.i = spa.Input(d="A", e_extra="B")
    probes = [nengo.Probe(x, synapse=0.01) for x in (model.d.out, model.e.out, model.s.output)]

inp, meaning = model.get_module_input("d_extra")
out, default = model.get_module_output("e_second")
with nengo.Simulator(model, progress_bar=False) as sim:
    sim.run(0.04)

np.savez(
    "spa_module.npz",
    data=np.concatenate([sim.data[p] for p in probes], axis=1)[::2],
    names=np.array(list(model.get_module_inputs()) + list(model.get_module_outputs())),
    labels=np.array(model.d.joined + [model.d.label, model.e.label]),
    same=np.array([inp is model.d.inp, meaning is vocab, out is model.e.ens.output]),
    vocabs=np.array([
        default is model.get_default_vocab(8), model.get_input_vocab("d") is vocab,
        model.get_output_vocab("e") is default,
    ]),
)
