/// Comprehensions and generator expressions.

struct ClauseCode {
  let target: TargetCode
  let iterable: ExpressionCode
  let conditions: [ExpressionCode]

  /// The iterator over the clause's iterable.
  func start(_ frame: Frame) throws -> any ValueIterator {
    let value = try iterable.evaluate(frame)
    do { return try frame.interpreter.iterator(value) } catch { throw frame.located(error, iterable.range) }
  }

  /// Binds the next element that passes the conditions; false at the end.
  @inline(__always)
  func advance(_ iterator: any ValueIterator, _ frame: Frame) throws -> Bool {
    while true {
      try frame.interpreter.checkInterrupt()
      let element: Value
      do {
        guard let next = try iterator.next(frame.interpreter) else { return false }
        element = next
      } catch { throw frame.located(error, iterable.range) }
      try target.assign(element, frame)
      var passes = true
      for condition in conditions where try !condition.test(frame) {
        passes = false
        break
      }
      if passes { return true }
    }
  }
}

/// A list, set or dict comprehension: runs in the frame it stands in.
final class ComprehensionCode: ExpressionCode {
  let kind: ComprehensionNode.Kind
  let element: ExpressionCode
  let value: ExpressionCode?
  let clauses: [ClauseCode]
  let cells: [Int]
  let slots: [Int]

  init(
    _ node: ComprehensionNode, _ element: ExpressionCode, _ value: ExpressionCode?, _ clauses: [ClauseCode]
  ) {
    kind = node.kind
    self.element = element
    self.value = value
    self.clauses = clauses
    cells = node.cells
    slots = node.slots
    super.init(node.range)
  }

  override func evaluate(_ frame: Frame) throws -> Value {
    let outer = try clauses[0].start(frame)
    let saved = cells.map { frame.cells[$0] }
    for cell in cells { frame.cells[cell] = SharedVariable() }
    let savedSlots = slots.map { frame.slots[$0] }
    defer {
      for (place, cell) in cells.enumerated() { frame.cells[cell] = saved[place] }
      for (place, slot) in slots.enumerated() { frame.slots[slot] = savedSlots[place] }
    }
    switch kind {
    case .list, .generator:
      var result: [Value] = []
      try run(0, outer, frame) {
        result.append(try element.evaluate(frame))
        if result.count & 0xfff == 0, result.count > Limits.elements { throw Limits.exceeded() }
      }
      return .newList(result)
    case .set:
      let result = SetObject()
      try run(0, outer, frame) {
        let key = try element.evaluate(frame)
        do { try result.insert(key, frame.interpreter) } catch { throw frame.located(error, element.range) }
      }
      return .set(result)
    case .dict:
      let result = DictObject()
      try run(0, outer, frame) {
        let key = try element.evaluate(frame)
        let value = try self.value?.evaluate(frame) ?? .none
        do { try result.setValue(value, for: key, frame.interpreter) } catch {
          throw frame.located(error, element.range)
        }
      }
      return .dict(result)
    }
  }

  private func run(_ level: Int, _ iterator: any ValueIterator, _ frame: Frame, _ body: () throws -> Void) throws {
    let clause = clauses[level]
    let isLast = level == clauses.count - 1
    while try clause.advance(iterator, frame) {
      if isLast { try body() } else { try run(level + 1, clauses[level + 1].start(frame), frame, body) }
    }
  }
}

/// A generator expression: lazy, in a frame of its own.
final class GeneratorCode: ExpressionCode {
  let unit: UnitInfo
  let element: ExpressionCode
  /// The first clause's iterable, evaluated in the enclosing frame.
  let outer: ExpressionCode
  let clauses: [ClauseCode]
  let captures: [Int]

  init(
    _ unit: UnitInfo, _ element: ExpressionCode, _ outer: ExpressionCode, _ clauses: [ClauseCode], _ captures: [Int],
    _ range: SourceRange
  ) {
    self.unit = unit
    self.element = element
    self.outer = outer
    self.clauses = clauses
    self.captures = captures
    super.init(range)
  }

  override func evaluate(_ frame: Frame) throws -> Value {
    let value = try outer.evaluate(frame)
    let first: any ValueIterator
    do { first = try frame.interpreter.iterator(value) } catch { throw frame.located(error, outer.range) }
    let own = (0..<unit.ownCellCount).map { _ in SharedVariable() }
    let inner = Frame(frame.interpreter, unit, cells: own + captures.map { frame.cells[$0] })
    return .object(IteratorObject(.generator, GeneratorIterator(self, inner, first)))
  }
}

final class GeneratorIterator: ValueIterator {
  private let code: GeneratorCode
  private var frame: Frame?
  /// One for each clause that has begun.
  private var iterators: [any ValueIterator]
  private var isRunning = false

  init(_ code: GeneratorCode, _ frame: Frame, _ first: any ValueIterator) {
    self.code = code
    self.frame = frame
    iterators = [first]
  }

  func next(_ interpreter: Interpreter) throws -> Value? {
    guard let frame else { return nil }
    if isRunning { throw ScriptError(.valueError, "generator already executing") }
    isRunning = true
    try interpreter.enterLevel()
    frame.caller = interpreter.currentFrame
    interpreter.currentFrame = frame
    defer {
      isRunning = false
      interpreter.depth -= 1
      interpreter.currentFrame = frame.caller
    }
    do {
      while let iterator = iterators.last {
        let level = iterators.count - 1
        guard try code.clauses[level].advance(iterator, frame) else {
          iterators.removeLast()
          continue
        }
        if level == code.clauses.count - 1 { return try code.element.evaluate(frame) }
        // Inner cells are made anew at each turn of an outer clause only through assignment, as in Python.
        iterators.append(try code.clauses[level + 1].start(frame))
      }
    } catch {
      self.frame = nil
      let raised = interpreter.scriptError(error)
      if raised.isInstance(of: .stopIteration) {
        throw ScriptError(.runtimeError, "generator raised StopIteration")
      }
      throw raised
    }
    self.frame = nil
    return nil
  }
}
