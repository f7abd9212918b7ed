import Synchronization
import Terminal

/// A value that one thread waits for and another gives.
final class Answer<T: Sendable>: Sendable {
  private let value = Mutex<T?>(nil)

  func give(_ answer: T) {
    value.withLock { $0 = answer }
    Signals.wake()
  }

  /// The answer, `nil` if it does not come in time.
  func wait(seconds: Double) -> T? {
    let deadline = wallSeconds() + seconds
    while true {
      if let answer = value.withLock({ $0 }) { return answer }
      let left = deadline - wallSeconds()
      if left <= 0 { return nil }
      Signals.wait(milliseconds: max(1, Int(left * 1000)))
    }
  }
}
