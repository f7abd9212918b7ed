import Synchronization

/// Set from any thread to raise `KeyboardInterrupt` at the next loop turn, call or statement.
public final class InterruptFlag: Sendable {
  private let raised = Atomic<Bool>(false)
  public init() {}
  public func set() { raised.store(true, ordering: .relaxed) }
  public func clear() { raised.store(false, ordering: .relaxed) }
  public var isSet: Bool { raised.load(ordering: .relaxed) }
}
