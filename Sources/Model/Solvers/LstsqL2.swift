import Arrays

/// Least squares with a penalty on the squares of the weights, relative to the largest activity. The default solver.
public struct LstsqL2: Solver {
  public static let typeName = "LstsqL2"
  public let weights: Bool
  public let reg: Number
  public let solver: any LeastSquaresSolver

  public init(weights: Bool = false, reg: Number = 0.1, solver: any LeastSquaresSolver = Cholesky()) throws {
    self.weights = weights
    self.reg = try reg.checked(atLeast: 0, "reg", Self.typeName)
    self.solver = solver
  }

  /// The default solver of connections.
  public static let standard = LstsqL2(uncheckedReg: 0.1)

  init(uncheckedReg reg: Number) {
    weights = false
    self.reg = reg
    solver = Cholesky()
  }

  public var arguments: [Argument] {
    [
      Argument("weights", .bool(weights), default: .bool(false)),
      Argument("reg", .number(reg), default: .float(0.1)),
      Argument("solver", .object(solver), default: .object(Cholesky())),
    ]
  }

  /// σ = reg · max(A)
  public func solve(activities: NDArray, targets: NDArray, rng: RandomState) throws -> (NDArray, SolverInfo) {
    try SolverSystem.solved(activities, targets, owner: typeName, scalarErrors: solver.keepsVectors) { a, y in
      try solver.solve(a, y, sigma: [reg.value * SolverSystem.maximum(a)], rng: rng)
    }
  }
}

/// `LstsqL2` whose penalty is lower for neurons that are active less often.
public struct LstsqL2nz: Solver {
  public static let typeName = "LstsqL2nz"
  public let weights: Bool
  public let reg: Number
  public let solver: any LeastSquaresSolver

  public init(weights: Bool = false, reg: Number = 0.1, solver: any LeastSquaresSolver = Cholesky()) throws {
    self.weights = weights
    self.reg = try reg.checked(atLeast: 0, "reg", Self.typeName)
    self.solver = solver
  }

  public var arguments: [Argument] {
    [
      Argument("weights", .bool(weights), default: .bool(false)),
      Argument("reg", .number(reg), default: .float(0.1)),
      Argument("solver", .object(solver), default: .object(Cholesky())),
    ]
  }

  /// σ_i = reg · max|A| · sqrt(fraction of points where neuron i is active); neurons never active get the largest σ.
  public func solve(activities: NDArray, targets: NDArray, rng: RandomState) throws -> (NDArray, SolverInfo) {
    try SolverSystem.solved(activities, targets, owner: typeName, scalarErrors: solver.keepsVectors) { a, y in
      let scale = reg.value * SolverSystem.magnitude(a)
      let sigma = SolverSystem.activeFractions(a) { $0 != 0 }.map { scale * $0.squareRoot() }
      let largest = sigma.max() ?? 0
      return try solver.solve(a, y, sigma: sigma.map { $0 == 0 ? largest : $0 }, rng: rng)
    }
  }
}
