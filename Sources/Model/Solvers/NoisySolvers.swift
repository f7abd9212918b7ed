import Arrays

/// Least squares with noise added to the activities.
public struct LstsqNoise: Solver {
  public static let typeName = "LstsqNoise"
  public let weights: Bool
  /// The standard deviation, relative to the largest activity.
  public let noise: Number
  public let solver: any LeastSquaresSolver

  public init(weights: Bool = false, noise: Number = 0.1, solver: any LeastSquaresSolver = Cholesky()) throws {
    self.weights = weights
    self.noise = try noise.checked(atLeast: 0, "noise", Self.typeName)
    self.solver = solver
  }

  public var arguments: [Argument] { noiseArguments(weights, noise, solver) }

  public func solve(activities: NDArray, targets: NDArray, rng: RandomState) throws -> (NDArray, SolverInfo) {
    let std = noise.value * SolverSystem.magnitude(activities)
    let noisy = try SolverSystem.map(activities) { $0 + rng.normal(0, std) }
    return try SolverSystem.solved(noisy, targets, owner: typeName, scalarErrors: solver.keepsVectors) { a, y in
      try solver.solve(a, y, sigma: [0], rng: rng)
    }
  }
}

/// Least squares with noise that is proportional to each activity.
public struct LstsqMultNoise: Solver {
  public static let typeName = "LstsqMultNoise"
  public let weights: Bool
  public let noise: Number
  public let solver: any LeastSquaresSolver

  public init(weights: Bool = false, noise: Number = 0.1, solver: any LeastSquaresSolver = Cholesky()) throws {
    self.weights = weights
    self.noise = try noise.checked(atLeast: 0, "noise", Self.typeName)
    self.solver = solver
  }

  public var arguments: [Argument] { noiseArguments(weights, noise, solver) }

  public func solve(activities: NDArray, targets: NDArray, rng: RandomState) throws -> (NDArray, SolverInfo) {
    let noisy = try SolverSystem.map(activities) { $0 + rng.normal(0, noise.value) * $0 }
    return try SolverSystem.solved(noisy, targets, owner: typeName, scalarErrors: solver.keepsVectors) { a, y in
      try solver.solve(a, y, sigma: [0], rng: rng)
    }
  }
}

private func noiseArguments(_ weights: Bool, _ noise: Number, _ solver: any LeastSquaresSolver) -> [Argument] {
  [
    Argument("weights", .bool(weights), default: .bool(false)),
    Argument("noise", .number(noise), default: .float(0.1)),
    Argument("solver", .object(solver), default: .object(Cholesky())),
  ]
}
