/// One drawing of axes as text: how much room the words around the canvas take, and what is put together in the end.
///
///     ylabel        title
///     1.0 ┤    ⡠⠔⠒⠢⡀        ── a        the canvas, with the legend in its emptiest corner
///         │ ⡠⠊      ⠈⠢⡀     ┈┈ b
///     0.0 ┤⠊          ⠈⠢
///         └──────────────
///          0     0.5    1
///               xlabel
struct AxesText {
  let axes: Axes
  /// Axes in the same place whose y axis stands at the right.
  let twin: Axes?
  let width: Int
  let height: Int
  let theme: Theme
  /// Inches of the figure that a column and a row of cells stand for.
  let cell: (width: Double, height: Double)

  var glyphs: Glyphs { theme.glyphs }

  /// Exactly `height` lines of `width` columns.
  func lines() -> [StyledText] {
    var lines = axes.isFramed ? framed() : bare()
    lines = Array(lines.prefix(height))
    while lines.count < height { lines.append(StyledText()) }
    return lines.map { $0.fitted(to: width) }
  }

  /// Only the title and the canvas.
  private func bare() -> [StyledText] {
    let header = titleLines(indent: 0, columns: width)
    let frame = makeFrame(columns: width, rows: max(1, height - header.count))
    let canvas = painted(frame)
    let indent = String(repeating: " ", count: max(0, (width - frame.columns) / 2))
    return header + (0..<frame.rows).map { StyledText(indent) + canvas.line(row: $0) }
  }

  private func framed() -> [StyledText] {
    let outside = outsideLegend(limit: max(1, height / 3))
    let footer = 2 + (axes.x.label.isEmpty ? 0 : 1) + outside.count
    var rows = max(1, height - headerRows() - footer)
    var yTicks = axes.y.ticks(limit: max(3, (rows + 1) / 2), glyphs: glyphs)
    let labelWidth = max(5, min(width / 3, ChartLabels.width(of: yTicks) + 1))
    let right = rightScale(rows)
    let rightWidth = right.map { $0.width + 2 } ?? 0
    let bar = axes.colorBar.map { ColorBarText(bar: $0, theme: theme) }
    let columns = max(4, width - labelWidth - 2 - rightWidth - (bar?.width ?? 0))
    let frame = makeFrame(columns: columns, rows: rows)
    if frame.rows != rows {
      rows = frame.rows
      yTicks = axes.y.ticks(limit: max(3, (rows + 1) / 2), glyphs: glyphs)
    }
    let xTicks = axes.x.ticks(limit: max(2, frame.columns / 12), glyphs: glyphs)
    var labels = ChartLabels(
      frame: frame, xTicks: xTicks, yTicks: yTicks.cut(to: labelWidth, glyphs), labelWidth: labelWidth,
      labels: .below(unit: ""))
    labels.right = right
    var lines = labels.composed(painted(frame))
    if let bar { lines = bar.beside(lines, rows: rows) }
    let indent = labelWidth + 2
    let header = header(indent: indent, columns: frame.columns, rightEnd: indent + frame.columns + rightWidth)
    if !axes.x.label.isEmpty {
      lines.append(centered(MathText.plain(axes.x.label), indent: indent, columns: frame.columns, role: .plain))
    }
    return header + lines + outside
  }

  // MARK: the frame

  /// The room, made smaller where a unit of x must be as long as one of y; a cell is twice as tall as wide.
  private func makeFrame(columns: Int, rows: Int) -> ChartFrame {
    let (x, y) = (axes.x.scaled, axes.y.scaled)
    var (wide, tall) = (columns, rows)
    if axes.aspect == .equal {
      let (spanX, spanY) = (x.high / 2 - x.low / 2, y.high / 2 - y.low / 2)
      // Columns for a unit of data.
      var unit = min(Double(columns) / 2 / spanX, Double(rows) / spanY)
      if axes.hasImage, unit >= 1 { unit = unit.rounded(.down) }
      if unit.isFinite, unit > 0 {
        wide = max(1, min(columns, Int((unit * spanX * 2).rounded())))
        tall = max(1, min(rows, Int((unit * spanY).rounded(.up))))
      }
    }
    return ChartFrame(x: x, y: y, columns: wide, rows: tall, glyphs: glyphs)
  }

  private func rightScale(_ rows: Int) -> (scale: AxisScale, ticks: Ticks, width: Int)? {
    guard let twin else { return nil }
    let ticks = twin.y.ticks(limit: max(3, (rows + 1) / 2), glyphs: glyphs)
    return (twin.y.scaled, ticks, ChartLabels.width(of: ticks))
  }

  private func painted(_ frame: ChartFrame) -> Canvas {
    var canvas = Canvas(columns: frame.columns, rows: frame.rows, glyphs: glyphs)
    let painter = ArtistPainter(axes: axes, frame: frame, theme: theme, cell: cell, firstOwner: 0)
    painter.draw(on: &canvas)
    if let twin {
      let second = ChartFrame(
        x: frame.x, y: twin.y.scaled, columns: frame.columns, rows: frame.rows, glyphs: glyphs)
      ArtistPainter(axes: twin, frame: second, theme: theme, cell: cell, firstOwner: axes.artists.count + 2)
        .draw(on: &canvas)
    }
    for owner in [axes, twin].compactMap(\.self) {
      guard let legend = owner.legend, !isOutside(legend) else { continue }
      LegendText(legend: legend, axes: owner, theme: theme).put(on: &canvas)
    }
    return canvas
  }

  // MARK: words

  private func centered(_ text: String, indent: Int, columns: Int, role: Role) -> StyledText {
    let start = max(0, min(width - displayWidth(text), indent + (columns - displayWidth(text)) / 2))
    return StyledText(String(repeating: " ", count: start)) + StyledText(text, role)
  }

  private func titleLines(indent: Int, columns: Int) -> [StyledText] {
    guard !axes.title.isEmpty else { return [] }
    return MathText.plain(axes.title).split(separator: "\n", omittingEmptySubsequences: false).prefix(3).map {
      centered(String($0), indent: indent, columns: columns, role: .title)
    }
  }

  private var hasSideLabels: Bool { !axes.y.label.isEmpty || twin.map { !$0.y.label.isEmpty } ?? false }

  /// As many rows as `header` gives at most; a title and a label that share a row leave one empty at the bottom.
  private func headerRows() -> Int {
    let titles =
      axes.title.isEmpty ? 0 : min(3, axes.title.split(separator: "\n", omittingEmptySubsequences: false).count)
    return titles + (hasSideLabels && !sharesRow ? 1 : 0)
  }

  /// Whether the title and the labels of the y axes fit on one line.
  private var sharesRow: Bool {
    guard hasSideLabels, !axes.title.isEmpty, !axes.title.contains("\n") else { return false }
    let side = max(displayWidth(axes.y.label), twin.map { displayWidth($0.y.label) } ?? 0)
    return 2 * side + displayWidth(axes.title) + 8 <= width
  }

  private func header(indent: Int, columns: Int, rightEnd: Int) -> [StyledText] {
    let titles = titleLines(indent: indent, columns: columns)
    guard hasSideLabels else { return titles }
    let left = MathText.plain(axes.y.label).replacing("\n", with: " ")
    let right = MathText.plain(twin?.y.label ?? "").replacing("\n", with: " ")
    let rightStart = max(displayWidth(left) + 1, min(width, rightEnd) - displayWidth(right))
    guard sharesRow, let title = titles.first?.plain.trimmingSpaces else {
      let fill = String(repeating: " ", count: max(0, rightStart - displayWidth(left)))
      return titles + [StyledText(left + fill + right)]
    }
    let titleStart = max(displayWidth(left) + 2, indent + (columns - displayWidth(title)) / 2)
    var line = StyledText(left + String(repeating: " ", count: titleStart - displayWidth(left)))
    line.append(title, .title)
    line.append(String(repeating: " ", count: max(1, rightStart - line.width)) + right)
    return [line]
  }

  // MARK: legends outside

  private func isOutside(_ legend: Axes.Legend) -> Bool {
    legend.isOutside || legend.entries.count > max(3, height * 2 / 3 - 4)
  }

  /// Legends that do not stand on the canvas: entries in rows below the axes; what finds no room is counted.
  private func outsideLegend(limit: Int) -> [StyledText] {
    [axes, twin].compactMap(\.self).flatMap { owner -> [StyledText] in
      guard let legend = owner.legend, isOutside(legend) else { return [] }
      return LegendText(legend: legend, axes: owner, theme: theme).rows(width: width, limit: limit)
    }
  }
}

extension Ticks {
  /// The same ticks with words of at most `columns`.
  func cut(to columns: Int, _ glyphs: Glyphs) -> Ticks {
    Ticks(
      values: values,
      labels: labels.map {
        displayWidth($0) <= columns ? $0 : fitted($0, columns: columns, ellipsis: glyphs.ellipsis)
      })
  }
}

extension String {
  /// Without spaces at its ends.
  var trimmingSpaces: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
