/// The executable form of the tree: one object per expression or statement, which runs itself in a frame.
///
/// Names are resolved when the code is made: a variable is a slot of the frame, a cell, or a module variable's own cell.
/// Each code that can fail knows its range in the source and notes it in the errors that pass.
class ExpressionCode {
  let range: SourceRange
  init(_ range: SourceRange) { self.range = range }

  func evaluate(_ frame: Frame) throws -> Value { .none }

  /// The truth of the value, without making it where that saves work.
  func test(_ frame: Frame) throws -> Bool {
    let value = try evaluate(frame)
    switch value {
    case .bool(let flag): return flag
    default:
      do { return try frame.interpreter.truth(value) } catch { throw frame.located(error, range) }
    }
  }
}

/// How a statement ended.
enum Completion {
  case normal, broke, continued
  /// With the value in `Frame.result`.
  case returned
}

class StatementCode {
  let range: SourceRange
  init(_ range: SourceRange) { self.range = range }
  func execute(_ frame: Frame) throws -> Completion { .normal }
}

extension [StatementCode] {
  @inline(__always)
  func execute(_ frame: Frame) throws -> Completion {
    for statement in self {
      let completion = try statement.execute(frame)
      if completion != .normal { return completion }
    }
    return .normal
  }
}

/// Something that a value can be bound to.
class TargetCode {
  let range: SourceRange
  init(_ range: SourceRange) { self.range = range }
  func assign(_ value: Value, _ frame: Frame) throws {}
  func delete(_ frame: Frame) throws {}
}
