import Arrays
import Glibc

/// What the wrappers share: all curves are the base type's.
extension RatesToSpikes {
  public var negative: Bool { baseType.negative }
  public var spiking: Bool { true }
  public var arguments: [Argument] {
    [
      Argument("base_type", .object(baseType)), Argument("amplitude", .number(amplitude), default: .float(1)),
      initialState.argument,
    ]
  }
  public var probeable: [String] {
    ["output", "rate_out"] + stateVariables.map(\.name) + baseType.stateVariables.map(\.name)
  }

  public func gainBias(maxRates: [Double], intercepts: [Double]) throws -> (gain: [Double], bias: [Double])? {
    try baseType.gainBias(maxRates: maxRates, intercepts: intercepts)
  }

  public func maxRatesIntercepts(
    gain: [Double], bias: [Double]
  ) throws -> (maxRates: [Double], intercepts: [Double])? {
    try baseType.maxRatesIntercepts(gain: gain, bias: bias)
  }

  public func rates(currents: NDArray) throws -> NDArray { try baseType.rates(currents: currents) }

  /// The warning that a base type which spikes already deserves.
  public var warnings: [NengoWarning] {
    guard baseType.spiking else { return [] }
    return [
      NengoWarning(
        .user,
        "'base_type' is type '\(baseType.typeName)', which is a spiking neuron type. We recommend using the "
          + "non-spiking equivalent type, if one exists.")
    ]
  }

  /// Refuses a base type with a state variable of the wrapper's name.
  static func checkedBase(_ base: any NeuronType, against variables: [StateVariable]) throws -> any NeuronType {
    let own = variables.map(\.name)
    let shared = base.stateVariables.map(\.name).filter(own.contains)
    guard shared.isEmpty else {
      let names = shared.map { "'\($0)'" }.joined(separator: ", ")
      throw NengoError.validation(
        "\(typeName) and \(base.typeName) have overlapping state variables (\(names))", attribute: "state",
        owner: typeName)
    }
    return base
  }
}

/// Spikes at regular intervals: the rate is summed up, and each whole unit is a spike.
public struct RegularSpiking: RatesToSpikes {
  public static let typeName = "RegularSpiking"
  private static let variables = [StateVariable.voltage]
  public let baseType: any NeuronType
  public let amplitude: Number
  public let initialState: InitialState

  public init(_ baseType: any NeuronType, amplitude: Number = 1.0, initialState: InitialState = .none) throws {
    self.baseType = try Self.checkedBase(baseType, against: Self.variables)
    self.amplitude = try amplitude.checked(above: 0, "amplitude", Self.typeName)
    self.initialState = try initialState.checked(against: Self.variables, Self.typeName)
  }

  public var stateVariables: [StateVariable] { initialState.applied(to: Self.variables) }

  /// `current` holds rates in hertz.
  public func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    let height = amplitude.value / dt
    let voltage = state[0]
    for i in 0..<count {
      let v = voltage[i] + dt * current[i]
      let spikes = v.rounded(.down)
      output[i] = height * spikes
      voltage[i] = v - spikes
    }
  }
}

/// One spike per step at most of the fractional part of the expected number, by a coin toss.
public struct StochasticSpiking: RatesToSpikes {
  public static let typeName = "StochasticSpiking"
  public let baseType: any NeuronType
  public let amplitude: Number
  public let initialState: InitialState

  public init(_ baseType: any NeuronType, amplitude: Number = 1.0, initialState: InitialState = .none) throws {
    self.baseType = try Self.checkedBase(baseType, against: [])
    self.amplitude = try amplitude.checked(above: 0, "amplitude", Self.typeName)
    self.initialState = try initialState.checked(against: [], Self.typeName)
  }

  public var stateVariables: [StateVariable] { [] }

  /// `current` holds rates in hertz; one uniform is drawn per neuron.
  public func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    let rng = try requireStream(rng)
    let height = amplitude.value / dt
    let isSigned = baseType.negative
    for i in 0..<count {
      let expected = isSigned ? abs(dt * current[i]) : dt * current[i]
      let whole = expected.rounded(.towardZero)
      let spikes = whole + (rng.randomSample() < expected - whole ? 1 : 0)
      output[i] = height * (isSigned && current[i] < 0 ? -spikes : spikes)
    }
  }
}

/// Spike counts of a Poisson process with the given rate.
public struct PoissonSpiking: RatesToSpikes {
  public static let typeName = "PoissonSpiking"
  public let baseType: any NeuronType
  public let amplitude: Number
  public let initialState: InitialState

  public init(_ baseType: any NeuronType, amplitude: Number = 1.0, initialState: InitialState = .none) throws {
    self.baseType = try Self.checkedBase(baseType, against: [])
    self.amplitude = try amplitude.checked(above: 0, "amplitude", Self.typeName)
    self.initialState = try initialState.checked(against: [], Self.typeName)
  }

  public var stateVariables: [StateVariable] { [] }

  /// `current` holds rates in hertz.
  public func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    let rng = try requireStream(rng)
    let height = amplitude.value / dt
    let isSigned = baseType.negative
    for i in 0..<count {
      let mean = isSigned ? abs(current[i]) * dt : current[i] * dt
      guard mean >= 0, mean < 9.2e18 else { throw NengoError(.value, "lam < 0 or lam contains NaNs") }
      let spikes = Double(rng.poisson(mean))
      output[i] = height * (isSigned && current[i] < 0 ? -spikes : spikes)
    }
  }
}

extension RatesToSpikes {
  func requireStream(_ rng: RandomState?) throws -> RandomState {
    guard let rng else { throw NengoError(.simulation, "\(typeName) needs a random stream to step") }
    return rng
  }
}
