import Glibc

/// An immutable string: a sequence of Unicode scalar values, with constant-time indexing.
///
/// Equality and order are by scalars, unlike `String`'s, which are by canonical equivalence.
public final class Text: ExpressibleByStringLiteral {
  public let string: String
  /// The scalars of a string that is not ASCII, made when first asked for.
  private var decoded: [Unicode.Scalar]?
  private var scalarCount = -1
  private var cachedHash = 0

  public init(_ string: String) { self.string = string }
  public init(stringLiteral value: String) { string = value }
  init(_ scalars: some Collection<Unicode.Scalar>) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    string = String(view)
    scalarCount = scalars.count
  }

  /// The number of scalars (`len`).
  public var count: Int {
    if scalarCount < 0 {
      let ascii = string.utf8.allSatisfy { $0 < 0x80 }
      scalarCount = ascii ? string.utf8.count : string.unicodeScalars.count
    }
    return scalarCount
  }

  public var isASCII: Bool { count == string.utf8.count }

  /// The scalars as an array; kept for strings that are not ASCII.
  public var scalars: [Unicode.Scalar] {
    if let decoded { return decoded }
    let all = Array(string.unicodeScalars)
    if !isASCII { decoded = all }
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

  /// The scalars in `range`, which has to be inside of `0 ..< count`.
  public func slice(_ range: Range<Int>) -> Text {
    if isASCII {
      let utf8 = string.utf8
      let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
      let part = Text(String(string[start..<utf8.index(start, offsetBy: range.count)]))
      part.scalarCount = range.count
      return part
    }
    return Text(scalars[range])
  }

  var hashCode: Int {
    if cachedHash != 0 { return cachedHash }
    var copy = string
    let hash = copy.withUTF8 { bytes in
      var state: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in bytes { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
      state ^= state >> 32
      return state &* 0x9e37_79b9_7f4a_7c15
    }
    let result = Int(truncatingIfNeeded: hash ^ (hash >> 29))
    cachedHash = result == 0 ? 1 : result
    return cachedHash
  }

  static func equal(_ left: Text, _ right: Text) -> Bool {
    left === right || compare(left.string, right.string) == 0
  }

  /// Negative, zero, positive. UTF-8 orders as scalars do.
  static func compare(_ left: String, _ right: String) -> Int {
    var a = left
    var b = right
    return a.withUTF8 { x in
      b.withUTF8 { y in
        let shared = min(x.count, y.count)
        if shared > 0, let p = x.baseAddress, let q = y.baseAddress {
          let order = memcmp(p, q, shared)
          if order != 0 { return Int(order) }
        }
        return x.count - y.count
      }
    }
  }
}
