/// How roles look: the one place where colours are chosen.
///
/// The 256-colour set keeps a contrast of about 4 to black and to white grounds, so that no ground has to be guessed.
public struct Theme: Equatable, Sendable {
  public enum Colors: Int, Comparable, Sendable {
    case none, sixteen, palette
    public static func < (a: Colors, b: Colors) -> Bool { a.rawValue < b.rawValue }
  }

  /// Colour number of the palette (`nil`: the terminal's own foreground) and attributes.
  public struct Look: Equatable, Sendable {
    public var color: Int?
    public var isBold = false
    public var isReversed = false
  }

  public var colors: Colors
  public var glyphs: Glyphs
  /// Whether attributes (bold, reverse) may be used: any terminal but a dumb one.
  public var hasAttributes: Bool

  public static let plain = Theme(colors: .none, glyphs: .unicode, hasAttributes: false)
  public static let asciiPlain = Theme(colors: .none, glyphs: .ascii, hasAttributes: false)

  public init(colors: Colors, glyphs: Glyphs, hasAttributes: Bool) {
    self.colors = colors
    self.glyphs = glyphs
    self.hasAttributes = hasAttributes
  }

  public func look(of role: Role) -> Look {
    let row = Theme.row(role)
    var look = Look()
    switch colors {
    case .palette: look.color = row.palette
    case .sixteen: look.color = row.sixteen
    case .none: look.color = nil
    }
    look.isBold = hasAttributes && row.bold
    look.isReversed = hasAttributes && row.reversed
    return look
  }

  private static func row(_ role: Role) -> (palette: Int?, sixteen: Int?, bold: Bool, reversed: Bool) {
    switch role {
    case .plain: (nil, nil, false, false)
    case .emphasis: (nil, nil, true, false)
    case .title: (nil, nil, true, false)
    case .muted: (243, nil, false, false)
    case .train: (32, 4, true, false)
    case .validation: (166, 3, false, false)
    case .third: (29, 2, false, false)
    case .fourth: (133, 5, false, false)
    case .good: (29, 2, false, false)
    case .warning: (166, 3, false, false)
    case .failure: (166, 1, false, true)
    case .selected: (nil, nil, false, true)
    }
  }

  /// `text` with escape codes around its coloured parts; without any where the theme has neither colours nor attributes.
  public func ansi(_ text: StyledText) -> String {
    text.spans.map { span in
      let codes = span.ink.map(escape) ?? escape(for: span.role)
      return codes.isEmpty ? span.text : codes + span.text + "\u{1B}[0m"
    }.joined()
  }

  /// The escape code that starts `role`; empty if it looks like plain text.
  public func escape(for role: Role) -> String {
    let look = look(of: role)
    var codes: [String] = []
    if look.isBold { codes.append("1") }
    if look.isReversed { codes.append("7") }
    if let color = look.color { codes.append(Theme.code(color)) }
    return codes.isEmpty ? "" : "\u{1B}[\(codes.joined(separator: ";"))m"
  }

  /// The escape code that starts `ink`; empty where the theme has no colour for it.
  private func escape(for ink: Ink) -> String {
    switch ink {
    case .stroke(let color):
      guard colors != .none, let number = color.strokeNumber(colors) else { return "" }
      return "\u{1B}[\(Theme.code(number))m"
    case .pixels(let upper, let lower):
      guard colors == .palette else { return "" }
      let ground = lower.map { ";48;5;\($0.paletteNumber)" } ?? ""
      return "\u{1B}[38;5;\(upper.paletteNumber)\(ground)m"
    }
  }

  private static func code(_ color: Int) -> String {
    switch color {
    case ..<8: "\(30 + color)"
    case ..<16: "\(82 + color)"
    default: "38;5;\(color)"
    }
  }
}
