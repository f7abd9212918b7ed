import Arrays

/// A distribution given by points `x` of its density and their probabilities `p`, interpolated between them.
public struct PDF: Distribution {
  public static let typeName = "PDF"
  public let x: NDArray
  public let p: NDArray

  public init(x: NDArray, p: NDArray) throws {
    func fail(_ text: String) -> NengoError { .validation(text, attribute: "p", owner: Self.typeName) }
    guard x.ndim == 1, p.ndim == 1 else {
      throw NengoError.validation("x and p must be vectors", attribute: "x", owner: Self.typeName)
    }
    let total = p.doubles.reduce(0, +)
    guard abs(total - 1) <= 1e-8 else { throw fail("PDF must sum to one (sums to \(total))") }
    guard x.size == p.size else { throw fail("`x` and `p` must be the same length") }
    self.x = try x.astype(.float64)
    self.p = try p.astype(.float64)
  }

  public var arguments: [Argument] { [Argument("x", .array(x)), Argument("p", .array(p))] }

  public func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    var sum = 0.0
    let centres = p.doubles.map { mass in
      let before = sum
      sum += mass
      return 0.5 * (before + sum)
    }
    let points = x.doubles
    return try Numerics.draws(n, d) { Numerics.interpolate(rng.randomSample(), centres, points) }
  }
}
