import Glibc

/// From the values of one axis to places on it.
struct AxisScale: Equatable {
  /// The values at the left or lower end, and at the other; the first may be the larger one.
  let start: Double
  let end: Double
  let kind: LineChart.Scale
  private let scaledStart: Double
  private let scaledSpan: Double

  /// - Precondition: both ends are finite and differ; positive for a logarithmic axis.
  init(from start: Double, to end: Double, _ kind: LineChart.Scale = .linear) {
    self.start = start
    self.end = end
    self.kind = kind
    scaledStart = AxisScale.scaled(start, kind)
    // Halves, so that the span of any two numbers is a number.
    scaledSpan = AxisScale.scaled(end, kind) / 2 - AxisScale.scaled(start, kind) / 2
  }

  static func scaled(_ value: Double, _ kind: LineChart.Scale) -> Double { kind == .logarithmic ? log10(value) : value }

  var low: Double { min(start, end) }
  var high: Double { max(start, end) }

  func isDrawable(_ value: Double) -> Bool { value.isFinite && (kind == .linear || value > 0) }

  /// 0 at the start, 1 at the end, beyond them outside; not a number for what has no place.
  func share(_ value: Double) -> Double {
    guard kind == .linear || value > 0 else { return .nan }
    return (AxisScale.scaled(value, kind) / 2 - scaledStart / 2) / scaledSpan
  }

  /// The value at a share.
  func value(at share: Double) -> Double {
    let scaled = scaledStart + scaledSpan * 2 * share
    return kind == .logarithmic ? pow(10, scaled) : scaled
  }

  func ticks(limit: Int, glyphs: Glyphs = .unicode) -> Ticks {
    kind == .logarithmic
      ? Ticks.logarithmic(from: low, to: high, limit: limit, glyphs: glyphs)
      : Ticks.linear(from: low, to: high, limit: limit, glyphs: glyphs)
  }

  /// A place 0…`count` − 1 for a share 0…1; −1 below and `count` above it.
  static func place(_ share: Double, of count: Int) -> Int {
    guard share.isFinite else { return share > 0 ? count : -1 }
    if share < -1e-9 { return -1 }
    return share > 1 + 1e-9 ? count : Int((share * Double(count - 1)).rounded())
  }
}
