/// Networks that choose the largest of several values: basal ganglia and thalamus.
import Arrays

/// The basal ganglia: of the dimensions of its input, the largest one's output is let go, the others are held down.
public final class BasalGanglia: Network {
  public let input: Node
  public let output: Node

  private struct Weights {
    static let thresholds = (striatum: 0.2, stn: -0.25, gpe: -0.2, gpi: -0.2)
    static let wp = 0.9, we = 0.3, le = 0.2, lg = 0.2
  }

  /// - Parameters:
  ///   - ampaConfig, gabaConfig: defaults of excitatory and inhibitory connections; their synapses are 2 ms and 8 ms
  ///     where the configs don't say.
  public init(
    dimensions: Int, neuronsPerEnsemble: Int = 100, outputWeight: Double = -3, inputBias: Double = 0,
    ampaConfig: Config? = nil, gabaConfig: Config? = nil, label: String? = "Basal Ganglia", seed: Int? = nil,
    in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    func node(_ label: String) throws -> Node {
      try Node(sizeIn: .int(dimensions), label: .text(label), in: context, addToContainer: false)
    }
    (input, output) = (try node("input"), try node("output"))
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    let settings = try Config([Ensemble.className, Connection.className])
    try settings.set(Ensemble.className, "radius", 1.5)
    try settings.set(Ensemble.className, "encoders", .positiveEncoders())
    try settings.set(Connection.className, "solver", .frozen(try NnlsL2nz()))
    let ampa = try SynapseDefault(ampaConfig, tau: 0.002)
    let gaba = try SynapseDefault(gabaConfig, tau: 0.008)
    defer {
      ampa.undo()
      gaba.undo()
    }
    try context.within(self) {
      try context.within(settings) {
        let stages = try Stages(self, dimensions, neuronsPerEnsemble, context)
        add(input)
        add(output)
        parts["input"] = .object(.node(input))
        parts["output"] = .object(.node(output))
        try addBias(inputBias, dimensions, context)
        try connect(stages, dimensions, outputWeight, ampa.config, gaba.config, context)
      }
    }
  }

  private func addBias(_ value: Double, _ dimensions: Int, _ context: ModelContext) throws {
    guard value != 0 else { return }
    let bias = try Node(
      .array(try NDArray(repeating: value, shape: [dimensions])), label: "basal ganglia bias", in: context)
    parts["bias_input"] = .object(.node(bias))
    try context.connect(bias.view, input.view)
  }

  private func connect(
    _ stages: Stages, _ dimensions: Int, _ outputWeight: Double, _ ampa: Config, _ gaba: Config,
    _ context: ModelContext
  ) throws {
    let striatum = stages.strD1.input.view
    try context.wire(input.view, striatum, transform: .number(1 + Weights.lg))
    try context.wire(input.view, stages.strD2.input.view, transform: .number(1 - Weights.le))
    try context.wire(input.view, stages.stn.input.view, transform: 1)

    let strD1 = try stages.strD1.addOutput("func_str", threshold("str_func", Weights.thresholds.striatum), in: context)
    try context.within(gaba) {
      try context.connect(strD1.view, stages.gpi.input.view, ["transform": -1])
    }
    let strD2 = try stages.strD2.addOutput("func_str", threshold("str_func", Weights.thresholds.striatum), in: context)
    try context.within(gaba) {
      try context.connect(strD2.view, stages.gpe.input.view, ["transform": -1])
    }
    let everyone = ParameterValue.matrix(dimensions, dimensions) { _, _ in Weights.wp }
    let stn = try stages.stn.addOutput("func_stn", threshold("stn_func", Weights.thresholds.stn), in: context)
    try context.within(ampa) {
      try context.connect(stn.view, stages.gpi.input.view, ["transform": everyone])
      try context.connect(stn.view, stages.gpe.input.view, ["transform": everyone])
    }
    let gpe = try stages.gpe.addOutput("func_gpe", threshold("gpe_func", Weights.thresholds.gpe), in: context)
    try context.within(gaba) {
      try context.connect(gpe.view, stages.gpi.input.view, ["transform": .number(-Weights.we)])
      try context.connect(gpe.view, stages.stn.input.view, ["transform": -1])
    }
    let gpi = try stages.gpi.addOutput("func_gpi", threshold("gpi_func", Weights.thresholds.gpi), in: context)
    try context.wire(gpi.view, output.view, transform: .number(outputWeight))
  }

  /// f(x) = 0 below the threshold, else the distance to it.
  private func threshold(_ name: String, _ threshold: Double) -> EnsembleArray.OutputFunction {
    .shared(.ofVector(name) { $0.map { $0 < threshold ? 0 : $0 - threshold } })
  }

  /// The five populations.
  private struct Stages {
    let strD1: EnsembleArray, strD2: EnsembleArray, stn: EnsembleArray, gpi: EnsembleArray, gpe: EnsembleArray

    init(_ network: BasalGanglia, _ dimensions: Int, _ neurons: Int, _ context: ModelContext) throws {
      func stage(_ name: String, _ label: String, _ threshold: Double) throws -> EnsembleArray {
        let array = try EnsembleArray(
          neurons: neurons, count: dimensions,
          settings: ["intercepts": .frozen(Uniform(Number(threshold), 1))], label: label, in: context)
        network.parts[name] = .object(.network(array))
        return array
      }
      strD1 = try stage("strD1", "Striatal D1 neurons", Weights.thresholds.striatum)
      strD2 = try stage("strD2", "Striatal D2 neurons", Weights.thresholds.striatum)
      stn = try stage("stn", "Subthalamic nucleus", Weights.thresholds.stn)
      gpi = try stage("gpi", "Globus pallidus internus", Weights.thresholds.gpi)
      gpe = try stage("gpe", "Globus pallidus externus", Weights.thresholds.gpe)
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
  public let actions: EnsembleArray

  public init(
    dimensions: Int, neuronsPerEnsemble: Int = 50, mutualInhibition: Double = 1, threshold: Double = 0,
    label: String? = "Thalamus", seed: Int? = nil, in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    let settings: [String: ParameterValue] = [
      "intercepts": .frozen(Uniform(Number(threshold), 1)), "encoders": try .positiveEncoders(),
    ]
    actions = try EnsembleArray(
      neurons: neuronsPerEnsemble, count: dimensions, settings: settings, label: "actions", in: context,
      addToContainer: false)
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    networks.append(actions)
    try context.within(self) {
      try context.connect(
        actions.output.view, actions.input.view,
        ["transform": .square(dimensions, diagonal: 0, elsewhere: -mutualInhibition)])
      let bias = try Node(.array(NDArray([1.0])), label: "thalamus bias", in: context)
      try context.connect(bias.view, actions.input.view, ["transform": .matrix(dimensions, 1) { _, _ in 1 }])
      parts = [
        "actions": .object(.network(actions)), "bias": .object(.node(bias)),
        "input": .object(.node(actions.input)), "output": .object(.node(actions.output)),
      ]
    }
  }
}
