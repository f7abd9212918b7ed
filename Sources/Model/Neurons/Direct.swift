import Arrays

/// No neurons: the ensemble computes its functions directly.
public struct Direct: NeuronType {
  public static let typeName = "Direct"
  public let initialState: InitialState

  public init(initialState: InitialState = .none) throws {
    self.initialState = try initialState.checked(against: [], Self.typeName)
  }

  public var arguments: [Argument] { [initialState.argument] }

  public func gainBias(maxRates: [Double], intercepts: [Double]) throws -> (gain: [Double], bias: [Double])? { nil }

  public func maxRatesIntercepts(
    gain: [Double], bias: [Double]
  ) throws -> (maxRates: [Double], intercepts: [Double])? { nil }

  /// The input itself.
  public func rates(currents: NDArray) throws -> NDArray { currents }

  public func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    throw NengoError(.simulation, "Direct mode neurons shouldn't be simulated.")
  }
}
