import COpenBLAS

/// Matrix products.
extension LinearAlgebra {
  /// How BLAS reads a matrix: its first element, the distance of its rows (or of its columns, if transposed).
  struct Layout {
    let array: NDArray
    let isTransposed: Bool
    let lead: Int32

    /// A row-major or transposed view as it is, anything else as a copy.
    init(_ a: NDArray) throws {
      let (rows, columns) = (a.shape[0], a.shape[1])
      _ = try (extent(rows), extent(columns))
      if (a.strides[1] == 1 || columns == 1) && (rows == 1 || a.strides[0] >= max(1, columns)) {
        self.init(array: a, isTransposed: false, lead: try extent(rows == 1 ? max(1, columns) : a.strides[0]))
      } else if (a.strides[0] == 1 || rows == 1) && (columns == 1 || a.strides[1] >= max(1, rows)) {
        self.init(array: a, isTransposed: true, lead: try extent(columns == 1 ? max(1, rows) : a.strides[1]))
      } else {
        self.init(array: a.copy(), isTransposed: false, lead: try extent(max(1, columns)))
      }
    }

    private init(array: NDArray, isTransposed: Bool, lead: Int32) {
      self.array = array
      self.isTransposed = isTransposed
      self.lead = lead
    }

    var flag: CBLAS_TRANSPOSE { isTransposed ? CblasTrans : CblasNoTrans }
  }

  /// `a` [m, k] times `b` [k, n] for float32 or float64 matrices of one type.
  ///
  /// - Throws: a value error if the inner extents differ.
  public static func product(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    guard a.ndim == 2, b.ndim == 2, a.shape[1] == b.shape[0] else {
      throw ArrayError(
        .value,
        "shapes \(ArrayError.text(shape: a.shape)) and \(ArrayError.text(shape: b.shape)) not aligned: "
          + "\(a.shape.last ?? 0) (dim 1) != \(b.shape.first ?? 0) (dim 0)")
    }
    if a.dtype == .float32 && b.dtype == .float32 { return try product32(a, b) }
    guard a.dtype == .float64, b.dtype == .float64 else {
      return try product(a.cast(to: .float64), b.cast(to: .float64))
    }
    let (m, k, n) = (a.shape[0], a.shape[1], b.shape[1])
    let result = try NDArray(zeros: [m, n])
    guard m > 0, n > 0, k > 0 else { return result }
    let left = try Layout(a)
    let right = try Layout(b)
    cblas_dgemm(
      CblasRowMajor, left.flag, right.flag, try extent(m), try extent(n), try extent(k), 1,
      left.array.pointer(Double.self), left.lead, right.array.pointer(Double.self), right.lead, 0,
      result.pointer(Double.self), try extent(n))
    return withExtendedLifetime((left.array.buffer, right.array.buffer)) { result }
  }

  private static func product32(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    let (m, k, n) = (a.shape[0], a.shape[1], b.shape[1])
    let result = try NDArray(zeros: [m, n], dtype: .float32)
    guard m > 0, n > 0, k > 0 else { return result }
    let left = try Layout(a)
    let right = try Layout(b)
    cblas_sgemm(
      CblasRowMajor, left.flag, right.flag, try extent(m), try extent(n), try extent(k), 1,
      left.array.pointer(Float.self), left.lead, right.array.pointer(Float.self), right.lead, 0,
      result.pointer(Float.self), try extent(n))
    return withExtendedLifetime((left.array.buffer, right.array.buffer)) { result }
  }

  /// `a`ᵀ `a` as a full symmetric matrix, for a float64 matrix.
  public static func gram(_ a: NDArray) throws -> NDArray {
    let (m, n) = try extents(a)
    let result = try NDArray(zeros: [n, n])
    guard m > 0, n > 0 else { return result }
    let layout = try Layout(try a.cast(to: .float64))
    let cells = result.pointer(Double.self)
    // Aᵀ A reads A transposed, which a transposed view already is.
    cblas_dsyrk(
      CblasRowMajor, CblasUpper, layout.isTransposed ? CblasNoTrans : CblasTrans, try extent(n), try extent(m), 1,
      layout.array.pointer(Double.self), layout.lead, 0, cells, try extent(n))
    for row in 0..<n {
      for column in 0..<row { cells[row * n + column] = cells[column * n + row] }
    }
    return withExtendedLifetime(layout.array.buffer) { result }
  }
}
