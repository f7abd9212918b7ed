/// Arrays and their elements as text.
public enum ArrayText {
  /// Each element's own text, as `str` of a NumPy number gives it, in row-major order.
  public static func elements(_ array: NDArray) -> [String] {
    switch array.dtype.kind {
    case .text: array.texts
    case .bool: array.bools.map { $0 ? "True" : "False" }
    case .signed: array.ints.map { String($0) }
    case .unsigned: array.ints.map { String(UInt(bitPattern: $0)) }
    case .float: array.doubles.map { "\($0)" }
    }
  }
}
