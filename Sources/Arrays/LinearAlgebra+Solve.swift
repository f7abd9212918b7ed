import COpenBLAS

/// Linear systems: LU and Cholesky solutions, inverses, determinants.
extension LinearAlgebra {
  /// X with `a` X = `b`; `b` is [n] or [n, k].
  ///
  /// - Throws: `.linalg` if `a` is not square or singular, `.value` if the extents differ.
  public static func solve(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    let (n, _) = try extents(a, square: true)
    try requireNumeric(b)
    guard b.ndim == 1 || b.ndim == 2, b.shape[0] == n else {
      throw ArrayError(
        .value,
        "solve: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (m,m),(m,n)->(m,n) "
          + "(size \(b.shape.first ?? 0) is different from \(n))")
    }
    let columns = b.ndim == 1 ? 1 : b.shape[1]
    let dtype: DType = a.dtype == .float32 && b.dtype == .float32 ? .float32 : .float64
    let lu = try LU(a)
    guard !lu.isSingular else { throw ArrayError(.linalg, "Singular matrix") }
    let x = try fromColumns(try lu.solve(columnMajor(b), columns), rows: n, columns: columns, stride: n, like: dtype)
    return b.ndim == 1 ? try x.reshaped([n]) : x
  }

  /// The inverse of a square matrix.
  public static func inverse(_ a: NDArray) throws -> NDArray {
    let (n, _) = try extents(a, square: true)
    let lu = try LU(a)
    guard !lu.isSingular else { throw ArrayError(.linalg, "Singular matrix") }
    var identity = [Double](repeating: 0, count: n * n)
    for i in 0..<n { identity[i * n + i] = 1 }
    return try fromColumns(try lu.solve(identity, n), rows: n, columns: n, stride: n, like: a.dtype)
  }

  /// The determinant of a square matrix.
  public static func determinant(_ a: NDArray) throws -> Double {
    let (n, _) = try extents(a, square: true)
    let lu = try LU(a)
    var result = lu.sign
    for i in 0..<n { result *= lu.factors[i * n + i] }
    return result
  }

  /// Sign and logarithm of the absolute value of the determinant; (0, -inf) for a singular matrix.
  public static func signAndLogDeterminant(_ a: NDArray) throws -> (sign: Double, logarithm: Double) {
    let (n, _) = try extents(a, square: true)
    let lu = try LU(a)
    var sign = lu.sign
    var logarithm = 0.0
    for i in 0..<n {
      let pivot = lu.factors[i * n + i]
      if pivot == 0 { return (0, -.infinity) }
      if pivot < 0 { sign = -sign }
      logarithm += pivot.magnitude.naturalLogarithm
    }
    return (sign, logarithm)
  }

  /// The lower triangular L with L Lᵀ = `a`; only the lower triangle of `a` is read.
  public static func cholesky(_ a: NDArray) throws -> NDArray {
    let (n, _) = try extents(a, square: true)
    var cells = columnMajor(a)
    try factorCholesky(&cells, n, uplo: "L")
    for column in 0..<n {
      for row in 0..<column { cells[column * n + row] = 0 }
    }
    return try fromColumns(cells, rows: n, columns: n, stride: n, like: a.dtype)
  }

  /// X with `a` X = `b` for a symmetric positive definite `a`; `b` is [n] or [n, k]. Only the upper triangle is read.
  public static func choleskySolve(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    let (n, _) = try extents(a, square: true)
    guard b.ndim == 1 || b.ndim == 2, b.shape[0] == n else {
      throw ArrayError(.value, "incompatible dimensions \(a.shape) and \(b.shape)")
    }
    let columns = b.ndim == 1 ? 1 : b.shape[1]
    var factor = columnMajor(a)
    try factorCholesky(&factor, n, uplo: "U")
    var x = columnMajor(b)
    var info: Int32 = 0
    var order = try extent(n)
    var lead = max(1, order)
    var count = try extent(columns)
    if n > 0, columns > 0 {
      dpotrs_("U", &order, &count, factor, &lead, &x, &lead, &info)
    }
    let result = try fromColumns(x, rows: n, columns: columns, stride: n, like: .float64)
    return b.ndim == 1 ? try result.reshaped([n]) : result
  }

  private static func factorCholesky(_ cells: inout [Double], _ n: Int, uplo: String) throws {
    guard n > 0 else { return }
    var info: Int32 = 0
    var order = try extent(n)
    dpotrf_(uplo, &order, &cells, &order, &info)
    guard info == 0 else { throw ArrayError(.linalg, "Matrix is not positive definite") }
  }

  /// A matrix as L U with row exchanges, column-major.
  struct LU {
    let n: Int
    let factors: [Double]
    private let pivots: [Int32]
    let isSingular: Bool
    /// The sign of the row exchanges.
    let sign: Double

    init(_ a: NDArray) throws {
      try requireNumeric(a)
      n = a.shape[0]
      var cells = columnMajor(a)
      var exchanges = [Int32](repeating: 0, count: n)
      var info: Int32 = 0
      if n > 0 {
        var order = try extent(n)
        dgetrf_(&order, &order, &cells, &order, &exchanges, &info)
      }
      factors = cells
      pivots = exchanges
      isSingular = info > 0
      var sign = 1.0
      for (i, pivot) in exchanges.enumerated() where Int(pivot) != i + 1 { sign = -sign }
      self.sign = sign
    }

    /// Solves for `columns` right-hand sides, column-major.
    func solve(_ b: [Double], _ columns: Int) throws -> [Double] {
      guard n > 0, columns > 0 else { return b }
      var x = b
      var info: Int32 = 0
      var order = try extent(n)
      var count = try extent(columns)
      dgetrs_("N", &order, &count, factors, &order, pivots, &x, &order, &info)
      return x
    }
  }
}
