# area: spa
# about: Vocabularies: subsets, unitary keys, pairs, transforms between them, texts, what is refused
# oracle: nengo 4.1.0
# tolerance: rtol=1e-9 atol=1e-12
# guard: unitary=["H"] ==> unitary=["G"]
# guard: keys=["A", "B"] ==> keys=["A", "C"]

import numpy as np
from nengo import spa

vocab = spa.Vocabulary(16, max_similarity=0.05, rng=np.random.RandomState(20))
vocab.parse("A+B*C-~D")
vocab.extend(["E", "F"], unitary=True)
vocab.extend(["G", "H"], unitary=["H"])
basis = spa.Vocabulary(20, randomize=False)
basis.parse("X+Y+Z")
unitary = spa.Vocabulary(16, unitary=True, rng=np.random.RandomState(21))
unitary.parse("A+B")
pairs = spa.Vocabulary(16, include_pairs=True, rng=np.random.RandomState(22))
pairs.parse("A+B+C")
some = vocab.create_subset(["A", "C"])
fewer = some.create_subset(["A"])
transforms = dict(
    to_unitary=vocab.transform_to(unitary, keys=["A", "B"]),
    from_subset=some.transform_to(unitary),
    to_subset=unitary.transform_to(some),
    to_parent=some.transform_to(vocab),
    among_subsets=some.transform_to(fewer),
)
to_basis = vocab.transform_to(basis)
mixture = vocab.parse("0.7*A+0.2*B+0.1*C")
texts = [
    vocab.text(mixture, **kw)
    for kw in (
        dict(),
        dict(minimum_count=3),
        dict(maximum_count=1),
        dict(threshold=0.5),
        dict(threshold=None),
        dict(join="+"),
        dict(terms=["A", "B*C"]),
        dict(minimum_count=0, threshold=0.9),
    )
]
texts.append(pairs.text(pairs.parse("A*B"), terms=["A*B", "C"]))


def refused(body):
    try:
        body()
        return "fine"
    except Exception as error:
        return type(error).__name__


refusals = [
    refused(body)
    for body in (
        lambda: vocab["a"],
        lambda: vocab.parse("a"),
        lambda: vocab.parse("A+"),
        lambda: some["Q"],
        lambda: some.add("Q", mixture),
        lambda: vocab.add("A", mixture),
        lambda: vocab.dot_pairs(mixture),
        lambda: basis.extend(["K%d" % i for i in range(20)]),
        lambda: spa.Vocabulary(0),
        lambda: spa.Vocabulary(2.5),
        lambda: vocab.create_subset(["NEW"]),
    )
]
np.savez(
    "spa_vocabulary_forms.npz",
    vocab=vocab.vectors,
    basis=basis.vectors,
    unitary=unitary.vectors,
    pairs=pairs.vector_pairs,
    to_basis=to_basis,
    names=np.array(vocab.keys + basis.keys[:6] + unitary.keys + pairs.key_pairs + some.keys),
    texts=np.array(texts),
    refusals=np.array(refusals),
    facts=np.array([some.readonly, fewer.parent is vocab, "E" in vocab.keys, "Q" in vocab.keys]),
    expressions=np.array([vocab.parse(e).v for e in ("1", "0", "2*A", "-A", "(A+B)*~C", "A-B-C", "A*(B+C)*2-D*0.1")]),
    **transforms
)
