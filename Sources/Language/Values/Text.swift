/// An immutable string: a sequence of Unicode scalar values, with constant-time indexing.
public final class Text: ExpressibleByStringLiteral {
  public let string: String
  /// The scalars of a string that is not ASCII, made when first asked for.
  private var decoded: [Unicode.Scalar]?
  private var scalarCount = -1

  public init(_ string: String) { self.string = string }
  public init(stringLiteral value: String) { string = value }

  /// The number of scalars (`len`).
  public var count: Int {
    if scalarCount < 0 {
      let bytes = string.utf8.count
      let ascii = string.utf8.allSatisfy { $0 < 0x80 }
      scalarCount = ascii ? bytes : string.unicodeScalars.count
    }
    return scalarCount
  }

  public var isASCII: Bool { count == string.utf8.count }

  /// The scalars as an array; kept for strings that are not ASCII.
  public var scalars: [Unicode.Scalar] {
    if let decoded { return decoded }
    let all = Array(string.unicodeScalars)
    decoded = all
    return all
  }

  /// The scalar at `index`, which has to be in `0 ..< count`.
  public subscript(_ index: Int) -> Unicode.Scalar {
    if isASCII {
      let utf8 = string.utf8
      return Unicode.Scalar(utf8[utf8.index(utf8.startIndex, offsetBy: index)])
    }
    return scalars[index]
  }
}
