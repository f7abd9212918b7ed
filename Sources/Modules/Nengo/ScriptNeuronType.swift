import Arrays
import Language
import Model

/// A neuron type whose class a script defines, from `NeuronType` or from one of the built-in types.
///
/// What the script's class does not define comes from `inner`, the built-in type under it, if there is one.
final class ScriptNeuronType: ScriptPart, NeuronType, ScriptComponent, @unchecked Sendable {
  static let typeName = "NeuronType"
  private let inner: (any NeuronType)?

  init(_ instance: InstanceObject, _ inner: (any NeuronType)?, _ interpreter: Interpreter) {
    self.inner = inner
    super.init(instance, interpreter)
  }

  private func flag(_ name: String) -> Bool? {
    guard instance.overrides(name), case .bool(let flag)? = try? interpreter.attribute(.object(instance), name) else {
      return nil
    }
    return flag
  }

  var negative: Bool { flag("negative") ?? inner?.negative ?? true }
  var spiking: Bool { flag("spiking") ?? inner?.spiking ?? false }

  /// `state = {"voltage": Uniform(0, 1), …}` on the class.
  var stateVariables: [StateVariable] {
    guard instance.overrides("state"), case .dict(let dict)? = try? interpreter.attribute(.object(instance), "state")
    else { return inner?.stateVariables ?? [] }
    return dict.items.compactMap { key, value in
      guard let name = key.string else { return nil }
      if let distribution = (try? interpreter.component(value)) as? any Distribution {
        return StateVariable(name, .distribution(distribution))
      }
      guard let array = try? NDArray(from: value, dtype: .float64, interpreter) else { return nil }
      return StateVariable(name, .array(array))
    }
  }

  private func pair(_ name: String, _ first: [Double], _ second: [Double]) throws -> ([Double], [Double])? {
    let result = try interpreter.callRequired(instance, name, [.array(NDArray(first)), .array(NDArray(second))])
    let parts = try interpreter.elements(of: result)
    guard parts.count == 2, !parts[0].isNone else { return nil }
    return (
      try NDArray(from: parts[0], dtype: .float64, interpreter).doubles,
      try NDArray(from: parts[1], dtype: .float64, interpreter).doubles
    )
  }

  func gainBias(maxRates: [Double], intercepts: [Double]) throws -> (gain: [Double], bias: [Double])? {
    if instance.overrides("gain_bias") { return try pair("gain_bias", maxRates, intercepts) }
    if let inner, !instance.overrides("rates"), !instance.overrides("step") {
      return try inner.gainBias(maxRates: maxRates, intercepts: intercepts)
    }
    return try NumericGainBias.gainBias(self, maxRates: maxRates, intercepts: intercepts)
  }

  func maxRatesIntercepts(gain: [Double], bias: [Double]) throws -> (maxRates: [Double], intercepts: [Double])? {
    if instance.overrides("max_rates_intercepts") { return try pair("max_rates_intercepts", gain, bias) }
    if let inner { return try inner.maxRatesIntercepts(gain: gain, bias: bias) }
    return try NumericGainBias.maxRatesIntercepts(self, gain: gain, bias: bias)
  }

  /// The script's `rates` with gains of 1 and biases of 0, else one step of a second.
  func rates(currents: NDArray) throws -> NDArray {
    let columns = currents.ndim == 2 ? currents.shape[1] : 1
    if instance.overrides("rates") {
      let ones = NDArray([Double](repeating: 1, count: columns))
      let zeros = NDArray([Double](repeating: 0, count: columns))
      let result = try interpreter.callRequired(instance, "rates", [.array(currents), .array(ones), .array(zeros)])
      return try NDArray(from: result, dtype: .float64, interpreter)
    }
    if let inner, !instance.overrides("step"), !instance.overrides("step_math") {
      return try inner.rates(currents: currents)
    }
    let output = try NDArray(zeros: currents.shape)
    _ = try interpreter.callRequired(instance, "step", [.int(1), .array(currents), .array(output)])
    return output
  }

  /// `step(dt, J, output, **state)`, which writes into its arrays.
  func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    guard instance.overrides("step") || inner == nil else {
      try inner?.step(dt: dt, current: current, output: output, state: state, count: count, rng: rng)
      return
    }
    func array(_ start: UnsafePointer<Double>) -> NDArray {
      NDArray(Array(UnsafeBufferPointer(start: start, count: count)))
    }
    let result = array(output)
    let states = state.map { array($0) }
    let keywords = zip(stateVariables, states).map { (name: $0.name, value: Value.array($1)) }
    _ = try interpreter.callRequired(
      instance, "step", [.float(dt), .array(array(current)), .array(result)], keywords)
    for (target, array) in zip([output] + state, [result] + states) {
      array.withDoubles { values in for i in 0..<min(count, values.count) { target[i] = values[i] } }
    }
  }
}
