import COpenBLAS
import Glibc

extension Double {
  /// ln of the number.
  var naturalLogarithm: Double { log(self) }
}

/// Factorisations: singular values, QR, eigenvalues.
extension LinearAlgebra {
  public struct SVD {
    /// [m, k] or [m, m].
    public let u: NDArray
    /// Singular values, largest first.
    public let s: NDArray
    /// [k, n] or [n, n].
    public let vt: NDArray

    public init(u: NDArray, s: NDArray, vt: NDArray) {
      self.u = u
      self.s = s
      self.vt = vt
    }
  }

  /// `a` = U diag(s) Vᵀ; `full` gives square U and V.
  public static func svd(_ a: NDArray, full: Bool = false) throws -> SVD {
    let (m, n) = try extents(a)
    try requireNumeric(a)
    let k = min(m, n)
    // Row-major A is column-major Aᵀ = V diag(s) Uᵀ, so the routine's U is our V.
    let (s, left, right) = try singular(a.doubles, rows: n, columns: m, job: full ? "A" : "S")
    let leftColumns = full ? n : k
    let rightRows = full ? m : k
    let vt = NDArray(left, shape: [leftColumns, n])
    let u = NDArray(right, shape: [m, rightRows])
    return SVD(
      u: try narrowed(u, like: a.dtype), s: try narrowed(NDArray(s), like: a.dtype),
      vt: try narrowed(vt, like: a.dtype))
  }

  /// Singular values only, largest first.
  public static func singularValues(_ a: NDArray) throws -> [Double] {
    let (m, n) = try extents(a)
    try requireNumeric(a)
    return try singular(a.doubles, rows: n, columns: m, job: "N").0
  }

  /// dgesdd on a column-major matrix: singular values, U and Vᵀ, all column-major.
  private static func singular(
    _ values: [Double], rows: Int, columns: Int, job: String
  ) throws -> ([Double], [Double], [Double]) {
    let failure = "SVD did not converge"
    try requireFinite(values, failure)
    let k = min(rows, columns)
    var s = [Double](repeating: 0, count: k)
    let leftColumns = job == "A" ? rows : job == "S" ? k : 0
    let rightRows = job == "A" ? columns : job == "S" ? k : 0
    var left = [Double](repeating: 0, count: rows * leftColumns)
    var right = [Double](repeating: 0, count: rightRows * columns)
    guard k > 0 else {
      for i in 0..<leftColumns { left[i * rows + i] = 1 }
      for i in 0..<rightRows { right[i * rightRows + i] = 1 }
      return (s, left, right)
    }
    var a = values
    var m = try extent(rows)
    var n = try extent(columns)
    var ldvt = try extent(max(1, rightRows))
    var scratch = [Int32](repeating: 0, count: 8 * k)
    var info: Int32 = 0
    try withWorkspace { work, count in
      dgesdd_(job, &m, &n, &a, &m, &s, &left, &m, &right, &ldvt, work, count, &scratch, &info)
    }
    guard info == 0 else { throw ArrayError(.linalg, failure) }
    return (s, left, right)
  }

  /// Runs a LAPACK routine twice: first with the length -1, when it reports the workspace it wants, then for real.
  static func withWorkspace(_ routine: (UnsafeMutablePointer<Double>, UnsafePointer<Int32>) -> Void) throws {
    var wanted = 0.0
    var query: Int32 = -1
    routine(&wanted, &query)
    guard wanted.isFinite, wanted >= 0, wanted < 0x1p31 else {
      throw ArrayError(.memory, "linear algebra wants a workspace of \(wanted) numbers")
    }
    var count = Int32(max(1, wanted))
    var work = [Double](repeating: 0, count: Int(count))
    routine(&work, &count)
  }

  /// The reduced factors: Q [m, k] with orthonormal columns and upper triangular R [k, n].
  public static func qr(_ a: NDArray) throws -> (q: NDArray, r: NDArray) {
    let (rows, columns) = try extents(a)
    try requireNumeric(a)
    let k = min(rows, columns)
    var cells = columnMajor(a)
    var tau = [Double](repeating: 0, count: max(1, k))
    var m = try extent(rows)
    var n = try extent(columns)
    var reflections = try extent(k)
    var lead = max(1, m)
    var info: Int32 = 0
    if k > 0 {
      try withWorkspace { work, count in dgeqrf_(&m, &n, &cells, &lead, &tau, work, count, &info) }
    }
    var upper = [Double](repeating: 0, count: k * columns)
    for column in 0..<columns {
      for row in 0..<min(column + 1, k) { upper[column * k + row] = cells[column * rows + row] }
    }
    if k > 0 {
      try withWorkspace { work, count in
        dorgqr_(&m, &reflections, &reflections, &cells, &lead, tau, work, count, &info)
      }
    }
    return (
      try fromColumns(cells, rows: rows, columns: k, stride: rows, like: a.dtype),
      try fromColumns(upper, rows: k, columns: columns, stride: k, like: a.dtype)
    )
  }

  /// Eigenvalues, ascending, and eigenvectors (columns) of a symmetric matrix; only the lower triangle is read.
  public static func symmetricEigen(_ a: NDArray, vectors: Bool = true) throws -> (values: NDArray, vectors: NDArray?) {
    let (count, _) = try extents(a, square: true)
    try requireNumeric(a)
    let failure = "Eigenvalues did not converge"
    var cells = columnMajor(a)
    try requireFinite(cells, failure)
    var values = [Double](repeating: 0, count: count)
    guard count > 0 else { return (NDArray(values), vectors ? try NDArray(zeros: [0, 0]) : nil) }
    var n = try extent(count)
    var info: Int32 = 0
    let integerCount = vectors ? 3 + 5 * count : 1
    var scratch = [Int32](repeating: 0, count: integerCount)
    var scratchLength = try extent(integerCount)
    let job = vectors ? "V" : "N"
    try withWorkspace { work, length in
      dsyevd_(job, "L", &n, &cells, &n, &values, work, length, &scratch, &scratchLength, &info)
    }
    guard info == 0 else { throw ArrayError(.linalg, failure) }
    let eigenvectors =
      vectors ? try fromColumns(cells, rows: count, columns: count, stride: count, like: a.dtype) : nil
    return (try narrowed(NDArray(values), like: a.dtype), eigenvectors)
  }

  /// Real and imaginary parts of the eigenvalues of a general matrix; conjugates stand side by side.
  public static func complexEigenvalues(_ a: NDArray) throws -> (real: [Double], imaginary: [Double]) {
    let (real, imaginary, _) = try generalEigen(a)
    return (real, imaginary)
  }

  /// Eigenvalues and right eigenvectors (columns) of a general matrix.
  ///
  /// - Throws: not implemented if an eigenvalue is complex.
  public static func eigen(_ a: NDArray) throws -> (values: NDArray, vectors: NDArray) {
    let (real, imaginary, vectors) = try generalEigen(a)
    let count = real.count
    guard count > 0 else { return (NDArray(real), try NDArray(zeros: [0, 0])) }
    guard imaginary.allSatisfy({ $0 == 0 }) else {
      throw ArrayError(.notImplemented, "eig: complex eigenvalues are not supported")
    }
    return (
      try narrowed(NDArray(real), like: a.dtype),
      try fromColumns(vectors, rows: count, columns: count, stride: count, like: a.dtype)
    )
  }

  /// LAPACK's eigenvalues and right eigenvectors, column by column.
  private static func generalEigen(
    _ a: NDArray
  ) throws -> (real: [Double], imaginary: [Double], vectors: [Double]) {
    let (count, _) = try extents(a, square: true)
    try requireNumeric(a)
    var cells = columnMajor(a)
    guard cells.allSatisfy(\.isFinite) else {
      throw ArrayError(.linalg, "Array must not contain infs or NaNs")
    }
    var real = [Double](repeating: 0, count: count)
    var imaginary = real
    var vectors = [Double](repeating: 0, count: count * count)
    guard count > 0 else { return ([], [], []) }
    var n = try extent(count)
    var one: Int32 = 1
    var unused = 0.0
    var info: Int32 = 0
    try withWorkspace { work, length in
      dgeev_("N", "V", &n, &cells, &n, &real, &imaginary, &unused, &one, &vectors, &n, work, length, &info)
    }
    guard info == 0 else { throw ArrayError(.linalg, "Eigenvalues did not converge") }
    return (real, imaginary, vectors)
  }
}
