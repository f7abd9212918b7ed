import Arrays
import Language

/// Elementwise functions, from the tables of operations.
extension NumPy {
  private static let unarySummaries = [
    "negative": "-x.", "positive": "+x.", "absolute": "The absolute value.", "sign": "-1, 0 or 1.", "square": "x².",
    "reciprocal": "1/x.", "floor": "The greatest whole number not above x.",
    "ceil": "The least whole number not below x.",
    "trunc": "x without its fraction.", "invert": "All bits flipped; not x for bools.", "isnan": "Whether x is nan.",
    "isinf": "Whether x is infinite.", "isfinite": "Whether x is neither nan nor infinite.",
    "logical_not": "Whether x is 0.",
    "signbit": "Whether the sign is set.", "rint": "The nearest whole number, halves to even.",
    "sqrt": "The square root.",
    "cbrt": "The cube root.", "exp": "e to the power x.", "exp2": "2 to the power x.",
    "expm1": "exp(x) - 1, exact near 0.",
    "log": "The natural logarithm.", "log2": "The logarithm to base 2.", "log10": "The logarithm to base 10.",
    "log1p": "log(1 + x), exact near 0.", "sin": "The sine of radians.", "cos": "The cosine of radians.",
    "tan": "The tangent of radians.", "arcsin": "The angle whose sine is x.", "arccos": "The angle whose cosine is x.",
    "arctan": "The angle whose tangent is x.", "sinh": "The hyperbolic sine.", "cosh": "The hyperbolic cosine.",
    "tanh": "The hyperbolic tangent.", "arcsinh": "The inverse hyperbolic sine.",
    "arccosh": "The inverse hyperbolic cosine.", "arctanh": "The inverse hyperbolic tangent.",
    "deg2rad": "Degrees as radians.", "rad2deg": "Radians as degrees.", "sinc": "sin(πx)/(πx), 1 at 0.",
  ]

  private static let binarySummaries = [
    "add": "x1 + x2.", "subtract": "x1 - x2.", "multiply": "x1 * x2.", "divide": "x1 / x2.",
    "floor_divide": "The quotient rounded down.", "remainder": "The remainder with the sign of the divisor.",
    "fmod": "The remainder with the sign of the dividend.", "power": "x1 to the power x2.",
    "maximum": "The greater of two; nan wins.", "minimum": "The lesser of two; nan wins.",
    "arctan2": "The angle of the point (x2, x1).", "hypot": "√(x1² + x2²).",
    "heaviside": "0 below 0, 1 above, x2 at 0.", "equal": "x1 == x2.", "not_equal": "x1 != x2.", "less": "x1 < x2.",
    "less_equal": "x1 <= x2.", "greater": "x1 > x2.", "greater_equal": "x1 >= x2.",
    "logical_and": "Whether both are not 0.",
    "logical_or": "Whether one is not 0.", "logical_xor": "Whether just one is not 0.",
    "bitwise_and": "Bits set in both.",
    "bitwise_or": "Bits set in one.", "bitwise_xor": "Bits set in just one.", "left_shift": "Bits moved up.",
    "right_shift": "Bits moved down.",
  ]

  static let elementwise: [BuiltinFunction] =
    UnaryUfunc.all.map { unary($0) } + BinaryUfunc.all.map { binary($0) } + [
      function(
        "divmod", [.arrayLike("x1"), .arrayLike("x2")], "The quotient rounded down, and the remainder."
      ) { call in
        let (x, y) = (try call.operand("x1"), try call.operand("x2"))
        let arithmetic = ArrayArithmetic(call.interpreter)
        return .newTuple([
          .result(try arithmetic.apply(.floorDivide, x, y)), .result(try arithmetic.apply(.remainder, x, y)),
        ])
      }
    ]

  private static func unary(_ ufunc: UnaryUfunc) -> BuiltinFunction {
    function(ufunc.name, [.arrayLike("x"), .out, .dtype], unarySummaries[ufunc.name] ?? "") { call in
      let arithmetic = ArrayArithmetic(call.interpreter)
      if case .none = call.value("x") {
        throw ScriptError(
          .typeError,
          "loop of ufunc does not support argument 0 of type NoneType which has no callable \(ufunc.name) method")
      }
      if case .float(let x)? = call[0], call.values.dropFirst().allSatisfy({ $0?.isNone ?? true }) {
        var events: FloatingErrors = []
        if let result = ufunc.evaluate(x, errors: &events) {
          if !events.isEmpty { try arithmetic.report(events, ufunc.name) }
          return .float64(result)
        }
      }
      let x = try call.array("x", dtype: call.optionalDType())
      guard let target = try call.target() else { return try arithmetic.apply(ufunc, x) }
      _ = try arithmetic.apply(ufunc, x, into: target.array)
      return .object(target)
    }
  }

  private static func binary(_ ufunc: BinaryUfunc) -> BuiltinFunction {
    function(
      ufunc.name, [.arrayLike("x1"), .arrayLike("x2"), .out, .dtype], binarySummaries[ufunc.name] ?? ""
    ) { call in
      var (x, y) = (try call.operand("x1"), try call.operand("x2"))
      if let dtype = try call.optionalDType() { (x, y) = (.array(try x.array(dtype)), .array(try y.array(dtype))) }
      let arithmetic = ArrayArithmetic(call.interpreter)
      guard let target = try call.target() else { return .result(try arithmetic.apply(ufunc, x, y)) }
      _ = try arithmetic.apply(ufunc, x, y, into: target.array)
      return .object(target)
    }
  }

  // MARK: rounding, limits, closeness

  static let rounding: [BuiltinFunction] = [
    function(
      "round", [.arrayLike(), .optional("decimals", .int(0), "digits after the point, negative for tens"), .out],
      "Rounded to a number of decimals, halves to even."
    ) { try $0.giving(Numerical.round($0.array("a"), decimals: $0.int("decimals"))) },
    function("fix", [.arrayLike("x")], "x without its fraction.") { .result(try UnaryUfunc.trunc($0.array("x"))) },
    function(
      "clip",
      [
        .arrayLike(), .optional("a_min", .none, "least value; None leaves the side open"),
        .optional("a_max", .none, "greatest value; None leaves the side open"), .out,
        .keyword("min", .none, "another name of a_min"), .keyword("max", .none, "another name of a_max"),
      ], "Values held between bounds."
    ) { call in
      func bound(_ names: String...) throws -> Operand? {
        try names.first { !call.value($0).isNone }.map { try call.operand($0) }
      }
      return try call.giving(Numerical.clip(call.operand("a"), bound("a_min", "min"), bound("a_max", "max")))
    },
    function(
      "nan_to_num",
      [
        .arrayLike("x"), .optional("copy", .bool(true), "accepted"), .optional("nan", .float(0), "what stands for nan"),
        .optional("posinf", .none, "what stands for infinity"), .optional("neginf", .none, "what stands for -infinity"),
      ], "nan and infinities replaced by numbers."
    ) { call in
      .result(
        try Numerical.replacingNonFinite(
          call.array("x"), nan: call.float("nan"), positive: call.optionalFloat("posinf"),
          negative: call.optionalFloat("neginf")))
    },
    function("isclose", closeness, "Whether numbers are equal within tolerances, elementwise.") {
      .result(try close($0))
    },
    function("allclose", closeness, "Whether all numbers are equal within tolerances.") { call in
      .bool(try close(call).bools.allSatisfy { $0 })
    },
    function(
      "array_equal",
      [.arrayLike("a1"), .arrayLike("a2"), .optional("equal_nan", .bool(false), "whether nan equals nan")],
      "Whether two arrays have the same shape and elements."
    ) { call in
      let (a, b) = (try call.array("a1"), try call.array("a2"))
      guard a.shape == b.shape else { return .bool(false) }
      var equal = try BinaryUfunc.equal(a, b)
      if try call.bool("equal_nan"), a.dtype.isFloat, b.dtype.isFloat {
        equal = try BinaryUfunc.logicalOr(equal, BinaryUfunc.logicalAnd(UnaryUfunc.isnan(a), UnaryUfunc.isnan(b)))
      }
      return .bool(equal.bools.allSatisfy { $0 })
    },
  ]

  private static var closeness: [Parameter] {
    [
      .arrayLike("a"), .arrayLike("b"), .optional("rtol", .float(1e-5), "tolerance relative to b"),
      .optional("atol", .float(1e-8), "absolute tolerance"),
      .optional("equal_nan", .bool(false), "whether nan equals nan"),
    ]
  }

  private static func close(_ call: Call) throws -> NDArray {
    try Numerical.isClose(
      call.array("a"), call.array("b"), rtol: call.float("rtol"), atol: call.float("atol"),
      equalNaN: call.bool("equal_nan"))
  }
}
