import CTerminal

/// The signals of the keyboard, collected for the thread that owns the terminal.
public enum Signals {
  /// From now on Ctrl-C is a flag, and TERM and HUP give the terminal back and end the process with 143 and 129.
  /// `interactive`: Ctrl-Z and resize are flags as well.
  public static func install(interactive: Bool) { soma_signals_install(interactive ? 1 : 0) }

  /// How often Ctrl-C was pressed since the last call.
  public static func takeInterrupts() -> Int { Int(soma_take_interrupts()) }
  public static func takeResize() -> Bool { soma_take_resize() != 0 }
  public static func takeSuspend() -> Bool { soma_take_suspend() != 0 }

  /// Stops the process, as Ctrl-Z does; returns when it goes on.
  public static func suspend() { soma_suspend() }

  /// Ends the current `wait` of the terminal's thread; to be called from any thread.
  public static func wake() { soma_wake() }

  /// Waits for a signal or a `wake`, at most so long.
  public static func wait(milliseconds: Int) {
    if soma_wait(-1, Int32(clamping: milliseconds)) & 2 != 0 { soma_drain_wake() }
  }

  /// Gives the calling thread a stack for handlers, so that even its own overflow restores the terminal.
  public static func useSignalStack() { soma_use_signal_stack() }
}
