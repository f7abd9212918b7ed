/// What one probe has recorded.
import Arrays
import Build
import Model

/// The samples of a probe, in order.
final class ProbeRecord {
  let probe: Probe
  private let signal: Signal
  private let view: SignalView
  /// Steps between samples; not always whole.
  private let period: Double
  private var samples: [Double] = []
  private var count = 0
  /// The array handed out last; the same one until there are new samples.
  private var array: NDArray?

  init(_ probe: Probe, _ signal: Signal, _ view: SignalView, dt: Double) {
    self.probe = probe
    self.signal = signal
    self.view = view
    period = probe.sampleEvery.map { $0 / dt } ?? 1
  }

  /// Makes room for the samples of `steps` more steps.
  func reserve(steps: Int) {
    let more = min(Double(steps) / max(period, 1) + 1, 1e6) * Double(view.count)
    guard more < 1e8 else { return }
    samples.reserveCapacity(samples.count + Int(more))
  }

  /// Takes a sample after step number `step` if it is time for one.
  func sample(step: Int) {
    guard isSampled(step, period: period) else { return }
    for i in 0..<view.count { samples.append(view[i]) }
    count += 1
    array = nil
  }

  /// Takes over what an earlier record has; without one, NaN stands for the samples of `steps`, the steps done so far.
  func goOn(_ old: ProbeRecord?, steps: Range<Int>) throws {
    if let old {
      (samples, count) = (old.samples, old.count)
      return
    }
    count = steps.lazy.map { $0 + 1 }.filter { isSampled($0, period: self.period) }.count
    samples = Array(repeating: .nan, count: count * view.count)
  }

  func clear() {
    samples.removeAll()
    count = 0
    array = nil
  }

  /// All samples: [samples] + the signal's shape; [0] before the first one. Not to be written to.
  func data() -> NDArray {
    if let array { return array }
    let whole = NDArray(samples, shape: count == 0 ? [0] : [count] + signal.shape)
    // Only to a type that is narrower than the samples is there anything to convert.
    var made = signal.dtype.isFloat && signal.dtype != .float64 ? (try? whole.cast(to: signal.dtype)) ?? whole : whole
    made.isReadOnly = true
    array = made
    return made
  }
}

/// Whether a sample is due after a step: the remainder of the step's number by the period is below 1.
func isSampled(_ step: Int, period: Double) -> Bool {
  Double(step).truncatingRemainder(dividingBy: period) < 1
}
