/// `import` and `from … import`.
extension Parser {
  /// `'import' path ['as' name] (',' …)*`
  mutating func importStatement() throws(SyntaxError) -> Statement {
    let start = next().range
    var items: [ImportStatement.Item] = []
    repeat {
      let from = peek().range
      let path = try dottedName()
      let hasAlias = accept(.as)
      let (bound, boundRange) = hasAlias ? try name() : (path.names[0], from)
      let target = NameNode(bound, hasAlias ? boundRange : path.range)
      items.append(
        ImportStatement.Item(path: path.names, target: target, hasAlias: hasAlias, range: range(from: from)))
    } while accept(.comma)
    return .importModules(ImportStatement(items, range(from: start)))
  }

  private mutating func dottedName() throws(SyntaxError) -> (names: [String], range: SourceRange) {
    let first = try name()
    var names = [first.text]
    while accept(.dot) { names.append(try name().text) }
    return (names, range(from: first.range))
  }

  /// `'from' '.'* path 'import' ('*' | items | '(' items [','] ')')`
  mutating func importFromStatement() throws(SyntaxError) -> Statement {
    let start = next().range
    let pathStart = peek().range
    var level = 0
    while at(.dot) || at(.ellipsis) { level += next().kind == .symbol(.dot) ? 1 : 3 }
    let path = level > 0 && at(.import) ? [] : try dottedName().names
    let pathRange = range(from: pathStart)
    try expect(.import)
    var items: [ImportFromStatement.Item] = []
    let isStar = accept(.star)
    if !isStar {
      let isParenthesized = accept(.leftParenthesis)
      items = try importedNames(isParenthesized: isParenthesized)
      if isParenthesized { try expect(.rightParenthesis) }
    }
    return .importFrom(
      ImportFromStatement(
        level: level, path: path, items: items, isStar: isStar, pathRange: pathRange, range(from: start)))
  }

  private mutating func importedNames(isParenthesized: Bool) throws(SyntaxError) -> [ImportFromStatement.Item] {
    var items: [ImportFromStatement.Item] = []
    repeat {
      if isParenthesized, !items.isEmpty, at(.rightParenthesis) { break }
      if !isParenthesized, !items.isEmpty, peek().kind == .newline {
        throw failure("trailing comma not allowed without surrounding parentheses", at: peek().range)
      }
      let (imported, from) = try name()
      let bound = accept(.as) ? try name() : (imported, from)
      items.append(
        ImportFromStatement.Item(
          name: imported, target: NameNode(bound.0, bound.1), range: range(from: from)))
    } while accept(.comma)
    return items
  }
}
