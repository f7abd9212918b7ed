import Arrays

/// Values between two bounds, all equally likely; optionally integers from `low` to `high - 1`.
public struct Uniform: Distribution {
  public static let typeName = "Uniform"
  public let low: Number
  public let high: Number
  public let integer: Bool

  public init(_ low: Number, _ high: Number, integer: Bool = false) {
    self.low = low
    self.high = high
    self.integer = integer
  }

  public var arguments: [Argument] {
    [
      Argument("low", .number(low)), Argument("high", .number(high)),
      Argument("integer", .bool(integer), default: .bool(false)),
    ]
  }

  /// Integers come as an int64 array.
  public func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    let (low, high) = (low.value, high.value)
    guard integer else { return try Numerics.draws(n, d) { rng.uniform(low, high) } }
    guard let first = Int(exactly: low.rounded(.towardZero)), let end = Int(exactly: high.rounded(.towardZero)),
      first < end
    else { throw NengoError(.value, "low >= high") }
    return try Numerics.draws(n, d) { Double(rng.randint(first, end)) }.astype(.int64)
  }

  public func fill(_ row: UnsafeMutableBufferPointer<Double>, _ rng: RandomState) throws {
    if integer {
      let values = try sample(1, row.count, rng).doubles
      for i in row.indices { row[i] = values[i] }
    } else {
      let (low, high) = (low.value, high.value)
      for i in row.indices { row[i] = rng.uniform(low, high) }
    }
  }
}
