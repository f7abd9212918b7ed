/// A legend on a page: samples and names in a box.
struct LegendPage {
  let legend: Axes.Legend
  /// The rectangle of the axes.
  let box: Shape.Box
  /// What has been drawn, to find the emptiest corner.
  let data: [Shape]

  private static let line = 13.0
  private static let sample = 24.0
  private static let letter = 5.0

  var shapes: [Shape] {
    let title = legend.title.isEmpty ? 0 : 1
    let names = legend.entries.map { MathText.plain($0.label) }
    let longest = (names + [legend.title]).map { displayWidth($0) }.max() ?? 0
    let width = LegendPage.sample + 14 + Double(longest) * LegendPage.letter
    let height = Double(legend.entries.count + title) * LegendPage.line + 8
    let corner =
      legend.isOutside ? Shape.Point(box.x + box.width - width, box.y + box.height + 36) : place(width, height)
    var shapes: [Shape] = [
      .box(
        Shape.Box(x: corner.x, y: corner.y, width: width, height: height), fill: Color(1, 1, 1, alpha: 0.8),
        stroke: Shape.Stroke(Color(hex: 0xCCCCCC), width: 0.8))
    ]
    if title > 0 {
      shapes.append(
        .words(
          Shape.Words(
            text: MathText.plain(legend.title), at: Shape.Point(corner.x + width / 2, corner.y + 13), size: 9,
            anchor: .center)))
    }
    for (row, entry) in legend.entries.enumerated() {
      let y = corner.y + 4 + (Double(row + title) + 0.5) * LegendPage.line
      shapes += sample(entry.artist, corner.x + 6, y)
      shapes.append(
        .words(
          Shape.Words(text: names[row], at: Shape.Point(corner.x + LegendPage.sample + 10, y + 3), size: 9)))
    }
    return shapes
  }

  private func sample(_ artist: Artist, _ x: Double, _ y: Double) -> [Shape] {
    let ends = [Shape.Point(x, y), Shape.Point(x + LegendPage.sample, y)]
    let middle = Shape.Point(x + LegendPage.sample / 2, y)
    func patch(_ color: Color) -> [Shape] {
      [.box(Shape.Box(x: x, y: y - 4, width: LegendPage.sample, height: 8), fill: color, stroke: nil)]
    }
    func line(_ color: Color, _ width: Double, _ dash: Dash) -> Shape {
      .line(ends, Shape.Stroke(color, width: width, dash: dash.widths.map { $0 * max(0.5, width) }))
    }
    switch artist {
    case .curve(let curve):
      var shapes: [Shape] = curve.dash == .none ? [] : [line(curve.color, curve.width, curve.dash)]
      if curve.marker != nil { shapes.append(.disc(middle, radius: 3, curve.markerColor ?? curve.color)) }
      return shapes
    case .points(let points): return [.disc(middle, radius: 3, points.color(0))]
    case .segments(let segments): return [line(segments.color(0), segments.width, segments.dash)]
    case .bars, .region: return patch(artist.color)
    case .rule(let rule): return rule.isBand ? patch(rule.color) : [line(rule.color, rule.width, rule.dash)]
    case .image, .note: return []
    }
  }

  private func place(_ width: Double, _ height: Double) -> Shape.Point {
    guard legend.location == .best else { return corner(legend.location, width, height) }
    let candidates = Axes.Legend.Location.allCases.filter { $0 != .best && $0 != .right }
    let points = data.flatMap { shape -> [Shape.Point] in
      switch shape {
      case .line(let points, _), .area(let points, _): points
      case .disc(let point, _, _): [point]
      case .box(let box, _, _): [Shape.Point(box.x, box.y), Shape.Point(box.x + box.width, box.y)]
      default: []
      }
    }
    var best = corner(.upperRight, width, height)
    var least = Int.max
    for candidate in candidates {
      let at = corner(candidate, width, height)
      let hits = points.count { $0.x >= at.x && $0.x <= at.x + width && $0.y >= at.y && $0.y <= at.y + height }
      if hits < least { (best, least) = (at, hits) }
    }
    return best
  }

  private func corner(_ location: Axes.Legend.Location, _ width: Double, _ height: Double) -> Shape.Point {
    let margin = 6.0
    let (left, top) = (box.x + margin, box.y + margin)
    let (right, bottom) = (box.x + box.width - width - margin, box.y + box.height - height - margin)
    let (centerX, centerY) = ((left + right) / 2, (top + bottom) / 2)
    switch location {
    case .best, .upperRight: return Shape.Point(right, top)
    case .upperLeft: return Shape.Point(left, top)
    case .lowerLeft: return Shape.Point(left, bottom)
    case .lowerRight: return Shape.Point(right, bottom)
    case .right, .centerRight: return Shape.Point(right, centerY)
    case .centerLeft: return Shape.Point(left, centerY)
    case .lowerCenter: return Shape.Point(centerX, bottom)
    case .upperCenter: return Shape.Point(centerX, top)
    case .center: return Shape.Point(centerX, centerY)
    }
  }
}
