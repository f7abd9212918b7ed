import Arrays
import Language
import Model

/// A process of a script's class.
final class ScriptProcess: ScriptPart, ConfiguredProcess, ScriptComponent, @unchecked Sendable {
  static let typeName = "Process"
  override class var behaviour: [String] { ["make_step", "make_state"] }
  var acting: any FrozenObject { unchanged ?? self }
  var defaults: ProcessDefaults { processDefaults(.source) }

  func makeStep(sizeIn: Int, sizeOut: Int, dt: Double, rng: RandomState) throws -> any ProcessStep {
    guard overrides("make_step") else {
      guard let inner = inner as? any Process else { throw missing("make_step") }
      return try inner.makeStep(sizeIn: sizeIn, sizeOut: sizeOut, dt: dt, rng: rng)
    }
    return try preparedStep(sizeIn: sizeIn, sizeOut: sizeOut, dt: dt, rng: rng)
  }
}

/// A synapse of a script's class.
final class ScriptSynapse: ScriptPart, Synapse, ConfiguredProcess, ScriptComponent, @unchecked Sendable {
  static let typeName = "Synapse"
  override class var behaviour: [String] { ["make_step", "make_state"] }
  var acting: any FrozenObject { unchanged ?? self }
  var defaults: ProcessDefaults { processDefaults(.synapse) }

  func makeStep(sizeIn: Int, sizeOut: Int, dt: Double, rng: RandomState) throws -> any ProcessStep {
    guard overrides("make_step") else {
      guard let inner = inner as? any Synapse else { throw missing("make_step") }
      return try inner.makeStep(sizeIn: sizeIn, sizeOut: sizeOut, dt: dt, rng: rng)
    }
    return try preparedStep(sizeIn: sizeIn, sizeOut: sizeOut, dt: dt, rng: rng)
  }

  func makeFilter(size: Int, dt: Double, initialOutput: [Double]?) throws -> any ProcessStep {
    if !overrides("make_step"), let inner = inner as? any Synapse {
      return try inner.makeFilter(size: size, dt: dt, initialOutput: initialOutput)
    }
    guard overrides("make_step") else { throw missing("make_step") }
    let start = initialOutput?.contains { $0 != 0 } ?? false ? initialOutput : nil
    return try preparedStep(sizeIn: size, sizeOut: size, dt: dt, rng: RandomState.fromEntropy(), start: start)
  }
}

extension ScriptPart {
  fileprivate func processDefaults(_ standard: ProcessDefaults) -> ProcessDefaults {
    (inner as? any ConfiguredProcess)?.defaults ?? settings?.defaults ?? standard
  }

  /// Prepares a use of a script's process: `make_state`, then `make_step`.
  ///
  /// - Parameter start: what a synapse's output starts from, its argument `y0`.
  fileprivate func preparedStep(
    sizeIn: Int, sizeOut: Int, dt: Double, rng: RandomState, start: [Double]? = nil
  ) throws -> any ProcessStep {
    let shapes: [Value] = [.shape([sizeIn]), .shape([sizeOut]), .float(dt)]
    var keywords: [(name: String, value: Value)] = []
    if let start {
      let isUniform = start.allSatisfy { $0 == start.first }
      keywords.append(("y0", isUniform ? .float(start.first ?? 0) : .array(NDArray(start))))
    }
    let state = try callMethod("make_state", shapes, keywords)
    let step = try callMethod("make_step", shapes, [("rng", .object(RandomObject(rng))), ("state", state)])
    return ScriptStep(step, state, interpreter, typeName)
  }
}

/// A step function of a script at work.
private final class ScriptStep: ProcessStep {
  private let function: Value
  private let interpreter: Interpreter
  private let owner: String
  let state: [NDArray]

  init(_ function: Value, _ state: Value, _ interpreter: Interpreter, _ owner: String) {
    self.function = function
    self.interpreter = interpreter
    self.owner = owner
    if case .dict(let dict) = state { self.state = dict.values.compactMap(\.ndarray) } else { self.state = [] }
  }

  /// `step(t)` for sources, else `step(t, x)`.
  func step(
    time: Double, input: UnsafeBufferPointer<Double>, output: UnsafeMutableBufferPointer<Double>
  ) throws {
    var arguments: [Value] = [.float(time)]
    if !input.isEmpty { arguments.append(.array(NDArray(Array(input)))) }
    let result = try NDArray(from: try interpreter.call(function, arguments), dtype: .float64, interpreter)
    guard result.size == output.count || result.size == 1 else {
      throw NengoError(
        .simulation,
        "the step of \(owner) gave shape \(ArrayError.text(shape: result.shape)), expected \(output.count) values")
    }
    result.withDoubles { values in
      for i in output.indices { output[i] = values[values.count == 1 ? 0 : i] }
    }
  }
}
