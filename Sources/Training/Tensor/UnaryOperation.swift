import Arrays
import Glibc

/// An operation on every element by itself: one row says its name, its value and its slope.
public struct UnaryOperation: Sendable {
  /// What the type of the result is.
  public enum Result: Sendable {
    /// That of the operand.
    case same
    /// That of a floating operand; float32 for integers.
    case floating
    case bool
  }

  public let name: String
  public let summary: String
  let result: Result
  let value: @Sendable (Double) -> Double
  /// The derivative from x and y = value(x); nil if no gradient flows.
  let slope: (@Sendable (_ x: Double, _ y: Double) -> Double)?

  init(
    _ name: String, _ summary: String, _ result: Result = .floating, _ value: @escaping @Sendable (Double) -> Double,
    slope: (@Sendable (Double, Double) -> Double)? = nil
  ) {
    self.name = name
    self.summary = summary
    self.result = result
    self.value = value
    self.slope = slope
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    let value = self.value
    let values = x.values.map { value($0) }
    let dtype: DType =
      switch result {
      case .same: x.dtype
      case .floating: x.dtype.isFloating ? x.dtype : .float32
      case .bool: .bool
      }
    guard let slope, x.isWatched else {
      return Tensor(unchecked: Tensor.rounded(values, to: dtype), shape: x.shape, dtype: dtype)
    }
    let input = x.values
    return Tape.record(values, shape: x.shape, dtype: dtype, operands: [x]) { gradient in
      var result = gradient
      for i in result.indices { result[i] *= slope(input[i], values[i]) }
      return [result]
    }
  }
}

extension UnaryOperation {
  /// All of them, in the order of the manual.
  public static let all: [UnaryOperation] = [
    negative, abs, sign, square, sqrt, rsqrt, reciprocal, exp, expm1, log, log1p, sin, cos, tan, asin, acos, atan,
    sinh, cosh, tanh, erf, floor, ceil, round, isNaN, isInfinite, isFinite, logicalNot, sigmoid, logSigmoid, softplus,
    softsign, relu, relu6, selu, gelu, swish, hardSigmoid,
  ]

  public static let negative = UnaryOperation("negative", "-x", .same, { -$0 }, slope: { _, _ in -1 })
  public static let abs = UnaryOperation("abs", "|x|; slope 0 at 0", .same, { $0.magnitude }, slope: { x, _ in sgn(x) })
  public static let sign = UnaryOperation("sign", "-1, 0 or 1", .same, { sgn($0) }, slope: { _, _ in 0 })
  public static let square = UnaryOperation("square", "x²", .same, { $0 * $0 }, slope: { x, _ in 2 * x })
  public static let sqrt = UnaryOperation("sqrt", "√x", .floating, { $0.squareRoot() }, slope: { _, y in 0.5 / y })
  public static let rsqrt = UnaryOperation(
    "rsqrt", "1/√x", .floating, { 1 / $0.squareRoot() }, slope: { x, y in -0.5 * y / x })
  public static let reciprocal = UnaryOperation("reciprocal", "1/x", .floating, { 1 / $0 }, slope: { _, y in -y * y })
  public static let exp = UnaryOperation("exp", "eˣ", .floating, { Glibc.exp($0) }, slope: { _, y in y })
  public static let expm1 = UnaryOperation("expm1", "eˣ - 1", .floating, { Glibc.expm1($0) }, slope: { _, y in y + 1 })
  public static let log = UnaryOperation("log", "ln x", .floating, { Glibc.log($0) }, slope: { x, _ in 1 / x })
  public static let log1p = UnaryOperation(
    "log1p", "ln(1 + x)", .floating, { Glibc.log1p($0) }, slope: { x, _ in 1 / (1 + x) })
  public static let sin = UnaryOperation("sin", "sin x", .floating, { Glibc.sin($0) }, slope: { x, _ in Glibc.cos(x) })
  public static let cos = UnaryOperation("cos", "cos x", .floating, { Glibc.cos($0) }, slope: { x, _ in -Glibc.sin(x) })
  public static let tan = UnaryOperation("tan", "tan x", .floating, { Glibc.tan($0) }, slope: { _, y in 1 + y * y })
  public static let asin = UnaryOperation(
    "asin", "arc sine", .floating, { Glibc.asin($0) }, slope: { x, _ in 1 / (1 - x * x).squareRoot() })
  public static let acos = UnaryOperation(
    "acos", "arc cosine", .floating, { Glibc.acos($0) }, slope: { x, _ in -1 / (1 - x * x).squareRoot() })
  public static let atan = UnaryOperation(
    "atan", "arc tangent", .floating, { Glibc.atan($0) }, slope: { x, _ in 1 / (1 + x * x) })
  public static let sinh = UnaryOperation(
    "sinh", "hyperbolic sine", .floating, { Glibc.sinh($0) }, slope: { x, _ in Glibc.cosh(x) })
  public static let cosh = UnaryOperation(
    "cosh", "hyperbolic cosine", .floating, { Glibc.cosh($0) }, slope: { x, _ in Glibc.sinh(x) })
  public static let tanh = UnaryOperation(
    "tanh", "hyperbolic tangent", .floating, { Glibc.tanh($0) }, slope: { _, y in 1 - y * y })
  public static let erf = UnaryOperation(
    "erf", "error function", .floating, { Glibc.erf($0) },
    slope: { x, _ in 2 / Double.pi.squareRoot() * Glibc.exp(-x * x) })
  public static let floor = UnaryOperation("floor", "largest integer ≤ x", .same, { $0.rounded(.down) })
  public static let ceil = UnaryOperation("ceil", "smallest integer ≥ x", .same, { $0.rounded(.up) })
  public static let round = UnaryOperation(
    "round", "nearest integer, halves to even", .same, { $0.rounded(.toNearestOrEven) })
  public static let isNaN = UnaryOperation("is_nan", "true where x is NaN", .bool, { $0.isNaN ? 1 : 0 })
  public static let isInfinite = UnaryOperation("is_inf", "true where x is infinite", .bool, { $0.isInfinite ? 1 : 0 })
  public static let isFinite = UnaryOperation("is_finite", "true where x is finite", .bool, { $0.isFinite ? 1 : 0 })
  public static let logicalNot = UnaryOperation("logical_not", "true where x is false", .bool, { $0 == 0 ? 1 : 0 })

  public static let sigmoid = UnaryOperation(
    "sigmoid", "1 / (1 + e⁻ˣ)", .floating, { logistic($0) }, slope: { _, y in y * (1 - y) })
  public static let logSigmoid = UnaryOperation(
    "log_sigmoid", "ln sigmoid(x)", .floating, { -softened(-$0) }, slope: { x, _ in logistic(-x) })
  public static let softplus = UnaryOperation(
    "softplus", "ln(1 + eˣ)", .floating, { softened($0) }, slope: { x, _ in logistic(x) })
  public static let softsign = UnaryOperation(
    "softsign", "x / (1 + |x|)", .floating, { $0 / (1 + $0.magnitude) },
    slope: { x, _ in 1 / ((1 + x.magnitude) * (1 + x.magnitude)) })
  public static let relu = UnaryOperation(
    "relu", "max(x, 0); slope 0 at 0", .same, { $0 > 0 || $0.isNaN ? $0 : 0 }, slope: { x, _ in x > 0 ? 1 : 0 })
  public static let relu6 = UnaryOperation(
    "relu6", "x limited to [0, 6]", .same, { min(max($0, 0), 6) }, slope: { x, _ in x > 0 && x < 6 ? 1 : 0 })
  public static let selu = UnaryOperation(
    "selu", "scaled exponential linear unit", .floating,
    { $0 > 0 ? seluScale * $0 : seluScale * seluAlpha * Glibc.expm1($0) },
    slope: { x, y in x > 0 ? seluScale : y + seluScale * seluAlpha })
  public static let gelu = UnaryOperation(
    "gelu", "x Φ(x), exact form", .floating, { 0.5 * $0 * (1 + Glibc.erf($0 / 2.0.squareRoot())) },
    slope: { x, _ in
      0.5 * (1 + Glibc.erf(x / 2.0.squareRoot())) + x * Glibc.exp(-0.5 * x * x) / (2 * Double.pi).squareRoot()
    })
  public static let swish = UnaryOperation(
    "swish", "x sigmoid(x)", .floating, { $0 * logistic($0) },
    slope: { x, y in logistic(x) * (1 - y) + y })
  public static let hardSigmoid = UnaryOperation(
    "hard_sigmoid", "0.2 x + 0.5 limited to [0, 1]", .floating, { min(max(0.2 * $0 + 0.5, 0), 1) },
    slope: { x, _ in x > -2.5 && x < 2.5 ? 0.2 : 0 })

  /// x for x > 0, else α(eˣ - 1).
  public static func elu(alpha: Double = 1) -> UnaryOperation {
    UnaryOperation(
      "elu", "exponential linear unit", .floating, { $0 > 0 ? $0 : alpha * Glibc.expm1($0) },
      slope: { x, y in x > 0 ? 1 : y + alpha })
  }

  /// x for x > 0, else αx.
  public static func leakyRelu(alpha: Double = 0.2) -> UnaryOperation {
    UnaryOperation(
      "leaky_relu", "x or αx", .floating, { $0 > 0 ? $0 : alpha * $0 }, slope: { x, _ in x > 0 ? 1 : alpha })
  }

  /// x limited to low...high; no gradient outside.
  public static func clip(_ low: Double, _ high: Double) -> UnaryOperation {
    UnaryOperation(
      "clip_by_value", "limited to a range", .same, { $0 < low ? low : ($0 > high ? high : $0) },
      slope: { x, _ in x < low || x > high ? 0 : 1 })
  }

  private static let seluScale = 1.05070098735548049342
  private static let seluAlpha = 1.67326324235437728481

  private static func sgn(_ x: Double) -> Double { x > 0 ? 1 : (x < 0 ? -1 : (x.isNaN ? x : 0)) }
  /// Without overflow for either sign.
  static func logistic(_ x: Double) -> Double {
    if x >= 0 { return 1 / (1 + Glibc.exp(-x)) }
    let e = Glibc.exp(x)
    return e / (1 + e)
  }
  /// ln(1 + eˣ) without overflow.
  static func softened(_ x: Double) -> Double { max(x, 0) + Glibc.log1p(Glibc.exp(-x.magnitude)) }
}
