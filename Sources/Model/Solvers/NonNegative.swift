import Arrays

/// Non-negative least squares by the active set method of Lawson and Hanson (1974).
enum NonNegativeLeastSquares {
  /// The x >= 0 that minimises |A x − b|², given AᵀA and Aᵀb. Column pivots are added one at a time, the most useful
  /// first; those that would turn negative are taken out again.
  ///
  /// - Throws: a value error after 3 n rounds, as the original does.
  static func solve(_ a: NDArray, _ b: [Double]) throws -> [Double] {
    let n = a.shape[1]
    let gram = try LinearAlgebra.gram(a).doubles
    let right = try LinearAlgebra.product(a.transposed, NDArray(b, shape: [b.count, 1])).doubles
    var x = [Double](repeating: 0, count: n)
    var isActive = [Bool](repeating: false, count: n)
    let scale = right.reduce(0) { max($0, abs($1)) }
    let tolerance = 10 * Double.ulpOfOne * Double(max(a.shape[0], n)) * max(scale, .leastNormalMagnitude)
    var blocked = Set<Int>()
    for _ in 0..<(3 * max(n, 1)) {
      let gradient = (0..<n).map { i in
        right[i] - (0..<n).reduce(0) { $0 + gram[i * n + $1] * x[$1] }
      }
      let candidates = (0..<n).filter { !isActive[$0] && !blocked.contains($0) && gradient[$0] > tolerance }
      guard let best = candidates.max(by: { gradient[$0] < gradient[$1] }) else { return x }
      isActive[best] = true
      guard try settle(a, b, &x, &isActive, added: best) else {
        blocked.insert(best)
        continue
      }
      blocked.removeAll()
    }
    return x
  }

  /// Moves to the least squares solution of the active columns, dropping those that reach 0 on the way. False if the
  /// column just added would leave at once.
  private static func settle(
    _ a: NDArray, _ b: [Double], _ x: inout [Double], _ isActive: inout [Bool], added: Int
  ) throws -> Bool {
    var isFirst = true
    while true {
      let active = isActive.indices.filter { isActive[$0] }
      guard !active.isEmpty else { return true }
      let z = try restricted(a, b, active)
      if isFirst, let position = active.firstIndex(of: added), z[position] <= 0 {
        isActive[added] = false
        return false
      }
      isFirst = false
      guard let step = active.indices.filter({ z[$0] <= 0 }).map({ x[active[$0]] / (x[active[$0]] - z[$0]) }).min()
      else {
        for (i, index) in active.enumerated() { x[index] = z[i] }
        return true
      }
      for (i, index) in active.enumerated() {
        x[index] += step * (z[i] - x[index])
        if z[i] <= 0 && x[index] <= 1e-15 * max(1, abs(z[i])) {
          x[index] = 0
          isActive[index] = false
        }
      }
      if isActive.indices.filter({ isActive[$0] }).count == active.count {
        // Rounding kept the blocking entry above 0: take out the smallest.
        guard let smallest = active.indices.filter({ z[$0] <= 0 }).min(by: { x[active[$0]] < x[active[$1]] }) else {
          return true
        }
        x[active[smallest]] = 0
        isActive[active[smallest]] = false
      }
    }
  }

  /// The least squares solution over some columns, by QR for its accuracy.
  private static func restricted(_ a: NDArray, _ b: [Double], _ columns: [Int]) throws -> [Double] {
    let m = a.shape[0]
    let n = a.shape[1]
    let part = try a.withDoubles { a in
      try Numerics.array([m, columns.count]) { cells in
        for i in 0..<m {
          for (j, column) in columns.enumerated() { cells[i * columns.count + j] = a[i * n + column] }
        }
      }
    }
    return try LinearAlgebra.leastSquares(part, NDArray(b, shape: [m, 1]), rcond: Double.ulpOfOne).x.doubles
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
    try SolverSystem.solved(activities, targets, owner: typeName) { a, y in
      let columns = try (0..<y.shape[1]).map { try NonNegativeLeastSquares.solve(a, SolverSystem.column(y, $0)) }
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
  try SolverSystem.solved(activities, targets, owner: owner) { a, y in
    let gram = try SolverSystem.regularizedGram(a, sigma: sigma(a), points: a.shape[0])
    let right = try LinearAlgebra.product(a.transposed, SolverSystem.map(y) { max($0, 0) })
    let columns = try (0..<y.shape[1]).map { try NonNegativeLeastSquares.solve(gram, SolverSystem.column(right, $0)) }
    return (try SolverSystem.matrix(columns: columns, rows: a.shape[1]), SolverInfo())
  }
}
