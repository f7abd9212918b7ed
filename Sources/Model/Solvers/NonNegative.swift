import Arrays

/// Non-negative least squares by the active set method of Lawson and Hanson (1974).
enum NonNegativeLeastSquares {
  /// The x >= 0 that minimises |A x − b|². Columns are made active one at a time, the most useful first; those that
  /// would turn negative are taken out again.
  ///
  /// - Complexity: O(*m n k*) for *m* rows, *n* columns and *k* active ones, if few columns are taken out.
  static func solve(_ a: NDArray, _ b: [Double]) -> [Double] {
    let n = a.shape[1]
    var x = [Double](repeating: 0, count: n)
    var active = ActiveColumns(a, b)
    // In the units of A, as in SciPy: in those of Aᵀ b useful columns of ill-conditioned systems are left out, which
    // changes decoders by a thousandth.
    let tolerance = 10 * Double.ulpOfOne * Double(max(a.shape[0], n)) * active.greatestColumnSum
    var blocked = Set<Int>()
    for _ in 0..<(3 * max(n, 1)) {
      let gradient = active.gradient(x)
      let candidates = (0..<n).filter {
        !active.contains($0) && !blocked.contains($0) && gradient[$0] > tolerance
      }
      guard let best = candidates.max(by: { gradient[$0] < gradient[$1] }) else { return x }
      active.append(best)
      guard settle(&x, &active) else {
        blocked.insert(best)
        continue
      }
      blocked.removeAll()
    }
    return x
  }

  /// Moves to the least squares solution of the active columns, dropping those that reach 0 on the way. False if the
  /// column just added would leave at once.
  private static func settle(_ x: inout [Double], _ active: inout ActiveColumns) -> Bool {
    var isFirst = true
    while !active.indices.isEmpty {
      let columns = active.indices
      let z = active.solution()
      if isFirst, let added = columns.last, let value = z.last, value <= 0 {
        active.remove([added])
        return false
      }
      isFirst = false
      let negative = columns.indices.filter { z[$0] <= 0 }
      guard let step = negative.map({ x[columns[$0]] / (x[columns[$0]] - z[$0]) }).min() else {
        for (i, index) in columns.enumerated() { x[index] = z[i] }
        return true
      }
      for (i, index) in columns.enumerated() { x[index] += step * (z[i] - x[index]) }
      var leaving = negative.filter { x[columns[$0]] <= 1e-15 * max(1, abs(z[$0])) }
      // Rounding may have kept the blocking entry above 0: then the smallest goes.
      if leaving.isEmpty, let smallest = negative.min(by: { x[columns[$0]] < x[columns[$1]] }) { leaving = [smallest] }
      for i in leaving { x[columns[i]] = 0 }
      active.remove(leaving.map { columns[$0] })
    }
    return true
  }
}

/// Least squares with weights that are not negative.
public struct Nnls: Solver {
  public static let typeName = "Nnls"
  public let weights: Bool

  public init(weights: Bool = false) { self.weights = weights }

  public var compositional: Bool { false }
  public var arguments: [Argument] { [Argument("weights", .bool(weights), default: .bool(false))] }

  public func solve(activities: NDArray, targets: NDArray, rng: RandomState) throws -> (NDArray, SolverInfo) {
    try SolverSystem.solved(activities, targets, owner: typeName, scalarErrors: false) { a, y in
      let columns = (0..<y.shape[1]).map { NonNegativeLeastSquares.solve(a, SolverSystem.column(y, $0)) }
      return (try SolverSystem.matrix(columns: columns, rows: a.shape[1]), SolverInfo())
    }
  }
}

/// Non-negative weights for the regularised normal equations; negative targets count as 0.
///
/// The system that is solved is the Gram matrix itself: |G x − Aᵀ max(y, 0)|² is made smallest.
public struct NnlsL2: Solver {
  public static let typeName = "NnlsL2"
  public let weights: Bool
  public let reg: Number

  public init(weights: Bool = false, reg: Number = 0.1) throws {
    self.weights = weights
    self.reg = try reg.checked(atLeast: 0, "reg", Self.typeName)
  }

  public var compositional: Bool { false }
  public var arguments: [Argument] {
    [
      Argument("weights", .bool(weights), default: .bool(false)),
      Argument("reg", .number(reg), default: .float(0.1)),
    ]
  }

  /// σ = reg · max(A)
  public func solve(activities: NDArray, targets: NDArray, rng: RandomState) throws -> (NDArray, SolverInfo) {
    try solveNonNegative(activities, targets, typeName) { [reg.value * SolverSystem.maximum($0)] }
  }
}

/// `NnlsL2` whose penalty is lower for neurons that are active less often.
public struct NnlsL2nz: Solver {
  public static let typeName = "NnlsL2nz"
  public let weights: Bool
  public let reg: Number

  public init(weights: Bool = false, reg: Number = 0.1) throws {
    self.weights = weights
    self.reg = try reg.checked(atLeast: 0, "reg", Self.typeName)
  }

  public var compositional: Bool { false }
  public var arguments: [Argument] {
    [
      Argument("weights", .bool(weights), default: .bool(false)),
      Argument("reg", .number(reg), default: .float(0.1)),
    ]
  }

  /// σ_i = reg · max(A) · sqrt(fraction of points where neuron i is active), 1 for neurons that never are.
  public func solve(activities: NDArray, targets: NDArray, rng: RandomState) throws -> (NDArray, SolverInfo) {
    try solveNonNegative(activities, targets, typeName) { a in
      let scale = reg.value * SolverSystem.maximum(a)
      return SolverSystem.activeFractions(a) { $0 > 0 }.map { scale * $0.squareRoot() }.map { $0 == 0 ? 1 : $0 }
    }
  }
}

private func solveNonNegative(
  _ activities: NDArray, _ targets: NDArray, _ owner: String, sigma: (NDArray) -> [Double]
) throws -> (NDArray, SolverInfo) {
  try SolverSystem.solved(activities, targets, owner: owner, scalarErrors: false) { a, y in
    let gram = try SolverSystem.regularizedGram(a, sigma: sigma(a), points: a.shape[0])
    let right = try LinearAlgebra.product(a.transposed, SolverSystem.map(y) { max($0, 0) })
    let columns = (0..<y.shape[1]).map { NonNegativeLeastSquares.solve(gram, SolverSystem.column(right, $0)) }
    return (try SolverSystem.matrix(columns: columns, rows: a.shape[1]), SolverInfo())
  }
}
