import Glibc

/// The geometry of one drawing: two axes, the size of the canvas, and where a value lies on it.
///
/// Charts of the panel and axes of figures are drawn through it alike.
struct ChartFrame {
  let x: AxisScale
  let y: AxisScale
  let columns: Int
  let rows: Int
  let glyphs: Glyphs

  /// A range of some height, for one that has none, and of a height that is a number.
  static func widened(_ range: ClosedRange<Double>, _ scale: LineChart.Scale) -> ClosedRange<Double> {
    let low = max(-1e300, min(1e300, range.lowerBound))
    let high = max(-1e300, min(1e300, range.upperBound))
    guard low == high else { return low...high }
    if scale == .logarithmic { return low / 2...max(low * 2, low.nextUp) }
    let margin = max(abs(low) * 0.1, 1e-6)
    return low - margin...low + margin
  }

  // MARK: where things lie

  func isDrawable(_ px: Double, _ py: Double) -> Bool { x.isDrawable(px) && y.isDrawable(py) }

  func dotX(_ value: Double, _ canvas: Canvas) -> Int { AxisScale.place(x.share(value), of: canvas.dotColumns) }
  /// From the top.
  func dotY(_ value: Double, _ canvas: Canvas) -> Int { AxisScale.place(1 - y.share(value), of: canvas.dotRows) }
  func column(of value: Double) -> Int { AxisScale.place(x.share(value), of: columns) }
  func row(of value: Double) -> Int { AxisScale.place(1 - y.share(value), of: rows) }

  /// A point in dots, not rounded; far outside it stays a number.
  private func point(_ px: Double, _ py: Double, _ canvas: Canvas) -> (x: Double, y: Double) {
    func bounded(_ share: Double) -> Double { max(-1e6, min(1e6, share)) }
    return (
      bounded(x.share(px)) * Double(canvas.dotColumns - 1), (1 - bounded(y.share(py))) * Double(canvas.dotRows - 1)
    )
  }

  // MARK: drawing

  /// Joins the points in their order. What cannot be drawn leaves a gap; pieces are cut at the canvas' edges.
  ///
  /// Points that fall on the dot of their predecessor cost next to nothing, so that long curves need no thinning.
  func draw(_ xs: [Double], _ ys: [Double], _ pen: Pen, on canvas: inout Canvas) {
    var last: (x: Double, y: Double)?
    var phase = 0
    for (px, py) in zip(xs, ys) {
      guard isDrawable(px, py) else {
        last = nil
        continue
      }
      let next = point(px, py, canvas)
      if let from = last {
        if from.x.rounded() != next.x.rounded() || from.y.rounded() != next.y.rounded() {
          drawPiece(from, next, pen, &phase, on: &canvas)
        }
      } else {
        drawPiece(next, next, pen, &phase, on: &canvas)
      }
      last = next
    }
  }

  /// A piece between two values.
  func draw(_ piece: Segments.Piece, _ pen: Pen, on canvas: inout Canvas) {
    guard isDrawable(piece.x0, piece.y0), isDrawable(piece.x1, piece.y1) else { return }
    var phase = 0
    drawPiece(point(piece.x0, piece.y0, canvas), point(piece.x1, piece.y1, canvas), pen, &phase, on: &canvas)
  }

  private func drawPiece(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), _ pen: Pen, _ phase: inout Int,
    on canvas: inout Canvas
  ) {
    let size = (Double(canvas.dotColumns - 1), Double(canvas.dotRows - 1))
    guard let cut = ChartFrame.cut(from, to, size) else { return }
    canvas.line(
      Int(cut.from.x.rounded()), Int(cut.from.y.rounded()), Int(cut.to.x.rounded()), Int(cut.to.y.rounded()), pen,
      phase: &phase)
  }

  /// The part of a straight piece within 0…size, by the shares at which it enters and leaves; nil if there is none.
  static func cut(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), _ size: (Double, Double)
  ) -> (from: (x: Double, y: Double), to: (x: Double, y: Double))? {
    let slack = 1e-6
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    var (enter, leave) = (0.0, 1.0)
    for (step, room) in [
      (-dx, from.x + slack), (dx, size.0 + slack - from.x), (-dy, from.y + slack), (dy, size.1 + slack - from.y),
    ] {
      if step == 0 {
        if room < 0 { return nil }
      } else if step < 0 {
        enter = max(enter, room / step)
      } else {
        leave = min(leave, room / step)
      }
    }
    guard enter <= leave else { return nil }
    return (
      (from.x + enter * dx, from.y + enter * dy), (from.x + leave * dx, from.y + leave * dy)
    )
  }

  /// Marks; above and below the canvas arrows stand at its edge if `showsOutside`.
  func mark(
    _ xs: [Double], _ ys: [Double], _ character: Character, _ pen: Pen, showsOutside: Bool = false,
    on canvas: inout Canvas
  ) {
    for (px, py) in zip(xs, ys) where isDrawable(px, py) {
      let x = dotX(px, canvas)
      let y = dotY(py, canvas)
      if showsOutside, y < 0 {
        canvas.mark(x, 0, glyphs.isUnicode ? "▲" : "^", pen)
      } else if showsOutside, y >= canvas.dotRows {
        canvas.mark(x, canvas.dotRows - 1, glyphs.isUnicode ? "▼" : "v", pen)
      } else {
        canvas.mark(x, y, character, pen)
      }
    }
  }

  /// The range of the values in each column of dots, dotted: every second dot in both directions.
  func band(_ xs: [Double], _ ys: [Double], _ pen: Pen, on canvas: inout Canvas) {
    var ranges: [Int: ClosedRange<Int>] = [:]
    for (px, py) in zip(xs, ys) where isDrawable(px, py) {
      let x = dotX(px, canvas)
      let y = max(-1, min(canvas.dotRows, dotY(py, canvas)))
      let known = ranges[x] ?? y...y
      ranges[x] = min(known.lowerBound, y)...max(known.upperBound, y)
    }
    for (x, range) in ranges {
      for y in range where (x + y) % 2 == 0 { canvas.dot(x, y, pen) }
    }
  }
}
