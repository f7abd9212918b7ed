/// Statements of one line.
extension Parser {
  /// `line: simple (';' simple)* [';'] newline`; true if it ends in a semicolon.
  mutating func simpleLine(into body: inout [Statement]) throws(SyntaxError) -> Bool {
    while true {
      body.append(try simpleStatement())
      if accept(.semicolon) {
        guard peek().kind == .newline else { continue }
        _ = next()
        return true
      }
      guard peek().kind == .newline else { throw unexpected() }
      _ = next()
      return false
    }
  }

  private mutating func simpleStatement() throws(SyntaxError) -> Statement {
    let token = peek()
    switch token.kind {
    case .magic, .cellMagic: return magic(next())
    case .shell: return .shell(ShellNode(String(text(token).dropFirst()), next().range))
    case .help: return help(next())
    case .keyword(let keyword): return try keywordStatement(keyword, token)
    default: return try expressionStatement()
    }
  }

  private mutating func keywordStatement(_ keyword: Keyword, _ token: Token) throws(SyntaxError) -> Statement {
    switch keyword {
    case .pass: return .pass(next().range)
    case .break: return .breakLoop(next().range)
    case .continue: return .continueLoop(next().range)
    case .return: return try returnStatement()
    case .raise: return try raiseStatement()
    case .assert: return try assertStatement()
    case .del: return try deleteStatement()
    case .import: return try importStatement()
    case .from: return try importFromStatement()
    case .global, .nonlocal: return try scopeStatement(keyword)
    default: return try expressionStatement()
    }
  }

  // MARK: expressions and assignments

  /// `expression | targets '=' … value | target op= value | target ':' annotation ['=' value]`
  private mutating func expressionStatement() throws(SyntaxError) -> Statement {
    let start = index
    let first = try expressionList(allowsStar: true)
    switch peek().kind {
    case .symbol(.assign): return try assignment(first, from: start)
    case .symbol(.colon): return try annotation(first)
    case .symbol(let symbol):
      if let op = symbol.augmented { return try augmented(first, op) }
    default: break
    }
    try rejectStar(first)
    return .expression(ExpressionStatement(first))
  }

  private mutating func rejectStar(_ value: Expression) throws(SyntaxError) {
    guard case .starred = value, peek().kind == .newline || peek().kind == .symbol(.semicolon) else { return }
    throw failure("can't use starred expression here", at: value.range)
  }

  private mutating func assignment(_ first: Expression, from start: Int) throws(SyntaxError) -> Statement {
    if canMeanEquality(first, from: start) { try checkEquality(first) }
    var targets: [Target] = []
    var value = first
    while accept(.assign) {
      if case .starred = value {
        throw failure("starred assignment target must be in a list or tuple", at: value.range)
      }
      targets.append(try target(value, .assign))
      if peek().kind == .shell {
        let token = next()
        value = .shell(ShellNode(String(text(token).dropFirst()), token.range))
        break
      }
      value = try expressionList(allowsStar: true)
    }
    try rejectStar(value)
    return .assignment(AssignmentStatement(targets, value, range(from: first.range)))
  }

  /// `f() = value`: an `=` where `==` may have been meant.
  private mutating func checkEquality(_ target: Expression) throws(SyntaxError) {
    switch target {
    case .name, .attribute, .subscription: return
    default: try checkAssignment(to: target, from: index)
    }
  }

  private mutating func augmented(_ first: Expression, _ op: BinaryOperator) throws(SyntaxError) -> Statement {
    let target = try augmentedTarget(first)
    _ = next()
    let value = try expressionList(allowsStar: true)
    try rejectStar(value)
    return .augmented(AugmentedStatement(target, op, value, range(from: first.range)))
  }

  private mutating func annotation(_ first: Expression) throws(SyntaxError) -> Statement {
    if case .name(let node) = first, ["print", "exec"].contains(node.name), peek(1).kind == .newline {
      throw unexpected()
    }
    let target = try annotatedTarget(first)
    _ = next()
    _ = try expression()
    guard accept(.assign) else { return .annotation(AnnotationStatement(target, range(from: first.range))) }
    let value = try expressionList(allowsStar: true)
    try rejectStar(value)
    return .assignment(AssignmentStatement([target], value, range(from: first.range)))
  }

  // MARK: keywords

  private mutating func atEndOfStatement() -> Bool {
    peek().kind == .newline || peek().kind == .symbol(.semicolon)
  }

  private mutating func returnStatement() throws(SyntaxError) -> Statement {
    let start = next().range
    guard !atEndOfStatement() else { return .returnValue(ReturnStatement(nil, start)) }
    let value = try expressionList(allowsStar: true)
    try rejectStar(value)
    return .returnValue(ReturnStatement(value, range(from: start)))
  }

  private mutating func raiseStatement() throws(SyntaxError) -> Statement {
    let start = next().range
    guard !atEndOfStatement() else { return .raise(RaiseStatement(nil, from: nil, start)) }
    let exception = try expression()
    let cause = accept(.from) ? try expression() : nil
    return .raise(RaiseStatement(exception, from: cause, range(from: start)))
  }

  private mutating func assertStatement() throws(SyntaxError) -> Statement {
    let start = next().range
    let test = try expression()
    let message = accept(.comma) ? try expression() : nil
    return .assert(AssertStatement(test, message, range(from: start)))
  }

  private mutating func deleteStatement() throws(SyntaxError) -> Statement {
    let start = next().range
    let list = try expressionList(allowsStar: true)
    guard atEndOfStatement() else { throw unexpected() }
    var targets: [Target] = []
    if case .tuple(let node) = list {
      for element in node.elements {
        if case .starred = element { throw notATarget(element, .delete) }
        targets.append(try target(element, .delete))
      }
    } else {
      targets.append(try target(list, .delete))
    }
    return .delete(DeleteStatement(targets, range(from: start)))
  }

  /// `'global' name (',' name)*`
  private mutating func scopeStatement(_ keyword: Keyword) throws(SyntaxError) -> Statement {
    let start = next().range
    var names: [String] = []
    repeat { names.append(try name().text) } while accept(.comma)
    let node = ScopeStatement(names, range(from: start))
    return keyword == .global ? .global(node) : .nonlocal(node)
  }
}
