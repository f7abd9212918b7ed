/// Figures as marks on a page.
extension Figure {
  /// All marks, in drawing order.
  public var shapes: [Shape] {
    let (wide, high) = (width * 72, height * 72)
    var shapes: [Shape] = [
      .box(Shape.Box(x: 0, y: 0, width: wide, height: high), fill: .white, stroke: nil)
    ]
    let top = title.isEmpty ? 0.0 : 24
    if !title.isEmpty {
      shapes.append(
        .words(
          Shape.Words(
            text: MathText.plain(title), at: Shape.Point(wide / 2, 19), size: 12, anchor: .center)))
    }
    for (index, one) in axes.enumerated() where one.twinOf == nil {
      let cell = Shape.Box(
        x: one.place.left * wide, y: top + (1 - one.place.bottom - one.place.height) * (high - top),
        width: one.place.width * wide, height: one.place.height * (high - top))
      shapes += AxesPage(axes: one, twin: axes.first { $0.twinOf == index }, cell: cell).shapes
    }
    return shapes
  }
}

/// Axes in their part of a page.
struct AxesPage {
  let axes: Axes
  let twin: Axes?
  let cell: Shape.Box

  private static let small = 9.0
  private static let grey = Color(hex: 0xB0B0B0)

  /// The rectangle that the data fill.
  private var plot: Shape.Box {
    guard axes.isFramed else {
      let margin = min(cell.width, cell.height) * 0.04
      let head = axes.title.isEmpty ? 0 : 20.0
      return fitted(
        Shape.Box(
          x: cell.x + margin, y: cell.y + margin + head, width: cell.width - 2 * margin,
          height: cell.height - 2 * margin - head))
    }
    let tickWidth = Double(ChartLabels.width(of: yTicks)) * 5.2
    let left = 14 + tickWidth + (axes.y.label.isEmpty ? 0 : 14)
    let right = (twin == nil ? 12.0 : 46) + (axes.colorBar == nil ? 0 : 58)
    let head = axes.title.isEmpty ? 10.0 : 24
    let foot = axes.x.label.isEmpty ? 24.0 : 38
    return fitted(
      Shape.Box(
        x: cell.x + left, y: cell.y + head, width: max(10, cell.width - left - right),
        height: max(10, cell.height - head - foot)))
  }

  /// Made smaller where a unit of x must be as long as one of y.
  private func fitted(_ box: Shape.Box) -> Shape.Box {
    let (x, y) = (axes.x.scaled, axes.y.scaled)
    let unit = min(box.width / 2 / (x.high / 2 - x.low / 2), box.height / 2 / (y.high / 2 - y.low / 2))
    guard axes.aspect == .equal, unit.isFinite, unit > 0 else { return box }
    let (wide, high) = (unit * (x.high - x.low), unit * (y.high - y.low))
    return Shape.Box(
      x: box.x + (box.width - wide) / 2, y: box.y + (box.height - high) / 2, width: wide, height: high)
  }

  private var yTicks: Ticks {
    axes.y.ticks(limit: max(3, Int(cell.height / 32)), glyphs: .unicode)
  }

  var shapes: [Shape] {
    let plot = self.plot
    let xTicks = axes.x.ticks(limit: max(2, Int(plot.width / 55)), glyphs: .unicode)
    let pen = ArtistPage(axes: axes, x: axes.x.scaled, y: axes.y.scaled, box: plot)
    var shapes: [Shape] = []
    if axes.hasGrid, axes.isFramed { shapes += grid(plot, xTicks) }
    shapes.append(.clip(plot))
    shapes += pen.shapes
    if let twin { shapes += ArtistPage(axes: twin, x: axes.x.scaled, y: twin.y.scaled, box: plot).shapes }
    shapes.append(.unclip)
    shapes += pen.notes
    if axes.isFramed { shapes += frame(plot, xTicks) }
    if let twin, axes.isFramed { shapes += rightAxis(twin, plot) }
    if let bar = axes.colorBar { shapes += colorBar(bar, plot) }
    for owner in [axes, twin].compactMap(\.self) {
      if let legend = owner.legend { shapes += LegendPage(legend: legend, box: plot, data: shapes).shapes }
    }
    if !axes.title.isEmpty {
      shapes.append(words(axes.title, plot.x + plot.width / 2, plot.y - 8, 12, .center))
    }
    return shapes
  }

  private func words(
    _ text: String, _ x: Double, _ y: Double, _ size: Double, _ anchor: Note.Alignment, isUpright: Bool = false
  ) -> Shape {
    var words = Shape.Words(text: MathText.plain(text), at: Shape.Point(x, y), size: size, anchor: anchor)
    words.isUpright = isUpright
    return .words(words)
  }

  private func grid(_ plot: Shape.Box, _ xTicks: Ticks) -> [Shape] {
    let stroke = Shape.Stroke(AxesPage.grey, width: 0.6)
    return xTicks.values.map { value in
      let x = plot.x + axes.x.scaled.share(value) * plot.width
      return .line([Shape.Point(x, plot.y), Shape.Point(x, plot.y + plot.height)], stroke)
    }
      + yTicks.values.map { value in
        let y = plot.y + (1 - axes.y.scaled.share(value)) * plot.height
        return .line([Shape.Point(plot.x, y), Shape.Point(plot.x + plot.width, y)], stroke)
      }
  }

  private func frame(_ plot: Shape.Box, _ xTicks: Ticks) -> [Shape] {
    let stroke = Shape.Stroke(.black, width: 0.8)
    var shapes: [Shape] = [.box(plot, fill: nil, stroke: stroke)]
    let bottom = plot.y + plot.height
    for (value, label) in zip(xTicks.values, xTicks.labels) {
      let x = plot.x + axes.x.scaled.share(value) * plot.width
      shapes.append(.line([Shape.Point(x, bottom), Shape.Point(x, bottom + 3.5)], stroke))
      shapes.append(words(label, x, bottom + 14, AxesPage.small, .center))
    }
    for (value, label) in zip(yTicks.values, yTicks.labels) {
      let y = plot.y + (1 - axes.y.scaled.share(value)) * plot.height
      shapes.append(.line([Shape.Point(plot.x - 3.5, y), Shape.Point(plot.x, y)], stroke))
      shapes.append(words(label, plot.x - 6, y + 3, AxesPage.small, .end))
    }
    if !axes.x.label.isEmpty { shapes.append(words(axes.x.label, plot.x + plot.width / 2, bottom + 29, 10, .center)) }
    if !axes.y.label.isEmpty {
      let x = plot.x - 12 - Double(ChartLabels.width(of: yTicks)) * 5.2
      shapes.append(words(axes.y.label, max(cell.x + 9, x), plot.y + plot.height / 2, 10, .center, isUpright: true))
    }
    return shapes
  }

  private func rightAxis(_ twin: Axes, _ plot: Shape.Box) -> [Shape] {
    let ticks = twin.y.ticks(limit: max(3, Int(plot.height / 32)), glyphs: .unicode)
    let right = plot.x + plot.width
    var shapes: [Shape] = []
    for (value, label) in zip(ticks.values, ticks.labels) {
      let y = plot.y + (1 - twin.y.scaled.share(value)) * plot.height
      shapes.append(.line([Shape.Point(right, y), Shape.Point(right + 3.5, y)], Shape.Stroke(.black, width: 0.8)))
      shapes.append(words(label, right + 6, y + 3, AxesPage.small, .start))
    }
    if !twin.y.label.isEmpty {
      shapes.append(words(twin.y.label, right + 40, plot.y + plot.height / 2, 10, .center, isUpright: true))
    }
    return shapes
  }

  private func colorBar(_ bar: Axes.ColorBar, _ plot: Shape.Box) -> [Shape] {
    let box = Shape.Box(
      x: plot.x + plot.width + (twin == nil ? 12 : 46), y: plot.y, width: 12, height: plot.height)
    let colors = (0..<64).map { bar.map.color(at: 1 - (Double($0) + 0.5) / 64) }
    var shapes: [Shape] = [
      .picture(box, Bitmap(columns: 1, rows: 64, colors: colors)),
      .box(box, fill: nil, stroke: Shape.Stroke(.black, width: 0.8)),
    ]
    let axis = Axes.Axis(from: bar.low, to: max(bar.high, bar.low.nextUp))
    let ticks = axis.ticks(limit: max(2, Int(plot.height / 40)), glyphs: .unicode)
    for (value, label) in zip(ticks.values, ticks.labels) {
      let y = box.y + (1 - axis.scaled.share(value)) * box.height
      shapes.append(words(label, box.x + box.width + 4, y + 3, AxesPage.small, .start))
    }
    if !bar.label.isEmpty {
      shapes.append(words(bar.label, box.x + box.width + 40, box.y + box.height / 2, 10, .center, isUpright: true))
    }
    return shapes
  }
}
