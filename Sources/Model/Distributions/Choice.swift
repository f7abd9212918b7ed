import Arrays

/// Draws from a list of options (along the first axis), with equal or given weights.
public struct Choice: Distribution {
  public static let typeName = "Choice"
  public let options: NDArray
  public let weights: NDArray?
  /// Running sums of the probabilities.
  private let limits: [Double]

  public init(_ options: NDArray, weights: NDArray? = nil) throws {
    guard options.ndim >= 1 else {
      throw NengoError.validation("Must be a list of options", attribute: "options", owner: Self.typeName)
    }
    self.options = try options.astype(.float64)
    self.weights = try weights?.astype(.float64)
    let count = options.shape[0]
    let values = weights?.doubles ?? [Double](repeating: 1, count: count)
    try Self.check(weights: values, against: count, isVector: (weights?.ndim ?? 1) == 1)
    let total = values.reduce(0, +)
    var sum = 0.0
    limits = values.map {
      sum += $0 / total
      return sum
    }
  }

  /// A list of numbers.
  public init(_ options: [Double]) throws { try self.init(NDArray(options)) }

  private init(constant value: Double) {
    options = NDArray([value])
    weights = nil
    limits = [1]
  }

  /// The default initial value of states that start at rest; it consumes one uniform per value like any choice.
  static let zero = Choice(constant: 0)

  private static func check(weights: [Double], against count: Int, isVector: Bool) throws {
    func fail(_ text: String) -> NengoError { .validation(text, attribute: "weights", owner: typeName) }
    guard isVector, weights.count == count else {
      throw fail("Number of weights (\(weights.count)) must match number of options (\(count))")
    }
    guard weights.allSatisfy({ $0 >= 0 }) else { throw fail("All weights must be positive") }
    guard weights.reduce(0, +) > 0 else { throw fail("Sum of weights must be positive (got 0.000000)") }
  }

  public var arguments: [Argument] {
    [
      Argument("options", .array(options)),
      Argument("weights", weights.map { .array($0) } ?? .none, default: ArgumentValue.none),
    ]
  }

  /// The number of values in one option; 0 for plain numbers.
  public var dimensions: Int { options.ndim == 1 ? 0 : options.shape.dropFirst().reduce(1, *) }

  public func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    if let d, d != dimensions {
      throw NengoError.validation(
        "Options must be of dimensionality \(d) (got \(dimensions))", attribute: "options", owner: Self.typeName)
    }
    let width = options.shape.dropFirst().reduce(1, *)
    let values = options.doubles
    return try Numerics.array([n] + options.shape.dropFirst()) { cells in
      for row in 0..<max(n, 0) {
        let option = pick(rng.randomSample())
        for k in 0..<width { cells[row * width + k] = values[option * width + k] }
      }
    }
  }

  /// The number of limits below `u`.
  private func pick(_ u: Double) -> Int {
    var low = 0
    var high = limits.count
    while low < high {
      let middle = (low + high) / 2
      if limits[middle] < u { low = middle + 1 } else { high = middle }
    }
    return min(low, limits.count - 1)
  }
}
