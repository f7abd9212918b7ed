import Arrays

/// Gain and bias of types whose rate is the current above 0.
enum RectifiedCurve {
  static func gainBias(_ maxRates: [Double], _ intercepts: [Double]) -> (gain: [Double], bias: [Double]) {
    let gain = zip(maxRates, intercepts).map { $0 / (1 - $1) }
    return (gain, zip(intercepts, gain).map { -$0 * $1 })
  }

  static func maxRatesIntercepts(_ gain: [Double], _ bias: [Double]) -> (maxRates: [Double], intercepts: [Double]) {
    let intercepts = zip(gain, bias).map { -$1 / $0 }
    return (zip(gain, intercepts).map { $0 * (1 - $1) }, intercepts)
  }
}

/// A rate that is the input current, cut at 0.
public struct RectifiedLinear: NeuronType {
  public static let typeName = "RectifiedLinear"
  public let amplitude: Number
  public let initialState: InitialState

  public init(amplitude: Number = 1, initialState: InitialState = .none) throws {
    self.amplitude = try amplitude.checked(above: 0, "amplitude", Self.typeName)
    self.initialState = try initialState.checked(against: [], Self.typeName)
  }

  public var negative: Bool { false }
  public var arguments: [Argument] {
    [Argument("amplitude", .number(amplitude), default: .int(1)), initialState.argument]
  }

  public func gainBias(maxRates: [Double], intercepts: [Double]) throws -> (gain: [Double], bias: [Double])? {
    try checkPairs(maxRates, intercepts, "intercepts")
    return RectifiedCurve.gainBias(maxRates, intercepts)
  }

  public func maxRatesIntercepts(
    gain: [Double], bias: [Double]
  ) throws -> (maxRates: [Double], intercepts: [Double])? {
    try checkPairs(gain, bias, "bias")
    return RectifiedCurve.maxRatesIntercepts(gain, bias)
  }

  public func rates(currents: NDArray) throws -> NDArray {
    let amplitude = amplitude.value
    return try elementwise(currents) { amplitude * max(0, $0) }
  }

  public func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    let amplitude = amplitude.value
    for i in 0..<count { output[i] = amplitude * max(0, current[i]) }
  }
}

/// Spikes at the rate of `RectifiedLinear`: the current is summed up, and each whole unit is a spike.
public struct SpikingRectifiedLinear: NeuronType {
  public static let typeName = "SpikingRectifiedLinear"
  private static let variables = [StateVariable.voltage]
  public let amplitude: Number
  public let initialState: InitialState

  public init(amplitude: Number = 1, initialState: InitialState = .none) throws {
    self.amplitude = try amplitude.checked(above: 0, "amplitude", Self.typeName)
    self.initialState = try initialState.checked(against: Self.variables, Self.typeName)
  }

  public var negative: Bool { false }
  public var spiking: Bool { true }
  public var stateVariables: [StateVariable] { initialState.applied(to: Self.variables) }
  public var arguments: [Argument] {
    [Argument("amplitude", .number(amplitude), default: .int(1)), initialState.argument]
  }

  public func gainBias(maxRates: [Double], intercepts: [Double]) throws -> (gain: [Double], bias: [Double])? {
    try checkPairs(maxRates, intercepts, "intercepts")
    return RectifiedCurve.gainBias(maxRates, intercepts)
  }

  public func maxRatesIntercepts(
    gain: [Double], bias: [Double]
  ) throws -> (maxRates: [Double], intercepts: [Double])? {
    try checkPairs(gain, bias, "bias")
    return RectifiedCurve.maxRatesIntercepts(gain, bias)
  }

  public func rates(currents: NDArray) throws -> NDArray {
    let amplitude = amplitude.value
    return try elementwise(currents) { amplitude * max(0, $0) }
  }

  public func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    let height = amplitude.value / dt
    let voltage = state[0]
    for i in 0..<count {
      let v = voltage[i] + max(current[i], 0) * dt
      let spikes = v.rounded(.down)
      output[i] = height * spikes
      voltage[i] = v - spikes
    }
  }
}
