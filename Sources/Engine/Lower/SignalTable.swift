import Arrays
import Build

/// One base signal as the engine sees it.
struct SignalEntry {
  let name: String
  let shape: [Int]
  /// Row-major initial value; for sparse signals the stored entries. Simplification may change it.
  var initial: [Double]
  let mark: ParameterMark
  /// Whether each batch item has its own value as far as scripts can see: state, and learned parameters.
  let isBatched: Bool
  /// The step counter, an int32.
  let isInteger: Bool
  /// Coordinates, for sparse matrices.
  let sparse: SparseLayout?
  /// What the signal is to the network; nil for helpers of the engine.
  var key: SignalKey?
  /// The memory of a filter; the key is then that of its output.
  var isFilterState = false
  /// Fed from outside, or written by a node: never taken for a constant.
  var isNodeOutput = false

  var count: Int { initial.count }
  var rows: Int { sparse == nil ? (shape.first ?? 1) : count }
  var trailing: [Int] { sparse == nil ? Array(shape.dropFirst()) : [] }
}

/// Places of the entries of a sparse matrix.
struct SparseLayout: Hashable {
  let rowCount: Int
  let columnCount: Int
  let rows: [Int32]
  let columns: [Int32]
}

/// All base signals of a program; operations refer to them by index.
struct SignalTable {
  private(set) var entries: [SignalEntry] = []
  private var indices: [ObjectIdentifier: Int] = [:]

  subscript(index: Int) -> SignalEntry {
    get { entries[index] }
    set { entries[index] = newValue }
  }

  mutating func append(_ entry: SignalEntry, for base: Signal) -> Int {
    entries.append(entry)
    indices[ObjectIdentifier(base)] = entries.count - 1
    return entries.count - 1
  }

  /// A signal of the engine's own.
  mutating func append(_ entry: SignalEntry) -> Int {
    entries.append(entry)
    return entries.count - 1
  }

  func index(of base: Signal) -> Int? { indices[ObjectIdentifier(base)] }

  func whole(_ index: Int) -> View {
    let entry = entries[index]
    return View(signal: index, offset: 0, shape: entry.sparse == nil ? entry.shape : [entry.count])
  }
}
