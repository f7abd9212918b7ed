import BigInt

/// Expressions from the loosest rule to the tightest.
extension Parser {
  /// `list: element (',' element)* [',']`; a tuple if there is a comma. `element: expression | '*' bitwise`.
  mutating func expressionList(allowsStar: Bool) throws(SyntaxError) -> Expression {
    let first = try listElement(allowsStar: allowsStar)
    guard at(.comma) else { return first }
    var elements = [first]
    while accept(.comma) {
      guard startsElement() else { break }
      elements.append(try listElement(allowsStar: allowsStar))
    }
    return try bounded(.tuple(SequenceNode(elements, range(from: first.range))))
  }

  /// Whether another element follows a comma.
  mutating func startsElement() -> Bool {
    let token = peek()
    if startsExpression(token) { return true }
    switch token.kind {
    case .symbol(let symbol): return [.star, .minus, .plus].contains(symbol)
    case .keyword(let keyword): return [.yield, .await].contains(keyword)
    default: return false
    }
  }

  private mutating func listElement(allowsStar: Bool) throws(SyntaxError) -> Expression {
    guard allowsStar, at(.star) else { return try expression() }
    return try starred()
  }

  /// `starred: '*' bitwise`
  mutating func starred() throws(SyntaxError) -> Expression {
    let star = try expect(.star)
    let value = try bitwise()
    return .starred(StarredNode(value, star.range.through(value.range)))
  }

  /// `expression: disjunction ['if' disjunction 'else' expression] | lambda`
  mutating func expression() throws(SyntaxError) -> Expression {
    try nested { (parser) throws(SyntaxError) in
      if parser.at(.lambda) {
        return try parser.nested(levels: 9) { (parser) throws(SyntaxError) in try parser.lambda() }
      }
      let start = parser.index
      let first = try parser.disjunction()
      try parser.checkComma(after: first, from: start)
      guard parser.accept(.if) else { return first }
      let test = try parser.disjunction()
      guard parser.accept(.else) else {
        if parser.at(.colon) || parser.refusal(of: parser.peek()) != nil { throw parser.unexpected() }
        throw parser.failure("expected 'else' after 'if' expression", at: first.range.through(test.range))
      }
      let otherwise = try parser.expression()
      return try parser.bounded(.conditional(ConditionalNode(test: test, then: first, otherwise: otherwise)))
    }
  }

  /// An expression in a place where `name = value` is a likely slip.
  mutating func namedExpression() throws(SyntaxError) -> Expression {
    let start = index
    let result = try expression()
    try checkAssignment(to: result, from: start)
    return result
  }

  /// `lambda: 'lambda' [parameters] ':' expression`
  private mutating func lambda() throws(SyntaxError) -> Expression {
    let start = next().range
    let list = try parameters(until: .colon, isLambda: true)
    try expect(.colon)
    let value = try expression()
    let whole = start.through(value.range)
    let body = Statement.returnValue(ReturnStatement(value, value.range))
    return try bounded(
      .lambda(FunctionNode("<lambda>", isLambda: true, list, [body], documentation: nil, whole)))
  }

  /// `disjunction: conjunction ('or' conjunction)*`
  mutating func disjunction() throws(SyntaxError) -> Expression {
    let first = try conjunction()
    guard at(.or) else { return first }
    var operands = [first]
    while accept(.or) { operands.append(try conjunction()) }
    return try bounded(.logical(LogicalNode(isAnd: false, operands, range(from: first.range))))
  }

  /// `conjunction: inversion ('and' inversion)*`
  private mutating func conjunction() throws(SyntaxError) -> Expression {
    let first = try inversion()
    guard at(.and) else { return first }
    var operands = [first]
    while accept(.and) { operands.append(try inversion()) }
    return try bounded(.logical(LogicalNode(isAnd: true, operands, range(from: first.range))))
  }

  /// `inversion: 'not' inversion | comparison`
  private mutating func inversion() throws(SyntaxError) -> Expression {
    guard at(.not) else { return try comparison() }
    let token = next()
    let operand = try nested { (parser) throws(SyntaxError) in try parser.inversion() }
    return try bounded(.unary(UnaryNode(.not, operand, token.range.through(operand.range))))
  }

  /// `comparison: bitwise (operator bitwise)*`
  private mutating func comparison() throws(SyntaxError) -> Expression {
    let first = try bitwise()
    var links: [ComparisonNode.Link] = []
    while let op = try comparisonOperator() {
      links.append(ComparisonNode.Link(op: op, operand: try bitwise()))
    }
    guard !links.isEmpty else { return first }
    return try bounded(.comparison(ComparisonNode(first, links, range(from: first.range))))
  }

  private mutating func comparisonOperator() throws(SyntaxError) -> ComparisonOperator? {
    let op: ComparisonOperator
    switch peek().kind {
    case .symbol(.equalEqual): op = .equal
    case .symbol(.notEqual): op = .notEqual
    case .symbol(.less): op = .less
    case .symbol(.lessEqual): op = .lessEqual
    case .symbol(.greater): op = .greater
    case .symbol(.greaterEqual): op = .greaterEqual
    case .keyword(.in): op = .isIn
    case .keyword(.is):
      _ = next()
      return accept(.not) ? .isNotSame : .isSame
    case .keyword(.not):
      guard peek(1).kind == .keyword(.in) else { return nil }
      _ = next()
      op = .isNotIn
    default: return nil
    }
    _ = next()
    return op
  }

  /// `bitwise`: operators of two operands, by precedence climbing; all associate to the left.
  mutating func bitwise(_ minimum: Int = 1) throws(SyntaxError) -> Expression {
    var left = try unary()
    while case .symbol(let symbol) = peek().kind, let (op, precedence) = symbol.binary, precedence >= minimum {
      _ = next()
      let right = try nested { (parser) throws(SyntaxError) in try parser.bitwise(precedence + 1) }
      left = try bounded(.binary(BinaryNode(left, op, right)))
    }
    return left
  }

  /// `unary: ('+' | '-' | '~') unary | power`
  private mutating func unary() throws(SyntaxError) -> Expression {
    let op: UnaryOperator
    switch peek().kind {
    case .symbol(.minus): op = .minus
    case .symbol(.plus): op = .plus
    case .symbol(.tilde): op = .invert
    default: return try power()
    }
    let token = next()
    let operand = try nested { (parser) throws(SyntaxError) in try parser.unary() }
    return try bounded(.unary(UnaryNode(op, operand, token.range.through(operand.range))))
  }

  /// `power: primary ['**' unary]`
  private mutating func power() throws(SyntaxError) -> Expression {
    let base = try primary()
    guard accept(.doubleStar) else { return base }
    let exponent = try nested { (parser) throws(SyntaxError) in try parser.unary() }
    return try bounded(.binary(BinaryNode(base, .power, exponent)))
  }

  /// `primary: atom ('.' name | '(' arguments ')' | '[' subscript ']')*`
  private mutating func primary() throws(SyntaxError) -> Expression {
    var result = try nested { (parser) throws(SyntaxError) in try parser.atom() }
    while true {
      switch peek().kind {
      case .symbol(.dot):
        _ = next()
        let (name, range) = try name()
        result = .attribute(AttributeNode(result, name, range))
      case .symbol(.leftParenthesis):
        _ = next()
        let arguments = try arguments()
        try expect(.rightParenthesis)
        result = .call(CallNode(result, arguments, range(from: result.range)))
      case .symbol(.leftBracket):
        _ = next()
        let index = try subscriptIndex()
        try expect(.rightBracket)
        result = .subscription(SubscriptNode(result, index, range(from: result.range)))
      default:
        return result
      }
      result = try bounded(result)
    }
  }

  /// `subscript: (slice | starred) (',' (slice | starred))* [',']`
  private mutating func subscriptIndex() throws(SyntaxError) -> Expression {
    let first = try sliceOrExpression()
    guard at(.comma) else {
      guard case .starred = first else { return first }
      return .tuple(SequenceNode([first], first.range))
    }
    var elements = [first]
    while accept(.comma), !at(.rightBracket) { elements.append(try sliceOrExpression()) }
    return .tuple(SequenceNode(elements, range(from: first.range)))
  }

  /// `slice: [expression] ':' [expression] [':' [expression]] | expression`
  private mutating func sliceOrExpression() throws(SyntaxError) -> Expression {
    if at(.star) { return try starred() }
    let from = peek().range
    var parts: [Expression?] = [nil, nil, nil]
    if !at(.colon) {
      let first = try namedExpression()
      guard at(.colon) else { return first }
      parts[0] = first
    }
    for part in 1...2 {
      guard accept(.colon) else { break }
      if !at(.colon), !at(.comma), !at(.rightBracket) { parts[part] = try expression() }
    }
    return .slice(SliceNode(parts[0], parts[1], parts[2], range(from: from)))
  }

  /// `atom: name | literal | display | '(' … ')'`
  private mutating func atom() throws(SyntaxError) -> Expression {
    let token = peek()
    switch token.kind {
    case .name:
      let (name, range) = try name()
      return .name(NameNode(name, range))
    case .number: return try number()
    case .string: return try strings()
    case .keyword(.none): return constant(.none)
    case .keyword(.true): return constant(.bool(true))
    case .keyword(.false): return constant(.bool(false))
    case .symbol(.ellipsis): return constant(.ellipsis)
    case .symbol(.leftParenthesis): return try parenthesized()
    case .symbol(.leftBracket): return try listDisplay()
    case .symbol(.leftBrace): return try braceDisplay()
    default: throw unexpected()
    }
  }

  private mutating func constant(_ value: Literal) -> Expression { .constant(ConstantNode(value, next().range)) }

  private mutating func number() throws(SyntaxError) -> Expression {
    let token = next()
    let digits = text(token)
    guard let value = Literal(number: digits) else {
      let count = digits.filter { $0 != "_" }.count
      throw failure(
        "Exceeds the limit (\(Literal.maximumDigits) digits) for integer string conversion: value has \(count) digits; "
          + "use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals "
          + "to avoid decimal conversion limits.", at: token.range)
    }
    return .constant(ConstantNode(value, token.range))
  }
}
