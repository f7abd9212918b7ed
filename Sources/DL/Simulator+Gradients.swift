import Arrays
import Build
import Engine
import Model

/// The derivatives of a probe with respect to inputs, computed twice.
public struct GradientCheck {
  public let probe: Probe
  /// One matrix per input node: (minibatch · steps · probe size, minibatch · steps · node size).
  public let analytic: [NDArray]
  public let numeric: [NDArray]
}

extension Simulator {
  /// Compares derivatives by the adjoint with differences, in training mode. Resets the state before and after.
  ///
  /// - Parameters:
  ///   - data: inputs; zeros for two times `unroll` steps if missing.
  ///   - outputs: the probes to check; all if nil.
  /// - Throws: `SimulationError` where they differ by `atol + rtol·|numeric|` or more, or are no numbers.
  public func checkGradients(
    inputs data: SimulationData = .missing, outputs: [Probe]? = nil, atol: Double = 1e-5, rtol: Double = 1e-3
  ) throws -> [GradientCheck] {
    _ = try open("check_gradients")
    guard !settings.inferenceOnly else {
      throw NengoError(
        .simulation, "Network was created with inference_only=True, cannot compute gradients")
    }
    var values = data
    if data.isMissing {
      let steps = settings.usesLoop ? 2 * unroll : unroll
      values = .list(try inputNodes.map { try NDArray(zeros: [minibatchSize, steps, $0.sizeOut]) })
    }
    let checked = try inputs(values, DataRequest(items: minibatchSize))
    let wanted = outputs ?? probes
    let checker = try GradientChecker(self, checked, atol: atol, rtol: rtol)
    return try wanted.map { probe in
      guard let i = probes.firstIndex(where: { $0 === probe }) else {
        throw NengoError.validation("\(probe) is from a different network.", attribute: "outputs")
      }
      return try checker.check(i)
    }
  }
}

/// A program of its own, which starts every run from initial values and so leaves the simulator alone.
private final class GradientChecker {
  private let simulator: Simulator
  private let program: StepProgram
  private let inputs: [NDArray]
  private let steps: Int
  private let atol: Double
  private let rtol: Double
  private let start: StateSnapshot

  init(_ simulator: Simulator, _ checked: Simulator.CheckedInputs, atol: Double, rtol: Double) throws {
    self.simulator = simulator
    (steps, self.atol, self.rtol) = (checked.steps, atol, rtol)
    inputs = try checked.arrays.map { try $0.contiguous().astype(.float64) }
    try simulator.reset(parameters: false, recordings: false)
    // Differences need doubles; parameters as they are.
    program = try simulator.gradientProgram()
    start = program.saveState()
  }

  private func run(_ inputs: [NDArray], recording: Bool) throws -> [NDArray] {
    program.restore(start)
    return try program.run(
      steps: steps, inputs: inputs, mode: simulator.settings.learningPhase ?? .training, recording: recording,
      cancel: simulator.cancellation)
  }

  func check(_ i: Int) throws -> GradientCheck {
    let shape = try run(inputs, recording: true)[i].shape
    let rows = shape.reduce(1, *)
    var analytic = inputs.map { [Double](repeating: 0, count: rows * $0.size) }
    for row in 0..<rows {
      var seed = [Double](repeating: 0, count: rows)
      seed[row] = 1
      _ = try run(inputs, recording: true)
      var gradients = [NDArray?](repeating: nil, count: program.probes.count)
      gradients[i] = NDArray(seed, shape: shape)
      for (k, gradient) in try program.backward(probeGradients: gradients).enumerated() {
        guard let gradient else { continue }
        let columns = inputs[k].size
        for (column, value) in gradient.doubles.enumerated() where column < columns {
          analytic[k][row * columns + column] = value
        }
      }
    }
    let numeric = try inputs.indices.map { try differences(output: i, input: $0, rows: rows) }
    for k in inputs.indices { try compare(analytic[k], numeric[k], i, k) }
    func matrices(_ values: [[Double]]) -> [NDArray] {
      values.enumerated().map { NDArray($1, shape: [rows, inputs[$0].size]) }
    }
    return GradientCheck(probe: simulator.probes[i], analytic: matrices(analytic), numeric: matrices(numeric))
  }

  /// Central differences, column by column.
  private func differences(output: Int, input: Int, rows: Int) throws -> [Double] {
    let columns = inputs[input].size
    let step = 1e-5
    var result = [Double](repeating: 0, count: rows * columns)
    for column in 0..<columns {
      func moved(_ amount: Double) throws -> [Double] {
        var values = inputs[input].doubles
        values[column] += amount
        var shifted = inputs
        shifted[input] = NDArray(values, shape: inputs[input].shape)
        return try run(shifted, recording: false)[output].doubles
      }
      let (up, down) = (try moved(step), try moved(-step))
      for row in 0..<rows { result[row * columns + column] = (up[row] - down[row]) / (2 * step) }
    }
    return result
  }

  private func compare(_ analytic: [Double], _ numeric: [Double], _ output: Int, _ input: Int) throws {
    let place = "for '\(simulator.names.probes[output])' with respect to '\(simulator.names.inputs[input])'"
    for (a, n) in zip(analytic, numeric) {
      guard !a.isNaN, !n.isNaN else {
        throw NengoError(.simulation, "NaNs detected in gradient \(place)")
      }
      guard (a - n).magnitude < atol + rtol * n.magnitude else {
        throw NengoError(.simulation, "Gradient check failed \(place): analytic \(a), numeric \(n)")
      }
    }
  }
}

extension Simulator {
  /// The model compiled in double precision, with gradients of inputs and the present parameters.
  fileprivate func gradientProgram() throws -> StepProgram {
    let program = try open("check_gradients")
    var options = engineOptions()
    options.precision = .float64
    options.wantsInputGradients = true
    let result = try StepProgram(model: model, options: options, cancel: cancellation)
    for (mine, theirs) in zip(result.parameters, program.parameters) { try mine.set(try theirs.get()) }
    return result
  }
}
