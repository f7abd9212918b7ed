import BigInt

/// Text of integers.
enum IntText {
  /// More digits than this are refused, as in Python: conversion takes time that grows with their square.
  static let mostDigits = 4300

  static func decimal(_ value: BigInt) throws -> String {
    // 4300 digits have 14284.3… bits.
    if value.magnitude.bitWidth > 14_285 { throw tooLong("string") }
    let text = value.description
    if text.utf8.count - (value.sign == .minus ? 1 : 0) > mostDigits { throw tooLong("string") }
    return text
  }

  private static func tooLong(_ what: String) -> ScriptError {
    ScriptError(
      .valueError,
      "Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase "
        + "the limit")
  }

  /// The integer that `int(text, base)` reads; nil if the text is none.
  static func parse(_ text: String, base: Int) throws -> Value? {
    var scalars = Array(text.unicodeScalars)[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    var negative = false
    if let first = scalars.first, first == "+" || first == "-" {
      negative = first == "-"
      scalars.removeFirst()
    }
    var radix = base
    if scalars.count > 1, scalars.first == "0", let letter = scalars.dropFirst().first {
      let prefixed: Int? =
        switch letter {
        case "x", "X": 16
        case "o", "O": 8
        case "b", "B": 2
        default: nil
        }
      if let prefixed, radix == 0 || radix == prefixed {
        radix = prefixed
        scalars = scalars.dropFirst(2)
        if scalars.first == "_" { scalars.removeFirst() }
      }
    }
    if radix == 0 {
      radix = 10
      if scalars.first == "0", scalars.contains(where: { $0 != "0" && $0 != "_" }) { return nil }
    }
    guard let digits = digits(scalars, radix) else { return nil }
    if digits.utf8.count > mostDigits, radix & (radix - 1) != 0 {
      throw ScriptError(
        .valueError,
        "Exceeds the limit (4300 digits) for integer string conversion: value has \(digits.utf8.count) digits; use "
          + "sys.set_int_max_str_digits() to increase the limit")
    }
    if let small = Int((negative ? "-" : "") + digits, radix: radix) { return .int(small) }
    guard let big = BigInt(digits, radix: radix) else { return nil }
    return .integer(negative ? -big : big)
  }

  private static func digits(_ scalars: ArraySlice<Unicode.Scalar>, _ radix: Int) -> String? {
    var result = ""
    var wasDigit = false
    for scalar in scalars {
      if scalar == "_" {
        if !wasDigit { return nil }
        wasDigit = false
        continue
      }
      let digit: Int
      if let value = scalar.properties.numericType == .decimal ? scalar.properties.numericValue : nil {
        digit = Int(value)
      } else if scalar.isASCII, let value = Character(scalar).lowercased().utf8.first, value >= 97, value <= 122 {
        digit = Int(value) - 87
      } else {
        return nil
      }
      if digit >= radix { return nil }
      result += String(digit, radix: radix)
      wasDigit = true
    }
    return wasDigit ? result : nil
  }
}
