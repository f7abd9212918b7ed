import Glibc

/// All elementwise operations of one array, by their NumPy names.
extension UnaryUfunc {
  // MARK: within a type

  public static let negative = UnaryUfunc(
    "negative", int: { 0 &- $0 }, uint: { 0 &- $0 }, float: { -$0 }, double: { -$0 })
  public static let positive = UnaryUfunc("positive", int: { $0 }, uint: { $0 }, float: { $0 }, double: { $0 })
  public static let absolute = UnaryUfunc(
    "absolute", bool: { $0 }, int: { $0 < 0 ? 0 &- $0 : $0 }, uint: { $0 }, float: { abs($0) }, double: { abs($0) })
  public static let sign = UnaryUfunc(
    "sign", reportsErrors: false, int: { $0.signum() }, uint: { $0 > 0 ? 1 : 0 },
    float: { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 == 0 ? 0 : $0 }, double: { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 == 0 ? 0 : $0 })
  public static let square = UnaryUfunc(
    "square", int: { $0 &* $0 }, uint: { $0 &* $0 }, float: { $0 * $0 }, double: { $0 * $0 })
  public static let reciprocal = UnaryUfunc(
    "reciprocal", int: { Scalars.floorDivide(1, $0) }, uint: { Scalars.divide(1, $0) }, float: { 1 / $0 },
    double: { 1 / $0 })
  public static let floor = UnaryUfunc(
    "floor", bool: { $0 }, int: { $0 }, uint: { $0 }, float: { $0.rounded(.down) }, double: { $0.rounded(.down) })
  public static let ceil = UnaryUfunc(
    "ceil", bool: { $0 }, int: { $0 }, uint: { $0 }, float: { $0.rounded(.up) }, double: { $0.rounded(.up) })
  public static let trunc = UnaryUfunc(
    "trunc", bool: { $0 }, int: { $0 }, uint: { $0 }, float: { $0.rounded(.towardZero) },
    double: { $0.rounded(.towardZero) })
  public static let invert = UnaryUfunc("invert", bool: { !$0 }, int: { ~$0 }, uint: { ~$0 })

  // MARK: predicates

  public static let isnan = UnaryUfunc(
    predicate: "isnan", bool: { _ in false }, int: { _ in false }, uint: { _ in false }, float: { $0 != $0 },
    double: { $0 != $0 })
  public static let isinf = UnaryUfunc(
    predicate: "isinf", bool: { _ in false }, int: { _ in false }, uint: { _ in false }, float: { $0.isInfinite },
    double: { $0.isInfinite })
  public static let isfinite = UnaryUfunc(
    predicate: "isfinite", bool: { _ in true }, int: { _ in true }, uint: { _ in true }, float: { $0.isFinite },
    double: { $0.isFinite })
  public static let logicalNot = UnaryUfunc(
    predicate: "logical_not", bool: { !$0 }, int: { $0 == 0 }, uint: { $0 == 0 }, float: { $0 == 0 },
    double: { $0 == 0 })
  public static let signbit = UnaryUfunc(
    predicate: "signbit", int: { $0 < 0 }, uint: { _ in false }, float: { $0.sign == .minus },
    double: { $0.sign == .minus })

  // MARK: functions of real numbers

  public static let rint = UnaryUfunc(
    function: "rint", { $0.rounded(.toNearestOrEven) }, { $0.rounded(.toNearestOrEven) })
  public static let sqrt = UnaryUfunc(function: "sqrt", { $0.squareRoot() }, { $0.squareRoot() })
  public static let cbrt = UnaryUfunc(function: "cbrt", { Glibc.cbrt($0) }, { Scalars.cubeRoot($0) })
  public static let exp = UnaryUfunc(function: "exp", { Glibc.exp($0) }, { Glibc.exp($0) })
  public static let exp2 = UnaryUfunc(function: "exp2", { Glibc.exp2($0) }, { Glibc.exp2($0) })
  public static let expm1 = UnaryUfunc(function: "expm1", { Glibc.expm1($0) }, { Glibc.expm1($0) })
  public static let log = UnaryUfunc(function: "log", { Glibc.log($0) }, { Glibc.log($0) })
  public static let log2 = UnaryUfunc(function: "log2", { Glibc.log2($0) }, { Glibc.log2($0) })
  public static let log10 = UnaryUfunc(function: "log10", { Glibc.log10($0) }, { Glibc.log10($0) })
  public static let log1p = UnaryUfunc(function: "log1p", { Glibc.log1p($0) }, { Glibc.log1p($0) })
  public static let sin = UnaryUfunc(function: "sin", { Glibc.sin($0) }, { Glibc.sin($0) })
  public static let cos = UnaryUfunc(function: "cos", { Glibc.cos($0) }, { Glibc.cos($0) })
  public static let tan = UnaryUfunc(function: "tan", { Glibc.tan($0) }, { Glibc.tan($0) })
  public static let arcsin = UnaryUfunc(function: "arcsin", { asin($0) }, { asin($0) })
  public static let arccos = UnaryUfunc(function: "arccos", { acos($0) }, { acos($0) })
  public static let arctan = UnaryUfunc(function: "arctan", { atan($0) }, { atan($0) })
  public static let sinh = UnaryUfunc(function: "sinh", { Glibc.sinh($0) }, { Glibc.sinh($0) })
  public static let cosh = UnaryUfunc(function: "cosh", { Glibc.cosh($0) }, { Glibc.cosh($0) })
  public static let tanh = UnaryUfunc(function: "tanh", { Glibc.tanh($0) }, { Glibc.tanh($0) })
  public static let arcsinh = UnaryUfunc(function: "arcsinh", { asinh($0) }, { asinh($0) })
  public static let arccosh = UnaryUfunc(function: "arccosh", { acosh($0) }, { acosh($0) })
  public static let arctanh = UnaryUfunc(function: "arctanh", { atanh($0) }, { atanh($0) })
  public static let deg2rad = UnaryUfunc(function: "deg2rad", { $0 * (.pi / 180) }, { $0 * (.pi / 180) })
  public static let rad2deg = UnaryUfunc(function: "rad2deg", { $0 * (180 / .pi) }, { $0 * (180 / .pi) })
  /// sin(πx)/(πx), 1 at 0.
  public static let sinc = UnaryUfunc(
    function: "sinc", { $0 == 0 ? 1 : Glibc.sin(.pi * $0) / (.pi * $0) },
    { $0 == 0 ? 1 : Glibc.sin(.pi * $0) / (.pi * $0) })

  public static let all: [UnaryUfunc] = [
    negative, positive, absolute, sign, square, reciprocal, floor, ceil, trunc, invert, isnan, isinf, isfinite,
    logicalNot, signbit, rint, sqrt, cbrt, exp, exp2, expm1, log, log2, log10, log1p, sin, cos, tan, arcsin, arccos,
    arctan, sinh, cosh, tanh, arcsinh, arccosh, arctanh, deg2rad, rad2deg, sinc,
  ]
}
