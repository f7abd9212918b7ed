import Arrays

/// Solves, drops the smallest weights, and solves again for those that are left.
public struct LstsqDrop: Solver {
  public static let typeName = "LstsqDrop"
  public let weights: Bool
  /// The fraction of weights that are dropped.
  public let drop: Number
  public let solver1: any Solver
  public let solver2: any Solver
  private static let firstDefault = LstsqL2.regularized(0.001)
  private static let secondDefault = LstsqL2.regularized(0.1)

  public init(
    weights: Bool = false, drop: Number = 0.25, solver1: (any Solver)? = nil, solver2: (any Solver)? = nil
  ) throws {
    self.weights = weights
    self.drop = try drop.checked(atLeast: 0, atMost: 1, "drop", Self.typeName)
    self.solver1 = solver1 ?? Self.firstDefault
    self.solver2 = solver2 ?? Self.secondDefault
  }

  public var compositional: Bool { false }
  public var arguments: [Argument] {
    [
      Argument("weights", .bool(weights), default: .bool(false)),
      Argument("drop", .number(drop), default: .float(0.25)),
      Argument("solver1", .object(solver1), default: .object(Self.firstDefault)),
      Argument("solver2", .object(solver2), default: .object(Self.secondDefault)),
    ]
  }

  public func solve(activities: NDArray, targets: NDArray, rng: RandomState) throws -> (NDArray, SolverInfo) {
    try SolverSystem.solved(activities, targets, owner: typeName, scalarErrors: false) { a, y in
      let (first, firstInfo) = try solver1.solve(activities: a, targets: y, rng: rng)
      let x = first.copy()
      let (n, k) = (x.shape[0], x.shape[1])
      let sorted = x.doubles.map { abs($0) }.sorted()
      let position = Int((drop.value * Double(sorted.count)).rounded(.toNearestOrEven))
      guard position < sorted.count else {
        throw NengoError(.index, "index \(position) is out of bounds for axis 0 with size \(sorted.count)")
      }
      let threshold = sorted[position]
      var infos: [SolverInfo] = []
      for j in 0..<k {
        let kept = (0..<n).filter { abs(x.pointer(Double.self)[$0 * k + j]) >= threshold }
          .filter { x.pointer(Double.self)[$0 * k + j] != 0 }
        let (column, info) = try kept.isEmpty ? ([], SolverInfo()) : solveColumn(a, y, j, kept, rng)
        if !kept.isEmpty { infos.append(info) }
        try x.withMutableDoubles { cells in
          for i in 0..<n { cells[i * k + j] = 0 }
          for (i, row) in kept.enumerated() { cells[row * k + j] = column[i] }
        }
      }
      return (x, SolverInfo([("info0", .nested(firstInfo)), ("info1s", .list(infos))]))
    }
  }

  private func solveColumn(
    _ a: NDArray, _ y: NDArray, _ j: Int, _ kept: [Int], _ rng: RandomState
  ) throws -> ([Double], SolverInfo) {
    let columns = kept.map { SolverSystem.column(a, $0) }
    let part = try SolverSystem.matrix(columns: columns, rows: a.shape[0])
    let target = NDArray(SolverSystem.column(y, j))
    let (x, info) = try solver2.solve(activities: part, targets: target, rng: rng)
    return (x.doubles, info)
  }
}

/// Sparse weights: least squares with penalties on their magnitudes and their squares (an elastic net).
public struct LstsqL1: Solver {
  public static let typeName = "LstsqL1"
  public let weights: Bool
  public let l1: Number
  public let l2: Number
  public let maxIterations: Int

  public init(weights: Bool = false, l1: Number = 1e-4, l2: Number = 1e-6, maxIterations: Int = 1000) throws {
    self.weights = weights
    self.l1 = try l1.checked(atLeast: 0, "l1", Self.typeName)
    self.l2 = try l2.checked(atLeast: 0, "l2", Self.typeName)
    self.maxIterations = try maxIterations.checked(atLeast: 1, "max_iter", Self.typeName)
  }

  public var compositional: Bool { false }
  public var arguments: [Argument] {
    [
      Argument("weights", .bool(weights), default: .bool(false)),
      Argument("l1", .number(l1), default: .float(1e-4)),
      Argument("l2", .number(l2), default: .float(1e-6)),
      Argument("max_iter", .int(maxIterations), default: .int(1000)),
    ]
  }

  /// Penalties a = l1 · max(A) and b = l2 · max(A)², per target column by cyclic coordinate descent from 0.
  public func solve(activities: NDArray, targets: NDArray, rng: RandomState) throws -> (NDArray, SolverInfo) {
    try SolverSystem.solved(activities, targets, owner: typeName, scalarErrors: false) { a, y in
      let top = SolverSystem.maximum(a)
      let (linear, square) = (l1.value * top, l2.value * top * top)
      let gram = try LinearAlgebra.gram(a).doubles
      let right = try LinearAlgebra.product(a.transposed, y)
      let m = Double(a.shape[0])
      let columns = (0..<y.shape[1]).map { j in
        descend(
          gram, SolverSystem.column(right, j), linear: m * linear, square: m * square,
          targetNorm: SolverSystem.column(y, j).reduce(0) { $0 + $1 * $1 })
      }
      return (try SolverSystem.matrix(columns: columns, rows: a.shape[1]), SolverInfo())
    }
  }

  /// Minimises xᵀGx/2 − xᵀr + linear |x|₁ + square |x|²/2, until the duality gap is below 1e-4 of the targets' square.
  private func descend(
    _ gram: [Double], _ right: [Double], linear: Double, square: Double, targetNorm: Double
  ) -> [Double] {
    let n = right.count
    var x = [Double](repeating: 0, count: n)
    /// G x
    var product = x
    for _ in 0..<maxIterations {
      var largest = 0.0
      var largestChange = 0.0
      for i in 0..<n where gram[i * n + i] != 0 {
        let old = x[i]
        let pull = right[i] - product[i] + old * gram[i * n + i]
        let size = max(abs(pull) - linear, 0) / (gram[i * n + i] + square)
        x[i] = pull < 0 ? -size : size
        if x[i] != old {
          for k in 0..<n { product[k] += gram[k * n + i] * (x[i] - old) }
        }
        largest = max(largest, abs(x[i]))
        largestChange = max(largestChange, abs(x[i] - old))
      }
      guard largest == 0 || largestChange / largest < 1e-4 else { continue }
      if gap(x, product, right, linear, square, targetNorm) < 1e-4 * targetNorm { break }
    }
    return x
  }

  /// The duality gap of the elastic net at `x`, where `product` is G x.
  private func gap(
    _ x: [Double], _ product: [Double], _ right: [Double], _ linear: Double, _ square: Double, _ targetNorm: Double
  ) -> Double {
    var (fit, size, norm, magnitude, dual) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for i in x.indices {
      fit += x[i] * right[i]
      size += x[i] * product[i]
      norm += x[i] * x[i]
      magnitude += abs(x[i])
      dual = max(dual, abs(right[i] - product[i] - square * x[i]))
    }
    let residual = targetNorm + size - 2 * fit
    let share = dual > linear ? linear / dual : 1
    let start = dual > linear ? 0.5 * (residual + residual * share * share) : residual
    return start + linear * magnitude - share * (targetNorm - fit) + 0.5 * square * (1 + share * share) * norm
  }
}

extension LstsqL2 {
  /// With the given regularisation, which is not negative.
  static func regularized(_ reg: Number) -> LstsqL2 { LstsqL2(uncheckedReg: reg) }
}
