/// What stands around a canvas: the lines of the axes, their ticks and the words at them.
struct ChartLabels {
  let frame: ChartFrame
  let xTicks: Ticks
  let yTicks: Ticks
  /// Columns for the words at the left.
  let labelWidth: Int
  /// A second scale at the right.
  var right: (scale: AxisScale, ticks: Ticks, width: Int)?
  var labels = LineChart.Labels.onAxis

  /// Columns that the widest of `ticks` needs.
  static func width(of ticks: Ticks) -> Int { ticks.labels.map { displayWidth($0) }.max() ?? 0 }

  /// The canvas with its axes: its rows, the line of the x axis, and the words below it unless they stand on it.
  func composed(_ canvas: Canvas) -> [StyledText] {
    let axis = frame.glyphs.axis
    let left = words(yTicks, frame.y)
    let rightWords = right.map { words($0.ticks, $0.scale) }
    var lines = (0..<frame.rows).map { row -> StyledText in
      let label = left[row]
      let start =
        rightAligned(label ?? "", columns: labelWidth) + " " + String(label == nil ? axis.vertical : axis.tick)
      var line = StyledText(start, .muted) + canvas.line(row: row)
      if let right, let rightWords {
        let word = rightWords[row]
        line.append(String(word == nil ? axis.vertical : axis.rightTick) + " ", .muted)
        line.append(fitted(word ?? "", columns: right.width), .muted)
      }
      return line
    }
    let (line, below) = xAxis()
    let indent = String(repeating: " ", count: labelWidth + 1)
    let end = right == nil ? "" : String(axis.rightCorner)
    lines.append(StyledText(indent + String(axis.corner) + line + end, .muted))
    if let below { lines.append(StyledText(indent + " " + below, .muted)) }
    return lines
  }

  /// The words of each row; a later (larger) tick never overwrites one that stands already.
  private func words(_ ticks: Ticks, _ scale: AxisScale) -> [Int: String] {
    var words: [Int: String] = [:]
    for (value, label) in zip(ticks.values, ticks.labels) {
      let row = AxisScale.place(1 - scale.share(value), of: frame.rows)
      if words[row] == nil { words[row] = label }
    }
    return words
  }

  /// The axis itself, with the labels on it, or the labels for the line below; the unit follows the last one.
  private func xAxis() -> (line: String, below: String?) {
    var cells = Array(repeating: frame.glyphs.axis.horizontal, count: frame.columns)
    var below = Array(repeating: Character(" "), count: frame.columns)
    let isOnAxis = labels == .onAxis
    var unit = ""
    if case .below(let text) = labels, !text.isEmpty { unit = " " + text }
    var free = 0
    for index in order(xTicks) {
      let label = xTicks.labels[index] + (index == xTicks.values.count - 1 ? unit : "")
      let width = displayWidth(label)
      let center = frame.column(of: xTicks.values[index])
      guard center >= 0, center < frame.columns else { continue }
      let start = max(0, min(frame.columns - width, isOnAxis ? center : center - width / 2))
      guard start >= free, start + width <= frame.columns, width > 0 else { continue }
      var place = start
      for character in label {
        if isOnAxis { cells[place] = character } else { below[place] = character }
        // The second column of a wide character is taken out again below.
        if displayWidth(character) == 2 {
          if isOnAxis { cells[place + 1] = "\u{0}" } else { below[place + 1] = "\u{0}" }
        }
        place += displayWidth(character)
      }
      free = start + width + 1
    }
    func text(_ cells: [Character]) -> String { String(cells.filter { $0 != "\u{0}" }) }
    return (text(cells), isOnAxis ? nil : text(below))
  }

  /// The ticks from left to right.
  private func order(_ ticks: Ticks) -> [Int] {
    ticks.values.indices.sorted { frame.x.share(ticks.values[$0]) < frame.x.share(ticks.values[$1]) }
  }
}
