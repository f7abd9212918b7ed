import Arrays
import Glibc

/// `LIFRate` with a smooth threshold, so that its gradient is finite everywhere.
public struct SoftLIFRate: LIFFamily {
  public static let typeName = "SoftLIFRate"
  public static let package = "nengo_dl"
  public let sigma: Number
  public let tauRC: Number
  public let tauRef: Number
  public let amplitude: Number
  public let initialState: InitialState

  public init(
    sigma: Number = 1.0, tauRC: Number = 0.02, tauRef: Number = 0.002, amplitude: Number = 1,
    initialState: InitialState = .none
  ) throws {
    self.sigma = try sigma.checked(above: 0, "sigma", Self.typeName)
    self.tauRC = try tauRC.checked(above: 0, "tau_rc", Self.typeName)
    self.tauRef = try tauRef.checked(atLeast: 0, "tau_ref", Self.typeName)
    self.amplitude = try amplitude.checked(above: 0, "amplitude", Self.typeName)
    self.initialState = try initialState.checked(against: [], Self.typeName)
  }

  public var arguments: [Argument] {
    [Argument("sigma", .number(sigma), default: .float(1))] + curveArguments
      + [amplitudeArgument, initialState.argument]
  }

  /// The LIF curve over z = σ ln(1 + exp((J - 1)/σ)) in place of J - 1.
  private struct Curve {
    let sigma: Double
    let lif: LIFCurve

    @inline(__always)
    func rate(_ current: Double) -> Double {
      let x = (current - 1) / sigma
      let q: Double
      if x > -20 {
        let z = sigma * (x > 30 ? x : log1p(exp(x)))
        q = log1p(1 / z)
      } else {
        // ln(1 + 1/z) for z = σ exp(x) near 0.
        q = -x - log(sigma)
      }
      return lif.amplitude / (lif.tauRef + lif.tauRC * q)
    }
  }

  private var soft: Curve { Curve(sigma: sigma.value, lif: curve) }

  public func rates(currents: NDArray) throws -> NDArray {
    let curve = soft
    return try elementwise(currents) { curve.rate($0) }
  }

  public func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    let curve = soft
    for i in 0..<count { output[i] = curve.rate(current[i]) }
  }
}
