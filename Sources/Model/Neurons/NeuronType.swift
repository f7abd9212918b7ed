import Arrays

/// A state variable of a neuron type: its name and where initial values come from.
public struct StateVariable: Sendable {
  public let name: String
  public let initial: Samplable

  public init(_ name: String, _ initial: Samplable) {
    self.name = name
    self.initial = initial
  }
}

/// How a population turns input currents into output, one step at a time and at rest.
public protocol NeuronType: FrozenObject {
  /// Whether the output may be negative.
  var negative: Bool { get }
  /// Whether the output is spikes.
  var spiking: Bool { get }

  /// State variables in the order in which their initial values are sampled; `initial_state` is already applied.
  var stateVariables: [StateVariable] { get }

  /// Names that can be probed on the neurons, without `input`.
  var probeable: [String] { get }

  /// Gain and bias that give each neuron its rate at 1 and its intercept; nil for a type that has neither.
  ///
  /// - Throws: a validation error on `max_rates` if a rate cannot be reached.
  func gainBias(maxRates: [Double], intercepts: [Double]) throws -> (gain: [Double], bias: [Double])?

  /// The inverse of `gainBias`; nil for a type that has neither.
  func maxRatesIntercepts(gain: [Double], bias: [Double]) throws -> (maxRates: [Double], intercepts: [Double])?

  /// Steady output [m, n] for input currents [m, n], as used for solving decoders.
  func rates(currents: NDArray) throws -> NDArray

  /// One step of `dt` seconds: reads `count` currents, writes `count` outputs, and moves the state arrays, which come in
  /// the order of `stateVariables`. `rng` is the population's own stream and used by stochastic types only.
  func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?) throws
}

/// A type that turns the output of a rate type into spikes. The base type steps first, into the signal `rate_out`;
/// then this type steps with those rates as its currents.
public protocol RatesToSpikes: NeuronType {
  var baseType: any NeuronType { get }
  var amplitude: Number { get }
  var initialState: InitialState { get }
}

extension NeuronType {
  public var negative: Bool { true }
  public var spiking: Bool { false }
  public var stateVariables: [StateVariable] { [] }
  public var probeable: [String] { ["output"] + stateVariables.map(\.name) }
}
