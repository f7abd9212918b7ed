/// The artists of axes as marks on a page.
struct ArtistPage {
  let axes: Axes
  let x: AxisScale
  let y: AxisScale
  let box: Shape.Box

  /// Everything but words.
  var shapes: [Shape] { axes.layered.flatMap { shapes(of: $0.artist) } }

  private func point(_ px: Double, _ py: Double) -> Shape.Point? {
    guard x.isDrawable(px), y.isDrawable(py) else { return nil }
    // Far outside, so that no writer meets numbers it cannot write.
    func bounded(_ share: Double) -> Double { max(-1000, min(1000, share)) }
    return Shape.Point(
      box.x + bounded(x.share(px)) * box.width, box.y + (1 - bounded(y.share(py))) * box.height)
  }

  private func shapes(of artist: Artist) -> [Shape] {
    switch artist {
    case .curve(let curve): return shapes(of: curve)
    case .points(let points):
      return zip(points.x, points.y).enumerated().flatMap { place, pair -> [Shape] in
        guard let at = point(pair.0, pair.1) else { return [] }
        return mark(points.marker, at, points.size(place).squareRoot(), points.color(place))
      }
    case .segments(let segments):
      return segments.pieces.enumerated().compactMap { place, piece in
        guard let a = point(piece.x0, piece.y0), let b = point(piece.x1, piece.y1) else { return nil }
        return .line([a, b], stroke(segments.color(place), segments.width, segments.dash))
      }
    case .bars(let bars): return bars.bars.compactMap(bar)
    case .region(let region): return areas(region)
    case .rule(let rule): return shapes(of: rule)
    case .image(let picture): return [image(picture)]
    case .note: return []
    }
  }

  private func stroke(_ color: Color, _ width: Double, _ dash: Dash) -> Shape.Stroke {
    Shape.Stroke(color, width: width, dash: dash.widths.map { $0 * max(0.5, width) })
  }

  // MARK: lines

  private func shapes(of curve: Curve) -> [Shape] {
    var shapes: [Shape] = []
    if curve.dash != .none {
      let corners = curve.corners
      for run in runs(corners.x, corners.y) {
        shapes.append(.line(ArtistPage.thinned(run), stroke(curve.color, curve.width, curve.dash)))
      }
    }
    guard let marker = curve.marker else { return shapes }
    for (px, py) in zip(curve.x, curve.y) {
      if let at = point(px, py) { shapes += mark(marker, at, curve.markerSize, curve.markerColor ?? curve.color) }
    }
    return shapes
  }

  /// Points in a row, parted where one cannot be drawn.
  private func runs(_ xs: [Double], _ ys: [Double]) -> [[Shape.Point]] {
    var runs: [[Shape.Point]] = []
    var run: [Shape.Point] = []
    for (px, py) in zip(xs, ys) {
      if let at = point(px, py) {
        run.append(at)
      } else if !run.isEmpty {
        runs.append(run)
        run = []
      }
    }
    return run.isEmpty ? runs : runs + [run]
  }

  /// Long curves keep the first, last, highest and lowest of the points within each half point of the width: what is
  /// seen is the same.
  static func thinned(_ points: [Shape.Point]) -> [Shape.Point] {
    guard points.count > 4000 else { return points }
    var kept: [Shape.Point] = []
    var place = 0
    while place < points.count {
      let bin = (points[place].x * 2).rounded(.down)
      var (end, low, high) = (place, place, place)
      while end + 1 < points.count, (points[end + 1].x * 2).rounded(.down) == bin {
        end += 1
        if points[end].y < points[low].y { low = end }
        if points[end].y > points[high].y { high = end }
      }
      for index in Set([place, low, high, end]).sorted() { kept.append(points[index]) }
      place = end + 1
    }
    return kept
  }

  private func mark(_ marker: Marker, _ at: Shape.Point, _ size: Double, _ color: Color) -> [Shape] {
    let half = max(0.3, size / 2)
    func corners(_ shares: [(Double, Double)]) -> [Shape.Point] {
      shares.map { Shape.Point(at.x + $0.0 * half, at.y + $0.1 * half) }
    }
    func lines(_ pairs: [[(Double, Double)]]) -> [Shape] {
      pairs.map { .line(corners($0), Shape.Stroke(color, width: 1)) }
    }
    switch marker {
    case .point: return [.disc(at, radius: half / 2, color)]
    case .pixel: return [.disc(at, radius: 0.4, color)]
    case .circle, .pentagon, .hexagon: return [.disc(at, radius: half, color)]
    case .square: return [.area(corners([(-1, -1), (1, -1), (1, 1), (-1, 1)]), color)]
    case .up: return [.area(corners([(0, -1), (1, 1), (-1, 1)]), color)]
    case .down: return [.area(corners([(0, 1), (1, -1), (-1, -1)]), color)]
    case .left: return [.area(corners([(-1, 0), (1, -1), (1, 1)]), color)]
    case .right: return [.area(corners([(1, 0), (-1, -1), (-1, 1)]), color)]
    case .diamond: return [.area(corners([(0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)]), color)]
    case .thinDiamond: return [.area(corners([(0, -1.4), (0.8, 0), (0, 1.4), (-0.8, 0)]), color)]
    case .star: return lines([[(0, -1), (0, 1)], [(-0.87, -0.5), (0.87, 0.5)], [(-0.87, 0.5), (0.87, -0.5)]])
    case .cross, .filledCross: return lines([[(-1, -1), (1, 1)], [(-1, 1), (1, -1)]])
    case .plus, .filledPlus: return lines([[(-1, 0), (1, 0)], [(0, -1), (0, 1)]])
    case .bar: return lines([[(0, -1), (0, 1)]])
    case .dash: return lines([[(-1, 0), (1, 0)]])
    }
  }

  // MARK: areas

  private func bar(_ bar: Bars.Bar) -> Shape? {
    // On a logarithmic axis bars begin at its edge.
    let (low, high) = (y.kind == .logarithmic ? max(bar.y0, y.low) : bar.y0, bar.y1)
    let (left, right) = (x.kind == .logarithmic ? max(bar.x0, x.low) : bar.x0, bar.x1)
    guard let a = point(left, low), let b = point(right, high) else { return nil }
    let box = Shape.Box(x: min(a.x, b.x), y: min(a.y, b.y), width: abs(b.x - a.x), height: abs(b.y - a.y))
    return .box(box, fill: bar.color, stroke: bar.edge.map { Shape.Stroke($0, width: 1) })
  }

  private func areas(_ region: Region) -> [Shape] {
    let count = min(region.along.count, region.low.count, region.high.count)
    var shapes: [Shape] = []
    var (there, back): ([Shape.Point], [Shape.Point]) = ([], [])
    func close() {
      if there.count > 1 {
        shapes.append(.area(ArtistPage.thinned(there) + ArtistPage.thinned(back).reversed(), region.color))
      }
      (there, back) = ([], [])
    }
    for place in 0..<count {
      let (at, low, high) = (region.along[place], region.low[place], region.high[place])
      let a = region.isSideways ? point(low, at) : point(at, low)
      let b = region.isSideways ? point(high, at) : point(at, high)
      if let a, let b {
        there.append(a)
        back.append(b)
      } else {
        close()
      }
    }
    close()
    return shapes
  }

  private func shapes(of rule: Rule) -> [Shape] {
    let scale = rule.isHorizontal ? y : x
    guard scale.isDrawable(rule.from), scale.isDrawable(rule.to) else { return [] }
    func corner(_ value: Double, _ share: Double) -> Shape.Point {
      let across = max(-1000, min(1000, scale.share(value)))
      return rule.isHorizontal
        ? Shape.Point(box.x + share * box.width, box.y + (1 - across) * box.height)
        : Shape.Point(box.x + across * box.width, box.y + (1 - share) * box.height)
    }
    let (a, b) = (corner(rule.from, rule.start), corner(rule.to, rule.end))
    guard rule.isBand else { return [.line([a, b], stroke(rule.color, rule.width, rule.dash))] }
    return [
      .box(
        Shape.Box(x: min(a.x, b.x), y: min(a.y, b.y), width: abs(b.x - a.x), height: abs(b.y - a.y)),
        fill: rule.color, stroke: nil)
    ]
  }

  /// At most so many pixels along a side; larger images are thinned by means.
  private static let mostPixels = 1000

  private func image(_ picture: Picture) -> Shape {
    let regular = ArtistPage.areEven(picture.xEdges) && ArtistPage.areEven(picture.yEdges)
    // A pixel for each cell, if the cells are alike, lie within the axes and are few.
    func count(_ cells: Int, _ length: Double) -> Int {
      regular ? min(max(1, cells), ArtistPage.mostPixels) : max(1, min(ArtistPage.mostPixels, Int(length * 2)))
    }
    let left = max(x.low, min(picture.xEdges.first ?? 0, picture.xEdges.last ?? 0))
    let right = min(x.high, max(picture.xEdges.first ?? 0, picture.xEdges.last ?? 0))
    let bottom = max(y.low, min(picture.yEdges.first ?? 0, picture.yEdges.last ?? 0))
    let top = min(y.high, max(picture.yEdges.first ?? 0, picture.yEdges.last ?? 0))
    guard right > left, top > bottom, let a = point(left, bottom), let b = point(right, top) else {
      return .picture(Shape.Box(x: box.x, y: box.y, width: 0, height: 0), Bitmap(columns: 0, rows: 0, colors: []))
    }
    let place = Shape.Box(x: min(a.x, b.x), y: min(a.y, b.y), width: abs(b.x - a.x), height: abs(b.y - a.y))
    let (columns, rows) = (count(picture.columns, place.width), count(picture.rows, place.height))
    func range(_ edges: [Double], _ scale: AxisScale, _ origin: Double, _ step: Double, _ index: Int) -> Range<Int> {
      Picture.cells(
        of: edges, from: scale.value(at: origin + step * Double(index)),
        to: scale.value(at: origin + step * Double(index + 1)))
    }
    let (startX, stepX) = ((place.x - box.x) / box.width, place.width / box.width / Double(columns))
    let (startY, stepY) = (1 - (place.y - box.y) / box.height, -place.height / box.height / Double(rows))
    let columnRanges = (0..<columns).map { range(picture.xEdges, x, startX, stepX, $0) }
    let rowRanges = (0..<rows).map { range(picture.yEdges, y, startY, stepY, $0) }
    let colors = rowRanges.flatMap { rowRange in
      columnRanges.map { picture.mean(rows: rowRange, columns: $0)?.color ?? Color(0, 0, 0, alpha: 0) }
    }
    return .picture(place, Bitmap(columns: columns, rows: rows, colors: colors))
  }

  private static func areEven(_ edges: [Double]) -> Bool {
    guard edges.count > 2, let first = edges.first, let last = edges.last else { return true }
    let step = (last - first) / Double(edges.count - 1)
    return edges.enumerated().allSatisfy { abs($0.element - (first + step * Double($0.offset))) <= abs(step) * 1e-6 }
  }

  // MARK: words

  /// The words at places, which may stand outside of the axes.
  var notes: [Shape] {
    axes.layered.flatMap { _, artist -> [Shape] in
      guard case .note(let note) = artist, !note.text.isEmpty else { return [] }
      let found =
        note.isShare
        ? Shape.Point(
          box.x + max(-10, min(10, note.x)) * box.width, box.y + (1 - max(-10, min(10, note.y))) * box.height)
        : point(note.x, note.y)
      guard var at = found, at.x.isFinite, at.y.isFinite else { return [] }
      var shapes: [Shape] = []
      if let target = note.target, let end = point(target.x, target.y) {
        shapes.append(.line([at, end], Shape.Stroke(note.color, width: 1)))
      }
      switch note.vertical {
      case .start: break
      case .center: at.y += note.size * 0.35
      case .end: at.y += note.size * 0.8
      }
      let lines = MathText.plain(note.text).split(separator: "\n", omittingEmptySubsequences: false)
      for (row, line) in lines.enumerated() {
        let down = (Double(row) - (note.vertical == .end ? 0 : Double(lines.count - 1))) * note.size * 1.2
        shapes.append(
          .words(
            Shape.Words(
              text: String(line), at: Shape.Point(at.x, at.y + down), size: note.size, anchor: note.horizontal,
              color: note.color)))
      }
      return shapes
    }
  }
}
