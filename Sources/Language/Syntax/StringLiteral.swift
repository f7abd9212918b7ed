/// The parts of a string token and what its escapes stand for.
struct StringLiteral {
  let isRaw: Bool
  let isFormatted: Bool
  /// Offsets in the source of the text between the quotes.
  let content: Range<Int>

  /// Splits the token at `range` of `bytes` into prefix, quotes and content.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    var start = range.lowerBound
    var raw = false
    var formatted = false
    while start < range.upperBound, Lexer.isNameByte(bytes[start]) {
      switch bytes[start] | 0x20 {
      case UInt8(ascii: "r"): raw = true
      case UInt8(ascii: "f"): formatted = true
      default: break
      }
      start += 1
    }
    let quote = bytes[start]
    let isTriple =
      range.upperBound - start >= 6 && bytes[start + 1] == quote && bytes[start + 2] == quote
    let width = isTriple ? 3 : 1
    isRaw = raw
    isFormatted = formatted
    content = (start + width)..<(range.upperBound - width)
  }

  /// An escape that stands for nothing.
  struct EscapeError: Error {
    let message: String
    /// Offset of the backslash.
    let offset: Int
    var note: String?
  }

  /// The text that bytes `range` of `bytes` stand for.
  static func decode(_ bytes: [UInt8], _ range: Range<Int>, isRaw: Bool) throws(EscapeError) -> String {
    if isRaw || !bytes[range].contains(UInt8(ascii: "\\")) { return String(decoding: bytes[range], as: UTF8.self) }
    var decoder = EscapeDecoder(bytes: bytes, start: range.lowerBound, offset: range.lowerBound, end: range.upperBound)
    return try decoder.decode()
  }
}

/// Reads a string's content from left to right.
private struct EscapeDecoder {
  let bytes: [UInt8]
  let start: Int
  var offset: Int
  let end: Int
  var result: [UInt8] = []

  mutating func decode() throws(StringLiteral.EscapeError) -> String {
    result.reserveCapacity(end - offset)
    while offset < end {
      let next = bytes[offset]
      offset += 1
      guard next == UInt8(ascii: "\\"), offset < end else {
        result.append(next)
        continue
      }
      try escape()
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let simple: [UInt8: UInt8] = [
    UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "'"): 0x27, UInt8(ascii: "\""): 0x22, UInt8(ascii: "a"): 7,
    UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
    UInt8(ascii: "v"): 11,
  ]

  /// Reads what follows a backslash.
  private mutating func escape() throws(StringLiteral.EscapeError) {
    let letter = bytes[offset]
    offset += 1
    if let byte = EscapeDecoder.simple[letter] { return result.append(byte) }
    switch letter {
    case UInt8(ascii: "\n"): break
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      var value = UInt32(letter - UInt8(ascii: "0"))
      var count = 1
      while count < 3, offset < end, let digit = octal(bytes[offset]) {
        value = value * 8 + digit
        offset += 1
        count += 1
      }
      append(Unicode.Scalar(value))
    case UInt8(ascii: "x"): try hexadecimal(2, "\\xXX")
    case UInt8(ascii: "u"): try hexadecimal(4, "\\uXXXX")
    case UInt8(ascii: "U"): try hexadecimal(8, "\\UXXXXXXXX")
    case UInt8(ascii: "N"):
      throw StringLiteral.EscapeError(
        message: "'\\N{...}' is not supported", offset: offset - 2, note: Refused.unicodeNames)
    default:
      result.append(UInt8(ascii: "\\"))
      result.append(letter)
    }
  }

  private func octal(_ byte: UInt8) -> UInt32? {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "7") ? UInt32(byte - UInt8(ascii: "0")) : nil
  }

  private mutating func append(_ scalar: Unicode.Scalar?) {
    if let scalar { result.append(contentsOf: String(scalar).utf8) }
  }

  private mutating func hexadecimal(_ count: Int, _ form: String) throws(StringLiteral.EscapeError) {
    let backslash = offset - 2
    var value: UInt32 = 0
    for _ in 0..<count {
      guard offset < end, let digit = Character(Unicode.Scalar(bytes[offset])).hexDigitValue else {
        throw failure("truncated \(form) escape", from: backslash)
      }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    if (0xD800..<0xE000).contains(value) { throw failure("surrogates not allowed", from: backslash) }
    guard let scalar = Unicode.Scalar(value) else { throw failure("illegal Unicode character", from: backslash) }
    append(scalar)
  }

  private func failure(_ reason: String, from backslash: Int) -> StringLiteral.EscapeError {
    let place = "\(backslash - start)-\(max(backslash, offset - 1) - start)"
    return StringLiteral.EscapeError(
      message: "(unicode error) 'unicodeescape' codec can't decode bytes in position \(place): \(reason)",
      offset: backslash)
  }
}
