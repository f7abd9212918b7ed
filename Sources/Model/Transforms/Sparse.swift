import Arrays

/// A matrix of which only the listed entries are nonzero.
public struct Sparse: Transform {
  public static let typeName = "Sparse"
  public let shape: (rows: Int, columns: Int)
  /// Row and column of each entry.
  public let indices: [(row: Int, column: Int)]
  /// One value for all entries, one per entry, or a distribution.
  public let initial: Samplable

  public init(
    shape: (Int, Int), indices: [(row: Int, column: Int)],
    initial: Samplable = .array(NDArray(scalar: 1.0))
  ) throws {
    guard shape.0 > 0, shape.1 > 0 else {
      throw NengoError.validation(
        "must have positive extents, got (\(shape.0), \(shape.1))", attribute: "shape", owner: Self.typeName)
    }
    if case .array(let value) = initial, value.ndim != 0 {
      guard value.ndim == 1, value.size == indices.count else {
        throw NengoError.validation(
          "Must be a vector of the same length as indices: expected (\(indices.count),), got "
            + ArrayError.text(shape: value.shape), attribute: "data", owner: "SparseMatrix")
      }
    }
    self.shape = (shape.0, shape.1)
    self.indices = indices
    self.initial = initial
  }

  /// The values that are known without a draw; nil for a distribution.
  public var fixedValues: [Double]? {
    guard case .array(let value) = initial else { return nil }
    let values = value.doubles
    return values.count == 1 ? [Double](repeating: values[0], count: indices.count) : values
  }

  /// A matrix that is already there.
  public init(_ matrix: SparseMatrix) {
    shape = (matrix.rowCount, matrix.columnCount)
    indices = zip(matrix.rows, matrix.columns).map { (row: $0, column: $1) }
    initial = .array(NDArray(matrix.values))
  }

  public var sizeIn: Int { shape.columns }
  public var sizeOut: Int { shape.rows }

  public var arguments: [Argument] {
    let pairs = NDArray(indices.flatMap { [$0.row, $0.column] }, shape: [indices.count, 2])
    return [
      Argument("shape", .tuple([.int(shape.rows), .int(shape.columns)])),
      .unshown("indices", .array(pairs)), .unshown("init", initial.argument),
    ]
  }

  public func sample(_ rng: RandomState) throws -> TransformWeights { .sparse(try matrix(rng)) }

  /// The concrete matrix.
  public func matrix(_ rng: RandomState) throws -> SparseMatrix {
    try SparseMatrix(
      shape: (shape.rows, shape.columns), rows: indices.map(\.row), columns: indices.map(\.column),
      values: fixedValues ?? initial.samples(indices.count, nil, rng).doubles)
  }
}
