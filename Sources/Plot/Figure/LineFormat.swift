/// The short form of a line's looks: `'k--'`, `'bo-'`, `'C1.'`.
public struct LineFormat: Equatable, Sendable {
  public var color: Color?
  public var dash: Dash?
  public var marker: Marker?

  /// What is wrong with a format, in words.
  public struct Problem: Error, Equatable {
    public let message: String
  }

  public init() {}

  public init(_ text: String) throws(Problem) {
    // A colour by itself: its name, `C3`, `#rrggbb`. A single digit is a marker, not a shade of grey.
    if Double(text) == nil, let color = Color(text), text.count > 1 || Color.letters[text] != nil {
      self.color = color
      return
    }
    var rest = text[...]
    while let first = rest.first {
      if let dash = Dash.symbols.first(where: { rest.hasPrefix($0.symbol) }) {
        guard self.dash == nil else { throw LineFormat.problem(text, "two linestyle symbols") }
        self.dash = dash.dash
        rest.removeFirst(dash.symbol.count)
      } else if let marker = Marker(rawValue: String(first)) {
        guard self.marker == nil else { throw LineFormat.problem(text, "two marker symbols") }
        self.marker = marker
        rest.removeFirst()
      } else if let hex = Color.letters[String(first)] {
        guard color == nil else { throw LineFormat.problem(text, "two color symbols") }
        color = Color(hex: hex)
        rest.removeFirst()
      } else if first == "C", let digit = rest.dropFirst().first?.wholeNumberValue {
        guard color == nil else { throw LineFormat.problem(text, "two color symbols") }
        color = Color.cycle[digit % Color.cycle.count]
        rest.removeFirst(2)
      } else {
        throw LineFormat.problem(text, "unrecognized character '\(first)'")
      }
    }
  }

  private static func problem(_ text: String, _ reason: String) -> Problem {
    Problem(message: "'\(text)' is not a valid format string (\(reason))")
  }
}

/// How a line is broken.
public enum Dash: String, CaseIterable, Sendable {
  case solid, dashed, dotted, dashdot, none

  /// Longest first, so that `--` is not two `-`.
  static let symbols: [(symbol: String, dash: Dash)] = [
    ("--", .dashed), ("-.", .dashdot), ("-", .solid), (":", .dotted),
  ]

  /// A name or a symbol: `dashed`, `--`, `None`, a blank.
  public init?(_ text: String) {
    if let known = Dash(rawValue: text) ?? Dash.symbols.first(where: { $0.symbol == text })?.dash {
      self = known
    } else if ["None", " ", ""].contains(text) {
      self = .none
    } else {
      return nil
    }
  }

  /// The symbol that scripts read back.
  public var symbol: String { Dash.symbols.first { $0.dash == self }?.symbol ?? "None" }

  /// Dots drawn and left out in turn.
  var dots: [Int] {
    switch self {
    case .solid, .none: []
    case .dashed: [4, 3]
    case .dotted: [1, 2]
    case .dashdot: [4, 2, 1, 2]
    }
  }

  /// Lengths drawn and left out in turn, in widths of the line.
  var widths: [Double] {
    switch self {
    case .solid, .none: []
    case .dashed: [3.7, 1.6]
    case .dotted: [1, 1.65]
    case .dashdot: [6.4, 1.6, 1, 1.6]
    }
  }

  /// How series are told apart where there are no colours.
  static let cycle: [Dash] = [.solid, .dashed, .dotted, .dashdot]
}

/// The shape of a point.
public enum Marker: String, CaseIterable, Sendable {
  case point = "."
  case pixel = ","
  case circle = "o"
  case square = "s"
  case up = "^"
  case down = "v"
  case left = "<"
  case right = ">"
  case diamond = "D"
  case thinDiamond = "d"
  case star = "*"
  case pentagon = "p"
  case hexagon = "h"
  case cross = "x"
  case filledCross = "X"
  case plus = "+"
  case filledPlus = "P"
  case bar = "|"
  case dash = "_"

  /// One character that looks like it.
  func character(_ glyphs: Glyphs) -> Character {
    switch self {
    case .point, .pixel: glyphs.isUnicode ? "∙" : "."
    case .circle, .pentagon, .hexagon: glyphs.isUnicode ? "●" : "o"
    case .square: glyphs.isUnicode ? "■" : "#"
    case .up: glyphs.isUnicode ? "▲" : "^"
    case .down: glyphs.isUnicode ? "▼" : "v"
    case .left: glyphs.isUnicode ? "◀" : "<"
    case .right: glyphs.isUnicode ? "▶" : ">"
    case .diamond, .thinDiamond: glyphs.isUnicode ? "◆" : "o"
    case .star: glyphs.isUnicode ? "★" : "*"
    case .cross, .filledCross: glyphs.isUnicode ? "×" : "x"
    case .plus, .filledPlus: "+"
    case .bar: glyphs.isUnicode ? "│" : "|"
    case .dash: glyphs.isUnicode ? "─" : "-"
    }
  }
}
