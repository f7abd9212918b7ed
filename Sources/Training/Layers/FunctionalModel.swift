import Arrays

/// A tensor that is yet to be computed: what an input or the call of a layer gives. Shapes are without the batch axis;
/// unknown sizes are -1.
public final class SymbolicTensor {
  public let shape: [Int]
  /// The call that gives it; nil for inputs.
  public let call: LayerCall?
  /// The input's name, or the layer's.
  public let name: String

  /// An input; -1 stands for a size that is not known.
  ///
  /// - Throws: `ArrayError.value` for another negative size, `ArrayError.memory` for a shape of too many elements.
  public init(input shape: [Int], name: String) throws {
    _ = try Tensor.count(of: shape.filter { $0 != -1 })
    self.shape = shape
    self.name = name
    call = nil
  }

  fileprivate init(_ shape: [Int], _ call: LayerCall) {
    self.shape = shape
    self.call = call
    name = call.layer.name
  }
}

/// One use of a layer. The k-th use of a layer has index k.
public final class LayerCall {
  public let layer: Layer
  public let inputs: [SymbolicTensor]
  public let index: Int

  fileprivate init(_ layer: Layer, _ inputs: [SymbolicTensor], index: Int) {
    self.layer = layer
    self.inputs = inputs
    self.index = index
  }
}

extension Layer {
  /// Uses the layer on tensors that are yet to be computed; builds its weights.
  public func callAsFunction(_ inputs: [SymbolicTensor]) throws -> SymbolicTensor {
    try build(inputs.map(\.shape))
    let shape = try outputShape(inputs.map(\.shape))
    _ = try Tensor.count(of: shape.filter { $0 != -1 })
    callCount += 1
    return SymbolicTensor(shape, LayerCall(self, inputs, index: callCount - 1))
  }
}

/// A model made of calls between inputs and outputs.
public final class FunctionalModel {
  public let name: String
  public let inputs: [SymbolicTensor]
  public let outputs: [SymbolicTensor]
  /// Calls in an order in which they can be computed.
  public let calls: [LayerCall]
  /// Layers by distance from the outputs, the farthest first; among equals in the order in which they are met.
  public let layers: [Layer]
  public var compilation: Compilation?
  private var tape: Tape?
  private var watched: [Tensor] = []
  private var results: [Tensor] = []

  /// - Throws: `TrainingError` if an output does not follow from the inputs.
  public init(inputs: [SymbolicTensor], outputs: [SymbolicTensor], name: String) throws {
    self.name = name
    self.inputs = inputs
    self.outputs = outputs
    var walk = Walk(inputs)
    for output in outputs { try walk.visit(output) }
    calls = walk.order
    layers = walk.layersByDepth()
  }

  /// Depth-first from the outputs.
  private struct Walk {
    private let known: Set<ObjectIdentifier>
    private(set) var order: [LayerCall] = []
    private var met: [Layer] = []
    private var done: Set<ObjectIdentifier> = []
    private var open: Set<ObjectIdentifier> = []

    init(_ inputs: [SymbolicTensor]) { known = Set(inputs.map { ObjectIdentifier($0) }) }

    mutating func visit(_ tensor: SymbolicTensor, depth: Int = 0) throws {
      if known.contains(ObjectIdentifier(tensor)) { return }
      guard let call = tensor.call, depth < 2000 else {
        throw TrainingError(
          .value,
          "Graph disconnected: cannot obtain value for tensor '\(tensor.name)'. The following previous layers "
            + "were accessed without issue: \(met.map(\.name))")
      }
      if done.contains(ObjectIdentifier(call)) { return }
      if !met.contains(where: { $0 === call.layer }) { met.append(call.layer) }
      for input in call.inputs { try visit(input, depth: depth + 1) }
      done.insert(ObjectIdentifier(call))
      order.append(call)
    }

    func layersByDepth() -> [Layer] {
      var depths: [ObjectIdentifier: Int] = [:]
      var layerDepths: [ObjectIdentifier: Int] = [:]
      for call in order.reversed() {
        let own = max(depths[ObjectIdentifier(call)] ?? 0, layerDepths[ObjectIdentifier(call.layer)] ?? 0)
        depths[ObjectIdentifier(call)] = own
        layerDepths[ObjectIdentifier(call.layer)] = own
        for case let parent? in call.inputs.map(\.call) {
          depths[ObjectIdentifier(parent)] = max(depths[ObjectIdentifier(parent)] ?? 0, own + 1)
        }
      }
      return met.enumerated().sorted { a, b in
        let (x, y) = (layerDepths[ObjectIdentifier(a.element)] ?? 0, layerDepths[ObjectIdentifier(b.element)] ?? 0)
        return x == y ? a.offset < b.offset : x > y
      }.map(\.element)
    }
  }

  /// The outputs for inputs with a batch axis.
  public func apply(_ values: [Tensor], isTraining: Bool) throws -> [Tensor] {
    guard values.count == inputs.count else {
      throw TrainingError(.value, "\(name) takes \(inputs.count) inputs, got \(values.count)")
    }
    var known: [ObjectIdentifier: Tensor] = [:]
    for (input, value) in zip(inputs, values) {
      let shape = Array(value.shape.dropFirst())
      guard shape.count == input.shape.count, zip(shape, input.shape).allSatisfy({ $0 == $1 || $1 < 0 }) else {
        throw TrainingError(
          .value,
          "Input of model \"\(name)\" is incompatible: expected shape=(None, "
            + "\(input.shape.map { $0 < 0 ? "None" : String($0) }.joined(separator: ", "))), found shape="
            + Tensor.text(of: value.shape))
      }
      known[ObjectIdentifier(input)] = value
    }
    var byCall: [ObjectIdentifier: Tensor] = [:]
    func value(_ tensor: SymbolicTensor) -> Tensor? {
      known[ObjectIdentifier(tensor)] ?? tensor.call.flatMap { byCall[ObjectIdentifier($0)] }
    }
    for call in calls {
      byCall[ObjectIdentifier(call)] = try call.layer.apply(call.inputs.compactMap(value), isTraining: isTraining)
    }
    return outputs.compactMap(value)
  }
}

extension FunctionalModel: TrainableModel {
  /// The names of the layers that give outputs.
  public var outputNames: [String] { outputs.map(\.name) }

  public func forward(_ inputs: [NDArray], training: Bool) throws -> [NDArray] {
    let tensors = try inputs.map { try Tensor($0).cast(to: .float32) }
    guard training else { return try apply(tensors, isTraining: false).map { try $0.array() } }
    let tape = Tape()
    watched = layers.flatMap { $0.watch(tape) }
    self.tape = tape
    defer { for layer in layers { layer.unwatch() } }
    results = try apply(tensors, isTraining: true)
    return try results.map { try $0.array() }
  }

  public func backward(_ gradients: [NDArray?]) throws -> [[Double]?] {
    guard let tape else { return watched.map { _ in nil } }
    let seeds = zip(results, gradients).compactMap { result, gradient in gradient.map { (result, $0.doubles) } }
    var rest = try tape.gradients(of: seeds, sources: watched)[...]
    return layers.flatMap { layer -> [[Double]?] in
      let count = layer.trainableValues.count
      layer.clearGradients()
      layer.addGradients(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
      return layer.trainableGradients
    }
  }

  public func ownLoss() -> Double { layers.reduce(0) { $0 + $1.penalty } }

  public func endBatch() { (tape, results) = (nil, []) }

  public func trainableValues() -> [[Double]] { layers.flatMap(\.trainableValues) }

  public func setTrainableValues(_ values: [[Double]]) {
    var rest = values[...]
    for layer in layers {
      let count = layer.trainableValues.count
      layer.setTrainableValues(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
  }

  /// All weights, layer by layer.
  public func weights() throws -> [NDArray] {
    try layers.flatMap { try $0.orderedWeights.map { try $0.value.array() } }
  }

  /// - Throws: `TrainingError` if the number or a shape differs.
  public func setWeights(_ weights: [NDArray]) throws {
    let wanted = layers.reduce(0) { $0 + $1.weights.count }
    guard weights.count == wanted else {
      throw TrainingError(
        .value,
        "You called `set_weights(weights)` on layer \"\(name)\" with a weight list of length \(weights.count), but "
          + "the layer was expecting \(wanted) weights.")
    }
    var rest = weights[...]
    for layer in layers {
      for weight in layer.orderedWeights {
        guard let value = rest.popFirst(), let i = layer.weights.firstIndex(where: { $0.name == weight.name }) else {
          continue
        }
        try layer.setWeight(i, try Tensor(value))
      }
    }
  }
}
