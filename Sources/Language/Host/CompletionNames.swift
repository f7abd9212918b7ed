/// Names that completion offers besides the variables of the session.
extension Interpreter {
  public static var reservedWords: [String] { Keyword.allCases.map(\.rawValue) }
}
