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
    with nengo.Network(seed=0, label="net") as net:
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
    (
      // Lists of members are live, both ways, as in Nengo.
      """
      connections = net.connections
      with net:
          extra = nengo.Connection(b, a)
      print(len(connections), connections is net.connections, net.objects[nengo.Connection] is connections)
      connections.remove(ab)
      print(ab in net, len(net.all_connections), extra in net)
      net.probes.clear()
      print(net.all_probes)
      report = sim.rebuild()
      print(report.dropped == [ab, p], report.added == [extra])
      """, "3 True True\nFalse 2 True\n[]\nTrue True\n"
    ),
    (
      """
      gone = net.remove(b)
      print(gone, len(gone), list(gone) == [b, ab, p])
      print(len(sim.rebuild().dropped), b in sim.data)
      net.remove(a, b)
      """,
      """
      removed b with 1 connection, 1 probe 3 True
      3 False
      ValidationError: Network.remove: <Ensemble 'b'> is not in <Network "net">, nothing was removed
      """
    ),
    (
      // A record that a script makes: built once, simulated by several.
      """
      model = nengo.builder.Model(dt=0.002)
      first = nengo.Simulator(net, model=model, progress_bar=False)
      second = nengo.Simulator(None, model=model, seed=1, progress_bar=False)
      third = nengo_dl.Simulator(None, model=model, dt=0.002, progress_bar=False)
      for s in [first, second, third]:
          s.run_steps(5)
      print(first.model is model, first.dt, model.has_built(a), model.toplevel is net)
      print(np.array_equal(first.data[p], second.data[p]), np.abs(first.data[p] - third.data[p]).max() < 1e-5)
      a.radius = 2.0
      first.rebuild()
      print(model.params[a].eval_points.max() > 1)
      print(nengo.Simulator(None).model)
      nengo.Simulator(None, model=3)
      """,
      """
      True 0.002 True True
      True True
      True
      Model: None, dt=0.001
      AttributeError: Simulator: model has to be a nengo.builder.Model, got 'int'
      """
    ),
    (
      // Not under the feet of a run: functions of nodes run within a step.
      """
      with net:
          v = nengo.Node(lambda t: sim.rebuild() if t > 0 else 0)
          w = nengo.Node(lambda t, x: sim.rebuild() if t > 0 else 0, size_in=1)
          nengo.Connection(u, w)
      sim.rebuild()
      for make in [lambda: sim, lambda: nengo.Simulator(net)]:
          sim = make()
          try:
              sim.run_steps(2)
          except nengo.exceptions.SimulationError as error:
              print(error)
      class Meddler(tf.keras.callbacks.Callback):
          def on_epoch_end(self, epoch, logs=None):
              sim.rebuild()
      net.remove(v, w)
      sim = nengo_dl.Simulator(net, minibatch_size=4, progress_bar=False)
      sim.compile("sgd", "mse")
      sim.fit({u: x}, {p: x}, callbacks=[Meddler()], verbose=0)
      """,
      """
      Simulator.rebuild: cannot rebuild while the simulator is at work
      Simulator.rebuild: cannot rebuild while a step is under way
      SimulationError: Simulator.rebuild: cannot rebuild while the simulator is at work
      """
    ),
    (
      // A network cannot lie in itself, nor strangers in a list.
      """
      import warnings
      warnings.simplefilter("ignore")
      inner = nengo.Network(label="inner")
      net.networks.append(inner)
      inner.networks.append(net)
      net.ensembles.append(3)
      print(net.all_networks, inner.all_networks, net.all_ensembles)
      top = inner
      for i in range(600):
          outer = nengo.Network()
          outer.networks.append(top)
          top = outer
      print(len(top.all_networks))
      for i in range(600):
          with inner:
              inner = nengo.Network()
      """,
      """
      [<Network "inner">] [] [<Ensemble 'a'>, <Ensemble 'b'>]
      99
      NetworkContextError: networks are nested more than 500 deep
      """
    ),
    (
      // Weights that each item has learned for itself become those of item 0; what was recorded stays.
      """
      with net:
          e = nengo.Connection(b, nengo.Connection(a, nengo.Node(size_in=1), learning_rule_type=nengo.PES(1e-2)).learning_rule)
          learned = e.post_obj.connection
          w = nengo.Probe(learned, "weights")
      sim.rebuild()
      sim.run_steps(4, data={u: np.arange(16).reshape((4, 4, 1)) / 16})
      weights = sim.data[learned].weights.copy()
      net.remove(e)
      learned.learning_rule_type = None
      print(sim.rebuild().notes)
      sim.run_steps(2)
      print(weights.shape, np.array_equal(weights[0], sim.data[learned].weights), sim.data[w].shape)
      print(np.isnan(sim.data[w]).sum(), np.array_equal(sim.data[w][1, 3], weights[1]))
      """,
      """
      ['parameters without a learning rule any more have the values that minibatch item 0 had learned']
      (4, 1, 30) True (4, 6, 1, 30)
      0 True

      """
    ),
  ])
  func scripts(text: String, want: String) {
    #expect(ScriptRun.printed(by: RebuildScriptTests.net + text) == want, "\(text)")
  }
}
