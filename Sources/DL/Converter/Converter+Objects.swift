import Arrays
import Model
import Training

extension Converter {
  func label(_ call: LayerCall, _ suffix: String = "") -> String { "\(call.layer.name).\(call.index)\(suffix)" }

  /// The object with the layer's activation; biases belong to it.
  func object(_ call: LayerCall, _ activation: Activation, shape: [Int], biases: [Double]? = nil) throws -> ModelObject
  {
    let size = shape.reduce(1, *)
    switch try target(activation) {
    case .neurons(let type): return try neurons(call, type, size, biases)
    case .function(let function) where function.name == "linear":
      let node = try Node(sizeIn: .int(size), label: .text(label(call)), in: context)
      if let biases { try addBias(biases, to: .node(node), call, isTrained: true) }
      return .node(node)
    case .function(let function):
      try fallback(call.layer, "Unsupported activation type (\(function.name))")
      let node = try Node(
        .tensorFunction(LayerFunction(function, shape: shape)), label: .text(call.layer.name), in: context)
      if let biases { try addBias(biases, to: .node(node), call, isTrained: true) }
      return .node(node)
    }
  }

  private func neurons(_ call: LayerCall, _ type: any NeuronType, _ size: Int, _ biases: [Double]?) throws
    -> ModelObject
  {
    let scale = options.scale ?? options.scaleByLayer[ObjectIdentifier(call.layer)] ?? 1
    var type = type
    if scale != 1 {
      if let scaled = try type.dividingAmplitude(by: scale) {
        type = scaled
      } else {
        options.warn(
          NengoWarning(
            .user,
            "Firing rate scaling being applied to activation type that does not support amplitude "
              + "(\(type.typeName)); this will change the output"))
      }
    }
    let bias = (biases ?? [Double](repeating: 0, count: size)).map { $0 * scale }
    let ensemble = try Ensemble(
      .int(size), 1,
      [
        "neuron_type": .frozen(type), "gain": .array(NDArray([Double](repeating: scale, count: size))),
        "bias": .array(NDArray(bias)), "label": .text(label(call)),
      ], in: context)
    if biases == nil { try network.config.set(.neurons(ensemble.neurons), "trainable", false) }
    return .neurons(ensemble.neurons)
  }

  /// A constant node that adds numbers to an object.
  func addBias(_ biases: [Double], to object: ModelObject, _ call: LayerCall, isTrained: Bool) throws {
    let node = try Node(.array(NDArray([1.0])), label: .text(label(call, ".bias")), in: context)
    try connect(
      .node(node), object.view, transform: .array(NDArray(biases, shape: [biases.count, 1])), isTrained: isTrained)
  }

  /// A connection from an object, filtered if it is neurons.
  @discardableResult
  func connect(
    _ source: ModelObject, _ target: ObjectView, transform: ParameterValue = .none, isTrained: Bool = false
  ) throws -> Connection {
    let synapse: ParameterValue = source.isNeurons ? options.synapse.map { .frozen($0) } ?? .none : .none
    let connection = try Connection(
      .object(source.view), .object(target), ["synapse": synapse, "transform": transform], in: context)
    if !isTrained { try network.config.set(.connection(connection), "trainable", false) }
    return connection
  }

  /// Warns that a layer runs as it is, or refuses it.
  func fallback(_ layer: Layer, _ reason: String) throws {
    guard options.allowsFallback else { throw refuse(layer, reason) }
    options.warn(
      NengoWarning(.user, "\(reason); falling back to TensorNode for layer \(layer.name)"))
  }

  /// A tensor node with a copy of the layer.
  func tensorNode(_ call: LayerCall, _ input: End, _ reason: String) throws -> End {
    try fallback(call.layer, "Layer type \(call.layer.rule.className): \(reason)")
    let function = try LayerFunction(try call.layer.copy(), shapeIn: input.shape)
    let node = try Node(.tensorFunction(function), label: .text(call.layer.name), in: context)
    try connect(input.object, ObjectView(.node(node)))
    return End(object: .node(node), shape: try call.layer.outputShape([input.shape]))
  }
}
