/// A measurement that `soma bench` takes: a script that times itself and prints `bench NAME SECONDS`.
///
/// The scripts are plain Python, so that `soma bench NAME --source` can be run under Python with NengoDL as well and
/// the two times compared.
public struct Benchmark: Sendable {
  public let name: String
  public let summary: String
  public let source: String

  public static let all: [Benchmark] = [
    Benchmark(
      name: "lif_1024", summary: "seconds per step of one 1-D ensemble of 1,024 LIF neurons",
      source: """
        import time

        import nengo
        import nengo_dl

        with nengo.Network(seed=0) as net:
            stim = nengo.Node([0.5])
            ens = nengo.Ensemble(1024, 1)
            nengo.Connection(stim, ens)
            nengo.Probe(ens, synapse=0.01)
        steps = 2000
        with nengo_dl.Simulator(net, progress_bar=False) as sim:
            sim.run_steps(steps)
            best = 1e9
            for _ in range(5):
                began = time.perf_counter()
                sim.run_steps(steps)
                best = min(best, time.perf_counter() - began)
        print("bench lif_1024", best / steps)
        """),
    Benchmark(
      name: "small_ensembles", summary: "seconds per step of 128 ensembles of 50 LIF neurons, each feeding the next",
      source: """
        import time

        import nengo
        import nengo_dl

        with nengo.Network(seed=0) as net:
            stim = nengo.Node([0.5])
            ensembles = [nengo.Ensemble(50, 1) for _ in range(128)]
            nengo.Connection(stim, ensembles[0])
            for before, after in zip(ensembles[:-1], ensembles[1:]):
                nengo.Connection(before, after)
            nengo.Probe(ensembles[-1], synapse=0.01)
        steps = 1000
        with nengo_dl.Simulator(net, progress_bar=False) as sim:
            sim.run_steps(steps)
            best = 1e9
            for _ in range(5):
                began = time.perf_counter()
                sim.run_steps(steps)
                best = min(best, time.perf_counter() - began)
        print("bench small_ensembles", best / steps)
        """),
    Benchmark(
      name: "cconv_build", summary: "seconds to describe and build a circular convolution of 128-D vectors, twice",
      source: """
        import time

        import nengo
        import nengo_dl
        import numpy as np


        def build():
            with nengo.Network(seed=0) as net:
                product = nengo.networks.CircularConvolution(64, 128)
                for side in (product.input_a, product.input_b):
                    nengo.Connection(nengo.Node(np.ones(128) / 12), side)
                nengo.Probe(product.output)
            nengo.Simulator(net, progress_bar=False).close()
            nengo_dl.Simulator(net, progress_bar=False).close()


        build()
        best = 1e9
        for _ in range(3):
            began = time.perf_counter()
            build()
            best = min(best, time.perf_counter() - began)
        print("bench cconv_build", best)
        """),
    Benchmark(
      name: "fit_two_layers", summary: "seconds per batch of 50 that trains 64-256-128-10 rate neurons",
      source: """
        import time

        import nengo
        import nengo_dl
        import numpy as np
        import tensorflow as tf

        rng = np.random.RandomState(0)
        x = rng.uniform(0, 1, size=(1500, 1, 64))
        y = rng.randint(0, 10, size=(1500, 1, 1))
        with nengo.Network(seed=0) as net:
            net.config[nengo.Ensemble].neuron_type = nengo.LIF(amplitude=0.005)
            net.config[nengo.Ensemble].max_rates = nengo.dists.Choice([200])
            net.config[nengo.Ensemble].intercepts = nengo.dists.Choice([0])
            net.config[nengo.Connection].synapse = None
            pixels = nengo.Node(np.zeros(64))
            first = nengo.Ensemble(256, 1)
            second = nengo.Ensemble(128, 1)
            scores = nengo.Node(size_in=10)
            nengo.Connection(pixels, first.neurons, transform=nengo_dl.dists.Glorot())
            nengo.Connection(first.neurons, second.neurons, transform=nengo_dl.dists.Glorot())
            nengo.Connection(second.neurons, scores, transform=nengo_dl.dists.Glorot())
            nengo.Probe(scores)
        with nengo_dl.Simulator(net, minibatch_size=50, seed=0, progress_bar=False) as sim:
            sim.compile(
                optimizer=tf.optimizers.Adam(0.002),
                loss=tf.losses.SparseCategoricalCrossentropy(from_logits=True),
            )
            sim.fit(x, y, epochs=1, verbose=0)
            best = 1e9
            for _ in range(5):
                began = time.perf_counter()
                sim.fit(x, y, epochs=1, verbose=0)
                best = min(best, time.perf_counter() - began)
        print("bench fit_two_layers", best / 30)
        """),
  ]

  /// The benchmark of that name, nil if there is none.
  public static func named(_ name: String) -> Benchmark? { all.first { $0.name == name } }
}
