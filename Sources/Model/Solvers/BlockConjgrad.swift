import Arrays

/// Conjugate gradients for all target columns together.
public struct BlockConjgrad: LeastSquaresSolver {
  public static let typeName = "BlockConjgrad"
  public let tolerance: Number
  public let start: NDArray?

  public init(tolerance: Number = 1e-2, start: NDArray? = nil) throws {
    self.tolerance = try tolerance.checked(atLeast: 0, "tol", Self.typeName)
    self.start = start
  }

  public var arguments: [Argument] {
    [
      Argument("tol", .number(tolerance), default: .float(1e-2)),
      Argument("X0", start.map { .array($0) } ?? .none, default: ArgumentValue.none),
    ]
  }

  public func solve(_ a: NDArray, _ y: NDArray, sigma: [Double], rng: RandomState) throws -> (NDArray, SolverInfo) {
    let (m, n, k) = (a.shape[0], a.shape[1], y.shape[1])
    let operation = NormalOperator(a, penalties: (0..<n).map { penalty(sigma, $0, points: m) })
    var x = try SolverSystem.matrix(columns: startColumns(start, n, k), rows: n)
    var r = try combine(LinearAlgebra.product(a.transposed, y), operation.apply(x), -1)
    var p = r
    var square = try LinearAlgebra.product(r.transposed, r)
    let limit = tolerance.value * tolerance.value * Double(m)
    var rounds = 0
    for _ in 0..<(n / max(k, 1) + 1) {
      rounds += 1
      let ap = try operation.apply(p)
      let alpha = try ratio(LinearAlgebra.product(p.transposed, ap), square)
      x = try combine(x, LinearAlgebra.product(p, alpha), 1)
      r = try combine(r, LinearAlgebra.product(ap, alpha), -1)
      let next = try LinearAlgebra.product(r.transposed, r)
      if (0..<k).allSatisfy({ next.doubles[$0 * k + $0] < limit }) { break }
      p = try combine(r, LinearAlgebra.product(p, ratio(square, next)), 1)
      square = next
    }
    return (x, SolverInfo([("iterations", .count(rounds))]))
  }

  /// a⁻¹ b; where the directions of the columns have become dependent, the shortest least squares solution.
  private func ratio(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    do {
      return try LinearAlgebra.solve(a, b)
    } catch let error as ArrayError where error.kind == .linalg {
      return try LinearAlgebra.leastSquares(a, b).x
    }
  }

  /// a + factor · b
  private func combine(_ a: NDArray, _ b: NDArray, _ factor: Double) throws -> NDArray {
    NDArray(zip(a.doubles, b.doubles).map { $0 + factor * $1 }, shape: a.shape)
  }
}
