import Arrays
import Model

/// `output, states = neurons(J, states)` through the neuron type's own step, item by item. No gradient passes.
struct StepGenericNeurons: Operation {
  static let name = "SimNeurons"

  let neurons: any NeuronType
  let current: View
  let output: View
  let states: [View]
  let rng: RandomState

  var accesses: Accesses { Accesses(sets: [output] + states, reads: [current]) }
  var mergeKey: AnyHashable? { "\(neurons.typeName) (generic)" }
  func isDifferentiable(in mode: RunMode) -> Bool { false }

  func emitForward(_ emitter: Emitter) {
    let rows = emitter.kernel(over: output).rows
    let call = GenericNeurons(
      neurons, dt: emitter.dt, items: rows, rng: rng, current: emitter.host(current), output: emitter.host(output),
      states: states.map { emitter.host($0) })
    emitter.addHost(rows: rows) { _, _ in try call.step() }
  }

  func emitAdjoint(_ emitter: Emitter) {
    for view in [output] + states { emitter.clearGradient(view) }
  }
}

/// The buffers of one population's call.
private final class GenericNeurons {
  private let neurons: any NeuronType
  private let dt: Double
  private let items: Int
  private let rng: RandomState
  private let current: HostVector
  private let output: HostVector
  private let states: [HostVector]
  private let currentBuffer: UnsafeMutablePointer<Double>
  private let outputBuffer: UnsafeMutablePointer<Double>
  private let stateBuffers: [UnsafeMutablePointer<Double>]

  init(
    _ neurons: any NeuronType, dt: Double, items: Int, rng: RandomState, current: HostVector, output: HostVector,
    states: [HostVector]
  ) {
    self.neurons = neurons
    self.dt = dt
    self.items = items
    self.rng = rng
    self.current = current
    self.output = output
    self.states = states
    func buffer(_ count: Int) -> UnsafeMutablePointer<Double> {
      let buffer = UnsafeMutablePointer<Double>.allocate(capacity: max(count, 1))
      buffer.initialize(repeating: 0, count: max(count, 1))
      return buffer
    }
    currentBuffer = buffer(current.count)
    outputBuffer = buffer(output.count)
    stateBuffers = states.map { buffer($0.count) }
  }

  deinit {
    for buffer in [currentBuffer, outputBuffer] + stateBuffers { buffer.deallocate() }
  }

  func step() throws {
    for item in 0..<items {
      current.read(item, into: currentBuffer)
      for (state, buffer) in zip(states, stateBuffers) { state.read(item, into: buffer) }
      try neurons.step(
        dt: dt, current: currentBuffer, output: outputBuffer, state: stateBuffers, count: output.count, rng: rng)
      output.write(item, from: outputBuffer)
      for (state, buffer) in zip(states, stateBuffers) { state.write(item, from: buffer) }
    }
  }
}
