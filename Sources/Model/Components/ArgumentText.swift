import Arrays

/// How argument values are written in a text form.
extension ArgumentValue {
  public var text: String {
    switch self {
    case .none: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): String(value)
    case .float(let value): Self.text(of: value)
    case .string(let value): Self.quoted(value)
    case .array(let value): Self.text(of: value)
    case .object(let value): value.text
    case .list(let items): "[\(items.map(\.text).joined(separator: ", "))]"
    case .map(let entries): "{\(entries.map { "\($0.key.text): \($0.value.text)" }.joined(separator: ", "))}"
    case .foreign(let value): value.text
    }
  }

  /// A number as Python writes it: `0.1`, `1.0`, `1e-05`, `inf`.
  static func text(of value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let digits = value.description
    guard let e = digits.firstIndex(where: { $0 == "e" || $0 == "E" }) else {
      return digits
    }
    return exponentForm(mantissa: digits[..<e], exponent: Int(digits[digits.index(after: e)...]) ?? 0)
  }

  /// Python switches to exponents below 1e-4 and from 1e16, and writes at least two exponent digits.
  private static func exponentForm(mantissa: Substring, exponent: Int) -> String {
    let isNegative = mantissa.first == "-"
    let digits = mantissa.filter(\.isNumber)
    let significant = digits.hasSuffix("0") && mantissa.hasSuffix(".0") ? String(digits.dropLast()) : digits
    let sign = isNegative ? "-" : ""
    if exponent >= -4 && exponent < 16 {
      if exponent < 0 {
        return sign + "0." + String(repeating: "0", count: -exponent - 1) + significant
      }
      let whole = significant.prefix(exponent + 1)
      let padded = whole + String(repeating: "0", count: max(0, exponent + 1 - whole.count))
      let rest = significant.dropFirst(exponent + 1)
      return sign + padded + "." + (rest.isEmpty ? "0" : rest)
    }
    let tail = significant.count > 1 ? "." + significant.dropFirst() : ""
    let size = abs(exponent)
    let power = size < 10 ? "0\(size)" : String(size)
    return sign + significant.prefix(1) + tail + "e" + (exponent < 0 ? "-" : "+") + power
  }

  private static func quoted(_ value: String) -> String {
    let quote: Character = value.contains("'") && !value.contains("\"") ? "\"" : "'"
    var result = String(quote)
    for character in value {
      switch character {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case quote: result += "\\" + String(character)
      default: result.append(character)
      }
    }
    return result + String(quote)
  }

  /// `array([1., 2.])`; long arrays show their shape only.
  private static func text(of array: NDArray) -> String { "array(\(nested(array.doubles[...], array.shape[...])))" }

  private static func nested(_ values: ArraySlice<Double>, _ shape: ArraySlice<Int>) -> String {
    guard let count = shape.first else { return values.first.map { short($0) } ?? "nan" }
    let width = count == 0 ? 0 : values.count / count
    let shown = min(count, 1000)
    var rows = (0..<shown).map { row in
      let start = values.startIndex + row * width
      return nested(values[start..<(start + width)], shape.dropFirst())
    }
    if shown < count { rows.append("...") }
    return "[\(rows.joined(separator: ", "))]"
  }

  /// A number inside an array: `1.` where Python's number would be `1.0`.
  private static func short(_ value: Double) -> String {
    let full = text(of: value)
    return full.hasSuffix(".0") ? String(full.dropLast()) : full
  }
}
