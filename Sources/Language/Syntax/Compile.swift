extension CodeUnit {
  /// Parses and resolves `source`; names of module variables get their numbers from `globals`.
  public static func compile(_ source: SourceText, globals: GlobalNames) throws(SyntaxError) -> CodeUnit {
    let unit = try parse(source)
    try Resolver.resolve(unit, globals: globals)
    return unit
  }

  /// The tree of `source`, its names unresolved.
  static func parse(_ source: SourceText) throws(SyntaxError) -> CodeUnit {
    var parser = try Parser(source)
    return try parser.unit()
  }
}
