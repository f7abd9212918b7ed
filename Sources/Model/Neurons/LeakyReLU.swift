import Arrays

/// A rectified rate that keeps a small slope below 0.
public struct LeakyReLU: NeuronType {
  public static let typeName = "LeakyReLU"
  public static let package = "nengo_dl"
  public let negativeSlope: Number
  public let amplitude: Number
  public let initialState: InitialState

  public init(negativeSlope: Number = 0.3, amplitude: Number = 1, initialState: InitialState = .none) throws {
    self.negativeSlope = negativeSlope
    self.amplitude = try amplitude.checked(above: 0, "amplitude", Self.typeName)
    self.initialState = try initialState.checked(against: [], Self.typeName)
  }

  public var arguments: [Argument] {
    [
      Argument("negative_slope", .number(negativeSlope), default: .float(0.3)),
      Argument("amplitude", .number(amplitude), default: .int(1)), initialState.argument,
    ]
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

  /// J with the slope below 0.
  @inline(__always)
  static func leak(_ current: Double, _ slope: Double) -> Double { max(current, 0) - slope * max(-current, 0) }

  public func rates(currents: NDArray) throws -> NDArray {
    let (amplitude, slope) = (amplitude.value, negativeSlope.value)
    return try elementwise(currents) { amplitude * Self.leak($0, slope) }
  }

  public func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    let (amplitude, slope) = (amplitude.value, negativeSlope.value)
    for i in 0..<count { output[i] = amplitude * Self.leak(current[i], slope) }
  }
}

/// Spikes of either sign at the rate of `LeakyReLU`.
public struct SpikingLeakyReLU: NeuronType {
  public static let typeName = "SpikingLeakyReLU"
  public static let package = "nengo_dl"
  private static let variables = [StateVariable.voltage]
  public let negativeSlope: Number
  public let amplitude: Number
  public let initialState: InitialState

  public init(negativeSlope: Number = 0.3, amplitude: Number = 1, initialState: InitialState = .none) throws {
    self.negativeSlope = negativeSlope
    self.amplitude = try amplitude.checked(above: 0, "amplitude", Self.typeName)
    self.initialState = try initialState.checked(against: Self.variables, Self.typeName)
  }

  public var spiking: Bool { true }
  public var stateVariables: [StateVariable] { initialState.applied(to: Self.variables) }
  public var arguments: [Argument] {
    [
      Argument("negative_slope", .number(negativeSlope), default: .float(0.3)),
      Argument("amplitude", .number(amplitude), default: .int(1)), initialState.argument,
    ]
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
    let (amplitude, slope) = (amplitude.value, negativeSlope.value)
    return try elementwise(currents) { amplitude * LeakyReLU.leak($0, slope) }
  }

  /// Whole units of either sign are spikes: the voltage is cut toward 0.
  public func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    let slope = negativeSlope.value
    let height = amplitude.value / dt
    let voltage = state[0]
    for i in 0..<count {
      let v = voltage[i] + LeakyReLU.leak(current[i], slope) * dt
      let spikes = v.rounded(.towardZero)
      output[i] = spikes * height
      voltage[i] = v - spikes
    }
  }
}
