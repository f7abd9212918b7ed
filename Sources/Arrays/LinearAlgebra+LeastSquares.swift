import COpenBLAS

/// Least squares, pseudo-inverses, ranks.
extension LinearAlgebra {
  public struct LeastSquares {
    /// [n] or [n, k]
    public let x: NDArray
    /// Sums of squared residuals per column; empty if `a` has not full rank or not more rows than columns.
    public let residuals: NDArray
    public let rank: Int
    public let singularValues: NDArray
  }

  /// The shortest X that minimises |`a` X - `b`|; singular values up to `rcond` times the largest count as zero, where
  /// nil stands for the machine precision times the larger extent.
  public static func leastSquares(_ a: NDArray, _ b: NDArray, rcond: Double? = nil) throws -> LeastSquares {
    let (rows, columns) = try extents(a)
    try requireNumeric(a)
    try requireNumeric(b)
    guard b.ndim == 1 || b.ndim == 2 else {
      throw ArrayError(.linalg, "\(b.ndim)-dimensional array given. Array must be one or two-dimensional")
    }
    guard b.shape[0] == rows else { throw ArrayError(.linalg, "Incompatible dimensions") }
    let count = b.ndim == 1 ? 1 : b.shape[1]
    let k = min(rows, columns)
    let tall = max(rows, columns)
    var matrix = columnMajor(a)
    let failure = "SVD did not converge in Linear Least Squares"
    try requireFinite(matrix, failure)
    let right = columnMajor(b)
    var x = [Double](repeating: 0, count: tall * count)
    for j in 0..<count {
      for i in 0..<rows { x[j * tall + i] = right[j * rows + i] }
    }
    var s = [Double](repeating: 0, count: k)
    var rank: Int32 = 0
    if k > 0 && count > 0 {
      try solveLeastSquares(
        &matrix, rows, columns, &x, count, &s, rcond ?? Double.ulpOfOne * Double(tall), &rank, failure)
    }
    let dtype: DType = a.dtype == .float32 && b.dtype == .float32 ? .float32 : .float64
    let solution = try fromColumns(x, rows: columns, columns: count, stride: tall, like: dtype)
    var residuals: [Double] = []
    if Int(rank) == columns && rows > columns {
      residuals = (0..<count).map { j in (columns..<rows).reduce(0) { $0 + x[j * tall + $1] * x[j * tall + $1] } }
    }
    return LeastSquares(
      x: b.ndim == 1 ? try solution.reshaped([columns]) : solution,
      residuals: try narrowed(NDArray(residuals), like: dtype),
      rank: Int(rank), singularValues: try narrowed(NDArray(s), like: dtype))
  }

  private static func solveLeastSquares(
    _ matrix: inout [Double], _ rows: Int, _ columns: Int, _ x: inout [Double], _ count: Int, _ s: inout [Double],
    _ rcond: Double, _ rank: inout Int32, _ failure: String
  ) throws {
    var (m, n, k) = (try extent(rows), try extent(columns), try extent(count))
    var tall = max(m, n)
    var cutoff = rcond
    var info: Int32 = 0
    var wanted = 0.0
    var wantedIntegers: Int32 = 0
    var query: Int32 = -1
    dgelsd_(
      &m, &n, &k, &matrix, &m, &x, &tall, &s, &cutoff, &rank, &wanted, &query, &wantedIntegers, &info)
    guard wanted >= 0, wanted < 0x1p31 else {
      throw ArrayError(.memory, "linear algebra wants a workspace of \(wanted) numbers")
    }
    var length = Int32(max(1, wanted))
    var work = [Double](repeating: 0, count: Int(length))
    var integers = [Int32](repeating: 0, count: max(1, Int(wantedIntegers)))
    dgelsd_(&m, &n, &k, &matrix, &m, &x, &tall, &s, &cutoff, &rank, &work, &length, &integers, &info)
    guard info == 0 else { throw ArrayError(.linalg, failure) }
  }

  /// The Moore-Penrose inverse; singular values up to `rcond` times the largest count as zero.
  public static func pseudoInverse(_ a: NDArray, rcond: Double = 1e-15) throws -> NDArray {
    let (m, n) = try extents(a)
    guard m > 0, n > 0 else { return try NDArray(zeros: [n, m], dtype: a.dtype == .float32 ? .float32 : .float64) }
    let parts = try svd(a.cast(to: .float64))
    let s = parts.s.doubles
    let cutoff = rcond * (s.max() ?? 0)
    let scaled = parts.u.transposed.copy()
    try scaled.withMutableDoubles { cells in
      for (i, s) in s.enumerated() {
        let factor = s > cutoff ? 1 / s : 0
        for j in 0..<m { cells[i * m + j] *= factor }
      }
    }
    return try narrowed(product(parts.vt.transposed, scaled), like: a.dtype)
  }

  /// The number of singular values that are not negligible.
  public static func matrixRank(_ a: NDArray, tolerance: Double? = nil) throws -> Int {
    try requireNumeric(a)
    if a.ndim < 2 { return a.doubles.contains { $0 != 0 } ? 1 : 0 }
    let s = try singularValues(a)
    let precision = a.dtype == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne
    let cutoff = tolerance ?? (s.first ?? 0) * Double(max(a.shape[0], a.shape[1])) * precision
    return s.count { $0 > cutoff }
  }

  /// The ratio of the largest to the smallest singular value.
  public static func condition(_ a: NDArray) throws -> Double {
    let s = try singularValues(a)
    guard let first = s.first, let last = s.last else {
      throw ArrayError(.linalg, "cond is not defined on empty arrays")
    }
    return first / last
  }

  /// `a` to an integer power; negative powers go through the inverse.
  public static func matrixPower(_ a: NDArray, _ exponent: Int) throws -> NDArray {
    let (n, _) = try extents(a, square: true)
    var base = exponent < 0 ? try inverse(a) : a
    let isInteger = a.dtype.kind == .signed && exponent >= 0
    var result = try NDArray(zeros: [n, n], dtype: isInteger ? a.dtype : base.dtype == .float32 ? .float32 : .float64)
    for i in 0..<n {
      let cell = NDArray(
        buffer: result.buffer, dtype: result.dtype, shape: [], strides: [], offset: result.offset + i * n + i)
      try cell.assign(NDArray(scalar: 1.0).astype(result.dtype))
    }
    var remaining = exponent.magnitude
    while remaining > 0 {
      if remaining & 1 == 1 { result = try Products.matmul(result, base) }
      remaining >>= 1
      if remaining > 0 { base = try Products.matmul(base, base) }
    }
    return result
  }
}
