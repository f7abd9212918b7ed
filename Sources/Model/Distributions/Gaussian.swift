import Arrays

/// The normal distribution.
public struct Gaussian: Distribution {
  public static let typeName = "Gaussian"
  public let mean: Number
  public let std: Number

  public init(mean: Number, std: Number) throws {
    self.mean = mean
    self.std = try std.checked(above: 0, "std", Self.typeName)
  }

  /// Mean 0 and standard deviation 1.
  public static let standard = Gaussian(standardMean: 0)

  private init(standardMean: Number) {
    mean = standardMean
    std = 1
  }

  public var arguments: [Argument] { [Argument("mean", .number(mean)), Argument("std", .number(std))] }

  public func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    let (mean, std) = (mean.value, std.value)
    return try Numerics.draws(n, d) { rng.normal(mean, std) }
  }

  public func fill(_ row: UnsafeMutableBufferPointer<Double>, _ rng: RandomState) throws {
    let (mean, std) = (mean.value, std.value)
    for i in row.indices { row[i] = rng.normal(mean, std) }
  }
}
