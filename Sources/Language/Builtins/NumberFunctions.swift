import BigInt

/// Built-in functions on numbers.
enum NumberFunctions {
  static let all: [BuiltinFunction] = [abs, round, divmod, pow, bin, oct, hex, chr, ord, sum, min, max]

  private static let abs = BuiltinFunction(
    "abs", [.positionOnly("x")], summary: "The absolute value of a number."
  ) { call in
    let value = call.value("x")
    switch value {
    case .int(let x): return x == .min ? .integer(BigInt(x.magnitude)) : .int(Swift.abs(x))
    case .bool(let x): return .int(x ? 1 : 0)
    case .big(let x): return .integer(BigInt(x.value.magnitude))
    case .float(let x): return .float(x.magnitude)
    case .object(let object):
      if let result = try call.interpreter.callSpecial(object, "__abs__") { return result }
      if let host: any UnaryOperators = call.interpreter.ability(object),
        let result = try host.absolute(call.interpreter)
      {
        return result
      }
    default: break
    }
    throw ScriptError(.typeError, "bad operand type for abs(): '\(value.typeName)'")
  }

  private static let round = BuiltinFunction(
    "round", [.required("number"), .optional("ndigits", .none)],
    summary: "A number rounded to a number of decimals, half to even; to an integer without one."
  ) { call in
    let value = call.value("number")
    let digits = call.value("ndigits")
    switch value {
    case .float(let x):
      if digits.isNone {
        if x.isNaN { throw ScriptError(.valueError, "cannot convert float NaN to integer") }
        if x.isInfinite { throw ScriptError(.overflowError, "cannot convert float infinity to integer") }
        return try Conversions.integer(x.rounded(.toNearestOrEven))
      }
      let result = try Conversions.round(x, try call.interpreter.index(digits))
      if result.isInfinite, x.isFinite { throw ScriptError(.overflowError, "rounded value too large to represent") }
      return .float(result)
    case .int, .bool, .big:
      guard let number = Arithmetic.Number(value), !digits.isNone else {
        return try Conversions.int(value, base: nil, call.interpreter)
      }
      return .integer(Conversions.round(number.big, try call.interpreter.index(digits)))
    case .object(let object):
      if let method = try call.interpreter.special(object, "__round__") {
        return try call.interpreter.call(method, digits.isNone ? [] : [digits])
      }
      if let method = try call.interpreter.optionalAttribute(value, "__round__") {
        return try call.interpreter.call(method, digits.isNone ? [] : [digits])
      }
    default: break
    }
    throw ScriptError(.typeError, "type \(value.typeName) doesn't define __round__ method")
  }

  private static let divmod = BuiltinFunction(
    "divmod", [.positionOnly("x"), .positionOnly("y")], summary: "The pair (x // y, x % y)."
  ) { call in
    let x = call.value("x")
    let y = call.value("y")
    if let a = Arithmetic.Number(x), let b = Arithmetic.Number(y) {
      if a.isFloat || b.isFloat {
        let divisor = try b.double()
        if divisor == 0 { throw ScriptError(.zeroDivisionError, "float divmod()") }
        let (q, r) = Arithmetic.divideWithRemainder(try a.double(), divisor)
        return .newTuple([.float(q), .float(r)])
      }
      if b.big.isZero { throw ScriptError(.zeroDivisionError, "integer division or modulo by zero") }
    }
    if case .object(let object) = x, let result = try call.interpreter.callSpecial(object, "__divmod__", y) {
      return result
    }
    let left: (any BinaryOperators)? = x.host()
    let right: (any BinaryOperators)? = y.host()
    if left == nil, right == nil, Arithmetic.Number(x) == nil || Arithmetic.Number(y) == nil {
      throw ScriptError(
        .typeError, "unsupported operand type(s) for divmod(): '\(x.typeName)' and '\(y.typeName)'")
    }
    return .newTuple([
      try call.interpreter.binary(.floorDivide, x, y), try call.interpreter.binary(.modulo, x, y),
    ])
  }

  private static let pow = BuiltinFunction(
    "pow", [.required("base"), .required("exp"), .optional("mod", .none)],
    summary: "base ** exp, or base ** exp % mod computed at once."
  ) { call in
    let modulus = call.value("mod")
    if modulus.isNone { return try call.interpreter.binary(.power, call.value("base"), call.value("exp")) }
    let parts = try ["base", "exp", "mod"].map { name -> BigInt in
      guard let whole = try call.interpreter.integerValue(call.value(name)), let number = Arithmetic.Number(whole)
      else { throw ScriptError(.typeError, "pow() 3rd argument not allowed unless all arguments are integers") }
      return number.big
    }
    return .integer(try powerModulo(parts[0], parts[1], parts[2]))
  }

  private static func powerModulo(_ base: BigInt, _ exponent: BigInt, _ modulus: BigInt) throws -> BigInt {
    if modulus.isZero { throw ScriptError(.valueError, "pow() 3rd argument cannot be 0") }
    let size = BigInt(modulus.magnitude)
    var start = Arithmetic.floorDivideBig(base, size).remainder
    var power = exponent
    if exponent.sign == .minus, !exponent.isZero {
      guard let inverse = start.inverse(size) else {
        throw ScriptError(.valueError, "base is not invertible for the given modulus")
      }
      start = inverse
      power = BigInt(exponent.magnitude)
    }
    let result = start.power(power, modulus: size)
    return modulus.sign == .minus ? Arithmetic.floorDivideBig(result, modulus).remainder : result
  }

  private static func based(_ name: String, _ prefix: String, _ radix: Int) -> BuiltinFunction {
    BuiltinFunction(name, [.positionOnly("x")], summary: "An integer in base \(radix), as text.") { call in
      guard let whole = try call.interpreter.integerValue(call.value("x")), let number = Arithmetic.Number(whole) else {
        throw ScriptError(
          .typeError, "'\(call.value("x").typeName)' object cannot be interpreted as an integer")
      }
      let big = number.big
      let sign = big.sign == .minus && !big.isZero ? "-" : ""
      return .string(sign + prefix + String(BigInt(big.magnitude), radix: radix))
    }
  }

  private static let bin = based("bin", "0b", 2)
  private static let oct = based("oct", "0o", 8)
  private static let hex = based("hex", "0x", 16)

  private static let chr = BuiltinFunction(
    "chr", [.positionOnly("i")], summary: "The character of a code point."
  ) { call in
    let code = try call.interpreter.index(call.value("i"))
    guard let small = UInt32(exactly: code), small < 0x110000 else {
      throw ScriptError(.valueError, "chr() arg not in range(0x110000)")
    }
    guard let scalar = Unicode.Scalar(small) else {
      throw ScriptError(.valueError, "chr(): surrogate code points are not supported")
    }
    return .string(String(scalar))
  }

  private static let ord = BuiltinFunction(
    "ord", [.positionOnly("c")], summary: "The code point of a character."
  ) { call in
    guard case .str(let text) = call.value("c") else {
      throw ScriptError(
        .typeError, "ord() expected string of length 1, but \(call.value("c").typeName) found")
    }
    guard text.count == 1 else {
      throw ScriptError(.typeError, "ord() expected a character, but string of length \(text.count) found")
    }
    return .int(Int(text[0].value))
  }

  private static let sum = BuiltinFunction(
    "sum", [.positionOnly("iterable"), .optional("start", .int(0))], summary: "The sum of the elements and `start`."
  ) { call in
    var total = call.value("start")
    let walk = try call.interpreter.iterator(call.value("iterable"))
    if case .str = total {
      throw ScriptError(.typeError, "sum() can't sum strings [use ''.join(seq) instead]")
    }
    while let element = try walk.next(call.interpreter) {
      if let quick = BinaryCode.quick(.add, total, element) {
        total = quick
      } else {
        total = try call.interpreter.binary(.add, total, element)
      }
      try call.interpreter.checkInterrupt()
    }
    return total
  }

  private static let min = extreme("min", .less, "smallest")
  private static let max = extreme("max", .greater, "largest")

  private static func extreme(_ name: String, _ op: ComparisonOperator, _ word: String) -> BuiltinFunction {
    BuiltinFunction(
      name,
      [
        .variadic("values", "one iterable, or two values or more"),
        .keyword("key", .none, "function of one argument whose results are compared"),
        Parameter("default", .keywordOnly, default: .omitted(""), "given for an empty iterable"),
      ], summary: "The \(word) of the elements or values; the first of equals."
    ) { call in
      if call.variadic.isEmpty { throw ScriptError(.typeError, "\(name) expected at least 1 argument, got 0") }
      let i = call.interpreter
      if call.variadic.count > 1, call[2] != nil {
        throw ScriptError(
          .typeError, "Cannot specify a default for \(name)() with multiple positional arguments")
      }
      let key = call.value("key")
      let walk: any ValueIterator =
        call.variadic.count > 1 ? ArrayIterator(call.variadic) : try i.iterator(call.variadic[0])
      var best: (value: Value, key: Value)?
      while let element = try walk.next(i) {
        let rank = key.isNone ? element : try i.call(key, [element])
        if let current = best {
          let better = try ComparisonCode.quick(op, rank, current.key) ?? i.truth(i.compare(op, rank, current.key))
          if better { best = (element, rank) }
        } else {
          best = (element, rank)
        }
        try i.checkInterrupt()
      }
      if let best { return best.value }
      if let fallback = call[2] { return fallback }
      throw ScriptError(.valueError, "\(name)() arg is an empty sequence")
    }
  }
}
