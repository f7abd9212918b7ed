import Language
import Plot
import Terminal

extension ScriptSession {
  /// The card of a value that is too big, or too rich, for its Python form.
  func card(of value: Value) throws -> [StyledText]? { nil }
}
