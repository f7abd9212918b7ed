import Arrays
import Language
import Training

/// A Keras layer as scripts see it: `tf.keras.layers.Dense(10)`.
final class LayerObject: HostObject, Callable, HasAttributes {
  let layer: Layer
  let type: TypeObject

  init(_ layer: Layer, _ type: TypeObject) {
    self.layer = layer
    self.type = type
    if layer.companion == nil { layer.companion = self }
  }

  var signature: Signature? { Signature(layer.name, [.required("inputs"), .optional("training", .none)]) }

  private static func symbolic(_ value: Value) -> [SymbolicTensor]? {
    if let object = value.host(as: KerasTensorObject.self) { return [object.tensor] }
    let elements: [Value]
    switch value {
    case .list(let list): elements = list.elements
    case .tuple(let tuple): elements = tuple.elements
    default: return nil
    }
    let tensors = elements.compactMap { $0.host(as: KerasTensorObject.self)?.tensor }
    return tensors.count == elements.count && !tensors.isEmpty ? tensors : nil
  }

  /// The object of a layer: the one that a script made, or a new one.
  static func of(_ layer: Layer) -> LayerObject {
    if let object = layer.companion as? LayerObject { return object }
    return LayerObject(layer, types.first { $0.name == layer.rule.className } ?? base)
  }

  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    let layer = self.layer
    return try BuiltinFunction(layer.name, [.required("inputs"), .optional("training", .none)]) { call in
      let value = call.value("inputs")
      if let inputs = Self.symbolic(value) { return .object(KerasTensorObject(try layer(inputs))) }
      let inputs: [Tensor]
      if case .list(let list) = value, list.elements.contains(where: { $0.host(as: TensorObject.self) != nil }) {
        inputs = try list.elements.map { try call.interpreter.tensor($0) }
      } else {
        inputs = [try call.interpreter.tensor(value)]
      }
      return .tensor(try layer.apply(inputs, isTraining: try call.bool("training")))
    }.call(arguments, interpreter)
  }

  var attributeNames: [String] {
    [
      "name", "weights", "trainable_weights", "non_trainable_weights", "get_weights", "set_weights", "built",
      "trainable",
    ]
  }

  func attribute(_ name: String, _ interpreter: Interpreter) throws -> Value? {
    func variables(_ wanted: (Layer.Weight) -> Bool) -> Value {
      .newList(
        layer.weights.filter(wanted).map {
          .object(TensorObject(variable: $0.value, name: "\(layer.name)/\($0.name):0"))
        })
    }
    switch name {
    case "name": return .string(layer.name)
    case "built": return .bool(layer.isBuilt)
    case "trainable": return .bool(layer.isTrainable)
    case "weights": return variables { _ in true }
    case "trainable_weights": return variables { $0.isTrainable && layer.isTrainable }
    case "non_trainable_weights": return variables { !($0.isTrainable && layer.isTrainable) }
    case "kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance":
      return layer.weights.first { $0.name == name }.map {
        .object(TensorObject(variable: $0.value, name: "\(layer.name)/\(name):0"))
      }
    case "get_weights":
      return .object(
        BuiltinFunction(name) { [layer] _ in .newList(try layer.weights.map { .array(try $0.value.array()) }) })
    case "set_weights":
      return .object(
        BuiltinFunction(name, [.required("weights")]) { [layer] call in
          let values = try call.elements("weights").map { try Tensor(try NDArray(from: $0, call.interpreter)) }
          guard values.count == layer.weights.count else {
            throw ScriptError(
              .valueError,
              "You called `set_weights(weights)` on layer \"\(layer.name)\" with a weight list of length "
                + "\(values.count), but the layer was expecting \(layer.weights.count) weights.")
          }
          for (i, value) in values.enumerated() { try layer.setWeight(i, value) }
          return .none
        })
    default: return nil
    }
  }

  func setAttribute(_ name: String, _ value: Value, _ interpreter: Interpreter) throws -> Bool {
    switch name {
    case "trainable": layer.isTrainable = try interpreter.truth(value)
    case "name", "_name": layer.name = try interpreter.str(value)
    default: return false
    }
    return true
  }

  static let base: TypeObject = TypeObject(
    "Layer", module: "tensorflow.keras.layers", doc: "A function of tensors with weights.", subclassing: .later)

  // MARK: classes

  /// One class: its parameters and how they make a rule.
  private static func row(
    _ name: String, _ doc: String, _ parameters: [Parameter], _ make: @escaping (Call) throws -> any LayerRule
  ) -> TypeObject {
    TypeObject(
      name, module: "tensorflow.keras.layers", base: base, doc: doc,
      constructor: Constructor(
        parameters + [
          .optional("name", .none), .optional("trainable", .bool(true)), .optional("dtype", .none),
          .optional("input_shape", .none),
        ]
      ) { call in
        let state = try TensorFlowModule.state(of: call.interpreter)
        let layerName = try call.optionalString("name") ?? state.uniqueName(snakeCase(name))
        guard try call.tensorType("dtype") ?? .float32 == .float32 else {
          throw ScriptError(.notImplementedError, "keras.layers: only dtype=\"float32\" is supported")
        }
        let layer = Layer(try make(call), name: layerName, stream: state.random)
        layer.givenInputShape = try call.optionalInts("input_shape")
        layer.isTrainable = try call.bool("trainable")
        for (argument, weight) in [("kernel_regularizer", "kernel"), ("bias_regularizer", "bias")] {
          if let value = call[argument], !value.isNone { layer.penalties[weight] = try call.interpreter.penalty(value) }
        }
        return .object(LayerObject(layer, types.first { $0.name == name } ?? base))
      })
  }

  private static let weighted: [Parameter] = [
    .optional("activation", .none), .optional("use_bias", .bool(true)),
    .optional("kernel_initializer", .string("glorot_uniform")), .optional("bias_initializer", .string("zeros")),
    .optional("kernel_regularizer", .none), .optional("bias_regularizer", .none),
    .optional("activity_regularizer", .none), .optional("kernel_constraint", .none),
    .optional("bias_constraint", .none),
  ]

  /// - Throws: NotImplementedError for regularizers of outputs and for constraints.
  private static func refuseExtras(_ call: Call) throws {
    for name in ["activity_regularizer", "kernel_constraint", "bias_constraint"]
    where !call.value(name).isNone {
      throw ScriptError(.notImplementedError, "keras.layers: \(name) is not supported")
    }
  }

  static let types: [TypeObject] =
    [
      row("Dense", "x W + b over the last axis.", [.required("units")] + weighted) { call in
        try refuseExtras(call)
        return try DenseLayer(
          units: try call.int("units"), activation: try call.activation("activation"),
          usesBias: try call.bool("use_bias"),
          kernel: try call.interpreter.initializer(call.value("kernel_initializer"), default: "glorot_uniform"),
          bias: try call.interpreter.initializer(call.value("bias_initializer"), default: "zeros"))
      },
      row("Flatten", "All axes in one.", [.optional("data_format", .none)]) { call in
        FlattenLayer(channelsFirst: try call.channelsFirst())
      },
      row("Reshape", "Another shape.", [.required("target_shape")]) { ReshapeLayer(try $0.ints("target_shape")) },
      row("Permute", "Axes in another order.", [.required("dims")]) { try PermuteLayer(try $0.ints("dims")) },
      row("Activation", "A function of elements.", [.required("activation")]) { call in
        ActivationLayer("Activation", try call.activation("activation"))
      },
      row(
        "ReLU", "max(x, 0).",
        [.optional("max_value", .none), .optional("negative_slope", .float(0)), .optional("threshold", .float(0))]
      ) { call in
        let (top, slope, threshold) = (
          try call.optionalFloat("max_value") ?? .infinity, try call.float("negative_slope"),
          try call.float("threshold")
        )
        return ActivationLayer("ReLU", Activation.rectified(top: top, slope: slope, threshold: threshold))
      },
      row("LeakyReLU", "x or αx.", [.optional("alpha", .float(0.3))]) { call in
        let alpha = try call.float("alpha")
        return ActivationLayer(
          "LeakyReLU",
          Activation("leaky_relu", settings: ["alpha": alpha]) { UnaryOperation.leakyRelu(alpha: alpha)($0) })
      },
      row("ELU", "Exponential linear unit.", [.optional("alpha", .float(1))]) { call in
        let alpha = try call.float("alpha")
        return ActivationLayer("ELU", Activation("elu") { UnaryOperation.elu(alpha: alpha)($0) })
      },
      row("Softmax", "eˣ / Σ eˣ.", [.optional("axis", .int(-1))]) { call in
        let axis = try call.int("axis")
        return ActivationLayer("Softmax", Activation("softmax") { try $0.softmax(axis: axis) })
      },
      row(
        "Dropout", "Zero at random while training.",
        [.required("rate"), .optional("noise_shape", .none), .optional("seed", .none)]
      ) {
        call in
        guard call.value("noise_shape").isNone else {
          throw ScriptError(.notImplementedError, "Dropout: noise_shape is not supported")
        }
        return try DropoutLayer(rate: try call.float("rate"))
      },
      row("GaussianNoise", "Normal noise while training.", [.required("stddev")]) { call in
        GaussianNoiseLayer(deviation: try call.float("stddev"))
      },
      row(
        "BatchNormalization", "Zero mean and unit variance.",
        [
          .optional("axis", .int(-1)), .optional("momentum", .float(0.99)), .optional("epsilon", .float(0.001)),
          .optional("center", .bool(true)), .optional("scale", .bool(true)),
          .optional("beta_initializer", .string("zeros")), .optional("gamma_initializer", .string("ones")),
          .optional("moving_mean_initializer", .string("zeros")),
          .optional("moving_variance_initializer", .string("ones")),
        ]
      ) { call in
        func initializer(_ name: String, _ fallback: String) throws -> Initializer {
          try call.interpreter.initializer(call.value(name), default: fallback)
        }
        return BatchNormalizationLayer(
          axis: try call.interpreter.ints(call.value("axis")).first ?? -1, momentum: try call.float("momentum"),
          epsilon: try call.float("epsilon"), center: try call.bool("center"), scale: try call.bool("scale"),
          initializers: (
            try initializer("beta_initializer", "zeros"), try initializer("gamma_initializer", "ones"),
            try initializer("moving_mean_initializer", "zeros"), try initializer("moving_variance_initializer", "ones")
          ))
      },
      row("Concatenate", "Inputs behind each other.", [.optional("axis", .int(-1))]) { call in
        MergeLayer(.concatenate, axis: try call.int("axis"))
      },
    ]
    + [MergeLayer.Kind.add, .subtract, .multiply, .average, .maximum, .minimum].map { kind in
      row(MergeLayer(kind).className, "Several inputs in one.", []) { _ in MergeLayer(kind) }
    }
    + (1...3).flatMap { spatial($0) }

  /// Layers over one, two or three spatial axes.
  private static func spatial(_ n: Int) -> [TypeObject] {
    let pooling: [Parameter] = [
      .optional("pool_size", .int(2)), .optional("strides", .none), .optional("padding", .string("valid")),
      .optional("data_format", .none),
    ]
    func pool(_ name: String, _ kind: PoolingLayer.Kind) -> TypeObject {
      row(name, "\(kind.rawValue) of windows.", pooling) { call in
        let size = try call.sizes("pool_size", n)
        let strides = call.value("strides").isNone ? size : try call.sizes("strides", n)
        return PoolingLayer(
          kind,
          try Windows(
            size: size, strides: strides, padding: try call.padding(), channelsFirst: try call.channelsFirst(),
            owner: "Layer"))
      }
    }
    func global(_ name: String, _ kind: PoolingLayer.Kind) -> TypeObject {
      row(
        name, "\(kind.rawValue) over all places.",
        [.optional("data_format", .none), .optional("keepdims", .bool(false))]
      ) {
        call in
        GlobalPoolingLayer(
          kind, dimensions: n, channelsFirst: try call.channelsFirst(), keepsDimensions: try call.bool("keepdims"))
      }
    }
    return [
      row(
        "Conv\(n)D", "Convolution.",
        [
          .required("filters"), .required("kernel_size"), .optional("strides", .int(1)),
          .optional("padding", .string("valid")), .optional("data_format", .none), .optional("dilation_rate", .int(1)),
          .optional("groups", .int(1)),
        ] + weighted
      ) { call in
        try refuseExtras(call)
        return try ConvolutionLayer(
          filters: try call.int("filters"),
          windows: try Windows(
            size: try call.sizes("kernel_size", n), strides: try call.sizes("strides", n),
            dilation: try call.sizes("dilation_rate", n), padding: try call.padding(),
            channelsFirst: try call.channelsFirst(), owner: "Layer"),
          groups: try call.int("groups"), activation: try call.activation("activation"),
          usesBias: try call.bool("use_bias"),
          kernel: try call.interpreter.initializer(call.value("kernel_initializer"), default: "glorot_uniform"),
          bias: try call.interpreter.initializer(call.value("bias_initializer"), default: "zeros"))
      },
      pool("AveragePooling\(n)D", .average), pool("AvgPool\(n)D", .average), pool("MaxPooling\(n)D", .max),
      pool("MaxPool\(n)D", .max), global("GlobalAveragePooling\(n)D", .average),
      global("GlobalAvgPool\(n)D", .average), global("GlobalMaxPooling\(n)D", .max), global("GlobalMaxPool\(n)D", .max),
      row(
        "UpSampling\(n)D", "Every place several times.",
        [.optional("size", .int(2)), .optional("data_format", .none), .optional("interpolation", .string("nearest"))]
      ) {
        call in
        guard try call.string("interpolation") == "nearest" else {
          throw ScriptError(.notImplementedError, "UpSampling\(n)D: only interpolation='nearest' is supported")
        }
        return UpSamplingLayer(try call.sizes("size", n), channelsFirst: try call.channelsFirst())
      },
      row("ZeroPadding\(n)D", "Zeros around.", [.optional("padding", .int(1)), .optional("data_format", .none)]) {
        call in
        ZeroPaddingLayer(try call.pads("padding", n), channelsFirst: try call.channelsFirst())
      },
    ]
  }
}

extension Activation {
  /// x between threshold and top, the slope below.
  static func rectified(top: Double, slope: Double, threshold: Double) -> Activation {
    Activation("relu", settings: ["max_value": top, "negative_slope": slope, "threshold": threshold]) { x in
      let above = UnaryOperation.clip(-.infinity, top)(x)
      let isAbove = try BinaryOperation.greaterEqual(x, Tensor(scalar: threshold, dtype: x.dtype))
      let below = try (x - Tensor(scalar: threshold, dtype: x.dtype)) * Tensor(scalar: slope, dtype: x.dtype)
      return try Tensor.choose(isAbove, threshold == 0 ? UnaryOperation.relu(above) : above, below)
    }
  }
}

extension Interpreter {
  /// An activation by name or function; None is linear.
  func activation(_ value: Value) throws -> Activation {
    if value.isNone { return .linear }
    if let text = value.string {
      guard let activation = Activation.named(text) else {
        throw ScriptError(
          .valueError,
          "Unknown activation function: '\(text)'. Please ensure you are using a "
            + "`keras.utils.custom_object_scope` and that this object is included in the scope.")
      }
      return activation
    }
    if case .object(let function as BuiltinFunction) = value, let known = Activation.named(function.name) {
      return known
    }
    guard isCallable(value) else {
      throw ScriptError(.typeError, "Could not interpret activation function identifier: \(try repr(value))")
    }
    return Activation(name(of: value), ScriptActivation(value, self).apply)
  }
}

extension Call {
  func activation(_ name: String) throws -> Activation { try interpreter.activation(value(name)) }

  /// One positive size for each of n axes.
  func sizes(_ name: String, _ n: Int) throws -> [Int] {
    let sizes = try ints(name)
    guard sizes.count == 1 || sizes.count == n, sizes.allSatisfy({ 1...Tensor.largestCount ~= $0 }) else {
      throw ScriptError(
        .valueError,
        "The `\(name)` argument must be a tuple of \(n) positive integers. Received: \(try interpreter.repr(value(name)))"
      )
    }
    return sizes.count == 1 && n > 1 ? [Int](repeating: sizes[0], count: n) : sizes
  }

  func padding() throws -> Windows.Padding {
    let name = try string("padding").lowercased()
    guard let padding = Windows.Padding(rawValue: name) else {
      throw ScriptError(
        .valueError,
        "The `padding` argument must be a list/tuple or one of \"valid\", \"same\" (or \"causal\", only for `Conv1D). "
          + "Received: \(name)"
      )
    }
    return padding
  }

  func channelsFirst() throws -> Bool {
    switch try optionalString("data_format") {
    case nil, "channels_last": return false
    case "channels_first": return true
    case let other?:
      throw ScriptError(
        .valueError,
        "The `data_format` argument must be one of \"channels_first\", \"channels_last\". Received: \(other)")
    }
  }

  /// Cells before and after each axis: one number, one per axis, or pairs.
  func pads(_ name: String, _ n: Int) throws -> [(before: Int, after: Int)] {
    let array = try array(name)
    let cells = array.ints
    guard cells.allSatisfy({ 0...Tensor.largestCount ~= $0 }) else {
      throw ScriptError(
        .valueError, "`\(name)` should be non-negative integers. Received: \(try interpreter.repr(value(name)))")
    }
    switch array.shape {
    case []: return [(before: Int, after: Int)](repeating: (cells[0], cells[0]), count: n)
    case [2] where n == 1: return [(cells[0], cells[1])]
    case [n]: return cells.map { ($0, $0) }
    case [n, 2]: return (0..<n).map { (cells[2 * $0], cells[2 * $0 + 1]) }
    default:
      throw ScriptError(
        .valueError, "`\(name)` should have \(n) elements. Received: \(try interpreter.repr(value(name)))")
    }
  }
}

/// A function of a script as an activation. It lives on the thread of its interpreter, as all layers do.
private final class ScriptActivation: @unchecked Sendable {
  private let function: Value
  private unowned let interpreter: Interpreter

  init(_ function: Value, _ interpreter: Interpreter) {
    self.function = function
    self.interpreter = interpreter
  }

  func apply(_ x: Tensor) throws -> Tensor {
    try interpreter.tensor(try interpreter.call(function, [.tensor(x)]), like: x.dtype)
  }
}
