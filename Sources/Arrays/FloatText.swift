import Glibc

/// Texts of floating-point numbers.
enum FloatText {
  /// `value` with a fixed number of decimals, correctly rounded (half to even on the exact value).
  static func fixed(_ value: Double, decimals: Int) -> String { formatted(value, decimals, "f") }

  /// `value` in exponent form with a fixed number of decimals.
  static func exponent(_ value: Double, decimals: Int) -> String { formatted(value, decimals, "e") }

  private static func formatted(_ value: Double, _ decimals: Int, _ form: Character) -> String {
    // The longest double in positional form has 309 digits before and 1074 after the point.
    let decimals = max(0, min(decimals, 1100))
    let format = form == "f" ? "%.*f" : "%.*e"
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1500) { text in
      let length = withVaList([Int32(decimals), value]) { vsnprintf(text.baseAddress, text.count, format, $0) }
      return String(decoding: text[..<Int(max(0, min(length, 1499)))].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// The number that a text (with blanks around it, as Python's `float` takes it) stands for.
  static func parse(_ text: some StringProtocol) -> Double? {
    var trimmed = text[...]
    while let first = trimmed.first, first.isWhitespace { trimmed = trimmed.dropFirst() }
    while let last = trimmed.last, last.isWhitespace { trimmed = trimmed.dropLast() }
    guard let first = trimmed.first, !trimmed.contains(where: { $0 == "x" || $0 == "X" || $0 == "(" }) else { return nil }
    _ = first
    return Double(trimmed)
  }
}
