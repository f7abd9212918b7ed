/// An array of ensembles that represents a long vector piece by piece.
import Arrays

/// Equal ensembles side by side, with a common input and output.
public final class EnsembleArray: Network {
  public override class var kindName: String { "EnsembleArray" }

  public let neuronsPerEnsemble: Int
  public let ensembleDimensions: Int
  public private(set) var arrayEnsembles: [Ensemble] = []
  public private(set) var input: Node
  public private(set) var output: Node
  public private(set) var neuronInput: Node?
  public private(set) var neuronOutput: Node?

  /// One function for all ensembles, one for each, or none.
  public enum OutputFunction {
    case identity
    case shared(VectorFunction)
    case each([VectorFunction])
  }

  /// - Parameters:
  ///   - settings: parameters of all ensembles by name; arrays hold one row for each neuron.
  /// - Throws: a `ValidationError` for sizes below 1 and for bad settings, a `MemoryError` for more ensembles than fit.
  public init(
    neurons: Int, count: Int, ensembleDimensions: Int = 1, settings: [String: ParameterValue] = [:],
    label: String? = nil, seed: Int? = nil, in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    if settings["dimensions"] != nil {
      throw NengoError.validation(
        "'dimensions' is not a valid argument to EnsembleArray. To set the number of ensembles, use 'n_ensembles'. To "
          + "set the number of dimensions per ensemble, use 'ens_dimensions'.", attribute: "dimensions",
        owner: "EnsembleArray")
    }
    for (name, value) in [("n_ensembles", count), ("ens_dimensions", ensembleDimensions)] where value < 1 {
      throw NengoError.validation("must be at least 1 (got \(value))", attribute: name, owner: "EnsembleArray")
    }
    let (dimensions, overflow) = count.multipliedReportingOverflow(by: ensembleDimensions)
    guard !overflow else {
      throw NengoError.validation(
        "\(count) ensembles of \(ensembleDimensions) dimensions are too many", attribute: "n_ensembles",
        owner: "EnsembleArray")
    }
    // An ensemble with its connections, before anything is built, is some two kilobytes.
    try MachineMemory.require(bytes: 2048 * Double(count), for: "an array of \(count) ensembles")
    neuronsPerEnsemble = neurons
    self.ensembleDimensions = ensembleDimensions
    input = try Node(sizeIn: .int(dimensions), label: "input", in: context, addToContainer: false)
    output = try Node(sizeIn: .int(dimensions), label: "output", in: context, addToContainer: false)
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    for (name, value) in settings {
      var value = value
      if case .array(let array) = value, array.ndim > 0 { value = .frozen(try Samples(array)) }
      try config.set(Ensemble.className, name, value)
    }
    try context.within(self) { try fill(count, context) }
  }

  private init(copying other: EnsembleArray) {
    (neuronsPerEnsemble, ensembleDimensions) = (other.neuronsPerEnsemble, other.ensembleDimensions)
    (arrayEnsembles, input, output) = (other.arrayEnsembles, other.input, other.output)
    (neuronInput, neuronOutput) = (other.neuronInput, other.neuronOutput)
    super.init(copying: other)
  }

  override func twin() -> Network { EnsembleArray(copying: self) }

  override func adopt(_ copies: ObjectMapping) {
    arrayEnsembles = arrayEnsembles.map(copies.ensemble)
    (input, output) = (copies.node(input), copies.node(output))
    (neuronInput, neuronOutput) = (neuronInput.map(copies.node), neuronOutput.map(copies.node))
  }

  private func fill(_ count: Int, _ context: ModelContext) throws {
    add(input)
    parts["input"] = .object(.node(input))
    for i in 0..<count {
      let name = label.map { "\($0)_\(i)" } ?? "\(i)"
      let ensemble = try Ensemble(
        .int(neuronsPerEnsemble), .int(ensembleDimensions), ["label": .text(name)], in: context)
      try context.wire(input.view.part(i, size: ensembleDimensions), ensemble.view)
      arrayEnsembles.append(ensemble)
    }
    parts["ea_ensembles"] = .list(arrayEnsembles.map { .ensemble($0) })
    parts["neuron_input"] = Part.none
    parts["neuron_output"] = Part.none
    add(output)
    parts["output"] = .object(.node(output))
    for (i, ensemble) in arrayEnsembles.enumerated() {
      try context.wire(ensemble.view, output.view.part(i, size: ensembleDimensions))
    }
  }

  public var count: Int { arrayEnsembles.count }
  /// Of the whole vector.
  public var dimensions: Int { arrayEnsembles.count * ensembleDimensions }

  // MARK: more ends

  /// A further output: a node that gets a function of each ensemble, in order.
  ///
  /// - Throws: an error if there is a part of this name, or if the functions are not one for each ensemble.
  @discardableResult
  public func addOutput(
    _ name: String, _ function: OutputFunction, synapse: ParameterValue = .none,
    settings: [String: ParameterValue] = [:], in context: ModelContext
  ) throws -> Node {
    guard parts[name] == nil else {
      throw NengoError.validation(
        "Cannot add output '\(name)': the network has an attribute of this name", attribute: "name",
        owner: "EnsembleArray")
    }
    let functions = try functions(function)
    let sizes = try functions.map { function in
      guard let function else { return ensembleDimensions }
      return try function.body(nil, try NDArray(zeros: [ensembleDimensions]))?.size ?? 1
    }
    return try context.within(self) {
      let node = try context.passthrough(sizes.reduce(0, +), label: name)
      parts[name] = .object(.node(node))
      var start = 0
      for (ensemble, (function, size)) in zip(arrayEnsembles, zip(functions, sizes)) {
        var settings = settings
        settings["synapse"] = synapse
        settings["function"] = function.map { ParameterValue.function($0) } ?? ParameterValue.none
        let slot = try node.view.view(.slice(start: start, stop: start + size, step: nil))
        try context.connect(ensemble.view, slot, settings)
        start += size
      }
      return node
    }
  }

  private func functions(_ function: OutputFunction) throws -> [VectorFunction?] {
    switch function {
    case .identity: return Array(repeating: nil, count: count)
    case .shared(let function): return Array(repeating: function, count: count)
    case .each(let functions):
      guard functions.count == count else {
        throw NengoError.validation(
          "Must have one function per ensemble (got \(functions.count) functions for \(count) ensembles)",
          attribute: "function", owner: "EnsembleArray")
      }
      return functions
    }
  }

  /// A node whose values go straight to all neurons, in order. A second call gives the same node.
  public func addNeuronInput(in context: ModelContext) throws -> Node {
    if let neuronInput { return known(neuronInput, "neuron_input", context) }
    try checkSpiking("give neuron input to")
    let node = try neuronNode("neuron_input", context) { part, neurons in try context.wire(part, neurons) }
    neuronInput = node
    return node
  }

  /// A node that gets the outputs of all neurons, in order. A second call gives the same node.
  public func addNeuronOutput(in context: ModelContext) throws -> Node {
    if let neuronOutput { return known(neuronOutput, "neuron_output", context) }
    try checkSpiking("get neuron output from")
    let node = try neuronNode("neuron_output", context) { part, neurons in try context.wire(neurons, part) }
    neuronOutput = node
    return node
  }

  private func known(_ node: Node, _ name: String, _ context: ModelContext) -> Node {
    context.warn(NengoWarning(.user, "\(name) already exists. Returning."))
    return node
  }

  private func checkSpiking(_ use: String) throws {
    guard let index = arrayEnsembles.firstIndex(where: \.isDirect) else { return }
    throw NengoError.validation(
      "Ensembles use Direct neuron type. Cannot \(use) Direct neurons.",
      attribute: "ea_ensembles[\(index)].neuron_type", owner: "EnsembleArray")
  }

  private func neuronNode(
    _ name: String, _ context: ModelContext, connect: (ObjectView, ObjectView) throws -> Connection
  ) throws -> Node {
    try context.within(self) {
      let node = try context.passthrough(neuronsPerEnsemble * count, label: name)
      parts[name] = .object(.node(node))
      for (i, ensemble) in arrayEnsembles.enumerated() {
        _ = try connect(try node.view.part(i, size: neuronsPerEnsemble), ObjectView(.neurons(ensemble.neurons)))
      }
      return node
    }
  }
}
