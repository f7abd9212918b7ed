import Glibc

/// All elementwise operations of one array, by their NumPy names.
extension UnaryOperation {
  // MARK: within a type

  public static let negative = UnaryOperation(
    "negative", int: { 0 &- $0 }, uint: { 0 &- $0 }, float: { -$0 }, double: { -$0 })
  public static let positive = UnaryOperation("positive", int: { $0 }, uint: { $0 }, float: { $0 }, double: { $0 })
  public static let absolute = UnaryOperation(
    "absolute", bool: { $0 }, int: { $0 < 0 ? 0 &- $0 : $0 }, uint: { $0 }, float: { abs($0) }, double: { abs($0) })
  public static let sign = UnaryOperation(
    "sign", reportsErrors: false, int: { $0.signum() }, uint: { $0 > 0 ? 1 : 0 },
    float: { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 == 0 ? 0 : $0 }, double: { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 == 0 ? 0 : $0 })
  public static let square = UnaryOperation(
    "square", int: { $0 &* $0 }, uint: { $0 &* $0 }, float: { $0 * $0 }, double: { $0 * $0 })
  public static let reciprocal = UnaryOperation(
    "reciprocal", int: { Scalars.floorDivide(1, $0) }, uint: { Scalars.divide(1, $0) }, float: { 1 / $0 },
    double: { 1 / $0 })
  public static let floor = UnaryOperation(
    "floor", bool: { $0 }, int: { $0 }, uint: { $0 }, float: { $0.rounded(.down) }, double: { $0.rounded(.down) })
  public static let ceil = UnaryOperation(
    "ceil", bool: { $0 }, int: { $0 }, uint: { $0 }, float: { $0.rounded(.up) }, double: { $0.rounded(.up) })
  public static let trunc = UnaryOperation(
    "trunc", bool: { $0 }, int: { $0 }, uint: { $0 }, float: { $0.rounded(.towardZero) },
    double: { $0.rounded(.towardZero) })
  public static let invert = UnaryOperation("invert", bool: { !$0 }, int: { ~$0 }, uint: { ~$0 })

  // MARK: predicates

  public static let isnan = UnaryOperation(
    predicate: "isnan", bool: { _ in false }, int: { _ in false }, uint: { _ in false }, float: { $0 != $0 },
    double: { $0 != $0 })
  public static let isinf = UnaryOperation(
    predicate: "isinf", bool: { _ in false }, int: { _ in false }, uint: { _ in false }, float: { $0.isInfinite },
    double: { $0.isInfinite })
  public static let isfinite = UnaryOperation(
    predicate: "isfinite", bool: { _ in true }, int: { _ in true }, uint: { _ in true }, float: { $0.isFinite },
    double: { $0.isFinite })
  public static let logicalNot = UnaryOperation(
    predicate: "logical_not", bool: { !$0 }, int: { $0 == 0 }, uint: { $0 == 0 }, float: { $0 == 0 },
    double: { $0 == 0 })
  public static let signbit = UnaryOperation(
    predicate: "signbit", int: { $0 < 0 }, uint: { _ in false }, float: { $0.sign == .minus },
    double: { $0.sign == .minus })

  // MARK: functions of real numbers

  public static let rint = UnaryOperation(
    function: "rint", { $0.rounded(.toNearestOrEven) }, { $0.rounded(.toNearestOrEven) })
  public static let sqrt = UnaryOperation(function: "sqrt", { $0.squareRoot() }, { $0.squareRoot() })
  public static let cbrt = UnaryOperation(function: "cbrt", { Glibc.cbrt($0) }, { Glibc.cbrt($0) })
  public static let exp = UnaryOperation(function: "exp", { Glibc.exp($0) }, { Glibc.exp($0) })
  public static let exp2 = UnaryOperation(function: "exp2", { Glibc.exp2($0) }, { Glibc.exp2($0) })
  public static let expm1 = UnaryOperation(function: "expm1", { Glibc.expm1($0) }, { Glibc.expm1($0) })
  public static let log = UnaryOperation(function: "log", { Glibc.log($0) }, { Glibc.log($0) })
  public static let log2 = UnaryOperation(function: "log2", { Glibc.log2($0) }, { Glibc.log2($0) })
  public static let log10 = UnaryOperation(function: "log10", { Glibc.log10($0) }, { Glibc.log10($0) })
  public static let log1p = UnaryOperation(function: "log1p", { Glibc.log1p($0) }, { Glibc.log1p($0) })
  public static let sin = UnaryOperation(function: "sin", { Glibc.sin($0) }, { Glibc.sin($0) })
  public static let cos = UnaryOperation(function: "cos", { Glibc.cos($0) }, { Glibc.cos($0) })
  public static let tan = UnaryOperation(function: "tan", { Glibc.tan($0) }, { Glibc.tan($0) })
  public static let arcsin = UnaryOperation(function: "arcsin", { asin($0) }, { asin($0) })
  public static let arccos = UnaryOperation(function: "arccos", { acos($0) }, { acos($0) })
  public static let arctan = UnaryOperation(function: "arctan", { atan($0) }, { atan($0) })
  public static let sinh = UnaryOperation(function: "sinh", { Glibc.sinh($0) }, { Glibc.sinh($0) })
  public static let cosh = UnaryOperation(function: "cosh", { Glibc.cosh($0) }, { Glibc.cosh($0) })
  public static let tanh = UnaryOperation(function: "tanh", { Glibc.tanh($0) }, { Glibc.tanh($0) })
  public static let arcsinh = UnaryOperation(function: "arcsinh", { asinh($0) }, { asinh($0) })
  public static let arccosh = UnaryOperation(function: "arccosh", { acosh($0) }, { acosh($0) })
  public static let arctanh = UnaryOperation(function: "arctanh", { atanh($0) }, { atanh($0) })
  public static let deg2rad = UnaryOperation(function: "deg2rad", { $0 * (.pi / 180) }, { $0 * (.pi / 180) })
  public static let rad2deg = UnaryOperation(function: "rad2deg", { $0 * (180 / .pi) }, { $0 * (180 / .pi) })
  /// sin(πx)/(πx), 1 at 0.
  public static let sinc = UnaryOperation(
    function: "sinc", { $0 == 0 ? 1 : Glibc.sin(.pi * $0) / (.pi * $0) },
    { $0 == 0 ? 1 : Glibc.sin(.pi * $0) / (.pi * $0) })

  public static let all: [UnaryOperation] = [
    negative, positive, absolute, sign, square, reciprocal, floor, ceil, trunc, invert, isnan, isinf, isfinite,
    logicalNot, signbit, rint, sqrt, cbrt, exp, exp2, expm1, log, log2, log10, log1p, sin, cos, tan, arcsin, arccos,
    arctan, sinh, cosh, tanh, arcsinh, arccosh, arctanh, deg2rad, rad2deg, sinc,
  ]
}
