/// The variables of one activation of a function, class body, module text or generator expression.
final class Frame {
  unowned(unsafe) let interpreter: Interpreter
  /// What runs in it; names it in reports.
  let unit: UnitInfo
  /// Slot → value, nil while unset.
  let slots: UnsafeMutablePointer<Value?>
  /// Own cells, then captured ones.
  var cells: [SharedVariable]
  /// What `return` gave.
  var result: Value = .none
  /// The statement that runs, for warnings and reports.
  unowned(unsafe) var statement: StatementCode?
  /// The latest call of something that is no script's function.
  unowned(unsafe) var site: CallSite?
  unowned(unsafe) var caller: Frame?
  /// Counts frames, from 1.
  let serial: Int

  init(_ interpreter: Interpreter, _ unit: UnitInfo, cells: [SharedVariable] = []) {
    self.interpreter = interpreter
    self.unit = unit
    self.cells = cells
    interpreter.frameCount &+= 1
    serial = interpreter.frameCount
    slots = UnsafeMutablePointer<Value?>.allocate(capacity: max(unit.slotCount, 1))
    slots.initialize(repeating: nil, count: unit.slotCount)
  }

  deinit {
    slots.deinitialize(count: unit.slotCount)
    slots.deallocate()
  }

  /// Notes where in this frame an error left it; the innermost place counts.
  func located(_ error: any Error, _ range: SourceRange) -> ScriptError {
    let raised = interpreter.scriptError(error)
    raised.exception.pass(self, range)
    return raised
  }
}

/// What a unit of code is called and where its text is.
final class UnitInfo {
  let name: String
  let source: SourceText
  let scope: Scope
  let slotCount: Int
  let ownCellCount: Int
  let globals: Globals

  init(_ name: String, _ source: SourceText, _ scope: Scope, _ globals: Globals) {
    self.name = name
    self.source = source
    self.scope = scope
    slotCount = scope.slots.count
    ownCellCount = scope.ownCells.count
    self.globals = globals
  }
}
