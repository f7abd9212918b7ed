import CTerminal
import Glibc

/// The terminal as the user left it, to be given back on every way out.
public enum TerminalGuard {
  /// Remembers the modes. Crash and end signals restore them from then on, see `Signals.install`.
  public static func save() { soma_terminal_save() }

  /// Leaves every special mode; harmless when none was entered.
  public static func restore() {
    fflush(nil)
    soma_terminal_restore()
  }

  /// Characters follow the user's locale, UTF-8 where there is none; numbers never do.
  public static func useLocale() { _ = soma_set_locale() }

  public static var isInteractive: Bool { isatty(0) == 1 && isatty(1) == 1 }
  public static var isOutputTerminal: Bool { isatty(1) == 1 }

  /// Rows and columns of the terminal; 24 × 80 where there is none.
  public static var size: (rows: Int, columns: Int) {
    var rows: Int32 = 24
    var columns: Int32 = 80
    _ = soma_terminal_size(&rows, &columns)
    return (Int(rows), Int(columns))
  }
}

/// Ends the process at once, without waiting for other threads.
public func exitNow(_ status: Int32) -> Never {
  fflush(nil)
  _exit(status)
}
