/// A memory that takes its input while its gate is open, and keeps it while the gate is shut.
import Arrays

public final class InputGatedMemory: Network {
  public override class var kindName: String { "InputGatedMemory" }

  public let memory: EnsembleArray
  public let difference: EnsembleArray
  public let gate: Node
  public let reset: Node

  /// - Parameters:
  ///   - feedback: the gain of the memory's connection to itself.
  ///   - differenceSynapse: nil: the same as `recurrentSynapse`.
  public init(
    neurons: Int, dimensions: Int, feedback: Double = 1, differenceGain: Double = 1,
    recurrentSynapse: ParameterValue = 0.1, differenceSynapse: ParameterValue? = nil,
    label: String? = "Input gated memory", seed: Int? = nil, in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    func array(_ label: String) throws -> EnsembleArray {
      try EnsembleArray(neurons: neurons, count: dimensions, label: label, in: context, addToContainer: false)
    }
    (memory, difference) = (try array("mem"), try array("diff"))
    gate = try Node(sizeIn: 1, in: context, addToContainer: false)
    reset = try Node(sizeIn: 1, in: context, addToContainer: false)
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    networks = [memory, difference]
    add(gate)
    add(reset)
    try context.within(self) {
      try context.connect(
        memory.output.view, memory.input.view, ["transform": .number(feedback), "synapse": recurrentSynapse])
      try context.connect(memory.output.view, difference.input.view, ["transform": -1])
      try context.connect(
        difference.output.view, memory.input.view,
        ["transform": .number(differenceGain), "synapse": differenceSynapse ?? recurrentSynapse])
      let silence = { (gain: Double) in ParameterValue.matrix(neurons * dimensions, 1) { _, _ in gain } }
      let intoDifference = try difference.addNeuronInput(in: context)
      try context.wire(gate.view, intoDifference.view, transform: silence(-10))
      let intoMemory = try memory.addNeuronInput(in: context)
      try context.wire(reset.view, intoMemory.view, transform: silence(-3))
    }
    parts = [
      "mem": .object(.network(memory)), "diff": .object(.network(difference)), "gate": .object(.node(gate)),
      "reset": .object(.node(reset)), "input": .object(.node(difference.input)),
      "output": .object(.node(memory.output)),
    ]
  }
}
