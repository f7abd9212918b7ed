/// A definition of a script, parsed once more.

/// Where a class stands in its script.
final class ClassDefinition {
  let node: ClassStatement
  let unit: UnitInfo
  /// The cells of enclosing functions that the class uses.
  let captured: [SharedVariable]

  init(node: ClassStatement, unit: UnitInfo, captured: [SharedVariable]) {
    self.node = node
    self.unit = unit
    self.captured = captured
  }
}

/// The variables around a definition.
struct Surroundings {
  let unit: UnitInfo
  let captured: [SharedVariable]

  /// The variables of that names, each once; built-in names that no variable hides are left out.
  func values(of names: [String], _ interpreter: Interpreter) -> [DefinitionSource.Outside] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }.compactMap { name in
      let variable: SharedVariable
      if let place = unit.scope.freeNames.firstIndex(of: name), place < captured.count {
        variable = captured[place]
      } else {
        variable = unit.globals.cell(unit.globals.names.number(of: name))
        if variable.value == nil, interpreter.builtins[name] != nil { return nil }
      }
      return DefinitionSource.Outside(name: name, value: variable.value, variable: ObjectIdentifier(variable))
    }
  }
}

/// The scopes of the text that a definition stands in.
struct ParsedDefinition {
  let source: SourceText
  let range: SourceRange
  /// The definition's own scope.
  let home: Block
  /// It and the scopes inside of it.
  let inner: [Block]
  private let blocks: [Block]
  /// The lines that begin within a string, whose blanks belong to it.
  let stringLines: Set<Int>
  private let tokens: [Token]

  /// - Throws: `SyntaxError` if the text has no definition at `range`.
  init(_ source: SourceText, _ range: SourceRange) throws(SyntaxError) {
    self.source = source
    self.range = range
    let unit = try CodeUnit.parse(source)
    var walker = ScopeWalker(module: Block(.module, parent: nil, scope: unit.scope))
    try walker.walk(unit.body)
    blocks = walker.blocks
    for block in blocks { try block.lookUp() }
    guard let home = blocks.first(where: { $0.definition == range }) else {
      throw SyntaxError("the definition is not to be found in \(source.name)", at: range)
    }
    self.home = home
    inner = blocks.filter { $0.isInside(home) }
    var lexer = Lexer(source.text, firstLine: source.firstLine)
    try lexer.tokenize()
    tokens = lexer.tokens.filter {
      $0.range.start.offset >= range.start.offset && $0.range.end.offset <= range.end.offset
    }
    stringLines = tokens.filter { $0.kind == .string && $0.range.end.line > $0.range.start.line }.reduce(into: []) {
      $0.formUnion((Int($1.range.start.line) + 1)...Int($1.range.end.line))
    }
  }

  /// Whether names stand in a piece of the text.
  func hasNames(_ range: SourceRange) -> Bool { blocks.contains { !$0.names(in: range).isEmpty } }

  /// Whether a parameter or result of a function has an annotation: `->`, or a colon in the brackets after `def name`.
  var hasAnnotations: Bool {
    var depth: Int?
    for token in tokens {
      switch token.kind {
      case .keyword(.def): depth = token.nesting
      case .symbol(.arrow): return true
      case .symbol(.colon):
        guard let start = depth else { continue }
        if token.nesting == start + 1 { return true }
        if token.nesting == start { depth = nil }
      default: break
      }
    }
    return false
  }
}
