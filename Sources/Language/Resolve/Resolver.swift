/// Finds out which variable each name means, before anything runs.
///
/// Scopes are lexical. A name that is bound anywhere in a function (by assignment, `for`, `with`, `import`, `def`,
/// `class`, `except`, `del`, a parameter) is a variable of that function; `global` and `nonlocal` say otherwise.
/// A name that is not bound is looked for in the enclosing functions, then in the module, then among the built-ins.
/// Class bodies are passed over in that search.
///
/// Two walks do it. The first (`ScopeWalker`) makes a `Block` for every scope, with what it binds and which names it
/// uses. The second, here, looks every use up, notes which variables closures capture, and then numbers slots and
/// cells: a captured variable lives in a cell, every other one in a slot. List, set and dict comprehensions are scopes
/// for names but run in the frame around them, so their variables are slots of that frame.
enum Resolver {
  /// Resolves the names of `unit` in place.
  ///
  /// - Throws: `SyntaxError` for misplaced `return`, `break`, `continue`, `global`, `nonlocal`, `import *`, and
  ///   parameters of the same name.
  static func resolve(_ unit: CodeUnit, globals: GlobalNames) throws(SyntaxError) {
    var walker = ScopeWalker(module: Block(.module, parent: nil, scope: unit.scope))
    try walker.walk(unit.body)
    for block in walker.blocks { try block.lookUp() }
    for block in walker.blocks where block.frame === block { block.number() }
    for block in walker.blocks { block.writeBindings(globals) }
  }
}
