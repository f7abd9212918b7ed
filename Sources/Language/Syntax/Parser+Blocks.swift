/// Statements with blocks, and whole texts.
extension Parser {
  /// `unit: statement* end`
  mutating func unit() throws(SyntaxError) -> CodeUnit {
    var body: [Statement] = []
    var endsInSemicolon = false
    while peek().kind != .endOfText {
      if peek().kind == .newline {
        _ = next()
        continue
      }
      endsInSemicolon = try statement(into: &body)
    }
    let isExpression = if case .expression = body.last { true } else { false }
    return CodeUnit(
      source, body, documentation: Parser.documentation(of: body), showsLast: isExpression && !endsInSemicolon)
  }

  /// The text of a leading string.
  static func documentation(of body: [Statement]) -> String? {
    guard case .expression(let statement) = body.first, case .constant(let node) = statement.value,
      case .string(let text) = node.value
    else { return nil }
    return text
  }

  /// Reads a compound statement or a line of simple ones; true if the line ends in a semicolon.
  private mutating func statement(into body: inout [Statement]) throws(SyntaxError) -> Bool {
    let token = peek()
    switch token.kind {
    case .indent: throw failure("unexpected indent", at: token.range, kind: .indentation)
    case .keyword(let keyword):
      if let compound = try compoundStatement(keyword) {
        body.append(compound)
        return false
      }
    case .symbol(.at):
      body.append(try decorated())
      return false
    case .name:
      if isMatch(token) { throw refuse("match", Refused.match, at: token) }
    default: break
    }
    return try simpleLine(into: &body)
  }

  private mutating func compoundStatement(_ keyword: Keyword) throws(SyntaxError) -> Statement? {
    switch keyword {
    case .if: try ifStatement()
    case .for: try forStatement()
    case .while: try whileStatement()
    case .with: try withStatement()
    case .try: try tryStatement()
    case .def: try function([], from: peek().range)
    case .class: try classDefinition([], from: peek().range)
    default: nil
    }
  }

  /// Whether a `match` statement starts here: a line that ends in a colon, and `case` in its block.
  private func isMatch(_ token: Token) -> Bool {
    guard text(token) == "match" else { return false }
    var place = index + 1
    while place < tokens.count, tokens[place].kind != .newline { place += 1 }
    guard place > index + 2, place + 2 < tokens.count, tokens[place - 1].kind == .symbol(.colon),
      tokens[place + 1].kind == .indent, tokens[place + 2].kind == .name
    else { return false }
    return text(tokens[place + 2]) == "case"
  }

  // MARK: blocks

  /// `block: ':' simpleLine | ':' newline indent statement+ dedent`
  ///
  /// - Parameters:
  ///   - owner: what the block belongs to, for the error if it is missing.
  ///   - keyword: the extent of the owner's first word.
  ///   - isForced: anything but a colon is "expected ':'"; otherwise only the end of the line is.
  private mutating func block(
    _ owner: String, _ keyword: SourceRange, isForced: Bool = false
  ) throws(SyntaxError) -> [Statement] {
    guard accept(.colon) else {
      guard isForced || peek().kind == .newline, refusal(of: peek()) == nil else { throw unexpected() }
      throw failure("expected ':'", at: peek().range)
    }
    var body: [Statement] = []
    guard peek().kind == .newline else {
      _ = try simpleLine(into: &body)
      return body
    }
    _ = next()
    guard peek().kind == .indent else {
      throw SyntaxError(
        "expected an indented block after \(owner) on line \(keyword.line)", at: peek().range, kind: .indentation,
        isIncomplete: nothingFollows)
    }
    _ = next()
    while peek().kind != .dedent, peek().kind != .endOfText { _ = try statement(into: &body) }
    if peek().kind == .dedent { _ = next() }
    return body
  }

  private mutating func elseBlock() throws(SyntaxError) -> [Statement] {
    guard at(.else) else { return [] }
    let keyword = next().range
    return try block("'else' statement", keyword, isForced: true)
  }

  // MARK: flow

  private mutating func ifStatement() throws(SyntaxError) -> Statement {
    let start = peek().range
    var branches: [IfStatement.Branch] = []
    repeat {
      let keyword = next()
      let test = try namedExpression()
      let owner = keyword.kind == .keyword(.if) ? "'if' statement" : "'elif' statement"
      branches.append(IfStatement.Branch(test: test, body: try block(owner, keyword.range)))
    } while at(.elif)
    return .conditional(IfStatement(branches, otherwise: try elseBlock(), range(from: start)))
  }

  private mutating func whileStatement() throws(SyntaxError) -> Statement {
    let start = next().range
    let test = try namedExpression()
    let body = try block("'while' statement", start)
    return .whileLoop(WhileStatement(test, body, otherwise: try elseBlock(), range(from: start)))
  }

  private mutating func forStatement() throws(SyntaxError) -> Statement {
    let start = next().range
    let target = try loopTarget()
    try expect(.in)
    let iterable = try expressionList(allowsStar: true)
    let body = try block("'for' statement", start)
    return .forLoop(ForStatement(target, iterable, body, otherwise: try elseBlock(), range(from: start)))
  }

  // MARK: with

  /// `'with' item (',' item)* block | 'with' '(' item (',' item)* [','] ')' block`
  private mutating func withStatement() throws(SyntaxError) -> Statement {
    let start = next().range
    let parenthesized = attempt { (parser) throws(SyntaxError) in
      try parser.expect(.leftParenthesis)
      let items = try parser.withItems(isParenthesized: true)
      try parser.expect(.rightParenthesis)
      guard parser.at(.colon) else { throw parser.unexpected() }
      return items
    }
    let items = if let parenthesized { parenthesized } else { try withItems(isParenthesized: false) }
    return .with(WithStatement(items, try block("'with' statement", start), range(from: start)))
  }

  private mutating func withItems(isParenthesized: Bool) throws(SyntaxError) -> [WithStatement.Item] {
    var items: [WithStatement.Item] = []
    repeat {
      if isParenthesized, !items.isEmpty, at(.rightParenthesis) { break }
      let context = try expression()
      var bound: Target?
      if accept(.as) { bound = try target(at(.star) ? try starred() : try bitwise(), .assign) }
      items.append(WithStatement.Item(context: context, target: bound))
    } while accept(.comma)
    return items
  }

  // MARK: try

  private mutating func tryStatement() throws(SyntaxError) -> Statement {
    let start = next().range
    let body = try block("'try' statement", start, isForced: true)
    var handlers: [TryStatement.Handler] = []
    while at(.except) {
      if let last = handlers.last, last.type == nil { throw failure("default 'except:' must be last", at: last.range) }
      handlers.append(try handler())
    }
    let otherwise = handlers.isEmpty ? [] : try elseBlock()
    var finally: [Statement] = []
    let hasFinally = at(.finally)
    if hasFinally {
      let keyword = next().range
      finally = try block("'finally' statement", keyword, isForced: true)
    }
    guard hasFinally || !handlers.isEmpty else {
      throw SyntaxError(
        "expected 'except' or 'finally' block", at: peek().range, isIncomplete: nothingFollows)
    }
    return .tryBlock(TryStatement(body, handlers, otherwise: otherwise, finally: finally, range(from: start)))
  }

  /// `'except' [expression ['as' name]] block`
  private mutating func handler() throws(SyntaxError) -> TryStatement.Handler {
    let start = next().range
    if at(.star) { throw refuse("except*", Refused.exceptStar, at: peek()) }
    var type: Expression?
    var bound: NameNode?
    if !at(.colon), peek().kind != .newline {
      let first = try expression()
      if at(.comma) { throw try severalTypes(first) }
      type = first
      if accept(.as) {
        let (name, range) = try name()
        bound = NameNode(name, range)
      }
    }
    let head = range(from: start)
    let body = try block("'except' statement", start)
    return TryStatement.Handler(type: type, name: bound, body: body, range: head)
  }

  private mutating func severalTypes(_ first: Expression) throws(SyntaxError) -> SyntaxError {
    var last = first
    while accept(.comma) { last = try expression() }
    if accept(.as) { _ = try name() }
    guard at(.colon) else { return unexpected() }
    return failure("multiple exception types must be parenthesized", at: first.range.through(last.range))
  }

  // MARK: definitions

  /// `('@' expression newline)+ (def | class)`
  private mutating func decorated() throws(SyntaxError) -> Statement {
    let start = peek().range
    var decorators: [Expression] = []
    while accept(.at) {
      decorators.append(try namedExpression())
      guard peek().kind == .newline else { throw unexpected() }
      _ = next()
    }
    if at(.def) { return try function(decorators, from: start) }
    if at(.class) { return try classDefinition(decorators, from: start) }
    let error = unexpected()
    throw SyntaxError(
      error.message, at: error.range, kind: error.kind, note: error.note, isIncomplete: nothingFollows)
  }

  /// `'def' name '(' parameters ')' ['->' expression] block`
  private mutating func function(_ decorators: [Expression], from start: SourceRange) throws(SyntaxError) -> Statement {
    let keyword = next().range
    let (name, nameRange) = try name()
    guard accept(.leftParenthesis) else { throw failure("expected '('", at: peek().range) }
    let list = try parameters(until: .rightParenthesis, isLambda: false)
    try expect(.rightParenthesis)
    if accept(.arrow) { _ = try expression() }
    let body = try block("function definition", keyword, isForced: true)
    let node = FunctionNode(
      name, isLambda: false, list, body, documentation: Parser.documentation(of: body), range(from: keyword))
    return .function(FunctionStatement(decorators, NameNode(name, nameRange), node, range(from: start)))
  }

  /// `'class' name ['(' arguments ')'] block`
  private mutating func classDefinition(
    _ decorators: [Expression], from start: SourceRange
  ) throws(SyntaxError) -> Statement {
    let keyword = next().range
    let (name, nameRange) = try name()
    var list: [CallNode.Argument] = []
    if accept(.leftParenthesis) {
      list = try arguments()
      try expect(.rightParenthesis)
    }
    let body = try block("class definition", keyword)
    return .classDefinition(
      ClassStatement(
        decorators, NameNode(name, nameRange), list, body, documentation: Parser.documentation(of: body),
        definition: range(from: keyword), range(from: start)))
  }
}
