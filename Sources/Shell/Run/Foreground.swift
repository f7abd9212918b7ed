import Dashboard
import Language
import Plot
import Record
import Terminal

/// The terminal's thread while the worker computes: it passes Ctrl-C on, and shows the panel of a fit.
final class Foreground {
  private let console: Console
  private let board: RunBoard
  private let theme: Theme
  private let interrupt: InterruptFlag
  private let isInteractive: Bool
  /// The run whose panel was left or cannot be shown.
  private var leftRun: String?
  /// Ctrl-C presses since the job began.
  private var presses = 0

  /// A fit that is over sooner never takes the screen.
  private static let panelDelay = 0.3

  init(_ parts: SharedParts, theme: Theme, isInteractive: Bool) {
    console = parts.console
    board = parts.board
    interrupt = parts.interrupt
    self.theme = theme
    self.isInteractive = isInteractive
  }

  /// Waits for the end of `run`.
  func wait(for run: CellRun) -> CellRun.Outcome {
    presses = 0
    while true {
      if let result = run.result { return result }
      Signals.wait(milliseconds: 50)
      handleSignals()
      if let current = board.current, isDue(current) { show(current, run) }
    }
  }

  private func isDue(_ entry: RunBoard.Entry) -> Bool {
    entry.hasPanel && !entry.isOver && entry.folder.path != leftRun
      && currentTime() - entry.startTime > Self.panelDelay
  }

  private func handleSignals() {
    let count = Signals.takeInterrupts()
    if count > 0 { interruptWork(count) }
    if isInteractive, Signals.takeSuspend() { Signals.suspend() }
  }

  /// The first press stops at the next step or statement; after three that led to nothing, the fourth ends the process.
  private func interruptWork(_ count: Int) {
    presses += count
    console.noteEcho()
    interrupt.set()
    if presses == 3 { console.write("still at work; Ctrl-C once more ends soma\n", to: .error) }
    if presses >= 4 {
      TerminalGuard.restore()
      exitNow(ExitStatus.interrupted.rawValue)
    }
  }

  // MARK: the panel

  private func show(_ entry: RunBoard.Entry, _ run: CellRun) {
    leftRun = entry.folder.path
    guard console.showPanel() else { return }
    guard let session = DashboardSession(folder: entry.folder, theme: theme) else {
      console.release()
      return
    }
    let board = board
    func isOver() -> Bool { run.isDone || board.current?.folder != entry.folder || board.current?.isOver != false }
    var leave = session.show(until: isOver) { [console] in console.takeFresh() }
    while leave == .interrupted, presses < 2 {
      interruptWork(1)
      leave = session.show(until: isOver) { [console] in console.takeFresh() }
    }
    let errors = session.close()
    let summary = leave == .finished ? theme.ansi(session.model.summaryLine(theme.glyphs)) + "\n" : ""
    console.release(summary: summary)
    if !errors.isEmpty { console.write(errors, to: .error) }
  }
}
