import Glibc

/// What of an axis the artists need: the range of their values, and edges that no margin goes beyond.
public struct AxisRange: Equatable, Sendable {
  public private(set) var low = Double.infinity
  public private(set) var high = -Double.infinity
  /// Values at which a margin would look odd: the base of bars, the edges of images.
  private var stops: [Double] = []

  public init() {}

  /// How much room is left beside the data, as a share of their range.
  public static let margin = 0.05

  public var isEmpty: Bool { low > high }

  mutating func add(_ value: Double, _ scale: LineChart.Scale) {
    guard value.isFinite, scale == .linear || value > 0 else { return }
    low = min(low, value)
    high = max(high, value)
  }

  mutating func add(_ values: some Sequence<Double>, _ scale: LineChart.Scale) {
    for value in values { add(value, scale) }
  }

  mutating func stop(at value: Double) { if !stops.contains(value), stops.count < 64 { stops.append(value) } }

  public mutating func formUnion(_ other: AxisRange) {
    low = min(low, other.low)
    high = max(high, other.high)
    for value in other.stops { stop(at: value) }
  }

  /// The limits of an axis for these values: with margins, and of some width.
  public func limits(_ scale: LineChart.Scale, margin: Double = AxisRange.margin) -> (start: Double, end: Double) {
    guard !isEmpty else { return scale == .logarithmic ? (1, 10) : (0, 1) }
    if scale == .logarithmic { return logarithmicLimits(margin) }
    var (start, end) = (low, high)
    if end - start <= max(abs(start), abs(end)) * 1e-13 {
      let room = start == 0 && end == 0 ? 0.05 : 0.05 * max(abs(start), abs(end))
      (start, end) = (start - room, end + room)
    }
    let room = (end - start) * margin
    guard room.isFinite else { return (max(start, -1e300), min(end, 1e300)) }
    let slack = (end - start) * 1e-9
    let keepsStart = stops.contains { abs($0 - start) <= slack }
    let keepsEnd = stops.contains { abs($0 - end) <= slack }
    return (keepsStart ? start : start - room, keepsEnd ? end : end + room)
  }

  private func logarithmicLimits(_ margin: Double) -> (start: Double, end: Double) {
    guard high > low * (1 + 1e-13) else { return (max(low / 10, 1e-300), min(low * 10, 1e300)) }
    let room = (log10(high) - log10(low)) * margin
    return (
      stops.contains(low) ? low : pow(10, log10(low) - room), stops.contains(high) ? high : pow(10, log10(high) + room)
    )
  }
}

extension Artist {
  /// Its range along x and along y.
  public func ranges(x xScale: LineChart.Scale, y yScale: LineChart.Scale) -> (x: AxisRange, y: AxisRange) {
    var x = AxisRange()
    var y = AxisRange()
    switch self {
    case .curve(let curve):
      x.add(curve.x, xScale)
      y.add(curve.y, yScale)
    case .points(let points):
      x.add(points.x, xScale)
      y.add(points.y, yScale)
    case .segments(let segments):
      for piece in segments.pieces {
        x.add([piece.x0, piece.x1], xScale)
        y.add([piece.y0, piece.y1], yScale)
      }
    case .bars(let bars):
      for bar in bars.bars {
        x.add([bar.x0, bar.x1], xScale)
        y.add([bar.y0, bar.y1], yScale)
        if bars.isHorizontal { x.stop(at: bar.x0) } else { y.stop(at: bar.y0) }
      }
    case .region(let region):
      if region.isSideways {
        y.add(region.along, yScale)
        x.add(region.low + region.high, xScale)
      } else {
        x.add(region.along, xScale)
        y.add(region.low + region.high, yScale)
      }
    case .rule(let rule):
      if rule.isHorizontal { y.add([rule.from, rule.to], yScale) } else { x.add([rule.from, rule.to], xScale) }
    case .image(let picture):
      for edge in [picture.xEdges.first, picture.xEdges.last].compactMap(\.self) {
        x.add(edge, xScale)
        x.stop(at: edge)
      }
      for edge in [picture.yEdges.first, picture.yEdges.last].compactMap(\.self) {
        y.add(edge, yScale)
        y.stop(at: edge)
      }
    case .note: break
    }
    return (x, y)
  }
}
