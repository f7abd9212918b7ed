import Arrays

/// What an object consists of, one field a line: shape, range, mean, spread and distribution of arrays, a text for others.
public struct FieldTable {
  public struct Field {
    public var name: String
    public var content: Content

    public init(_ name: String, _ content: Content) {
      self.name = name
      self.content = content
    }
  }

  public enum Content {
    case array(NDArray)
    /// A kind, such as `dict`, and what there is to say of it.
    case text(kind: String, String)
  }

  public var fields: [Field]

  public init(_ fields: [Field]) { self.fields = fields }

  /// The heading and a line for each field, indented by two.
  public func lines(width: Int, glyphs: Glyphs = .unicode) -> [StyledText] {
    let summaries = fields.map { field -> ArraySummary? in
      if case .array(let array) = field.content { ArraySummary(of: array) } else { nil }
    }
    let names = fields.map(\.name)
    let shapes = fields.map { FieldTable.shape(of: $0.content, glyphs: glyphs) }
    let numbers = summaries.map { $0.map { FieldTable.numbers($0, glyphs: glyphs) } }
    let nameWidth = max(15, names.map { displayWidth($0) }.max() ?? 0)
    let shapeWidth = max(9, shapes.map { displayWidth($0) }.max() ?? 0)
    let numberWidths = (0..<4).map { column in
      max(7, numbers.compactMap { $0?[column] }.map { displayWidth($0) }.max() ?? 0)
    }
    var lines: [StyledText] = []
    if summaries.contains(where: { $0 != nil }) {
      var head = "  " + fitted("field", columns: nameWidth) + "  " + rightAligned("shape", columns: shapeWidth)
      for (title, width) in zip(["min", "mean", "max", "std"], numberWidths) {
        head += "  " + rightAligned(title, columns: width)
      }
      lines.append(StyledText(head + "  histogram", .muted))
    }
    for (index, field) in fields.enumerated() {
      var line = StyledText("  " + fitted(field.name, columns: nameWidth) + "  ")
      line.append(rightAligned(shapes[index], columns: shapeWidth))
      if let summary = summaries[index], let texts = numbers[index] {
        for (text, width) in zip(texts, numberWidths) { line.append("  " + rightAligned(text, columns: width)) }
        line.append("  ")
        line.append(Sparkline.histogram(summary.histogram, glyphs: glyphs), .train)
        line.append(FieldTable.flaw(of: summary), .warning)
      } else if case .text(_, let text) = field.content {
        line.append("  " + fitted(text, columns: max(8, width - line.width - 2), ellipsis: glyphs.ellipsis).trimmedEnd)
      }
      lines.append(line)
    }
    return lines
  }

  private static func shape(of content: Content, glyphs: Glyphs) -> String {
    switch content {
    case .array(let array): array.shape.isEmpty ? "number" : shapeText(array.shape, glyphs: glyphs)
    case .text(let kind, _): kind
    }
  }

  private static func numbers(_ summary: ArraySummary, glyphs: Glyphs) -> [String] {
    let texts = summary.texts(glyphs: glyphs)
    return [texts.minimum, texts.mean, texts.maximum, texts.deviation]
  }

  private static func flaw(of summary: ArraySummary) -> String {
    var parts: [String] = []
    if summary.nanCount > 0 { parts.append("\(countText(summary.nanCount)) nan") }
    if summary.infiniteCount > 0 { parts.append("\(countText(summary.infiniteCount)) inf") }
    return parts.isEmpty ? "" : "  ! " + parts.joined(separator: ", ")
  }
}

/// `50 × 2`; `()` for a number.
public func shapeText(_ shape: [Int], glyphs: Glyphs = .unicode) -> String {
  shape.isEmpty ? "()" : shape.map(String.init).joined(separator: " \(glyphs.times) ")
}

extension ArraySummary {
  /// The summary of a numeric array; empty for texts.
  public init(of array: NDArray) {
    guard !array.dtype.isText else {
      self.init([])
      return
    }
    self = array.withDoubles { ArraySummary($0) }
  }
}

extension String {
  var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
