import Arrays
import Engine
import Model
import Training

/// A step program as something that can be trained: batches in, probes out, the state put back between batches.
final class ProgramModel: TrainableModel {
  let outputNames: [String]
  private let simulator: Simulator
  private let program: StepProgram
  private let settings: SimulatorSettings
  private let cancellation: CancellationToken
  private let isAskedToStop: () -> Bool
  /// nil: each batch goes on where the last one ended.
  private let start: StateSnapshot?
  private let layers: [Layer]
  private var lastMode = RunMode.inference

  /// - Parameter isStateful: false: every batch starts from the present state, which stays as it is.
  init(_ simulator: Simulator, _ program: StepProgram, isStateful: Bool) {
    outputNames = simulator.names.probes
    self.simulator = simulator
    self.program = program
    settings = simulator.settings
    cancellation = simulator.cancellation
    isAskedToStop = { simulator.isAskedToStop() }
    start = isStateful ? nil : program.saveState()
    layers = simulator.layers
  }

  /// - Parameter inputs: One array per input node, (minibatch, steps, size), and last the number of steps of each item.
  func forward(_ inputs: [NDArray], training: Bool) throws -> [NDArray] {
    guard let steps = inputs.last?.ints.first else { return [] }
    let mode = settings.learningPhase ?? (training ? .training : .inference)
    lastMode = mode
    if let start { program.restore(start) }
    for layer in layers { layer.clearGradients() }
    return try program.run(
      steps: steps, inputs: Array(inputs.dropLast()), mode: mode, recording: training, cancel: cancellation,
      progress: { _ in _ = self.isAskedToStop() })
  }

  func backward(_ gradients: [NDArray?]) throws -> [[Double]?] {
    _ = try program.backward(probeGradients: gradients)
    let own = trainable.map { parameter -> [Double]? in
      guard let address = parameter.gradients else { return nil }
      return numbers(at: address, parameter.count)
    }
    return own + layers.flatMap(\.trainableGradients)
  }

  func endBatch() { if let start { program.restore(start) } }

  private var trainable: [BaseArray] { program.parameters.filter(\.isTrainable) }

  func trainableValues() throws -> [[Double]] {
    trainable.map { numbers(at: $0.storage, $0.count) } + layers.flatMap(\.trainableValues)
  }

  func setTrainableValues(_ values: [[Double]]) throws {
    var rest = values[...]
    for parameter in trainable {
      guard let next = rest.popFirst() else { return }
      store(next, at: parameter.storage, parameter.count)
    }
    for layer in layers {
      let count = layer.trainableValues.count
      layer.setTrainableValues(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
  }

  func weights() throws -> [NDArray] { try simulator.storedWeights().map(\.value) }
  func setWeights(_ weights: [NDArray]) throws { try simulator.setStoredWeights(weights) }

  func ownLoss() -> Double { layers.reduce(0) { $0 + $1.penalty } }

  private func numbers(at address: UnsafeMutableRawPointer, _ count: Int) -> [Double] {
    switch program.precision {
    case .float64:
      Array(UnsafeBufferPointer(start: address.assumingMemoryBound(to: Double.self), count: count))
    case .float32:
      UnsafeBufferPointer(start: address.assumingMemoryBound(to: Float.self), count: count).map { Double($0) }
    }
  }

  private func store(_ values: [Double], at address: UnsafeMutableRawPointer, _ count: Int) {
    guard values.count == count else { return }
    switch program.precision {
    case .float64:
      let target = address.assumingMemoryBound(to: Double.self)
      for i in 0..<count { target[i] = values[i] }
    case .float32:
      let target = address.assumingMemoryBound(to: Float.self)
      for i in 0..<count { target[i] = Float(values[i]) }
    }
  }
}
