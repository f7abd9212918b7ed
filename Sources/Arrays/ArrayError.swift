/// What went wrong with an array: its kind says which Python class stands for it.
public struct ArrayError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Sendable {
    /// A ufunc without a loop for its operands, or whose result has no place in its target.
    case ufunc
    case value, type, index, key, memory, axis, overflow, linalg, io, notFound, exists, notImplemented, zeroDivision
    case floatingPoint
  }

  public let kind: Kind
  public let message: String

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  public var description: String { message }
}

extension ArrayError {
  /// A shape as Python writes a tuple: `()`, `(3,)`, `(2, 3)`.
  public static func text(shape: [Int]) -> String {
    shape.count == 1 ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ", ") + ")"
  }

  /// A shape without blanks, as NumPy's broadcasting errors write it: `(3,)`, `(2,3)`.
  public static func tight(shape: [Int]) -> String {
    shape.count == 1 ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ",") + ")"
  }

  /// A wanted shape as errors of reshaping write it: open extents in front are left out.
  static func wanted(shape: [Int]) -> String {
    let shown = shape.drop { $0 < 0 }.map { $0 < 0 ? "newaxis" : String($0) }
    return "(" + shown.joined(separator: ",") + (shape.count == 1 ? ",)" : ")")
  }

  static func axis(_ axis: Int, ndim: Int) -> ArrayError {
    ArrayError(.axis, "axis \(axis) is out of bounds for array of dimension \(ndim)")
  }

  static func memory(shape: [Int], dtype: DType) -> ArrayError {
    let bytes = shape.reduce(Double(max(dtype.itemSize, 1))) { $0 * Double($1) }
    return ArrayError(
      .memory,
      "Unable to allocate \(amount(bytes)) for an array with shape \(text(shape: shape)) and data type "
        + dtype.description)
  }

  /// Bytes in the largest unit that keeps the number above 1: `745 GiB`, `4.00 MiB`.
  static func amount(_ bytes: Double) -> String {
    var (amount, unit) = (bytes, 0)
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    while amount >= 1024, unit + 1 < units.count {
      amount /= 1024
      unit += 1
    }
    let places = amount < 10 ? 2 : amount < 100 ? 1 : 0
    return "\(FloatText.fixed(amount, decimals: places)) \(units[unit])"
  }
}

/// `axis`, which may count from the end, as an index in `0..<ndim`.
public func normalized(axis: Int, ndim: Int) throws -> Int {
  let index = axis < 0 ? axis + ndim : axis
  guard index >= 0, index < ndim else { throw ArrayError.axis(axis, ndim: ndim) }
  return index
}
