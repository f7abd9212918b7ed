import Record

/// Gives every fit a log in the runs folder, and tells the terminal's thread when one begins and ends.
struct RunLog {
  private let parts: SharedParts
  private let root: String?
  private let hasPanel: Bool

  init(_ parts: SharedParts, root: String?, hasPanel: Bool) {
    self.parts = parts
    self.root = root
    self.hasPanel = hasPanel
  }

  /// The channel of a run that begins; nil for runs without a log, or if the folder cannot be written.
  func channel(for run: RunDescription) -> (any RunChannel)? {
    guard run.kind == .fit, let root else { return nil }
    do {
      let folder = try RunFolder.make(in: root)
      let channel = BoardedChannel(try RunWriter(folder: folder), parts)
      if hasPanel { parts.console.hold() }
      parts.board.began(folder, hasPanel: hasPanel)
      return channel
    } catch {
      return nil
    }
  }
}

/// A run's writer that also reports the run's end.
private final class BoardedChannel: RunChannel {
  private let writer: RunWriter
  private let parts: SharedParts

  init(_ writer: RunWriter, _ parts: SharedParts) {
    self.writer = writer
    self.parts = parts
  }

  var isStopRequested: Bool { writer.isStopRequested }
  var isPauseRequested: Bool { writer.isPauseRequested }

  func record(_ event: RunEvent) {
    writer.record(event)
    guard case .finished = event else { return }
    parts.console.endHolding()
    parts.console.markRunEnd()
    parts.board.ended()
  }
}
