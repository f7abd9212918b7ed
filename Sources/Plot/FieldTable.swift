import Arrays

/// What an object consists of, one field a line: shape, range, mean, spread and distribution of arrays, a text for others.
/// Types and first values stand on the same line where there is room, else in a second table below.
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
    let nameWidth = max(11, names.map { displayWidth($0) }.max() ?? 0)
    let shapeWidth = max(9, shapes.map { displayWidth($0) }.max() ?? 0)
    var numberWidths = (0..<4).map { column in
      max(7, numbers.compactMap { $0?[column] }.map { displayWidth($0) }.max() ?? 0)
    }
    func tableWidth() -> Int {
      nameWidth + shapeWidth + numberWidths.reduce(6 + ArraySummary.defaultBins) { $0 + $1 + 2 }
    }
    // The spread is what can be missed when numbers are long.
    if tableWidth() > width { numberWidths.removeLast() }
    var lines: [StyledText] = []
    let isWide = width >= FieldTable.wide
    let examples = fields.map { field -> (type: String, values: String)? in
      guard case .array(let array) = field.content else { return nil }
      let room = width - (isWide ? tableWidth() : nameWidth) - 14
      return (array.dtype.name, FieldTable.firstValues(of: array, columns: room, glyphs))
    }
    if summaries.contains(where: { $0 != nil }) {
      var head = "  " + fitted("field", columns: nameWidth) + "  " + rightAligned("shape", columns: shapeWidth)
      for (title, width) in zip(["min", "mean", "max", "std"], numberWidths) {
        head += "  " + rightAligned(title, columns: width)
      }
      lines.append(StyledText(head + "  histogram" + (isWide ? "     type     first values" : ""), .muted))
    }
    for (index, field) in fields.enumerated() {
      var line = StyledText("  " + fitted(field.name, columns: nameWidth) + "  ")
      line.append(rightAligned(shapes[index], columns: shapeWidth))
      if let summary = summaries[index], let texts = numbers[index] {
        for (text, width) in zip(texts, numberWidths) { line.append("  " + rightAligned(text, columns: width)) }
        line.append("  ")
        line.append(Sparkline.histogram(summary.histogram, glyphs: glyphs), .train)
        if isWide, let example = examples[index] {
          line.append("  " + fitted(example.type, columns: 7) + "  " + example.values)
        }
        line.append(FieldTable.flaw(of: summary), .warning)
      } else if case .text(_, let text) = field.content {
        line.append("  " + fitted(text, columns: max(8, width - line.width - 2), ellipsis: glyphs.ellipsis).trimmedEnd)
      }
      lines.append(line)
    }
    if !isWide, examples.contains(where: { $0 != nil }) {
      lines.append(StyledText("  " + fitted("field", columns: nameWidth) + "  type     first values", .muted))
      for (name, example) in zip(names, examples) {
        guard let example else { continue }
        lines.append(
          StyledText("  \(fitted(name, columns: nameWidth))  \(fitted(example.type, columns: 7))  \(example.values)"))
      }
    }
    return lines
  }

  /// From this width on one table holds everything.
  private static let wide = 120

  /// The first values, row by row, as many as fit into so many columns.
  private static func firstValues(of array: NDArray, columns: Int, _ glyphs: Glyphs) -> String {
    guard !array.dtype.isText else { return "" }
    var first = array
    if first.ndim > 1 { first = first.sliced(axis: 0, start: 0, count: min(first.shape[0], 8)).flattened }
    let values =
      first.ndim == 0 ? first.doubles : first.sliced(axis: 0, start: 0, count: min(first.shape[0], 16)).doubles
    let style = NumberStyle(for: values, glyphs: glyphs)
    var text = ""
    for (index, value) in values.enumerated() {
      let next = (index == 0 ? "" : "  ") + style.text(value).trimmedStart
      let isLast = index + 1 == values.count && values.count == array.size
      if displayWidth(text + next) + (isLast ? 0 : 3) > columns { return text + "  " + glyphs.ellipsis }
      text += next
    }
    return values.count < array.size ? text + "  " + glyphs.ellipsis : text
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

extension NDArray {
  /// The values in row-major order, as one axis.
  fileprivate var flattened: NDArray { NDArray(doubles) }
}

extension String {
  var trimmedStart: String { String(drop { $0 == " " }) }

  var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
