import Glibc

/// The largest things that a script may make at once; beyond, `MemoryError`.
enum Limits {
  /// Half of the machine's memory.
  static let bytes = max(1 << 28, sysconf(Int32(_SC_PHYS_PAGES)) / 2 * max(1, sysconf(Int32(_SC_PAGESIZE))))
  /// Elements of one list or tuple.
  static let elements = bytes / MemoryLayout<Value>.stride
  static let stringBytes = bytes

  static func exceeded() -> ScriptError { ScriptError(ExceptionObject(.memoryError, [])) }
}
