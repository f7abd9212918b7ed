/// Simple statements.

final class ExpressionStatementCode: StatementCode {
  let value: ExpressionCode
  init(_ value: ExpressionCode, _ range: SourceRange) {
    self.value = value
    super.init(range)
  }
  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    _ = try value.evaluate(frame)
    return .normal
  }
}

final class AssignCode: StatementCode {
  let target: TargetCode
  let value: ExpressionCode
  init(_ target: TargetCode, _ value: ExpressionCode, _ range: SourceRange) {
    self.target = target
    self.value = value
    super.init(range)
  }
  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    try target.assign(try value.evaluate(frame), frame)
    return .normal
  }
}

final class AssignManyCode: StatementCode {
  let targets: [TargetCode]
  let value: ExpressionCode
  init(_ targets: [TargetCode], _ value: ExpressionCode, _ range: SourceRange) {
    self.targets = targets
    self.value = value
    super.init(range)
  }
  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    let result = try value.evaluate(frame)
    for target in targets { try target.assign(result, frame) }
    return .normal
  }
}

/// `name op= value`
final class AugmentNameCode: StatementCode {
  let read: ExpressionCode
  let target: TargetCode
  let op: BinaryOperator
  let value: ExpressionCode
  init(
    _ read: ExpressionCode, _ target: TargetCode, _ op: BinaryOperator, _ value: ExpressionCode, _ range: SourceRange
  ) {
    self.read = read
    self.target = target
    self.op = op
    self.value = value
    super.init(range)
  }
  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    let left = try read.evaluate(frame)
    let right = try value.evaluate(frame)
    if let quick = BinaryCode.quick(op, left, right) {
      try target.assign(quick, frame)
      return .normal
    }
    let result: Value
    do { result = try frame.interpreter.inPlace(op, left, right) } catch { throw frame.located(error, range) }
    try target.assign(result, frame)
    return .normal
  }
}

/// `x.name op= value`, `x[key] op= value`: the target is evaluated once.
final class AugmentPlaceCode: StatementCode {
  let object: ExpressionCode
  /// nil: an attribute.
  let key: ExpressionCode?
  let name: Text
  let op: BinaryOperator
  let value: ExpressionCode
  let targetRange: SourceRange
  init(
    _ object: ExpressionCode, key: ExpressionCode?, name: Text, _ op: BinaryOperator, _ value: ExpressionCode,
    _ targetRange: SourceRange, _ range: SourceRange
  ) {
    self.object = object
    self.key = key
    self.name = name
    self.op = op
    self.value = value
    self.targetRange = targetRange
    super.init(range)
  }
  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    let interpreter = frame.interpreter
    let holder = try object.evaluate(frame)
    let index = try key?.evaluate(frame)
    let left: Value
    do {
      if let index {
        left = try interpreter.item(holder, index)
      } else {
        left = try interpreter.attribute(holder, name)
      }
    } catch { throw frame.located(error, targetRange) }
    let right = try value.evaluate(frame)
    let result: Value
    do { result = try interpreter.inPlace(op, left, right) } catch { throw frame.located(error, range) }
    do {
      if let index {
        try interpreter.setItem(holder, index, to: result)
      } else {
        try interpreter.setAttribute(holder, name, to: result)
      }
    } catch { throw frame.located(error, targetRange) }
    return .normal
  }
}

final class ReturnCode: StatementCode {
  let value: ExpressionCode
  init(_ value: ExpressionCode, _ range: SourceRange) {
    self.value = value
    super.init(range)
  }
  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    frame.result = try value.evaluate(frame)
    return .returned
  }
}

final class JumpCode: StatementCode {
  let completion: Completion
  init(_ completion: Completion, _ range: SourceRange) {
    self.completion = completion
    super.init(range)
  }
  override func execute(_ frame: Frame) throws -> Completion { completion }
}

final class AssertCode: StatementCode {
  let condition: ExpressionCode
  let message: ExpressionCode?
  init(_ condition: ExpressionCode, _ message: ExpressionCode?, _ range: SourceRange) {
    self.condition = condition
    self.message = message
    super.init(range)
  }
  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    if try condition.test(frame) { return .normal }
    let arguments = try message.map { [try $0.evaluate(frame)] } ?? []
    throw frame.located(ScriptError(ExceptionObject(.assertionError, arguments)), condition.range)
  }
}

final class DeleteCode: StatementCode {
  let targets: [TargetCode]
  init(_ targets: [TargetCode], _ range: SourceRange) {
    self.targets = targets
    super.init(range)
  }
  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    for target in targets { try target.delete(frame) }
    return .normal
  }
}

final class RaiseCode: StatementCode {
  let exception: ExpressionCode?
  let cause: ExpressionCode?
  init(_ exception: ExpressionCode?, _ cause: ExpressionCode?, _ range: SourceRange) {
    self.exception = exception
    self.cause = cause
    super.init(range)
  }
  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    let interpreter = frame.interpreter
    guard let exception else {
      if let handled = interpreter.handled { throw ScriptError(handled) }
      throw frame.located(ScriptError(.runtimeError, "No active exception to reraise"), range)
    }
    let value = try exception.evaluate(frame)
    let causeValue = try cause?.evaluate(frame)
    do {
      let raised = try interpreter.exception(from: value)
      if let causeValue {
        raised.cause =
          causeValue.isNone ? .none : .object(try interpreter.exception(from: causeValue, isCause: true))
        raised.suppressesContext = true
      }
      if let handled = interpreter.handled, handled !== raised, raised.context == nil { raised.context = handled }
      throw ScriptError(raised)
    } catch { throw frame.located(error, range) }
  }
}

extension Interpreter {
  /// The exception that `raise value` raises: a class is called.
  func exception(from value: Value, isCause: Bool = false) throws -> ExceptionObject {
    if let found: ExceptionObject = value.host() { return found }
    if let type: TypeObject = value.host(), type.isSubtype(of: .baseException) {
      let made = try call(value, [])
      if let found: ExceptionObject = made.host() { return found }
    }
    throw ScriptError(
      .typeError,
      isCause ? "exception causes must derive from BaseException" : "exceptions must derive from BaseException")
  }
}

final class MagicCode: StatementCode {
  let node: MagicStatement
  init(_ node: MagicStatement) {
    self.node = node
    super.init(node.range)
  }
  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    do { frame.result = try frame.interpreter.host.runMagic(node, frame.interpreter) ?? .none } catch {
      throw frame.located(error, node.nameRange)
    }
    return .normal
  }
}

final class HelpCode: StatementCode {
  let node: HelpStatement
  init(_ node: HelpStatement) {
    self.node = node
    super.init(node.range)
  }
  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    do { try frame.interpreter.host.showHelp(node, frame.interpreter) } catch { throw frame.located(error, range) }
    return .normal
  }
}

final class ShellCode: ExpressionCode {
  let command: String
  init(_ node: ShellNode) {
    command = node.command
    super.init(node.range)
  }
  override func evaluate(_ frame: Frame) throws -> Value {
    do {
      return .newList(try frame.interpreter.host.runShell(command, frame.interpreter).map { .string($0) })
    } catch { throw frame.located(error, range) }
  }
}

/// `!command` as a statement: its output is printed.
final class ShellStatementCode: StatementCode {
  let node: ShellNode
  init(_ node: ShellNode) {
    self.node = node
    super.init(node.range)
  }
  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    do {
      for line in try frame.interpreter.host.runShell(node.command, frame.interpreter) {
        frame.interpreter.host.write(line + "\n", to: .output)
      }
    } catch { throw frame.located(error, range) }
    return .normal
  }
}
