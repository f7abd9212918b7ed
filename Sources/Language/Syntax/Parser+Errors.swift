/// What is wrong at a token that no rule accepts.
extension Parser {
  /// The error for the next token.
  mutating func unexpected() -> SyntaxError {
    let token = peek()
    if let refused = refusal(of: token) { return refused }
    if let legacy = legacyStatement() { return legacy }
    return failure("invalid syntax", at: token.range)
  }

  /// An error with `message`, unless an open bracket further up is the likelier cause.
  mutating func failure(
    _ message: String, at range: SourceRange, kind: SyntaxError.Kind = .syntax, note: String? = nil
  ) -> SyntaxError {
    let last = tokens[furthest]
    if let unclosed, last.kind == .endOfText || last.range.start.line > unclosed.range.start.line {
      return SyntaxError(
        unclosed.message, at: unclosed.range, isIncomplete: isAtEnd)
    }
    return SyntaxError(message, at: range, kind: kind, note: note)
  }

  /// No statement follows the next token.
  var nothingFollows: Bool {
    tokens[index...].allSatisfy { [.newline, .dedent, .endOfText].contains($0.kind) }
  }

  /// The end of the text has been looked at.
  var isAtEnd: Bool { tokens[furthest].kind == .endOfText }

  /// The error for a construct that Python has and the language has not.
  func refusal(of token: Token) -> SyntaxError? {
    switch token.kind {
    case .keyword(.yield): refuse("yield", Refused.yield, at: token)
    case .keyword(.async): refuse("async", Refused.async, at: token)
    case .keyword(.await): refuse("await", Refused.async, at: token)
    case .symbol(.walrus): refuse(":=", Refused.walrus, at: token)
    default: nil
    }
  }

  func refuse(_ construct: String, _ note: String, at token: Token) -> SyntaxError {
    SyntaxError("'\(construct)' is not supported", at: token.range, note: note)
  }

  /// `print "text"`: the next token is what stands after `print`.
  private mutating func legacyStatement() -> SyntaxError? {
    let word = previous
    guard index > 0, word.kind == .name, ["print", "exec"].contains(text(word)), startsExpression(peek()), !isTrying
    else { return nil }
    guard let argument = attempt({ (parser) throws(SyntaxError) in try parser.expressionList(allowsStar: true) })
    else { return nil }
    let name = text(word)
    return failure(
      "Missing parentheses in call to '\(name)'. Did you mean \(name)(...)?", at: word.range.through(argument.range))
  }

  /// Whether `token` begins an expression wherever it stands: an operator of two operands does not.
  func startsExpression(_ token: Token) -> Bool {
    switch token.kind {
    case .name, .number, .string: true
    case .keyword(let keyword): [.none, .true, .false, .not, .lambda].contains(keyword)
    case .symbol(let symbol):
      [.leftBrace, .tilde, .ellipsis, .leftParenthesis, .leftBracket].contains(symbol)
    default: false
    }
  }

  /// Two expressions side by side inside of brackets: a comma was forgotten. `first` has just been read.
  mutating func checkComma(after first: Expression, from start: Int) throws(SyntaxError) {
    let token = peek()
    guard token.nesting > 0 || fieldDepth > 0, token.nesting != keyNesting, startsExpression(token) else { return }
    guard !isTrying else { throw unexpected() }
    if case .name(let node) = first, index - start == 1 {
      if token.kind == .string { _ = try lookAhead { (parser) throws(SyntaxError) in try parser.expression() } }
      guard token.kind != .string, !["match", "case", "_"].contains(node.name) else { throw unexpected() }
      if ["print", "exec"].contains(node.name) { throw unexpected() }
    }
    let attempted = attempt { (parser) throws(SyntaxError) in
      let second = try parser.expression()
      return (second, parser.previous.nesting)
    }
    guard let (second, nesting) = attempted, nesting > 0 || fieldDepth > 0 else { throw unexpected() }
    throw failure("invalid syntax. Perhaps you forgot a comma?", at: first.range.through(second.range))
  }

  /// What `rule` reads, without going on; errors are thrown.
  private mutating func lookAhead<Result>(
    _ rule: (inout Parser) throws(SyntaxError) -> Result
  ) throws(SyntaxError) -> Result {
    let start = index
    let result = try rule(&self)
    index = start
    return result
  }

  /// `name = value` where only an expression may stand; the expression before the `=` has just been read.
  mutating func checkAssignment(to target: Expression, from start: Int) throws(SyntaxError) {
    guard at(.assign), !isTrying else { return }
    let isName: Bool
    if case .name = target, index - start == 1 { isName = true } else { isName = false }
    guard isName || canMeanEquality(target, from: start) else { return }
    let value = attempt { (parser) throws(SyntaxError) in
      _ = parser.next()
      let value = try parser.bitwise()
      guard !parser.at(.assign), !parser.at(.walrus) else { throw parser.unexpected() }
      return value
    }
    guard let value else { return }
    if isName {
      throw failure(
        "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", at: target.range.through(value.range))
    }
    throw failure(
      "cannot assign to \(kindName(of: target)) here. Maybe you meant '==' instead of '='?", at: target.range)
  }

  /// Whether an `=` after `expression` may have been meant as `==`: it binds tighter than a comparison and is no
  /// display that looks like a pattern.
  func canMeanEquality(_ expression: Expression, from start: Int) -> Bool {
    if tokens[start].kind == .symbol(.leftParenthesis), previous.kind == .symbol(.rightParenthesis) {
      if case .comprehension = expression { return false }
      if case .tuple = expression { return false }
    }
    switch expression {
    case .list, .tuple, .comparison, .logical, .conditional, .lambda, .starred, .slice, .shell: return false
    case .constant(let node):
      switch node.value {
      case .none, .bool: return false
      default: return true
      }
    case .unary(let node): return node.op != .not
    case .comprehension(let node): return node.kind != .generator
    default: return true
    }
  }

  /// What Python calls the form of an expression that cannot be assigned to.
  func kindName(of expression: Expression) -> String {
    switch expression {
    case .constant(let node):
      switch node.value {
      case .none: "None"
      case .bool(let value): value ? "True" : "False"
      case .ellipsis: "ellipsis"
      case .int, .big, .float, .string: "literal"
      }
    case .name: "name"
    case .formatted: "f-string expression"
    case .list: "list"
    case .tuple: "tuple"
    case .set: "set display"
    case .dict: "dict literal"
    case .comprehension(let node):
      switch node.kind {
      case .list: "list comprehension"
      case .set: "set comprehension"
      case .dict: "dict comprehension"
      case .generator: "generator expression"
      }
    case .unary, .binary, .logical: "expression"
    case .comparison: "comparison"
    case .conditional: "conditional expression"
    case .call: "function call"
    case .attribute: "attribute"
    case .subscription: "subscript"
    case .slice: "slice"
    case .lambda: "lambda"
    case .starred: "starred"
    case .shell: "shell command"
    }
  }
}
