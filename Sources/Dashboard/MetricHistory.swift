import Glibc

/// All values of one metric in bounded memory: stretches of equally many samples, each with its range.
///
/// Smoothing comes before thinning: every sample enters the averages, so a curve does not change its look with the
/// length of the run.
struct MetricHistory: Equatable, Sendable {
  /// What consecutive samples leave.
  struct Stretch: Equatable, Sendable {
    /// Step and value of the last sample; range of all. The range is empty (`low > high`) if none was finite.
    var step: Double
    var last: Double
    var low: Double
    var high: Double
    /// The average after the last sample, one for each level of smoothing.
    var smoothed: [Double]
    var count: Int
  }

  /// How strongly each level of smoothing remembers; level 0 is the raw curve.
  static let memories = [0, 0.6, 0.9, 0.98]
  private static let limit = 2048

  private(set) var stretches: [Stretch] = []
  private(set) var last = Double.nan
  private(set) var lastStep = 0.0
  private(set) var nonFiniteCount = 0
  private(set) var sampleCount = 0
  private(set) var best: (value: Double, step: Double)?
  private var stride = 1
  private var averages = memories.map { DebiasedAverage(memory: $0) }

  static func == (a: MetricHistory, b: MetricHistory) -> Bool {
    a.stretches == b.stretches && a.sampleCount == b.sampleCount && a.nonFiniteCount == b.nonFiniteCount
  }

  mutating func append(_ value: Double, step: Int, higherIsBetter: Bool) {
    last = value
    lastStep = Double(step)
    sampleCount += 1
    if value.isFinite {
      for level in averages.indices { averages[level].append(value) }
      if best.map({ higherIsBetter ? value > $0.value : value < $0.value }) ?? true { best = (value, Double(step)) }
    } else {
      nonFiniteCount += 1
    }
    let smoothed = averages.map { value.isFinite ? $0.value : value }
    let sample = Stretch(
      step: Double(step), last: value, low: value.isFinite ? value : .infinity,
      high: value.isFinite ? value : -.infinity, smoothed: smoothed, count: 1)
    if let end = stretches.indices.last, stretches[end].count < stride {
      stretches[end] = Self.joined(stretches[end], sample)
    } else {
      stretches.append(sample)
      if stretches.count > Self.limit { halve() }
    }
  }

  private static func joined(_ a: Stretch, _ b: Stretch) -> Stretch {
    Stretch(
      step: b.step, last: b.last, low: min(a.low, b.low), high: max(a.high, b.high), smoothed: b.smoothed,
      count: a.count + b.count)
  }

  private mutating func halve() {
    stretches = Swift.stride(from: 0, to: stretches.count, by: 2).map { index in
      index + 1 < stretches.count ? Self.joined(stretches[index], stretches[index + 1]) : stretches[index]
    }
    stride *= 2
  }
}

/// An exponential average without the pull towards zero at its start: a constant series stays constant.
struct DebiasedAverage: Equatable, Sendable {
  let memory: Double
  private var sum = 0.0
  private var weight = 0.0

  init(memory: Double) { self.memory = memory }

  mutating func append(_ value: Double) {
    sum = memory * sum + (1 - memory) * value
    weight = memory * weight + (1 - memory)
  }

  var value: Double { weight > 0 ? sum / weight : .nan }
}
