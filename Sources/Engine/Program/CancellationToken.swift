import CKernels

/// A request to stop, made from any thread and honoured at the next step boundary.
public final class CancellationToken: @unchecked Sendable {
  // The flag is read by the C loop over steps, which needs its address; all access is atomic.
  let flag: UnsafeMutablePointer<Int32>

  public init() {
    flag = .allocate(capacity: 1)
    flag.initialize(to: 0)
  }

  deinit { flag.deallocate() }

  public func cancel() { soma_flag_set(flag, 1) }

  /// Makes the token usable for another run.
  public func clear() { soma_flag_set(flag, 0) }

  public var isCancelled: Bool { soma_flag_get(flag) != 0 }
}
