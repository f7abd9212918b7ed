import Arrays

/// The linear map of a connection, from the (decoded, sliced) source to the target.
public protocol Transform: FrozenObject {
  var sizeIn: Int { get }
  var sizeOut: Int { get }

  /// The concrete weights; distributions draw from `rng` here.
  ///
  /// - Throws: a type error for `NoTransform`, which has none.
  func sample(_ rng: RandomState) throws -> TransformWeights
}

/// Concrete weights of a transform.
public enum TransformWeights: Sendable {
  /// Rank 0 (times identity), 1 (diagonal) or 2 ([out, in]).
  case dense(NDArray)
  case sparse(SparseMatrix)
  /// A convolution kernel: kernel size, then channels in (per group), then filters.
  case kernel(NDArray)
}

/// A sparse matrix as coordinates; repeated coordinates add up.
public struct SparseMatrix: Sendable, Equatable {
  public let rowCount: Int
  public let columnCount: Int
  public let rows: [Int]
  public let columns: [Int]
  public var values: [Double]

  /// - Throws: a validation error if the lists differ in length or an index lies outside the shape.
  public init(shape: (Int, Int), rows: [Int], columns: [Int], values: [Double]) throws {
    guard rows.count == columns.count, rows.count == values.count else {
      throw NengoError.validation(
        "must have one row, column and value per entry, got \(rows.count), \(columns.count) and \(values.count)",
        attribute: "indices", owner: "Sparse")
    }
    for (row, column) in zip(rows, columns) {
      guard (0..<shape.0).contains(row), (0..<shape.1).contains(column) else {
        throw NengoError(.index, "sparse index (\(row), \(column)) lies outside the shape (\(shape.0), \(shape.1))")
      }
    }
    rowCount = shape.0
    columnCount = shape.1
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// The dense matrix; of repeated coordinates the last one stays.
  public func dense() throws -> NDArray {
    let result = try NDArray(zeros: [rowCount, columnCount])
    try result.withMutableDoubles { cells in
      for ((row, column), value) in zip(zip(rows, columns), values) { cells[row * columnCount + column] = value }
    }
    return result
  }
}
