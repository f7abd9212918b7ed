import Testing

/// Arguments that once ended the process, each with the error that it raises now.
@Suite struct HostileArgumentTests {
  static let start = "import numpy as np\nimport nengo\nimport tensorflow as tf\nlayers = tf.keras.layers\n"

  @Test(arguments: [
    ("layers.Flatten()(5)", "ValueError: Input 0 of layer \"flatten\" is incompatible with the layer"),
    ("tf.keras.Input(shape=(2**40, 2**40))", "MemoryError: a tensor of shape (1099511627776, 1099511627776)"),
    ("tf.keras.Input(shape=(-5,))", "ValueError: negative size in shape (-5,)"),
    ("layers.UpSampling2D(2**40)(tf.keras.Input(shape=(3, 3, 3)))", "ValueError: The `size` argument must be a tuple of 2"),
    ("layers.ZeroPadding2D(2**62)(tf.keras.Input(shape=(3, 3, 3)))", "ValueError: `padding` should be non-negative"),
    ("layers.UpSampling2D(2**20)(tf.keras.Input(shape=(2**20, 1, 1)))", "MemoryError: a tensor of shape"),
    ("nengo.spa.Vocabulary(2**32)", "MemoryError: a pointer has at most 16777216 dimensions (got 4294967296)"),
    ("nengo.spa.SemanticPointer(2**31)", "MemoryError: a pointer has at most 16777216 dimensions"),
  ])
  func raises(line: String, want: String) {
    let got = ScriptRun.printed(by: HostileArgumentTests.start + line)
    #expect(got.hasPrefix(want), "\(line): \(got)")
  }
}
