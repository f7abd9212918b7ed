import BigInt
import Glibc

/// Arithmetic on numbers: unlimited integers and IEEE doubles.
enum Arithmetic {
  /// A number as the operators see it; booleans are integers.
  enum Number {
    case int(Int)
    case big(BigInt)
    case float(Double)

    init?(_ value: Value) {
      switch value {
      case .int(let x): self = .int(x)
      case .bool(let x): self = .int(x ? 1 : 0)
      case .float(let x): self = .float(x)
      case .big(let x): self = .big(x.value)
      default: return nil
      }
    }

    var big: BigInt {
      switch self {
      case .int(let x): BigInt(x)
      case .big(let x): x
      case .float: 0
      }
    }

    var isFloat: Bool { if case .float = self { true } else { false } }

    func double() throws -> Double {
      switch self {
      case .int(let x): Double(x)
      case .float(let x): x
      case .big(let x): try Arithmetic.double(x)
      }
    }
  }

  /// The nearest double (ties to even).
  static func double(_ value: BigInt) throws -> Double {
    let width = value.magnitude.bitWidth
    if width <= 64 { return value.sign == .minus ? -Double(UInt64(value.magnitude)) : Double(UInt64(value.magnitude)) }
    // Keep 64 bits, with a sticky last bit, so that the one rounding is right.
    let shift = width - 64
    var top = UInt64(value.magnitude >> shift)
    if value.magnitude.trailingZeroBitCount < shift { top |= 1 }
    let result = scalbn(Double(top), Int32(clamping: shift))
    if result.isInfinite { throw ScriptError(.overflowError, "int too large to convert to float") }
    return value.sign == .minus ? -result : result
  }

  /// nil where the operands are not both numbers or the operator is not one of numbers.
  static func binary(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value? {
    guard let a = Number(left), let b = Number(right) else { return nil }
    switch (a, b) {
    case (.int(let x), .int(let y)): return try ints(op, x, y, left, right)
    case (.float, _), (_, .float): return try floats(op, try a.double(), try b.double())
    default: return try bigs(op, a.big, b.big)
    }
  }

  private static func ints(_ op: BinaryOperator, _ x: Int, _ y: Int, _ left: Value, _ right: Value) throws -> Value? {
    switch op {
    case .add:
      let (sum, overflow) = x.addingReportingOverflow(y)
      return overflow ? .integer(BigInt(x) + BigInt(y)) : .int(sum)
    case .subtract:
      let (difference, overflow) = x.subtractingReportingOverflow(y)
      return overflow ? .integer(BigInt(x) - BigInt(y)) : .int(difference)
    case .multiply:
      let (product, overflow) = x.multipliedReportingOverflow(by: y)
      return overflow ? .integer(BigInt(x) * BigInt(y)) : .int(product)
    case .divide:
      if y == 0 { throw ScriptError(.zeroDivisionError, "division by zero") }
      let limit = 1 << 53
      if x.magnitude <= limit, y.magnitude <= limit { return .float(Double(x) / Double(y)) }
      return .float(try quotient(BigInt(x), BigInt(y)))
    case .floorDivide:
      if y == 0 { throw ScriptError(.zeroDivisionError, "integer division or modulo by zero") }
      if y == -1 { return x == .min ? .integer(-BigInt(x)) : .int(-x) }
      return .int(floorDivide(x, y))
    case .modulo:
      if y == 0 { throw ScriptError(.zeroDivisionError, "integer modulo by zero") }
      return .int(y == -1 ? 0 : floorModulo(x, y))
    case .power:
      if y < 0 { return try floats(.power, Double(x), Double(y)) }
      return try power(BigInt(x), y)
    case .leftShift:
      if y < 0 { throw ScriptError(.valueError, "negative shift count") }
      if x == 0 { return .int(0) }
      if y < 62, x.magnitude < (1 << (62 - y)) { return .int(x << y) }
      return .integer(try shiftLeft(BigInt(x), y))
    case .rightShift:
      if y < 0 { throw ScriptError(.valueError, "negative shift count") }
      return .int(y > 63 ? (x < 0 ? -1 : 0) : x >> y)
    case .bitAnd: return isBools(left, right) ? .bool(x & y != 0) : .int(x & y)
    case .bitOr: return isBools(left, right) ? .bool(x | y != 0) : .int(x | y)
    case .bitXor: return isBools(left, right) ? .bool(x ^ y != 0) : .int(x ^ y)
    case .matrixMultiply: return nil
    }
  }

  private static func isBools(_ left: Value, _ right: Value) -> Bool {
    if case .bool = left, case .bool = right { true } else { false }
  }

  /// `y` is neither 0 nor -1.
  static func floorDivide(_ x: Int, _ y: Int) -> Int {
    let q = x / y
    return (x % y != 0) && ((x < 0) != (y < 0)) ? q - 1 : q
  }

  static func floorModulo(_ x: Int, _ y: Int) -> Int {
    let r = x % y
    return r != 0 && ((r < 0) != (y < 0)) ? r + y : r
  }

  static func floorDivideBig(_ x: BigInt, _ y: BigInt) -> (quotient: BigInt, remainder: BigInt) {
    var (q, r) = x.quotientAndRemainder(dividingBy: y)
    if r.sign != y.sign, !r.isZero {
      q -= 1
      r += y
    }
    return (q, r)
  }

  private static func bigs(_ op: BinaryOperator, _ x: BigInt, _ y: BigInt) throws -> Value? {
    switch op {
    case .add: return .integer(x + y)
    case .subtract: return .integer(x - y)
    case .multiply:
      try limit(x.magnitude.bitWidth, y.magnitude.bitWidth)
      return .integer(x * y)
    case .divide:
      if y.isZero { throw ScriptError(.zeroDivisionError, "division by zero") }
      return .float(try quotient(x, y))
    case .floorDivide:
      if y.isZero { throw ScriptError(.zeroDivisionError, "integer division or modulo by zero") }
      return .integer(floorDivideBig(x, y).quotient)
    case .modulo:
      if y.isZero { throw ScriptError(.zeroDivisionError, "integer modulo by zero") }
      return .integer(floorDivideBig(x, y).remainder)
    case .power:
      if y.sign == .minus, !y.isZero { return try floats(.power, try double(x), try double(y)) }
      guard let exponent = Int(exactly: y) else {
        if x == 0 || x == 1 { return .integer(x) }
        if x == -1 { return .int(y.magnitude.isMultiple(of: 2) ? 1 : -1) }
        throw tooLarge()
      }
      return try power(x, exponent)
    case .leftShift:
      if y.sign == .minus { throw ScriptError(.valueError, "negative shift count") }
      if x.isZero { return .int(0) }
      return .integer(try shiftLeft(x, Int(exactly: y) ?? Int.max))
    case .rightShift:
      if y.sign == .minus { throw ScriptError(.valueError, "negative shift count") }
      guard let count = Int(exactly: y) else { return .int(x.sign == .minus ? -1 : 0) }
      if count > x.magnitude.bitWidth { return .int(x.sign == .minus ? -1 : 0) }
      return .integer(x >> count)
    case .bitAnd: return .integer(x & y)
    case .bitOr: return .integer(x | y)
    case .bitXor: return .integer((x | y) - (x & y))
    case .matrixMultiply: return nil
    }
  }

  /// Bits of the largest integer that powers, products and shifts may make.
  static let widest = 10_000_000

  static func tooLarge() -> ScriptError { ScriptError(.overflowError, "integer too large") }

  private static func limit(_ a: Int, _ b: Int) throws {
    if a &+ b > widest { throw tooLarge() }
  }

  private static func shiftLeft(_ x: BigInt, _ count: Int) throws -> BigInt {
    if count > widest || x.magnitude.bitWidth + count > widest { throw tooLarge() }
    return x << count
  }

  static func power(_ base: BigInt, _ exponent: Int) throws -> Value {
    if exponent == 0 { return .int(1) }
    if base == 0 || base == 1 { return .integer(base) }
    if base == -1 { return .int(exponent % 2 == 0 ? 1 : -1) }
    let (bits, overflow) = (base.magnitude.bitWidth - 1).multipliedReportingOverflow(by: exponent)
    if overflow || bits > widest { throw tooLarge() }
    return .integer(base.power(exponent))
  }

  /// `x / y`, correctly rounded; `y` is not 0.
  static func quotient(_ x: BigInt, _ y: BigInt) throws -> Double {
    if x.isZero { return y.sign == .minus ? -0.0 : 0 }
    let negative = (x.sign == .minus) != (y.sign == .minus)
    var a = x.magnitude
    var b = y.magnitude
    // Scale so that the quotient has 65 or 66 bits, then fold the remainder into a sticky bit.
    let shift = 66 - (a.bitWidth - b.bitWidth)
    if shift > 0 { a <<= shift } else { b <<= -shift }
    let (q, r) = a.quotientAndRemainder(dividingBy: b)
    let extra = q.bitWidth - 64
    var top = UInt64(truncatingIfNeeded: q >> extra)
    if !r.isZero || q.trailingZeroBitCount < extra { top |= 1 }
    let exponent = extra - shift
    let result: Double
    if exponent + 64 < -1000 {
      result = subnormal(top, exponent)
    } else {
      result = scalbn(Double(top), Int32(clamping: exponent))
    }
    if result.isInfinite { throw ScriptError(.overflowError, "integer division result too large for a float") }
    return negative ? -result : result
  }

  /// `top` times two to the `exponent` where the result may be subnormal: rounded once.
  private static func subnormal(_ top: UInt64, _ exponent: Int) -> Double {
    let leading = 63 - top.leadingZeroBitCount
    let keep = leading + exponent + 1075
    if keep >= 53 { return scalbn(Double(top), Int32(clamping: exponent)) }
    if keep < 0 { return 0 }
    let drop = leading + 1 - keep
    if drop >= 64 { return drop == 64 && top > 1 << 63 ? scalbn(1, -1074) : 0 }
    var kept = drop == 0 ? top : top >> UInt64(drop)
    let rest = drop == 0 ? 0 : top & ((1 << UInt64(drop)) - 1)
    let half: UInt64 = drop == 0 ? 1 : 1 << UInt64(drop - 1)
    if rest > half || (rest == half && kept & 1 == 1) { kept += 1 }
    return scalbn(Double(kept), Int32(clamping: exponent + drop))
  }

  static func floats(_ op: BinaryOperator, _ x: Double, _ y: Double) throws -> Value? {
    switch op {
    case .add: return .float(x + y)
    case .subtract: return .float(x - y)
    case .multiply: return .float(x * y)
    case .divide:
      if y == 0 { throw ScriptError(.zeroDivisionError, "float division by zero") }
      return .float(x / y)
    case .floorDivide:
      if y == 0 { throw ScriptError(.zeroDivisionError, "float floor division by zero") }
      return .float(divideWithRemainder(x, y).quotient)
    case .modulo:
      if y == 0 { throw ScriptError(.zeroDivisionError, "float modulo") }
      return .float(divideWithRemainder(x, y).remainder)
    case .power: return .float(try power(x, y))
    default: return nil
    }
  }

  /// `divmod` of floats: the remainder has the sign of `y`, which is not 0.
  static func divideWithRemainder(_ x: Double, _ y: Double) -> (quotient: Double, remainder: Double) {
    var remainder = fmod(x, y)
    var quotient = (x - remainder) / y
    if remainder != 0 {
      if (y < 0) != (remainder < 0) {
        remainder += y
        quotient -= 1
      }
    } else {
      remainder = copysign(0, y)
    }
    if quotient != 0 {
      let floored = quotient.rounded(.down)
      quotient = quotient - floored > 0.5 ? floored + 1 : floored
    } else {
      quotient = copysign(0, x / y)
    }
    return (quotient, remainder)
  }

  static func power(_ x: Double, _ y: Double) throws -> Double {
    if y == 0 || x == 1 { return 1 }
    if y.isInfinite, !x.isNaN {
      if x.magnitude == 1 { return 1 }
      return (y > 0) == (x.magnitude > 1) ? .infinity : 0
    }
    if x == 0, y < 0 { throw ScriptError(.zeroDivisionError, "0.0 cannot be raised to a negative power") }
    if x < 0, x.isFinite, y.isFinite, y.rounded() != y {
      throw ScriptError(.valueError, "complex numbers are not supported")
        .noted("use abs() or a check before the power; soma has no complex numbers")
    }
    let result = pow(x, y)
    if result.isInfinite, x.isFinite, y.isFinite {
      throw ScriptError(.overflowError, "(34, 'Numerical result out of range')")
    }
    return result
  }

  // MARK: comparison

  /// -1, 0, 1 by exact value; nil if either is nan.
  static func compare(_ a: Number, _ b: Number) -> Int? {
    switch (a, b) {
    case (.int(let x), .int(let y)): return x < y ? -1 : (x == y ? 0 : 1)
    case (.float(let x), .float(let y)):
      if x.isNaN || y.isNaN { return nil }
      return x < y ? -1 : (x == y ? 0 : 1)
    case (.float(let x), _): return compareExact(b.big, x).map { -$0 }
    case (_, .float(let y)): return compareExact(a.big, y)
    default:
      let x = a.big
      let y = b.big
      return x < y ? -1 : (x == y ? 0 : 1)
    }
  }

  private static func compareExact(_ x: BigInt, _ y: Double) -> Int? {
    if y.isNaN { return nil }
    if y.isInfinite { return y > 0 ? -1 : 1 }
    if x.magnitude.bitWidth <= 53, let small = Int(exactly: x) {
      let d = Double(small)
      return d < y ? -1 : (d == y ? 0 : 1)
    }
    let whole = BigInt(y.rounded(.towardZero))
    if x != whole { return x < whole ? -1 : 1 }
    let fraction = y - y.rounded(.towardZero)
    return fraction == 0 ? 0 : (fraction > 0 ? -1 : 1)
  }

  // MARK: hash

  /// Numbers that are equal have equal hashes: the value modulo the prime 2⁶¹ - 1.
  static func hash(_ value: BigInt) -> Int {
    let prime = BigUInt((1 << 61) - 1)
    let rest = Int(value.magnitude % prime)
    let signed = value.sign == .minus ? -rest : rest
    return signed == -1 ? -2 : signed
  }

  static func hash(_ value: Int) -> Int {
    let prime = (1 << 61) - 1
    if value > -prime, value < prime { return value == -1 ? -2 : value }
    return hash(BigInt(value))
  }

  static func hash(_ value: Double) -> Int {
    if value.isNaN { return 0 }
    if value.isInfinite { return value > 0 ? 314_159 : -314_159 }
    if value == value.rounded(), value.magnitude < 0x1p60 { return hash(Int(value)) }
    var (mantissa, exponent) = (value.magnitude.significand, Int(value.magnitude.exponent) + 1)
    mantissa /= 2
    if value.magnitude < Double.leastNormalMagnitude, value != 0 {
      var e: Int32 = 0
      mantissa = frexp(value.magnitude, &e)
      exponent = Int(e)
    }
    let bits = 61
    let prime: UInt64 = (1 << 61) - 1
    var x: UInt64 = 0
    while mantissa != 0 {
      x = ((x << 28) & prime) | x >> UInt64(bits - 28)
      mantissa *= 268_435_456
      exponent -= 28
      let y = UInt64(mantissa)
      mantissa -= Double(y)
      x += y
      if x >= prime { x -= prime }
    }
    let shift = exponent >= 0 ? exponent % bits : bits - 1 - ((-1 - exponent) % bits)
    x = shift == 0 ? x : ((x << UInt64(shift)) & prime) | x >> UInt64(bits - shift)
    let signed = value < 0 ? -Int(x) : Int(x)
    return signed == -1 ? -2 : signed
  }

  private static func frexp(_ value: Double, _ exponent: inout Int32) -> Double {
    var e = Int32(0)
    let m = Glibc.frexp(value, &e)
    exponent = e
    return m
  }
}
