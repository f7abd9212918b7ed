import Arrays
import Glibc

/// A distribution with a density and its integral.
public protocol ContinuousDistribution: Distribution {
  /// The probability of a value up to `x`.
  func cdf(_ x: Double) -> Double
  /// The density at `x`.
  func pdf(_ x: Double) -> Double
  /// The inverse of `cdf`.
  func ppf(_ y: Double) -> Double
}

/// The square root of a Beta(m/2, n/2) variable: the length of m coordinates of a random unit vector with m + n.
public struct SqrtBeta: ContinuousDistribution {
  public static let typeName = "SqrtBeta"
  public let n: Int
  public let m: Int

  public init(n: Int, m: Int = 1) throws { try self.init(n: n, m: m, owner: Self.typeName) }

  /// - Parameter owner: the class that errors name.
  init(n: Int, m: Int, owner: String) throws {
    self.n = try n.checked(atLeast: 0, "n", owner)
    self.m = try m.checked(atLeast: 0, "m", owner)
  }

  public var arguments: [Argument] { [Argument("n", .int(n)), Argument("m", .int(m), default: .int(1))] }

  private var a: Double { Double(m) / 2 }
  private var b: Double { Double(n) / 2 }

  public func sample(_ count: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    guard a > 0 else { throw NengoError(.value, "a <= 0") }
    guard b > 0 else { throw NengoError(.value, "b <= 0") }
    return try Numerics.draws(count, d) { rng.beta(a, b).squareRoot() }
  }

  public func cdf(_ x: Double) -> Double {
    let square = x * x
    return square < 1 ? SpecialFunctions.regularizedBeta(a, b, square) : 1
  }

  public func pdf(_ x: Double) -> Double {
    2 / SpecialFunctions.beta(a, b) * pow(x, Double(m) - 1) * pow(1 - x * x, b - 1)
  }

  public func ppf(_ y: Double) -> Double { SpecialFunctions.inverseRegularizedBeta(a, b, y).squareRoot() }
}

/// The length of a subvector of a random unit vector.
public struct SubvectorLength: ContinuousDistribution {
  public static let typeName = "SubvectorLength"
  public let dimensions: Int
  public let subdimensions: Int
  private let base: SqrtBeta

  public init(dimensions: Int, subdimensions: Int = 1) throws {
    try self.init(dimensions: dimensions, subdimensions: subdimensions, owner: Self.typeName)
  }

  init(dimensions: Int, subdimensions: Int, owner: String) throws {
    self.dimensions = dimensions
    self.subdimensions = subdimensions
    let others = dimensions.subtractingReportingOverflow(subdimensions).partialValue
    base = try SqrtBeta(n: others, m: subdimensions, owner: owner)
  }

  public var arguments: [Argument] {
    [
      Argument("dimensions", .int(dimensions)),
      Argument("subdimensions", .int(subdimensions), default: .int(1)),
    ]
  }

  public func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray { try base.sample(n, d, rng) }
  public func cdf(_ x: Double) -> Double { base.cdf(x) }
  public func pdf(_ x: Double) -> Double { base.pdf(x) }
  public func ppf(_ y: Double) -> Double { base.ppf(y) }
}

/// The dot product of two random unit vectors.
public struct CosineSimilarity: ContinuousDistribution {
  public static let typeName = "CosineSimilarity"
  public let dimensions: Int
  private let base: SubvectorLength

  public init(dimensions: Int) throws {
    self.dimensions = dimensions
    base = try SubvectorLength(dimensions: dimensions, subdimensions: 1, owner: Self.typeName)
  }

  public var arguments: [Argument] { [Argument("dimensions", .int(dimensions))] }

  /// All signs are drawn before all lengths.
  public func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    let signs = try Numerics.draws(n, d) { rng.randomSample() <= 0.5 ? 1 : -1 }
    let result = try base.sample(n, d, rng)
    try signs.withDoubles { signs in
      try result.withMutableDoubles { cells in
        for i in cells.indices { cells[i] *= signs[i] }
      }
    }
    return result
  }

  public func cdf(_ x: Double) -> Double {
    let sign: Double = x > 0 ? 1 : x < 0 ? -1 : 0
    return (sign * base.cdf(abs(x)) + 1) / 2
  }

  public func pdf(_ x: Double) -> Double { base.pdf(x) / 2 }

  public func ppf(_ y: Double) -> Double {
    let length = base.ppf(abs(y * 2 - 1))
    return y > 0.5 ? length : -length
  }
}
