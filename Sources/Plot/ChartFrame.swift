import Glibc

/// The geometry of one drawing of a chart: limits, ticks, and where a value lies on the canvas.
struct ChartFrame {
  let chart: LineChart
  let glyphs: Glyphs
  let rows: Int
  let columns: Int
  let labelWidth: Int
  let x: ClosedRange<Double>
  /// In the scale of the axis: logarithms if it is logarithmic.
  let y: ClosedRange<Double>
  let yTicks: Ticks

  /// `nil` if no series has a point that can be drawn.
  init?(chart: LineChart, rows: Int, width: Int, glyphs: Glyphs) {
    let points = chart.series.flatMap { curve in
      zip(curve.x, curve.y).filter { $0.isFinite && chart.isDrawable($1) }
    }
    guard let xLimits = chart.xLimits ?? Self.limits(points.map(\.0)),
      let data = chart.yLimits ?? Self.limits(points.map(\.1))
    else { return nil }
    var limits = Self.widened(data, chart.scale)
    if chart.scale == .logarithmic, limits.lowerBound <= 0 { limits = 1e-12...max(1e-11, limits.upperBound) }
    let tickLimit = max(3, (rows + 1) / 2)
    let ticks =
      chart.scale == .logarithmic
      ? Ticks.logarithmic(from: limits.lowerBound, to: limits.upperBound, limit: tickLimit, glyphs: glyphs)
      : Ticks.linear(from: limits.lowerBound, to: limits.upperBound, limit: tickLimit, glyphs: glyphs)
    self.chart = chart
    self.glyphs = glyphs
    self.rows = rows
    labelWidth = max(5, (ticks.labels.map { displayWidth($0) }.max() ?? 0) + 1)
    columns = max(4, width - labelWidth - 2)
    let xRange = Self.widened(xLimits, .linear)
    x = xRange
    y = Self.scaled(limits.lowerBound, chart.scale)...Self.scaled(limits.upperBound, chart.scale)
    yTicks = ticks
  }

  private static func limits(_ values: [Double]) -> ClosedRange<Double>? {
    guard let low = values.min(), let high = values.max() else { return nil }
    return low...high
  }

  /// A range of some height, for one that has none, and of a height that is a number.
  private static func widened(_ range: ClosedRange<Double>, _ scale: LineChart.Scale) -> ClosedRange<Double> {
    let low = max(-1e300, min(1e300, range.lowerBound))
    let high = max(-1e300, min(1e300, range.upperBound))
    guard low == high else { return low...high }
    if scale == .logarithmic { return low / 2...max(low * 2, low.nextUp) }
    let margin = max(abs(low) * 0.1, 1e-6)
    return low - margin...low + margin
  }

  private static func scaled(_ value: Double, _ scale: LineChart.Scale) -> Double {
    scale == .logarithmic ? log10(value) : value
  }

  // MARK: where things lie

  /// A place 0…`count` − 1 for a share 0…1 of a range; −1 below and `count` above it.
  private func place(_ share: Double, of count: Int) -> Int {
    guard share.isFinite else { return share > 0 ? count : -1 }
    if share < -1e-9 { return -1 }
    return share > 1 + 1e-9 ? count : Int((share * Double(count - 1)).rounded())
  }

  private func shareX(_ value: Double) -> Double { (value - x.lowerBound) / (x.upperBound - x.lowerBound) }

  /// From the top.
  private func shareY(_ value: Double) -> Double {
    1 - (Self.scaled(value, chart.scale) - y.lowerBound) / (y.upperBound - y.lowerBound)
  }

  private func dotX(_ value: Double, _ canvas: Canvas) -> Int { place(shareX(value), of: canvas.dotColumns) }
  private func dotY(_ value: Double, _ canvas: Canvas) -> Int { place(shareY(value), of: canvas.dotRows) }
  private func row(ofTick value: Double) -> Int { place(shareY(value), of: rows) }

  // MARK: drawing

  func draw(_ series: LineChart.Series, owner: Int, on canvas: inout Canvas) {
    switch series.style {
    case .marks(let character):
      for (px, py) in zip(series.x, series.y) where px.isFinite && chart.isDrawable(py) {
        drawMark(px, py, character, owner: owner, role: series.role, on: &canvas)
      }
    case .line, .band: drawCurve(series, owner: owner, on: &canvas)
    }
  }

  private func drawMark(
    _ px: Double, _ py: Double, _ character: Character, owner: Int, role: Role, on canvas: inout Canvas
  ) {
    let x = dotX(px, canvas)
    let y = dotY(py, canvas)
    if y < 0 {
      canvas.mark(x, 0, glyphs.isUnicode ? "▲" : "^", owner: owner, role: role)
    } else if y >= canvas.dotRows {
      canvas.mark(x, canvas.dotRows - 1, glyphs.isUnicode ? "▼" : "v", owner: owner, role: role)
    } else {
      canvas.mark(x, y, character, owner: owner, role: role)
    }
  }

  /// What the samples that fall into one column of dots leave: their range, first and last.
  private struct Column {
    var low: Int
    var high: Int
    var first: Int
    var last: Int
  }

  /// Each column keeps the range of its samples, and neighbours are joined from last to first, so that a thinned curve
  /// shows every excursion of the full one.
  private func drawCurve(_ series: LineChart.Series, owner: Int, on canvas: inout Canvas) {
    var previous: (x: Int, column: Column)?
    for (x, column) in columns(of: series, canvas) {
      guard let column else {
        previous = nil
        continue
      }
      if series.style == .line, let last = previous {
        canvas.line(last.x, last.column.last, x, column.first, owner: owner, role: series.role)
      }
      // A band is dotted: every second dot in both directions.
      for y in column.low...column.high where series.style == .line || (x + y) % 2 == 0 {
        canvas.dot(x, y, owner: owner, role: series.role)
      }
      previous = (x, column)
    }
  }

  /// The columns that have samples, in order of x as given; `nil` for a gap.
  private func columns(of series: LineChart.Series, _ canvas: Canvas) -> [(x: Int, column: Column?)] {
    var columns: [(x: Int, column: Column?)] = []
    for (px, py) in zip(series.x, series.y) {
      guard px.isFinite, chart.isDrawable(py) else {
        if columns.last?.column != nil { columns.append((-1, nil)) }
        continue
      }
      let x = dotX(px, canvas)
      guard x >= 0, x < canvas.dotColumns else { continue }
      let y = dotY(py, canvas)
      if let last = columns.last, last.x == x, var column = last.column {
        column.low = min(column.low, y)
        column.high = max(column.high, y)
        column.last = y
        columns[columns.count - 1].column = column
      } else {
        columns.append((x, Column(low: y, high: y, first: y, last: y)))
      }
    }
    return columns
  }

  // MARK: axes

  func composed(_ canvas: Canvas) -> [StyledText] {
    let axis = glyphs.axis
    var labelOfRow: [Int: String] = [:]
    // A later (larger) tick never overwrites one that stands already.
    for (value, label) in zip(yTicks.values, yTicks.labels) where labelOfRow[row(ofTick: value)] == nil {
      labelOfRow[row(ofTick: value)] = label
    }
    var lines = (0..<rows).map { row -> StyledText in
      let label = labelOfRow[row]
      let start =
        rightAligned(label ?? "", columns: labelWidth) + " " + String(label == nil ? axis.vertical : axis.tick)
      return StyledText(start, .muted) + canvas.line(row: row)
    }
    let (line, below) = xAxis()
    let indent = String(repeating: " ", count: labelWidth + 1)
    lines.append(StyledText(indent + String(axis.corner) + line, .muted))
    if let below { lines.append(StyledText(indent + " " + below, .muted)) }
    return lines
  }

  /// The axis itself, with the labels on it, or the labels for the line below; the unit follows the last one.
  private func xAxis() -> (line: String, below: String?) {
    let ticks = Ticks.linear(from: x.lowerBound, to: x.upperBound, limit: max(2, columns / 12), glyphs: glyphs)
    var cells = Array(repeating: glyphs.axis.horizontal, count: columns)
    var below = Array(repeating: Character(" "), count: columns)
    let isOnAxis = chart.labels == .onAxis
    var unit = ""
    if case .below(let text) = chart.labels, !text.isEmpty { unit = " " + text }
    var free = 0
    for (index, value) in ticks.values.enumerated() {
      let label = ticks.labels[index] + (index == ticks.values.count - 1 ? unit : "")
      let center = place(shareX(value), of: columns)
      let start = max(0, min(columns - label.count, isOnAxis ? center : center - label.count / 2))
      guard start >= free, start + label.count <= columns else { continue }
      for (offset, character) in label.enumerated() {
        if isOnAxis { cells[start + offset] = character } else { below[start + offset] = character }
      }
      free = start + label.count + 1
    }
    return (String(cells), isOnAxis ? nil : String(below))
  }
}
