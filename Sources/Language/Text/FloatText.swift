import Glibc

/// Text of doubles.
public enum FloatText {
  /// The shortest decimal digits that read back as `value` (finite, not negative), and the power of ten of the point:
  /// the value is 0.d₁d₂… times ten to `point`.
  public static func shortest(_ value: Double) -> (digits: [UInt8], point: Int) {
    if value == 0 { return ([48], 1) }
    return split(value.description)
  }

  /// Digits and point of a decimal text such as `12.5` or `1e-05`.
  static func split(_ text: String) -> (digits: [UInt8], point: Int) {
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case 48...57: digits.append(byte)
      case 46: point = digits.count
      case 101, 69:
        exponent = Int(String(decoding: bytes, as: UTF8.self)) ?? 0
        bytes = []
      default: break
      }
    }
    var position = (point ?? digits.count) + exponent
    let leading = digits.prefix { $0 == 48 }.count
    if leading == digits.count { return ([48], 1) }
    digits.removeFirst(leading)
    position -= leading
    while digits.count > 1, digits.last == 48 { digits.removeLast() }
    return (digits, position)
  }

  /// What `repr` gives: exponent form below 1e-4 and from 1e16 on.
  public static func repr(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let (digits, point) = shortest(value.magnitude)
    let sign = value.sign == .minus ? "-" : ""
    return sign + layOut(digits, point, exponentFrom: 16, withPoint: true)
  }

  /// Digits in plain form, or in exponent form where the decimal exponent is below -4 or at least `exponentFrom`.
  static func layOut(_ digits: [UInt8], _ point: Int, exponentFrom: Int, withPoint: Bool) -> String {
    let exponent = point - 1
    let text = String(decoding: digits, as: UTF8.self)
    if exponent < -4 || exponent >= exponentFrom {
      let fraction = digits.count > 1 ? "." + text.dropFirst() : ""
      return text.prefix(1) + fraction + exponentText(exponent, "e")
    }
    if point <= 0 { return "0." + String(repeating: "0", count: -point) + text }
    if point >= digits.count {
      return text + String(repeating: "0", count: point - digits.count) + (withPoint ? ".0" : "")
    }
    return text.prefix(point) + "." + text.dropFirst(point)
  }

  static func exponentText(_ exponent: Int, _ letter: String) -> String {
    let size = String(exponent.magnitude)
    return letter + (exponent < 0 ? "-" : "+") + (size.count < 2 ? "0" + size : size)
  }

  /// `%.*f`, `%.*e` of C, correctly rounded; `value` is finite.
  static func fixed(_ value: Double, _ precision: Int) -> String { print("%.*f", precision, value) }
  static func exponential(_ value: Double, _ precision: Int) -> String { print("%.*e", precision, value) }

  private static func print(_ format: String, _ precision: Int, _ value: Double) -> String {
    withVaList([Int32(clamping: precision), value]) { arguments in
      // The longest double has 309 digits before the point.
      var buffer = [CChar](repeating: 0, count: precision + 330)
      let count = vsnprintf(&buffer, buffer.count, format, arguments)
      return String(decoding: buffer.prefix(max(0, Int(count))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// The double that a text stands for, as `float(text)` reads it; nil if it is none.
  public static func parse(_ text: String) -> Double? {
    let trimmed = text.unicodeScalars.drop { $0.properties.isWhitespace }
    var body = String(String.UnicodeScalarView(trimmed))
    while let last = body.unicodeScalars.last, last.properties.isWhitespace { body.unicodeScalars.removeLast() }
    var sign = 1.0
    var rest = Substring(body)
    if rest.hasPrefix("+") || rest.hasPrefix("-") {
      if rest.hasPrefix("-") { sign = -1 }
      rest = rest.dropFirst()
    }
    switch rest.lowercased() {
    case "inf", "infinity": return sign * .infinity
    case "nan": return .nan
    default: break
    }
    guard let plain = withoutUnderscores(rest), isDecimal(plain) else { return nil }
    return Double(plain).map { sign * $0 }
  }

  /// The text without the underscores between its digits; nil if one stands elsewhere.
  static func withoutUnderscores(_ text: Substring) -> String? {
    if !text.utf8.contains(95) { return String(text) }
    let bytes = Array(text.utf8)
    for (place, byte) in bytes.enumerated() where byte == 95 {
      guard place > 0, place + 1 < bytes.count, isAlphanumeric(bytes[place - 1]), isAlphanumeric(bytes[place + 1])
      else { return nil }
    }
    return String(decoding: bytes.filter { $0 != 95 }, as: UTF8.self)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }

  private static func isDecimal(_ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    func digits() -> Int {
      let count = bytes.prefix { (48...57).contains($0) }.count
      bytes = bytes.dropFirst(count)
      return count
    }
    var count = digits()
    if bytes.first == 46 {
      bytes = bytes.dropFirst()
      count += digits()
    }
    if count == 0 { return false }
    if bytes.first == 101 || bytes.first == 69 {
      bytes = bytes.dropFirst()
      if bytes.first == 43 || bytes.first == 45 { bytes = bytes.dropFirst() }
      if digits() == 0 { return false }
    }
    return bytes.isEmpty
  }
}
