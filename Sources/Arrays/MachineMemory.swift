import Glibc

/// How much memory the process may use. Pages beyond it end the process when they are touched, so whoever makes
/// something whose size a script decides asks here first.
public enum MachineMemory {
  /// Bytes: the machine's memory, or less where the process is held to less (`ulimit -v`).
  public static let limit: Int = {
    let physical = sysconf(Int32(_SC_PHYS_PAGES)) &* sysconf(Int32(_SC_PAGESIZE))
    var bound = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &bound) == 0 else { return physical }
    return min(physical, Int(clamping: bound.rlim_cur))
  }()

  /// Checks that work on `bytes` bytes leaves at least half of the memory to everything else.
  ///
  /// - Throws: `MemoryError` that begins with `purpose`, as in "a run of 5 steps".
  public static func require(bytes: Double, for purpose: String) throws {
    guard bytes > Double(limit) / 2 else { return }
    throw ArrayError(
      .memory,
      "\(purpose) needs \(ArrayError.amount(bytes)) of memory; this machine has \(ArrayError.amount(Double(limit)))")
  }
}
