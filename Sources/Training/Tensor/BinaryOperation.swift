import Arrays
import Glibc

/// An operation on pairs of elements, with broadcasting: one row says its name, its value and both slopes.
public struct BinaryOperation: Sendable {
  public typealias Function = @Sendable (_ a: Double, _ b: Double) -> Double

  public let name: String
  public let summary: String
  /// True for comparisons and logic, whose result is boolean.
  let isBoolean: Bool
  /// True if integers divide to floats.
  let needsFloats: Bool
  let value: Function
  /// ∂/∂a and ∂/∂b; nil if no gradient flows.
  let slopes: (Function, Function)?

  init(
    _ name: String, _ summary: String, needsFloats: Bool = false, _ value: @escaping Function, _ da: @escaping Function,
    _ db: @escaping Function
  ) {
    self.name = name
    self.summary = summary
    self.isBoolean = false
    self.needsFloats = needsFloats
    self.value = value
    self.slopes = (da, db)
  }

  /// A comparison or a piece of logic.
  init(_ name: String, _ summary: String, test: @escaping @Sendable (Double, Double) -> Bool) {
    self.name = name
    self.summary = summary
    self.isBoolean = true
    self.needsFloats = false
    self.value = { test($0, $1) ? 1 : 0 }
    self.slopes = nil
  }

  /// - Throws: `ArrayError.value` if the shapes do not fit.
  public func callAsFunction(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let meeting = try Broadcast(a.shape, b.shape)
    let (x, y) = (a.values, b.values)
    let value = self.value
    let values = meeting.map(x, y) { value($0, $1) }
    let common = DType.common(a.dtype, b.dtype)
    let dtype: DType = isBoolean ? .bool : (needsFloats && !common.isFloating ? .float64 : common)
    guard let slopes, a.isWatched || b.isWatched else {
      return Tensor(unchecked: Tensor.rounded(values, to: dtype), shape: meeting.shape, dtype: dtype)
    }
    let (da, db) = slopes
    let (leftNeeded, rightNeeded) = (a.isWatched, b.isWatched)
    return Tape.record(values, shape: meeting.shape, dtype: dtype, operands: [a, b]) { gradient in
      [
        leftNeeded ? meeting.gatherLeft(x, y) { i, p, q in gradient[i] * da(p, q) } : nil,
        rightNeeded ? meeting.gatherRight(x, y) { i, p, q in gradient[i] * db(p, q) } : nil,
      ]
    }
  }
}

extension BinaryOperation {
  /// All of them, in the order of the manual.
  public static let all: [BinaryOperation] = [
    add, subtract, multiply, divide, floorDivide, modulo, power, maximum, minimum, squaredDifference, divideNoNaN,
    xlogy,
    atan2, equal, notEqual, less, lessEqual, greater, greaterEqual, logicalAnd, logicalOr, logicalXor,
  ]

  public static let add = BinaryOperation("add", "a + b", { $0 + $1 }, { _, _ in 1 }, { _, _ in 1 })
  public static let subtract = BinaryOperation("subtract", "a - b", { $0 - $1 }, { _, _ in 1 }, { _, _ in -1 })
  public static let multiply = BinaryOperation("multiply", "a b", { $0 * $1 }, { _, b in b }, { a, _ in a })
  public static let divide = BinaryOperation(
    "divide", "a / b", needsFloats: true, { $0 / $1 }, { _, b in 1 / b }, { a, b in -a / (b * b) })
  public static let floorDivide = BinaryOperation(
    "floordiv", "a / b rounded down", { ($0 / $1).rounded(.down) }, { _, _ in 0 }, { _, _ in 0 })
  public static let modulo = BinaryOperation(
    "mod", "a - b floor(a / b)", { a, b in remainder(a, b) }, { _, _ in 1 }, { a, b in -(a / b).rounded(.down) })
  public static let power = BinaryOperation(
    "pow", "aᵇ", { Glibc.pow($0, $1) }, { a, b in b == 0 ? 0 : b * Glibc.pow(a, b - 1) },
    { a, b in a > 0 ? Glibc.pow(a, b) * Glibc.log(a) : 0 })
  public static let maximum = BinaryOperation(
    "maximum", "the larger", { a, b in a.isNaN || a >= b ? a : b }, { a, b in a >= b ? 1 : 0 },
    { a, b in a >= b ? 0 : 1 })
  public static let minimum = BinaryOperation(
    "minimum", "the smaller", { a, b in a.isNaN || a <= b ? a : b }, { a, b in a <= b ? 1 : 0 },
    { a, b in a <= b ? 0 : 1 })
  public static let squaredDifference = BinaryOperation(
    "squared_difference", "(a - b)²", { ($0 - $1) * ($0 - $1) }, { 2 * ($0 - $1) }, { -2 * ($0 - $1) })
  public static let divideNoNaN = BinaryOperation(
    "divide_no_nan", "a / b, 0 where b is 0", { $1 == 0 ? 0 : $0 / $1 }, { _, b in b == 0 ? 0 : 1 / b },
    { a, b in b == 0 ? 0 : -a / (b * b) })
  public static let xlogy = BinaryOperation(
    "xlogy", "a ln b, 0 where a is 0", { $0 == 0 ? 0 : $0 * Glibc.log($1) }, { a, b in a == 0 ? 0 : Glibc.log(b) },
    { a, b in a == 0 ? 0 : a / b })
  public static let atan2 = BinaryOperation(
    "atan2", "angle of (b, a)", { Glibc.atan2($0, $1) }, { a, b in b / (a * a + b * b) },
    { a, b in -a / (a * a + b * b) })
  public static let equal = BinaryOperation("equal", "a == b", test: { $0 == $1 })
  public static let notEqual = BinaryOperation("not_equal", "a != b", test: { $0 != $1 })
  public static let less = BinaryOperation("less", "a < b", test: { $0 < $1 })
  public static let lessEqual = BinaryOperation("less_equal", "a <= b", test: { $0 <= $1 })
  public static let greater = BinaryOperation("greater", "a > b", test: { $0 > $1 })
  public static let greaterEqual = BinaryOperation("greater_equal", "a >= b", test: { $0 >= $1 })
  public static let logicalAnd = BinaryOperation("logical_and", "both", test: { $0 != 0 && $1 != 0 })
  public static let logicalOr = BinaryOperation("logical_or", "either", test: { $0 != 0 || $1 != 0 })
  public static let logicalXor = BinaryOperation("logical_xor", "one of both", test: { ($0 != 0) != ($1 != 0) })

  /// The remainder with the sign of the divisor.
  private static func remainder(_ a: Double, _ b: Double) -> Double {
    let r = Glibc.fmod(a, b)
    return r != 0 && (r < 0) != (b < 0) ? r + b : r
  }
}

extension Tensor {
  public static func + (a: Tensor, b: Tensor) throws -> Tensor { try BinaryOperation.add(a, b) }
  public static func - (a: Tensor, b: Tensor) throws -> Tensor { try BinaryOperation.subtract(a, b) }
  public static func * (a: Tensor, b: Tensor) throws -> Tensor { try BinaryOperation.multiply(a, b) }
  public static func / (a: Tensor, b: Tensor) throws -> Tensor { try BinaryOperation.divide(a, b) }
  public static prefix func - (a: Tensor) -> Tensor { UnaryOperation.negative(a) }

  /// scale · x + shift.
  func affine(_ scale: Double, _ shift: Double = 0) -> Tensor {
    UnaryOperation("affine", "", .same, { scale * $0 + shift }, slope: { _, _ in scale })(self)
  }

  /// The values in another type; gradients pass between floating types.
  public func cast(to dtype: DType) -> Tensor {
    dtype == self.dtype
      ? self : Tape.record(values, shape: shape, dtype: dtype, operands: [self]) { [$0] }
  }
}
