import Arrays
import Model
import Training

/// Turns a Keras model into a network: layers with neural activations become neurons, linear ones nodes and
/// connections, and what has no equivalent becomes a tensor node that runs the layer.
public final class Converter {
  /// What an activation may be swapped from and to.
  public enum SwapKey {
    case function(Activation)
    case neurons(any NeuronType)

    func matches(_ other: SwapKey) -> Bool {
      switch (self, other) {
      case (.function(let a), .function(let b)): a.name == b.name
      case (.neurons(let a), .neurons(let b)): a.isEqual(to: b)
      default: false
      }
    }

    var text: String {
      switch self {
      case .function(let activation): activation.name
      case .neurons(let type): type.text
      }
    }
  }

  public struct Options {
    /// Layers without an equivalent become tensor nodes; else they are errors.
    public var allowsFallback = true
    /// Whether what only matches while not training may be converted.
    public var inferenceOnly = false
    public var turnsMaxIntoAveragePooling = false
    /// Whether a layer with weights that is used several times gets a copy for each use.
    public var splitsSharedWeights = false
    public var swaps: [(from: SwapKey, to: SwapKey)] = []
    /// Factors of firing rates: for all layers, or by layer.
    public var scale: Double?
    public var scaleByLayer: [ObjectIdentifier: Double] = [:]
    /// A filter on the output of neural layers.
    public var synapse: (any Synapse)?
    public var warn: (NengoWarning) -> Void = { _ in }

    public init() {}
  }

  public let network: Network
  public let model: FunctionalModel
  public internal(set) var inputs: [(tensor: SymbolicTensor, node: Node)] = []
  public internal(set) var outputs: [(tensor: SymbolicTensor, probe: Probe)] = []
  let options: Options
  let context: ModelContext
  var ends: [ObjectIdentifier: End] = [:]
  private var usedSwaps: Set<Int> = []

  /// The object that gives a tensor, and the tensor's shape.
  struct End {
    let object: ModelObject
    let shape: [Int]
    var size: Int { shape.reduce(1, *) }
  }

  /// - Throws: `TrainingError` for models that cannot be converted.
  public init(_ model: FunctionalModel, options: Options = Options()) throws {
    self.model = model
    self.options = options
    let context = ModelContext(warn: options.warn)
    self.context = context
    network = try Network(label: model.name)
    try context.within(network) {
      try SimulatorSettings.configure("trainable", .none, in: context)
      if options.inferenceOnly { try SimulatorSettings.configure("inference_only", true, in: context) }
      for input in model.inputs { try convert(input) }
      for call in model.calls { try convert(call) }
      for output in model.outputs { try probe(output) }
    }
    let unused = options.swaps.indices.filter { !usedSwaps.contains($0) }.map { options.swaps[$0].from.text }
    if !unused.isEmpty {
      options.warn(
        NengoWarning(
          .user, "swap_activations contained \(unused), but there were no layers in the model with that activation type"
        ))
    }
  }

  /// The object whose output equals a tensor.
  public func object(of tensor: SymbolicTensor) -> ModelObject? { ends[key(tensor)]?.object }

  /// The object of a layer that is used once.
  ///
  /// - Throws: a `KeyError` otherwise.
  public func object(of layer: Layer) throws -> ModelObject {
    let uses = model.calls.filter { $0.layer === layer }
    guard uses.count == 1, let end = ends[ObjectIdentifier(uses[0])] else {
      throw TrainingError(
        .key,
        uses.isEmpty
          ? "layer '\(layer.name)' is not in the model"
          : "layer '\(layer.name)' is used several times; look its outputs up by tensor")
    }
    return end.object
  }

  /// A tensor is known by the call that gives it.
  func key(_ tensor: SymbolicTensor) -> ObjectIdentifier {
    tensor.call.map { ObjectIdentifier($0) } ?? ObjectIdentifier(tensor)
  }

  private func convert(_ input: SymbolicTensor) throws {
    guard input.shape.allSatisfy({ $0 > 0 }) else {
      throw TrainingError(
        .value,
        "Input shapes must be fully specified; got \(Tensor.text(of: input.shape)). If inputs contain `None` in the "
          + "first axis to indicate a variable number of timesteps, set `temporal_model=True` on the Converter.")
    }
    let size = input.shape.reduce(1, *)
    let node = try Node(.array(try NDArray(zeros: [size])), label: .text(input.name), in: context)
    inputs.append((input, node))
    ends[key(input)] = End(object: .node(node), shape: input.shape)
  }

  private func probe(_ output: SymbolicTensor) throws {
    guard let end = ends[key(output)] else { return }
    let synapse: ParameterValue = end.object.isNeurons ? options.synapse.map { .frozen($0) } ?? .none : .none
    outputs.append((output, try Probe(.object(end.object.view), ["synapse": synapse], in: context)))
  }

  /// What an activation becomes: swapped, turned into a neuron type where there is one, swapped again.
  func target(_ activation: Activation) throws -> SwapKey {
    let first = swapped(.function(activation))
    guard case .function(let function) = first else { return first }
    switch function.name {
    case "relu" where function.settings.isEmpty: return swapped(.neurons(try RectifiedLinear()))
    case "sigmoid": return swapped(.neurons(try Sigmoid(tauRef: 1)))
    case "tanh": return swapped(.neurons(try Tanh(tauRef: 1)))
    default: return first
    }
  }

  private func swapped(_ key: SwapKey) -> SwapKey {
    guard let i = options.swaps.firstIndex(where: { $0.from.matches(key) }) else { return key }
    usedSwaps.insert(i)
    return options.swaps[i].to
  }

  /// - Throws: a `TypeError` that says why a layer cannot be converted.
  func refuse(_ layer: Layer, _ reason: String) -> TrainingError {
    TrainingError(
      .type,
      "Unable to convert layer \(layer.name) to native Nengo objects (\(reason)); set allow_fallback=True if you "
        + "would like to use a TensorNode instead, or consider registering a custom LayerConverter for this layer type."
    )
  }
}
