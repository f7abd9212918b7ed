import Glibc

/// Where the marks of an axis stand, and how they are written.
public struct Ticks: Equatable, Sendable {
  public var values: [Double]
  public var labels: [String]

  public init(values: [Double], labels: [String]) {
    self.values = values
    self.labels = labels
  }

  /// Multiples of 1, 2 or 5 times a power of ten between `low` and `high`, at most `limit`.
  public static func linear(from low: Double, to high: Double, limit: Int, glyphs: Glyphs = .unicode) -> Ticks {
    guard low.isFinite, high.isFinite, high > low, limit > 0 else { return Ticks(values: [], labels: []) }
    var step = niceStep(atLeast: (high - low) / Double(limit))
    var count = 0
    var first = 0.0
    while true {
      first = (low / step - 1e-9).rounded(.up)
      // The little slack keeps a tick that rounding puts a hair outside.
      let places = (high / step + 1e-9).rounded(.down) - first + 1
      guard places > Double(limit) else {
        count = max(0, Int(places))
        break
      }
      step = niceStep(atLeast: step * 1.5)
    }
    let values = (0..<count).map { (first + Double($0)) * step }
    return Ticks(values: values, labels: values.map { label($0, step: step, glyphs: glyphs) })
  }

  /// 1, 2 and 5 times powers of ten; only the powers, and then every so many of them, where there is no room.
  public static func logarithmic(from low: Double, to high: Double, limit: Int, glyphs: Glyphs = .unicode) -> Ticks {
    guard low > 0, high > low, high.isFinite, limit > 0 else { return Ticks(values: [], labels: []) }
    let decades = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
    func candidates(_ factors: [Double], stride: Int) -> [Double] {
      var values: [Double] = []
      for decade in decades where decade % stride == 0 {
        for factor in factors {
          let value = factor * pow(10, Double(decade))
          if value >= low * (1 - 1e-9), value <= high * (1 + 1e-9) { values.append(value) }
        }
      }
      return values
    }
    var values = candidates([1, 2, 5], stride: 1)
    var stride = 1
    while values.count > limit, stride <= decades.count {
      values = candidates([1], stride: stride)
      stride += 1
    }
    if values.count < 2 { return linear(from: low, to: high, limit: limit, glyphs: glyphs) }
    return Ticks(values: values, labels: values.map { label($0, step: $0, glyphs: glyphs) })
  }

  /// The smallest 1, 2 or 5 times a power of ten that is `size` or more.
  static func niceStep(atLeast size: Double) -> Double {
    let power = pow(10, log10(size).rounded(.down))
    for factor in [1.0, 2, 5] where factor * power >= size * (1 - 1e-9) { return factor * power }
    return 10 * power
  }

  /// At most six characters or so: `0.05`, `1,000`, `2e-4`, `12 k`.
  static func label(_ value: Double, step: Double, glyphs: Glyphs) -> String {
    // A tick that should be zero is a rounding error away from it.
    if abs(value) < abs(step) * 1e-6 { return "0" }
    let size = abs(value)
    let sign = value < 0 ? glyphs.minus : ""
    if size >= 1e7 || size < 1e-3 { return sign + Decimal(size, digits: 3).exponential }
    if size >= 1e4, size == size.rounded(), size.truncatingRemainder(dividingBy: 1000) == 0 {
      return sign + countText(Int(size / 1000)) + "k"
    }
    if size >= 1000, size == size.rounded() { return sign + countText(Int(size)) }
    let places = max(0, Int((-log10(step)).rounded(.up)))
    return sign + Decimal(size, digits: max(1, min(7, Decimal(size, digits: 1).pointPosition + places))).positional
  }
}
