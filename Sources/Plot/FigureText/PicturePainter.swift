/// Draws images: two pixels a cell in colours, else shades.
struct PicturePainter {
  let frame: ChartFrame
  let theme: Theme

  private typealias Pixel = (color: Color, share: Double)

  func draw(_ picture: Picture, _ pen: Pen, on canvas: inout Canvas) {
    let columns = (0..<canvas.columns).map { column in
      range(picture.xEdges, frame.x, Double(column), Double(column + 1), canvas.columns)
    }
    // Half rows from the top; the axis starts at the bottom.
    let halves = (0..<canvas.rows * 2).map { half in
      range(
        picture.yEdges, frame.y, Double(canvas.rows * 2 - half - 1), Double(canvas.rows * 2 - half), canvas.rows * 2)
    }
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns {
        let upper = picture.mean(rows: halves[row * 2], columns: columns[column])
        let lower = picture.mean(rows: halves[row * 2 + 1], columns: columns[column])
        put(upper, lower, column: column, row: row, pen, on: &canvas)
      }
    }
  }

  /// The cells of the picture that a stretch of the canvas shows.
  private func range(_ edges: [Double], _ scale: AxisScale, _ from: Double, _ to: Double, _ count: Int) -> Range<Int> {
    Picture.cells(
      of: edges, from: scale.value(at: from / Double(count)), to: scale.value(at: to / Double(count)))
  }

  private func put(_ upper: Pixel?, _ lower: Pixel?, column: Int, row: Int, _ pen: Pen, on canvas: inout Canvas) {
    var own = pen
    guard theme.colors == .palette, theme.glyphs.isUnicode else {
      let shares = [upper, lower].compactMap { $0?.share }
      guard !shares.isEmpty else { return }
      let shades = theme.glyphs.shades
      let share = shares.reduce(0, +) / Double(shares.count)
      own.ink = nil
      canvas.put(shades[min(shades.count - 1, Int(share * Double(shades.count)))], column: column, row: row, own)
      return
    }
    switch (upper, lower) {
    case (let upper?, let lower):
      own.ink = .pixels(upper: upper.color, lower: lower?.color)
      canvas.put("▀", column: column, row: row, own)
    case (nil, let lower?):
      own.ink = .pixels(upper: lower.color, lower: nil)
      canvas.put("▄", column: column, row: row, own)
    case (nil, nil): break
    }
  }
}

/// The scale of an image's colours, as a column beside the axes.
struct ColorBarText {
  let bar: Axes.ColorBar
  let theme: Theme

  private func ticks(_ rows: Int) -> Ticks {
    let (low, high) = bar.high > bar.low ? (bar.low, bar.high) : (bar.low, bar.low + 1)
    return Axes.Axis(from: low, to: high).ticks(limit: max(2, rows / 3), glyphs: theme.glyphs)
  }

  /// Columns that it takes.
  var width: Int { 5 + max(ChartLabels.width(of: ticks(12)), ChartLabels.width(of: ticks(3)), 4) }

  /// The first `rows` of `lines`, which hold the canvas, with the scale at their right.
  func beside(_ lines: [StyledText], rows: Int) -> [StyledText] {
    let ticks = ticks(rows)
    let scale = Axes.Axis(from: bar.low, to: max(bar.high, bar.low.nextUp)).scaled
    var words: [Int: String] = [:]
    for (value, label) in zip(ticks.values, ticks.labels) {
      words[AxisScale.place(1 - scale.share(value), of: rows)] = label
    }
    var out = lines
    for row in 0..<min(rows, lines.count) {
      out[row].append("  ")
      let upper = 1 - (Double(row) + 0.25) / Double(rows)
      let lower = 1 - (Double(row) + 0.75) / Double(rows)
      if theme.colors == .palette, theme.glyphs.isUnicode {
        out[row].append("▀▀", ink: .pixels(upper: bar.map.color(at: upper), lower: bar.map.color(at: lower)))
      } else {
        let shades = theme.glyphs.shades
        let shade = shades[min(shades.count - 1, Int((upper + lower) / 2 * Double(shades.count)))]
        out[row].append(String(repeating: shade, count: 2))
      }
      out[row].append(" " + (words[row] ?? ""), .muted)
    }
    if !bar.label.isEmpty, rows < lines.count { out[rows].append("  " + MathText.plain(bar.label), .muted) }
    return out
  }
}
