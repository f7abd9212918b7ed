/// Modules that choose between actions and perform the chosen one.
import Arrays

/// Weighs the conditions of actions against each other.
public final class SpaBasalGanglia: SpaModule {
  public override class var kindName: String { "BasalGanglia" }

  public let actions: Actions
  public let input: Node
  public let output: Node
  private let inputSynapse: ParameterValue
  /// The actions in terms of the network's modules, once the module has joined it.
  private(set) var parsedActions: [Action] = []

  public init(
    _ actions: Actions, inputSynapse: ParameterValue = 0.002, label: String? = nil, seed: Int? = nil,
    in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    self.actions = actions
    self.inputSynapse = inputSynapse
    (input, output) = try BasalGanglia.ends(actions.count, in: context)
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    // The original runs the constructor of networks twice, so that the module stands twice in its network's list;
    // seeds depend on it.
    if addToContainer != false, let current = context.currentNetwork { current.networks.append(self) }
    try BasalGanglia.fill(self, actions.count, BasalGanglia.Settings(), input, output, in: context)
  }

  override func joined(_ spa: SpaNetwork, in context: ModelContext) throws {
    parsedActions = try actions.parsed(for: spa)
    let routing = SpaRouting(spa: spa, context: context)
    for action in parsedActions {
      guard let condition = action.condition else {
        throw NengoError(.notImplemented, "Actions of basal ganglia need conditions: action \(action.index) has none")
      }
      for item in condition.items { try add(item, action.index, routing) }
    }
  }

  private func add(_ item: ActionTerm, _ index: Int, _ routing: SpaRouting) throws {
    let context = routing.context
    let slot = try input.view.part(index, size: 1)
    switch item {
    case .number(let number):
      let bias = try biasNode(label: "basal ganglia bias", in: context)
      try connect(bias.view, slot, .number(number.value), routing)
    case .dot(let dot):
      let (source, symbol) = try sourceAndSymbol(dot)
      let from = try routing.source(source.name)
      let bound = try routing.transform(source, from: from.vocabulary, to: from.vocabulary)
      let row = try from.vocabulary.parse(symbol.text) * dot.scale
      let matrix = try LinearAlgebra.product(NDArray(row.v, shape: [1, row.dimensions]), bound)
      try connect(from.object.view, slot, .array(matrix), routing)
    case .source(let source):
      let object = try routing.spa.output(source.name).end.object
      guard object.sizeOut == 1 else {
        throw NengoError(
          .notImplemented,
          "condition '\(item.text)': module output '\(source.name)' has \(object.sizeOut) dimensions, "
            + "expected 1")
      }
      try connect(object.view, slot, .number(try SpaRouting.scalar(source.transform)), routing)
    case .symbol, .convolution, .sum:
      throw NengoError(.notImplemented, "Subexpression '\(item.text)' is not supported in conditions")
    }
  }

  private func connect(
    _ pre: ObjectView, _ post: ObjectView, _ transform: ParameterValue, _ routing: SpaRouting
  ) throws {
    try routing.context.within(routing.spa) {
      try routing.context.connect(pre, post, ["transform": transform, "synapse": inputSynapse])
    }
  }

  private func sourceAndSymbol(_ dot: ActionDotProduct) throws -> (ActionSource, ActionSymbol) {
    switch (dot.first, dot.second) {
    case (.source(let source), .symbol(let symbol)) where !source.isInverted: return (source, symbol)
    case (.symbol(let symbol), .source(let source)) where !source.isInverted: return (source, symbol)
    default:
      throw NengoError(
        .notImplemented,
        "'\(dot.text)' is not supported: one side has to be a module output that is not inverted, the "
          + "other a pointer")
    }
  }
}

/// Performs the action that the basal ganglia let go.
public final class SpaThalamus: SpaModule {
  public override class var kindName: String { "Thalamus" }

  /// The numbers of a thalamus, in neurons, seconds and gains.
  public struct Settings {
    public var neuronsPerAction = 50
    public var actionThreshold = 0.2
    public var mutualInhibition = 1.0
    public var routeInhibition = 3.0
    public var inhibitionSynapse: ParameterValue = 0.008
    public var basalGangliaSynapse: ParameterValue = 0.008
    public var directSynapse: ParameterValue = 0.01
    public var channelNeuronsPerDimension = 50
    public var channelSubdimensions = 16
    public var channelSynapse: ParameterValue = 0.01
    public var convolutionNeurons = 200
    public var gateNeurons = 40
    public var gateThreshold = 0.3
    public var gateSynapse: ParameterValue = 0.002

    public init() {}
  }

  public let basalGanglia: SpaBasalGanglia
  public let thalamus: EnsembleArray
  private let settings: Settings
  private var gates: [Int: Ensemble] = [:]

  public init(
    _ basalGanglia: SpaBasalGanglia, settings: Settings = Settings(), label: String? = nil, seed: Int? = nil,
    in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    self.basalGanglia = basalGanglia
    self.settings = settings
    thalamus = try Thalamus.array(
      basalGanglia.actions.count, settings.neuronsPerAction, settings.actionThreshold, in: context)
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    // Twice in the list, as the basal ganglia.
    if addToContainer != false, let current = context.currentNetwork { current.networks.append(self) }
    try Thalamus.fill(self, thalamus, mutualInhibition: settings.mutualInhibition, in: context)
  }

  override func joined(_ spa: SpaNetwork, in context: ModelContext) throws {
    let routing = SpaRouting(spa: spa, context: context)
    try context.within(spa) {
      try context.connect(
        basalGanglia.output.view, thalamus.input.view, ["synapse": settings.basalGangliaSynapse])
    }
    for action in basalGanglia.parsedActions {
      for (sink, expression) in action.effects {
        let target = try routing.target(sink)
        for item in expression.items { try add(item, action.index, target, routing) }
      }
    }
  }

  private func add(_ item: ActionTerm, _ index: Int, _ target: SpaRouting.Target, _ routing: SpaRouting) throws {
    switch item {
    case .number(let number):
      try addSymbol(ActionSymbol(text: generalText(number.value)), index, target, routing)
    case .symbol(let symbol): try addSymbol(symbol, index, target, routing)
    case .source(let source): try addRoute(source, index, target, routing)
    case .convolution(let convolution):
      let network = try routing.convolve(
        convolution, into: target, neurons: settings.convolutionNeurons, synapse: settings.channelSynapse)
      let gate = try gate(index, target, routing)
      guard case .object(.network(let product))? = network.parts["product"] else { return }
      try routing.context.within(target.module) {
        for ensemble in product.allEnsembles { try inhibit(ensemble, gate, routing.context) }
      }
    case .dot, .sum:
      throw NengoError(.notImplemented, "Subexpression '\(item.text)' is not supported in effects")
    }
  }

  private func addSymbol(
    _ symbol: ActionSymbol, _ index: Int, _ target: SpaRouting.Target, _ routing: SpaRouting
  ) throws {
    let column = try routing.column(symbol, in: target.vocabulary)
    try routing.context.within(routing.spa) {
      try routing.context.connect(
        thalamus.arrayEnsembles[index].view, target.object.view,
        ["transform": column, "synapse": settings.directSynapse])
    }
  }

  private func addRoute(
    _ source: ActionSource, _ index: Int, _ target: SpaRouting.Target, _ routing: SpaRouting
  ) throws {
    let context = routing.context
    let from = try routing.source(source.name)
    let gate = try gate(index, target, routing)
    let dimensions = target.vocabulary.dimensions
    let sub = channelSubdimensions(dimensions, target.module, from.module)
    let channel = try context.within(target.module) {
      try EnsembleArray(
        neurons: settings.channelNeuronsPerDimension * sub, count: dimensions / sub, ensembleDimensions: sub,
        settings: ["radius": .number((Double(sub) / Double(dimensions)).squareRoot())],
        label: "channel_\(index)_\(target.sink)", in: context)
    }
    let matrix = try routing.transform(source, from: from.vocabulary, to: target.vocabulary)
    try context.within(routing.spa) {
      for ensemble in channel.arrayEnsembles { try inhibit(ensemble, gate, context) }
      try context.connect(
        from.object.view, channel.input.view, ["transform": .array(matrix), "synapse": settings.channelSynapse])
      try context.connect(channel.output.view, target.object.view, ["synapse": settings.channelSynapse])
    }
  }

  private func channelSubdimensions(_ dimensions: Int, _ target: SpaModule, _ source: SpaModule) -> Int {
    if let sub = target.subdimensions ?? source.subdimensions { return sub }
    let sub = settings.channelSubdimensions
    if dimensions < sub { return dimensions }
    return dimensions % sub == 0 ? sub : 1
  }

  /// Lets a gate silence an ensemble.
  private func inhibit(_ ensemble: Ensemble, _ gate: Ensemble, _ context: ModelContext) throws {
    let gain = -settings.routeInhibition
    try context.connect(
      gate.view, ObjectView(.neurons(ensemble.neurons)),
      ["transform": .matrix(ensemble.nNeurons, 1) { _, _ in gain }, "synapse": settings.inhibitionSynapse])
  }

  /// The ensemble that is active unless an action is chosen; one for each action.
  private func gate(_ index: Int, _ target: SpaRouting.Target, _ routing: SpaRouting) throws -> Ensemble {
    if let gate = gates[index] { return gate }
    let context = routing.context
    let neurons = settings.gateNeurons
    let gate = try context.within(target.module) {
      try Ensemble(
        .int(neurons), 1,
        [
          "intercepts": .frozen(Uniform(Number(settings.gateThreshold), 1)), "label": .text("gate[\(index)]"),
          "encoders": .matrix(neurons, 1) { _, _ in 1 },
        ], in: context)
    }
    let bias = try target.module.biasNode(label: "\(target.sink) bias", in: context)
    try context.within(target.module) { try context.wire(bias.view, gate.view) }
    try context.within(routing.spa) {
      try context.connect(
        thalamus.arrayEnsembles[index].view, gate.view, ["transform": -1, "synapse": settings.gateSynapse])
    }
    gates[index] = gate
    return gate
  }
}
