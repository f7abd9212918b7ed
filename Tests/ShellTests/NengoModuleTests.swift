import Testing

/// The `nengo` module as scripts see it: what is checked, what objects know, what goes wrong and how it is said.
struct NengoModuleTests {
  private static let start = "import nengo\nimport numpy as np\nnet = nengo.Network(seed=1)\n"

  @Test(arguments: [
    (
      "print(nengo.LIF(tau_rc=0.03), nengo.Lowpass(0.1), nengo.dists.Uniform(0, 1))",
      "LIF(tau_rc=0.03) Lowpass(tau=0.1) Uniform(low=0, high=1)\n"
    ),
    ("print(nengo.Lowpass(0.1) == nengo.synapses.Lowpass(0.1), nengo.Ensemble.radius.default)", "True 1.0\n"),
    (
      "with net:\n  a = nengo.Ensemble(10, 2, label='a')\nprint(a, a[0], len(a), a in net, net.ensembles[0] is a)",
      "<Ensemble 'a'> <Ensemble 'a'>[0:1] 2 True True\n"
    ),
    (
      "with net:\n  c = nengo.Connection(nengo.Node([1, 2]), nengo.Ensemble(5, 2)[::-1])\nprint(c.post_slice, c.size_mid)",
      "slice(None, None, -1) 2\n"
    ),
    (
      "f = lambda x: x * 2\nwith net:\n  c = nengo.Connection(nengo.Ensemble(5, 1), nengo.Node(size_in=1), function=f)\nprint(c.function is f)",
      "True\n"
    ),
    (
      "with net:\n  try:\n    nengo.Connection(nengo.Node([1, 2]), nengo.Ensemble(5, 1))\n  except nengo.exceptions.ValidationError:\n    print(len(net.connections), len(net.nodes))",
      "0 1\n"
    ),
    (
      "nengo.Ensemble(5, 1)",
      "NetworkContextError: 'Ensemble' must either be created inside a ``with network:`` block, or set "
        + "add_to_container=False in the object's constructor."
    ),
    (
      "synapse = nengo.Lowpass(0.1)\nsynapse.tau = 2",
      "ReadonlyError: Lowpass.tau: tau is read-only and cannot be changed"
    ),
    ("nengo.Lowpass('x')", "ValidationError: Lowpass.tau: Must be a number; got 'x'"),
    ("nengo.LIF(tau=1)", "TypeError: LIF.__init__() got an unexpected keyword argument 'tau'"),
    ("net.config[nengo.Ensemble].radius = 3\nwith net:\n  print(nengo.Ensemble(5, 1).radius)", "3\n"),
    (
      "net.config.configures(nengo.PES)\nnet.config[nengo.PES].learning_rate = 2\nwith net:\n  print(nengo.PES().learning_rate)",
      "2\n"
    ),
    (
      "class Sub(nengo.Network):\n  def __init__(self):\n    super().__init__(label='s')\n    with self:\n      self.a = nengo.Ensemble(5, 1)\nwith net:\n  s = Sub()\nprint(net.networks[0] is s, s.a in s, net.n_neurons)",
      "True True 5\n"
    ),
    (
      "with net:\n  p = nengo.Probe(nengo.Node(lambda t: t))\nwith nengo.Simulator(net) as sim:\n  sim.run(0.003)\nprint(sim.data[p].ravel(), sim.n_steps, sim.closed)",
      "[0.001 0.002 0.003] 3 True\n"
    ),
    ("with net:\n  nengo.Node(lambda t: 1 / 0)", "ZeroDivisionError: division by zero"),
    (
      "raise nengo.exceptions.ReadonlyError('x', obj=nengo.LIF)",
      "ReadonlyError: LIF.x: x is read-only and cannot be changed"
    ),
    (
      "try:\n  raise nengo.exceptions.ValidationError('bad', attr='x', obj=net)\nexcept ValueError as e:\n  print(e, e.attr)",
      "Network.x: bad x\n"
    ),
    ("nengo.networks.Product(10, 1, net=net)", "ObsoleteError: Obsolete: The 'net' argument is no longer supported."),
    (
      "nengo.networks.BasalGanglia(2, ampa_config=3)",
      "TypeError: BasalGanglia.__init__() argument 'ampa_config' must be Config or None, not int"
    ),
    (
      "with net:\n  a = nengo.networks.EnsembleArray(5, 2, label='a')\n  b = a.copy()\n  b.add_output('sq', lambda x: x**2)\nprint(b, b.n_ensembles, b.ea_ensembles[0] in b.ensembles, b.sq in b.nodes, hasattr(a, 'sq'))",
      "<EnsembleArray \"a\"> 2 True True False\n"
    ),
    (
      "with net:\n  a = nengo.networks.AssociativeMemory(np.eye(2), inhibitable=True)\n  b = a.copy()\n  b.add_threshold_to_outputs(n_neurons=5)\nprint(b.inhibit in b.nodes, b.thresh_ens in b.networks, a.thresh_ens, len(a.connections) < len(b.connections))",
      "True True None True\n"
    ),
    (
      "e = nengo.exceptions\nprint(issubclass(e.ConfigError, e.ValidationError), issubclass(e.Unconvertible, ValueError), issubclass(e.SimulatorClosed, e.SimulationError), issubclass(e.ConvergenceError, RuntimeError))",
      "False True False True\n"
    ),
    (
      "nengo.rc.set('precision', 'bits', '16')\nwith net:\n  p = nengo.Probe(nengo.Node(lambda t: 1 / 3))\nwith nengo.Simulator(net) as sim:\n  sim.step()\nprint(sim.data[p], sim.data[p].dtype, nengo.rc.float_dtype)",
      "[[0.3333]] float16 float16\n"
    ),
    (
      "nengo.rc.set('precision', 'bits', '8')\nnengo.Simulator(net)",
      "ValueError: nengo.rc: precision.bits must be 16, 32 or 64 (got '8')"
    ),
    ("nengo.rc.get('x', 'y')", "NoSectionError: No section: 'x'"),
    ("print(nengo.rc.get('x', 'y', fallback=3), nengo.rc.getboolean('decoder_cache', 'enabled'))", "3 True\n"),
    (
      "import nengo.rc\nfrom nengo.rc import rc\nprint(rc.has_option('progress', 'progress_bar'), nengo.version.version)",
      "True 4.1.0\n"
    ),
    (
      "nengo.Simulator(net, progress_bar=3)",
      "TypeError: progress_bar must be True, False, None or a bar of nengo.utils.progress, not int"
    ),
    ("nengo.cache", "NotImplementedError: nengo.cache is not supported"),
    ("import nengo.utils.testing", "NotImplementedError: nengo.utils.testing is not supported"),
    (
      "from nengo import spa\nfrom nengo.spa.module import Module\nclass M(Module):\n  def __init__(self):\n    super().__init__()\n    self.inputs = dict(default=3)\nwith spa.SPA(seed=1) as m:\n  m.x = M()",
      "TypeError: inputs['default'] must be (object, vocabulary or number of dimensions), not int"
    ),
    (
      "from nengo import spa\nwith spa.SPA(seed=1, label='m') as m:\n  m.x = spa.State(4, neurons_per_dimension=5)\nprint(list(m.x.inputs), m.x.outputs['default'][1] is m.get_default_vocab(4), m, m.x)",
      "['default'] True <SPA \"m\"> <State \"x\">\n"
    ),
    (
      "with net:\n  nengo.Node(lambda: 1)",
      "ValidationError: Node.output: output function '<lambda>' is expected to accept exactly 1 argument: the time, as a float"
    ),
    (
      "class Ramp(nengo.Process):\n  def make_step(self, shape_in, shape_out, dt, rng, state):\n    return lambda t: t * 2\nprint(Ramp().run(0.002).ravel())",
      "[0.002 0.004]\n"
    ),
    (
      "class Two(nengo.dists.Distribution):\n  def sample(self, n, d=None, rng=None):\n    return np.full((n,) if d is None else (n, d), 2.0)\nwith net:\n  e = nengo.Ensemble(3, 1, gain=Two(), bias=Two())\nprint(nengo.Simulator(net).data[e].gain)",
      "[2. 2. 2.]\n"
    ),
    ("with net:\n  a = nengo.Ensemble(5, 1)\na.place = 3\nprint(a.place)", "3\n"),
    ("print(nengo.solvers.LstsqL2()(np.eye(2), np.eye(2))[0].shape)", "(2, 2)\n"),
    (
      "v = nengo.spa.Vocabulary(4, randomize=False)\nprint(v.parse('A + 2 * B').v, v.text(v['A']))",
      "[1. 2. 0. 0.] 1.00A\n"
    ),
    ("print(nengo.spa.Vocabulary(4).prob_cleanup(2**63, 20))", "nan\n"),
  ])
  func scripts(text: String, want: String) {
    let got = ScriptRun.printed(by: NengoModuleTests.start + text)
    #expect(got == want, "\(text)")
  }
}
