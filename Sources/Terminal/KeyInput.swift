import CTerminal
import Glibc

/// Bytes from the keyboard on their way to becoming characters, and keys that nobody typed.
struct KeyInput {
  private var bytes: [UInt8] = []
  private var injected: [wchar_t] = []

  mutating func inject(_ keys: String) { injected += keys.unicodeScalars.map { wchar_t(bitPattern: $0.value) } }

  mutating func nextInjected() -> wchar_t? { injected.isEmpty ? nil : injected.removeFirst() }

  /// Reads what is there. False at the end of the input.
  mutating func fill() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = read(0, &chunk, chunk.count)
    if count < 0 { return errno == EINTR || errno == EAGAIN }
    bytes += chunk[..<count]
    return count > 0
  }

  /// The next whole character; U+FFFD for bytes that are not UTF-8.
  mutating func nextScalar() -> Unicode.Scalar? {
    guard let first = bytes.first else { return nil }
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard bytes.count >= length || bytes.contains(where: { $0 < 0x80 }) else { return nil }
    var decoder = UTF8()
    var iterator = bytes.prefix(length).makeIterator()
    if case .scalarValue(let scalar) = decoder.decode(&iterator) {
      bytes.removeFirst(UTF8.width(scalar))
      return scalar
    }
    bytes.removeFirst()
    return "\u{FFFD}"
  }
}

extension UTF8 {
  fileprivate static func width(_ scalar: Unicode.Scalar) -> Int { UTF8.encode(scalar)?.count ?? 1 }
}

extension LineEditor {
  /// libedit's reader: waits for a key, and turns signals into keys of our own.
  ///
  /// It is called exactly when the display is settled, so lists under the line are painted here.
  func nextCharacter(_ out: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    while true {
      if let key = input.nextInjected() {
        out?.pointee = key
        return 1
      }
      if let key = pendingSignalKey() {
        hideMenu()
        input.inject(key)
        continue
      }
      if let scalar = input.nextScalar() {
        hideMenu()
        out?.pointee = wchar_t(bitPattern: scalar.value)
        return 1
      }
      showMenu()
      let ready = soma_wait(0, -1)
      if ready & 2 != 0 { soma_drain_wake() }
      if ready & 1 != 0, !input.fill() { return 0 }
    }
  }

  private func pendingSignalKey() -> String? {
    if Signals.takeInterrupts() > 0 { return KeyTable.interruptKey }
    if Signals.takeResize() { return KeyTable.resizeKey }
    if Signals.takeSuspend() { return KeyTable.suspendKey }
    return nil
  }
}
