import BigInt

/// Numbers: `12`, `1_000`, `0xFF`, `0o17`, `0b1`, `1.`, `.5`, `1e-3`.
extension Lexer {
  mutating func scanNumber() throws(SyntaxError) {
    let start = position(offset)
    if byte() == UInt8(ascii: "0"), let letter = byte(1), let radix = Lexer.radixes[letter | 0x20] {
      offset += 2
      try scanDigits(radix: radix.value, kind: radix.name, from: start)
    } else {
      try scanDecimal(from: start)
    }
    add(.number, from: start)
  }

  private static let radixes: [UInt8: (value: Int, name: String)] = [
    UInt8(ascii: "x"): (16, "hexadecimal"), UInt8(ascii: "o"): (8, "octal"), UInt8(ascii: "b"): (2, "binary"),
  ]

  /// The digits after a prefix.
  private mutating func scanDigits(radix: Int, kind: String, from start: SourcePosition) throws(SyntaxError) {
    repeat {
      if byte() == UInt8(ascii: "_") { offset += 1 }
      guard let first = byte(), Lexer.digit(first, radix) else {
        if let digit = byte(), Lexer.isDigit(digit) { throw invalidDigit(digit, kind) }
        throw invalidLiteral(kind, from: start)
      }
      while let next = byte(), Lexer.digit(next, radix) { offset += 1 }
    } while byte() == UInt8(ascii: "_")
    if let digit = byte(), Lexer.isDigit(digit) { throw invalidDigit(digit, kind) }
    try checkEnd(kind, from: start)
  }

  private mutating func invalidDigit(_ digit: UInt8, _ kind: String) -> SyntaxError {
    let place = position(offset)
    offset += 1
    return error("invalid digit '\(Character(Unicode.Scalar(digit)))' in \(kind) literal", from: place)
  }

  private mutating func invalidLiteral(_ kind: String, from start: SourcePosition) -> SyntaxError {
    error("invalid \(kind) literal", from: start)
  }

  private static func digit(_ byte: UInt8, _ radix: Int) -> Bool {
    Character(Unicode.Scalar(byte)).hexDigitValue.map { $0 < radix } ?? false
  }

  /// Digits with single underscores between them; none is fine.
  private mutating func decimalPart(from start: SourcePosition) throws(SyntaxError) {
    while let next = byte(), Lexer.isDigit(next) {
      offset += 1
      guard byte() == UInt8(ascii: "_") else { continue }
      offset += 1
      guard let digit = byte(), Lexer.isDigit(digit) else { throw invalidLiteral("decimal", from: start) }
    }
  }

  private mutating func scanDecimal(from start: SourcePosition) throws(SyntaxError) {
    let from = offset
    try decimalPart(from: start)
    let integerEnd = offset
    var isFloat = false
    if byte() == UInt8(ascii: ".") {
      isFloat = true
      offset += 1
      try decimalPart(from: start)
    }
    if let letter = byte(), letter | 0x20 == UInt8(ascii: "e") {
      let signed = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-")
      if let digit = byte(signed ? 2 : 1), Lexer.isDigit(digit) {
        isFloat = true
        offset += signed ? 2 : 1
        try decimalPart(from: start)
      } else if signed {
        throw invalidLiteral("decimal", from: start)
      }
    }
    if let letter = byte(), letter | 0x20 == UInt8(ascii: "j") {
      offset += 1
      try checkEnd("imaginary", from: start)
      let stop = position(offset)
      throw SyntaxError(
        "complex numbers are not supported", at: SourceRange(start, stop), note: Refused.complex)
    }
    try checkEnd("decimal", from: start)
    let digits = bytes[from..<integerEnd]
    if !isFloat, digits.first == UInt8(ascii: "0"), digits.contains(where: { $0 > UInt8(ascii: "0") && $0 != 0x5F }) {
      throw error(
        "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers", from: start)
    }
  }

  /// A number may touch a keyword that goes on with the expression, and no other name.
  private mutating func checkEnd(_ kind: String, from start: SourcePosition) throws(SyntaxError) {
    guard let next = byte(), Lexer.isNameByte(next) else { return }
    var stop = offset
    while stop < end, Lexer.isNameByte(bytes[stop]) { stop += 1 }
    let following = text(offset, stop)
    if next < 0x80 {
      let allowed = ["and", "else", "for", "if", "in", "is", "or", "not"]
      if allowed.contains(where: { following.hasPrefix($0) }) { return }
      throw invalidLiteral(kind, from: start)
    }
    guard let wrong = Identifier.firstInvalid(in: following) else { throw invalidLiteral(kind, from: start) }
    offset += wrong.offset
    throw error(Identifier.complaint(about: wrong.scalar), from: position(offset))
  }
}

extension Literal {
  /// Text beyond which integers are not converted from or to decimal digits.
  static let maximumDigits = 4300

  /// The value of a number token's text; nil if an integer has more than `maximumDigits` decimal digits.
  init?(number text: String) {
    let digits = text.filter { $0 != "_" }
    let prefixed: [String: Int] = ["0x": 16, "0o": 8, "0b": 2]
    if let radix = prefixed[String(digits.prefix(2)).lowercased()] {
      self.init(integer: String(digits.dropFirst(2)), radix: radix)
    } else if digits.allSatisfy(\.isWholeNumber) {
      guard digits.count <= Literal.maximumDigits else { return nil }
      self.init(integer: digits, radix: 10)
    } else {
      self = .float(Double(digits.hasSuffix(".") ? digits + "0" : digits) ?? .nan)
    }
  }

  private init(integer digits: String, radix: Int) {
    if let small = Int(digits, radix: radix) {
      self = .int(small)
    } else {
      self = .big(BigInt(digits, radix: radix) ?? 0)
    }
  }
}
