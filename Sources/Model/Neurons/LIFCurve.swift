import Arrays
import Glibc

/// The parameters and the steady-state curve that all leaky integrate-and-fire types share.
public struct LIFCurve: Sendable {
  public let tauRC: Double
  public let tauRef: Double
  public let amplitude: Double

  /// amplitude / (τref + τrc ln(1 + 1/(J - 1))) above the threshold current 1.
  @inline(__always)
  public func rate(_ current: Double) -> Double {
    let excess = current - 1
    return excess > 0 ? amplitude / (tauRef + tauRC * log1p(1 / excess)) : 0
  }

  func gainBias(_ maxRates: [Double], _ intercepts: [Double]) -> (gain: [Double], bias: [Double]) {
    let gain = zip(maxRates, intercepts).map { rate, intercept in
      let x = 1.0 / (1 - exp((tauRef - (1.0 / rate)) / tauRC))
      return (1 - x) / (intercept - 1.0)
    }
    return (gain, zip(gain, intercepts).map { 1 - $0 * $1 })
  }

  func maxRatesIntercepts(_ gain: [Double], _ bias: [Double]) -> (maxRates: [Double], intercepts: [Double]) {
    let intercepts = zip(gain, bias).map { (1 - $1) / $0 }
    let maxRates = zip(gain, intercepts).map { gain, intercept in
      1.0 / (tauRef - tauRC * log1p(1.0 / (gain * (intercept - 1) - 1)))
    }
    return (maxRates, intercepts)
  }
}

/// A type whose steady rates follow the LIF curve; adaptation and spiking do not enter into them.
public protocol LIFFamily: NeuronType {
  var tauRC: Number { get }
  var tauRef: Number { get }
  var amplitude: Number { get }
}

extension LIFFamily {
  public var negative: Bool { false }
  public var curve: LIFCurve { LIFCurve(tauRC: tauRC.value, tauRef: tauRef.value, amplitude: amplitude.value) }

  public func gainBias(maxRates: [Double], intercepts: [Double]) throws -> (gain: [Double], bias: [Double])? {
    try checkPairs(maxRates, intercepts, "intercepts")
    try checkRates(maxRates, tauRef: tauRef.value)
    return curve.gainBias(maxRates, intercepts)
  }

  public func maxRatesIntercepts(
    gain: [Double], bias: [Double]
  ) throws -> (maxRates: [Double], intercepts: [Double])? {
    try checkPairs(gain, bias, "bias")
    return curve.maxRatesIntercepts(gain, bias)
  }

  public func rates(currents: NDArray) throws -> NDArray {
    let curve = curve
    return try elementwise(currents) { curve.rate($0) }
  }

  /// The constructor arguments that the family shares.
  var curveArguments: [Argument] {
    [
      Argument("tau_rc", .number(tauRC), default: .float(0.02)),
      Argument("tau_ref", .number(tauRef), default: .float(0.002)),
    ]
  }

  var amplitudeArgument: Argument { Argument("amplitude", .number(amplitude), default: .int(1)) }
}

/// How fast and how strongly a neuron tires.
public struct Adaptation: Sendable {
  public let tau: Double
  public let increment: Double

  /// n += (dt/τn) (inc_n · output − n)
  @inline(__always)
  func step(_ n: Double, output: Double, dt: Double) -> Double { n + (dt / tau) * (increment * output - n) }

  static func arguments(_ tau: Number, _ increment: Number) -> [Argument] {
    [
      Argument("tau_n", .number(tau), default: .int(1)),
      Argument("inc_n", .number(increment), default: .float(0.01)),
    ]
  }
}
