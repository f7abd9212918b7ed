import Glibc

/// Follows the log of a run, live or finished, here or in another process.
public final class RunReader {
  public let folder: RunFolder
  private var file: Int32 = -1
  private var rest: [UInt8] = []
  /// Lines that could not be read as events: damaged, or of a later version of soma.
  public private(set) var unreadableLines = 0

  public init(folder: RunFolder) { self.folder = folder }

  deinit {
    if file >= 0 { close(file) }
  }

  /// The events written since the last call. An unfinished last line waits for its end.
  public func poll() -> [TimedEvent] {
    if file < 0 { file = open(folder.eventsPath, O_RDONLY | O_CLOEXEC) }
    guard file >= 0 else { return [] }
    var events: [TimedEvent] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      rest += chunk[..<count]
      takeLines(into: &events)
    }
    return events
  }

  private func takeLines(into events: inout [TimedEvent]) {
    var start = rest.startIndex
    while let end = rest[start...].firstIndex(of: 0x0A) {
      if let json = JSON(parsing: rest[start..<end]), let event = TimedEvent(json: json) {
        events.append(event)
      } else {
        unreadableLines += 1
      }
      start = end + 1
    }
    rest.removeSubrange(..<start)
  }
}
