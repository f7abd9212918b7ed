import Language
import Modules
import Plot
import Terminal

/// A kind of value that is shown as a card: one row for each.
///
/// `lines` gives nil for values of other kinds, and for small ones, whose Python form says all.
struct CardKind: Sendable {
  let lines:
    @Sendable (_ value: Value, _ width: Int, _ glyphs: Glyphs, _ interpreter: Interpreter) throws -> [StyledText]?

  static let all: [CardKind] = [arrays, cards]
}

extension ScriptSession {
  /// The card of a value that is too big, or too rich, for its Python form.
  func card(of value: Value) throws -> [StyledText]? {
    if let figure = ScriptSession.figure(of: value) { return lines(of: figure) }
    let width = TerminalGuard.size.columns
    for kind in CardKind.all {
      if let lines = try kind.lines(value, width, theme.glyphs, interpreter) { return lines }
    }
    return nil
  }
}

extension CardKind {
  /// Arrays of more than a few lines of numbers.
  static let arrays = CardKind { value, width, glyphs, _ in
    guard let object: ArrayObject = value.host(), object.array.size >= 64, !object.array.dtype.isText else {
      return nil
    }
    return ArrayCard(object.array).lines(width: width, glyphs: glyphs)
  }

  /// `sim.data[ensemble]`, `sim.data[connection]`, the report of `sim.rebuild()`.
  static let cards = CardKind { value, width, glyphs, interpreter in
    guard case .object(let object) = value, let shown = object as? any ShownAsCard else { return nil }
    return try shown.card(width: width, glyphs: glyphs, interpreter)
  }
}
