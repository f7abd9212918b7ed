import Glibc

/// A chart of curves and marks over a common x axis.
///
/// The chart never hides anything silently: what is not finite leaves a gap, `hidden` counts it, and points outside given
/// limits show as `▲` and `▼` at the edge and are counted as well.
public struct LineChart: Equatable, Sendable {
  public enum Style: Equatable, Sendable {
    case line
    /// Each point as this character.
    case marks(Character)
    /// The range of values in each column, as a light band behind the curves.
    case band
  }

  public struct Series: Equatable, Sendable {
    public var name: String
    public var x: [Double]
    public var y: [Double]
    public var role: Role
    public var style: Style

    /// - Precondition: none; points beyond the shorter of `x` and `y` are not drawn.
    public init(_ name: String, x: [Double], y: [Double], role: Role = .train, style: Style = .line) {
      self.name = name
      self.x = x
      self.y = y
      self.role = role
      self.style = style
    }
  }

  public enum Scale: Equatable, Sendable { case linear, logarithmic }
  /// Where the x labels stand: on the axis itself, or in a line of their own below it.
  public enum Labels: Equatable, Sendable { case onAxis, below(unit: String) }

  /// In drawing order: the last lies on top.
  public var series: [Series]
  public var scale: Scale
  public var labels: Labels
  public var xLimits: ClosedRange<Double>?
  public var yLimits: ClosedRange<Double>?

  public init(
    _ series: [Series], scale: Scale = .linear, labels: Labels = .onAxis, xLimits: ClosedRange<Double>? = nil,
    yLimits: ClosedRange<Double>? = nil
  ) {
    self.series = series
    self.scale = scale
    self.labels = labels
    self.xLimits = xLimits
    self.yLimits = yLimits
  }

  /// Points that cannot be drawn: not finite, or not positive on a logarithmic scale.
  public var hidden: Int {
    series.reduce(0) { sum, curve in
      sum + zip(curve.x, curve.y).count { !$0.isFinite || !isDrawable($1) }
    }
  }

  func isDrawable(_ y: Double) -> Bool { y.isFinite && (scale == .linear || y > 0) }

  /// The chart in `height` lines of `width` columns.
  public func lines(width: Int, height: Int, glyphs: Glyphs = .unicode) -> [StyledText] {
    let belowRows = labels == .onAxis ? 1 : 2
    let rows = max(1, height - belowRows)
    guard let limits = limits() else { return noData(width: width, height: height) }
    let y = AxisScale(from: limits.y.lowerBound, to: limits.y.upperBound, scale)
    let yTicks = y.ticks(limit: max(3, (rows + 1) / 2), glyphs: glyphs)
    let labelWidth = max(5, ChartLabels.width(of: yTicks) + 1)
    let columns = max(4, width - labelWidth - 2)
    let x = AxisScale(from: limits.x.lowerBound, to: limits.x.upperBound)
    let frame = ChartFrame(x: x, y: y, columns: columns, rows: rows, glyphs: glyphs)
    var canvas = Canvas(columns: columns, rows: rows, glyphs: glyphs)
    for (index, curve) in series.enumerated() {
      LineChart.draw(curve, in: frame, Pen(owner: index, role: curve.role), on: &canvas)
    }
    let xTicks = x.ticks(limit: max(2, columns / 12), glyphs: glyphs)
    let around = ChartLabels(frame: frame, xTicks: xTicks, yTicks: yTicks, labelWidth: labelWidth, labels: labels)
    return around.composed(canvas).prefix(height).map { $0.fitted(to: width) }
  }

  /// What the axes show; `nil` if no series has a point that can be drawn.
  private func limits() -> (x: ClosedRange<Double>, y: ClosedRange<Double>)? {
    let points = series.flatMap { curve in zip(curve.x, curve.y).filter { $0.isFinite && isDrawable($1) } }
    func range(_ values: [Double]) -> ClosedRange<Double>? {
      guard let low = values.min(), let high = values.max() else { return nil }
      return low...high
    }
    guard let x = xLimits ?? range(points.map(\.0)), let data = yLimits ?? range(points.map(\.1)) else { return nil }
    var y = ChartFrame.widened(data, scale)
    if scale == .logarithmic, y.lowerBound <= 0 { y = 1e-12...max(1e-11, y.upperBound) }
    return (ChartFrame.widened(x, .linear), y)
  }

  private static func draw(_ series: Series, in frame: ChartFrame, _ pen: Pen, on canvas: inout Canvas) {
    switch series.style {
    case .marks(let character):
      frame.mark(series.x, series.y, character, pen, showsOutside: true, on: &canvas)
    case .line: frame.draw(series.x, series.y, pen, on: &canvas)
    case .band: frame.band(series.x, series.y, pen, on: &canvas)
    }
  }

  private func noData(width: Int, height: Int) -> [StyledText] {
    let text = "no data yet"
    return (0..<max(0, height)).map { row in
      let indent = max(0, (width - text.count) / 2)
      let line = row == height / 2 ? StyledText(String(repeating: " ", count: indent) + text, .muted) : StyledText()
      return line.fitted(to: width)
    }
  }
}
