/// Work that needs the order of elements, written once for the four wide numeric types.
///
/// Narrow types are widened around it; nan sorts last.
protocol OrderedVisitor {
  associatedtype Result
  func visit<T: Element & Comparable>(_ type: T.Type) throws -> Result
}

extension DType {
  /// The wide type in which elements of this type are ordered.
  var ordered: DType { self == .bool ? .int64 : LoopClass(self).dtype }

  /// Runs the visitor for the Swift type of `ordered`; `TypeError` for text.
  func dispatchOrdered<V: OrderedVisitor>(_ visitor: V) throws -> V.Result {
    switch LoopClass(self) {
    case _ where isText: throw ArrayError(.type, "this operation is not supported for text arrays")
    case .bool, .int: try visitor.visit(Int.self)
    case .uint: try visitor.visit(UInt.self)
    case .float: try visitor.visit(Float.self)
    case .double: try visitor.visit(Double.self)
    }
  }
}

/// Whether `a` sorts before `b`, nan being greater than everything.
@inline(__always)
func precedes<T: Comparable>(_ a: T, _ b: T) -> Bool { a < b || (b != b && a == a) }

/// Text arrays as numbers of the same order: the position of each element among the distinct sorted texts.
struct TextCodes {
  let distinct: [String]
  let codes: NDArray

  init(_ array: NDArray) {
    let texts = array.texts
    distinct = Set(texts).sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    let places = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
    codes = NDArray(texts.map { places[$0] ?? 0 }, shape: array.shape)
  }

  /// The texts that an array of codes stands for.
  func texts(_ codes: NDArray, dtype: DType) throws -> NDArray {
    try NDArray(texts: codes.ints.map { distinct[$0] }, shape: codes.shape).cast(to: dtype)
  }
}
