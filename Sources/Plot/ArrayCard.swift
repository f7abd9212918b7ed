import Arrays

/// What matters about an array, before its digits: kind, shape, range, mean, spread, distribution, and its first values.
///
///     array   1000 × 2   float32   8.0 kB
///       −0.9921 … 0.995   mean 0   std 0.5   ▃▅▇▇████▇▆▅▃
///       first rows    0.9239   0.3827
///                    −0.7071   0.7071
///                    … 998 more rows
public struct ArrayCard {
  public var title: String
  public var array: NDArray
  /// Names of the axes, such as `step·dim`; empty where they are not known.
  public var axes: String
  /// Said after the size: `trainable`, `synapse 10 ms`.
  public var notes: [String]

  public init(_ array: NDArray, title: String = "array", axes: String = "", notes: [String] = []) {
    self.array = array
    self.title = title
    self.axes = axes
    self.notes = notes
  }

  private static let shownRows = 4

  public func lines(width: Int, glyphs: Glyphs = .unicode) -> [StyledText] {
    var head = StyledText(title, .title)
    let facts = [shapeText(array.shape, glyphs: glyphs) + (axes.isEmpty ? "" : "  " + axes), array.dtype.name]
    head.append("   " + (facts + notes + [byteText(array.byteCount)]).joined(separator: "   "))
    guard array.size > 0, !array.dtype.isText else { return [head] }
    let summary = ArraySummary(of: array)
    return [head, statistics(summary, glyphs)] + firstValues(width: width, glyphs: glyphs)
  }

  private func statistics(_ summary: ArraySummary, _ glyphs: Glyphs) -> StyledText {
    let texts = summary.texts(glyphs: glyphs)
    var line = StyledText()
    if summary.finiteCount > 0 {
      line.append(
        "  \(texts.minimum) \(glyphs.ellipsis) \(texts.maximum)   mean \(texts.mean)   std \(texts.deviation)   ")
      line.append(Sparkline.histogram(summary.histogram, glyphs: glyphs), .train)
    }
    if summary.zeroCount > 0, summary.zeroCount * 20 >= summary.count {
      line.append("   zero \(Int(Double(summary.zeroCount) / Double(summary.count) * 100))%")
    }
    if summary.nanCount > 0 { line.append("   ! \(countText(summary.nanCount)) nan", .warning) }
    if summary.infiniteCount > 0 { line.append("   ! \(countText(summary.infiniteCount)) inf", .warning) }
    return line
  }

  /// The first values of the first plane, as many as fit, and what is left out, counted.
  private func firstValues(width: Int, glyphs: Glyphs) -> [StyledText] {
    var plane = array
    while plane.ndim > 2 { plane = plane.selecting(axis: 0, index: 0) }
    let columns = plane.shape.last ?? 1
    let rows = plane.ndim == 2 ? plane.shape[0] : 1
    let shown = min(rows, Self.shownRows)
    let values = (0..<shown).map { row in
      plane.ndim == 2 ? head(plane.selecting(axis: 0, index: row)) : head(plane)
    }
    let style = NumberStyle(for: values.flatMap { $0 }, glyphs: glyphs)
    let texts = values.map { $0.map(style.text) }
    let cell = max(4, texts.flatMap { $0 }.map { displayWidth($0) }.max() ?? 0)
    let label = "  " + self.label(rows: rows) + "  "
    let more = "  \(glyphs.ellipsis) \(countText(columns)) in all"
    let whole = max(1, (width - label.count) / (cell + 2))
    let fits = columns <= whole ? columns : max(1, (width - label.count - displayWidth(more)) / (cell + 2))
    var lines = texts.enumerated().map { row, line in
      let start = row == 0 ? label : String(repeating: " ", count: label.count)
      let cells = line.prefix(fits).map { rightAligned($0, columns: cell) }.joined(separator: "  ")
      return StyledText(start, .muted) + StyledText(cells) + StyledText(columns > fits ? more : "", .muted)
    }
    let hidden = rows - shown
    if hidden > 0 {
      let indent = String(repeating: " ", count: label.count)
      lines.append(StyledText("\(indent)\(glyphs.ellipsis) \(countText(hidden)) more rows", .muted))
    }
    return lines
  }

  private func head(_ row: NDArray) -> [Double] {
    row.ndim == 0 ? row.doubles : row.sliced(axis: 0, start: 0, count: min(row.shape[0], 64)).doubles
  }

  private func label(rows: Int) -> String {
    if array.ndim > 2 {
      return "[" + Array(repeating: "0", count: array.ndim - 2).joined(separator: ", ") + "]"
    }
    return array.ndim == 2 && rows > 1 ? "first rows" : "first"
  }
}
