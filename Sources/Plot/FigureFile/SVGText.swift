/// Marks written as a scalable vector graphic.
public struct SVGText {
  /// In points.
  private let width: Double
  private let height: Double
  private var out: [String] = []
  private var clips = 0

  /// The whole text of a file that shows `figure`.
  public static func of(_ figure: Figure) -> String {
    var writer = SVGText(width: figure.width * 72, height: figure.height * 72)
    for shape in figure.shapes { writer.write(shape) }
    return writer.text
  }

  private init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  private var text: String {
    let size = "width=\"\(number(width))pt\" height=\"\(number(height))pt\""
    let head =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" \(size) viewBox=\"0 0 \(number(width)) \(number(height))\" "
      + "font-family=\"DejaVu Sans, Arial, sans-serif\">"
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(head)\n" + out.joined(separator: "\n") + "\n</svg>\n"
  }

  private mutating func write(_ shape: Shape) {
    switch shape {
    case .line(let points, let stroke):
      if points.count == 1, let only = points.first {
        return write(.disc(only, radius: stroke.width / 2, stroke.color))
      }
      out.append("<polyline points=\"\(list(points))\" fill=\"none\" \(attributes(stroke)) stroke-linejoin=\"round\"/>")
    case .area(let points, let color): out.append("<polygon points=\"\(list(points))\" \(fill(color))/>")
    case .box(let box, let color, let stroke):
      let paint = (color.map(fill) ?? "fill=\"none\"") + (stroke.map { " " + attributes($0) } ?? "")
      out.append("<rect \(place(box)) \(paint)/>")
    case .disc(let at, let radius, let color):
      out.append("<circle cx=\"\(number(at.x))\" cy=\"\(number(at.y))\" r=\"\(number(radius))\" \(fill(color))/>")
    case .words(let words): write(words)
    case .picture(let box, let bitmap):
      guard bitmap.columns > 0, bitmap.rows > 0 else { return }
      out.append(
        "<image \(place(box)) preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" "
          + "href=\"data:image/png;base64,\(Base64.text(PNG.bytes(of: bitmap)))\"/>")
    case .clip(let box):
      clips += 1
      out.append("<clipPath id=\"c\(clips)\"><rect \(place(box))/></clipPath><g clip-path=\"url(#c\(clips))\">")
    case .unclip: out.append("</g>")
    }
  }

  private mutating func write(_ words: Shape.Words) {
    let anchor =
      switch words.anchor {
      case .start: "start"
      case .center: "middle"
      case .end: "end"
      }
    let (x, y) = (number(words.at.x), number(words.at.y))
    let turn = words.isUpright ? " transform=\"rotate(-90 \(x) \(y))\"" : ""
    out.append(
      "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(number(words.size))\" text-anchor=\"\(anchor)\" "
        + "\(fill(words.color))\(turn)>\(escaped(words.text))</text>")
  }

  // MARK: parts

  private func list(_ points: [Shape.Point]) -> String {
    points.map { number($0.x) + "," + number($0.y) }.joined(separator: " ")
  }

  private func place(_ box: Shape.Box) -> String {
    "x=\"\(number(box.x))\" y=\"\(number(box.y))\" width=\"\(number(max(0, box.width)))\" "
      + "height=\"\(number(max(0, box.height)))\""
  }

  private func fill(_ color: Color) -> String {
    "fill=\"\(color.hexText)\"" + (color.alpha < 1 ? " fill-opacity=\"\(number(color.alpha))\"" : "")
  }

  private func attributes(_ stroke: Shape.Stroke) -> String {
    var text = "stroke=\"\(stroke.color.hexText)\" stroke-width=\"\(number(stroke.width))\""
    if stroke.color.alpha < 1 { text += " stroke-opacity=\"\(number(stroke.color.alpha))\"" }
    if !stroke.dash.isEmpty { text += " stroke-dasharray=\"\(stroke.dash.map(number).joined(separator: " "))\"" }
    return text
  }

  /// Two decimals are a hundredth of a point.
  private func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "0" }
    let hundredths = Int((value * 100).rounded())
    if hundredths % 100 == 0 { return String(hundredths / 100) }
    return String(Double(hundredths) / 100)
  }

  private func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      // Control characters are no XML.
      default: if scalar.value >= 0x20 { out.unicodeScalars.append(scalar) }
      }
    }
    return out
  }
}
