/// Parentheses, lists, sets, dicts and comprehensions.
extension Parser {
  /// `'(' ')' | '(' element ')' | '(' element ',' … ')' | '(' element for … ')'`
  mutating func parenthesized() throws(SyntaxError) -> Expression {
    let open = try expect(.leftParenthesis)
    if accept(.rightParenthesis) { return .tuple(SequenceNode([], range(from: open.range))) }
    if at(.doubleStar) { throw doubleStarred() }
    let first = try displayElement()
    if atComprehension() {
      try checkUnpacking(first)
      let clauses = try comprehensionClauses()
      try expect(.rightParenthesis)
      return try bounded(
        .comprehension(
          ComprehensionNode(.generator, element: first, value: nil, clauses: clauses, range(from: open.range))))
    }
    if accept(.rightParenthesis) {
      if case .starred = first { throw failure("cannot use starred expression here", at: first.range) }
      return first
    }
    let elements = try displayElements(after: first, until: .rightParenthesis)
    return try bounded(.tuple(SequenceNode(elements, range(from: open.range))))
  }

  private mutating func doubleStarred() -> SyntaxError {
    let start = peek().range
    let isExpression: Void? = attempt { (parser) throws(SyntaxError) in
      _ = parser.next()
      _ = try parser.expression()
      try parser.expect(.rightParenthesis)
    }
    return isExpression == nil
      ? unexpected() : failure("cannot use double starred expression here", at: start)
  }

  /// `'[' ']' | '[' element (',' element)* [','] ']' | '[' element for … ']'`
  mutating func listDisplay() throws(SyntaxError) -> Expression {
    let open = try expect(.leftBracket)
    if accept(.rightBracket) { return .list(SequenceNode([], range(from: open.range))) }
    let first = try displayElement()
    if atComprehension() {
      try checkUnpacking(first)
      let clauses = try comprehensionClauses()
      try expect(.rightBracket)
      return try bounded(
        .comprehension(ComprehensionNode(.list, element: first, value: nil, clauses: clauses, range(from: open.range))))
    }
    let elements = try displayElements(after: first, until: .rightBracket)
    return try bounded(.list(SequenceNode(elements, range(from: open.range))))
  }

  /// `'{' '}' | '{' pair … '}' | '{' element … '}'`, each also as a comprehension.
  mutating func braceDisplay() throws(SyntaxError) -> Expression {
    let open = try expect(.leftBrace)
    if accept(.rightBrace) { return .dict(DictNode([], range(from: open.range))) }
    if at(.doubleStar) { return try dictDisplay(after: try dictEntry(isFirst: true), from: open.range) }
    let first = try displayElement()
    if at(.colon) {
      let value = try dictValue()
      return try dictDisplay(after: DictNode.Entry(key: first, value: value), from: open.range)
    }
    if atComprehension() {
      try checkUnpacking(first)
      let clauses = try comprehensionClauses()
      try expect(.rightBrace)
      return try bounded(
        .comprehension(ComprehensionNode(.set, element: first, value: nil, clauses: clauses, range(from: open.range))))
    }
    let elements = try displayElements(after: first, until: .rightBrace)
    return try bounded(.set(SequenceNode(elements, range(from: open.range))))
  }

  private mutating func displayElement() throws(SyntaxError) -> Expression {
    at(.star) ? try starred() : try namedExpression()
  }

  /// The other elements of a display whose first one has been read, up to and including its closing bracket.
  private mutating func displayElements(after first: Expression, until close: Symbol) throws(SyntaxError)
    -> [Expression]
  {
    var elements = [first]
    while accept(.comma), !at(close) { elements.append(try displayElement()) }
    if close != .rightParenthesis, elements.count > 1, atComprehension() {
      throw failure(
        "did you forget parentheses around the comprehension target?", at: first.range.through(previous.range))
    }
    try expect(close)
    return elements
  }

  private mutating func checkUnpacking(_ element: Expression) throws(SyntaxError) {
    guard case .starred = element else { return }
    throw failure("iterable unpacking cannot be used in comprehension", at: element.range)
  }

  // MARK: dicts

  /// `pair: expression ':' expression | '**' bitwise`
  private mutating func dictEntry(isFirst: Bool) throws(SyntaxError) -> DictNode.Entry {
    if at(.doubleStar) {
      let star = next()
      let value = try bitwise()
      if isFirst, atComprehension() {
        throw failure("dict unpacking cannot be used in dict comprehension", at: star.range)
      }
      return DictNode.Entry(key: nil, value: value)
    }
    keyNesting = previous.nesting
    let key = try expression()
    keyNesting = nil
    guard at(.colon) else { throw failure("':' expected after dictionary key", at: previous.range) }
    return DictNode.Entry(key: key, value: try dictValue())
  }

  /// `':' expression`
  private mutating func dictValue() throws(SyntaxError) -> Expression {
    let colon = try expect(.colon)
    if at(.star) {
      let star = peek()
      throw failure("cannot use a starred expression in a dictionary value", at: star.range)
    }
    if at(.rightBrace) || at(.comma) {
      throw failure("expression expected after dictionary key and ':'", at: colon.range)
    }
    return try expression()
  }

  private mutating func dictDisplay(
    after first: DictNode.Entry, from open: SourceRange
  ) throws(SyntaxError) -> Expression {
    if let key = first.key, atComprehension() {
      let clauses = try comprehensionClauses()
      try expect(.rightBrace)
      return try bounded(
        .comprehension(
          ComprehensionNode(.dict, element: key, value: first.value, clauses: clauses, range(from: open))))
    }
    var entries = [first]
    while accept(.comma), !at(.rightBrace) { entries.append(try dictEntry(isFirst: false)) }
    try expect(.rightBrace)
    return try bounded(.dict(DictNode(entries, range(from: open))))
  }

  // MARK: comprehensions

  mutating func atComprehension() -> Bool {
    at(.for) || (at(.async) && peek(1).kind == .keyword(.for))
  }

  /// `clauses: ('for' targets 'in' disjunction ('if' disjunction)*)+`
  mutating func comprehensionClauses() throws(SyntaxError) -> [ComprehensionNode.Clause] {
    var clauses: [ComprehensionNode.Clause] = []
    while atComprehension() {
      try expect(.for)
      let target = try loopTarget()
      try expect(.in)
      let iterable = try disjunction()
      var conditions: [Expression] = []
      while accept(.if) { conditions.append(try disjunction()) }
      clauses.append(ComprehensionNode.Clause(target: target, iterable: iterable, conditions: conditions))
    }
    return clauses
  }
}
