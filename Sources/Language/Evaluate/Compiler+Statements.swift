extension Compiler {
  /// nil for statements that do nothing when run.
  func statement(_ statement: Statement) -> StatementCode? {
    switch statement {
    case .expression(let node): return ExpressionStatementCode(expression(node.value), node.range)
    case .assignment(let node):
      let value = expression(node.value)
      let targets = node.targets.map { target($0, of: node.value.range) }
      return targets.count == 1
        ? AssignCode(targets[0], value, node.range) : AssignManyCode(targets, value, node.range)
    case .augmented(let node): return augmented(node)
    case .annotation, .global, .nonlocal, .pass: return nil
    case .conditional(let node):
      return IfCode(
        node.branches.map { (expression($0.test), statements($0.body)) }, statements(node.otherwise), node.range)
    case .forLoop(let node):
      return ForCode(
        target(node.target), expression(node.iterable), statements(node.body), statements(node.otherwise), node.range)
    case .whileLoop(let node):
      return WhileCode(expression(node.test), statements(node.body), statements(node.otherwise), node.range)
    case .with(let node): return with(node)
    case .function(let node):
      return DefinitionCode(node.decorators.map(expression), target(node.target), function(node.function), node.range)
    case .classDefinition(let node): return classDefinition(node)
    case .returnValue(let node):
      return ReturnCode(node.value.map(expression) ?? ConstantCode(.none, node.range), node.range)
    case .raise(let node):
      return RaiseCode(node.exception.map(expression), node.cause.map(expression), node.range)
    case .tryBlock(let node): return tryBlock(node)
    case .assert(let node): return AssertCode(expression(node.test), node.message.map(expression), node.range)
    case .delete(let node): return DeleteCode(node.targets.map { target($0) }, node.range)
    case .importModules(let node):
      let items = node.items.map {
        ImportCode.Item(path: $0.path, hasAlias: $0.hasAlias, target: target($0.target), range: $0.range)
      }
      return ImportCode(items, node.range)
    case .importFrom(let node):
      let items = node.items.map { ImportFromCode.Item(name: $0.name, target: target($0.target), range: $0.range) }
      return ImportFromCode(node, items)
    case .breakLoop(let range): return JumpCode(.broke, range)
    case .continueLoop(let range): return JumpCode(.continued, range)
    case .magic(let node): return MagicCode(node)
    case .help(let node): return HelpCode(node)
    case .shell(let node): return ShellStatementCode(node)
    }
  }

  private func augmented(_ node: AugmentedStatement) -> StatementCode? {
    let value = expression(node.value)
    switch node.target {
    case .name(let name): return AugmentNameCode(read(name), target(name), node.op, value, node.range)
    case .attribute(let place):
      return AugmentPlaceCode(
        expression(place.object), key: nil, name: interned(place.name), node.op, value, place.range, node.range)
    case .subscription(let place):
      return AugmentPlaceCode(
        expression(place.object), key: expression(place.index), name: "", node.op, value, place.range, node.range)
    case .sequence: return nil
    }
  }

  private func with(_ node: WithStatement) -> StatementCode? {
    var body = statements(node.body)
    for item in node.items.reversed() {
      body = [
        WithCode(expression(item.context), item.target.map { target($0) }, body, item.context.range)
      ]
    }
    return body.first
  }

  private func tryBlock(_ node: TryStatement) -> StatementCode {
    TryCode(
      statements(node.body),
      node.handlers.map {
        TryCode.Handler(
          type: $0.type.map(expression), target: $0.name.map { target($0) }, body: statements($0.body))
      }, statements(node.otherwise), statements(node.finally), node.range)
  }

  private func classDefinition(_ node: ClassStatement) -> StatementCode {
    let unit = UnitInfo(node.target.name, source, node.scope, globals)
    let maker = ClassMakerCode(node, unit, arguments(node.arguments), inner(node.scope).statements(node.body))
    return DefinitionCode(node.decorators.map(expression), target(node.target), maker, node.range)
  }
}
