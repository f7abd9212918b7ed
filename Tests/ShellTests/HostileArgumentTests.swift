import Testing

/// Arguments that once ended the process, each with the error that it raises now.
@Suite struct HostileArgumentTests {
  static let start =
    "import numpy as np\nimport nengo\nimport tensorflow as tf\nimport nengo_dl\n"
    + "layers = tf.keras.layers\nwith nengo.Network() as net:\n  p = nengo.Probe(nengo.Node(lambda t: t))\n"

  @Test(arguments: [
    ("layers.Flatten()(5)", "ValueError: Input 0 of layer \"flatten\" is incompatible with the layer"),
    ("tf.keras.Input(shape=(2**40, 2**40))", "MemoryError: a tensor of shape (1099511627776, 1099511627776)"),
    ("tf.keras.Input(shape=(-5,))", "ValueError: negative size in shape (-5,)"),
    (
      "layers.UpSampling2D(2**40)(tf.keras.Input(shape=(3, 3, 3)))",
      "ValueError: The `size` argument must be a tuple of 2"
    ),
    ("layers.ZeroPadding2D(2**62)(tf.keras.Input(shape=(3, 3, 3)))", "ValueError: `padding` should be non-negative"),
    ("layers.UpSampling2D(2**20)(tf.keras.Input(shape=(2**20, 1, 1)))", "MemoryError: a tensor of shape"),
    ("nengo.spa.Vocabulary(2**32)", "MemoryError: a pointer has at most 16777216 dimensions (got 4294967296)"),
    ("nengo.spa.SemanticPointer(2**31)", "MemoryError: a pointer has at most 16777216 dimensions"),
    ("nengo.Convolution(2**63 - 1, (4, 4, 1))", "ValidationError: ChannelShape.shape:"),
    ("nengo.ConvolutionTranspose(2**63 - 1, (2**63 - 1, 1))", "ValidationError: ChannelShape.shape:"),
    (
      "with net: nengo.networks.CircularConvolution(5, 2**63 - 1)",
      "MemoryError: a circular convolution of 9223372036854775807 dimensions"
    ),
    (
      "with net: nengo.networks.BasalGanglia(2**40)",
      "MemoryError: an array of 1099511627776 ensembles needs 2.00 PiB of memory"
    ),
    ("print(np.zeros((50, 0)).sum(), np.ones((0, 3), np.float32).sum(axis=1))", "0.0 []"),
    (
      "nengo_dl.Simulator(net, minibatch_size=2**40, progress_bar=False)",
      "MemoryError: a minibatch of 1099511627776 items of this network"
    ),
    ("nengo_dl.Simulator(net, minibatch_size=2**63 - 1, progress_bar=False)", "MemoryError: a minibatch of 9223372036"),
    ("nengo_dl.Simulator(net, progress_bar=False).run_steps(2**40)", "MemoryError: a run of 1099511627776 steps"),
    (
      "nengo_dl.Simulator(net, progress_bar=False, unroll_simulation=2).run_steps(2**63 - 1)",
      "ValidationError: Simulator.n_steps: 9223372036854775807 steps are too many"
    ),
    ("nengo_dl.Simulator(net, progress_bar=False).predict(n_steps=2**62)", "MemoryError: a run of 4611686018427387904"),
  ])
  func raises(line: String, want: String) {
    let got = ScriptRun.printed(by: HostileArgumentTests.start + line)
    #expect(got.hasPrefix(want), "\(line): \(got)")
  }
}
