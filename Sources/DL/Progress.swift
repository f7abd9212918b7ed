import Glibc
import Training

/// Measures how long a stage takes.
struct Stopwatch {
  private let start = Stopwatch.now()

  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  var seconds: Double { Stopwatch.now() - start }

  /// Hours, minutes and seconds: `0:00:07`.
  var text: String {
    let whole = Int(seconds)
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : String(n) }
    return "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
  }
}

/// The line that ends a stage: `Build finished in 0:00:00.`
func announce(_ stage: String, _ clock: Stopwatch, _ observers: [any TrainingObserver]) {
  for observer in observers { observer.observe(.text("\(stage) finished in \(clock.text).\n")) }
}
