/// Draws the artists of axes on a canvas.
struct ArtistPainter {
  let axes: Axes
  let frame: ChartFrame
  let theme: Theme
  /// Inches of the figure that a cell stands for.
  let cell: (width: Double, height: Double)
  /// The number of the first artist among all that draw on the canvas; the grid has the one before the last.
  let firstOwner: Int
  private let style: SeriesStyle

  init(axes: Axes, frame: ChartFrame, theme: Theme, cell: (width: Double, height: Double), firstOwner: Int) {
    self.axes = axes
    self.frame = frame
    self.theme = theme
    self.cell = cell
    self.firstOwner = firstOwner
    style = SeriesStyle(axes: axes, theme: theme)
  }

  private var glyphs: Glyphs { theme.glyphs }

  /// Points, 1/72 inch, that a dot stands for.
  private var dotHeight: Double { max(0.01, cell.height * 72 / (glyphs.isUnicode ? 4 : 1)) }
  private var dotWidth: Double { max(0.01, cell.width * 72 / (glyphs.isUnicode ? 2 : 1)) }

  func draw(on canvas: inout Canvas) {
    let layers = axes.layered
    for (place, artist) in layers where artist.layer == 0 { draw(artist, place, on: &canvas) }
    if axes.hasGrid, axes.isFramed { drawGrid(on: &canvas) }
    for (place, artist) in layers where artist.layer > 0 { draw(artist, place, on: &canvas) }
  }

  private func draw(_ artist: Artist, _ place: Int, on canvas: inout Canvas) {
    let pen = style.pen(of: place, owner: firstOwner + place)
    switch artist {
    case .curve(let curve): draw(curve, pen, on: &canvas)
    case .points(let points): draw(points, pen, on: &canvas)
    case .segments(let segments):
      for (index, piece) in segments.pieces.enumerated() {
        var own = pen
        own.ink = .stroke(segments.color(index))
        own.merges = true
        frame.draw(piece, own, on: &canvas)
      }
    case .bars(let bars):
      var own = pen
      own.character = style.fill(of: place)
      BarPainter(frame: frame, theme: theme).draw(bars, own, on: &canvas)
    case .region(let region): draw(region, pen, on: &canvas)
    case .rule(let rule): draw(rule, pen, on: &canvas)
    case .image(let picture): PicturePainter(frame: frame, theme: theme).draw(picture, pen, on: &canvas)
    case .note(let note): draw(note, pen, on: &canvas)
    }
  }

  // MARK: lines and points

  private func draw(_ curve: Curve, _ pen: Pen, on canvas: inout Canvas) {
    if curve.dash != .none {
      let corners = curve.corners
      frame.draw(corners.x, corners.y, pen, on: &canvas)
    }
    guard let marker = curve.marker else { return }
    var own = pen
    own.dash = []
    own.merges = curve.dash == .none
    if let color = curve.markerColor { own.ink = .stroke(color) }
    mark(curve.x, curve.y, marker, size: curve.markerSize, own, on: &canvas)
  }

  private func draw(_ points: Points, _ pen: Pen, on canvas: inout Canvas) {
    for (index, (px, py)) in zip(points.x, points.y).enumerated() {
      var own = pen
      own.ink = .stroke(points.color(index))
      own.merges = true
      let count = points.x.count
      mark([px], [py], points.marker, size: points.size(index).squareRoot(), count: count, own, on: &canvas)
    }
  }

  /// - Parameter count: how many marks there are in all; many are dots, few are characters.
  private func mark(
    _ xs: [Double], _ ys: [Double], _ marker: Marker, size: Double, count: Int? = nil, _ pen: Pen,
    on canvas: inout Canvas
  ) {
    let isMany = (count ?? xs.count) > max(12, canvas.columns)
    switch marker {
    case .bar where glyphs.isUnicode: bars(xs, ys, 0, size / 2 / dotHeight, pen, on: &canvas)
    case .dash where glyphs.isUnicode: bars(xs, ys, size / 2 / dotWidth, 0, pen, on: &canvas)
    case .bar, .dash: frame.mark(xs, ys, marker.character(glyphs), pen, on: &canvas)
    case .point, .pixel: dots(xs, ys, pen, on: &canvas)
    default:
      if isMany {
        dots(xs, ys, pen, on: &canvas)
      } else {
        frame.mark(xs, ys, marker.character(glyphs), pen, on: &canvas)
      }
    }
  }

  private func dots(_ xs: [Double], _ ys: [Double], _ pen: Pen, on canvas: inout Canvas) {
    for (px, py) in zip(xs, ys) where frame.isDrawable(px, py) {
      canvas.dot(frame.dotX(px, canvas), frame.dotY(py, canvas), pen)
    }
  }

  /// Short strokes of so many dots to both sides of each point.
  private func bars(
    _ xs: [Double], _ ys: [Double], _ halfWidth: Double, _ halfHeight: Double, _ pen: Pen, on canvas: inout Canvas
  ) {
    let wide = Int(max(0, min(1000, halfWidth - 0.25)).rounded())
    let tall = Int(max(0, min(1000, halfHeight - 0.25)).rounded())
    for (px, py) in zip(xs, ys) where frame.isDrawable(px, py) {
      let (x, y) = (frame.dotX(px, canvas), frame.dotY(py, canvas))
      guard x >= 0, y >= 0, x < canvas.dotColumns, y < canvas.dotRows else { continue }
      for place in max(0, y - tall)...min(canvas.dotRows - 1, y + tall) { canvas.dot(x, place, pen) }
      for place in max(0, x - wide)...min(canvas.dotColumns - 1, x + wide) { canvas.dot(place, y, pen) }
    }
  }

  // MARK: areas

  private func draw(_ region: Region, _ pen: Pen, on canvas: inout Canvas) {
    let along = region.isSideways ? frame.y : frame.x
    let across = region.isSideways ? frame.x : frame.y
    let extent = region.isSideways ? canvas.dotRows : canvas.dotColumns
    let depth = region.isSideways ? canvas.dotColumns : canvas.dotRows
    var own = pen
    own.character = ":"
    // In dots along the axis and, from the start of the other, across it; nil for a gap.
    func place(_ index: Int) -> (at: Double, low: Double, high: Double)? {
      guard along.isDrawable(region.along[index]), across.isDrawable(region.low[index]),
        across.isDrawable(region.high[index])
      else { return nil }
      func dots(_ share: Double, _ count: Int) -> Double { max(-1e6, min(1e6, share)) * Double(count - 1) }
      return (
        dots(along.share(region.along[index]), extent), dots(across.share(region.low[index]), depth),
        dots(across.share(region.high[index]), depth)
      )
    }
    func fill(_ at: Int, _ low: Double, _ high: Double) {
      let from = Int(max(0, min(low, high)).rounded(.up))
      let to = Int(min(Double(depth - 1), max(low, high)).rounded(.down))
      guard at >= 0, at < extent, from <= to else { return }
      for other in from...to where (at + other) % 2 == 0 {
        if region.isSideways {
          canvas.dot(other, extent - 1 - at, own)
        } else {
          canvas.dot(at, depth - 1 - other, own)
        }
      }
    }
    let count = min(region.along.count, region.low.count, region.high.count)
    for index in 0..<max(0, count - 1) {
      guard let a = place(index), let b = place(index + 1) else { continue }
      let (first, last) = a.at <= b.at ? (a, b) : (b, a)
      let from = Int(max(0, first.at).rounded())
      let to = Int(min(Double(extent - 1), last.at).rounded())
      guard from <= to else { continue }
      for at in from...to {
        let share = last.at > first.at ? max(0, min(1, (Double(at) - first.at) / (last.at - first.at))) : 0
        fill(at, first.low + share * (last.low - first.low), first.high + share * (last.high - first.high))
      }
    }
  }

  private func draw(_ rule: Rule, _ pen: Pen, on canvas: inout Canvas) {
    let scale = rule.isHorizontal ? frame.y : frame.x
    let other = rule.isHorizontal ? frame.x : frame.y
    guard scale.isDrawable(rule.from), scale.isDrawable(rule.to) else { return }
    let (start, end) = (other.value(at: rule.start), other.value(at: rule.end))
    if rule.isBand {
      var region = Region(
        along: [start, end], low: [rule.from, rule.from], high: [rule.to, rule.to], color: rule.color)
      region.isSideways = !rule.isHorizontal
      return draw(region, pen, on: &canvas)
    }
    let piece =
      rule.isHorizontal
      ? Segments.Piece(start, rule.from, end, rule.from) : Segments.Piece(rule.from, start, rule.from, end)
    frame.draw(piece, pen, on: &canvas)
  }

  // MARK: grid and words

  private func drawGrid(on canvas: inout Canvas) {
    let pen = Pen(owner: -2, role: .muted)
    for value in axes.y.ticks(limit: max(3, (frame.rows + 1) / 2), glyphs: glyphs).values {
      let y = frame.dotY(value, canvas)
      for x in stride(from: 0, to: canvas.dotColumns, by: 4) { canvas.dot(x, y, pen) }
    }
    for value in axes.x.ticks(limit: max(2, frame.columns / 12), glyphs: glyphs).values {
      let x = frame.dotX(value, canvas)
      for y in stride(from: 0, to: canvas.dotRows, by: glyphs.isUnicode ? 4 : 1) { canvas.dot(x, y, pen) }
    }
  }

  private func draw(_ note: Note, _ pen: Pen, on canvas: inout Canvas) {
    let lines = MathText.plain(note.text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let (shareX, shareY) = note.isShare ? (note.x, note.y) : (frame.x.share(note.x), frame.y.share(note.y))
    guard shareX.isFinite, shareY.isFinite, abs(shareX) < 100, abs(shareY) < 100 else { return }
    if let target = note.target, !note.isShare {
      frame.draw(Segments.Piece(note.x, note.y, target.x, target.y), pen, on: &canvas)
    }
    let column = Int((shareX * Double(canvas.columns - 1)).rounded())
    let row = Int(((1 - shareY) * Double(canvas.rows - 1)).rounded())
    let top =
      switch note.vertical {
      case .start: row - lines.count + 1
      case .center: row - lines.count / 2
      case .end: row
      }
    for (index, line) in lines.enumerated() {
      let start =
        switch note.horizontal {
        case .start: column
        case .center: column - displayWidth(line) / 2
        case .end: column - displayWidth(line) + 1
        }
      var text = StyledText()
      text.append(start < 0 ? String(line.dropFirst(-start)) : line, ink: pen.ink)
      canvas.write(text, column: max(0, start), row: top + index, owner: pen.owner)
    }
  }
}
