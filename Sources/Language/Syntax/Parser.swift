/// Tokens → tree, by recursive descent.
///
/// Each rule is a method named after what it reads; its production stands above it. An error is thrown at the first
/// token that cannot go on, with the most telling message that the place allows: see `unexpected()`. The tree is not
/// resolved yet.
struct Parser {
  /// Nested rules (parentheses, unary signs, lambdas …) and nodes on a path from the root to a leaf.
  static let maximumDepth = 1000

  let source: SourceText
  let bytes: [UInt8]
  let tokens: [Token]
  var index = 0
  /// The last token looked at.
  var furthest = 0
  var depth = 0
  /// Inside an attempt whose failure is not reported: no attempts within.
  var isTrying = false
  /// While the key of a dict display is read: its brackets. What follows it is missing a colon, not a comma.
  var keyNesting: Int?
  /// The bracket that was open at the end of the text.
  let unclosed: SyntaxError?
  /// Levels of nested fields of f-strings around this text.
  var fieldDepth = 0

  init(_ source: SourceText) throws(SyntaxError) {
    var lexer = Lexer(source.text, firstLine: source.firstLine)
    try lexer.tokenize()
    self.source = source
    bytes = lexer.bytes
    tokens = lexer.tokens
    unclosed = lexer.unclosed
  }

  /// A parser for the expression of an f-string's field.
  init(_ source: SourceText, _ lexer: Lexer, fieldDepth: Int, depth: Int) {
    self.source = source
    bytes = lexer.bytes
    tokens = lexer.tokens
    unclosed = nil
    self.fieldDepth = fieldDepth
    self.depth = depth
  }

  // MARK: tokens

  /// The token `ahead` of the next one; the last token for places after it.
  mutating func peek(_ ahead: Int = 0) -> Token {
    let place = min(index + ahead, tokens.count - 1)
    furthest = max(furthest, place)
    return tokens[place]
  }

  /// The token before the next one.
  var previous: Token { tokens[max(0, index - 1)] }

  mutating func next() -> Token {
    let token = peek()
    index = min(index + 1, tokens.count - 1)
    return token
  }

  mutating func at(_ symbol: Symbol) -> Bool { peek().kind == .symbol(symbol) }
  mutating func at(_ keyword: Keyword) -> Bool { peek().kind == .keyword(keyword) }

  /// Steps over the next token if it is `symbol`.
  mutating func accept(_ symbol: Symbol) -> Bool {
    guard at(symbol) else { return false }
    _ = next()
    return true
  }

  mutating func accept(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    _ = next()
    return true
  }

  @discardableResult
  mutating func expect(_ symbol: Symbol) throws(SyntaxError) -> Token {
    guard at(symbol) else { throw unexpected() }
    return next()
  }

  mutating func expect(_ keyword: Keyword) throws(SyntaxError) {
    guard accept(keyword) else { throw unexpected() }
  }

  /// A name and its extent.
  mutating func name() throws(SyntaxError) -> (text: String, range: SourceRange) {
    guard peek().kind == .name else { throw unexpected() }
    let token = next()
    return (Identifier.normalized(text(token)), token.range)
  }

  func text(_ token: Token) -> String {
    String(decoding: bytes[Int(token.range.start.offset)..<Int(token.range.end.offset)], as: UTF8.self)
  }

  /// From `start` to the last token read.
  func range(from start: SourceRange) -> SourceRange { start.through(previous.range) }

  // MARK: limits

  /// Runs `rule` one level deeper, or several for rules whose walks take more of the stack.
  mutating func nested<Result>(
    levels: Int = 1, _ rule: (inout Parser) throws(SyntaxError) -> Result
  ) throws(SyntaxError) -> Result {
    guard depth + levels <= Parser.maximumDepth else { throw tooDeep() }
    depth += levels
    defer { depth -= levels }
    return try rule(&self)
  }

  /// `expression`, unless it has too many levels of nodes.
  mutating func bounded(_ expression: Expression) throws(SyntaxError) -> Expression {
    guard expression.node.height <= Parser.maximumDepth else { throw tooDeep() }
    return expression
  }

  private mutating func tooDeep() -> SyntaxError {
    SyntaxError("maximum recursion depth exceeded during compilation", at: peek().range, kind: .recursion)
  }

  /// The result of `rule`, or nil and back to where it began if the rule fails.
  mutating func attempt<Result>(_ rule: (inout Parser) throws(SyntaxError) -> Result) -> Result? {
    let start = self
    isTrying = true
    do throws(SyntaxError) {
      let result = try rule(&self)
      isTrying = start.isTrying
      return result
    } catch {
      let reached = furthest
      self = start
      furthest = reached
      return nil
    }
  }
}
