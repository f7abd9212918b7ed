import Arrays

/// Solves through the singular values.
public struct SVDSolver: LeastSquaresSolver {
  public static let typeName = "SVD"

  public init() {}

  public var arguments: [Argument] { [] }

  public func solve(_ a: NDArray, _ y: NDArray, sigma: [Double], rng: RandomState) throws -> (NDArray, SolverInfo) {
    let parts = try LinearAlgebra.svd(a)
    return (try Self.combine(parts, y, sigma: try scalar(sigma), points: a.shape[0]), SolverInfo())
  }

  /// X = V diag(s/(s² + m σ²)) Uᵀ Y
  static func combine(_ parts: LinearAlgebra.SVD, _ y: NDArray, sigma: Double, points: Int) throws -> NDArray {
    let projected = try LinearAlgebra.product(parts.u.transposed, y)
    let k = projected.shape[1]
    let s = parts.s.doubles
    try projected.withMutableDoubles { cells in
      for (i, s) in s.enumerated() {
        let factor = s / (s * s + Double(points) * (sigma * sigma))
        for j in 0..<k { cells[i * k + j] *= factor }
      }
    }
    return try LinearAlgebra.product(parts.vt.transposed, projected)
  }
}

extension LeastSquaresSolver {
  /// The one regularisation of solvers that can't have one per neuron.
  func scalar(_ sigma: [Double]) throws -> Double {
    guard sigma.count == 1 else {
      throw NengoError(.value, "\(typeName): only one regularisation for all neurons is supported, got \(sigma.count)")
    }
    return sigma[0]
  }

  /// m σ² for neuron `i`.
  func penalty(_ sigma: [Double], _ i: Int, points: Int) -> Double {
    let s = sigma[sigma.count == 1 ? 0 : i]
    return Double(points) * (s * s)
  }
}

/// Solves through the largest singular values, found by random projections.
public struct RandomizedSVD: LeastSquaresSolver {
  public static let typeName = "RandomizedSVD"
  public let componentCount: Int
  public let oversampleCount: Int
  public let iterationCount: Int

  public init(componentCount: Int = 60, oversampleCount: Int = 10, iterationCount: Int = 0) throws {
    self.componentCount = try componentCount.checked(atLeast: 1, "n_components", Self.typeName)
    self.oversampleCount = try oversampleCount.checked(atLeast: 0, "n_oversamples", Self.typeName)
    self.iterationCount = try iterationCount.checked(atLeast: 0, "n_iter", Self.typeName)
  }

  public var arguments: [Argument] {
    [
      Argument("n_components", .int(componentCount), default: .int(60)),
      Argument("n_oversamples", .int(oversampleCount), default: .int(10)),
      Argument("n_iter", .int(iterationCount), default: .int(0)),
    ]
  }

  public func solve(_ a: NDArray, _ y: NDArray, sigma: [Double], rng: RandomState) throws -> (NDArray, SolverInfo) {
    let sigma = try scalar(sigma)
    let (m, n) = (a.shape[0], a.shape[1])
    let (size, overflow) = componentCount.addingReportingOverflow(oversampleCount)
    if overflow || min(m, n) <= size {
      return (try SVDSolver.combine(LinearAlgebra.svd(a), y, sigma: sigma, points: m), SolverInfo())
    }
    // The projection is along the longer side.
    let isTransposed = m < n
    let matrix = isTransposed ? a.transposed : a
    let normals = try Numerics.draws(matrix.shape[1], size) { rng.gauss() }
    var basis = try LinearAlgebra.qr(LinearAlgebra.product(matrix, normals)).q
    for _ in 0..<iterationCount {
      let back = try LinearAlgebra.qr(LinearAlgebra.product(matrix.transposed, basis)).q
      basis = try LinearAlgebra.qr(LinearAlgebra.product(matrix, back)).q
    }
    let small = try LinearAlgebra.svd(LinearAlgebra.product(basis.transposed, matrix))
    let u = try LinearAlgebra.product(basis, small.u).sliced(axis: 1, start: 0, count: componentCount, step: 1)
    let s = small.s.sliced(axis: 0, start: 0, count: componentCount, step: 1)
    let vt = small.vt.sliced(axis: 0, start: 0, count: componentCount, step: 1)
    let parts =
      isTransposed
      ? LinearAlgebra.SVD(u: vt.transposed, s: s, vt: u.transposed) : LinearAlgebra.SVD(u: u, s: s, vt: vt)
    return (try SVDSolver.combine(parts, y, sigma: sigma, points: m), SolverInfo())
  }
}
