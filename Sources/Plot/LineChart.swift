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
    guard let frame = ChartFrame(chart: self, rows: rows, width: width, glyphs: glyphs) else {
      return noData(width: width, height: height)
    }
    var canvas = Canvas(columns: frame.columns, rows: rows, glyphs: glyphs)
    for (index, curve) in series.enumerated() { frame.draw(curve, owner: index, on: &canvas) }
    return frame.composed(canvas).prefix(height).map { $0.fitted(to: width) }
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
