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
    self.componentCount = Int(try Number(componentCount).checked(atLeast: 1, "n_components", Self.typeName).value)
    self.oversampleCount = Int(try Number(oversampleCount).checked(atLeast: 0, "n_oversamples", Self.typeName).value)
    self.iterationCount = Int(try Number(iterationCount).checked(atLeast: 0, "n_iter", Self.typeName).value)
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
    let parts = isTransposed
      ? LinearAlgebra.SVD(u: vt.transposed, s: s, vt: u.transposed) : LinearAlgebra.SVD(u: u, s: s, vt: vt)
    return (try SVDSolver.combine(parts, y, sigma: sigma, points: m), SolverInfo())
  }
}

/// Conjugate gradients on the normal equations, one target column at a time.
public struct Conjgrad: LeastSquaresSolver {
  public static let typeName = "Conjgrad"
  public let tolerance: Number
  public let maxIterations: Int?
  public let start: NDArray?

  public init(tolerance: Number = 1e-2, maxIterations: Int? = nil, start: NDArray? = nil) throws {
    self.tolerance = try tolerance.checked(atLeast: 0, "tol", Self.typeName)
    _ = try maxIterations.map { try Number($0).checked(atLeast: 1, "maxiters", Self.typeName) }
    self.maxIterations = maxIterations
    self.start = start
  }

  public var arguments: [Argument] {
    [
      Argument("tol", .number(tolerance), default: .float(1e-2)),
      Argument("maxiters", .optional(maxIterations), default: ArgumentValue.none),
      Argument("X0", start.map { .array($0) } ?? .none, default: ArgumentValue.none),
    ]
  }

  public func solve(_ a: NDArray, _ y: NDArray, sigma: [Double], rng: RandomState) throws -> (NDArray, SolverInfo) {
    let (m, n, k) = (a.shape[0], a.shape[1], y.shape[1])
    let operation = NormalOperator(a, penalties: (0..<n).map { penalty(sigma, $0, points: m) })
    let right = try LinearAlgebra.product(a.transposed, y)
    let first = try startColumns(start, n, k)
    let limit = tolerance.value * Double(m).squareRoot()
    var iterations: [Int] = []
    let columns = try (0..<k).map { j in
      let (x, count) = try descend(operation, SolverSystem.column(right, j), from: first[j], limit: limit)
      iterations.append(count)
      return x
    }
    return (
      try SolverSystem.matrix(columns: columns, rows: n),
      SolverInfo([("iterations", .array(NDArray(iterations)))])
    )
  }

  private func descend(
    _ operation: NormalOperator, _ b: [Double], from start: [Double], limit: Double
  ) throws -> ([Double], Int) {
    var x = start
    var r = zip(b, try operation.apply(x)).map { $0 - $1 }
    var p = r
    var size = dot(r, r)
    for round in 0..<(maxIterations ?? b.count) {
      guard size > 0 else { return (x, round) }
      let ap = try operation.apply(p)
      let alpha = size / dot(p, ap)
      for i in x.indices {
        x[i] += alpha * p[i]
        r[i] -= alpha * ap[i]
      }
      let next = dot(r, r)
      let beta = next / size
      if next.squareRoot() < limit || beta < 1e-12 { return (x, round + 1) }
      for i in p.indices { p[i] = r[i] + beta * p[i] }
      size = next
    }
    return (x, maxIterations ?? b.count)
  }
}

/// x ↦ Aᵀ(A x) + penalties · x
struct NormalOperator {
  private let a: NDArray
  private let penalties: [Double]

  init(_ a: NDArray, penalties: [Double]) {
    self.a = a
    self.penalties = penalties
  }

  func apply(_ x: [Double]) throws -> [Double] {
    let column = NDArray(x, shape: [x.count, 1])
    let image = try LinearAlgebra.product(a.transposed, LinearAlgebra.product(a, column)).doubles
    return image.indices.map { image[$0] + penalties[$0] * x[$0] }
  }

  func apply(_ x: NDArray) throws -> NDArray {
    let image = try LinearAlgebra.product(a.transposed, LinearAlgebra.product(a, x))
    let (values, k) = (x.doubles, x.shape[1])
    try image.withMutableDoubles { cells in
      for i in cells.indices { cells[i] += penalties[i / k] * values[i] }
    }
    return image
  }
}

func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for i in a.indices { sum += a[i] * b[i] }
  return sum
}

/// Start values per target column; zeros where none were given.
private func startColumns(_ start: NDArray?, _ n: Int, _ k: Int) throws -> [[Double]] {
  guard let start else { return [[Double]](repeating: [Double](repeating: 0, count: n), count: k) }
  let matrix = start.ndim == 1 ? try start.reshaped([start.size, 1]) : start
  guard matrix.shape == [n, k] else {
    throw NengoError(
      .value, "X0 must have shape (\(n), \(k)), got \(ArrayError.text(shape: start.shape))")
  }
  return (0..<k).map { SolverSystem.column(matrix, $0) }
}

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

/// Conjugate gradients with the stopping rule of SciPy's `cg`.
public struct ConjgradScipy: LeastSquaresSolver {
  public static let typeName = "ConjgradScipy"
  public let tolerance: Number
  public let absoluteTolerance: Number

  public init(tolerance: Number = 1e-4, absoluteTolerance: Number = 1e-8) throws {
    self.tolerance = try tolerance.checked(atLeast: 0, "tol", Self.typeName)
    self.absoluteTolerance = try absoluteTolerance.checked(atLeast: 0, "atol", Self.typeName)
  }

  public var arguments: [Argument] {
    [
      Argument("tol", .number(tolerance), default: .float(1e-4)),
      Argument("atol", .number(absoluteTolerance), default: .float(1e-8)),
    ]
  }

  public func solve(_ a: NDArray, _ y: NDArray, sigma: [Double], rng: RandomState) throws -> (NDArray, SolverInfo) {
    let (m, n, k) = (a.shape[0], a.shape[1], y.shape[1])
    let operation = NormalOperator(a, penalties: (0..<n).map { penalty(sigma, $0, points: m) })
    let right = try LinearAlgebra.product(a.transposed, y)
    var iterations: [Int] = []
    let columns = try (0..<k).map { j in
      let (x, count) = try descend(operation, SolverSystem.column(right, j))
      iterations.append(count)
      return x
    }
    return (
      try SolverSystem.matrix(columns: columns, rows: n),
      SolverInfo([("iterations", .array(NDArray(iterations)))])
    )
  }

  private func descend(_ operation: NormalOperator, _ b: [Double]) throws -> ([Double], Int) {
    let limit = max(absoluteTolerance.value, tolerance.value * dot(b, b).squareRoot())
    var x = [Double](repeating: 0, count: b.count)
    var r = b
    var p = r
    var previous = 0.0
    for round in 0..<(10 * b.count) {
      let size = dot(r, r)
      if size.squareRoot() < limit || size == 0 { return (x, round) }
      if round > 0 {
        let beta = size / previous
        for i in p.indices { p[i] = r[i] + beta * p[i] }
      }
      let q = try operation.apply(p)
      let alpha = size / dot(p, q)
      for i in x.indices {
        x[i] += alpha * p[i]
        r[i] -= alpha * q[i]
      }
      previous = size
    }
    return (x, 10 * b.count)
  }
}
