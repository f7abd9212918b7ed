import CTerminal

/// Standard output and standard error, through C's streams: so what we print and what libedit draws stay in order.
public enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// False if the stream is closed or full.
  @discardableResult
  public func write(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let start = bytes.baseAddress, !bytes.isEmpty else { return true }
      return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        soma_print(rawValue, $0, bytes.count) != 0
      }
    }
  }

  @discardableResult
  public func flush() -> Bool { soma_flush(rawValue) != 0 }
}
