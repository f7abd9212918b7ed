import Arrays
import Language
import Training

/// The functions of tf.nn and tf.keras.activations.
enum NeuralFunctions {
  /// Activations by name: one function each, so that any of its names is the same key.
  static let activations: [BuiltinFunction] =
    TensorMath.functions([
      "relu", "relu6", "selu", "gelu", "softplus", "softsign", "sigmoid", "tanh",
    ]) + [
      TensorMath.unaryFunction(.swish), TensorMath.unaryFunction(.hardSigmoid),
      TensorMath.unaryFunction(.exp, as: "exponential"),
      BuiltinFunction(
        "elu", module: "tensorflow.nn", [.required("x"), .optional("alpha", .float(1))],
        summary: "exponential linear unit"
      ) { call in .tensor(UnaryOperation.elu(alpha: try call.float("alpha"))(try call.tensor("x"))) },
      BuiltinFunction(
        "leaky_relu", module: "tensorflow.nn",
        [.required("features"), .optional("alpha", .float(0.2)), .optional("name", .none)], summary: "x or αx"
      ) { call in .tensor(UnaryOperation.leakyRelu(alpha: try call.float("alpha"))(try call.tensor("features"))) },
      BuiltinFunction(
        "softmax", module: "tensorflow.nn",
        [.required("logits"), .optional("axis", .none), .optional("name", .none)], summary: "eˣ / Σ eˣ"
      ) { call in .tensor(try call.tensor("logits").softmax(axis: try call.optionalInt("axis") ?? -1)) },
      BuiltinFunction(
        "log_softmax", module: "tensorflow.nn",
        [.required("logits"), .optional("axis", .none), .optional("name", .none)], summary: "x - ln Σ eˣ"
      ) { call in .tensor(try call.tensor("logits").logSoftmax(axis: try call.optionalInt("axis") ?? -1)) },
      BuiltinFunction("linear", module: "tensorflow.keras.activations", [.required("x")], summary: "x") { call in
        .tensor(try call.tensor("x"))
      },
    ]

  /// The activation of a name; nil if there is none.
  static func activation(named name: String) -> BuiltinFunction? {
    let alias = ["silu": "swish", "tanh": "tanh"][name] ?? name
    return activations.first { $0.name == alias }
  }

  static let losses: [BuiltinFunction] = [
    BuiltinFunction(
      "l2_loss", module: "tensorflow.nn", [.required("t"), .optional("name", .none)], summary: "half the sum of squares"
    ) { call in
      let sum = try ReductionOperation.sum(UnaryOperation.square(try call.tensor("t")))
      return .tensor(try sum * Tensor(scalar: 0.5, dtype: sum.dtype))
    },
    crossentropy("softmax_cross_entropy_with_logits", "of classes given as probabilities") {
      Losses.categoricalCrossentropy(fromLogits: true)
    },
    crossentropy("sparse_softmax_cross_entropy_with_logits", "of classes given as numbers") {
      Losses.sparseCategoricalCrossentropy(fromLogits: true)
    },
    BuiltinFunction(
      "sigmoid_cross_entropy_with_logits", module: "tensorflow.nn",
      [.required("labels"), .required("logits"), .optional("name", .none)], summary: "of independent answers"
    ) { call in
      let logits = try call.tensor("logits")
      let labels = try call.tensor("labels", like: logits.dtype)
      // One value per element: a last axis of size 1 keeps the mean from folding anything.
      let loss = Losses.binaryCrossentropy(fromLogits: true)
      return .tensor(try loss(labels.cast(to: logits.dtype).expanded(at: -1), logits.expanded(at: -1)))
    },
    BuiltinFunction(
      "l2_normalize", module: "tensorflow.nn",
      [.required("x"), .optional("axis", .none), .optional("epsilon", .float(1e-12)), .optional("name", .none)],
      summary: "scaled to length 1"
    ) { call in
      let x = try call.tensor("x")
      let squares = try ReductionOperation.sum(
        UnaryOperation.square(x), axes: try call.axes("axis"), keepDimensions: true)
      let limited = UnaryOperation.clip(try call.float("epsilon"), .infinity)(squares)
      return .tensor(try x * UnaryOperation.rsqrt(limited))
    },
  ]

  private static func crossentropy(
    _ name: String, _ summary: String, _ make: @escaping () -> LossFunction.Body
  ) -> BuiltinFunction {
    BuiltinFunction(
      name, module: "tensorflow.nn", [.required("labels"), .required("logits"), .optional("name", .none)],
      summary: summary
    ) { call in
      let logits = try call.tensor("logits")
      let labels = try call.tensor("labels", like: logits.dtype)
      return .tensor(try make()(labels.cast(to: logits.dtype), logits))
    }
  }
}
