import BigInt

extension Compiler {
  func expression(_ expression: Expression) -> ExpressionCode {
    switch expression {
    case .constant(let node): return ConstantCode(value(node.value), node.range)
    case .name(let node): return read(node)
    case .formatted(let node): return formatted(node)
    case .list(let node): return ListCode(elements(node), node.range)
    case .tuple(let node): return tuple(node)
    case .set(let node): return SetCode(elements(node), node.range)
    case .dict(let node):
      return DictCode(node.entries.map { ($0.key.map(self.expression), self.expression($0.value)) }, node.range)
    case .comprehension(let node): return comprehension(node)
    case .unary(let node): return unary(node)
    case .binary(let node):
      return BinaryCode(node.op, self.expression(node.left), self.expression(node.right), node.range)
    case .logical(let node): return logical(node)
    case .comparison(let node): return comparison(node)
    case .conditional(let node):
      return ConditionalCode(
        self.expression(node.test), self.expression(node.then), self.expression(node.otherwise), node.range)
    case .call(let node): return call(node)
    case .attribute(let node):
      return AttributeCode(self.expression(node.object), interned(node.name), node.nameRange, node.range)
    case .subscription(let node):
      return SubscriptCode(self.expression(node.object), self.expression(node.index), node.range)
    case .slice(let node):
      return SliceCode(
        node.start.map(self.expression), node.stop.map(self.expression), node.step.map(self.expression), node.range)
    case .lambda(let node): return function(node)
    case .starred(let node):
      return TupleCode([ElementCode(value: self.expression(node.value), isStarred: true)], node.range)
    case .shell(let node): return ShellCode(node)
    }
  }

  private func value(_ literal: Literal) -> Value {
    switch literal {
    case .none: .none
    case .ellipsis: .ellipsis
    case .bool(let flag): .bool(flag)
    case .int(let x): .int(x)
    case .big(let x): .integer(x)
    case .float(let x): .float(x)
    case .string(let text): .string(text)
    }
  }

  func elements(_ node: SequenceNode) -> [ElementCode] {
    node.elements.map { element in
      if case .starred(let star) = element { return ElementCode(value: expression(star.value), isStarred: true) }
      return ElementCode(value: expression(element), isStarred: false)
    }
  }

  /// A tuple of constants is a constant.
  private func tuple(_ node: SequenceNode) -> ExpressionCode {
    let parts = elements(node)
    let constants = parts.compactMap { $0.isStarred ? nil : ($0.value as? ConstantCode)?.value }
    if constants.count == parts.count { return ConstantCode(.newTuple(constants), node.range) }
    return TupleCode(parts, node.range)
  }

  private func unary(_ node: UnaryNode) -> ExpressionCode {
    let operand = expression(node.operand)
    if node.op == .not { return NotCode(operand, node.range) }
    if node.op == .minus, let constant = operand as? ConstantCode {
      switch constant.value {
      case .int(let x) where x != .min: return ConstantCode(.int(-x), node.range)
      case .float(let x): return ConstantCode(.float(-x), node.range)
      default: break
      }
    }
    return UnaryCode(node.op, operand, node.range)
  }

  private func logical(_ node: LogicalNode) -> ExpressionCode {
    var operands = node.operands.map(expression)
    let last = operands.removeLast()
    return LogicalCode(node.isAnd, operands, last, node.range)
  }

  private func comparison(_ node: ComparisonNode) -> ExpressionCode {
    let first = expression(node.first)
    if node.links.count == 1 {
      return ComparisonCode(node.links[0].op, first, expression(node.links[0].operand), node.range)
    }
    var start = node.first.range
    let links = node.links.map { link in
      defer { start = link.operand.range }
      return (link.op, expression(link.operand), start.through(link.operand.range))
    }
    return ChainCode(first, links, node.range)
  }

  private func call(_ node: CallNode) -> ExpressionCode {
    let site = CallSite(source, node.range, node.arguments.map(place))
    guard node.isPlain else { return FullCallCode(expression(node.function), arguments(node.arguments), site) }
    let values = node.arguments.map { expression($0.value) }
    if case .attribute(let method) = node.function {
      return MethodCallCode(expression(method.object), interned(method.name), method.nameRange, values, site)
    }
    return PlainCallCode(expression(node.function), values, site)
  }

  /// Where an argument of a call stands.
  private func place(_ argument: CallNode.Argument) -> CallSite.Argument {
    switch argument {
    case .positional(let value): .init(role: .positional, nameRange: value.range, valueRange: value.range)
    case .unpacked(let value): .init(role: .unpacked, nameRange: value.range, valueRange: value.range)
    case .keyword(let name, let value, let range):
      .init(role: .keyword(name), nameRange: range, valueRange: value.range)
    case .unpackedKeywords(let value): .init(role: .mapping, nameRange: value.range, valueRange: value.range)
    }
  }

  private func formatted(_ node: FormattedNode) -> FormattedCode {
    FormattedCode(
      node.parts.map { part in
        switch part {
        case .text(let text): .text(text)
        case .field(let field): .field(expression(field.value), field.conversion, spec: field.spec.map(formatted))
        }
      }, node.range)
  }

  private func comprehension(_ node: ComprehensionNode) -> ExpressionCode {
    if node.kind == .generator, let scope = node.scope {
      let compiler = inner(scope)
      let clauses = node.clauses.enumerated().map { place, clause in
        // The first iterable belongs to the enclosing frame.
        compiler.clause(clause, iterable: place == 0 ? ConstantCode(.none, clause.iterable.range) : nil)
      }
      return GeneratorCode(
        UnitInfo("<genexpr>", source, scope, globals), compiler.expression(node.element),
        expression(node.clauses[0].iterable), clauses, scope.captures, node.range)
    }
    return ComprehensionCode(
      node, expression(node.element), node.value.map(expression), node.clauses.map { clause($0, iterable: nil) })
  }

  private func clause(_ clause: ComprehensionNode.Clause, iterable: ExpressionCode?) -> ClauseCode {
    ClauseCode(
      target: target(clause.target), iterable: iterable ?? expression(clause.iterable),
      conditions: clause.conditions.map(expression))
  }
}
