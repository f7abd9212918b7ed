/// A script that makes a network `net`, to be exported in all its forms.
struct ExportCase: CustomStringConvertible, Sendable {
  let name: String
  let text: String
  /// Whether `nengo_dl.Simulator` runs it too.
  var runsInDL = true
  /// Whether Nengo asks for SciPy to solve its decoders; those of a simulator are solved already.
  var needsSciPy = false

  init(_ name: String, _ text: String, runsInDL: Bool = true, needsSciPy: Bool = false) {
    self.name = name
    self.text = text
    self.runsInDL = runsInDL
    self.needsSciPy = needsSciPy
  }

  var description: String { name }

  static let imports = "import nengo\nimport numpy as np\nimport math\n"
  private static let stimulus = "net = nengo.Network(seed=4)\nwith net:\n  u = nengo.Node(lambda t: np.sin(40 * t))\n"

  static let all: [ExportCase] = neurons + parts + wiring + functions + networks

  // MARK: components

  private static let neurons: [ExportCase] = [
    "LIF(tau_rc=0.03, tau_ref=0.001, min_voltage=-1, amplitude=0.5)", "LIFRate(tau_rc=0.01)",
    "AdaptiveLIF(tau_n=0.1, inc_n=0.05)", "AdaptiveLIFRate(tau_n=0.5)", "Izhikevich(reset_recovery=4)",
    "RectifiedLinear(amplitude=0.1)", "SpikingRectifiedLinear()", "Sigmoid(tau_ref=0.0024)", "Tanh()",
    "RegularSpiking(nengo.LIFRate())", "PoissonSpiking(nengo.RectifiedLinear())",
    "StochasticSpiking(nengo.Sigmoid())", "LIF(initial_state={'voltage': nengo.dists.Choice([0.5])})", "Direct()",
  ].map { type in
    let isStochastic = type.hasPrefix("Poisson") || type.hasPrefix("Stochastic")
    return ExportCase(
      "neurons \(type)",
      stimulus + """
          a = nengo.Ensemble(15, 1, neuron_type=nengo.\(type))
          nengo.Connection(u, a)
          p = nengo.Probe(a, synapse=0.01)
        """, runsInDL: !isStochastic)
  }

  private static let parts: [ExportCase] = [
    ExportCase(
      "distributions",
      stimulus + """
          d = nengo.dists
          a = nengo.Ensemble(20, 2, encoders=d.UniformHypersphere(surface=True), intercepts=d.Uniform(-0.9, 0.9),
                             max_rates=d.Gaussian(200, 10), radius=1.5, eval_points=d.UniformHypersphere(), n_eval_points=100)
          b = nengo.Ensemble(20, 1, encoders=d.Choice([[1], [-1]]), intercepts=d.Exponential(0.2, -0.5, 0.9),
                             max_rates=d.Choice([100, 200], weights=[1, 3]), normalize_encoders=False)
          c = nengo.Ensemble(20, 3, encoders=d.Samples(np.eye(20)[:, :3] + 0.1), gain=d.Uniform(1, 2), bias=[0.5] * 20,
                             intercepts=d.CosineSimilarity(5))
          e = nengo.Ensemble(20, 2, max_rates=d.PDF([100.0, 200.0, 300.0], [0.2, 0.5, 0.3]),
                             intercepts=d.SqrtBeta(10, 1), encoders=d.QuasirandomSequence(), eval_points=np.ones((30, 2)))
          for x in (a, b, c, e):
            nengo.Connection(u, x[0])
            nengo.Probe(x, synapse=0.02)
        """),
    ExportCase(
      "synapses",
      stimulus + """
          a = nengo.Ensemble(20, 1)
          n = nengo.Node(size_in=6)
          nengo.Connection(u, a, synapse=nengo.Alpha(0.01))
          nengo.Connection(a, n[0], synapse=None)
          nengo.Connection(a, n[1], synapse=nengo.synapses.Triangle(0.01))
          nengo.Connection(a, n[2], synapse=nengo.LinearFilter([1], [0.02, 0.3, 1]))
          nengo.Connection(a, n[3], synapse=nengo.LinearFilter([0.5, 0.2], [1, -0.3], analog=False))
          nengo.Connection(a, n[4], synapse=0)
          nengo.Connection(a, n[5], synapse=nengo.Lowpass(0.02, default_dt=0.002))
          p = nengo.Probe(n, synapse=nengo.Lowpass(0.01))
          q = nengo.Probe(n[1:3], sample_every=0.003)
        """),
    ExportCase(
      "processes",
      stimulus + """
          P = nengo.processes
          nodes = [
            nengo.Node(P.WhiteSignal(0.5, high=20, y0=0.1), size_out=2), nengo.Node(P.WhiteNoise(seed=3)),
            nengo.Node(P.FilteredNoise(nengo.Alpha(0.01), seed=1), size_out=3), nengo.Node(P.BrownNoise()),
            nengo.Node(P.PresentInput([[1, 2], [3, 4], [5, 6.5]], 0.01)),
            nengo.Node(P.Piecewise({0.01: [0.5], 0.02: [-1], 0.03: [0.25]})),
            nengo.Node(P.Piecewise({0: 1, 0.02: np.sin, 0.03: lambda t: t * 3})),
            nengo.Node(nengo.Lowpass(0.1), size_in=1),
          ]
          for x in nodes:
            if x.size_in: nengo.Connection(u, x)
            nengo.Probe(x)
          a = nengo.Ensemble(20, 1, noise=P.WhiteNoise(nengo.dists.Gaussian(0, 0.1), seed=5))
          p = nengo.Probe(a.neurons)
        """, runsInDL: false),
    ExportCase(
      "solvers",
      stimulus + """
          s = nengo.solvers
          a = nengo.Ensemble(20, 1)
          b = nengo.Ensemble(25, 1)
          nengo.Connection(u, a)
          for x in (s.Lstsq(rcond=0.02), s.LstsqL2(reg=0.05), s.LstsqL2nz(), s.LstsqNoise(), s.LstsqMultNoise(noise=0.2),
                    s.LstsqL2(weights=True), s.LstsqDrop(drop=0.2), s.NoSolver(np.full((20, 1), 0.001)),
                    s.LstsqL2(solver=nengo.utils.least_squares_solvers.SVD())):
            nengo.Connection(a, b, solver=x, transform=0.1)
          p = nengo.Probe(b, solver=s.LstsqL2(reg=0.01), synapse=0.01)
          w = nengo.Probe(net.connections[6], "weights", sample_every=0.02)
        """),
    ExportCase(
      "transforms",
      stimulus + """
          v = nengo.Node(lambda t: np.sin(np.arange(12) * t * 10))
          a = nengo.Ensemble(12, 1, neuron_type=nengo.RectifiedLinear())
          b = nengo.Node(size_in=3)
          nengo.Connection(v, a.neurons, transform=nengo.Sparse((12, 12), indices=[(0, 1), (3, 2), (5, 5)], init=[0.5, 2, 1]))
          nengo.Connection(v[:3], b, transform=[1, 2, 3])
          nengo.Connection(v[[0, 4]], b[::-2], transform=[[1, 2], [3, 4]], synapse=None)
          nengo.Connection(v[:4], b, transform=nengo.dists.Uniform(-1, 1))
          conv = nengo.Convolution(2, nengo.transforms.ChannelShape((3, 2, 2)), kernel_size=(2, 2), strides=(1, 1))
          c = nengo.Node(size_in=conv.size_out)
          nengo.Connection(v, c, transform=conv)
          back = nengo.ConvolutionTranspose(1, nengo.transforms.ChannelShape((2, 2, 3)), kernel_size=(2, 2), padding="same")
          e = nengo.Node(size_in=back.size_out)
          nengo.Connection(v, e, transform=back)
          for x in (a.neurons, b, c, e): nengo.Probe(x)
        """),
    ExportCase(
      "learning rules",
      stimulus + """
          a = nengo.Ensemble(20, 1)
          b = nengo.Ensemble(15, 2)
          nengo.Connection(u, a)
          pes = nengo.Connection(a, b, function=lambda x: [0, 0], learning_rule_type=nengo.PES(1e-3, pre_synapse=0.01))
          err = nengo.Node(size_in=2)
          nengo.Connection(b, err)
          nengo.Connection(err, pes.learning_rule)
          several = nengo.Connection(a.neurons, b.neurons, transform=np.zeros((15, 20)),
                                     learning_rule_type={"bcm": nengo.BCM(1e-9, theta_synapse=0.5), "oja": nengo.Oja(1e-7)})
          voja = nengo.Connection(a, b[0], learning_rule_type=[nengo.Voja(0.05, post_synapse=None)])
          nengo.Connection(u, voja.learning_rule[0])
          rls = nengo.Connection(a, b[1], learning_rule_type=nengo.RLS(1e-4))
          nengo.Connection(err[0], rls.learning_rule, transform=0.5)
          full = nengo.Connection(a, b[1], solver=nengo.solvers.LstsqL2(weights=True), learning_rule_type=nengo.Oja(1e-8))
          p = nengo.Probe(b, synapse=0.01)
          q = nengo.Probe(pes, "weights", sample_every=0.02)
          r = nengo.Probe(several.learning_rule["bcm"], "theta")
          s = nengo.Probe(voja.learning_rule[0], "scaled_encoders")
          t = nengo.Probe(full, "weights")
        """),
  ]

  // MARK: connections

  private static let wiring: [ExportCase] = [
    ExportCase(
      "names, views and probes",
      stimulus + """
          lists = [nengo.Ensemble(10, 2, label="part %d" % i) for i in range(2)]
          a = nengo.Ensemble(10, 1, label="input")
          probes = nengo.Node([0.5, -0.5], label="class")
          nengo.Node(size_in=2, label="3 dims")
          nengo.Connection(u, a)
          nengo.Connection(a, lists[0][-1])
          nengo.Connection(lists[0][[1, 0]], lists[1])
          nengo.Connection(probes[np.array([True, False])], lists[1][0])
          nengo.Connection(a.neurons[2], lists[1].neurons[::3], transform=np.ones((4, 1)) * 1e-3)
          points = nengo.Connection(a, lists[0][0], eval_points=np.linspace(-1, 1, 11)[:, None], function=np.linspace(1, -1, 11)[:, None])
          scaled = nengo.Connection(a, lists[0][0], eval_points=[[0.5], [-0.5], [1]], scale_eval_points=False, seed=8)
          nengo.Probe(lists[1], label="first")
          nengo.Probe(a.neurons, "voltage")
          nengo.Probe(a.neurons[3:6], "input", synapse=0.002)
          nengo.Probe(points, "output")
          nengo.Probe(points, "input")
        """),
    ExportCase(
      "subnetworks entered again",
      stimulus + """
          with nengo.Network(label="one", seed=9) as one:
            a = nengo.Ensemble(12, 1)
            with nengo.Network() as empty:
              pass
          b = nengo.Ensemble(12, 1)
          with nengo.Network(label="two") as two:
            rule = nengo.Connection(b, b, learning_rule_type=nengo.PES())
            nengo.Connection(b, rule.learning_rule)
          with one:
            nengo.Connection(a, b)
            nengo.Connection(u, a)
            q = nengo.Probe(b, synapse=0.01)
          c = nengo.Connection(a, b)
        """),
    ExportCase("empty", "net = nengo.Network(label='nothing \"\"\" here\\\\', seed=1)\n"),
    ExportCase(
      "configured defaults",
      """
      net = nengo.Network(seed=4)
      net.config[nengo.Ensemble].neuron_type = nengo.LIFRate()
      net.config[nengo.Ensemble].radius = 2
      net.config[nengo.Connection].synapse = None
      net.config[nengo.Probe].synapse = nengo.Alpha(0.01)
      with net:
        a = nengo.Ensemble(20, 1)
        nengo.Connection(nengo.Node(0.5), a)
        p = nengo.Probe(a)
      """),
  ]

  // MARK: functions

  private static let functions: [ExportCase] = [
    ExportCase(
      "functions of functions",
      """
      net = nengo.Network(seed=4)
      scale, offsets, table = 2.5, [0.1, (1, 2)], {"a": np.float32(0.5), "b": None}
      big = np.linspace(0, 1, 50)
      def helper(x, power=2):
        # keeps its comment
        return x ** power + offsets[0]
      def outer(t):
        '''Lines of
      a text that has no margin.'''
        inner = [helper(x) for x in big[:3]]
        return sum(inner) * scale * math.cos(t) + float(table["a"])
      def factorial(n):
        return 1 if n < 2 else n * factorial(n - 1)
      def make(k):
        def times(x, limit=k * 10):
          return np.minimum(k * x, limit)
        return times
      twice = lambda x: 2 * x
      with net:
        a = nengo.Node(outer)
        b = nengo.Node(lambda t: factorial(4) + t)
        c = nengo.Ensemble(20, 1)
        nengo.Connection(a, c, function=make(0.2))
        nengo.Connection(b, c, function=make(0.01), transform=0.1)
        d = nengo.Node(size_in=1)
        nengo.Connection(c, d, function=twice)
        nengo.Connection(c, d, function=np.square)
        nengo.Connection(c, d, function=lambda x: twice(x) if x > 0 else
                         np.zeros(1))
        for i in range(3):
          nengo.Connection(c, d, function=lambda x, i=i: x * i)
        p = nengo.Probe(d)
      """),
    ExportCase(
      "shared state",
      """
      net = nengo.Network(seed=4)
      count = 0
      seen = []
      def step(t):
        global count
        count += 1
        seen.append(t)
        return count
      def look(t):
        return [len(seen), count]
      def counter():
        n = 10
        def tick(t):
          nonlocal n
          n += 1
          return n
        return tick
      with net:
        for output in (step, look, counter(), counter()):
          nengo.Probe(nengo.Node(output, size_out=2 if output is look else 1))
      """),
    ExportCase(
      "functions with annotations, partials and f-strings",
      """
      import functools
      net = nengo.Network(seed=4)
      unit = "s"
      def power(x, exponent, *, shift=0.0):
        return x ** exponent + shift
      def label(t: float, factor: int = 2) -> float:
        return len(f"{t:.3f} {unit} {factor}") + factor
      with net:
        a = nengo.Node(label, size_out=1)
        b = nengo.Node(size_in=1)
        nengo.Connection(a, b, function=functools.partial(power, exponent=2, shift=0.5))
        p = nengo.Probe(b)
      """),
    ExportCase(
      "classes and instances",
      """
      net = nengo.Network(seed=4)
      rng = np.random.RandomState(3)
      rng.randn()
      class World:
        size = 2
        def __init__(self, start, friend=None):
          self.place, self.log, self.friend = start, [], friend
        def move(self, t, x):
          self.place += x[0] * rng.uniform() * self.size
          self.log.append(t)
          return self.place
        def __call__(self, t):
          return [len(self.log), self.friend.place]
      def make(factor):
        class Ramp(nengo.Process):
          def __init__(self, high: float):
            super().__init__(default_size_in=0, default_size_out=2)
            self.high = high
          def make_step(self, shape_in, shape_out, dt, rng, state):
            return lambda t: np.minimum([t * factor, t], self.high)
        return Ramp
      class Half(nengo.dists.Distribution):
        def sample(self, n, d=None, rng=np.random):
          return np.full(n if d is None else (n, d), 0.5)
      class Flat(nengo.solvers.Solver):
        def __call__(self, A, Y, rng=np.random):
          return np.full((A.shape[1], Y.shape[1]), 0.001), {}
      world = World(0.5)
      other = World(1, world)
      with net:
        u = nengo.Node(make(20)(0.3))
        w = nengo.Node(world.move, size_in=1)
        nengo.Connection(u[0], w, synapse=None)
        a = nengo.Ensemble(10, 1, intercepts=Half())
        nengo.Connection(w, a)
        b = nengo.Node(size_in=1)
        nengo.Connection(a, b, solver=Flat())
        for x in (u, w, b, nengo.Node(other, size_out=2)): nengo.Probe(x)
      """, runsInDL: false),
    ExportCase(
      "Direct mode",
      stimulus + """
          a = nengo.Ensemble(1, 2, neuron_type=nengo.Direct())
          b = nengo.Ensemble(20, 1)
          nengo.Connection(u, a[0])
          nengo.Connection(a, b, function=lambda x: x[0] * x[1] + x[0])
          p = nengo.Probe(a)
          q = nengo.Probe(b, synapse=0.01)
        """),
  ]

  // MARK: ready-made networks

  private static let networks: [ExportCase] = [
    ExportCase(
      "ensemble arrays and products",
      stimulus + """
          ea = nengo.networks.EnsembleArray(15, 3, neuron_type=nengo.LIFRate())
          ea.add_output("squares", lambda x: x ** 2)
          ea.add_neuron_input()
          product = nengo.networks.Product(15, 2)
          conv = nengo.networks.CircularConvolution(10, 4)
          nengo.Connection(u, ea.input[1])
          nengo.Connection(ea.squares[:2], product.input_a)
          nengo.Connection(ea.output[1:], product.input_b)
          nengo.Connection(product.output, conv.input_a[:2])
          nengo.Connection(product.output, conv.input_b[2:])
          for x in (ea.output, ea.squares, product.output, conv.output): nengo.Probe(x, synapse=0.01)
        """),
    ExportCase(
      "action selection",
      stimulus + """
          bg = nengo.networks.BasalGanglia(3, 20)
          thal = nengo.networks.Thalamus(3, 15)
          memory = nengo.networks.AssociativeMemory(np.eye(3), n_neurons=15)
          gate = nengo.networks.InputGatedMemory(15, 2)
          nengo.Connection(u, bg.input[0])
          nengo.Connection(bg.output, thal.input)
          nengo.Connection(thal.output, memory.input)
          nengo.Connection(thal.output[:2], gate.input)
          for x in (bg.output, thal.output, memory.output, gate.output): nengo.Probe(x, synapse=0.01)
        """, needsSciPy: true),
  ]
}
