import Arrays
import Glibc

/// One step of a leaky integrate-and-fire membrane.
struct LIFMembrane {
  let dt: Double
  let tauRC: Double
  let tauRef: Double
  let minVoltage: Double
  /// The output of a spike: amplitude/dt.
  let height: Double

  /// Moves voltage and refractory time and returns the output.
  ///
  /// The membrane integrates for the part of the step that is not refractory; a spike's time within the step goes into
  /// the next refractory time.
  @inline(__always)
  func step(_ current: Double, _ voltage: inout Double, _ refractoryTime: inout Double) -> Double {
    refractoryTime -= dt
    let delta = min(max(dt - refractoryTime, 0), dt)
    voltage -= (current - voltage) * expm1(-delta / tauRC)
    if voltage > 1 {
      let crossing = dt + tauRC * log1p(-(voltage - 1) / (current - 1))
      voltage = 0
      refractoryTime = tauRef + crossing
      return height
    }
    if voltage < minVoltage { voltage = minVoltage }
    return 0
  }
}

/// Leaky integrate-and-fire neurons that spike.
public struct LIF: LIFFamily {
  public static let typeName = "LIF"
  private static let variables = [StateVariable.voltage, .zero("refractory_time")]
  public let tauRC: Number
  public let tauRef: Number
  public let minVoltage: Number
  public let amplitude: Number
  public let initialState: InitialState

  public init(
    tauRC: Number = 0.02, tauRef: Number = 0.002, minVoltage: Number = 0, amplitude: Number = 1,
    initialState: InitialState = .none
  ) throws {
    self.tauRC = try tauRC.checked(above: 0, "tau_rc", Self.typeName)
    self.tauRef = try tauRef.checked(atLeast: 0, "tau_ref", Self.typeName)
    self.minVoltage = try minVoltage.checked(atMost: 0, "min_voltage", Self.typeName)
    self.amplitude = try amplitude.checked(above: 0, "amplitude", Self.typeName)
    self.initialState = try initialState.checked(against: Self.variables, Self.typeName)
  }

  /// The default neuron type of ensembles.
  public static let standard = LIF()

  private init() {
    tauRC = 0.02
    tauRef = 0.002
    minVoltage = 0
    amplitude = 1
    initialState = .none
  }

  public var spiking: Bool { true }
  public var stateVariables: [StateVariable] { initialState.applied(to: Self.variables) }
  public var arguments: [Argument] {
    curveArguments + [
      Argument("min_voltage", .number(minVoltage), default: .int(0)), amplitudeArgument, initialState.argument,
    ]
  }

  public func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    let membrane = LIFMembrane(
      dt: dt, tauRC: tauRC.value, tauRef: tauRef.value, minVoltage: minVoltage.value, height: amplitude.value / dt)
    let (voltage, refractoryTime) = (state[0], state[1])
    for i in 0..<count { output[i] = membrane.step(current[i], &voltage[i], &refractoryTime[i]) }
  }
}

/// `LIF` whose current is reduced by an adaptation that jumps at each spike.
public struct AdaptiveLIF: LIFFamily {
  public static let typeName = "AdaptiveLIF"
  private static let variables = [StateVariable.voltage, .zero("refractory_time"), .zero("adaptation")]
  public let tauN: Number
  public let incN: Number
  public let tauRC: Number
  public let tauRef: Number
  public let minVoltage: Number
  public let amplitude: Number
  public let initialState: InitialState

  public init(
    tauN: Number = 1, incN: Number = 0.01, tauRC: Number = 0.02, tauRef: Number = 0.002, minVoltage: Number = 0,
    amplitude: Number = 1, initialState: InitialState = .none
  ) throws {
    self.tauN = try tauN.checked(above: 0, "tau_n", Self.typeName)
    self.incN = try incN.checked(atLeast: 0, "inc_n", Self.typeName)
    self.tauRC = try tauRC.checked(above: 0, "tau_rc", Self.typeName)
    self.tauRef = try tauRef.checked(atLeast: 0, "tau_ref", Self.typeName)
    self.minVoltage = try minVoltage.checked(atMost: 0, "min_voltage", Self.typeName)
    self.amplitude = try amplitude.checked(above: 0, "amplitude", Self.typeName)
    self.initialState = try initialState.checked(against: Self.variables, Self.typeName)
  }

  public var spiking: Bool { true }
  public var stateVariables: [StateVariable] { initialState.applied(to: Self.variables) }
  public var arguments: [Argument] {
    Adaptation.arguments(tauN, incN) + curveArguments + [
      Argument("min_voltage", .number(minVoltage), default: .int(0)), amplitudeArgument, initialState.argument,
    ]
  }

  public func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    let membrane = LIFMembrane(
      dt: dt, tauRC: tauRC.value, tauRef: tauRef.value, minVoltage: minVoltage.value, height: amplitude.value / dt)
    let adaptation = Adaptation(tau: tauN.value, increment: incN.value)
    let (voltage, refractoryTime, level) = (state[0], state[1], state[2])
    for i in 0..<count {
      output[i] = membrane.step(current[i] - level[i], &voltage[i], &refractoryTime[i])
      level[i] = adaptation.step(level[i], output: output[i], dt: dt)
    }
  }
}
