import Testing

/// `sim.rebuild()` as scripts see it, on both simulators.
struct RebuildScriptTests {
  /// A network with everything that has a state: noise, stochastic spikes, filters, a learning rule.
  private static let circuit = """
    import nengo, nengo_dl
    import numpy as np
    import tensorflow as tf
    with nengo.Network(seed=0) as net:
        nengo_dl.configure_settings(dtype="DTYPE", trainable=None)
        u = nengo.Node(lambda t: np.sin(6 * t))
        n = nengo.Node(nengo.processes.WhiteSignal(1.0, high=5))
        a = nengo.Ensemble(
            30, 1, neuron_type=nengo.PoissonSpiking(nengo.LIFRate()), noise=nengo.processes.WhiteNoise())
        b = nengo.Ensemble(20, 1)
        nengo.Connection(u, a, synapse=nengo.Alpha(0.02))
        nengo.Connection(n, b, transform=0.1)
        ab = nengo.Connection(a, b, function=np.square, learning_rule_type=nengo.PES())
        nengo.Connection(b, ab.learning_rule)
        p = nengo.Probe(b, synapse=0.01)
        w = nengo.Probe(ab, "weights", sample_every=0.005)

    """

  /// A rebuild with nothing changed is as if there had been none.
  @Test(arguments: [
    ("float32", "nengo.Simulator(net)"), ("float32", "nengo_dl.Simulator(net, progress_bar=False)"),
    ("float64", "nengo_dl.Simulator(net, progress_bar=False)"),
    ("float64", "nengo_dl.Simulator(net, minibatch_size=3, progress_bar=False)"),
  ])
  func unchangedIsUninterrupted(dtype: String, simulator: String) {
    let text =
      Self.circuit.replacing("DTYPE", with: dtype) + """
        results = []
        for parts in [[60], [25, 20, 15]]:
            with \(simulator) as sim:
                for count in parts:
                    sim.run_steps(count)
                    report = sim.rebuild()
                results.append([sim.data[p], sim.data[w], sim.trange()])
        print([np.array_equal(x, y) for x, y in zip(*results)], len(report.kept), report.solves_made, report.solves_reused)

        """
    #expect(ScriptRun.printed(by: text) == "[True, True, True] 10 0 3\n")
  }

  private static let net = """
    import nengo, nengo_dl
    import numpy as np
    import tensorflow as tf
    with nengo.Network(seed=0) as net:
        nengo_dl.configure_settings(trainable=None)
        u = nengo.Node([0.5], label="u")
        a = nengo.Ensemble(30, 1, label="a")
        b = nengo.Ensemble(20, 1, label="b")
        ua = nengo.Connection(u, a)
        ab = nengo.Connection(a, b)
        p = nengo.Probe(b, label="p")
    sim = nengo_dl.Simulator(net, minibatch_size=4, progress_bar=False)
    x = np.linspace(-1, 1, 24).reshape((8, 3, 1))
    def fit(epochs):
        sim.fit({u: x}, {p: x ** 2}, epochs=epochs, verbose=0)

    """

  @Test(arguments: [
    (
      // Training goes on where it stopped, the optimizer's memory included.
      """
      sim.compile(tf.keras.optimizers.Adam(0.01), loss="mse")
      fit(2)
      once = [v.copy() for v in sim.keras_model.get_weights()]
      fit(2)
      whole = [v.copy() for v in sim.keras_model.get_weights()]
      sim = nengo_dl.Simulator(net, minibatch_size=4, progress_bar=False)
      sim.compile(tf.keras.optimizers.Adam(0.01), loss="mse")
      fit(2)
      sim.rebuild()
      fit(2)
      print(all(np.array_equal(v, w) for v, w in zip(whole, sim.keras_model.get_weights())))
      """, "True\n"
    ),
    (
      // Trained values stay when a setting changes that they are not made from, and when they are no longer trained.
      """
      sim.compile(tf.keras.optimizers.Adam(0.01), loss="mse")
      fit(2)
      weights, bias = sim.data[ab].weights.copy(), sim.data[b].bias.copy()
      ab.synapse = 0.1
      net.config[nengo.Connection].trainable = False
      net.config[b].trainable = False
      report = sim.rebuild()
      print(np.array_equal(weights, sim.data[ab].weights), np.array_equal(bias, sim.data[b].bias))
      sim.rebuild()
      print(np.array_equal(weights, sim.data[ab].weights), np.array_equal(bias, sim.data[b].bias))
      """, "True True\nTrue True\n"
    ),
    (
      """
      sim.compile(tf.keras.optimizers.Adam(0.01), loss="mse")
      fit(1)
      a.intercepts = nengo.dists.Uniform(-0.5, 0.5)
      for entry in sim.rebuild().entries:
          if entry.anew: print(entry.object, entry.status, entry.changes, entry.anew, entry.because, entry.learned)
      """,
      """
      <Ensemble 'a'> re-initialised ['intercepts'] ['encoders', 'gain', 'bias'] [(<Ensemble 'a'>, 'intercepts')] \
      ['encoders', 'bias']
      <Connection from <Ensemble 'a'> to <Ensemble 'b'>> re-initialised [] ['decoders'] [(<Ensemble 'a'>, \
      'intercepts')] ['decoders']

      """
    ),
    (
      // The table.
      """
      sim.run_steps(5)
      a.max_rates = nengo.dists.Uniform(100, 200)
      ab.synapse = 0.02
      with net:
          c = nengo.Ensemble(10, 1, label="c")
          bc = nengo.Connection(b, c)
      print(sim.rebuild())
      print(repr(sim.rebuild()))
      """,
      """
      Rebuilt   at step 5, 0.005 s   4 kept, 2 re-initialised, 2 added
        ensembles 2 sampled, 1 kept   decoders 2 solved, 1 kept
        object  status          anew                  because
        a       re-initialised  encoders, gain, bias  max_rates
        c       added
        ab      re-initialised  decoders              a.max_rates
                                filter                synapse
        bc      added
      <RebuildReport: 8 kept>

      """
    ),
    (
      // A late probe lines up with trange; losses of probes that are still there stay.
      """
      sim.compile("sgd", loss={p: "mse"})
      sim.run_steps(3)
      with net:
          q = nengo.Probe(a, label="q")
      sim.rebuild()
      sim.run_steps(2)
      print(sim.data[q].shape, sim.trange().shape, np.isnan(sim.data[q]).sum(), np.isnan(sim.data[p]).sum())
      fit(1)
      """, "(4, 5, 1) (5,) 12 0\n"
    ),
    (
      // What cannot be built leaves the simulator as it was.
      """
      sim.run_steps(3)
      with net:
          bad = nengo.Ensemble(3, 1, label="bad", intercepts=[2, 2, 2])
      try:
          sim.rebuild()
      except nengo.exceptions.BuildError as error:
          print(str(error)[:38])
      sim.run_steps(2)
      print(sim.data[p].shape, bad in sim.data)
      sim.close()
      sim.rebuild()
      """,
      "The specified intercepts for <Ensemble\n(4, 5, 1) False\nSimulatorClosed: Cannot call rebuild after simulator is "
        + "closed"
    ),
    (
      // A function that is set again is the same one; another one is not.
      """
      f = lambda x: x * 2
      ab.function = f
      print(sim.rebuild().solves_made)
      ab.function = f
      print(sim.rebuild().solves_made)
      ab.function = lambda x: x * 2
      print(sim.rebuild().solves_made)
      """, "1\n0\n1\n"
    ),
    (
      // Another precision: all is built anew, what was trained stays.
      """
      sim.compile(tf.keras.optimizers.Adam(0.01), loss="mse")
      fit(1)
      sim.run_steps(2)
      weights = sim.data[ab].weights
      with net:
          nengo_dl.configure_settings(dtype="float64")
      sim.rebuild()
      sim.run_steps(2)
      print(sim.data[ab].weights.dtype, np.array_equal(weights, sim.data[ab].weights), sim.data[p].dtype)
      print(sim.data[p].shape)
      """, "float64 True float64\n(4, 4, 1)\n"
    ),
  ])
  func scripts(text: String, want: String) {
    #expect(ScriptRun.printed(by: RebuildScriptTests.net + text) == want, "\(text)")
  }
}
