/// What the process returns.
public enum ExitStatus: Int32, Error, Sendable {
  case done = 0
  case scriptError = 1
  case usage = 2
  /// A file could not be read or is no program.
  case file = 3
  case interrupted = 130
  case terminated = 143
}
