import Glibc

/// Texts of floating-point numbers.
public enum FloatText {
  /// `value` with a fixed number of decimals, correctly rounded (half to even on the exact value).
  public static func fixed(_ value: Double, decimals: Int) -> String { formatted(value, decimals, "%.*f") }

  /// `value` in exponent form with a fixed number of decimals.
  public static func exponent(_ value: Double, decimals: Int) -> String { formatted(value, decimals, "%.*e") }

  private static func formatted(_ value: Double, _ decimals: Int, _ format: String) -> String {
    // The longest double in positional form has 309 digits before and 1074 after the point.
    let decimals = max(0, min(decimals, 1100))
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1500) { text in
      let length = withVaList([Int32(decimals), value]) { vsnprintf(text.baseAddress, text.count, format, $0) }
      return String(decoding: text[..<Int(max(0, min(length, 1499)))].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// The number that a text stands for, as Python's `float` reads it: blanks around it, underscores between digits.
  public static func parse(_ text: some StringProtocol) -> Double? {
    var body = text[...]
    while let first = body.first, first.isWhitespace { body = body.dropFirst() }
    while let last = body.last, last.isWhitespace { body = body.dropLast() }
    let isPlain = body.allSatisfy { $0.isASCII && $0 != "x" && $0 != "X" && $0 != "(" && $0 != "p" && $0 != "P" }
    guard isPlain, !body.isEmpty else { return nil }
    guard body.contains("_") else { return Double(body) }
    let bytes = Array(body.utf8)
    let underscore = UInt8(ascii: "_")
    for (index, byte) in bytes.enumerated() where byte == underscore {
      guard index > 0, index + 1 < bytes.count, (48...57).contains(bytes[index - 1]),
        (48...57).contains(bytes[index + 1])
      else { return nil }
    }
    return Double(String(body.filter { $0 != "_" }))
  }

  /// The text of a NumPy number of type `dtype`: shortest digits, exponent form below 1e-4 and from the type's limit on.
  public static func scalar(_ value: Double, _ dtype: DType) -> String {
    guard value.isFinite else { return nonFinite(value) }
    let digits = ShortestDigits(value, dtype)
    let magnitude = abs(value)
    return magnitude != 0 && (magnitude < 1e-4 || magnitude >= scalarLimit(dtype))
      ? digits.scientific(minimumDecimals: 0, keepsPoint: false) : digits.positional(minimumDecimals: 1)
  }

  /// The magnitude from which on numbers of a type print with exponents.
  private static func scalarLimit(_ dtype: DType) -> Double {
    switch dtype {
    case .float16: 1e3
    case .float32: 1e6
    default: 1e16
    }
  }

  static func nonFinite(_ value: Double) -> String { value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
}

/// The fewest decimal digits that identify a number within its type.
struct ShortestDigits {
  let isNegative: Bool
  /// ASCII digits without leading or trailing zeros; a single 0 for zero.
  let digits: [UInt8]
  /// The place of the point: the number is 0.d₁d₂d₃… · 10^point.
  let point: Int
  let value: Double

  /// - Precondition: `value` is finite and exact in `dtype`.
  init(_ value: Double, _ dtype: DType) {
    self.value = value
    isNegative = value.sign == .minus
    let text =
      switch dtype {
      case .float16: Float16(value).description
      case .float32: Float(value).description
      default: value.description
      }
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: ".") { point = digits.count }
      if byte == UInt8(ascii: "e") {
        exponent = Int(String(decoding: bytes[(index + 1)...], as: UTF8.self)) ?? 0
        break
      }
      if (48...57).contains(byte) { digits.append(byte) }
    }
    var place = (point ?? digits.count) + exponent
    let leading = digits.prefix { $0 == 48 }.count
    digits.removeFirst(leading)
    place -= leading
    while digits.last == 48 { digits.removeLast() }
    if digits.isEmpty { (digits, place) = ([48], 1) }
    self.digits = digits
    self.point = place
  }

  private var sign: String { isNegative ? "-" : "" }

  /// With a point, at most `maximumDecimals` (rounded) and at least `minimumDecimals` decimals, other zeros dropped.
  func positional(maximumDecimals: Int? = nil, minimumDecimals: Int) -> String {
    if let limit = maximumDecimals, digits.count - point > limit {
      var text = FloatText.fixed(value, decimals: limit)
      if limit == 0 { text += "." }
      return Self.trimmed(text, minimumDecimals: minimumDecimals)
    }
    var whole = digits.prefix(max(0, point)).map { $0 }
    whole += [UInt8](repeating: 48, count: max(0, point - digits.count))
    if whole.isEmpty { whole = [48] }
    var fraction = [UInt8](repeating: 48, count: max(0, -point)) + digits.dropFirst(max(0, point))
    if fraction == [48] { fraction = [] }
    fraction += [UInt8](repeating: 48, count: max(0, minimumDecimals - fraction.count))
    return sign + String(decoding: whole, as: UTF8.self) + "." + String(decoding: fraction, as: UTF8.self)
  }

  /// With an exponent of at least two digits, or as many as asked for.
  func scientific(
    maximumDecimals: Int? = nil, minimumDecimals: Int, keepsPoint: Bool, exponentDigits: Int = 2
  ) -> String {
    // Decimals beyond the shortest digits are those of the exact value.
    let isLong = digits.count - 1 > maximumDecimals ?? .max
    if isLong || (digits.count - 1 < minimumDecimals && value != 0) {
      let text = FloatText.exponent(value, decimals: isLong ? maximumDecimals ?? 0 : minimumDecimals)
      let parts = text.split(separator: "e")
      var mantissa = String(parts[0])
      if !mantissa.contains(".") { mantissa += "." }
      mantissa = Self.trimmed(mantissa, minimumDecimals: minimumDecimals)
      if !keepsPoint, mantissa.last == "." { mantissa.removeLast() }
      return mantissa + "e" + parts[1].prefix(1) + Self.padded(parts[1].dropFirst(), exponentDigits)
    }
    var fraction = String(decoding: digits.dropFirst(), as: UTF8.self)
    fraction += String(repeating: "0", count: max(0, minimumDecimals - fraction.count))
    let exponent = value == 0 ? 0 : point - 1
    return sign + String(decoding: digits.prefix(1), as: UTF8.self) + (keepsPoint || !fraction.isEmpty ? "." : "")
      + fraction + (exponent < 0 ? "e-" : "e+") + Self.padded(String(abs(exponent)), exponentDigits)
  }

  private static func padded(_ digits: some StringProtocol, _ count: Int) -> String {
    String(repeating: "0", count: max(0, count - digits.count)) + digits
  }

  private static func trimmed(_ text: String, minimumDecimals: Int) -> String {
    var characters = Array(text.utf8)
    guard let point = characters.firstIndex(of: UInt8(ascii: ".")) else { return text }
    while characters.count - point - 1 > minimumDecimals, characters.last == 48 { characters.removeLast() }
    return String(decoding: characters, as: UTF8.self)
  }
}
