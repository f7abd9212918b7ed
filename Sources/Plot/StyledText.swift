/// What a piece of text is. A theme decides how it looks; a role never is the only carrier of a meaning.
public enum Role: String, CaseIterable, Sendable {
  case plain, emphasis, muted, title
  case train, validation, third, fourth
  case good, warning, failure, selected
}

/// A colour of its own that a piece of a figure has instead of its role's.
public enum Ink: Equatable, Sendable {
  /// Of lines and letters: kept legible on any ground.
  case stroke(Color)
  /// The upper and the lower half of a cell, just as they are; nil: the terminal's ground.
  case pixels(upper: Color, lower: Color?)
}

/// A line of text whose parts have roles.
public struct StyledText: Equatable, Sendable {
  public struct Span: Equatable, Sendable {
    public var text: String
    public var role: Role
    public var ink: Ink?

    public init(_ text: String, _ role: Role, ink: Ink? = nil) {
      self.text = text
      self.role = role
      self.ink = ink
    }
  }

  public private(set) var spans: [Span] = []

  public init() {}

  public init(_ text: String, _ role: Role = .plain) { append(text, role) }

  public mutating func append(_ text: String, _ role: Role = .plain, ink: Ink? = nil) {
    guard !text.isEmpty else { return }
    if let last = spans.indices.last, spans[last].role == role, spans[last].ink == ink {
      spans[last].text += text
    } else {
      spans.append(Span(text, role, ink: ink))
    }
  }

  public mutating func append(_ other: StyledText) {
    for span in other.spans { append(span.text, span.role, ink: span.ink) }
  }

  public static func + (a: StyledText, b: StyledText) -> StyledText {
    var sum = a
    sum.append(b)
    return sum
  }

  /// The line without spaces at its end.
  public var trimmedEnd: StyledText {
    var trimmed = self
    while let last = trimmed.spans.last, last.text.last == " " {
      trimmed.spans[trimmed.spans.count - 1].text = last.text.trimmedEnd
      if last.text.trimmedEnd.isEmpty { trimmed.spans.removeLast() }
    }
    return trimmed
  }

  public var plain: String { spans.map(\.text).joined() }

  /// Columns on the screen.
  public var width: Int { spans.reduce(0) { $0 + displayWidth($1.text) } }

  /// The line cut to `width` columns, or filled up to them with spaces.
  public func fitted(to width: Int) -> StyledText {
    var fitted = StyledText()
    var left = max(0, width)
    for span in spans {
      let piece = prefix(of: span.text, columns: left)
      fitted.append(piece, span.role, ink: span.ink)
      left -= displayWidth(piece)
      if piece != span.text { break }
    }
    fitted.append(String(repeating: " ", count: left))
    return fitted
  }
}

/// The longest beginning of `text` that takes at most `columns` columns.
public func prefix(of text: String, columns: Int) -> String {
  var left = columns
  var end = text.startIndex
  for character in text {
    left -= displayWidth(character)
    if left < 0 { break }
    end = text.index(after: end)
  }
  return String(text[..<end])
}

/// `text` in exactly `columns` columns; an ellipsis says that something was cut.
public func fitted(_ text: String, columns: Int, ellipsis: String = "…") -> String {
  let width = displayWidth(text)
  if width <= columns { return text + String(repeating: " ", count: columns - width) }
  let kept = prefix(of: text, columns: columns - displayWidth(ellipsis))
  let cut = kept + prefix(of: ellipsis, columns: columns)
  return cut + String(repeating: " ", count: max(0, columns - displayWidth(cut)))
}

/// `text` at the right end of `columns` columns; never cut.
public func rightAligned(_ text: String, columns: Int) -> String {
  String(repeating: " ", count: max(0, columns - displayWidth(text))) + text
}
