import BigInt
import Glibc
import Language

/// `math`: functions of real numbers and of integers.
enum MathModule {
  static func make() -> ModuleObject {
    ModuleObject("math", doc: "Functions of real numbers and integers.") { module in
      for (name, value) in [("pi", Double.pi), ("e", exp(1)), ("tau", 2 * .pi), ("inf", .infinity), ("nan", .nan)] {
        module.define(name, .float(value))
      }
      for row in realFunctions { module.define(row.builtin) }
      for function in pairs + rounding + predicates + whole + sums { module.define(function) }
    }
  }

  // MARK: functions of one number

  /// A function of one number. NaN from a number is "math domain error"; infinity from a finite number is
  /// "math range error" where the function can overflow, else a pole and a domain error too.
  private struct RealFunction {
    let name: String
    let canOverflow: Bool
    let summary: String
    let body: @Sendable (Double) -> Double

    init(_ name: String, overflows: Bool = false, _ summary: String, _ body: @escaping @Sendable (Double) -> Double) {
      self.name = name
      canOverflow = overflows
      self.summary = summary
      self.body = body
    }

    var builtin: BuiltinFunction {
      BuiltinFunction(name, module: "math", [.positionOnly("x")], summary: summary) { call in
        let x = try call.real("x")
        let y = body(x)
        if y.isNaN, !x.isNaN { throw domainError }
        if y.isInfinite, x.isFinite {
          throw canOverflow ? ScriptError(.overflowError, "math range error") : domainError
        }
        return .float(y)
      }
    }
  }

  private static var domainError: ScriptError { ScriptError(.valueError, "math domain error") }

  private static let realFunctions: [RealFunction] = [
    RealFunction("sqrt", "Square root of x.") { $0.squareRoot() },
    RealFunction("exp", overflows: true, "e raised to the power x.") { exp($0) },
    RealFunction("expm1", overflows: true, "exp(x) - 1, also precise for small x.") { expm1($0) },
    RealFunction("log1p", "Natural logarithm of 1 + x, also precise for small x.") { log1p($0) },
    RealFunction("sin", "Sine of x radians.") { sin($0) },
    RealFunction("cos", "Cosine of x radians.") { cos($0) },
    RealFunction("tan", "Tangent of x radians.") { tan($0) },
    RealFunction("asin", "Arc sine of x in radians.") { asin($0) },
    RealFunction("acos", "Arc cosine of x in radians.") { acos($0) },
    RealFunction("atan", "Arc tangent of x in radians.") { atan($0) },
    RealFunction("sinh", overflows: true, "Hyperbolic sine of x.") { sinh($0) },
    RealFunction("cosh", overflows: true, "Hyperbolic cosine of x.") { cosh($0) },
    RealFunction("tanh", "Hyperbolic tangent of x.") { tanh($0) },
    RealFunction("asinh", "Inverse hyperbolic sine of x.") { asinh($0) },
    RealFunction("acosh", "Inverse hyperbolic cosine of x.") { acosh($0) },
    RealFunction("atanh", "Inverse hyperbolic tangent of x.") { atanh($0) },
    RealFunction("degrees", "x radians in degrees.") { $0 * (180 / .pi) },
    RealFunction("radians", "x degrees in radians.") { $0 * (.pi / 180) },
    RealFunction("fabs", "Absolute value of x as a float.") { abs($0) },
    RealFunction("erf", "Error function at x.") { erf($0) },
    RealFunction("erfc", "1 - erf(x).") { erfc($0) },
    RealFunction("gamma", overflows: true, "Gamma function at x.") { x in
      x == -.infinity || (x <= 0 && x == x.rounded()) ? .nan : tgamma(x)
    },
    RealFunction("lgamma", overflows: true, "Logarithm of the absolute value of the gamma function at x.") { x in
      x <= 0 && x.isFinite && x == x.rounded() ? .nan : lgamma(x)
    },
  ]

  // MARK: functions of two numbers

  private static let pairs: [BuiltinFunction] = [
    BuiltinFunction(
      "log", module: "math", [.positionOnly("x"), Parameter("base", .positionalOnly, default: .omitted("e"))],
      summary: "Logarithm of x to the base (natural if there is none)."
    ) { call in
      let numerator = try logarithm(call.value("x"), call, base: 0)
      guard let base = call["base"] else { return .float(numerator) }
      let denominator = try logarithm(base, call, base: 0)
      guard denominator != 0 else { throw ScriptError(.zeroDivisionError, "float division by zero") }
      return .float(numerator / denominator)
    },
    BuiltinFunction("log2", module: "math", [.positionOnly("x")], summary: "Logarithm of x to the base 2.") { call in
      .float(try logarithm(call.value("x"), call, base: 2))
    },
    BuiltinFunction("log10", module: "math", [.positionOnly("x")], summary: "Logarithm of x to the base 10.") { call in
      .float(try logarithm(call.value("x"), call, base: 10))
    },
    BuiltinFunction("pow", module: "math", [.positionOnly("x"), .positionOnly("y")], summary: "x to the power y.") {
      call in
      let (x, y) = (try call.real("x"), try call.real("y"))
      let result = pow(x, y)
      guard x.isFinite, y.isFinite else { return .float(result) }
      if result.isNaN { throw domainError }
      if result.isInfinite { throw x == 0 ? domainError : ScriptError(.overflowError, "math range error") }
      return .float(result)
    },
    BuiltinFunction(
      "atan2", module: "math", [.positionOnly("y"), .positionOnly("x")],
      summary: "Angle of the point (x, y) in radians."
    ) { call in .float(atan2(try call.real("y"), try call.real("x"))) },
    BuiltinFunction("hypot", module: "math", [.variadic("coordinates")], summary: "Euclidean length of a vector.") {
      call in
      let all = try call.variadic.map { abs(try call.interpreter.float($0)) }
      guard let greatest = all.max(), greatest > 0 else { return .float(all.first { $0.isNaN } ?? 0) }
      if all.contains(.infinity) { return .float(.infinity) }
      if all.count == 2 { return .float(hypot(all[0], all[1])) }
      return .float(greatest * all.reduce(0) { $0 + ($1 / greatest) * ($1 / greatest) }.squareRoot())
    },
    BuiltinFunction(
      "fmod", module: "math", [.positionOnly("x"), .positionOnly("y")],
      summary: "Remainder of x / y with the sign of x."
    ) { call in
      let (x, y) = (try call.real("x"), try call.real("y"))
      let result = fmod(x, y)
      if result.isNaN, !x.isNaN, !y.isNaN { throw domainError }
      return .float(result)
    },
    BuiltinFunction(
      "copysign", module: "math", [.positionOnly("x"), .positionOnly("y")], summary: "x with the sign of y."
    ) { call in .float(copysign(try call.real("x"), try call.real("y"))) },
    BuiltinFunction(
      "isclose", module: "math",
      [.required("a"), .required("b"), .keyword("rel_tol", .float(1e-9)), .keyword("abs_tol", .float(0))],
      summary: "Whether a and b differ by little, relative to the greater or absolutely."
    ) { call in
      let (a, b) = (try call.real("a"), try call.real("b"))
      let (relative, absolute) = (try call.real("rel_tol"), try call.real("abs_tol"))
      guard relative >= 0, absolute >= 0 else { throw ScriptError(.valueError, "tolerances must be non-negative") }
      if a == b { return .bool(true) }
      if a.isInfinite || b.isInfinite { return .bool(false) }
      return .bool(abs(a - b) <= max(relative * max(abs(a), abs(b)), absolute))
    },
  ]

  /// The logarithm of a positive number, also of an integer beyond floats.
  private static func logarithm(_ value: Value, _ call: Call, base: Int) throws -> Double {
    if case .big(let box) = value, box.value > 0 {
      let shift = max(0, box.value.bitWidth - 64)
      let head = Double(box.value >> shift)
      switch base {
      case 2: return log2(head) + Double(shift)
      case 10: return log10(head) + Double(shift) * log10(2)
      default: return log(head) + Double(shift) * log(2)
      }
    }
    let x = try call.interpreter.float(value)
    if x <= 0 { throw domainError }
    return base == 2 ? log2(x) : base == 10 ? log10(x) : log(x)
  }

  // MARK: rounding and predicates

  private static func rounder(_ name: String, _ rule: FloatingPointRoundingRule, _ summary: String) -> BuiltinFunction {
    BuiltinFunction(name, module: "math", [.positionOnly("x")], summary: summary) { call in
      let value = call.value("x")
      switch value {
      case .int, .big: return value
      case .bool(let flag): return .int(flag ? 1 : 0)
      default: return try .integer(try call.interpreter.float(value), rule)
      }
    }
  }

  private static let rounding: [BuiltinFunction] = [
    rounder("floor", .down, "The greatest integer that is at most x."),
    rounder("ceil", .up, "The least integer that is at least x."),
    rounder("trunc", .towardZero, "x without its fraction."),
    BuiltinFunction("modf", module: "math", [.positionOnly("x")], summary: "Fraction and whole part of x.") { call in
      let x = try call.real("x")
      if x.isInfinite { return .newTuple([.float(copysign(0, x)), .float(x)]) }
      let whole = x.rounded(.towardZero)
      return .newTuple([.float(copysign(x - whole, x)), .float(whole)])
    },
  ]

  private static func predicate(
    _ name: String, _ summary: String, _ test: @escaping @Sendable (Double) -> Bool
  ) -> BuiltinFunction {
    BuiltinFunction(name, module: "math", [.positionOnly("x")], summary: summary) { .bool(test(try $0.real("x"))) }
  }

  private static let predicates: [BuiltinFunction] = [
    predicate("isnan", "Whether x is not a number.") { $0.isNaN },
    predicate("isinf", "Whether x is infinite.") { $0.isInfinite },
    predicate("isfinite", "Whether x is neither infinite nor NaN.") { $0.isFinite },
  ]

  // MARK: sums and products

  private static let sums: [BuiltinFunction] = [
    BuiltinFunction(
      "fsum", module: "math", [.positionOnly("seq")], summary: "Sum of floats, correctly rounded."
    ) { call in
      var partials: [Double] = []
      var special = 0.0
      for value in try call.elements("seq") {
        let x = try call.interpreter.float(value)
        if x.isFinite { addExactly(x, to: &partials) } else { special += x }
      }
      return .float(special != 0 || special.isNaN ? special : roundedSum(partials))
    },
    BuiltinFunction(
      "prod", module: "math", [.positionOnly("iterable"), .keyword("start", .int(1))],
      summary: "Product of all elements."
    ) { call in
      try call.elements("iterable").reduce(call.value("start")) { try call.interpreter.binary(.multiply, $0, $1) }
    },
  ]

  /// Adds `x` to a sum kept as non-overlapping parts of increasing size (Shewchuk 1997), without any rounding.
  private static func addExactly(_ x: Double, to partials: inout [Double]) {
    var carry = x
    var kept: [Double] = []
    for part in partials {
      let (large, small) = abs(carry) < abs(part) ? (part, carry) : (carry, part)
      let high = large + small
      let low = small - (high - large)
      if low != 0 { kept.append(low) }
      carry = high
    }
    partials = kept + [carry]
  }

  /// The parts added up from the greatest on, with ties rounded by what lies below.
  private static func roundedSum(_ partials: [Double]) -> Double {
    guard var total = partials.last else { return 0 }
    var index = partials.count - 1
    var low = 0.0
    while index > 0 {
      let x = total
      index -= 1
      total = x + partials[index]
      low = partials[index] - (total - x)
      if low != 0 { break }
    }
    if index > 0, low != 0, (low < 0) == (partials[index - 1] < 0) {
      let doubled = low * 2
      let next = total + doubled
      if doubled == next - total { total = next }
    }
    return total
  }
}
