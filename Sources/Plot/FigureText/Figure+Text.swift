extension Figure {
  /// The figure as text, drawn to fit an output.
  ///
  /// - Parameters:
  ///   - columns: of the output; narrow figures take fewer.
  ///   - rows: of the output; a figure of several rows of axes may take more.
  public func lines(columns: Int, rows: Int, theme: Theme) -> [StyledText] {
    let size = textSize(columns: columns, rows: rows)
    var lines: [StyledText] = []
    if !title.isEmpty {
      for line in MathText.plain(title).split(separator: "\n").prefix(3) {
        let indent = String(repeating: " ", count: max(0, (size.columns - displayWidth(String(line))) / 2))
        lines.append((StyledText(indent) + StyledText(String(line), .title)).fitted(to: size.columns))
      }
    }
    if axes.isEmpty {
      lines.append(StyledText("(a figure without axes)", .muted).fitted(to: size.columns))
      return lines
    }
    return lines + page(columns: size.columns, rows: size.rows, theme: theme)
  }

  /// An inch is about 15 columns: a figure of the usual width takes up to 100.
  private static let columnsOfAnInch = 15.6
  /// Rows for a column of the proportions of the figure: a cell is twice as tall as wide, and text can be flatter than
  /// a page.
  private static let flatness = 0.31

  private func textSize(columns: Int, rows: Int) -> (columns: Int, rows: Int) {
    let wanted = max(30, min(400, Int(max(0.1, min(100, width)) * Figure.columnsOfAnInch)))
    let wide = max(20, min(max(20, min(columns, 400)), wanted))
    let gridRows = max(1, (axes.map { (1 / max(0.05, min(1, $0.place.height))).rounded() }.max() ?? 1))
    let ratio = max(0.05, min(10, height / max(0.1, width)))
    let natural = Int((Double(wide) * ratio * Figure.flatness).rounded())
    let least = Int(gridRows) * 10
    return (wide, max(least, min(natural, max(least, rows - 3)), 6))
  }

  /// The axes at their places; later ones lie over earlier ones.
  private func page(columns: Int, rows: Int, theme: Theme) -> [StyledText] {
    var page = Canvas(columns: columns, rows: rows, glyphs: theme.glyphs)
    let cell = (width: width / Double(columns), height: height / Double(rows))
    for (index, one) in axes.enumerated() where one.twinOf == nil {
      func at(_ share: Double, _ count: Int) -> Int {
        Int((max(0, min(1, share)) * Double(count)).rounded())
      }
      let left = at(one.place.left, columns)
      let right = at(one.place.left + one.place.width, columns)
      let top = at(1 - one.place.bottom - one.place.height, rows)
      let bottom = at(1 - one.place.bottom, rows)
      guard right - left > 1, bottom > top else { continue }
      // A column between axes that stand side by side.
      let gap = right < columns ? 1 : 0
      let text = AxesText(
        axes: one, twin: axes.first { $0.twinOf == index }, width: right - left - gap, height: bottom - top,
        theme: theme, cell: cell)
      for (row, line) in text.lines().enumerated() {
        page.write(line, column: left, row: top + row, owner: index)
      }
    }
    return (0..<rows).map { page.line(row: $0) }
  }
}
