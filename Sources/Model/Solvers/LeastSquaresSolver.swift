import Arrays

/// Solves the regularised normal equations (AᵀA + m σ² I) X = AᵀY that the L2 solvers set up.
public protocol LeastSquaresSolver: FrozenObject {
  /// X [n, k] for A [m, n] and Y [m, k]; `sigma` is one value, or one per neuron.
  func solve(_ a: NDArray, _ y: NDArray, sigma: [Double], rng: RandomState) throws -> (NDArray, SolverInfo)
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
    let gram = try isTransposed ? LinearAlgebra.gram(a.transposed) : LinearAlgebra.gram(a)
    let order = isTransposed ? m : n
    try gram.withMutableDoubles { cells in
      for i in 0..<order {
        let s = sigma[sigma.count == 1 ? 0 : i]
        cells[i * order + i] += Double(m) * (s * s)
      }
    }
    let x: NDArray
    if isTransposed {
      x = try LinearAlgebra.product(a.transposed, LinearAlgebra.choleskySolve(gram, y))
    } else {
      x = try LinearAlgebra.choleskySolve(gram, LinearAlgebra.product(a.transposed, y))
    }
    return (x, SolverInfo())
  }
}
