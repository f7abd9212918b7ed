import Arrays
import Glibc

/// A rate between 0 and 1/τref along the logistic curve.
public struct Sigmoid: NeuronType {
  public static let typeName = "Sigmoid"
  public let tauRef: Number
  public let initialState: InitialState

  public init(tauRef: Number = 0.0025, initialState: InitialState = .none) throws {
    self.tauRef = try tauRef.checked(above: 0, "tau_ref", Self.typeName)
    self.initialState = try initialState.checked(against: [], Self.typeName)
  }

  public var negative: Bool { false }
  public var arguments: [Argument] {
    [Argument("tau_ref", .number(tauRef), default: .float(0.0025)), initialState.argument]
  }

  private func rate(_ current: Double, _ ceiling: Double) -> Double { ceiling / (1.0 + exp(-current)) }

  public func gainBias(maxRates: [Double], intercepts: [Double]) throws -> (gain: [Double], bias: [Double])? {
    try checkPairs(maxRates, intercepts, "intercepts")
    try checkRates(maxRates, tauRef: tauRef.value)
    let ceiling = 1 / tauRef.value
    let tops = maxRates.map { -log(ceiling / $0 - 1) }
    let gain = zip(tops, intercepts).map { $0 / (1 - $1) }
    return (gain, zip(tops, gain).map { $0 - $1 })
  }

  public func maxRatesIntercepts(
    gain: [Double], bias: [Double]
  ) throws -> (maxRates: [Double], intercepts: [Double])? {
    try checkPairs(gain, bias, "bias")
    let ceiling = 1 / tauRef.value
    let tops = zip(gain, bias).map { $0 + $1 }
    return (tops.map { rate($0, ceiling) }, zip(tops, gain).map { 1 - $0 / $1 })
  }

  public func rates(currents: NDArray) throws -> NDArray {
    let ceiling = 1 / tauRef.value
    return try elementwise(currents) { rate($0, ceiling) }
  }

  public func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    let ceiling = 1 / tauRef.value
    for i in 0..<count { output[i] = rate(current[i], ceiling) }
  }
}

/// A rate between -1/τref and 1/τref along the hyperbolic tangent.
public struct Tanh: NeuronType {
  public static let typeName = "Tanh"
  public let tauRef: Number
  public let initialState: InitialState

  public init(tauRef: Number = 0.0025, initialState: InitialState = .none) throws {
    self.tauRef = try tauRef.checked(above: 0, "tau_ref", Self.typeName)
    self.initialState = try initialState.checked(against: [], Self.typeName)
  }

  public var arguments: [Argument] {
    [Argument("tau_ref", .number(tauRef), default: .float(0.0025)), initialState.argument]
  }

  public func gainBias(maxRates: [Double], intercepts: [Double]) throws -> (gain: [Double], bias: [Double])? {
    try checkPairs(maxRates, intercepts, "intercepts")
    try checkRates(maxRates, tauRef: tauRef.value)
    let gain = zip(maxRates, intercepts).map { atanh($0 * tauRef.value) / (1 - $1) }
    return (gain, zip(gain, intercepts).map { -$0 * $1 })
  }

  public func maxRatesIntercepts(
    gain: [Double], bias: [Double]
  ) throws -> (maxRates: [Double], intercepts: [Double])? {
    try checkPairs(gain, bias, "bias")
    let ceiling = 1 / tauRef.value
    return (zip(gain, bias).map { ceiling * tanh($0 + $1) }, zip(gain, bias).map { -$1 / $0 })
  }

  public func rates(currents: NDArray) throws -> NDArray {
    let ceiling = 1 / tauRef.value
    return try elementwise(currents) { ceiling * tanh($0) }
  }

  public func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    let ceiling = 1 / tauRef.value
    for i in 0..<count { output[i] = ceiling * tanh(current[i]) }
  }
}
