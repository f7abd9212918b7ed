import Arrays

/// A normal distribution without its tails: values further than `limit` from the mean are drawn again.
public struct TruncatedNormal: Distribution {
  public static let typeName = "TruncatedNormal"
  public static let package = "nengo_dl"
  public let mean: Number
  public let stddev: Number
  /// Two standard deviations where it was not given.
  public let limit: Number
  private let hasDefaultLimit: Bool

  public init(mean: Number = 0, stddev: Number = 1, limit: Number? = nil) throws {
    self.mean = mean
    self.stddev = try stddev.checked(atLeast: 0, "stddev", Self.typeName)
    self.limit = try (limit ?? Number(2 * stddev.value)).checked(above: 0, "limit", Self.typeName)
    hasDefaultLimit = limit == nil
  }

  public var arguments: [Argument] {
    [
      Argument("mean", .number(mean), default: .int(0)),
      Argument("stddev", .number(stddev), default: .int(1)),
      Argument("limit", .number(limit), isDefault: hasDefaultLimit, isShown: !hasDefaultLimit),
    ]
  }

  /// All values are drawn once, then all of those outside the limit in order, until none is left.
  public func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    let (mean, std, limit) = (mean.value, stddev.value, limit.value)
    let result = try Numerics.draws(n, d) { rng.normal(mean, std) }
    try result.withMutableDoubles { cells in
      var outside = cells.indices.filter { !(abs(cells[$0] - mean) <= limit) }
      var rounds = 0
      while !outside.isEmpty {
        rounds += 1
        guard rounds < 100_000 else {
          throw NengoError(.convergence, "TruncatedNormal: no value within \(limit) of the mean after \(rounds) rounds")
        }
        for i in outside { cells[i] = rng.normal(mean, std) }
        outside = outside.filter { abs(cells[$0] - mean) > limit }
      }
    }
    return result
  }
}
