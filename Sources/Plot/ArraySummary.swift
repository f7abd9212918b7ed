import Glibc

/// What matters about many numbers before their digits: range, mean, spread, distribution.
public struct ArraySummary: Equatable, Sendable {
  public var count = 0
  public var nanCount = 0
  public var infiniteCount = 0
  public var zeroCount = 0
  /// Of the finite values; 0 if there are none.
  public var minimum = 0.0
  public var mean = 0.0
  public var maximum = 0.0
  public var deviation = 0.0
  /// How many of the finite values lie in each of equal parts of the range.
  public var histogram: [Int] = []

  /// Cells of a histogram where nothing else is asked for.
  public static let defaultBins = 12

  public init(_ values: UnsafeBufferPointer<Double>, bins: Int = defaultBins) {
    count = values.count
    var low = Double.infinity
    var high = -Double.infinity
    var sum = 0.0
    for value in values {
      guard value.isFinite else {
        if value.isNaN { nanCount += 1 } else { infiniteCount += 1 }
        continue
      }
      if value == 0 { zeroCount += 1 }
      low = min(low, value)
      high = max(high, value)
      sum += value
    }
    let finite = finiteCount
    guard finite > 0 else { return }
    minimum = low
    maximum = high
    mean = max(low, min(high, sum / Double(finite)))
    measureSpread(values, bins: max(1, bins))
  }

  public init(_ values: [Double], bins: Int = defaultBins) {
    self = values.withUnsafeBufferPointer { ArraySummary($0, bins: bins) }
  }

  public var finiteCount: Int { count - nanCount - infiniteCount }

  private mutating func measureSpread(_ values: UnsafeBufferPointer<Double>, bins: Int) {
    histogram = Array(repeating: 0, count: bins)
    let scale = Double(bins) / (maximum - minimum)
    var squares = 0.0
    for value in values where value.isFinite {
      squares += (value - mean) * (value - mean)
      let place = (value - minimum) * scale
      histogram[place.isFinite ? max(0, min(bins - 1, Int(place))) : bins / 2] += 1
    }
    deviation = sqrt(squares / Double(finiteCount))
    // A mean that is zero up to rounding is zero.
    if abs(mean) < 1e-12 * max(abs(minimum), abs(maximum)) { mean = 0 }
  }

  /// minimum, mean, maximum and standard deviation in one style.
  public func texts(glyphs: Glyphs = .unicode) -> (minimum: String, mean: String, maximum: String, deviation: String) {
    guard finiteCount > 0 else { return ("", "", "", "") }
    let style = NumberStyle(for: [minimum, maximum, deviation].filter { $0 != 0 }, glyphs: glyphs)
    return (style.text(minimum), style.text(mean), style.text(maximum), style.text(deviation))
  }
}
