/// Compound statements.

final class IfCode: StatementCode {
  let branches: [(condition: ExpressionCode, body: [StatementCode])]
  let otherwise: [StatementCode]
  init(
    _ branches: [(condition: ExpressionCode, body: [StatementCode])], _ otherwise: [StatementCode],
    _ range: SourceRange
  ) {
    self.branches = branches
    self.otherwise = otherwise
    super.init(range)
  }
  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    for branch in branches where try branch.condition.test(frame) { return try branch.body.execute(frame) }
    return try otherwise.execute(frame)
  }
}

final class WhileCode: StatementCode {
  let condition: ExpressionCode
  let body: [StatementCode]
  let otherwise: [StatementCode]
  init(_ condition: ExpressionCode, _ body: [StatementCode], _ otherwise: [StatementCode], _ range: SourceRange) {
    self.condition = condition
    self.body = body
    self.otherwise = otherwise
    super.init(range)
  }
  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    while try condition.test(frame) {
      do { try frame.interpreter.checkInterrupt() } catch { throw frame.located(error, condition.range) }
      switch try body.execute(frame) {
      case .normal, .continued: continue
      case .broke: return .normal
      case .returned: return .returned
      }
    }
    return try otherwise.execute(frame)
  }
}

final class ForCode: StatementCode {
  let target: TargetCode
  let iterable: ExpressionCode
  let body: [StatementCode]
  let otherwise: [StatementCode]
  init(
    _ target: TargetCode, _ iterable: ExpressionCode, _ body: [StatementCode], _ otherwise: [StatementCode],
    _ range: SourceRange
  ) {
    self.target = target
    self.iterable = iterable
    self.body = body
    self.otherwise = otherwise
    super.init(range)
  }

  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    let value = try iterable.evaluate(frame)
    let interpreter = frame.interpreter
    if case .object(let object) = value, let range = object as? RangeObject {
      var current = range.start
      for _ in 0..<range.count {
        do { try interpreter.checkInterrupt() } catch { throw frame.located(error, iterable.range) }
        try target.assign(.int(current), frame)
        current &+= range.step
        switch try body.execute(frame) {
        case .normal, .continued: continue
        case .broke: return .normal
        case .returned: return .returned
        }
      }
      return try otherwise.execute(frame)
    }
    let iterator: any ValueIterator
    do { iterator = try interpreter.iterator(value) } catch { throw frame.located(error, iterable.range) }
    while true {
      let element: Value
      do {
        try interpreter.checkInterrupt()
        guard let next = try iterator.next(interpreter) else { break }
        element = next
      } catch { throw frame.located(error, iterable.range) }
      try target.assign(element, frame)
      switch try body.execute(frame) {
      case .normal, .continued: continue
      case .broke: return .normal
      case .returned: return .returned
      }
    }
    return try otherwise.execute(frame)
  }
}

final class TryCode: StatementCode {
  struct Handler {
    let type: ExpressionCode?
    let target: TargetCode?
    let body: [StatementCode]
  }
  let body: [StatementCode]
  let handlers: [Handler]
  let otherwise: [StatementCode]
  let finally: [StatementCode]
  init(
    _ body: [StatementCode], _ handlers: [Handler], _ otherwise: [StatementCode], _ finally: [StatementCode],
    _ range: SourceRange
  ) {
    self.body = body
    self.handlers = handlers
    self.otherwise = otherwise
    self.finally = finally
    super.init(range)
  }

  override func execute(_ frame: Frame) throws -> Completion {
    if finally.isEmpty { return try guarded(frame) }
    let completion: Completion
    do { completion = try guarded(frame) } catch {
      let raised = frame.located(error, range)
      let interpreter = frame.interpreter
      let outer = interpreter.handled
      interpreter.handled = raised.exception
      defer { interpreter.handled = outer }
      let ending = try finally.execute(frame)
      if ending != .normal { return ending }
      throw raised
    }
    let result = frame.result
    let ending = try finally.execute(frame)
    if ending != .normal { return ending }
    frame.result = result
    return completion
  }

  private func guarded(_ frame: Frame) throws -> Completion {
    if handlers.isEmpty { return try body.execute(frame) }
    let interpreter = frame.interpreter
    let level = interpreter.depth
    let raised: ScriptError
    do {
      let completion = try body.execute(frame)
      if completion != .normal || otherwise.isEmpty { return completion }
      return try afterwards(frame)
    } catch let passed as PassingError {
      throw passed.error
    } catch {
      raised = frame.located(error, range)
    }
    interpreter.depth = level
    for handler in handlers where try matches(handler, raised, frame) {
      return try handle(handler, raised, frame)
    }
    throw raised
  }

  /// `else`: its errors are not for the handlers of the same statement.
  private func afterwards(_ frame: Frame) throws -> Completion {
    do { return try otherwise.execute(frame) } catch { throw PassingError(error: error) }
  }

  private struct PassingError: Error { let error: any Error }

  private func matches(_ handler: Handler, _ raised: ScriptError, _ frame: Frame) throws -> Bool {
    guard let type = handler.type else { return !raised.isInstance(of: .keyboardInterrupt) }
    let value = try type.evaluate(frame)
    do { return try frame.interpreter.handles(value, raised) } catch { throw frame.located(error, type.range) }
  }

  private func handle(_ handler: Handler, _ raised: ScriptError, _ frame: Frame) throws -> Completion {
    let interpreter = frame.interpreter
    let outer = interpreter.handled
    interpreter.handled = raised.exception
    raised.exception.caught()
    defer {
      interpreter.handled = outer
    }
    guard let target = handler.target else { return try handler.body.execute(frame) }
    try target.assign(.object(raised.exception), frame)
    defer { try? target.delete(frame) }
    return try handler.body.execute(frame)
  }
}

extension Interpreter {
  /// Whether `except value` takes the error.
  func handles(_ value: Value, _ raised: ScriptError) throws -> Bool {
    if case .tuple(let tuple) = value { return try tuple.elements.contains { try handles($0, raised) } }
    guard let type: TypeObject = value.host(), type.isSubtype(of: .baseException) else {
      throw ScriptError(
        .typeError, "catching classes that do not inherit from BaseException is not allowed")
    }
    return raised.isInstance(of: type)
  }
}

/// `with context as target:` for one item; several items nest.
final class WithCode: StatementCode {
  let context: ExpressionCode
  let target: TargetCode?
  let body: [StatementCode]
  init(_ context: ExpressionCode, _ target: TargetCode?, _ body: [StatementCode], _ range: SourceRange) {
    self.context = context
    self.target = target
    self.body = body
    super.init(range)
  }

  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    let value = try context.evaluate(frame)
    let interpreter = frame.interpreter
    let manager: Manager
    let entered: Value
    do {
      manager = try Manager(value, interpreter)
      entered = try manager.enter()
    } catch { throw frame.located(error, context.range) }
    let completion: Completion
    do {
      try target?.assign(entered, frame)
      completion = try body.execute(frame)
    } catch {
      let raised = frame.located(error, range)
      let outer = interpreter.handled
      interpreter.handled = raised.exception
      defer { interpreter.handled = outer }
      let swallowed: Bool
      do { swallowed = try manager.exit(raised) } catch { throw frame.located(error, context.range) }
      if swallowed { return .normal }
      throw raised
    }
    let result = frame.result
    do { _ = try manager.exit(nil) } catch { throw frame.located(error, context.range) }
    frame.result = result
    return completion
  }

  /// A context manager of a host or of a script.
  private struct Manager {
    let interpreter: Interpreter
    var host: (any ContextManager)?
    var enterMethod = Value.none
    var exitMethod = Value.none

    init(_ value: Value, _ interpreter: Interpreter) throws {
      self.interpreter = interpreter
      if case .object(let object) = value {
        if let enter = try interpreter.special(object, "__enter__"),
          let exit = try interpreter.special(object, "__exit__")
        {
          enterMethod = enter
          exitMethod = exit
          return
        }
        if let found: any ContextManager = interpreter.ability(object) {
          host = found
          return
        }
      }
      throw ScriptError(
        .typeError, "'\(value.typeName)' object does not support the context manager protocol")
    }

    func enter() throws -> Value {
      if let host { return try host.enter(interpreter) }
      return try interpreter.call(enterMethod, [])
    }

    func exit(_ error: ScriptError?) throws -> Bool {
      if let host { return try host.exit(error, interpreter) }
      let arguments: [Value] =
        error.map { [.object($0.type), .object($0.exception), .object(TracebackObject($0.exception))] } ?? [
          .none, .none, .none,
        ]
      return try interpreter.truth(interpreter.call(exitMethod, arguments))
    }
  }
}
