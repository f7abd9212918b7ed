extension CodeUnit {
  /// Parses and resolves `source`; names of module variables get their numbers from `globals`.
  public static func compile(_ source: SourceText, globals: GlobalNames) throws(SyntaxError) -> CodeUnit {
    throw SyntaxError("not written yet", at: .none)
  }
}

/// Whether a text typed at a prompt can run.
public enum Completeness: Sendable {
  case complete
  /// More lines are needed; `indent` is the column at which the next one would naturally start.
  case incomplete(indent: Int)
  case invalid(SyntaxError)
}
