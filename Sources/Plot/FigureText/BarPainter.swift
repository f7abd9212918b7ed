/// Draws bars in eighths of a cell.
struct BarPainter {
  let frame: ChartFrame
  let theme: Theme

  /// What one row or column of cells shows: how far bars reach from their base, in eighths of a cell.
  private struct Reach {
    var base: Int
    var up = 0
    var down = 0
    var color: Color
  }

  func draw(_ bars: Bars, _ pen: Pen, on canvas: inout Canvas) {
    let across = bars.isHorizontal ? canvas.rows : canvas.columns
    let along = bars.isHorizontal ? canvas.columns : canvas.rows
    var reaches: [Int: Reach] = [:]
    for bar in bars.bars {
      let cells =
        bars.isHorizontal
        ? cells(frame.y.share(bar.y0), frame.y.share(bar.y1), across)
        : cells(frame.x.share(bar.x0), frame.x.share(bar.x1), across)
      let scale = bars.isHorizontal ? frame.x : frame.y
      let (from, to) = bars.isHorizontal ? (bar.x0, bar.x1) : (bar.y0, bar.y1)
      // The base of bars on a logarithmic axis is its start.
      let start = scale.isDrawable(from) ? scale.share(from) : 0
      guard scale.isDrawable(to), to != from else { continue }
      let base = Int((bounded(start) * Double(along)).rounded())
      let eighths = Int((bounded(scale.share(to)) * Double(along * 8)).rounded()) - base * 8
      for place in cells {
        var reach = reaches[place] ?? Reach(base: base, color: bar.color)
        // By the values: the base is rounded to whole cells, the end is not.
        let grows = scale.share(to) >= start
        if grows, max(1, eighths) > reach.up {
          reach.up = max(1, eighths)
          (reach.base, reach.color) = (base, bar.color)
        } else if !grows, max(1, -eighths) > reach.down {
          reach.down = max(1, -eighths)
          (reach.base, reach.color) = (base, bar.color)
        }
        reaches[place] = reach
      }
    }
    for (place, reach) in reaches { draw(reach, at: place, bars.isHorizontal, pen, along, on: &canvas) }
  }

  private func bounded(_ share: Double) -> Double { share.isNaN ? 0 : max(0, min(1, share)) }

  /// The rows or columns whose middle a bar covers; at least one.
  private func cells(_ from: Double, _ to: Double, _ count: Int) -> Range<Int> {
    let (low, high) = (min(from, to) * Double(count), max(from, to) * Double(count))
    guard low.isFinite, high.isFinite, high > 0, low < Double(count) else { return 0..<0 }
    let first = max(0, Int(max(0, low - 0.5).rounded(.up)))
    let end = min(count, Int(min(Double(count), high - 0.5).rounded(.up)))
    if first < end { return first..<end }
    let middle = max(0, min(count - 1, Int((max(0, low) / 2 + min(Double(count), high) / 2).rounded(.down))))
    return middle..<middle + 1
  }

  private func draw(
    _ reach: Reach, at place: Int, _ isHorizontal: Bool, _ pen: Pen, _ along: Int, on canvas: inout Canvas
  ) {
    var own = pen
    own.ink = .stroke(reach.color)
    func put(_ cell: Int, _ character: Character) {
      if isHorizontal {
        canvas.put(character, column: cell, row: canvas.rows - 1 - place, own)
      } else {
        canvas.put(character, column: place, row: along - 1 - cell, own)
      }
    }
    let fill = pen.character
    let isPlain = fill == "█"
    for cell in 0..<reach.up / 8 { put(reach.base + cell, fill) }
    let rest = reach.up % 8
    if rest > 0, isPlain {
      put(reach.base + reach.up / 8, isHorizontal ? theme.glyphs.fills[rest] : theme.glyphs.bars[rest])
    } else if rest >= 4 || (rest > 0 && reach.up < 8) {
      put(reach.base + reach.up / 8, fill)
    }
    // There are no eighths that hang from above: halves at the end of bars that go down.
    for cell in 0..<reach.down / 8 { put(reach.base - 1 - cell, fill) }
    if reach.down % 8 >= 4 || (reach.down < 8 && reach.down > 0) {
      put(reach.base - 1 - reach.down / 8, isPlain ? (isHorizontal ? "▐" : "▀") : fill)
    }
  }
}
