/// Operators, comparisons, logic.

final class BinaryCode: ExpressionCode {
  let op: BinaryOperator
  let left: ExpressionCode
  let right: ExpressionCode
  init(_ op: BinaryOperator, _ left: ExpressionCode, _ right: ExpressionCode, _ range: SourceRange) {
    self.op = op
    self.left = left
    self.right = right
    super.init(range)
  }

  override func evaluate(_ frame: Frame) throws -> Value {
    let a = try left.evaluate(frame)
    let b = try right.evaluate(frame)
    if let quick = BinaryCode.quick(op, a, b) { return quick }
    do { return try frame.interpreter.binary(op, a, b) } catch { throw frame.located(error, range) }
  }

  /// The frequent cases: small integers and doubles.
  @inline(__always)
  static func quick(_ op: BinaryOperator, _ a: Value, _ b: Value) -> Value? {
    switch (a, b) {
    case (.int(let x), .int(let y)):
      switch op {
      case .add:
        let (sum, overflow) = x.addingReportingOverflow(y)
        return overflow ? nil : .int(sum)
      case .subtract:
        let (difference, overflow) = x.subtractingReportingOverflow(y)
        return overflow ? nil : .int(difference)
      case .multiply:
        let (product, overflow) = x.multipliedReportingOverflow(by: y)
        return overflow ? nil : .int(product)
      case .modulo where y > 0: return .int(Arithmetic.floorModulo(x, y))
      case .floorDivide where y > 0: return .int(Arithmetic.floorDivide(x, y))
      default: return nil
      }
    case (.float(let x), .float(let y)): return quick(op, x, y)
    case (.float(let x), .int(let y)): return quick(op, x, Double(y))
    case (.int(let x), .float(let y)): return quick(op, Double(x), y)
    default: return nil
    }
  }

  @inline(__always)
  private static func quick(_ op: BinaryOperator, _ x: Double, _ y: Double) -> Value? {
    switch op {
    case .add: .float(x + y)
    case .subtract: .float(x - y)
    case .multiply: .float(x * y)
    case .divide where y != 0: .float(x / y)
    default: nil
    }
  }
}

final class UnaryCode: ExpressionCode {
  let op: UnaryOperator
  let operand: ExpressionCode
  init(_ op: UnaryOperator, _ operand: ExpressionCode, _ range: SourceRange) {
    self.op = op
    self.operand = operand
    super.init(range)
  }
  override func evaluate(_ frame: Frame) throws -> Value {
    let value = try operand.evaluate(frame)
    do { return try frame.interpreter.unary(op, value) } catch { throw frame.located(error, range) }
  }
}

final class NotCode: ExpressionCode {
  let operand: ExpressionCode
  init(_ operand: ExpressionCode, _ range: SourceRange) {
    self.operand = operand
    super.init(range)
  }
  override func evaluate(_ frame: Frame) throws -> Value { .bool(!(try operand.test(frame))) }
  override func test(_ frame: Frame) throws -> Bool { !(try operand.test(frame)) }
}

final class LogicalCode: ExpressionCode {
  let isAnd: Bool
  let operands: [ExpressionCode]
  let last: ExpressionCode
  init(_ isAnd: Bool, _ operands: [ExpressionCode], _ last: ExpressionCode, _ range: SourceRange) {
    self.isAnd = isAnd
    self.operands = operands
    self.last = last
    super.init(range)
  }
  override func evaluate(_ frame: Frame) throws -> Value {
    for operand in operands {
      let value = try operand.evaluate(frame)
      let truth: Bool
      do { truth = try frame.interpreter.truth(value) } catch { throw frame.located(error, operand.range) }
      if truth != isAnd { return value }
    }
    return try last.evaluate(frame)
  }
  override func test(_ frame: Frame) throws -> Bool {
    for operand in operands where try operand.test(frame) != isAnd { return !isAnd }
    return try last.test(frame)
  }
}

final class ConditionalCode: ExpressionCode {
  let condition: ExpressionCode
  let then: ExpressionCode
  let otherwise: ExpressionCode
  init(_ condition: ExpressionCode, _ then: ExpressionCode, _ otherwise: ExpressionCode, _ range: SourceRange) {
    self.condition = condition
    self.then = then
    self.otherwise = otherwise
    super.init(range)
  }
  override func evaluate(_ frame: Frame) throws -> Value {
    try condition.test(frame) ? then.evaluate(frame) : otherwise.evaluate(frame)
  }
}

/// `a op b`
final class ComparisonCode: ExpressionCode {
  let op: ComparisonOperator
  let left: ExpressionCode
  let right: ExpressionCode
  init(_ op: ComparisonOperator, _ left: ExpressionCode, _ right: ExpressionCode, _ range: SourceRange) {
    self.op = op
    self.left = left
    self.right = right
    super.init(range)
  }

  override func evaluate(_ frame: Frame) throws -> Value {
    let a = try left.evaluate(frame)
    let b = try right.evaluate(frame)
    if let quick = ComparisonCode.quick(op, a, b) { return .bool(quick) }
    do { return try frame.interpreter.compare(op, a, b) } catch { throw frame.located(error, range) }
  }

  override func test(_ frame: Frame) throws -> Bool {
    let a = try left.evaluate(frame)
    let b = try right.evaluate(frame)
    if let quick = ComparisonCode.quick(op, a, b) { return quick }
    do {
      return try frame.interpreter.truth(frame.interpreter.compare(op, a, b))
    } catch { throw frame.located(error, range) }
  }

  @inline(__always)
  static func quick(_ op: ComparisonOperator, _ a: Value, _ b: Value) -> Bool? {
    switch (a, b) {
    case (.int(let x), .int(let y)):
      switch op {
      case .equal: x == y
      case .notEqual: x != y
      case .less: x < y
      case .lessEqual: x <= y
      case .greater: x > y
      case .greaterEqual: x >= y
      case .isSame: x == y
      case .isNotSame: x != y
      default: nil
      }
    case (.float(let x), .float(let y)):
      switch op {
      case .equal: x == y
      case .notEqual: x != y
      case .less: x < y
      case .lessEqual: x <= y
      case .greater: x > y
      case .greaterEqual: x >= y
      default: nil
      }
    default: nil
    }
  }
}

/// `a op b op c …`: no further than the first false link.
final class ChainCode: ExpressionCode {
  let first: ExpressionCode
  let links: [(op: ComparisonOperator, operand: ExpressionCode, range: SourceRange)]
  init(
    _ first: ExpressionCode, _ links: [(op: ComparisonOperator, operand: ExpressionCode, range: SourceRange)],
    _ range: SourceRange
  ) {
    self.first = first
    self.links = links
    super.init(range)
  }
  override func evaluate(_ frame: Frame) throws -> Value {
    var left = try first.evaluate(frame)
    var result = Value.bool(true)
    for (place, link) in links.enumerated() {
      let right = try link.operand.evaluate(frame)
      do {
        result = try frame.interpreter.compare(link.op, left, right)
        if place < links.count - 1, try !frame.interpreter.truth(result) { return result }
      } catch { throw frame.located(error, link.range) }
      left = right
    }
    return result
  }
}
