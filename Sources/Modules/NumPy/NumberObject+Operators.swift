import Arrays
import Language

/// Arithmetic and comparison of numpy numbers, without arrays where both sides are float64 or int64.
extension NumberObject: BinaryOperators, UnaryOperators, HasComparison {
  public func binary(
    _ op: Language.BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    guard let ufunc = op.ufunc else {
      guard other.ndarray != nil else { return nil }
      throw ArrayError(
        .value,
        "matmul: Input operand \(reflected ? 1 : 0) does not have enough dimensions (has 0, gufunc core with signature "
          + "(n?,k),(k,m?)->(n?,m?) requires 1)")
    }
    if let fast = try quick(ufunc, other, reflected, interpreter) { return fast }
    switch other {
    // Formatting, which is the text's business.
    case .str where op == .modulo && reflected: return nil
    // What no array can hold meets the Python number.
    case .dict, .set, .none:
      return try reflected ? interpreter.binary(op, other, python) : interpreter.binary(op, python, other)
    case .str, .list, .tuple:
      guard op == .multiply else { break }
      if dtype.isInteger { return nil }
      throw ScriptError(.typeError, "can't multiply sequence by non-int of type '\(type.nameInErrors)'")
    default: break
    }
    return try ArrayArithmetic(interpreter).apply(ufunc, .object(self), other, reflected, scalar: true)
  }

  public func compare(_ op: ComparisonOperator, _ other: Value, _ interpreter: Interpreter) throws -> Value? {
    guard let ufunc = op.ufunc else { return nil }
    if let fast = try quick(ufunc, other, false, interpreter) { return fast }
    switch other {
    case .none, .dict, .set, .ellipsis: return nil
    case .str:
      return op == .equal ? .object(NumberObject(false)) : op == .notEqual ? .object(NumberObject(true)) : nil
    case .big(let box):
      // Beyond 64 bits only the Python number compares exactly.
      return try interpreter.compare(op, python, .big(box))
    default: return try ArrayArithmetic(interpreter).apply(ufunc, .object(self), other, false, scalar: true)
    }
  }

  public func unary(_ op: Language.UnaryOperator, _ interpreter: Interpreter) throws -> Value? {
    guard let ufunc = op.ufunc else { return nil }
    return try ArrayArithmetic(interpreter).apply(ufunc, array, scalar: true)
  }

  public func absolute(_ interpreter: Interpreter) throws -> Value? {
    try ArrayArithmetic(interpreter).apply(.absolute, array, scalar: true)
  }

  /// The operation on two float64 or two int64, a Python number counting as its partner's type.
  private func quick(
    _ ufunc: BinaryUfunc, _ other: Value, _ reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    var events: FloatingErrors = []
    let result: Value?
    switch (payload, other) {
    case (.float(let x), .float(let y)) where dtype == .float64: result = number(ufunc, x, y, reflected, &events)
    case (.float(let x), .int(let y)) where dtype == .float64: result = number(ufunc, x, Double(y), reflected, &events)
    case (.int(let x), .int(let y)) where dtype == .int64: result = number(ufunc, x, y, reflected, &events)
    case (_, .object(let object as NumberObject)) where object.dtype == dtype:
      switch (payload, object.payload) {
      case (.float(let x), .float(let y)) where dtype == .float64: result = number(ufunc, x, y, reflected, &events)
      case (.int(let x), .int(let y)) where dtype == .int64: result = number(ufunc, x, y, reflected, &events)
      default: return nil
      }
    default: return nil
    }
    if !events.isEmpty { try ArrayArithmetic(interpreter).report(events, "scalar " + ufunc.name) }
    return result
  }

  private func number(
    _ ufunc: BinaryUfunc, _ x: Double, _ y: Double, _ reflected: Bool, _ events: inout FloatingErrors
  ) -> Value? {
    let (a, b) = reflected ? (y, x) : (x, y)
    if ufunc.isPredicate { return ufunc.test(a, b).map { .object(NumberObject($0)) } }
    return ufunc.evaluate(a, b, errors: &events).map { .object(NumberObject($0)) }
  }

  private func number(
    _ ufunc: BinaryUfunc, _ x: Int, _ y: Int, _ reflected: Bool, _ events: inout FloatingErrors
  ) -> Value? {
    let (a, b) = reflected ? (y, x) : (x, y)
    if ufunc.isPredicate { return ufunc.test(a, b).map { .object(NumberObject($0)) } }
    return ufunc.evaluate(a, b, errors: &events).map { .object(NumberObject($0)) }
  }
}

extension Language.BinaryOperator {
  /// The elementwise operation of an operator; nil for `@`.
  var ufunc: BinaryUfunc? {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .floorDivide: .floorDivide
    case .modulo: .remainder
    case .power: .power
    case .leftShift: .leftShift
    case .rightShift: .rightShift
    case .bitAnd: .bitwiseAnd
    case .bitOr: .bitwiseOr
    case .bitXor: .bitwiseXor
    case .matrixMultiply: nil
    }
  }
}

extension Language.UnaryOperator {
  var ufunc: UnaryUfunc? {
    switch self {
    case .minus: .negative
    case .plus: .positive
    case .invert: .invert
    case .not: nil
    }
  }
}

extension ComparisonOperator {
  var ufunc: BinaryUfunc? {
    switch self {
    case .less: .less
    case .lessEqual: .lessEqual
    case .greater: .greater
    case .greaterEqual: .greaterEqual
    case .equal: .equal
    case .notEqual: .notEqual
    default: nil
    }
  }
}

extension NumberObject: Indexable {
  public func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    switch key {
    case .tuple(let tuple) where tuple.elements.isEmpty: return .object(self)
    case .ellipsis: return .array(array)
    case .none: return .array(try array.reshaped([1]))
    default: throw ScriptError(.indexError, "invalid index to scalar variable.")
    }
  }
}
