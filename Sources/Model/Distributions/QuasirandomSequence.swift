import Arrays
import Glibc

/// Evenly scattered points of the unit cube: an additive recurrence with irrational steps from a random offset.
public struct QuasirandomSequence: Distribution {
  public static let typeName = "QuasirandomSequence"

  public init() {}

  public var arguments: [Argument] { [] }

  public func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    let d = try UniformHypersphere.requireDimensions(d ?? 1)
    let offsets = try Numerics.draws(d, nil) { rng.randomSample() }.doubles
    return try Numerics.array([n, d]) { cells in
      if d == 1 {
        guard n > 0 else { throw ArrayError(.zeroDivision, "QuasirandomSequence: division by zero for no samples") }
        let step = 1.0 / Double(n)
        for i in 0..<n { cells[i] = fraction(offsets[0] + step * Double(i)) }
      } else {
        let base = 1.0 / (try Self.generalizedGoldenRatio(d))
        let steps = (1...d).map { pow(base, Double($0)) }
        for i in 0..<n {
          for j in 0..<d { cells[i * d + j] = fraction(offsets[j] + Double(i + 1) * steps[j]) }
        }
      }
      Numerics.shuffleRows(cells, width: d, rng)
    }
  }

  private func fraction(_ value: Double) -> Double { fmod(value, 1) }

  /// The φ with φ^(d+1) = φ + 1, by Newton's method from 1.
  ///
  /// - Throws: a convergence error after 100 rounds.
  static func generalizedGoldenRatio(_ d: Int) throws -> Double {
    let power = Double(d) + 1
    var phi = 1.0
    for _ in 0..<100 {
      let change = (pow(phi, power) - phi - 1) / (power * pow(phi, Double(d)) - 1)
      phi -= change
      if abs(change) < 1e-10 { return phi }
    }
    throw NengoError(.convergence, "the golden ratio for \(d) dimensions did not converge; this should not happen")
  }
}
