import DL
import Engine
import Language
import Record
import Training

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

  /// What watches the simulators of a session. The recorder comes first: it decides whether progress text is held.
  func observers() -> [any TrainingObserver] {
    let parts = parts
    let recorder = RunRecorder(name: "fit") { description in open(description) }
    return [recorder, ProgressText(parts)]
  }

  /// The channel of a run that begins; nil for runs without a log, or if the folder cannot be written.
  private func open(_ description: RunDescription) -> (any RunChannel)? {
    guard description.kind == .fit, let root else { return nil }
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

/// A run's writer that also reports the run's end to the board.
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
    parts.console.markRunEnd()
    parts.board.ended()
  }
}

/// Keras' progress text on its way to the console.
private final class ProgressText: TrainingObserver {
  private let parts: SharedParts

  init(_ parts: SharedParts) { self.parts = parts }

  func observe(_ event: TrainingEvent) {
    switch event {
    case .began:
      // A Ctrl-C that a script has caught is over.
      if !parts.interrupt.isSet { parts.cancellation.clear() }
    case .text(let text): parts.console.write(text, to: .progress)
    case .ended: parts.console.endHolding()
    default: break
    }
  }
}
