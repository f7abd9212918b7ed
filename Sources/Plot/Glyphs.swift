/// The characters that figures are drawn with.
public struct Glyphs: Equatable, Sendable {
  /// Braille dots for lines and eighth blocks for bars; else `.` and `#`.
  public var isUnicode: Bool

  public static let unicode = Glyphs(isUnicode: true)
  public static let ascii = Glyphs(isUnicode: false)

  public init(isUnicode: Bool) { self.isUnicode = isUnicode }

  /// Rising bars, from nothing to a full cell.
  var bars: [Character] { Array(isUnicode ? " ▁▂▃▄▅▆▇█" : " .:-=+*#@") }
  /// Left-to-right fill of one cell in eighths.
  var fills: [Character] { Array(isUnicode ? " ▏▎▍▌▋▊▉█" : "    #####") }
  public var emptyBar: Character { isUnicode ? "░" : "-" }
  public var minus: String { isUnicode ? "−" : "-" }
  public var times: String { isUnicode ? "×" : "x" }
  public var dot: String { isUnicode ? "·" : "," }
  public var ellipsis: String { isUnicode ? "…" : "..." }
  public var up: String { isUnicode ? "↑" : "^" }
  public var down: String { isUnicode ? "↓" : "v" }
  public var pointer: String { isUnicode ? "▸" : ">" }
  var axis:
    (
      vertical: Character, tick: Character, corner: Character, horizontal: Character, rightTick: Character,
      rightCorner: Character
    )
  {
    isUnicode ? ("│", "┤", "└", "─", "├", "┘") : ("|", "+", "+", "-", "+", "+")
  }
  /// Four shades, from the ground to a full cell.
  var shades: [Character] { Array(isUnicode ? " ░▒▓█" : " .:-=+*#%@") }
  public var box:
    (
      horizontal: String, vertical: String, topLeft: String, topRight: String, bottomLeft: String,
      bottomRight: String
    )
  {
    isUnicode ? ("─", "│", "┌", "┐", "└", "┘") : ("-", "|", "+", "+", "+", "+")
  }
}
