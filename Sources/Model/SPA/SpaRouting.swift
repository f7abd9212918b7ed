/// How effects of actions become connections.
import Arrays

/// Makes the connections of effects that go to one module input.
struct SpaRouting {
  let spa: SpaNetwork
  let context: ModelContext

  /// Where an effect goes.
  struct Target {
    let sink: String
    let module: SpaModule
    let object: ModelObject
    let vocabulary: Vocabulary
  }

  func target(_ sink: String) throws -> Target {
    let (module, end) = try spa.input(sink)
    guard let vocabulary = end.meaning.vocabulary else {
      throw NengoError(.notImplemented, "module input '\(sink)' has no vocabulary")
    }
    return Target(sink: sink, module: module, object: end.object, vocabulary: vocabulary)
  }

  /// An output of a module and what it means.
  func source(_ name: String) throws -> (module: SpaModule, object: ModelObject, vocabulary: Vocabulary) {
    let (module, end) = try spa.output(name)
    guard let vocabulary = end.meaning.vocabulary else {
      throw NengoError(.notImplemented, "module output '\(name)' has no vocabulary")
    }
    return (module, end.object, vocabulary)
  }

  /// The matrix of a route from a source: binding with its transform, inversion, and the change of vocabulary.
  func transform(_ source: ActionSource, from: Vocabulary, to: Vocabulary) throws -> NDArray {
    var matrix = try from.parse(source.transform.text).convolutionMatrix
    if source.isInverted { matrix = Self.columnsReversed(matrix) }
    if to !== from { matrix = try LinearAlgebra.product(try from.transform(to: to), matrix) }
    return matrix
  }

  /// A matrix for v in terms of its involution: column c becomes column -c mod d.
  private static func columnsReversed(_ matrix: NDArray) -> NDArray {
    let (rows, columns) = (matrix.shape[0], matrix.shape[1])
    let values = matrix.doubles
    let cells = (0..<rows).flatMap { row in (0..<columns).map { values[row * columns + ($0 == 0 ? 0 : columns - $0)] } }
    return NDArray(cells, shape: [rows, columns])
  }

  /// A pointer as a matrix of one column.
  func column(_ symbol: ActionSymbol, in vocabulary: Vocabulary) throws -> ParameterValue {
    .array(NDArray(try vocabulary.parse(symbol.text).v, shape: [vocabulary.dimensions, 1]))
  }

  /// A circular convolution of two sources into a target.
  func convolve(
    _ convolution: ActionConvolution, into target: Target, neurons: Int, synapse: ParameterValue
  ) throws -> CircularConvolution {
    let first = try source(convolution.first.name), second = try source(convolution.second.name)
    let network = try context.within(target.module) {
      try CircularConvolution(
        neurons: neurons, dimensions: first.vocabulary.dimensions, label: "cconv_\(convolution.text)", in: context)
    }
    try context.within(spa) {
      func connect(_ pre: ObjectView, _ post: ObjectView, _ matrix: NDArray) throws {
        try context.connect(pre, post, ["transform": .array(matrix), "synapse": synapse])
      }
      let out = ActionSource(name: convolution.first.name, transform: convolution.transform)
      try connect(
        network.output.view, target.object.view, try transform(out, from: first.vocabulary, to: target.vocabulary))
      try connect(
        first.object.view, network.inputA.view,
        try transform(convolution.first, from: first.vocabulary, to: first.vocabulary))
      try connect(
        second.object.view, network.inputB.view,
        try transform(convolution.second, from: second.vocabulary, to: first.vocabulary))
    }
    return network
  }

  /// The number that a transform without pointers stands for.
  static func scalar(_ symbol: ActionSymbol) throws -> Double {
    func value(_ expression: PointerExpression) throws -> Double {
      switch expression {
      case .integer(let number): return Double(number)
      case .number(let number): return number
      case .negative(let inner): return -(try value(inner))
      case .binary(let op, let left, let right):
        let (a, b) = (try value(left), try value(right))
        switch op {
        case .add: return a + b
        case .subtract: return a - b
        case .multiply: return a * b
        case .divide: return a / b
        }
      case .name, .dot, .inverse:
        throw NengoError(.spaParse, "'\(symbol.text)' is no number, and the source has a single dimension")
      }
    }
    return try value(PointerExpression(symbol.text))
  }
}

/// Performs actions without conditions all the time.
public final class SpaCortical: SpaModule {
  public override class var kindName: String { "Cortical" }

  public let actions: Actions
  private let synapse: ParameterValue
  private let convolutionNeurons: Int

  public init(
    _ actions: Actions, synapse: ParameterValue = 0.01, convolutionNeurons: Int = 200, label: String? = nil,
    seed: Int? = nil, in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    self.actions = actions
    self.synapse = synapse
    self.convolutionNeurons = convolutionNeurons
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
  }

  override func joined(_ spa: SpaNetwork, in context: ModelContext) throws {
    let routing = SpaRouting(spa: spa, context: context)
    for action in try actions.parsed(for: spa) {
      guard action.condition == nil else {
        throw NengoError(.notImplemented, "Cortical actions cannot have conditions: \(action.condition?.text ?? "")")
      }
      for (sink, expression) in action.effects {
        let target = try routing.target(sink)
        for item in expression.items { try add(item, target, routing) }
      }
    }
  }

  private func add(_ item: ActionTerm, _ target: SpaRouting.Target, _ routing: SpaRouting) throws {
    let context = routing.context
    switch item {
    case .symbol(let symbol):
      let column = try routing.column(symbol, in: target.vocabulary)
      let bias = try target.module.biasNode(label: "\(target.sink) bias", in: context)
      try context.within(target.module) {
        try context.connect(bias.view, target.object.view, ["transform": column, "synapse": synapse])
      }
    case .source(let source):
      let from = try routing.source(source.name)
      let matrix = try routing.transform(source, from: from.vocabulary, to: target.vocabulary)
      try context.within(routing.spa) {
        try context.connect(from.object.view, target.object.view, ["transform": .array(matrix), "synapse": synapse])
      }
    case .convolution(let convolution):
      _ = try routing.convolve(convolution, into: target, neurons: convolutionNeurons, synapse: synapse)
    case .number, .dot, .sum:
      throw NengoError(.notImplemented, "Subexpression '\(item.text)' is not supported by Cortical modules")
    }
  }
}
