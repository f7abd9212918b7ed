import Plot
import Record
import Terminal

/// Runs the panel on the terminal's thread: reads the log, handles keys, paints at most ten times a second.
public final class DashboardSession {
  public enum Leave: Equatable, Sendable { case finished, detached, interrupted }

  private let reader: RunReader
  private let theme: Theme
  private let screen: Screen
  public private(set) var model: DashboardModel

  /// Takes the screen; `nil` if the terminal cannot show one.
  public init?(folder: RunFolder, theme: Theme) {
    guard let screen = Screen() else { return nil }
    reader = RunReader(folder: folder)
    self.theme = theme
    self.screen = screen
    model = DashboardModel(runNumber: folder.number)
  }

  /// Shows the run until it ends, the user leaves, or `isOver` says that its thread is done.
  ///
  /// - Parameters:
  ///   - staysAtEnd: the panel of a run that is over stays until the user leaves.
  ///   - printed: takes the lines that the script printed since the last call.
  public func show(staysAtEnd: Bool = false, until isOver: () -> Bool, printed: () -> [String]) -> Leave {
    var lastPaint = 0.0
    while true {
      let isOverNow = isOver()
      drain(printed)
      if (model.isOver && !staysAtEnd) || isOverNow { return .finished }
      if let leave = handleKeys() { return leave }
      let now = currentTime()
      if now - lastPaint >= 0.1 {
        _ = model.update(.tick(now: now, silence: reader.folder.silence(now: now)))
        paint()
        lastPaint = now
      }
    }
  }

  /// Gives the screen back; returns what went to standard error meanwhile.
  public func close() -> String { screen.close() }

  private func drain(_ printed: () -> [String]) {
    for event in reader.poll() { _ = model.update(.event(event)) }
    for line in printed() { _ = model.update(.printed(line)) }
  }

  private func handleKeys() -> Leave? {
    guard let key = screen.key(milliseconds: 50) else { return nil }
    defer { if key == .resize { paint() } }
    for effect in model.update(.key(key)) {
      switch effect {
      case .ask(let request, let wanted): reader.folder.ask(request, wanted)
      case .detach: return .detached
      case .interrupt: return .interrupted
      }
    }
    paint()
    return nil
  }

  private func paint() {
    let size = screen.size
    let lines = model.view(rows: size.rows, columns: size.columns, glyphs: theme.glyphs)
    screen.paint(
      lines.map { line in
        line.spans.map { span in
          let look = theme.look(of: span.role)
          return Screen.Run(span.text, color: look.color, isBold: look.isBold, isReversed: look.isReversed)
        }
      })
  }
}
