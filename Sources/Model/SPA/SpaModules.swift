/// The modules that hold, bind and compare semantic pointers.
import Arrays

/// The array of ensembles of a module that holds a pointer.
private func stateArray(
  _ dimensions: Int, _ subdimensions: Int, _ neuronsPerDimension: Int, _ settings: [String: ParameterValue],
  owner: String, in context: ModelContext
) throws -> EnsembleArray {
  let sub = min(dimensions, subdimensions)
  guard sub > 0, dimensions % sub == 0 else {
    throw NengoError.validation(
      "Dimensions (\(dimensions)) must be divisible by subdimensions (\(sub))", attribute: "dimensions", owner: owner)
  }
  var settings = settings
  settings["radius"] = .number((Double(sub) / Double(dimensions)).squareRoot())
  let (neurons, overflow) = neuronsPerDimension.multipliedReportingOverflow(by: sub)
  return try EnsembleArray(
    neurons: overflow ? .max : neurons, count: dimensions / sub, ensembleDimensions: sub, settings: settings,
    label: "state", in: context, addToContainer: false)
}

/// Holds a pointer, and keeps it if it has feedback.
public class SpaState: SpaModule {
  public override class var kindName: String { "State" }

  public let state: EnsembleArray
  private let sub: Int

  override var subdimensions: Int? { isBuffer ? sub : nil }
  private let isBuffer: Bool

  /// - Parameter vocabulary: nil: the network's default one.
  public init(
    dimensions: Int, subdimensions: Int = 16, neuronsPerDimension: Int = 50, feedback: Double? = 0,
    feedbackSynapse: ParameterValue = 0.1, vocabulary: Vocabulary? = nil, label: String? = nil, seed: Int? = nil,
    in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    let meaning = try SpaMeaning(vocabulary, dimensions: dimensions, owner: "State")
    state = try stateArray(dimensions, subdimensions, neuronsPerDimension, [:], owner: "State", in: context)
    sub = min(dimensions, subdimensions)
    isBuffer = false
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    attach(meaning)
    parts["input"] = .object(.node(state.input))
    parts["output"] = .object(.node(state.output))
    parts["state_ensembles"] = .object(.network(state))
    guard let feedback, feedback != 0 else { return }
    try context.within(self) {
      try context.connect(
        state.output.view, state.input.view, ["transform": .number(feedback), "synapse": feedbackSynapse])
    }
  }

  /// A buffer: the same, with a neuron type of its own.
  fileprivate init(
    bufferOf dimensions: Int, subdimensions: Int, neuronsPerDimension: Int, isDirect: Bool, vocabulary: Vocabulary?,
    label: String?, seed: Int?, owner: String, in context: ModelContext, addToContainer: Bool?
  ) throws {
    let meaning = try SpaMeaning(vocabulary, dimensions: dimensions, owner: owner)
    let type: any NeuronType = isDirect ? try Direct() : LIF.standard
    state = try stateArray(
      dimensions, subdimensions, neuronsPerDimension, ["neuron_type": .frozen(type)], owner: owner, in: context)
    sub = min(dimensions, subdimensions)
    isBuffer = true
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    attach(meaning)
    parts["state"] = .object(.network(state))
  }

  private func attach(_ meaning: SpaMeaning) {
    networks = [state]
    inputs = [End(name: "default", object: .node(state.input), meaning: meaning)]
    outputs = [End(name: "default", object: .node(state.output), meaning: meaning)]
  }
}

/// Passes a pointer on.
public class SpaBuffer: SpaState {
  public override class var kindName: String { "Buffer" }

  public init(
    dimensions: Int, subdimensions: Int = 16, neuronsPerDimension: Int = 50, vocabulary: Vocabulary? = nil,
    isDirect: Bool = false, label: String? = nil, seed: Int? = nil, in context: ModelContext,
    addToContainer: Bool? = nil
  ) throws {
    try super.init(
      bufferOf: dimensions, subdimensions: subdimensions, neuronsPerDimension: neuronsPerDimension,
      isDirect: isDirect, vocabulary: vocabulary, label: label, seed: seed, owner: "Buffer", in: context,
      addToContainer: addToContainer)
  }
}

/// Keeps a pointer; with a time constant it forgets.
public final class SpaMemory: SpaBuffer {
  public override class var kindName: String { "Memory" }

  /// - Parameter tau: seconds over which the memory decays; nil: it doesn't.
  public init(
    dimensions: Int, subdimensions: Int = 16, neuronsPerDimension: Int = 50, synapse: Double = 0.01,
    vocabulary: Vocabulary? = nil, tau: Double? = nil, isDirect: Bool = false, label: String? = nil,
    seed: Int? = nil, in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    try super.init(
      dimensions: dimensions, subdimensions: subdimensions, neuronsPerDimension: neuronsPerDimension,
      vocabulary: vocabulary, isDirect: isDirect, label: label, seed: seed, in: context,
      addToContainer: addToContainer)
    let gain = tau.map { 1 - synapse / $0 } ?? 1
    try context.within(self) {
      try context.connect(
        state.output.view, state.input.view, ["transform": .number(gain), "synapse": .number(synapse)])
    }
  }
}

/// Binds two pointers to each other.
public final class SpaBind: SpaModule {
  public override class var kindName: String { "Bind" }

  public init(
    dimensions: Int, vocabulary: Vocabulary? = nil, neurons: Int = 200, invertA: Bool = false, invertB: Bool = false,
    inputMagnitude: Double = 1, label: String? = nil, seed: Int? = nil, in context: ModelContext,
    addToContainer: Bool? = nil
  ) throws {
    let meaning = try SpaMeaning(vocabulary, dimensions: dimensions, owner: "Bind")
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    let convolution = try context.within(self) {
      try CircularConvolution(
        neurons: neurons, dimensions: dimensions, invertA: invertA, invertB: invertB, inputMagnitude: inputMagnitude,
        in: context)
    }
    parts = [
      "cc": .object(.network(convolution)), "A": .object(.node(convolution.inputA)),
      "B": .object(.node(convolution.inputB)), "output": .object(.node(convolution.output)),
    ]
    inputs = [
      End(name: "A", object: .node(convolution.inputA), meaning: meaning),
      End(name: "B", object: .node(convolution.inputB), meaning: meaning),
    ]
    outputs = [End(name: "default", object: .node(convolution.output), meaning: meaning)]
  }
}

/// Tells how much two pointers resemble each other.
public final class SpaCompare: SpaModule {
  public override class var kindName: String { "Compare" }

  public init(
    dimensions: Int, vocabulary: Vocabulary? = nil, neuronsPerMultiply: Int = 200, inputMagnitude: Double = 1,
    label: String? = nil, seed: Int? = nil, in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    let meaning: SpaMeaning = vocabulary.map { .vocabulary($0) } ?? .dimensions(dimensions)
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    try context.within(self) {
      let product = try Product(
        neurons: neuronsPerMultiply, dimensions: dimensions, inputMagnitude: inputMagnitude, in: context)
      let inputA = try context.passthrough(dimensions, label: "inputA")
      let inputB = try context.passthrough(dimensions, label: "inputB")
      let output = try context.passthrough(1, label: "output")
      try context.wire(inputA.view, product.inputA.view)
      try context.wire(inputB.view, product.inputB.view)
      let sum = try Product.dotProductTransform(dimensions: dimensions)
      try context.connect(product.output.view, output.view, ["transform": .array(sum)])
      parts = [
        "product": .object(.network(product)), "inputA": .object(.node(inputA)), "inputB": .object(.node(inputB)),
        "output": .object(.node(output)),
      ]
      inputs = [
        End(name: "A", object: .node(inputA), meaning: meaning),
        End(name: "B", object: .node(inputB), meaning: meaning),
      ]
      outputs = [End(name: "default", object: .node(output), meaning: .none)]
    }
  }
}

/// Maps pointers to pointers: cleans up noisy ones, or recalls what belongs to them.
public final class SpaAssociativeMemory: SpaModule {
  public override class var kindName: String { "AssociativeMemory" }

  public let memory: AssociativeMemory

  /// What the memory does besides.
  public struct Options {
    public var defaultOutputKey: String?
    public var threshold: [Double] = [0.3]
    public var isInhibitable = false
    public var isWinnerTakeAll = false
    public var inhibitScale = 3.0
    public var inhibitSynapse: ParameterValue = 0.005
    public var hasThresholdOutput = false

    public init() {}
  }

  /// - Parameters:
  ///   - inputKeys: expressions; nil: all keys of the vocabulary.
  ///   - outputKeys: nil: the same as the inputs.
  public init(
    input: Vocabulary, output: Vocabulary? = nil, inputKeys: [String]? = nil, outputKeys: [String]? = nil,
    options: Options = Options(), label: String? = nil, seed: Int? = nil, in context: ModelContext,
    addToContainer: Bool? = nil
  ) throws {
    let names = inputKeys ?? input.keys
    let inputVectors = try inputKeys.map { try Self.matrix($0, input) } ?? input.matrix
    let outputVectors = try output.map { try Self.matrix(outputKeys ?? names, $0) } ?? inputVectors
    memory = try AssociativeMemory(
      inputVectors: inputVectors, outputVectors: outputVectors, threshold: options.threshold,
      inhibitable: options.isInhibitable, label: label, seed: seed, in: context, addToContainer: false)
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    networks = [memory]
    if let key = options.defaultOutputKey {
      try memory.addDefaultOutputVector(try (output ?? input).parse(key).v, in: context)
    }
    if options.isWinnerTakeAll {
      try memory.addWinnerTakeAll(
        inhibitScale: options.inhibitScale, inhibitSynapse: options.inhibitSynapse, in: context)
    }
    if options.hasThresholdOutput { try memory.addThresholdsToOutputs(in: context) }
    for name in ["input", "output", "utilities", "thresholded_utilities", "inhibit"] {
      parts[name] = memory.parts[name]
    }
    parts["am"] = .object(.network(memory))
    func end(_ name: String, _ vocabulary: Vocabulary) -> [End] {
      guard case .object(let object)? = memory.parts[name] else { return [] }
      return [End(name: "default", object: object, meaning: .vocabulary(vocabulary))]
    }
    inputs = end("input", input)
    outputs = end("output", output ?? input)
  }

  private static func matrix(_ keys: [String], _ vocabulary: Vocabulary) throws -> NDArray {
    NDArray(try keys.flatMap { try vocabulary.parse($0).v }, shape: [keys.count, vocabulary.dimensions])
  }
}

/// Gives pointers to other modules: constant ones, or functions of time.
public final class SpaInput: SpaModule {
  public override class var kindName: String { "Input" }

  public enum Source {
    case constant(String)
    /// Gives the expression of a pointer for a time in seconds. `identity`: as in `VectorFunction`.
    case function(name: String, identity: AnyObject?, (Double) throws -> String)
  }

  private let sources: [(name: String, source: Source)]
  public private(set) var inputNodes: [(name: String, node: Node)] = []

  /// - Parameter sources: what goes to which module input, in order.
  public init(
    _ sources: [(name: String, source: Source)], label: String? = nil, seed: Int? = nil, in context: ModelContext,
    addToContainer: Bool? = nil
  ) throws {
    self.sources = sources
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
  }

  override func joined(_ spa: SpaNetwork, in context: ModelContext) throws {
    for (name, source) in sources {
      let end = try spa.input(name).end
      guard let vocabulary = end.meaning.vocabulary else {
        throw NengoError(.spaModule, "module input '\(name)' has no vocabulary")
      }
      let output: ParameterValue
      switch source {
      case .constant(let text): output = .array(NDArray(try vocabulary.parse(text).v))
      case .function(let functionName, let identity, let body):
        let pointers = PointerFunction(texts: identity, vocabulary: vocabulary)
        output = .function(
          VectorFunction(functionName, arity: VectorFunction.Arity(least: 1, most: 1), identity: pointers) { time, _ in
            NDArray(try vocabulary.parse(body(time ?? 0)).v)
          })
      }
      let node = try context.within(self) {
        try Node(output, label: .text("input_\(name)"), in: context)
      }
      inputNodes.append((name, node))
      try context.within(spa) { try context.wire(node.view, end.object.view) }
    }
  }
}

/// What the function of an input is made of: a function that gives texts, and the vocabulary that reads them.
public final class PointerFunction {
  /// The function's own identity.
  public let texts: AnyObject?
  public let vocabulary: Vocabulary

  init(texts: AnyObject?, vocabulary: Vocabulary) {
    self.texts = texts
    self.vocabulary = vocabulary
  }
}
