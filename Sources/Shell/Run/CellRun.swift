import Synchronization

/// A job of the worker that the terminal's thread waits for.
final class CellRun: Sendable {
  struct Outcome: Sendable {
    /// The script asked to leave: `exit()`, `SystemExit`.
    var exit: Int32?
    var seconds = 0.0
  }

  private let outcome = Mutex<Outcome?>(nil)

  func finish(_ result: Outcome) { outcome.withLock { $0 = result } }
  var result: Outcome? { outcome.withLock { $0 } }
  var isDone: Bool { result != nil }
}
