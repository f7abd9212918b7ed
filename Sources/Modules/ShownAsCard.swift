import Language
import Plot

/// A value that the prompt and `print` show as a table.
public protocol ShownAsCard: Printable {
  func card(width: Int, glyphs: Glyphs, _ interpreter: Interpreter) throws -> [StyledText]
}

extension ShownAsCard {
  /// The card in plain characters, 80 columns wide.
  public func str(_ interpreter: Interpreter) throws -> String {
    try card(width: 80, glyphs: .unicode, interpreter).map(\.plain).joined(separator: "\n")
  }
}
