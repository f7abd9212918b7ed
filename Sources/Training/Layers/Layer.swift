import Arrays

/// What a layer computes: its weights and its output follow from the shapes of its inputs. One file says all of one
/// kind of layer. Shapes are without the batch axis; tensors have it.
public protocol LayerRule: Sendable {
  /// The Keras class name.
  var className: String { get }
  /// The weights for inputs of these shapes.
  func weights(_ inputs: [[Int]]) throws -> [WeightSpec]
  func outputShape(_ inputs: [[Int]]) throws -> [Int]
  func apply(_ inputs: [Tensor], _ weights: LayerWeights, _ pass: LayerPass) throws -> Tensor
}

extension LayerRule {
  public func weights(_ inputs: [[Int]]) throws -> [WeightSpec] { [] }

  /// The only input.
  func one(_ inputs: [Tensor]) throws -> Tensor {
    guard inputs.count == 1 else {
      throw TrainingError(.value, "\(className) takes one input, got \(inputs.count)")
    }
    return inputs[0]
  }

  func one(_ shapes: [[Int]]) throws -> [Int] {
    guard shapes.count == 1 else {
      throw TrainingError(.value, "\(className) takes one input, got \(shapes.count)")
    }
    return shapes[0]
  }

  func requireRank(_ shape: [Int], _ rank: Int) throws {
    guard shape.count == rank else {
      throw TrainingError(
        .value,
        "Input of layer \"\(className)\" is incompatible with the layer: expected ndim=\(rank + 1), found "
          + "ndim=\(shape.count + 1). Full shape received: (None, \(shape.map(String.init).joined(separator: ", ")))")
    }
  }
}

/// One weight of a layer before it exists.
public struct WeightSpec: Sendable {
  public let name: String
  public let shape: [Int]
  public let initializer: Initializer
  public let isTrainable: Bool

  public init(_ name: String, _ shape: [Int], _ initializer: Initializer, isTrainable: Bool = true) {
    self.name = name
    self.shape = shape
    self.initializer = initializer
    self.isTrainable = isTrainable
  }
}

/// The weights of one call by name, perhaps on a tape, and the way to change those that are not trained.
public struct LayerWeights {
  let tensors: [String: Tensor]
  let assign: (String, Tensor) -> Void

  /// - Precondition: the layer has a weight of that name.
  subscript(_ name: String) -> Tensor { tensors[name] ?? Tensor(scalar: 0) }
  func has(_ name: String) -> Bool { tensors[name] != nil }
}

/// Facts of one pass through layers.
public struct LayerPass {
  public let isTraining: Bool
  /// For dropout and noise.
  public let stream: RandomState

  public init(isTraining: Bool, stream: RandomState) {
    self.isTraining = isTraining
    self.stream = stream
  }
}

/// A layer at work: a rule and its weights, made when the layer first sees its input.
public final class Layer {
  public struct Weight {
    public let name: String
    public let isTrainable: Bool
    public var value: Tensor
    /// Gradients of this batch so far.
    var gradient: [Double]?
  }

  public var name: String
  public let rule: any LayerRule
  public var isTrainable = true
  public private(set) var weights: [Weight] = []
  public private(set) var isBuilt = false
  /// Penalties on weights by name, added to the loss in training.
  public var penalties: [String: WeightPenalty] = [:]
  /// The shape of its input, where the layer begins a chain and says so.
  public var givenInputShape: [Int]?
  /// What a host keeps beside the layer.
  public weak var companion: AnyObject?
  /// How often the layer was used on symbolic tensors.
  public internal(set) var callCount = 0
  private let stream: RandomState
  private var watched: [Tensor] = []
  private var isWatching = false

  public init(_ rule: any LayerRule, name: String, stream: RandomState) {
    self.rule = rule
    self.name = name
    self.stream = stream
  }

  public func build(_ shapes: [[Int]], dtype: DType = .float32) throws {
    guard !isBuilt else { return }
    weights = try rule.weights(shapes).map { spec in
      let values = try spec.initializer.values(spec.shape, stream)
      return Weight(
        name: spec.name, isTrainable: spec.isTrainable, value: try Tensor(values, shape: spec.shape, dtype: dtype))
    }
    isBuilt = true
  }

  public func outputShape(_ inputs: [[Int]]) throws -> [Int] { try rule.outputShape(inputs) }

  /// The output for inputs with a batch axis. The weights take the precision of the inputs.
  ///
  /// - Throws: `ValueError` for an input without a batch axis.
  public func apply(_ inputs: [Tensor], isTraining: Bool) throws -> Tensor {
    if let index = inputs.firstIndex(where: { $0.shape.isEmpty }) {
      throw TrainingError(
        .value,
        "Input \(index) of layer \"\(name)\" is incompatible with the layer: expected min_ndim=1, found ndim=0. "
          + "Full shape received: ()")
    }
    let dtype = inputs.first?.dtype ?? .float32
    try build(inputs.map { Array($0.shape.dropFirst()) }, dtype: dtype)
    var tensors: [String: Tensor] = [:]
    var place = 0
    for weight in weights {
      if isWatching, weight.isTrainable, isTrainable {
        tensors[weight.name] = watched[place].cast(to: dtype)
        place += 1
      } else {
        tensors[weight.name] = weight.value.cast(to: dtype)
      }
    }
    let access = LayerWeights(tensors: tensors) { name, value in
      if let i = self.weights.firstIndex(where: { $0.name == name }) { self.weights[i].value = value.detached }
    }
    return try rule.apply(inputs, access, LayerPass(isTraining: isTraining && isTrainable, stream: stream))
  }

  /// A layer of the same rule with the same weights.
  public func copy() throws -> Layer {
    let other = Layer(rule, name: name, stream: stream)
    other.isTrainable = isTrainable
    other.penalties = penalties
    other.weights = weights
    other.isBuilt = isBuilt
    return other
  }

  /// For rules that use no weights.
  public var noWeights: LayerWeights { LayerWeights(tensors: [:]) { _, _ in } }
  public var quietPass: LayerPass { LayerPass(isTraining: false, stream: stream) }

  /// Trained weights, then the others.
  public var orderedWeights: [Weight] {
    weights.filter { $0.isTrainable && isTrainable } + weights.filter { !($0.isTrainable && isTrainable) }
  }

  /// Replaces a weight.
  ///
  /// - Throws: `TrainingError` for another shape.
  public func setWeight(_ i: Int, _ value: Tensor) throws {
    guard weights[i].value.shape == value.shape else {
      throw TrainingError(
        .value,
        "Layer \(name) weight shape \(Tensor.text(of: weights[i].value.shape)) is not compatible with provided "
          + "weight shape \(Tensor.text(of: value.shape)).")
    }
    weights[i].value = value.cast(to: weights[i].value.dtype).detached
  }

  // MARK: gradients

  private var trained: [Int] { isTrainable ? weights.indices.filter { weights[$0].isTrainable } : [] }

  /// Puts the trained weights on a tape for the calls that follow; gives them.
  public func watch(_ tape: Tape) -> [Tensor] {
    watched = trained.map { tape.watch(weights[$0].value) }
    isWatching = true
    return watched
  }

  public func unwatch() {
    watched = []
    isWatching = false
  }

  /// Adds gradients of the trained weights, in their order.
  public func addGradients(_ gradients: [[Double]]) {
    for (i, gradient) in zip(trained, gradients) {
      guard var sum = weights[i].gradient else {
        weights[i].gradient = gradient
        continue
      }
      for k in sum.indices { sum[k] += gradient[k] }
      weights[i].gradient = sum
    }
  }

  public func clearGradients() { for i in weights.indices { weights[i].gradient = nil } }

  /// The gradients of this batch, with those of penalties.
  public var trainableGradients: [[Double]?] {
    trained.map { i in
      guard let penalty = penalties[weights[i].name] else { return weights[i].gradient }
      let own = penalty.gradient(weights[i].value.values)
      guard let gradient = weights[i].gradient else { return own }
      return zip(gradient, own).map(+)
    }
  }

  /// What penalties add to the loss.
  public var penalty: Double {
    weights.reduce(0) { $0 + (penalties[$1.name]?.value($1.value.values) ?? 0) }
  }

  public var trainableValues: [[Double]] { trained.map { weights[$0].value.values } }
  public func setTrainableValues(_ values: [[Double]]) {
    for (i, value) in zip(trained, values) {
      let old = weights[i].value
      if let new = try? Tensor(value, shape: old.shape, dtype: old.dtype) { weights[i].value = new }
    }
  }
}

/// A function of elements that a layer applies to its output.
public struct Activation: Sendable {
  public let name: String
  /// What distinguishes it from others of its name.
  public let settings: [String: Double]
  let body: @Sendable (Tensor) throws -> Tensor

  public init(
    _ name: String, settings: [String: Double] = [:], _ body: @escaping @Sendable (Tensor) throws -> Tensor
  ) {
    self.name = name
    self.settings = settings
    self.body = body
  }

  public func callAsFunction(_ x: Tensor) throws -> Tensor { try body(x) }

  public static let rectifier = Activation("relu") { UnaryOperation.relu($0) }
  public static let linear = Activation("linear") { $0 }

  private static let unary: [UnaryOperation] = [
    .relu, .relu6, .selu, .gelu, .softplus, .softsign, .sigmoid, .tanh, .swish, .hardSigmoid, .exp,
  ]

  /// The activation of a Keras name; nil if there is none.
  public static func named(_ name: String) -> Activation? {
    switch name {
    case "linear": return linear
    case "softmax": return Activation(name) { try $0.softmax() }
    case "log_softmax": return Activation(name) { try $0.logSoftmax() }
    case "elu": return Activation(name) { UnaryOperation.elu()($0) }
    case "leaky_relu": return Activation(name) { UnaryOperation.leakyRelu()($0) }
    case "exponential": return Activation(name) { UnaryOperation.exp($0) }
    case "silu": return Activation(name) { UnaryOperation.swish($0) }
    default:
      guard let operation = unary.first(where: { $0.name == name }) else { return nil }
      return Activation(name) { operation($0) }
    }
  }
}
