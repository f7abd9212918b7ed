import Record
import Synchronization
import Terminal

/// The run that is going on, as the terminal's thread needs to know it.
final class RunBoard: Sendable {
  struct Entry: Sendable {
    var folder: RunFolder
    var startTime: Double
    var hasPanel: Bool
    var isOver = false
  }

  private let entry = Mutex<Entry?>(nil)

  func began(_ folder: RunFolder, hasPanel: Bool) {
    entry.withLock { $0 = Entry(folder: folder, startTime: currentTime(), hasPanel: hasPanel) }
    Signals.wake()
  }

  func ended() {
    entry.withLock { $0?.isOver = true }
    Signals.wake()
  }

  var current: Entry? { entry.withLock { $0 } }
}
