import Arrays

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
    var size = Numerics.dot(r, r)
    for round in 0..<(maxIterations ?? b.count) {
      guard size > 0 else { return (x, round) }
      let ap = try operation.apply(p)
      let alpha = size / Numerics.dot(p, ap)
      for i in x.indices {
        x[i] += alpha * p[i]
        r[i] -= alpha * ap[i]
      }
      let next = Numerics.dot(r, r)
      let beta = next / size
      if next.squareRoot() < limit || beta < 1e-12 { return (x, round + 1) }
      for i in p.indices { p[i] = r[i] + beta * p[i] }
      size = next
    }
    return (x, maxIterations ?? b.count)
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
    let limit = max(absoluteTolerance.value, tolerance.value * Numerics.dot(b, b).squareRoot())
    var x = [Double](repeating: 0, count: b.count)
    var r = b
    var p = r
    var previous = 0.0
    for round in 0..<(10 * b.count) {
      let size = Numerics.dot(r, r)
      if size.squareRoot() < limit || size == 0 { return (x, round) }
      if round > 0 {
        let beta = size / previous
        for i in p.indices { p[i] = r[i] + beta * p[i] }
      }
      let q = try operation.apply(p)
      let alpha = size / Numerics.dot(p, q)
      for i in x.indices {
        x[i] += alpha * p[i]
        r[i] -= alpha * q[i]
      }
      previous = size
    }
    return (x, 10 * b.count)
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

/// Start values per target column; zeros where none were given.
func startColumns(_ start: NDArray?, _ n: Int, _ k: Int) throws -> [[Double]] {
  guard let start else { return [[Double]](repeating: [Double](repeating: 0, count: n), count: k) }
  let matrix = start.ndim == 1 ? try start.reshaped([start.size, 1]) : start
  guard matrix.shape == [n, k] else {
    throw NengoError(
      .value, "X0 must have shape (\(n), \(k)), got \(ArrayError.text(shape: start.shape))")
  }
  return (0..<k).map { SolverSystem.column(matrix, $0) }
}
