/// Networks of one ensemble with feedback.
import Arrays

/// An ensemble that sums its input over time.
public final class Integrator: Network {
  public override class var kindName: String { "Integrator" }

  public let input: Node
  public let ensemble: Ensemble

  /// - Parameter recurrentTau: seconds of the filter of the feedback; input is scaled by it.
  public init(
    recurrentTau: Double, neurons: Int, dimensions: Int, label: String? = "Integrator", seed: Int? = nil,
    in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    input = try Node(sizeIn: .int(dimensions), label: "input", in: context, addToContainer: false)
    ensemble = try Ensemble(.int(neurons), .int(dimensions), ["label": "ensemble"], in: context, addToContainer: false)
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    try close(input, ensemble, context) {
      try context.connect(ensemble.view, ensemble.view, ["synapse": .number(recurrentTau)])
      try context.wire(input.view, ensemble.view, transform: .number(recurrentTau))
    }
  }
}

/// An ensemble of two dimensions that turns around.
public final class Oscillator: Network {
  public override class var kindName: String { "Oscillator" }

  public let input: Node
  public let ensemble: Ensemble

  /// - Parameters:
  ///   - recurrentTau: seconds of the filter of the feedback.
  ///   - frequency: radians per second.
  public init(
    recurrentTau: Double, frequency: Double, neurons: Int, label: String? = "Oscillator", seed: Int? = nil,
    in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    input = try Node(sizeIn: 2, label: "In", in: context, addToContainer: false)
    ensemble = try Ensemble(.int(neurons), 2, ["label": "Oscillator"], in: context, addToContainer: false)
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    let turn = frequency * recurrentTau
    try close(input, ensemble, context) {
      try context.connect(
        ensemble.view, ensemble.view,
        ["synapse": .number(recurrentTau), "transform": .array(NDArray([1, -turn, turn, 1], shape: [2, 2]))])
      try context.wire(input.view, ensemble.view)
    }
  }
}

extension Network {
  /// Adds the two objects of a feedback network, then its connections.
  fileprivate func close(_ input: Node, _ ensemble: Ensemble, _ context: ModelContext, _ connect: () throws -> Void)
    throws
  {
    add(input)
    add(ensemble)
    parts = ["input": .object(.node(input)), "ensemble": .object(.ensemble(ensemble))]
    try context.within(self) { try connect() }
  }
}
