/// Networks that choose the largest of several values: basal ganglia and thalamus.
import Arrays

/// The basal ganglia: of the dimensions of its input, the largest one's output is let go, the others are held down.
public final class BasalGanglia: Network {
  public override class var kindName: String { "BasalGanglia" }

  public let input: Node
  public let output: Node

  /// - Parameters:
  ///   - ampaConfig, gabaConfig: defaults of excitatory and inhibitory connections; their synapses are 2 ms and 8 ms
  ///     where the configs don't say.
  public init(
    dimensions: Int, neuronsPerEnsemble: Int = 100, outputWeight: Double = -3, inputBias: Double = 0,
    ampaConfig: Config? = nil, gabaConfig: Config? = nil, label: String? = "Basal Ganglia", seed: Int? = nil,
    in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    (input, output) = try Self.ends(dimensions, in: context)
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    let settings = Settings(
      neuronsPerEnsemble: neuronsPerEnsemble, outputWeight: outputWeight, inputBias: inputBias,
      ampaConfig: ampaConfig, gabaConfig: gabaConfig)
    try Self.fill(self, dimensions, settings, input, output, in: context)
  }

  struct Settings {
    var neuronsPerEnsemble = 100
    var outputWeight = -3.0
    var inputBias = 0.0
    var ampaConfig: Config?
    var gabaConfig: Config?
  }

  /// Weights between the stages, and the values from which each of them answers.
  private enum Weights {
    static let wp = 0.9, we = 0.3, le = 0.2, lg = 0.2
    static let striatum = 0.2, stn = -0.25, gpe = -0.2, gpi = -0.2
  }

  /// Input and output, which belong to no network yet.
  static func ends(_ dimensions: Int, in context: ModelContext) throws -> (input: Node, output: Node) {
    func node(_ label: String) throws -> Node {
      try Node(sizeIn: .int(dimensions), label: .text(label), in: context, addToContainer: false)
    }
    return (try node("input"), try node("output"))
  }

  /// Puts basal ganglia into a network.
  static func fill(
    _ network: Network, _ dimensions: Int, _ settings: Settings, _ input: Node, _ output: Node,
    in context: ModelContext
  ) throws {
    let defaults = try Config([Ensemble.className, Connection.className])
    try defaults.set(Ensemble.className, "radius", 1.5)
    try defaults.set(Ensemble.className, "encoders", .positiveEncoders())
    try defaults.set(Connection.className, "solver", .frozen(try NnlsL2nz()))
    let ampa = try SynapseDefault(settings.ampaConfig, tau: 0.002)
    let gaba = try SynapseDefault(settings.gabaConfig, tau: 0.008)
    defer {
      ampa.undo()
      gaba.undo()
    }
    try context.within(network) {
      try context.within(defaults) {
        let stages = try Stages(network, dimensions, settings.neuronsPerEnsemble, context)
        for (name, node) in [("input", input), ("output", output)] {
          network.add(node)
          network.parts[name] = .object(.node(node))
        }
        if settings.inputBias != 0 {
          let values = try NDArray(repeating: settings.inputBias, shape: [dimensions])
          let bias = try Node(.array(values), label: "basal ganglia bias", in: context)
          network.parts["bias_input"] = .object(.node(bias))
          try context.connect(bias.view, input.view)
        }
        try stages.connectInput(input)
        try stages.connectStages(dimensions, ampa.config, gaba.config)
        let gpi = try stages.gpi.addOutput("func_gpi", Stages.threshold("gpi_func", Weights.gpi), in: context)
        try context.wire(gpi.view, output.view, transform: .number(settings.outputWeight))
      }
    }
  }

  /// The five populations.
  private struct Stages {
    let context: ModelContext
    let strD1: EnsembleArray, strD2: EnsembleArray, stn: EnsembleArray, gpi: EnsembleArray, gpe: EnsembleArray

    init(_ network: Network, _ dimensions: Int, _ neurons: Int, _ context: ModelContext) throws {
      func stage(_ name: String, _ label: String, _ threshold: Double) throws -> EnsembleArray {
        let array = try EnsembleArray(
          neurons: neurons, count: dimensions,
          settings: ["intercepts": .frozen(Uniform(Number(threshold), 1))], label: label, in: context)
        network.parts[name] = .object(.network(array))
        return array
      }
      self.context = context
      strD1 = try stage("strD1", "Striatal D1 neurons", Weights.striatum)
      strD2 = try stage("strD2", "Striatal D2 neurons", Weights.striatum)
      stn = try stage("stn", "Subthalamic nucleus", Weights.stn)
      gpi = try stage("gpi", "Globus pallidus internus", Weights.gpi)
      gpe = try stage("gpe", "Globus pallidus externus", Weights.gpe)
    }

    func connectInput(_ input: Node) throws {
      try context.wire(input.view, strD1.input.view, transform: .number(1 + Weights.lg))
      try context.wire(input.view, strD2.input.view, transform: .number(1 - Weights.le))
      try context.wire(input.view, stn.input.view, transform: 1)
    }

    func connectStages(_ dimensions: Int, _ ampa: Config, _ gaba: Config) throws {
      let fromD1 = try strD1.addOutput("func_str", Self.threshold("str_func", Weights.striatum), in: context)
      try connect(fromD1, gpi, -1, gaba)
      let fromD2 = try strD2.addOutput("func_str", Self.threshold("str_func", Weights.striatum), in: context)
      try connect(fromD2, gpe, -1, gaba)
      let everyone = ParameterValue.matrix(dimensions, dimensions) { _, _ in Weights.wp }
      let fromSTN = try stn.addOutput("func_stn", Self.threshold("stn_func", Weights.stn), in: context)
      try connect(fromSTN, gpi, everyone, ampa)
      try connect(fromSTN, gpe, everyone, ampa)
      let fromGPe = try gpe.addOutput("func_gpe", Self.threshold("gpe_func", Weights.gpe), in: context)
      try connect(fromGPe, gpi, .number(-Weights.we), gaba)
      try connect(fromGPe, stn, -1, gaba)
    }

    private func connect(_ node: Node, _ stage: EnsembleArray, _ transform: ParameterValue, _ config: Config) throws {
      try context.within(config) {
        try context.connect(node.view, stage.input.view, ["transform": transform])
      }
    }

    /// f(x) = 0 below the threshold, else the distance to it.
    static func threshold(_ name: String, _ threshold: Double) -> EnsembleArray.OutputFunction {
      let python = "lambda x: np.where(x < \(threshold), 0, x - \(threshold))"
      return .shared(.ofVector(name, python: python) { $0.map { $0 < threshold ? 0 : $0 - threshold } })
    }
  }
}

/// A config whose connections have a certain synapse, if it doesn't say which, until that is undone.
private struct SynapseDefault {
  let config: Config
  private let isOurs: Bool

  init(_ given: Config?, tau: Double) throws {
    config = try given ?? Config([Connection.className])
    isOurs = config.value(Connection.className, "synapse") == nil
    if isOurs { try config.set(Connection.className, "synapse", .number(tau)) }
  }

  func undo() { if isOurs { try? config.remove(Connection.className, "synapse") } }
}

/// The thalamus: one ensemble for each choice; the chosen one is active and silences the others.
public final class Thalamus: Network {
  public override class var kindName: String { "Thalamus" }

  public let actions: EnsembleArray

  public init(
    dimensions: Int, neuronsPerEnsemble: Int = 50, mutualInhibition: Double = 1, threshold: Double = 0,
    label: String? = "Thalamus", seed: Int? = nil, in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    actions = try Self.array(dimensions, neuronsPerEnsemble, threshold, in: context)
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    try Self.fill(self, actions, mutualInhibition: mutualInhibition, in: context)
  }

  /// The ensembles, which belong to no network yet.
  static func array(
    _ dimensions: Int, _ neurons: Int, _ threshold: Double, in context: ModelContext
  ) throws -> EnsembleArray {
    let settings: [String: ParameterValue] = [
      "intercepts": .frozen(Uniform(Number(threshold), 1)), "encoders": try .positiveEncoders(),
    ]
    return try EnsembleArray(
      neurons: neurons, count: dimensions, settings: settings, label: "actions", in: context, addToContainer: false)
  }

  /// Puts a thalamus of these ensembles into a network.
  static func fill(
    _ network: Network, _ actions: EnsembleArray, mutualInhibition: Double, in context: ModelContext
  ) throws {
    network.networks.append(actions)
    try context.within(network) {
      try context.connect(
        actions.output.view, actions.input.view,
        ["transform": .square(actions.count, diagonal: 0, elsewhere: -mutualInhibition)])
      let bias = try Node(.array(NDArray([1.0])), label: "thalamus bias", in: context)
      try context.connect(bias.view, actions.input.view, ["transform": .matrix(actions.count, 1) { _, _ in 1 }])
      network.parts["actions"] = .object(.network(actions))
      network.parts["bias"] = .object(.node(bias))
      network.parts["input"] = .object(.node(actions.input))
      network.parts["output"] = .object(.node(actions.output))
    }
  }
}
