import Arrays

/// A fixed set of samples; nothing is drawn.
public struct Samples: Distribution {
  public static let typeName = "Samples"
  public let samples: NDArray

  public init(_ samples: NDArray) throws {
    // Integers stay integers, as arrays given in place of a distribution do.
    self.samples = try samples.dtype.isInteger ? samples.astype(.int64) : samples.astype(.float64)
  }

  public var arguments: [Argument] { [Argument("samples", .array(samples))] }

  public func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    let stored = try d == nil ? samples.squeezed() : samples.ndim == 1 ? samples.reshaped([samples.size, 1]) : samples
    guard stored.ndim > 0 else { throw NengoError(.index, "Samples: one number has no axis to take \(n) samples from") }
    let rows = stored
    func fail(_ text: String) -> NengoError { .validation(text, attribute: "samples", owner: Self.typeName) }
    guard rows.shape[0] == n else {
      throw fail("Wrong number of samples requested; got \(n), should be \(rows.shape[0])")
    }
    if let d {
      guard rows.ndim == 2, rows.shape[1] == d else {
        throw fail("Wrong sample dimensionality requested; got \(d), should be \(rows.shape.last ?? 1)")
      }
    } else if rows.ndim != 1 {
      throw fail("Wrong sample dimensionality requested; got none, should be \(rows.shape.last ?? 1)")
    }
    return rows.copy()
  }
}
