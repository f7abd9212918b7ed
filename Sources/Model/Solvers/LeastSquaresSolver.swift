import Arrays

/// Solves the regularised normal equations (AᵀA + m σ² I) X = AᵀY that the L2 solvers set up.
public protocol LeastSquaresSolver: FrozenObject {
  /// X [n, k] for A [m, n] and Y [m, k]; `sigma` is one value, or one per neuron.
  func solve(_ a: NDArray, _ y: NDArray, sigma: [Double], rng: RandomState) throws -> (NDArray, SolverInfo)
}

extension LeastSquaresSolver {
  /// The checked form of `solve`, for arrays that come from outside: X is [n] if `targets` is a vector.
  ///
  /// - Throws: value errors if the extents of activities, targets and `sigma` do not fit.
  public func solve(
    activities: NDArray, targets: NDArray, sigma: [Double], rng: RandomState
  ) throws -> (NDArray, SolverInfo) {
    let (a, y) = try SolverSystem.matrices(activities, targets, typeName)
    guard sigma.count == 1 || sigma.count == a.shape[1] else {
      throw NengoError(
        .value, "\(typeName): sigma must be one number or one per neuron (\(a.shape[1])), got \(sigma.count)")
    }
    let (x, info) = try solve(a, y, sigma: sigma, rng: rng)
    let errors = try SolverSystem.errors(a, x, y, isScalar: targets.ndim == 1 && keepsVectors)
    return (
      targets.ndim == 1 ? try x.reshaped([x.shape[0]]) : x, SolverInfo([("rmses", errors)] + info.entries)
    )
  }

  /// Whether the error that is reported for a vector of targets is one number, not a list of one.
  var keepsVectors: Bool { self is Cholesky }
}

/// Factors the system directly.
public struct Cholesky: LeastSquaresSolver {
  public static let typeName = "Cholesky"
  /// Whether to solve the m-by-m form; nil chooses the smaller system.
  public let transpose: Bool?

  public init(transpose: Bool? = nil) { self.transpose = transpose }

  public var arguments: [Argument] {
    [Argument("transpose", transpose.map { .bool($0) } ?? .none, default: ArgumentValue.none)]
  }

  public func solve(
    _ a: NDArray, _ y: NDArray, sigma: [Double], rng: RandomState
  ) throws -> (NDArray, SolverInfo) {
    let (m, n) = (a.shape[0], a.shape[1])
    let isTransposed = transpose ?? (m < n && sigma.count == 1)
    guard !isTransposed || sigma.count == 1 else {
      throw NengoError(.value, "Cholesky: the transposed form needs one regularisation for all neurons")
    }
    let x: NDArray
    if isTransposed {
      let gram = try SolverSystem.regularizedGram(a.transposed, sigma: sigma, points: m)
      x = try LinearAlgebra.product(a.transposed, LinearAlgebra.choleskySolve(gram, y))
    } else {
      let gram = try SolverSystem.regularizedGram(a, sigma: sigma, points: m)
      x = try LinearAlgebra.choleskySolve(gram, LinearAlgebra.product(a.transposed, y))
    }
    return (x, SolverInfo())
  }
}
