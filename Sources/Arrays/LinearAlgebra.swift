import COpenBLAS

/// Dense linear algebra over OpenBLAS and LAPACK.
///
/// Matrices are row-major arrays; LAPACK's are column-major, so a row-major matrix is handed over as its transpose and
/// the routine is chosen to suit. Factorisations compute in float64 (float32 arrays are widened and the results cut
/// back), products in the type of their operands. Errors are of kind `.linalg` and named after NumPy's.
public enum LinearAlgebra {
  /// Checks that `a` is a matrix, or a square one, and returns (rows, columns).
  static func extents(_ a: NDArray, square: Bool = false) throws -> (rows: Int, columns: Int) {
    guard a.ndim == 2 else {
      throw ArrayError(.linalg, "\(a.ndim)-dimensional array given. Array must be at least two-dimensional")
    }
    guard !square || a.shape[0] == a.shape[1] else {
      throw ArrayError(.linalg, "Last 2 dimensions of the array must be square")
    }
    return (a.shape[0], a.shape[1])
  }

  /// An extent in the width that BLAS counts in.
  static func extent(_ count: Int) throws -> Int32 {
    guard let narrow = Int32(exactly: count) else {
      throw ArrayError(.value, "an extent of \(count) is beyond the \(Int32.max) that linear algebra can count")
    }
    return narrow
  }

  /// Refuses element types without arithmetic here.
  static func requireNumeric(_ a: NDArray) throws {
    guard !a.dtype.isText else {
      throw ArrayError(.type, "array type \(a.dtype.description) is unsupported in linalg")
    }
  }

  /// Refuses nan and inf where an iterative routine would not end or fail without words.
  static func requireFinite(_ values: [Double], _ failure: String) throws {
    guard values.allSatisfy(\.isFinite) else { throw ArrayError(.linalg, failure) }
  }

  /// The elements of a matrix column by column.
  static func columnMajor(_ a: NDArray) -> [Double] { a.ndim < 2 ? a.doubles : a.transposed.doubles }

  /// A row-major matrix from column-major elements of which each column is `stride` apart.
  static func fromColumns(_ values: [Double], rows: Int, columns: Int, stride: Int, like dtype: DType) throws -> NDArray
  {
    let result = try NDArray(uninitialized: [rows, columns], dtype: .float64)
    try result.withMutableDoubles { cells in
      for column in 0..<columns {
        for row in 0..<rows { cells[row * columns + column] = values[column * stride + row] }
      }
    }
    return try narrowed(result, like: dtype)
  }

  /// The result type of a factorisation: float32 stays, everything else is float64.
  static func narrowed(_ result: NDArray, like dtype: DType) throws -> NDArray {
    dtype == .float32 ? try result.astype(.float32) : result
  }
}
