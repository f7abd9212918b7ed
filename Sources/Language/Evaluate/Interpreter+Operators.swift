/// Binary and unary operators on any values.
extension Interpreter {
  public func binary(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value {
    if let result = try Arithmetic.binary(op, left, right) { return result }
    return try binarySlow(op, left, right, symbol: op.symbol)
  }

  /// `left op= right`
  public func inPlace(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value {
    if let result = try Arithmetic.binary(op, left, right) { return result }
    switch left {
    case .list(let list):
      if op == .add {
        list.elements.append(contentsOf: try elements(of: right))
        return left
      }
      if op == .multiply, let count = try optionalIndex(right) {
        list.elements = try repeated(list.elements, count)
        return left
      }
    case .dict(let dict) where op == .bitOr:
      try merge(right, into: dict)
      return left
    case .set(let set) where !set.isFrozen:
      if case .set(let other) = right, let result = try SetAlgebra.binary(op, set, other, self) {
        set.replace(with: result)
        return left
      }
    case .object(let object):
      if let result = try callSpecial(object, "__i\(op.methodStem)__", right), !result.isNotImplemented {
        return result
      }
      if let host: any BinaryOperators = ability(object), let result = try host.inPlace(op, right, self) {
        return result
      }
    default: break
    }
    return try binarySlow(op, left, right, symbol: op.symbol + "=")
  }

  private func binarySlow(_ op: BinaryOperator, _ left: Value, _ right: Value, symbol: String) throws -> Value {
    // A class derived from the other's goes first with its reflected method, as in Python.
    if case .object(let b) = right, right.type !== left.type, right.type.isSubtype(of: left.type) {
      if let result = try reflected(op, b, left) { return result }
      if let result = try direct(op, left, right) { return result }
    } else {
      if let result = try direct(op, left, right) { return result }
      if case .object(let b) = right, let result = try reflected(op, b, left) { return result }
    }
    throw unsupported(op, left, right, symbol)
  }

  private func direct(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value? {
    switch left {
    case .object(let object):
      if let result = try callSpecial(object, "__\(op.methodStem)__", right), !result.isNotImplemented {
        return result
      }
      if let host: any BinaryOperators = ability(object) {
        if let result = try host.binary(op, right, reflected: false, self) { return result }
      }
      if op == .multiply { return try repeatSequence(right, left) }
      return nil
    default:
      if case .object(let object) = right, object is any BinaryOperators, Arithmetic.Number(left) == nil {
        // Sequences leave `[1, 2] * array` and `[1, 2] + array` to the host.
        if let host = object as? any BinaryOperators,
          let result = try host.binary(op, left, reflected: true, self)
        {
          return result
        }
      }
      return try builtinBinary(op, left, right)
    }
  }

  private func reflected(_ op: BinaryOperator, _ object: any HostObject, _ left: Value) throws -> Value? {
    if let result = try callSpecial(object, "__r\(op.methodStem)__", left), !result.isNotImplemented { return result }
    if let host: any BinaryOperators = ability(object) {
      return try host.binary(op, left, reflected: true, self)
    }
    return nil
  }

  /// Operators of the core types other than numbers.
  private func builtinBinary(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value? {
    switch (op, left, right) {
    case (.add, .str(let a), .str(let b)): return .string(try joined(a.string, b.string))
    case (.add, .list(let a), .list(let b)): return .newList(a.elements + b.elements)
    case (.add, .tuple(let a), .tuple(let b)): return .newTuple(a.elements + b.elements)
    case (.modulo, .str(let format), _): return .string(try PercentFormat.format(format.string, right, self))
    case (.multiply, _, _):
      if let result = try repeatSequence(left, right) { return result }
      return try repeatSequence(right, left)
    case (.bitOr, .dict(let a), .dict(let b)):
      let result = a.copy()
      for (key, value) in b.items { try result.setValue(value, for: key, self) }
      return .dict(result)
    case (_, .set(let a), .set(let b)):
      return try SetAlgebra.binary(op, a, b, self).map { .set($0) }
    case (_, .object, _), (_, _, .object): return nil
    default: return nil
    }
  }

  private func joined(_ a: String, _ b: String) throws -> String {
    if a.utf8.count + b.utf8.count > Limits.stringBytes { throw Limits.exceeded() }
    return a + b
  }

  /// `sequence * count`, nil if `sequence` is no sequence.
  func repeatSequence(_ sequence: Value, _ count: Value) throws -> Value? {
    switch sequence {
    case .str, .list, .tuple: break
    default: return nil
    }
    guard let whole = try integerValue(count) else {
      if case .object = count { return nil }
      throw ScriptError(.typeError, "can't multiply sequence by non-int of type '\(count.typeName)'")
    }
    guard case .int(let times) = whole else {
      if case .big(let big) = whole, big.value.sign == .minus { return try repeatSequence(sequence, .int(0)) }
      throw ScriptError(.overflowError, "cannot fit 'int' into an index-sized integer")
    }
    switch sequence {
    case .str(let text):
      if times <= 0 || text.string.isEmpty { return .string("") }
      let (bytes, overflow) = text.string.utf8.count.multipliedReportingOverflow(by: times)
      if overflow || bytes > Limits.stringBytes { throw Limits.exceeded() }
      return .string(String(repeating: text.string, count: times))
    case .list(let list): return .newList(try repeated(list.elements, times))
    case .tuple(let tuple): return .newTuple(try repeated(tuple.elements, times))
    default: return nil
    }
  }

  private func repeated(_ elements: [Value], _ times: Int) throws -> [Value] {
    if times <= 0 || elements.isEmpty { return [] }
    if times == 1 { return elements }
    let (total, overflow) = elements.count.multipliedReportingOverflow(by: times)
    if overflow || total > Limits.elements { throw Limits.exceeded() }
    if elements.count == 1 { return Array(repeating: elements[0], count: times) }
    var result: [Value] = []
    result.reserveCapacity(total)
    for _ in 0..<times { result.append(contentsOf: elements) }
    return result
  }

  private func unsupported(_ op: BinaryOperator, _ left: Value, _ right: Value, _ symbol: String) -> ScriptError {
    switch (op, left) {
    case (.add, .str) where symbol == "+" || symbol == "+=":
      return ScriptError(.typeError, "can only concatenate str (not \"\(right.typeName)\") to str")
    case (.add, .list) where symbol == "+":
      return ScriptError(.typeError, "can only concatenate list (not \"\(right.typeName)\") to list")
    case (.add, .tuple):
      return ScriptError(.typeError, "can only concatenate tuple (not \"\(right.typeName)\") to tuple")
    default:
      // A sequence takes whatever is multiplied with it for a count.
      if op == .multiply, let count = left.isSequence ? right : (right.isSequence ? left : nil) {
        return ScriptError(.typeError, "can't multiply sequence by non-int of type '\(count.typeName)'")
      }
      let shown = op == .power ? (symbol == "**" ? "** or pow()" : "**=") : symbol
      return ScriptError(
        .typeError, "unsupported operand type(s) for \(shown): '\(left.typeName)' and '\(right.typeName)'")
    }
  }

  public func unary(_ op: UnaryOperator, _ value: Value) throws -> Value {
    if op == .not { return .bool(!(try truth(value))) }
    switch (op, value) {
    case (.minus, .int(let x)): return x == .min ? .integer(-(Arithmetic.Number.int(x).big)) : .int(-x)
    case (.minus, .float(let x)): return .float(-x)
    case (.minus, .bool(let x)): return .int(x ? -1 : 0)
    case (.minus, .big(let x)): return .integer(-x.value)
    case (.plus, .int), (.plus, .float), (.plus, .big): return value
    case (.plus, .bool(let x)): return .int(x ? 1 : 0)
    case (.invert, .int(let x)): return .int(~x)
    case (.invert, .bool(let x)): return .int(x ? -2 : -1)
    case (.invert, .big(let x)): return .integer(-x.value - 1)
    case (_, .object(let object)):
      let name = op == .minus ? "__neg__" : (op == .plus ? "__pos__" : "__invert__")
      if let result = try callSpecial(object, name) { return result }
      if let host: any UnaryOperators = ability(object), let result = try host.unary(op, self) { return result }
    default: break
    }
    throw ScriptError(.typeError, "bad operand type for unary \(op.symbol): '\(value.typeName)'")
  }
}

extension Value {
  /// A string, list or tuple.
  fileprivate var isSequence: Bool {
    switch self {
    case .str, .list, .tuple: true
    default: false
    }
  }
}
