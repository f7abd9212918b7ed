import BigInt
import Language

/// Integers of any size in arguments and results.
extension Interpreter {
  /// A whole number, as `operator.index` gives it.
  ///
  /// - Throws: `TypeError: 'T' object cannot be interpreted as an integer`.
  func wholeNumber(_ value: Value) throws -> BigInt {
    switch value {
    case .int(let number): return BigInt(number)
    case .bool(let flag): return flag ? 1 : 0
    case .big(let box): return box.value
    case .object(let object):
      if let indexable = object as? any HasIndexValue, let whole = try indexable.indexValue(self) {
        return try wholeNumber(whole)
      }
      return BigInt(try index(value))
    default: return BigInt(try index(value))
    }
  }
}

extension Call {
  /// An argument that is a whole number of any size.
  func wholeNumber(_ name: String) throws -> BigInt { try interpreter.wholeNumber(value(name)) }

  /// An argument that is a real number: `TypeError: must be real number, not T`.
  func real(_ name: String) throws -> Double { try interpreter.float(value(name)) }
}

extension Value {
  /// The integer that a float rounds to by `rule`.
  ///
  /// - Throws: `OverflowError` for infinities, `ValueError` for NaN.
  static func integer(_ number: Double, _ rule: FloatingPointRoundingRule) throws -> Value {
    if number.isNaN { throw ScriptError(.valueError, "cannot convert float NaN to integer") }
    if number.isInfinite { throw ScriptError(.overflowError, "cannot convert float infinity to integer") }
    let rounded = number.rounded(rule)
    if let small = Int(exactly: rounded) { return .int(small) }
    return .integer(BigInt(rounded))
  }
}
