import Arrays

/// The steady firing rate of a leaky integrate-and-fire neuron.
public struct LIFRate: LIFFamily {
  public static let typeName = "LIFRate"
  public let tauRC: Number
  public let tauRef: Number
  public let amplitude: Number
  public let initialState: InitialState

  public init(
    tauRC: Number = 0.02, tauRef: Number = 0.002, amplitude: Number = 1, initialState: InitialState = .none
  ) throws {
    self.tauRC = try tauRC.checked(above: 0, "tau_rc", Self.typeName)
    self.tauRef = try tauRef.checked(atLeast: 0, "tau_ref", Self.typeName)
    self.amplitude = try amplitude.checked(above: 0, "amplitude", Self.typeName)
    self.initialState = try initialState.checked(against: [], Self.typeName)
  }

  public var arguments: [Argument] { curveArguments + [amplitudeArgument, initialState.argument] }

  public func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    let curve = curve
    for i in 0..<count { output[i] = curve.rate(current[i]) }
  }
}

/// `LIFRate` whose current is reduced by an adaptation that follows its output.
public struct AdaptiveLIFRate: LIFFamily {
  public static let typeName = "AdaptiveLIFRate"
  private static let variables = [StateVariable.zero("adaptation")]
  public let tauN: Number
  public let incN: Number
  public let tauRC: Number
  public let tauRef: Number
  public let amplitude: Number
  public let initialState: InitialState

  public init(
    tauN: Number = 1, incN: Number = 0.01, tauRC: Number = 0.02, tauRef: Number = 0.002, amplitude: Number = 1,
    initialState: InitialState = .none
  ) throws {
    self.tauN = try tauN.checked(above: 0, "tau_n", Self.typeName)
    self.incN = try incN.checked(atLeast: 0, "inc_n", Self.typeName)
    self.tauRC = try tauRC.checked(above: 0, "tau_rc", Self.typeName)
    self.tauRef = try tauRef.checked(atLeast: 0, "tau_ref", Self.typeName)
    self.amplitude = try amplitude.checked(above: 0, "amplitude", Self.typeName)
    self.initialState = try initialState.checked(against: Self.variables, Self.typeName)
  }

  public var stateVariables: [StateVariable] { initialState.applied(to: Self.variables) }
  public var arguments: [Argument] {
    Adaptation.arguments(tauN, incN) + curveArguments + [amplitudeArgument, initialState.argument]
  }

  public func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    let curve = curve
    let adaptation = Adaptation(tau: tauN.value, increment: incN.value)
    let level = state[0]
    for i in 0..<count {
      output[i] = curve.rate(current[i] - level[i])
      level[i] = adaptation.step(level[i], output: output[i], dt: dt)
    }
  }
}
