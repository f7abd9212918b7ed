import BigInt

/// Conversions between numbers and text, as the constructors `int`, `float`, `str`, `bool` make them.
enum Conversions {
  /// A double without its fraction.
  static func integer(_ x: Double) throws -> Value {
    if x.isNaN { throw ScriptError(.valueError, "cannot convert float NaN to integer") }
    if x.isInfinite { throw ScriptError(.overflowError, "cannot convert float infinity to integer") }
    let whole = x.rounded(.towardZero)
    if let small = Int(exactly: whole) { return .int(small) }
    return .integer(BigInt(whole))
  }

  static func int(_ value: Value, base: Value?, _ i: Interpreter) throws -> Value {
    if let base {
      let radix = try i.index(base)
      guard radix == 0 || (2...36).contains(radix) else {
        throw ScriptError(.valueError, "int() base must be >= 2 and <= 36, or 0")
      }
      guard let text = value.string else {
        throw ScriptError(.typeError, "int() can't convert non-string with explicit base")
      }
      return try parse(text, radix)
    }
    switch value {
    case .int, .big: return value
    case .bool(let flag): return .int(flag ? 1 : 0)
    case .float(let x): return try integer(x)
    case .str(let text): return try parse(text.string, 10)
    case .object(let object):
      if let result = try i.callSpecial(object, "__int__") { return result }
      if let host: any HasIntValue = i.ability(object) { return try host.intValue(i) }
      if let whole = try i.integerValue(value) { return whole }
      if let host: any HasFloatValue = i.ability(object) { return try integer(host.floatValue(i)) }
    default: break
    }
    throw ScriptError(
      .typeError,
      "int() argument must be a string, a bytes-like object or a real number, not '\(value.typeName)'")
  }

  private static func parse(_ text: String, _ base: Int) throws -> Value {
    if let found = try IntText.parse(text, base: base) { return found }
    throw ScriptError(
      .valueError, "invalid literal for int() with base \(base): \(Escapes.repr(text))")
  }

  static func float(_ value: Value, _ i: Interpreter) throws -> Value {
    if case .str(let text) = value {
      if let x = FloatText.parse(text.string) { return .float(x) }
      throw ScriptError(.valueError, "could not convert string to float: \(Escapes.repr(text.string))")
    }
    if let x = try i.optionalFloat(value) { return .float(x) }
    throw ScriptError(
      .typeError, "float() argument must be a string or a real number, not '\(value.typeName)'")
  }

  /// `round(x, digits)`: half to even on the exact value.
  static func round(_ x: Double, _ digits: Int) throws -> Double {
    if !x.isFinite || x == 0 { return x }
    if digits > 22 - Int(x.magnitude.exponent) * 3 / 10 + 300 || digits > 400 { return x }
    if digits < -310 { return x.sign == .minus ? -0.0 : 0 }
    if digits >= 0 { return Double(FloatText.fixed(x, digits)) ?? x }
    // Tens and up: the value's whole part has at most 309 digits, exact as a big integer.
    let scale = BigInt(10).power(-digits)
    let exact = BigInt(x.magnitude.rounded(.towardZero))
    let hasFraction = x.magnitude != x.magnitude.rounded(.towardZero)
    let (q, r) = exact.quotientAndRemainder(dividingBy: scale)
    let twice = r * 2
    var rounded = q
    if twice > scale || (twice == scale && (hasFraction || !q.magnitude.isMultiple(of: 2))) { rounded += 1 }
    let result = try Arithmetic.double(rounded * scale)
    return x < 0 ? -result : result
  }

  /// `round` of an integer to tens, hundreds …
  static func round(_ x: BigInt, _ digits: Int) -> BigInt {
    if digits >= 0 { return x }
    if -digits > x.magnitude.bitWidth { return 0 }
    let scale = BigInt(10).power(-digits)
    let (q, r) = Arithmetic.floorDivideBig(x, scale)
    let twice = r * 2
    let up = twice > scale || (twice == scale && !q.magnitude.isMultiple(of: 2))
    return (up ? q + 1 : q) * scale
  }
}
