/// The arguments of calls and class definitions.
extension Parser {
  /// `arguments: [argument (',' argument)* [',']]`, up to the closing parenthesis.
  /// `argument: expression | expression for … | name '=' expression | '*' expression | '**' expression`
  mutating func arguments() throws(SyntaxError) -> [CallNode.Argument] {
    var list = ArgumentList()
    while !at(.rightParenthesis) {
      try argument(into: &list)
      guard accept(.comma) else { break }
    }
    if let generator = list.bareGenerator, list.items.count > 1 {
      throw failure("Generator expression must be parenthesized", at: generator)
    }
    return list.items
  }

  private struct ArgumentList {
    var items: [CallNode.Argument] = []
    var hasKeyword = false
    var hasMapping = false
    var keywords: Set<String> = []
    var bareGenerator: SourceRange?
  }

  private mutating func argument(into list: inout ArgumentList) throws(SyntaxError) {
    let start = peek()
    if accept(.star) {
      let value = try expression()
      guard !list.hasMapping else {
        throw failure("iterable argument unpacking follows keyword argument unpacking", at: start.range)
      }
      list.items.append(.unpacked(value))
    } else if accept(.doubleStar) {
      list.items.append(.unpackedKeywords(try expression()))
      list.hasMapping = true
    } else if start.kind == .name, peek(1).kind == .symbol(.assign) {
      try keyword(into: &list)
    } else {
      try positional(into: &list)
    }
  }

  private mutating func keyword(into list: inout ArgumentList) throws(SyntaxError) {
    let (name, range) = try name()
    let assign = next()
    if at(.comma) || at(.rightParenthesis) {
      throw failure("expected argument value expression", at: range.through(assign.range))
    }
    let value = try expression()
    if atComprehension() {
      throw failure("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", at: range.through(assign.range))
    }
    guard list.keywords.insert(name).inserted else {
      throw failure("keyword argument repeated: \(name)", at: range.through(value.range))
    }
    list.items.append(.keyword(name, value, range))
    list.hasKeyword = true
  }

  private mutating func positional(into list: inout ArgumentList) throws(SyntaxError) {
    let value = try expression()
    if at(.assign) { throw assignment(to: value) }
    if atComprehension() {
      let clauses = try comprehensionClauses()
      // The parentheses of the call are those of the generator expression.
      let node = ComprehensionNode(
        .generator, element: value, value: nil, clauses: clauses, range(from: value.range))
      list.items.append(.positional(try bounded(.comprehension(node))))
      list.bareGenerator = list.bareGenerator ?? node.range
      if at(.comma), peek(1).kind == .symbol(.rightParenthesis), list.items.count == 1 {
        throw failure("Generator expression must be parenthesized", at: node.range)
      }
      return
    }
    guard !list.hasKeyword, !list.hasMapping else {
      let what = list.hasMapping ? "keyword argument unpacking" : "keyword argument"
      throw failure("positional argument follows \(what)", at: at(.rightParenthesis) ? peek().range : previous.range)
    }
    list.items.append(.positional(value))
  }

  private mutating func assignment(to value: Expression) -> SyntaxError {
    if case .constant(let node) = value {
      switch node.value {
      case .none, .bool: return failure("cannot assign to \(kindName(of: value))", at: value.range)
      default: break
      }
    }
    if case .comprehension(let node) = value, node.kind == .generator, previous.kind != .symbol(.rightParenthesis) {
      return unexpected()
    }
    return failure(
      "expression cannot contain assignment, perhaps you meant \"==\"?", at: range(from: value.range))
  }
}
