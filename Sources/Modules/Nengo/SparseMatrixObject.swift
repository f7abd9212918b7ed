import Arrays
import Language
import Model

/// A sparse matrix as scripts see it: of built weights, or given by its entries, which may still have to be drawn.
final class SparseMatrixObject: HostObject, ArrayConvertible, Printable {
  let entries: Sparse
  /// The type of the entries.
  private let dtype: DType

  init(_ entries: Sparse, dtype: DType = .float64) {
    self.entries = entries
    self.dtype = dtype
  }

  convenience init(_ matrix: SparseMatrix, dtype: DType = .float64) { self.init(Sparse(matrix), dtype: dtype) }

  /// The matrix that a transform draws; integers given as its values stay integers.
  convenience init(_ matrix: SparseMatrix, of transform: any Transform) {
    var dtype = DType.float64
    if let sparse = transform as? Sparse, case .array(let values) = sparse.initial, values.dtype.isInteger {
      dtype = .int64
    }
    self.init(matrix, dtype: dtype)
  }

  func repr(_ interpreter: Interpreter) throws -> String {
    func shown(_ name: String) throws -> String {
      "\(name)=\(try interpreter.repr(interpreter.attribute(.object(self), name)))"
    }
    return "SparseMatrix(\(try shown("indices")), \(try shown("data")), \(try shown("shape")))"
  }

  static let typeObject = TypeObject(
    "SparseMatrix", module: "nengo.transforms", doc: "A matrix given by its entries.",
    constructor: Constructor([.required("indices"), .required("data"), .required("shape")]) { call in
      let shape = try call.ints("shape")
      guard shape.count == 2 else {
        throw NengoError.validation(
          "should be of length 2 (got \(shape.count))", attribute: "shape", owner: "SparseMatrix")
      }
      let data: Samplable
      if let distribution = try call.interpreter.component(call.value("data")) as? any Distribution {
        data = .distribution(distribution)
      } else {
        data = .array(try call.array("data"))
      }
      let entries = try Sparse(
        shape: (shape[0], shape[1]), indices: pairs(call.value("indices"), call.interpreter), initial: data)
      guard case .array(let values) = data, values.dtype.isInteger else {
        return .object(SparseMatrixObject(entries))
      }
      return .object(SparseMatrixObject(entries, dtype: .int64))
    },
    methods: [
      Method("toarray", summary: "The full matrix.") { (object: SparseMatrixObject, _) in
        .array(try object.dense())
      },
      Method("sample", [.omittable("rng", shown: "numpy.random")], summary: "The matrix with its entries drawn.") {
        (object: SparseMatrixObject, call) in
        .object(SparseMatrixObject(try object.entries.matrix(call.stream("rng")), dtype: object.dtype))
      },
      Method("allocate", summary: "The matrix itself, ready to be used.") { (object: SparseMatrixObject, _) in
        _ = try object.fixed()
        return .object(object)
      },
    ],
    properties: [
      Property("shape", doc: "(rows, columns)") { (object: SparseMatrixObject, _) in
        .shape([object.entries.shape.rows, object.entries.shape.columns])
      },
      Property("ndim", doc: "2") { (_: SparseMatrixObject, _) in .int(2) },
      Property("size", doc: "The number of entries.") { (object: SparseMatrixObject, _) in
        .int(object.entries.indices.count)
      },
      Property("data", doc: "The entries, or the distribution they are drawn from.") {
        (object: SparseMatrixObject, _) in
        guard let values = object.entries.fixedValues else { return Value(object.entries.initial.argument) }
        return .array(try NDArray(values).astype(object.dtype))
      },
      Property("dtype", doc: "The type of the entries.") { (object: SparseMatrixObject, _) in
        .object(DTypeObject(object.dtype))
      },
      Property("indices", doc: "Rows of (row, column).") { (object: SparseMatrixObject, _) in
        let indices = object.entries.indices
        return .array(NDArray(indices.flatMap { [$0.row, $0.column] }, shape: [indices.count, 2]))
      },
      Property("row", doc: "Rows of the entries.") { (object: SparseMatrixObject, _) in
        .array(NDArray(object.entries.indices.map(\.row)))
      },
      Property("col", doc: "Columns of the entries.") { (object: SparseMatrixObject, _) in
        .array(NDArray(object.entries.indices.map(\.column)))
      },
    ])
  var type: TypeObject { Self.typeObject }
  func array(_ interpreter: Interpreter) throws -> NDArray { try dense() }

  private func dense() throws -> NDArray { try fixed().dense().astype(dtype) }

  /// The matrix, if its entries are known.
  private func fixed() throws -> SparseMatrix {
    guard entries.fixedValues != nil else {
      throw NengoError(.value, "SparseMatrix: the entries are yet to be drawn, call sample() first")
    }
    return try entries.matrix(RandomState(seed: 0))
  }

  /// Rows of (row, column) as pairs.
  static func pairs(_ value: Value, _ interpreter: Interpreter) throws -> [(row: Int, column: Int)] {
    let indices = try NDArray(from: value, dtype: .int64, interpreter)
    guard indices.ndim == 2, indices.shape[1] == 2 else {
      throw NengoError.validation(
        "Must be of shape (n, 2) (got \(ArrayError.text(shape: indices.shape)))", attribute: "indices",
        owner: "SparseMatrix")
    }
    let flat = indices.ints
    return stride(from: 0, to: flat.count, by: 2).map { (row: flat[$0], column: flat[$0 + 1]) }
  }
}
