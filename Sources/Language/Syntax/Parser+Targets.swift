/// What can be assigned to, deleted, or bound by a loop.
extension Parser {
  enum TargetUse { case assign, loop, delete }

  /// `targets: target (',' target)* [',']` of a `for`; `target: '*' bitwise | bitwise`, so that `in` ends it.
  mutating func loopTarget() throws(SyntaxError) -> Target {
    let first = try loopElement()
    guard at(.comma) else {
      if case .starred = first {
        throw failure("starred assignment target must be in a list or tuple", at: first.range)
      }
      return try target(first, .loop)
    }
    var elements = [first]
    while accept(.comma) {
      guard !at(.in), startsElement() else { break }
      elements.append(try loopElement())
    }
    return try target(.tuple(SequenceNode(elements, range(from: first.range))), .loop)
  }

  private mutating func loopElement() throws(SyntaxError) -> Expression {
    at(.star) ? try starred() : try bitwise()
  }

  /// `expression` as a target.
  mutating func target(_ expression: Expression, _ use: TargetUse) throws(SyntaxError) -> Target {
    switch expression {
    case .name(let node):
      if node.name == "__debug__" { throw failure("cannot assign to __debug__", at: node.range) }
      return .name(node)
    case .attribute(let node): return .attribute(node)
    case .subscription(let node): return .subscription(node)
    case .list(let node), .tuple(let node): return try sequence(node, use)
    default: throw notATarget(expression, use)
    }
  }

  private mutating func sequence(_ node: SequenceNode, _ use: TargetUse) throws(SyntaxError) -> Target {
    var targets: [Target] = []
    var star: Int?
    for (place, element) in node.elements.enumerated() {
      guard case .starred(let starred) = element else {
        targets.append(try target(element, use))
        continue
      }
      if use == .delete { throw notATarget(element, use) }
      if star != nil { throw failure("multiple starred expressions in assignment", at: node.range) }
      star = place
      targets.append(try target(starred.value, use))
    }
    return .sequence(targets, star: star, node.range)
  }

  mutating func notATarget(_ expression: Expression, _ use: TargetUse) -> SyntaxError {
    let verb = use == .delete ? "delete" : "assign to"
    return failure("cannot \(verb) \(kindName(of: expression))", at: expression.range)
  }

  /// The target of `op=`: a name, an attribute or a subscript.
  mutating func augmentedTarget(_ expression: Expression) throws(SyntaxError) -> Target {
    switch expression {
    case .name, .attribute, .subscription: return try target(expression, .assign)
    default:
      throw failure(
        "'\(kindName(of: expression))' is an illegal expression for augmented assignment", at: expression.range)
    }
  }

  /// The target of `target: annotation`.
  mutating func annotatedTarget(_ expression: Expression) throws(SyntaxError) -> Target {
    switch expression {
    case .name, .attribute, .subscription: return try target(expression, .assign)
    case .list, .tuple:
      throw failure("only single target (not \(kindName(of: expression))) can be annotated", at: expression.range)
    default:
      throw failure("illegal target for annotation", at: expression.range)
    }
  }
}
