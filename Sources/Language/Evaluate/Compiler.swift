/// Makes executable code of the resolved tree. Bodies of functions are made when first called.
struct Compiler {
  let interpreter: Interpreter
  let source: SourceText
  let globals: Globals
  /// Whether names are looked up in a class body.
  let scope: Scope

  init(_ interpreter: Interpreter, _ source: SourceText, _ globals: Globals, _ scope: Scope) {
    self.interpreter = interpreter
    self.source = source
    self.globals = globals
    self.scope = scope
  }

  func inner(_ scope: Scope) -> Compiler { Compiler(interpreter, source, globals, scope) }

  func statements(_ body: [Statement]) -> [StatementCode] { body.compactMap(statement) }

  // MARK: names

  func read(_ node: NameNode) -> ExpressionCode {
    switch node.binding {
    case .local(let slot): return SlotCode(slot, node.name, node.range)
    case .cell(let index): return CellCode(index, node.name, node.range)
    case .global(let number): return global(number, node)
    case .classLocal(let slot, let number): return ClassNameCode(slot, global(number, node))
    case .classCell(let slot, let cell): return ClassNameCode(slot, CellCode(cell, node.name, node.range))
    case .unresolved: return global(globals.names.number(of: node.name), node)
    }
  }

  private func global(_ number: Int, _ node: NameNode) -> ExpressionCode {
    GlobalCode(globals.cell(number), node.name, interpreter.builtins[node.name], node.range)
  }

  func target(_ node: NameNode) -> TargetCode {
    switch node.binding {
    case .local(let slot), .classLocal(let slot, _), .classCell(let slot, _):
      return SlotTarget(slot, node.name, node.range)
    case .cell(let index): return CellTarget(index, node.name, node.range)
    case .global(let number): return GlobalTarget(globals.cell(number), node.name, node.range)
    case .unresolved:
      return GlobalTarget(globals.cell(globals.names.number(of: node.name)), node.name, node.range)
    }
  }

  /// - Parameter value: where the value that the target gets is written, if it is.
  func target(_ target: Target, of value: SourceRange? = nil) -> TargetCode {
    switch target {
    case .name(let node): return self.target(node)
    case .attribute(let node):
      return AttributeTarget(expression(node.object), interned(node.name), node.nameRange, node.range, value: value)
    case .subscription(let node): return SubscriptTarget(expression(node.object), expression(node.index), node.range)
    case .sequence(let parts, let star, let range):
      return SequenceTarget(parts.map { self.target($0) }, star: star, range)
    }
  }

  /// The one object for an attribute name in all code.
  func interned(_ name: String) -> Text { interpreter.interned(name) }

  // MARK: functions

  func function(_ node: FunctionNode) -> ExpressionCode {
    let unit = UnitInfo(node.name, source, node.scope, globals)
    let compiler = inner(node.scope)
    let code = FunctionCode(node, unit) { compiler.statements(node.body) }
    let list = node.parameters
    let defaults = (list.positional + list.keywordOnly).map { $0.defaultValue.map(expression) }
    return FunctionMakerCode(code, defaults, node.scope.captures, node.range)
  }

  func arguments(_ list: [CallNode.Argument]) -> [FullCallCode.Argument] {
    list.map { argument in
      switch argument {
      case .positional(let value): .positional(ElementCode(value: expression(value), isStarred: false))
      case .unpacked(let value): .positional(ElementCode(value: expression(value), isStarred: true))
      case .keyword(let name, let value, let range): .keyword(name, expression(value), range)
      case .unpackedKeywords(let value): .unpacked(expression(value))
      }
    }
  }
}
