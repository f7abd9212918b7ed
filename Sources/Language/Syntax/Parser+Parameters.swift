/// Parameters of `def` and `lambda`.
extension Parser {
  private struct ParameterState {
    var list = ParameterList()
    var hasSlash = false
    var star: SourceRange?
    var hasDefault = false
  }

  /// `parameters: [parameter (',' parameter)* [',']]`, up to but not including `close`.
  /// `parameter: name [annotation] ['=' expression] | '/' | '*' [name] | '**' name`
  mutating func parameters(until close: Symbol, isLambda: Bool) throws(SyntaxError) -> ParameterList {
    var state = ParameterState()
    while !at(close) {
      if state.list.keywordVariadic != nil {
        guard at(.star) || at(.doubleStar) || at(.slash) || peek().kind == .name else { throw unexpected() }
        throw failure("arguments cannot follow var-keyword argument", at: peek().range)
      }
      try parameter(into: &state, isLambda: isLambda)
      guard accept(.comma) else { break }
    }
    if let star = state.star, state.list.variadic == nil, state.list.keywordOnly.isEmpty, at(close) {
      throw failure("named arguments must follow bare *", at: star)
    }
    return state.list
  }

  private mutating func parameter(into state: inout ParameterState, isLambda: Bool) throws(SyntaxError) {
    let token = peek()
    switch token.kind {
    case .symbol(.slash): try slash(into: &state)
    case .symbol(.star): try star(into: &state, isLambda: isLambda)
    case .symbol(.doubleStar):
      _ = next()
      state.list.keywordVariadic = try plain(isLambda: isLambda)
      if at(.assign) { throw failure("var-keyword argument cannot have default value", at: peek().range) }
    case .symbol(.leftParenthesis):
      throw failure(
        isLambda
          ? "Lambda expression parameters cannot be parenthesized" : "Function parameters cannot be parenthesized",
        at: token.range)
    default: try named(into: &state, isLambda: isLambda)
    }
  }

  private mutating func slash(into state: inout ParameterState) throws(SyntaxError) {
    let token = next()
    if state.hasSlash { throw failure("/ may appear only once", at: token.range) }
    if state.star != nil { throw failure("/ must be ahead of *", at: token.range) }
    guard !state.list.positional.isEmpty else { throw failure("invalid syntax", at: token.range) }
    state.hasSlash = true
    state.list.positionalOnlyCount = state.list.positional.count
  }

  private mutating func star(into state: inout ParameterState, isLambda: Bool) throws(SyntaxError) {
    let token = next()
    if state.star != nil { throw failure("* argument may appear only once", at: token.range) }
    state.star = token.range
    guard peek().kind == .name else { return }
    state.list.variadic = try plain(isLambda: isLambda)
    if at(.assign) { throw failure("var-positional argument cannot have default value", at: peek().range) }
  }

  /// A name with its annotation.
  private mutating func plain(isLambda: Bool) throws(SyntaxError) -> ParameterNode {
    let (name, range) = try name()
    if !isLambda, accept(.colon) { _ = at(.star) ? try starred() : try expression() }
    return ParameterNode(name, nil, range)
  }

  private mutating func named(into state: inout ParameterState, isLambda: Bool) throws(SyntaxError) {
    let bare = try plain(isLambda: isLambda)
    guard accept(.assign) else {
      if state.star != nil {
        state.list.keywordOnly.append(bare)
      } else if state.hasDefault {
        throw failure("non-default argument follows default argument", at: bare.range)
      } else {
        state.list.positional.append(bare)
      }
      return
    }
    if at(.comma) || at(.rightParenthesis) || at(.colon) {
      throw failure("expected default value expression", at: previous.range)
    }
    let node = ParameterNode(bare.name, try expression(), bare.range)
    if state.star != nil {
      state.list.keywordOnly.append(node)
    } else {
      state.hasDefault = true
      state.list.positional.append(node)
    }
  }
}
