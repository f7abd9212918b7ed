import Glibc

/// A colour of a figure: red, green, blue and opacity, each 0…1.
public struct Color: Hashable, Sendable {
  public var red: Double
  public var green: Double
  public var blue: Double
  public var alpha: Double

  /// Parts outside 0…1, and those that are no numbers, are brought into it.
  public init(_ red: Double, _ green: Double, _ blue: Double, alpha: Double = 1) {
    func part(_ value: Double) -> Double { value.isNaN ? 0 : max(0, min(1, value)) }
    self.red = part(red)
    self.green = part(green)
    self.blue = part(blue)
    self.alpha = part(alpha)
  }

  /// `0xRRGGBB`
  public init(hex: Int) {
    self.init(Double(hex >> 16 & 255) / 255, Double(hex >> 8 & 255) / 255, Double(hex & 255) / 255)
  }

  public static let black = Color(0, 0, 0)
  public static let white = Color(1, 1, 1)
  public static let gray = Color(hex: 0x808080)

  /// The colours that series get in turn, `C0` to `C9`.
  public static let cycle = [
    0x1F77B4, 0xFF7F0E, 0x2CA02C, 0xD62728, 0x9467BD, 0x8C564B, 0xE377C2, 0x7F7F7F, 0xBCBD22, 0x17BECF,
  ].map { Color(hex: $0) }

  /// How light it looks, 0…1.
  public var lightness: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

  /// `self` at 0, `other` at 1, and between them by equal parts.
  public func mixed(with other: Color, _ share: Double) -> Color {
    func mix(_ a: Double, _ b: Double) -> Double { a + (b - a) * share }
    return Color(
      mix(red, other.red), mix(green, other.green), mix(blue, other.blue), alpha: mix(alpha, other.alpha))
  }

  /// The same colour, less opaque by `factor`.
  public func faded(_ factor: Double) -> Color { Color(red, green, blue, alpha: alpha * factor) }

  var bytes: (red: Int, green: Int, blue: Int) {
    (Int((red * 255).rounded()), Int((green * 255).rounded()), Int((blue * 255).rounded()))
  }

  /// `#1f77b4`
  public var hexText: String {
    let (r, g, b) = bytes
    return "#" + [r, g, b].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

// MARK: reading

extension Color {
  /// A colour as scripts write it: a name, a letter, `C3`, `#rgb`, `#rrggbb`, `#rrggbbaa`, a shade of grey `0.75`.
  public init?(_ text: String) {
    if let hex = Color.letters[text] ?? ColorNames.hex[text.lowercased()] {
      self.init(hex: hex)
    } else if text.first == "#" {
      self.init(digits: text.dropFirst())
    } else if text.first == "C", let place = Int(text.dropFirst()), place >= 0 {
      self = Color.cycle[place % Color.cycle.count]
    } else if text.hasPrefix("tab:"), let place = Color.cycleNames.firstIndex(of: String(text.dropFirst(4))) {
      self = Color.cycle[place]
    } else if text.lowercased() == "none" || text == "transparent" {
      self.init(0, 0, 0, alpha: 0)
    } else if let shade = Double(text), (0...1).contains(shade) {
      self.init(shade, shade, shade)
    } else {
      return nil
    }
  }

  private init?(digits: Substring) {
    let values = digits.compactMap(\.hexDigitValue)
    guard values.count == digits.count else { return nil }
    let bytes: [Int]
    switch values.count {
    case 3, 4: bytes = values.map { $0 * 17 }
    case 6, 8: bytes = stride(from: 0, to: values.count, by: 2).map { values[$0] * 16 + values[$0 + 1] }
    default: return nil
    }
    let parts = bytes.map { Double($0) / 255 }
    self.init(parts[0], parts[1], parts[2], alpha: parts.count > 3 ? parts[3] : 1)
  }

  /// The letters that formats such as `'k--'` may hold.
  static let letters: [String: Int] = [
    "b": 0x0000FF, "g": 0x008000, "r": 0xFF0000, "c": 0x00BFBF, "m": 0xBF00BF, "y": 0xBFBF00, "k": 0x000000,
    "w": 0xFFFFFF,
  ]

  private static let cycleNames = [
    "blue", "orange", "green", "red", "purple", "brown", "pink", "gray", "olive", "cyan",
  ]
}

// MARK: on terminals

extension Color {
  /// Colours of the terminal's palette that stand for the cycle: legible on dark and on light grounds.
  private static let cyclePalette = [32, 166, 29, 160, 98, 130, 169, 243, 100, 31]
  private static let cycleSixteen = [4, 3, 2, 1, 5, 6, 13, 8, 11, 14]
  private static let sixteen: [(number: Int, color: Color)] = [
    (1, Color(0.8, 0, 0)), (2, Color(0, 0.6, 0)), (3, Color(0.8, 0.5, 0)), (4, Color(0, 0, 0.9)),
    (5, Color(0.7, 0, 0.7)), (6, Color(0, 0.7, 0.7)),
  ]

  /// The number in the 256-colour palette that comes nearest.
  public var paletteNumber: Int {
    let (r, g, b) = bytes
    let gray = (r + g + b) / 3
    let levels = [0, 95, 135, 175, 215, 255]
    func level(_ value: Int) -> Int { value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40 }
    func distance(_ other: (Int, Int, Int)) -> Int {
      (other.0 - r) * (other.0 - r) + (other.1 - g) * (other.1 - g) + (other.2 - b) * (other.2 - b)
    }
    let cube = (level(r), level(g), level(b))
    let step = max(0, min(23, (gray - 3) / 10))
    let shade = 8 + 10 * step
    let inCube = distance((levels[cube.0], levels[cube.1], levels[cube.2]))
    return distance((shade, shade, shade)) < inCube ? 232 + step : 16 + 36 * cube.0 + 6 * cube.1 + cube.2
  }

  /// The palette's number for lines and letters; nil: the terminal's own foreground, for black, white and what is near.
  func strokeNumber(_ colors: Theme.Colors) -> Int? {
    if let place = Color.cycle.firstIndex(where: { $0.bytes == bytes }) {
      return colors == .palette ? Color.cyclePalette[place] : Color.cycleSixteen[place]
    }
    let spread = max(red, green, blue) - min(red, green, blue)
    if spread < 0.1 { return lightness < 0.3 || lightness > 0.85 || colors == .sixteen ? nil : 243 }
    if colors == .palette { return paletteNumber }
    func distance(_ other: Color) -> Double {
      let (r, g, b) = (other.red - red, other.green - green, other.blue - blue)
      return r * r + g * g + b * b
    }
    return Color.sixteen.min { distance($0.color) < distance($1.color) }?.number
  }
}
