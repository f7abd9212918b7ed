import Glibc

/// All elementwise operations of two arrays, by their NumPy names.
extension BinaryUfunc {
  // MARK: arithmetic

  public static let add = BinaryUfunc(
    "add", identity: 0, bool: { $0 || $1 }, int: { $0 &+ $1 }, uint: { $0 &+ $1 }, float: { $0 + $1 },
    double: { $0 + $1 })
  public static let subtract = BinaryUfunc(
    "subtract", int: { $0 &- $1 }, uint: { $0 &- $1 }, float: { $0 - $1 }, double: { $0 - $1 })
  public static let multiply = BinaryUfunc(
    "multiply", identity: 1, bool: { $0 && $1 }, int: { $0 &* $1 }, uint: { $0 &* $1 }, float: { $0 * $1 },
    double: { $0 * $1 })
  public static let divide = BinaryUfunc("divide", .division, float: { $0 / $1 }, double: { $0 / $1 })
  public static let floorDivide = BinaryUfunc(
    "floor_divide", int: { Scalars.floorDivide($0, $1) }, uint: { Scalars.divide($0, $1) },
    float: { Float(Scalars.floorDivide(Double($0), Double($1))) }, double: { Scalars.floorDivide($0, $1) })
  public static let remainder = BinaryUfunc(
    "remainder", int: { Scalars.remainder($0, $1) }, uint: { Scalars.modulo($0, $1) },
    float: { Float(Scalars.remainder(Double($0), Double($1))) }, double: { Scalars.remainder($0, $1) })
  public static let fmod = BinaryUfunc(
    "fmod", int: { Scalars.modulo($0, $1) }, uint: { Scalars.modulo($0, $1) }, float: { Glibc.fmod($0, $1) },
    double: { Glibc.fmod($0, $1) })
  public static let power = BinaryUfunc(
    "power", int: { Scalars.power($0, $1) }, uint: { Scalars.power($0, $1) }, float: { pow($0, $1) },
    double: { pow($0, $1) })

  // MARK: extremes

  public static let maximum = BinaryUfunc(
    "maximum", reportsErrors: false, bool: { $0 || $1 }, int: { $0 > $1 ? $0 : $1 }, uint: { $0 > $1 ? $0 : $1 },
    float: { $0 >= $1 || $0 != $0 ? $0 : $1 }, double: { $0 >= $1 || $0 != $0 ? $0 : $1 })
  public static let minimum = BinaryUfunc(
    "minimum", reportsErrors: false, bool: { $0 && $1 }, int: { $0 < $1 ? $0 : $1 }, uint: { $0 < $1 ? $0 : $1 },
    float: { $0 <= $1 || $0 != $0 ? $0 : $1 }, double: { $0 <= $1 || $0 != $0 ? $0 : $1 })

  // MARK: functions of two numbers

  public static let arctan2 = BinaryUfunc(
    "arctan2", .floating, float: { atan2($0, $1) }, double: { atan2($0, $1) })
  public static let hypot = BinaryUfunc(
    "hypot", .floating, float: { Glibc.hypot($0, $1) }, double: { Glibc.hypot($0, $1) })
  public static let heaviside = BinaryUfunc(
    "heaviside", .floating, reportsErrors: false, float: { $0 == 0 ? $1 : $0 < 0 ? 0 : $0 > 0 ? 1 : $0 },
    double: { $0 == 0 ? $1 : $0 < 0 ? 0 : $0 > 0 ? 1 : $0 })

  // MARK: comparison

  public static let equal = BinaryUfunc(
    comparison: "equal", bool: { $0 == $1 }, int: { $0 == $1 }, uint: { $0 == $1 }, float: { $0 == $1 },
    double: { $0 == $1 })
  public static let notEqual = BinaryUfunc(
    comparison: "not_equal", bool: { $0 != $1 }, int: { $0 != $1 }, uint: { $0 != $1 }, float: { $0 != $1 },
    double: { $0 != $1 })
  public static let less = BinaryUfunc(
    comparison: "less", bool: { !$0 && $1 }, int: { $0 < $1 }, uint: { $0 < $1 }, float: { $0 < $1 },
    double: { $0 < $1 })
  public static let lessEqual = BinaryUfunc(
    comparison: "less_equal", bool: { !$0 || $1 }, int: { $0 <= $1 }, uint: { $0 <= $1 }, float: { $0 <= $1 },
    double: { $0 <= $1 })
  public static let greater = BinaryUfunc(
    comparison: "greater", bool: { $0 && !$1 }, int: { $0 > $1 }, uint: { $0 > $1 }, float: { $0 > $1 },
    double: { $0 > $1 })
  public static let greaterEqual = BinaryUfunc(
    comparison: "greater_equal", bool: { $0 || !$1 }, int: { $0 >= $1 }, uint: { $0 >= $1 }, float: { $0 >= $1 },
    double: { $0 >= $1 })

  // MARK: logic and bits

  public static let logicalAnd = BinaryUfunc(
    "logical_and", .logical, identity: 1, reportsErrors: false, bool: { $0 && $1 })
  public static let logicalOr = BinaryUfunc(
    "logical_or", .logical, identity: 0, reportsErrors: false, bool: { $0 || $1 })
  public static let logicalXor = BinaryUfunc(
    "logical_xor", .logical, identity: 0, reportsErrors: false, bool: { $0 != $1 })
  public static let bitwiseAnd = BinaryUfunc(
    "bitwise_and", reportsErrors: false, bool: { $0 && $1 }, int: { $0 & $1 }, uint: { $0 & $1 })
  public static let bitwiseOr = BinaryUfunc(
    "bitwise_or", reportsErrors: false, bool: { $0 || $1 }, int: { $0 | $1 }, uint: { $0 | $1 })
  public static let bitwiseXor = BinaryUfunc(
    "bitwise_xor", reportsErrors: false, bool: { $0 != $1 }, int: { $0 ^ $1 }, uint: { $0 ^ $1 })
  public static let leftShift = BinaryUfunc(
    "left_shift", reportsErrors: false, int: { $1 < 0 || $1 > 63 ? 0 : $0 << $1 }, uint: { $1 > 63 ? 0 : $0 << $1 })
  public static let rightShift = BinaryUfunc(
    "right_shift", reportsErrors: false, int: { $1 < 0 || $1 > 63 ? ($0 < 0 ? -1 : 0) : $0 >> $1 },
    uint: { $1 > 63 ? 0 : $0 >> $1 })

  public static let all: [BinaryUfunc] = [
    add, subtract, multiply, divide, floorDivide, remainder, fmod, power, maximum, minimum, arctan2, hypot, heaviside,
    equal, notEqual, less, lessEqual, greater, greaterEqual, logicalAnd, logicalOr, logicalXor, bitwiseAnd, bitwiseOr,
    bitwiseXor, leftShift, rightShift,
  ]
}

/// Arithmetic of single numbers as NumPy's arrays do it.
public enum Scalars {
  /// Quotient rounded down; 0 when dividing by zero, which is flagged.
  @inline(__always)
  public static func floorDivide(_ a: Int, _ b: Int) -> Int {
    guard b != 0 else {
      FloatingErrors.raiseDivide()
      return 0
    }
    if b == -1 { return 0 &- a }
    let quotient = a / b
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient
  }

  /// Remainder with the sign of the divisor; 0 when dividing by zero, which is flagged.
  @inline(__always)
  public static func remainder(_ a: Int, _ b: Int) -> Int {
    let rest = modulo(a, b)
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
  }

  @inline(__always)
  static func divide(_ a: UInt, _ b: UInt) -> UInt {
    guard b != 0 else {
      FloatingErrors.raiseDivide()
      return 0
    }
    return a / b
  }

  /// Remainder with the sign of the dividend.
  @inline(__always)
  static func modulo<T: FixedWidthInteger>(_ a: T, _ b: T) -> T {
    guard b != 0 else {
      FloatingErrors.raiseDivide()
      return 0
    }
    return T.isSigned && b == 0 &- 1 ? 0 : a % b
  }

  /// The remainder r = a - b·⌊a/b⌋, with the sign of the divisor also when it is zero.
  public static func remainder(_ a: Double, _ b: Double) -> Double {
    let rest = fmod(a, b)
    if b == 0 || rest != rest { return rest }
    if rest == 0 { return copysign(0, b) }
    return (rest < 0) != (b < 0) ? rest + b : rest
  }

  /// ⌊a/b⌋, from the remainder, so that a = b·⌊a/b⌋ + r holds in floating point too.
  public static func floorDivide(_ a: Double, _ b: Double) -> Double {
    if b == 0 { return a / b }
    let rest = fmod(a, b)
    var quotient = (a - rest) / b
    if rest != 0, (rest < 0) != (b < 0) { quotient -= 1 }
    guard quotient != 0 else { return copysign(0, a / b) }
    let whole = quotient.rounded(.down)
    return quotient - whole > 0.5 ? whole + 1 : whole
  }

  /// The cube root, with one step of Newton's method: the library's own is off by a unit at 27.
  static func cubeRoot(_ x: Double) -> Double {
    let root = cbrt(x)
    guard root.isFinite, root != 0 else { return root }
    return root - (root * root * root - x) / (3 * root * root)
  }

  /// Integer power by squaring, wrapping.
  ///
  /// - Precondition: the exponent isn't negative (checked for whole arrays beforehand).
  static func power<T: FixedWidthInteger>(_ base: T, _ exponent: T) -> T {
    var (result, factor, rest) = (T(1), base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = result &* factor }
      factor = factor &* factor
      rest >>= 1
    }
    return result
  }
}
