import Plot
import Terminal

/// The list under the line: one candidate a line with its kind where that is known, in columns where it is not.
func completionMenu(
  _ candidates: [LineEditor.Candidate], rows: Int, columns: Int, theme: Theme
) -> [String] {
  guard candidates.contains(where: { !$0.detail.isEmpty }) else {
    return columnMenu(candidates.map(\.insertion), rows: rows, columns: columns, theme: theme)
  }
  let shown = candidates.count > rows ? candidates.prefix(max(1, rows - 1)) : candidates[...]
  let width = min(32, shown.map { displayWidth($0.insertion) }.max() ?? 0)
  var lines = shown.map { candidate in
    StyledText("  " + fitted(candidate.insertion, columns: width)) + StyledText("  " + candidate.detail, .muted)
  }
  if shown.count < candidates.count {
    lines.append(StyledText("  \(theme.glyphs.ellipsis) \(countText(candidates.count - shown.count)) more", .muted))
  }
  return lines.map { theme.ansi($0.fitted(to: columns - 1)) }
}

private func columnMenu(_ names: [String], rows: Int, columns: Int, theme: Theme) -> [String] {
  let cell = 2 + (names.map { displayWidth($0) }.max() ?? 0)
  let across = max(1, (columns - 1) / cell)
  let needed = (names.count + across - 1) / across
  let shownRows = min(needed, needed > rows ? max(1, rows - 1) : rows)
  var lines = (0..<shownRows).map { row in
    let line = (0..<across).compactMap { column -> String? in
      let index = row * across + column
      return index < names.count ? "  " + fitted(names[index], columns: min(cell, columns - 1) - 2) : nil
    }
    return StyledText(line.joined())
  }
  let hidden = names.count - shownRows * across
  if hidden > 0 { lines.append(StyledText("  \(theme.glyphs.ellipsis) \(countText(hidden)) more", .muted)) }
  return lines.map { theme.ansi($0.fitted(to: columns - 1)) }
}
