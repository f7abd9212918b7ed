import CTerminal
import Glibc

/// The full screen, painted by curses. Used on the terminal's thread only.
///
/// There is one curses screen for the life of the process; opening it again after `close` continues it. While it is
/// open, standard error goes to a file: a message written there would be lost on the alternate screen.
public final class Screen {
  /// Text in one look. `color`: number of the palette, `nil` for the terminal's own.
  public struct Run: Equatable, Sendable {
    public var text: String
    public var color: Int?
    public var isBold: Bool
    public var isReversed: Bool

    public init(_ text: String, color: Int? = nil, isBold: Bool = false, isReversed: Bool = false) {
      self.text = text
      self.color = color
      self.isBold = isBold
      self.isReversed = isReversed
    }
  }

  public enum Key: Equatable, Sendable {
    case character(Character)
    case up, down, left, right, escape, enter, tab, backspace
    case interrupt, resize, other
  }

  private var isOpen = true
  private var waitingCode: Int32 = 0

  /// Takes the screen; `nil` if this terminal has no movable cursor.
  public init?() {
    guard soma_screen_open() != 0 else { return nil }
    _ = soma_stderr_capture()
  }

  deinit { _ = close() }

  /// Gives the screen back. Returns what was written to standard error meanwhile.
  public func close() -> String {
    guard isOpen else { return "" }
    isOpen = false
    soma_screen_close()
    guard let text = soma_stderr_release() else { return "" }
    defer { free(text) }
    return String(cString: text)
  }

  public var size: (rows: Int, columns: Int) {
    var rows: Int32 = 0
    var columns: Int32 = 0
    soma_screen_size(&rows, &columns)
    return (Int(rows), Int(columns))
  }

  /// Shows `lines` from the top; what lies below them is cleared.
  public func paint(_ lines: [[Run]]) {
    let size = size
    soma_screen_clear()
    for (row, line) in lines.prefix(size.rows).enumerated() {
      var column = 0
      for run in line where column < size.columns {
        put(run, row: row, column: column)
        column += run.text.unicodeScalars.reduce(0) { $0 + max(0, Int(soma_wcwidth(wchar_t(bitPattern: $1.value)))) }
      }
    }
    soma_screen_show()
  }

  private func put(_ run: Run, row: Int, column: Int) {
    run.text.withWide {
      soma_screen_put(
        Int32(row), Int32(column), $0, Int32(run.color ?? -1), run.isBold ? 1 : 0, run.isReversed ? 1 : 0)
    }
  }

  /// The next key or signal within the time. Ctrl-Z is handled here: the program stops and comes back.
  public func key(milliseconds: Int) -> Key? {
    // A key that came together with a signal waits for its turn.
    let code = waitingCode == 0 ? soma_screen_key(Int32(clamping: milliseconds)) : waitingCode
    waitingCode = 0
    if let signal = pendingSignal() {
      waitingCode = code
      return signal
    }
    return Screen.key(code: code)
  }

  private func pendingSignal() -> Key? {
    if Signals.takeInterrupts() > 0 { return .interrupt }
    if Signals.takeSuspend() {
      soma_screen_close()
      Signals.suspend()
      _ = soma_screen_open()
      return .resize
    }
    guard Signals.takeResize() else { return nil }
    soma_screen_resize()
    soma_screen_repaint()
    return .resize
  }

  private static func key(code: Int32) -> Key? {
    switch code {
    case 0: return nil
    case 9: return .tab
    case 10, 13: return .enter
    case 27: return .escape
    case 8, 127: return .backspace
    case Int32(SOMA_KEY_UP): return .up
    case Int32(SOMA_KEY_DOWN): return .down
    case Int32(SOMA_KEY_LEFT): return .left
    case Int32(SOMA_KEY_RIGHT): return .right
    default:
      guard code > 0, let scalar = Unicode.Scalar(UInt32(code)) else { return .other }
      return .character(Character(scalar))
    }
  }
}
