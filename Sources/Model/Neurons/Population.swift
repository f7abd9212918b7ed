import Arrays

/// What the neuron types share: rates over currents, checks, the numeric gain and bias.
extension NeuronType {
  /// Steady output [m, n] for `x` (a number, a vector of inputs, or one column per neuron) with the given gain and bias.
  public func rates(_ x: NDArray, gain: [Double], bias: [Double]) throws -> NDArray {
    try rates(currents: current(x, gain: gain, bias: bias))
  }

  /// Input currents [m, n]: gain · x + bias.
  ///
  /// - Throws: a validation error if `x` has neither one column nor one per neuron.
  public func current(_ x: NDArray, gain: [Double], bias: [Double]) throws -> NDArray {
    let n = gain.count
    guard bias.count == n else {
      throw NengoError.validation(
        "gain and bias must have one value per neuron, got \(n) and \(bias.count)", attribute: "bias", owner: typeName)
    }
    guard x.ndim < 2 || (x.ndim == 2 && x.shape[1] == n) else {
      throw NengoError.validation(
        "Expected shape (\(x.shape[0]), \(n)); got \(ArrayError.text(shape: x.shape)).", attribute: "x", owner: typeName
      )
    }
    let isShared = x.ndim < 2
    let rows = x.ndim == 0 ? 1 : x.shape[0]
    return try x.withDoubles { x in
      try Numerics.array([rows, n]) { cells in
        for i in 0..<rows {
          for j in 0..<n { cells[i * n + j] = gain[j] * x[isShared ? i : i * n + j] + bias[j] }
        }
      }
    }
  }

  /// Applies `rate` to every current.
  func elementwise(_ currents: NDArray, _ rate: (Double) -> Double) throws -> NDArray {
    try currents.withDoubles { currents in
      try Numerics.array([currents.count]) { cells in
        for i in cells.indices { cells[i] = rate(currents[i]) }
      }
    }.reshaped(currents.shape)
  }

  /// Refuses rates that a refractory period of `tauRef` seconds makes unreachable.
  func checkRates(_ maxRates: [Double], tauRef: Double) throws {
    let ceiling = tauRef > 0 ? 1 / tauRef : Double.infinity
    guard maxRates.allSatisfy({ $0 < ceiling }) else {
      throw NengoError.validation(
        "Max rates must be below the inverse refractory period (\(ArgumentValue.float(ceiling).text))",
        attribute: "max_rates", owner: typeName)
    }
  }

  /// Refuses lists of different lengths.
  func checkPairs(_ a: [Double], _ b: [Double], _ attribute: String) throws {
    guard a.count == b.count else {
      throw NengoError.validation(
        "must have one value per neuron, got \(a.count) and \(b.count)", attribute: attribute, owner: typeName)
    }
  }
}

/// Gain and bias for types without a formula, from samples of their steady rates.
public enum NumericGainBias {
  /// Searches currents on a growing grid for the threshold and the largest rate, then inverts the rates between them.
  public static func gainBias(
    _ type: some NeuronType, maxRates: [Double], intercepts: [Double]
  ) throws -> (gain: [Double], bias: [Double]) {
    try type.checkPairs(maxRates, intercepts, "intercepts")
    let top = maxRates.max() ?? 0
    var threshold: Double?
    var largest: Double?
    var reach = 10.0
    for _ in 0..<10 {
      let (currents, rates) = try curve(type, from: -reach, to: reach)
      if threshold == nil { threshold = rates.lastIndex { $0 <= 0 }.map { currents[$0] } }
      if largest == nil { largest = rates.firstIndex { $0 >= top }.map { currents[$0] } }
      if threshold != nil && largest != nil { break }
      reach *= 2
    }
    func missing(_ what: String) -> NengoError {
      .validation("Could not find \(what)", attribute: "max_rates", owner: type.typeName)
    }
    guard let threshold else { throw missing("firing threshold") }
    guard let largest else { throw missing("max current") }
    let (currents, rates) = try curve(type, from: threshold, to: largest)
    let tops = maxRates.map { Numerics.interpolate($0, rates, currents) }
    let gain = zip(tops, intercepts).map { (threshold - $0) / ($1 - 1) }
    return (gain, zip(tops, gain).map { $0 - $1 })
  }

  /// Rates at 1, and the last of 101 points in -1…1 before the first positive rate.
  public static func maxRatesIntercepts(
    _ type: some NeuronType, gain: [Double], bias: [Double]
  ) throws -> (maxRates: [Double], intercepts: [Double]) {
    try type.checkPairs(gain, bias, "bias")
    let n = gain.count
    let maxRates = try type.rates(NDArray([1.0]), gain: gain, bias: bias).doubles
    let points = Numerics.linspace(-1, 1, 101)
    let rates = try type.rates(NDArray(points), gain: gain, bias: bias).doubles
    let intercepts = (0..<n).map { j in
      let first = points.indices.first { rates[$0 * n + j] > 0 } ?? 0
      return points[max(first - 1, 0)]
    }
    return (maxRates, intercepts)
  }

  private static func curve(_ type: some NeuronType, from a: Double, to b: Double) throws -> ([Double], [Double]) {
    let currents = Numerics.linspace(a, b, 101)
    return (currents, try type.rates(currents: NDArray(currents, shape: [101, 1])).doubles)
  }
}

/// Initial values that a user gave for some state variables.
public struct InitialState: Sendable, Equatable {
  public let entries: [(name: String, value: Samplable)]

  public init(_ entries: [(name: String, value: Samplable)] = []) { self.entries = entries }

  public static let none = InitialState()

  public static func == (a: InitialState, b: InitialState) -> Bool { a.argument.value == b.argument.value }

  /// The default variables with the given values in their place.
  ///
  /// - Throws: a validation error for a name that the type does not have.
  public func checked(against defaults: [StateVariable], _ owner: String) throws -> InitialState {
    for entry in entries where !defaults.contains(where: { $0.name == entry.name }) {
      let names = defaults.map { "'\($0.name)'" }.joined(separator: ", ")
      throw NengoError.validation(
        "State variable '\(entry.name)' not recognized; should be one of \(names)", attribute: "initial_state",
        owner: owner)
    }
    return self
  }

  public func applied(to defaults: [StateVariable]) -> [StateVariable] {
    defaults.map { variable in
      entries.last { $0.name == variable.name }.map { StateVariable(variable.name, $0.value) } ?? variable
    }
  }

  var argument: Argument {
    let map = ArgumentValue.map(entries.map { .init(.string($0.name), $0.value.argument) })
    return Argument("initial_state", entries.isEmpty ? .none : map, default: ArgumentValue.none)
  }
}

extension StateVariable {
  /// A membrane voltage between rest and threshold.
  static let voltage = StateVariable("voltage", .distribution(Uniform(0, 1)))

  /// A variable that starts at 0.
  static func zero(_ name: String) -> StateVariable { StateVariable(name, .distribution(Choice.zero)) }
}

extension NeuronType {
  /// Initial state arrays for `n` neurons, drawn in declaration order.
  public func makeState(_ n: Int, _ rng: RandomState) throws -> [NDArray] {
    try stateVariables.map { try $0.initial.samples(n, nil, rng) }
  }
}
