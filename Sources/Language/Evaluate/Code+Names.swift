/// Reading names.

final class ConstantCode: ExpressionCode {
  let value: Value
  init(_ value: Value, _ range: SourceRange) {
    self.value = value
    super.init(range)
  }
  override func evaluate(_ frame: Frame) throws -> Value { value }
}

final class SlotCode: ExpressionCode {
  let slot: Int
  let name: String
  init(_ slot: Int, _ name: String, _ range: SourceRange) {
    self.slot = slot
    self.name = name
    super.init(range)
  }
  override func evaluate(_ frame: Frame) throws -> Value {
    if let value = frame.slots[slot] { return value }
    throw frame.located(NameErrors.unbound(name), range)
  }
}

final class CellCode: ExpressionCode {
  let index: Int
  let name: String
  init(_ index: Int, _ name: String, _ range: SourceRange) {
    self.index = index
    self.name = name
    super.init(range)
  }
  override func evaluate(_ frame: Frame) throws -> Value {
    if let value = frame.cells[index].value { return value }
    if index < frame.unit.ownCellCount { throw frame.located(NameErrors.unbound(name), range) }
    throw frame.located(NameErrors.unboundFree(name), range)
  }
}

final class GlobalCode: ExpressionCode {
  let cell: SharedVariable
  let name: String
  let builtin: Value?
  init(_ cell: SharedVariable, _ name: String, _ builtin: Value?, _ range: SourceRange) {
    self.cell = cell
    self.name = name
    self.builtin = builtin
    super.init(range)
  }
  override func evaluate(_ frame: Frame) throws -> Value {
    if let value = cell.value { return value }
    if let builtin { return builtin }
    throw frame.located(NameErrors.undefined(name, frame), range)
  }
}

/// In a class body: a slot of the class, else what `outer` finds.
final class ClassNameCode: ExpressionCode {
  let slot: Int
  let outer: ExpressionCode
  init(_ slot: Int, _ outer: ExpressionCode) {
    self.slot = slot
    self.outer = outer
    super.init(outer.range)
  }
  override func evaluate(_ frame: Frame) throws -> Value {
    if let value = frame.slots[slot] { return value }
    return try outer.evaluate(frame)
  }
}

enum NameErrors {
  static func unbound(_ name: String) -> ScriptError {
    ScriptError(
      .unboundLocalError, "cannot access local variable '\(name)' where it is not associated with a value")
  }

  static func unboundFree(_ name: String) -> ScriptError {
    ScriptError(
      .nameError,
      "cannot access free variable '\(name)' where it is not associated with a value in enclosing scope")
  }

  /// Names that Python has and soma leaves out, with the way round them.
  static let leftOut: [String: String] = [
    "eval": "soma has no eval; use a dictionary of functions, or float() and int() for numbers",
    "exec": "soma has no exec; %run runs a file",
    "compile": "soma has no compile",
    "__import__": "soma has no __import__; use the import statement",
    "breakpoint": "soma has no breakpoint; print what you want to see",
    "memoryview": "soma has no memoryview; arrays share memory through slices",
    "bytes": "soma has no bytes; use str, or np.uint8 arrays",
    "bytearray": "soma has no bytearray; use np.uint8 arrays",
    "complex": "soma has no complex numbers",
    "aiter": "soma has no asynchronous iteration",
    "anext": "soma has no asynchronous iteration",
  ]

  /// Usual short names of modules, by alias.
  static let aliases: [String: String] = [
    "np": "numpy", "plt": "matplotlib.pyplot", "tf": "tensorflow", "pd": "pandas",
  ]

  static func undefined(_ name: String, _ frame: Frame) -> ScriptError {
    let error = ScriptError(.nameError, "name '\(name)' is not defined")
    if let note = leftOut[name] { return error.noted(note) }
    let interpreter = frame.interpreter
    if let module = aliases[name], interpreter.host.moduleNames.contains(module) {
      error.exception.hint = "Did you forget to import '\(module)' as \(name)?"
      return error
    }
    var known = frame.unit.scope.slots.enumerated().filter { frame.slots[$0.offset] != nil }.map(\.element)
    known += frame.unit.globals.definedNames + interpreter.builtins.keys.sorted()
    if let close = Hints.closest(to: name, in: known) {
      error.exception.hint = "Did you mean: '\(close)'?"
    } else if interpreter.host.moduleNames.contains(name) {
      error.exception.hint = "Did you forget to import '\(name)'?"
    }
    return error
  }
}
