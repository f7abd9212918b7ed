import Glibc

/// A number in decimal: `0.d₁d₂d₃… · 10^pointPosition`, correctly rounded to so many digits.
struct Decimal: Equatable {
  var isNegative: Bool
  var digits: [UInt8]
  var pointPosition: Int

  /// - Precondition: `value` is finite; `count` is 1…17.
  init(_ value: Double, digits count: Int) {
    var buffer = [CChar](repeating: 0, count: 40)
    let length = withVaList([Int32(count - 1), abs(value)]) { vsnprintf(&buffer, 40, "%.*e", $0) }
    let text = buffer[..<Int(max(0, min(39, length)))].map { UInt8(bitPattern: $0) }
    let exponentStart = text.firstIndex(of: UInt8(ascii: "e")) ?? text.endIndex
    digits = text[..<exponentStart].filter { $0 != UInt8(ascii: ".") }.map { $0 - UInt8(ascii: "0") }
    let exponent = Int(String(decoding: text[min(text.count, exponentStart + 1)...], as: UTF8.self)) ?? 0
    pointPosition = exponent + 1
    isNegative = value < 0
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
    if digits == [0] {
      isNegative = false
      pointPosition = 1
    }
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: range.map { (digits.indices.contains($0) ? digits[$0] : 0) + UInt8(ascii: "0") }, as: UTF8.self)
  }

  /// `0.0123`, `1540`, `3.5`.
  var positional: String {
    let whole = pointPosition > 0 ? text(0..<pointPosition) : "0"
    guard digits.count > pointPosition else { return whole }
    let zeros = String(repeating: "0", count: max(0, -pointPosition))
    return whole + "." + zeros + text(max(0, pointPosition)..<digits.count)
  }

  /// `5.92e-4`.
  var exponential: String {
    let fraction = digits.count > 1 ? "." + text(1..<digits.count) : ""
    return text(0..<1) + fraction + "e" + String(digits == [0] ? 0 : pointPosition - 1)
  }
}

/// How the numbers of one column are written: four significant digits, and exponents for all or for none.
public struct NumberStyle: Equatable, Sendable {
  public var digits: Int
  public var usesExponent: Bool
  public var glyphs: Glyphs

  public init(digits: Int = 4, usesExponent: Bool = false, glyphs: Glyphs = .unicode) {
    self.digits = max(1, min(17, digits))
    self.usesExponent = usesExponent
    self.glyphs = glyphs
  }

  /// The style in which `values` read best: exponents when the largest is 1e5 or more or the typical one below 1e-3,
  /// and so many digits that values which differ do not all look the same.
  public init(for values: [Double], glyphs: Glyphs = .unicode) {
    let sizes = values.filter { $0.isFinite && $0 != 0 }.map(abs).sorted()
    self.init(glyphs: glyphs)
    if let largest = sizes.last {
      let areIntegers = values.allSatisfy { !$0.isFinite || $0 == $0.rounded() }
      usesExponent = largest >= (areIntegers ? 1e9 : 1e5) || sizes[sizes.count / 2] < 1e-3
    }
    if usesExponent { digits = 3 }
    let finite = values.filter(\.isFinite)
    guard let first = finite.first, finite.contains(where: { $0 != first }) else { return }
    while digits < 17, finite.allSatisfy({ text($0) == text(first) }) { digits += 1 }
  }

  public func text(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value > 0 ? "inf" : glyphs.minus + "inf" }
    // Whole numbers keep all their digits.
    let isWhole = value == value.rounded() && abs(value) < 1e15
    let decimal = Decimal(value, digits: isWhole && !usesExponent ? 17 : digits)
    // A number far below the others of its column would be all zeros.
    let isOutOfRange = decimal.pointPosition > 15 || decimal.pointPosition < -3
    let body =
      value != 0 && (usesExponent || isOutOfRange)
      ? Decimal(value, digits: digits == 4 ? 3 : digits).exponential : decimal.positional
    return (decimal.isNegative ? glyphs.minus : "") + body
  }
}

/// One number by itself, in four significant digits.
public func numberText(_ value: Double, glyphs: Glyphs = .unicode) -> String {
  NumberStyle(for: [value], glyphs: glyphs).text(value)
}

/// A count with thousands separated: `1,488`.
public func countText(_ count: Int) -> String {
  var out = ""
  let digits = String(count.magnitude)
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { out.append(",") }
    out.append(digit)
  }
  return (count < 0 ? "-" : "") + out
}

/// `0:06:19`.
public func durationText(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "-:--:--" }
  let whole = Int(seconds)
  func two(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
  return "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
}

/// Bytes in the largest unit that keeps them readable: `18.2 MB`.
public func byteText(_ bytes: Int) -> String {
  let units = ["B", "kB", "MB", "GB", "TB", "PB"]
  var value = Double(bytes)
  var unit = 0
  while value >= 1000, unit + 1 < units.count {
    value /= 1000
    unit += 1
  }
  if unit == 0 { return "\(bytes) B" }
  let tenths = (value * 10).rounded() / 10
  return (tenths == tenths.rounded() && tenths >= 100 ? String(Int(tenths)) : String(tenths)) + " " + units[unit]
}
