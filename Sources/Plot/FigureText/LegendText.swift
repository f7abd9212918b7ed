/// The names of series, each with a sample of how it is drawn.
struct LegendText {
  let legend: Axes.Legend
  let axes: Axes
  let theme: Theme
  private let style: SeriesStyle

  init(legend: Axes.Legend, axes: Axes, theme: Theme) {
    self.legend = legend
    self.axes = axes
    self.theme = theme
    style = SeriesStyle(axes: axes, theme: theme)
  }

  private var lines: [StyledText] {
    let title = legend.title.isEmpty ? [] : [StyledText(MathText.plain(legend.title), .emphasis)]
    return title + legend.entries.map { sample($0) + StyledText(" " + MathText.plain($0.label)) }
  }

  /// Two columns that look like the artist.
  private func sample(_ entry: Axes.Legend.Entry) -> StyledText {
    let place = entry.place ?? -1
    var text = StyledText()
    text.append(characters(entry.artist, place), ink: .stroke(entry.artist.color))
    return text
  }

  private func characters(_ artist: Artist, _ place: Int) -> String {
    let glyphs = theme.glyphs
    switch artist {
    case .curve(let curve):
      if curve.dash == .none { return " " + String(curve.marker?.character(glyphs) ?? " ") }
      let line = strokes(style.dash(of: place), style.pen(of: place, owner: 0).character)
      guard let marker = curve.marker else { return line }
      return String(line.prefix(1)) + String(marker.character(glyphs))
    case .points(let points): return " " + String(points.marker.character(glyphs))
    case .bars: return String(repeating: style.fill(of: place), count: 2)
    case .region: return glyphs.isUnicode ? "▒▒" : "::"
    case .rule(let rule): return rule.isBand ? (glyphs.isUnicode ? "░░" : "::") : strokes(rule.dash, ".")
    case .segments(let segments): return strokes(segments.dash, ".")
    case .image, .note: return "  "
    }
  }

  private func strokes(_ dash: Dash, _ character: Character) -> String {
    guard theme.glyphs.isUnicode else { return String(repeating: character, count: 2) }
    return switch dash {
    case .solid, .none: "──"
    case .dashed: "╶╶"
    case .dotted: "┈┈"
    case .dashdot: "─·"
    }
  }

  // MARK: on the canvas

  /// Draws the legend into its corner; the best corner is the emptiest.
  func put(on canvas: inout Canvas) {
    let lines = self.lines
    let width = min(canvas.columns, (lines.map(\.width).max() ?? 0) + 2)
    let height = min(canvas.rows, lines.count)
    guard height > 0 else { return }
    let location = legend.location == .best ? emptiest(width, height, canvas) : legend.location
    let corner = place(location, width, height, canvas)
    for (row, line) in lines.prefix(height).enumerated() {
      let text = StyledText(" ") + line.fitted(to: width - 2) + StyledText(" ")
      canvas.write(text, column: corner.column, row: corner.row + row, owner: -3)
    }
  }

  private func place(
    _ location: Axes.Legend.Location, _ width: Int, _ height: Int, _ canvas: Canvas
  ) -> (column: Int, row: Int) {
    let (right, bottom) = (canvas.columns - width, canvas.rows - height)
    switch location {
    case .best, .upperRight: return (right, 0)
    case .upperLeft: return (0, 0)
    case .lowerLeft: return (0, bottom)
    case .lowerRight: return (right, bottom)
    case .right, .centerRight: return (right, bottom / 2)
    case .centerLeft: return (0, bottom / 2)
    case .lowerCenter: return (right / 2, bottom)
    case .upperCenter: return (right / 2, 0)
    case .center: return (right / 2, bottom / 2)
    }
  }

  private func emptiest(_ width: Int, _ height: Int, _ canvas: Canvas) -> Axes.Legend.Location {
    var best = Axes.Legend.Location.upperRight
    var least = Int.max
    for location in Axes.Legend.Location.allCases where location != .best && location != .right {
      let corner = place(location, width, height, canvas)
      let used = canvas.used(
        columns: corner.column..<corner.column + width, rows: corner.row..<corner.row + height)
      if used < least { (best, least) = (location, used) }
    }
    return best
  }

  // MARK: below the axes

  /// The entries one after another in rows of `width` columns, at most `limit` rows; what is left out is counted.
  func rows(width: Int, limit: Int) -> [StyledText] {
    var rows: [StyledText] = []
    var row = StyledText()
    let lines = self.lines
    for (index, line) in lines.enumerated() {
      if row.width > 0, row.width + 3 + line.width > width {
        if rows.count + 1 >= limit {
          let more = "  \(theme.glyphs.ellipsis) \(lines.count - index) more"
          rows.append(row.fitted(to: max(0, width - displayWidth(more))) + StyledText(more, .muted))
          return rows
        }
        rows.append(row)
        row = StyledText()
      }
      row = row.width == 0 ? StyledText("  ") + line : row + StyledText("   ") + line
    }
    if row.width > 0 { rows.append(row) }
    return rows
  }
}
