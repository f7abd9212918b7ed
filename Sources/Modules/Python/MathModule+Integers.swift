import BigInt
import Language

/// Functions of integers of any size.
extension MathModule {
  static let whole: [BuiltinFunction] = [
    BuiltinFunction("factorial", module: "math", [.positionOnly("x")], summary: "Product of 1 … x.") { call in
      let n = try call.wholeNumber("x")
      guard n >= 0 else { throw ScriptError(.valueError, "factorial() not defined for negative values") }
      guard n <= 400_000 else { throw ScriptError(.overflowError, "integer too large") }
      return .integer(product(1, Int(n)))
    },
    BuiltinFunction("gcd", module: "math", [.variadic("integers")], summary: "Greatest common divisor.") { call in
      .integer(
        try call.variadic.reduce(BigInt(0)) { $0.greatestCommonDivisor(with: try call.interpreter.wholeNumber($1)) })
    },
    BuiltinFunction("lcm", module: "math", [.variadic("integers")], summary: "Least common multiple.") { call in
      var result = BigInt(1)
      for value in call.variadic {
        let next = try call.interpreter.wholeNumber(value).magnitude
        if next == 0 { return .int(0) }
        result = result / result.greatestCommonDivisor(with: BigInt(next)) * BigInt(next)
      }
      return .integer(result)
    },
    BuiltinFunction(
      "comb", module: "math", [.positionOnly("n"), .positionOnly("k")], summary: "Ways to choose k of n things."
    ) { call in
      let (n, k) = try choices(call)
      guard k <= n else { return .int(0) }
      let least = min(k, n - k)
      guard least <= 100_000 else { throw ScriptError(.overflowError, "integer too large") }
      var result = BigInt(1)
      for i in stride(from: 0, to: Int(least), by: 1) { result = result * (n - BigInt(i)) / BigInt(i + 1) }
      return .integer(result)
    },
    BuiltinFunction(
      "perm", module: "math", [.positionOnly("n"), Parameter("k", .positionalOnly, default: .value(.none))],
      summary: "Ways to choose k of n things in order."
    ) { call in
      let (n, k) = try choices(call)
      guard k <= n else { return .int(0) }
      guard k <= 100_000 else { throw ScriptError(.overflowError, "integer too large") }
      var result = BigInt(1)
      for i in stride(from: 0, to: Int(k), by: 1) { result *= n - BigInt(i) }
      return .integer(result)
    },
    BuiltinFunction(
      "isqrt", module: "math", [.positionOnly("n")], summary: "The greatest integer whose square is at most n."
    ) { call in
      let n = try call.wholeNumber("n")
      guard n >= 0 else { throw ScriptError(.valueError, "isqrt() argument must be nonnegative") }
      return .integer(n.squareRoot())
    },
  ]

  private static func choices(_ call: Call) throws -> (n: BigInt, k: BigInt) {
    let n = try call.wholeNumber("n")
    let k = call.value("k").isNone ? n : try call.wholeNumber("k")
    guard n >= 0 else { throw ScriptError(.valueError, "n must be a non-negative integer") }
    guard k >= 0 else { throw ScriptError(.valueError, "k must be a non-negative integer") }
    return (n, k)
  }

  /// first · (first+1) · … · last, halves first so that factors stay of like size.
  private static func product(_ first: Int, _ last: Int) -> BigInt {
    if first > last { return 1 }
    if last - first < 8 { return (first...last).reduce(BigInt(1)) { $0 * BigInt($1) } }
    let middle = (first + last) / 2
    return product(first, middle) * product(middle + 1, last)
  }
}
