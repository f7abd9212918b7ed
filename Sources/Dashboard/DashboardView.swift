import Plot

/// The panel at a size: exactly `rows` lines of `columns` columns.
///
/// From 120 columns on the metrics stand beside the chart, below that under it; under 20 rows or 60 columns only the
/// chart, one line of values and the progress stay.
extension DashboardModel {
  public func view(rows: Int, columns: Int, glyphs: Glyphs) -> [StyledText] {
    let body: [StyledText]
    if showsHelp {
      body = helpPage(columns: columns, height: rows - 2, glyphs: glyphs)
    } else if rows < 20 || columns < 60 {
      body = smallBody(rows: rows - 2, columns: columns, glyphs: glyphs)
    } else if columns >= 120 {
      body = wideBody(rows: rows - 2, columns: columns, glyphs: glyphs)
    } else {
      body = tallBody(rows: rows - 2, columns: columns, glyphs: glyphs)
    }
    var lines = [titleLine(columns: columns, glyphs: glyphs)] + body.prefix(max(0, rows - 2))
    while lines.count < rows - 1 { lines.append(StyledText()) }
    lines.append(footer(columns: columns, glyphs: glyphs))
    return lines.suffix(max(0, rows)).map { $0.fitted(to: columns) }
  }

  private func smallBody(rows: Int, columns: Int, glyphs: Glyphs) -> [StyledText] {
    let chart = rows >= 5 ? chartLines(width: columns, height: rows - 2, glyphs: glyphs) : []
    return chart + [valuesLine(glyphs), totalLine(columns: columns, glyphs: glyphs)]
  }

  private func tallBody(rows: Int, columns: Int, glyphs: Glyphs) -> [StyledText] {
    let room = rows - 2
    let lower = max(5, min(self.rows.count + 3, room / 3 + 1))
    let chart = chartPanel(width: columns, height: room - lower, glyphs: glyphs)
    let metricsWidth = columns >= 76 ? 47 : columns
    var tables = metricsPanel(width: metricsWidth, height: lower, glyphs: glyphs)
    if metricsWidth < columns {
      tables = beside(tables, notesPanel(width: columns - metricsWidth, height: lower, glyphs: glyphs))
    }
    return chart + tables + progressLines(columns: columns, glyphs: glyphs)
  }

  private func wideBody(rows: Int, columns: Int, glyphs: Glyphs) -> [StyledText] {
    let notesHeight = rows >= 28 ? min(10, rows / 4) : 0
    let room = rows - 2 - notesHeight
    let side = 56
    let upper = beside(
      chartPanel(width: columns - side, height: room, glyphs: glyphs),
      metricsPanel(width: side, height: room, glyphs: glyphs))
    let notes = notesHeight > 0 ? notesPanel(width: columns, height: notesHeight, glyphs: glyphs) : []
    return upper + notes + progressLines(columns: columns, glyphs: glyphs)
  }

  // MARK: title and footer

  private func titleLine(columns: Int, glyphs: Glyphs) -> StyledText {
    var line = StyledText(" " + (run.name.isEmpty ? run.kind.rawValue : run.name), .title)
    if let runNumber { line.append(" #\(runNumber)", .title) }
    line.append("   ")
    let (text, role) = stateText(glyphs)
    line.append(text, role)
    var facts: [String] = []
    if run.epochs > 1 { facts.append("epoch \(epoch)/\(run.epochs)") }
    facts.append("step \(countText(step))" + (totalSteps > 0 ? "/\(countText(totalSteps))" : ""))
    if let secondsLeft { facts.append("left \(durationText(secondsLeft))") }
    facts.append(durationText(elapsed))
    let separator = glyphs.isUnicode ? " · " : ", "
    // What is last goes first where there is no room.
    while facts.count > 1, line.width + 3 + facts.joined(separator: separator).count > columns { facts.removeLast() }
    line.append("   " + facts.joined(separator: separator))
    return line
  }

  /// A glyph and a word, so that the state never hangs on a colour.
  func stateText(_ glyphs: Glyphs) -> (String, Role) {
    func sign(_ unicode: String, _ ascii: String) -> String { glyphs.isUnicode ? unicode : ascii }
    switch state {
    case .waiting: return (sign("◌", "o") + " WAITING", .muted)
    case .live: return (sign("●", "*") + " LIVE", .good)
    case .pausing: return (sign("●", "*") + " LIVE, pausing", .warning)
    case .paused: return (sign("‖", "||") + " PAUSED", .warning)
    case .stopping: return (sign("●", "*") + " LIVE, stopping after this batch", .warning)
    case .stale(let seconds): return (sign("◌", "o") + " STALE \(seconds) s", .warning)
    case .finished(.done): return (sign("■", "#") + " DONE", .good)
    case .finished(.stopped): return (sign("□", "[]") + " STOPPED", .warning)
    case .finished(.failed): return (sign("✗", "x") + " FAILED", .failure)
    }
  }

  private func footer(columns: Int, glyphs: Glyphs) -> StyledText {
    var line = StyledText()
    for key in DashboardKey.table where !key.short.isEmpty {
      let text = (line.spans.isEmpty ? " " : "  ") + key.label(glyphs)
      guard line.width + displayWidth(text) + 1 + displayWidth(key.short) <= columns else { break }
      line.append(text, .emphasis)
      line.append(" " + key.short, .muted)
    }
    return line
  }

  private func helpPage(columns: Int, height: Int, glyphs: Glyphs) -> [StyledText] {
    var lines = DashboardKey.table.map { key in
      StyledText("  " + fitted(key.label(glyphs), columns: 8), .emphasis) + StyledText(key.help)
    }
    lines.append(StyledText("  " + fitted("Ctrl-C", columns: 8), .emphasis) + StyledText("interrupt the run"))
    let strip = glyphs.isUnicode ? "⣀⣤⣶⣿ ▁▂▃▄ #*+." : "#*+."
    lines.append(StyledText())
    lines.append(StyledText("  glyphs \(strip)   if this looks broken: soma --ascii", .muted))
    return framed(lines, title: "keys", width: columns, height: min(height, lines.count + 2), glyphs: glyphs)
  }
}
