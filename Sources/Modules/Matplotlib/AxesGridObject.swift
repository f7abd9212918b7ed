import Arrays
import Language

/// What `subplots` gives for several axes: a row, a column or a matrix of them that is indexed as an array is.
final class AxesGridObject: HostObject, Indexable, HasLength, Iterable, Printable {
  private let axes: [AxesObject]
  /// One or two extents.
  private let shape: [Int]

  init(_ axes: [AxesObject], shape: [Int]) {
    self.axes = axes
    self.shape = shape
  }

  static let typeObject = TypeObject(
    "ndarray", module: "numpy", doc: "Axes in rows and columns.",
    methods: [
      Method("flatten", [.optional("order", .string("C"))], summary: "All axes in one row.") {
        (grid: AxesGridObject, _) in .object(grid.flat)
      },
      Method("ravel", [.optional("order", .string("C"))], summary: "All axes in one row.") {
        (grid: AxesGridObject, _) in .object(grid.flat)
      },
      Method("tolist", summary: "The axes as lists.") { (grid: AxesGridObject, interpreter) in
        .newList(grid.rows)
      },
    ],
    properties: [
      Property("flat", doc: "All axes in one row.") { (grid: AxesGridObject, _) in .object(grid.flat) },
      Property("shape", doc: "Rows and columns.") { (grid: AxesGridObject, _) in .shape(grid.shape) },
      Property("size", doc: "How many axes.") { (grid: AxesGridObject, _) in .int(grid.axes.count) },
      Property("ndim", doc: "1 or 2.") { (grid: AxesGridObject, _) in .int(grid.shape.count) },
      Property("T", doc: "Rows and columns exchanged.") { (grid: AxesGridObject, _) in .object(grid.transposed) },
    ])
  var type: TypeObject { Self.typeObject }

  private var flat: AxesGridObject { AxesGridObject(axes, shape: [axes.count]) }

  private var transposed: AxesGridObject {
    guard shape.count == 2 else { return self }
    let turned = (0..<shape[1]).flatMap { column in (0..<shape[0]).map { axes[$0 * shape[1] + column] } }
    return AxesGridObject(turned, shape: [shape[1], shape[0]])
  }

  /// Elements along the first axis: axes, or rows of them.
  private var rows: [Value] {
    guard shape.count == 2 else { return axes.map { .object($0) } }
    return (0..<shape[0]).map { row in
      .object(AxesGridObject(Array(axes[row * shape[1]..<(row + 1) * shape[1]]), shape: [shape[1]]))
    }
  }

  func repr(_ interpreter: Interpreter) throws -> String {
    "array(\(try interpreter.repr(.newList(axes.map { .object($0) }))), dtype=object)"
  }

  func length(_ interpreter: Interpreter) throws -> Int { shape.first ?? 0 }

  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator {
    try interpreter.iterator(.newTuple(rows))
  }

  /// The numbers of the axes, indexed as an array: what comes out tells which axes are meant.
  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    let numbers = NDArray(Array(0..<axes.count), shape: shape)
    let chosen = try interpreter.item(.array(numbers), key)
    if let place = try interpreter.optionalIndex(chosen) { return .object(axes[place]) }
    guard let array = chosen.ndarray, array.ndim > 0 else { return chosen }
    return .object(AxesGridObject(array.ints.map { axes[$0] }, shape: array.shape))
  }
}
