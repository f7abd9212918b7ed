import Synchronization
import Terminal

/// Where the text of a session goes.
///
/// Usually straight to the standard streams. When a fit begins at a terminal, text is held back until it is clear
/// whether the panel opens; while the panel is up, what the script prints goes to its log and is printed again
/// afterwards, and progress bars are dropped, since the panel shows more.
final class Console: Sendable {
  /// `runEnd` stands for the end of a run among held text.
  enum Channel: Sendable { case output, error, progress, runEnd }

  private enum Mode { case direct, holding, panel }

  private struct State {
    var mode = Mode.direct
    var held: [(channel: Channel, text: String)] = []
    /// Printed since the panel last asked.
    var fresh: [String] = []
    var endsInNewline = true
    /// More than 0: output is dropped (`%%capture`).
    var mutes = 0
  }

  private let state = Mutex(State())

  func write(_ text: String, to channel: Channel = .output) {
    guard !text.isEmpty else { return }
    state.withLock { state in
      if state.mutes > 0 { return }
      switch state.mode {
      case .direct: Console.put(text, channel, &state)
      case .holding: state.held.append((channel, text))
      case .panel where channel != .progress:
        state.held.append((channel, text))
        state.fresh.append(text)
      case .panel: break
      }
    }
  }

  func flush() {
    StandardStream.output.flush()
    StandardStream.error.flush()
  }

  /// Starts a new line unless one has just begun.
  func endLine() {
    if !isAtLineStart { write("\n") }
  }

  /// The terminal itself has written something: the `^C` of a key press.
  func noteEcho() { state.withLock { if $0.mode != .panel { $0.endsInNewline = false } } }

  /// True if the last character written was a line's end: then a message needs no new line before it.
  var isAtLineStart: Bool { state.withLock { $0.endsInNewline } }

  func muteDepth(_ change: (Int) -> Int) { state.withLock { $0.mutes = max(0, change($0.mutes)) } }

  // MARK: around a panel

  func hold() { state.withLock { if $0.mode == .direct { $0.mode = .holding } } }

  /// The end of a run that was too short for a panel.
  func endHolding() {
    state.withLock { if $0.mode == .holding { Console.release(&$0) } }
  }

  /// False if nothing is held: the run is over already.
  func showPanel() -> Bool {
    state.withLock { state in
      guard state.mode == .holding else { return false }
      state.mode = .panel
      state.held.removeAll { $0.channel == .progress }
      state.fresh = state.held.map(\.text)
      return true
    }
  }

  /// What was printed since the last call, for the panel's log.
  func takeFresh() -> [String] {
    state.withLock { state in
      defer { state.fresh = [] }
      return state.fresh
    }
  }

  /// The run is over: what is printed from now on comes after the line that sums it up.
  func markRunEnd() {
    state.withLock { if $0.mode == .panel { $0.held.append((.runEnd, "")) } }
  }

  /// Back to the streams; what was held back is written now, `summary` where the run ended.
  func release(summary: String = "") { state.withLock { Console.release(&$0, summary: summary) } }

  private static func release(_ state: inout State, summary: String = "") {
    state.mode = .direct
    var summary = summary
    for (channel, text) in state.held {
      if channel == .runEnd {
        put(summary, .output, &state)
        summary = ""
      } else {
        put(text, channel, &state)
      }
    }
    put(summary, .output, &state)
    state.held = []
    state.fresh = []
  }

  private static func put(_ text: String, _ channel: Channel, _ state: inout State) {
    guard !text.isEmpty else { return }
    if channel == .error {
      StandardStream.output.flush()
      StandardStream.error.write(text)
      StandardStream.error.flush()
    } else {
      StandardStream.output.write(text)
      // A bar is drawn over itself, so it has to appear at once.
      if channel == .progress { StandardStream.output.flush() }
    }
    state.endsInNewline = text.last == "\n" || text.last == "\r\n"
  }
}
