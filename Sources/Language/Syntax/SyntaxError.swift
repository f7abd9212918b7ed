/// An error of syntax, found before anything of the text runs.
public struct SyntaxError: Error, Sendable {
  public enum Kind: String, Sendable {
    case syntax = "SyntaxError", indentation = "IndentationError", tab = "TabError"
    /// Nesting that is too deep for the language's limits but not a matter of spelling.
    case recursion = "RecursionError"
    /// `!command` where commands are off is found when run; a magic that cannot be read is one of these.
    case usage = "UsageError"
  }

  public let kind: Kind
  public let message: String
  /// What to do instead; reports show it above the last line.
  public let note: String?
  public let range: SourceRange
  /// The text ended before the statement did: at a prompt, more lines may complete it.
  public let isIncomplete: Bool

  public init(
    _ message: String, at range: SourceRange, kind: Kind = .syntax, note: String? = nil, isIncomplete: Bool = false
  ) {
    self.message = message
    self.range = range
    self.kind = kind
    self.note = note
    self.isIncomplete = isIncomplete
  }
}
