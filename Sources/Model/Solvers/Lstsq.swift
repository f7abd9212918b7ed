import Arrays

/// Unregularised least squares; directions with singular values below `rcond` times the largest are left out.
public struct Lstsq: Solver {
  public static let typeName = "Lstsq"
  public let weights: Bool
  public let rcond: Number

  public init(weights: Bool = false, rcond: Number = 0.01) throws {
    self.weights = weights
    self.rcond = try rcond.checked(atLeast: 0, "rcond", Self.typeName)
  }

  public var arguments: [Argument] {
    [
      Argument("weights", .bool(weights), default: .bool(false)),
      Argument("rcond", .number(rcond), default: .float(0.01)),
    ]
  }

  public func solve(activities: NDArray, targets: NDArray, rng: RandomState) throws -> (NDArray, SolverInfo) {
    try SolverSystem.solved(activities, targets, owner: typeName, scalarErrors: true) { a, y in
      let result = try LinearAlgebra.leastSquares(a, y, rcond: rcond.value)
      return (
        result.x,
        SolverInfo([
          ("residuals", .array(try SolverSystem.map(result.residuals) { $0.squareRoot() })),
          ("rank", .count(result.rank)),
          ("singular_values", .array(result.singularValues)),
        ])
      )
    }
  }
}

/// Given decoders, or zeros where none were given: nothing is solved.
public struct NoSolver: Solver {
  public static let typeName = "NoSolver"
  public let values: NDArray?
  public let weights: Bool

  public init(values: NDArray? = nil, weights: Bool = false) throws {
    guard (values?.ndim ?? 2) == 2 else {
      throw NengoError.validation(
        "must be a matrix, got shape \(ArrayError.text(shape: values?.shape ?? []))", attribute: "values",
        owner: Self.typeName)
    }
    self.values = try values?.astype(.float64)
    self.weights = weights
  }

  public var arguments: [Argument] {
    [
      Argument("values", values.map { .array($0) } ?? .none, default: ArgumentValue.none),
      Argument("weights", .bool(weights), default: .bool(false)),
    ]
  }

  public func solve(activities: NDArray, targets: NDArray, rng: RandomState) throws -> (NDArray, SolverInfo) {
    if let values { return (values.copy(), SolverInfo()) }
    let n = activities.ndim == 2 ? activities.shape[1] : 0
    return (try NDArray(zeros: targets.ndim == 1 ? [n] : [n] + targets.shape.dropFirst()), SolverInfo())
  }
}
