/// Figures as PNG and PDF, drawn by Cairo.
public enum CairoPage {
  public enum Form: Sendable { case png, pdf }

  public enum Problem: Error, Equatable {
    case noLibrary
    /// More pixels than an image may have.
    case tooLarge
    case notWritten
  }

  /// Writes a figure to a file.
  ///
  /// - Parameter dotsPerInch: of PNG files.
  public static func write(_ figure: Figure, to path: String, as form: Form, dotsPerInch: Double) throws(Problem) {
    let cairo: CairoLibrary
    do { cairo = try CairoLibrary() } catch { throw .noLibrary }
    let zoom = form == .png ? dotsPerInch / 72 : 1
    let (width, height) = (figure.width * 72 * zoom, figure.height * 72 * zoom)
    guard width >= 1, height >= 1, width <= 20_000, height <= 20_000 else { throw .tooLarge }
    let made =
      form == .pdf ? cairo.makePDF(path, width, height) : cairo.makeImage(0, Int32(width), Int32(height))
    guard let surface = made else { throw .notWritten }
    defer { cairo.destroySurface(surface) }
    guard cairo.surfaceStatus(surface) == 0, let context = cairo.create(surface) else { throw .notWritten }
    cairo.scale(context, zoom, zoom)
    let pen = CairoPen(cairo: cairo, context: context)
    for shape in figure.shapes { pen.draw(shape) }
    cairo.destroy(context)
    if form == .png {
      guard cairo.writePNG(surface, path) == 0 else { throw .notWritten }
    } else {
      cairo.finishSurface(surface)
      guard cairo.surfaceStatus(surface) == 0 else { throw .notWritten }
    }
  }
}

/// Draws marks on one surface.
private struct CairoPen {
  let cairo: CairoLibrary
  let context: CairoLibrary.Handle

  func draw(_ shape: Shape) {
    switch shape {
    case .line(let points, let stroke):
      trace(points)
      paint(stroke)
    case .area(let points, let color):
      trace(points)
      cairo.closePath(context)
      paint(color)
    case .box(let box, let color, let stroke):
      if let color {
        cairo.rectangle(context, box.x, box.y, box.width, box.height)
        paint(color)
      }
      if let stroke {
        cairo.rectangle(context, box.x, box.y, box.width, box.height)
        paint(stroke)
      }
    case .disc(let at, let radius, let color):
      cairo.newPath(context)
      cairo.arc(context, at.x, at.y, radius, 0, 2 * .pi)
      paint(color)
    case .words(let words): draw(words)
    case .picture(let box, let bitmap): draw(bitmap, in: box)
    case .clip(let box):
      cairo.save(context)
      cairo.rectangle(context, box.x, box.y, box.width, box.height)
      cairo.clip(context)
    case .unclip: cairo.restore(context)
    }
  }

  private func trace(_ points: [Shape.Point]) {
    cairo.newPath(context)
    for (place, point) in points.enumerated() {
      if place == 0 { cairo.moveTo(context, point.x, point.y) } else { cairo.lineTo(context, point.x, point.y) }
    }
  }

  private func paint(_ color: Color) {
    cairo.setColor(context, color.red, color.green, color.blue, color.alpha)
    cairo.fill(context)
  }

  private func paint(_ stroke: Shape.Stroke) {
    cairo.setColor(context, stroke.color.red, stroke.color.green, stroke.color.blue, stroke.color.alpha)
    cairo.setLineWidth(context, stroke.width)
    // Round corners.
    cairo.setLineJoin(context, 1)
    cairo.setDash(context, stroke.dash, Int32(stroke.dash.count), 0)
    cairo.stroke(context)
  }

  private func draw(_ words: Shape.Words) {
    cairo.save(context)
    cairo.translate(context, words.at.x, words.at.y)
    if words.isUpright { cairo.rotate(context, -.pi / 2) }
    cairo.selectFont(context, "DejaVu Sans", 0, 0)
    cairo.setFontSize(context, words.size)
    cairo.setColor(context, words.color.red, words.color.green, words.color.blue, words.color.alpha)
    var extents = [Double](repeating: 0, count: 6)
    cairo.textExtents(context, words.text, &extents)
    // The third number is the width, the fifth how far the next letter would stand.
    let shift =
      switch words.anchor {
      case .start: 0.0
      case .center: -extents[4] / 2
      case .end: -extents[4]
      }
    cairo.moveTo(context, shift, 0)
    cairo.showText(context, words.text)
    cairo.newPath(context)
    cairo.restore(context)
  }

  private func draw(_ bitmap: Bitmap, in box: Shape.Box) {
    guard bitmap.columns > 0, bitmap.rows > 0, box.width > 0, box.height > 0 else { return }
    // Blue, green, red, opacity, the colours made less by it: a word with opacity first, lowest byte first.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(bitmap.bytes.count)
    for place in stride(from: 0, to: bitmap.bytes.count, by: 4) {
      let alpha = Int(bitmap.bytes[place + 3])
      for part in [2, 1, 0] { bytes.append(UInt8(Int(bitmap.bytes[place + part]) * alpha / 255)) }
      bytes.append(UInt8(alpha))
    }
    let (columns, rows) = (Int32(bitmap.columns), Int32(bitmap.rows))
    bytes.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress,
        let image = cairo.makeImageOfData(base, 0, columns, rows, columns * 4)
      else { return }
      cairo.save(context)
      cairo.translate(context, box.x, box.y)
      cairo.scale(context, box.width / Double(columns), box.height / Double(rows))
      cairo.setSurface(context, image, 0, 0)
      // Pixels keep their edges.
      if let source = cairo.getSource(context) { cairo.setFilter(source, 3) }
      cairo.paint(context)
      cairo.restore(context)
      // A PDF keeps what it has been given; the pixels are gone after this.
      cairo.finishSurface(image)
      cairo.destroySurface(image)
    }
  }
}
