/// A memory that maps each of several input vectors to an output vector.
import Arrays
import Glibc

/// One ensemble for each stored vector is active while the input is similar to that vector.
public final class AssociativeMemory: Network {
  public override class var kindName: String { "AssociativeMemory" }

  public private(set) var elementInput: Node
  public private(set) var elementOutput: Node
  public private(set) var biasNode: Node
  public private(set) var inhibit: Node?
  public private(set) var elements: [Ensemble] = []
  /// Whether the ensembles compete.
  public private(set) var isWinnerTakeAll = false
  public private(set) var thresholdBias: EnsembleArray?
  public private(set) var thresholds: EnsembleArray?

  /// Connections from the elements to outputs, and those by which active elements silence default vectors.
  private var outputConnections: [Connection] = []
  private var defaultInhibitions: [Connection] = []

  /// How strongly the inhibition node silences an ensemble.
  private static let inhibitionScale = 1.5

  /// - Parameters:
  ///   - inputVectors: [k, d].
  ///   - outputVectors: [k, d out]; nil: the same as the inputs.
  ///   - threshold: the similarity from which an element is active; one number or one for each vector.
  ///   - inputScales: factors of the input vectors; one number or one for each.
  /// - Throws: a `ValidationError` if the numbers of vectors, thresholds or scales don't fit.
  public init(
    inputVectors: NDArray, outputVectors: NDArray? = nil, neurons: Int = 50, threshold: [Double] = [0.3],
    inputScales: [Double] = [1], inhibitable: Bool = false, label: String? = nil, seed: Int? = nil,
    in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    let count = inputVectors.ndim == 2 ? inputVectors.shape[0] : 0
    try Self.check(inputVectors, outputVectors ?? inputVectors)
    let thresholds = try Self.spread(threshold, count, "threshold")
    func node(_ size: Int, _ label: String?) throws -> Node {
      try Node(
        sizeIn: .int(size), label: label.map { .text($0) } ?? .none, in: context, addToContainer: false)
    }
    biasNode = try Node(.array(NDArray([1.0])), in: context, addToContainer: false)
    elementInput = try node(count, "element input")
    elementOutput = try node(count, "element output")
    inhibit = inhibitable ? try node(1, "inhibit") : nil
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    for node in [biasNode, elementInput, elementOutput] { add(node) }
    if let inhibit { add(inhibit) }
    setParts()
    try inside(Settings.elements, context) {
      for (i, threshold) in thresholds.enumerated() { try addElement(i, neurons, threshold, context) }
      if let inhibit {
        try context.wire(
          inhibit.view, elementInput.view, transform: .matrix(count, 1) { _, _ in -Self.inhibitionScale })
      }
    }
    parts["am_ensembles"] = .list(elements.map { .ensemble($0) })
    _ = try addInputMapping("input", inputVectors, scales: inputScales, in: context)
    _ = try addOutputMapping("output", outputVectors ?? inputVectors, in: context)
  }

  private init(copying other: AssociativeMemory) {
    (elementInput, elementOutput, biasNode) = (other.elementInput, other.elementOutput, other.biasNode)
    (inhibit, elements, isWinnerTakeAll) = (other.inhibit, other.elements, other.isWinnerTakeAll)
    (thresholdBias, thresholds) = (other.thresholdBias, other.thresholds)
    (outputConnections, defaultInhibitions) = (other.outputConnections, other.defaultInhibitions)
    super.init(copying: other)
  }

  override func twin() -> Network { AssociativeMemory(copying: self) }

  override func adopt(_ copies: ObjectMapping) {
    elementInput = copies.node(elementInput)
    elementOutput = copies.node(elementOutput)
    biasNode = copies.node(biasNode)
    inhibit = inhibit.map(copies.node)
    elements = elements.map(copies.ensemble)
    (thresholdBias, thresholds) = (thresholdBias.map(copies.network), thresholds.map(copies.network))
    outputConnections = outputConnections.map(copies.connection)
    defaultInhibitions = defaultInhibitions.map(copies.connection)
  }

  private static func check(_ inputs: NDArray, _ outputs: NDArray) throws {
    guard inputs.ndim == 2, inputs.shape[0] > 0 else {
      throw NengoError.validation(
        "At least one vocabulary item must be provided (got shape \(ArrayError.text(shape: inputs.shape)))",
        attribute: "input_vectors", owner: "AssociativeMemory")
    }
    guard outputs.ndim == 2, outputs.shape[0] == inputs.shape[0] else {
      throw NengoError.validation(
        "Number of input vectors does not match number of output vectors (\(inputs.shape[0]) and "
          + "\(outputs.shape.first ?? 0))", attribute: "output_vectors", owner: "AssociativeMemory")
    }
  }

  /// One number for all, or one for each.
  private static func spread(_ values: [Double], _ count: Int, _ name: String) throws -> [Double] {
    if values.count == 1, let value = values.first { return Array(repeating: value, count: count) }
    guard values.count == count else {
      throw NengoError.validation(
        "Number of values (\(values.count)) does not match number of input vectors (\(count))", attribute: name,
        owner: "AssociativeMemory")
    }
    return values
  }

  private func setParts() {
    parts = [
      "bias_node": .object(.node(biasNode)), "elem_input": .object(.node(elementInput)),
      "elem_output": .object(.node(elementOutput)), "utilities": .object(.node(elementOutput)),
      "inhibit": inhibit.map { .object(.node($0)) } ?? Part.none, "thresh_bias": Part.none, "thresh_ens": Part.none,
      "thresholded_utilities": Part.none,
    ]
  }

  private func addElement(_ i: Int, _ neurons: Int, _ threshold: Double, _ context: ModelContext) throws {
    let ensemble = try Ensemble(
      .int(neurons), 1, ["label": .text(label.map { "\($0)_\(i)" } ?? "\(i)")], in: context)
    elements.append(ensemble)
    let step = VectorFunction.ofVector("filt_step_func", python: "lambda x: np.maximum(1 - np.exp(-15 * x), 0)") {
      $0.map { max(1 - exp(-15 * $0), 0) }
    }
    try context.wire(biasNode.view, ensemble.view, transform: .number(-threshold))
    try context.wire(elementInput.view.part(i, size: 1), ensemble.view)
    try context.wire(ensemble.view, elementOutput.view.part(i, size: 1), function: .function(step))
  }

  // MARK: settings

  /// Defaults of the ensembles in a memory.
  private enum Settings {
    case elements, thresholds

    func config() throws -> Config {
      let config = try Config([Ensemble.className, Connection.className])
      func set(_ name: String, _ value: ParameterValue) throws { try config.set(Ensemble.className, name, value) }
      try set("radius", .int(1))
      try set("encoders", .positiveEncoders())
      try set("n_eval_points", 5000)
      switch self {
      case .elements:
        try set("intercepts", .frozen(try Exponential(scale: 0.15, shift: 0, high: 1.0)))
        try set("eval_points", .frozen(Uniform(0.0, 1.0)))
      case .thresholds:
        try set("intercepts", .frozen(Uniform(0.5, 1.0)))
        try set("eval_points", .frozen(Uniform(0.75, 1.1)))
      }
      return config
    }
  }

  @discardableResult
  private func inside<R>(_ settings: Settings, _ context: ModelContext, _ body: () throws -> R) throws -> R {
    try context.within(self) { try context.within(settings.config(), body) }
  }

  // MARK: mappings

  /// A further input node for the same elements.
  public func addInputMapping(
    _ name: String, _ vectors: NDArray, scales: [Double] = [1], in context: ModelContext
  ) throws -> Node {
    let scales = try Self.spread(scales, elements.count, "input_scales")
    guard vectors.ndim == 2, vectors.shape[0] == elements.count else {
      throw NengoError.validation(
        "Number of input vectors must be \(elements.count) (got shape \(ArrayError.text(shape: vectors.shape)))",
        attribute: "input_vectors", owner: "AssociativeMemory")
    }
    let (d, values) = (vectors.shape[1], vectors.doubles)
    return try context.within(self) {
      let node = try newPart(name, size: d, context)
      try context.wire(
        node.view, elementInput.view, transform: .matrix(elements.count, d) { values[$0 * d + $1] * scales[$0] })
      return node
    }
  }

  /// A further output node with vectors of its own.
  public func addOutputMapping(_ name: String, _ vectors: NDArray, in context: ModelContext) throws -> Node {
    guard vectors.ndim == 2, vectors.shape[0] == elements.count else {
      throw NengoError.validation(
        "Number of output vectors must be \(elements.count) (got shape \(ArrayError.text(shape: vectors.shape)))",
        attribute: "output_vectors", owner: "AssociativeMemory")
    }
    return try context.within(self) {
      let node = try newPart(name, size: vectors.shape[1], context)
      outputConnections.append(
        try context.wire(
          utilities.view, node.view, transform: .array(try vectors.astype(.float64).transposed.contiguous())))
      return node
    }
  }

  /// The activities of the elements, cleaned up once there are thresholds.
  private var utilities: Node { thresholds?.output ?? elementOutput }

  private func newPart(_ name: String, size: Int, _ context: ModelContext) throws -> Node {
    guard parts[name] == nil else {
      throw NengoError.validation(
        "Name '\(name)' already exists as a node in the associative memory.", attribute: "name",
        owner: "AssociativeMemory")
    }
    let node = try context.passthrough(size, label: name)
    parts[name] = .object(.node(node))
    return node
  }

  /// A vector that comes out while no element is active.
  public func addDefaultOutputVector(
    _ vector: [Double], outputName: String = "output", neurons: Int = 50, minActivation: Double = 0.5,
    in context: ModelContext
  ) throws {
    guard case .object(.node(let node))? = parts[outputName] else {
      throw NengoError.validation(
        "there is no output '\(outputName)'", attribute: "output_name", owner: "AssociativeMemory")
    }
    try context.within(self) {
      let ensemble = try context.within(Settings.elements.config()) {
        try Ensemble(.int(neurons), 1, ["label": .text("Default \(outputName) vector")], in: context)
      }
      parts["default_\(outputName)_vector"] = .object(.ensemble(ensemble))
      try context.wire(biasNode.view, ensemble.view)
      let gain = -1 / minActivation
      defaultInhibitions.append(
        try context.connect(
          utilities.view, ensemble.view, ["transform": .matrix(1, elements.count) { _, _ in gain }]))
      try context.wire(ensemble.view, node.view, transform: .matrix(vector.count, 1) { row, _ in vector[row] })
      if let inhibit {
        try context.wire(inhibit.view, ensemble.view, transform: .number(-Self.inhibitionScale))
      }
    }
  }

  // MARK: competition and thresholds

  /// Makes the elements silence each other, so that just the strongest stays active. A second call only warns.
  public func addWinnerTakeAll(
    inhibitScale: Double = 1.5, inhibitSynapse: ParameterValue = 0.005, in context: ModelContext
  ) throws {
    guard !isWinnerTakeAll else {
      context.warn(
        NengoWarning(.user, "AssociativeMemory network is already configured with a WTA network. Returning."))
      return
    }
    try context.within(self) {
      try context.connect(
        elementOutput.view, elementInput.view,
        [
          "synapse": inhibitSynapse,
          "transform": .square(elements.count, diagonal: 0, elsewhere: -inhibitScale),
        ])
    }
    isWinnerTakeAll = true
  }

  /// Cleans the elements' activities up to 0 or 1 before they go out. A second call only warns.
  public func addThresholdsToOutputs(
    neurons: Int = 50, inhibitScale: Double = 10, in context: ModelContext
  ) throws {
    guard thresholds == nil else {
      context.warn(
        NengoWarning(.user, "AssociativeMemory network is already configured with thresholded outputs. Returning."))
      return
    }
    let count = elements.count
    let ones = ParameterValue.matrix(count, 1) { _, _ in 1 }
    try inside(.thresholds, context) {
      let bias = try EnsembleArray(neurons: neurons, count: count, label: "thresh_bias", in: context)
      let ensembles = try EnsembleArray(neurons: neurons, count: count, label: "thresh_ens", in: context)
      (thresholdBias, thresholds) = (bias, ensembles)
      parts["thresh_bias"] = .object(.network(bias))
      parts["thresh_ens"] = .object(.network(ensembles))
      parts["thresholded_utilities"] = .object(.node(ensembles.output))
      try context.wire(biasNode.view, bias.input.view, transform: ones)
      try context.wire(biasNode.view, ensembles.input.view, transform: ones)
      try context.connect(elementOutput.view, bias.input.view, ["transform": .number(-inhibitScale)])
      try context.connect(bias.output.view, ensembles.input.view, ["transform": .number(-inhibitScale)])
      defaultInhibitions = try defaultInhibitions.map { try rerouted($0, from: ensembles.output, context) }
      outputConnections = try outputConnections.map { try rerouted($0, from: ensembles.output, context) }
      if let inhibit {
        for ensemble in ensembles.arrayEnsembles {
          try context.wire(inhibit.view, ensemble.view, transform: .number(-Self.inhibitionScale))
        }
      }
    }
  }

  /// Replaces a connection by one from another node, at the end of the list.
  private func rerouted(_ old: Connection, from node: Node, _ context: ModelContext) throws -> Connection {
    connections.removeAll { $0 === old }
    return try context.connect(
      node.view, old.post,
      ["transform": .frozen(old.transform), "synapse": old.synapse.map { .frozen($0) } ?? .none])
  }
}
