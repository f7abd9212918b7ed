import Arrays
import Language
import Model

/// A neuron type whose class a script defines, from `NeuronType` or from one of the built-in types.
///
/// What the script's class does not define comes from the built-in type under it, if there is one.
class ScriptNeuronType: ScriptPart, NeuronType, ScriptComponent, @unchecked Sendable {
  static let typeName = "NeuronType"
  override class var behaviour: [String] {
    [
      "step", "rates", "gain_bias", "max_rates_intercepts", "current", "state", "negative", "spiking", "probeable",
    ]
  }
  var acting: any FrozenObject { unchanged ?? self }
  /// The built-in type under it.
  fileprivate var base: (any NeuronType)? { inner as? any NeuronType }

  private func flag(_ name: String) -> Bool? {
    guard overrides(name), case .bool(let flag)? = try? interpreter.attribute(.object(instance), name) else {
      return nil
    }
    return flag
  }

  var negative: Bool { flag("negative") ?? base?.negative ?? true }
  var spiking: Bool { flag("spiking") ?? base?.spiking ?? false }
  var stateVariables: [StateVariable] {
    settings.map { $0.initialState.applied(to: ownStateVariables) } ?? ownStateVariables
  }

  /// `state = {"voltage": Uniform(0, 1), …}` on the class.
  var ownStateVariables: [StateVariable] {
    guard overrides("state"), case .dict(let dict)? = try? interpreter.attribute(.object(instance), "state")
    else { return base?.stateVariables ?? [] }
    return dict.items.compactMap { key, value in
      guard let name = key.string else { return nil }
      if let distribution = (try? interpreter.component(value)) as? any Distribution {
        return StateVariable(name, .distribution(distribution))
      }
      guard let array = try? NDArray(from: value, dtype: .float64, interpreter) else { return nil }
      return StateVariable(name, .array(array))
    }
  }

  var probeable: [String] {
    if overrides("probeable"), let value = try? interpreter.attribute(.object(instance), "probeable"),
      let names = try? interpreter.elements(of: value)
    {
      return names.compactMap(\.string)
    }
    if !overrides("state"), let base { return base.probeable }
    return ["output"] + stateVariables.map(\.name)
  }

  private func pair(_ name: String, _ first: [Double], _ second: [Double]) throws -> ([Double], [Double])? {
    let result = try callMethod(name, [.array(NDArray(first)), .array(NDArray(second))])
    let parts = try interpreter.elements(of: result)
    guard parts.count == 2, !parts[0].isNone else { return nil }
    return (
      try NDArray(from: parts[0], dtype: .float64, interpreter).doubles,
      try NDArray(from: parts[1], dtype: .float64, interpreter).doubles
    )
  }

  func gainBias(maxRates: [Double], intercepts: [Double]) throws -> (gain: [Double], bias: [Double])? {
    if overrides("gain_bias") { return try pair("gain_bias", maxRates, intercepts) }
    if let base, !(base is Izhikevich) {
      return try base.gainBias(maxRates: maxRates, intercepts: intercepts)
    }
    return try NumericGainBias.gainBias(self, maxRates: maxRates, intercepts: intercepts)
  }

  func maxRatesIntercepts(gain: [Double], bias: [Double]) throws -> (maxRates: [Double], intercepts: [Double])? {
    if overrides("max_rates_intercepts") { return try pair("max_rates_intercepts", gain, bias) }
    if let base, !(base is Izhikevich) { return try base.maxRatesIntercepts(gain: gain, bias: bias) }
    return try NumericGainBias.maxRatesIntercepts(self, gain: gain, bias: bias)
  }

  /// Whether the steady output of a type is what one step gives.
  private static func takesRatesFromStep(_ type: any NeuronType) -> Bool {
    type is RectifiedLinear || type is Sigmoid || type is Tanh
  }

  /// The script's `rates` with gains of 1 and biases of 0, else one step of a second.
  func rates(currents: NDArray) throws -> NDArray {
    let columns = currents.ndim == 2 ? currents.shape[1] : 1
    if overrides("rates") {
      let ones = NDArray([Double](repeating: 1, count: columns))
      let zeros = NDArray([Double](repeating: 0, count: columns))
      let result = try callMethod("rates", [.array(currents), .array(ones), .array(zeros)])
      return try NDArray(from: result, dtype: .float64, interpreter)
    }
    if let base, !Self.takesRatesFromStep(base) || !overrides("step") { return try base.rates(currents: currents) }
    let output = try NDArray(zeros: currents.shape)
    _ = try callMethod("step", [.int(1), .array(currents), .array(output)])
    return output
  }

  /// `step(dt, J, output, **state)`, which writes into its arrays.
  func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    guard overrides("step") else {
      guard let base else { throw missing("step") }
      try base.step(dt: dt, current: current, output: output, state: state, count: count, rng: rng)
      return
    }
    func array(_ start: UnsafePointer<Double>) -> NDArray {
      NDArray(Array(UnsafeBufferPointer(start: start, count: count)))
    }
    let result = array(output)
    let states = state.map { array($0) }
    var keywords = zip(stateVariables, states).map { (name: $0.name, value: Value.array($1)) }
    if let rng, base is StochasticSpiking || base is PoissonSpiking {
      keywords.append(("rng", .object(RandomObject(rng))))
    }
    _ = try callMethod("step", [.float(dt), .array(array(current)), .array(result)], keywords)
    for (target, array) in zip([output] + state, [result] + states) {
      array.withDoubles { values in for i in 0..<min(count, values.count) { target[i] = values[i] } }
    }
  }
}

/// A script's class of one of the types that turn rates into spikes.
final class ScriptSpikingType: ScriptNeuronType, RatesToSpikes, @unchecked Sendable {
  private var wrapper: (any RatesToSpikes)? { inner as? any RatesToSpikes }
  var baseType: any NeuronType { wrapper?.baseType ?? LIF.standard }
  var amplitude: Number { wrapper?.amplitude ?? 1 }
  var initialState: InitialState { wrapper?.initialState ?? .none }
}
