import Language
import Modules
import Plot
import Terminal

/// How figures come to the screen.
extension ScriptSession {
  /// Draws figures below each other.
  func show(_ figures: [Figure]) {
    parts.console.endLine()
    for figure in figures { show(lines(of: figure)) }
  }

  /// A figure in the size and the colours of the output; as plain text of 80 columns where there is no terminal.
  func lines(of figure: Figure) -> [StyledText] {
    let size = TerminalGuard.isOutputTerminal ? TerminalGuard.size : (rows: 24, columns: 80)
    return figure.lines(columns: size.columns, rows: size.rows, theme: theme).map(\.trimmedEnd)
  }

  /// The figure that a shown value stands for: a figure, something in it, or several such things.
  static func figure(of value: Value) -> Figure? {
    if let part = value.host(as: (any PartOfFigure).self) { return part.figureShown }
    switch value {
    case .list(let list): return list.elements.first.flatMap(figure)
    // What `subplots`, `hist` and `errorbar` give.
    case .tuple(let tuple): return tuple.elements.lazy.compactMap(figure).first
    default: return nil
    }
  }

  /// Whether the end of the cell will draw something.
  var hasOpenFigures: Bool {
    guard drawsFiguresInline, let state = try? PyplotState.existing(interpreter) else { return false }
    return state.hasFigures
  }

  /// After `%matplotlib inline`, as in a notebook: what is open at the end of a cell is drawn and closed.
  func showOpenFigures() throws {
    guard hasOpenFigures, let state = try PyplotState.existing(interpreter) else { return }
    state.showAll(interpreter)
  }
}
