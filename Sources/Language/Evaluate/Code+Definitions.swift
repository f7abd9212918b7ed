/// `def`, `class` and imports.

/// Binds a function or class after passing it through its decorators.
final class DefinitionCode: StatementCode {
  let decorators: [ExpressionCode]
  let target: TargetCode
  let maker: ExpressionCode
  init(_ decorators: [ExpressionCode], _ target: TargetCode, _ maker: ExpressionCode, _ range: SourceRange) {
    self.decorators = decorators
    self.target = target
    self.maker = maker
    super.init(range)
  }
  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    let functions = try decorators.map { try $0.evaluate(frame) }
    var value = try maker.evaluate(frame)
    for (place, function) in functions.enumerated().reversed() {
      do { value = try frame.interpreter.call(function, [value]) } catch {
        throw frame.located(error, decorators[place].range)
      }
    }
    try target.assign(value, frame)
    return .normal
  }
}

/// Runs a class body and makes the class.
final class ClassMakerCode: ExpressionCode {
  let node: ClassStatement
  let unit: UnitInfo
  let arguments: [FullCallCode.Argument]
  let body: [StatementCode]
  init(
    _ node: ClassStatement, _ unit: UnitInfo, _ arguments: [FullCallCode.Argument], _ body: [StatementCode]
  ) {
    self.node = node
    self.unit = unit
    self.arguments = arguments
    self.body = body
    super.init(node.range)
  }

  override func evaluate(_ frame: Frame) throws -> Value {
    let interpreter = frame.interpreter
    let given = try FullCallCode.evaluate(arguments, .none, frame)
    let own = (0..<unit.ownCellCount).map { _ in SharedVariable() }
    let inner = Frame(interpreter, unit, cells: own + node.scope.captures.map { frame.cells[$0] })
    do {
      try interpreter.enterLevel()
      inner.caller = interpreter.currentFrame
      interpreter.currentFrame = inner
      defer {
        interpreter.currentFrame = inner.caller
        interpreter.depth -= 1
      }
      _ = try body.execute(inner)
    } catch { throw frame.located(error, range) }
    var members: [(String, Value)] = []
    for slot in 0..<node.scope.visibleSlotCount {
      if let value = inner.slots[slot] { members.append((node.scope.slots[slot], value)) }
    }
    // Class variables that methods capture live in cells only if the resolver put them there; `__class__` is none.
    for cell in 0..<node.scope.visibleCellCount where cell != node.scope.classCell {
      if let value = inner.cells[cell].value { members.append((node.scope.ownCells[cell], value)) }
    }
    do {
      let type = try interpreter.makeClass(
        node.target.name, qualifiedName: node.qualifiedName, bases: given.positional, keywords: given.keywords,
        members: members, documentation: node.documentation)
      type.definition = ClassDefinition(
        node: node, unit: unit, captured: node.scope.captures.map { frame.cells[$0] })
      if let cell = node.scope.classCell { inner.cells[cell].value = .object(type) }
      return .object(type)
    } catch { throw frame.located(error, range) }
  }
}

final class ImportCode: StatementCode {
  struct Item {
    let path: [String]
    let hasAlias: Bool
    let target: TargetCode
    let range: SourceRange
  }
  let items: [Item]
  init(_ items: [Item], _ range: SourceRange) {
    self.items = items
    super.init(range)
  }
  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    for item in items {
      let module: ModuleObject
      do {
        let whole = try frame.interpreter.importModule(item.path.joined(separator: "."))
        module = item.hasAlias ? whole : try frame.interpreter.importModule(item.path[0])
      } catch { throw frame.located(error, item.range) }
      try item.target.assign(.object(module), frame)
    }
    return .normal
  }
}

final class ImportFromCode: StatementCode {
  struct Item {
    let name: String
    let target: TargetCode
    let range: SourceRange
  }
  let node: ImportFromStatement
  let items: [Item]
  init(_ node: ImportFromStatement, _ items: [Item]) {
    self.node = node
    self.items = items
    super.init(node.range)
  }

  override func execute(_ frame: Frame) throws -> Completion {
    frame.statement = self
    let interpreter = frame.interpreter
    let module: ModuleObject
    do {
      if node.level > 0 {
        throw ScriptError(.importError, "attempted relative import with no known parent package")
          .noted("soma imports its built-in modules only, by their full names")
      }
      module = try interpreter.importModule(node.path.joined(separator: "."))
    } catch { throw frame.located(error, node.pathRange) }
    if node.isStar {
      do {
        for name in try module.memberNames() where !name.hasPrefix("_") {
          if let value = try module.member(name) { interpreter.globals[name] = value }
        }
      } catch { throw frame.located(error, node.pathRange) }
      return .normal
    }
    for item in items {
      let value: Value
      do { value = try interpreter.member(item.name, of: module) } catch { throw frame.located(error, item.range) }
      try item.target.assign(value, frame)
    }
    return .normal
  }
}
