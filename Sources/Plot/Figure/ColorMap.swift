/// A scale of colours for the numbers of an image: 0 is the first, 1 the last.
public struct ColorMap: Equatable, Sendable {
  public let name: String
  /// Equally spaced; between them colours are mixed, unless `isStepped`.
  private let stops: [Color]
  private let isStepped: Bool

  /// nil if there is no map of that name; `NAME_r` is `NAME` reversed.
  public init?(named name: String) {
    let isReversed = name.hasSuffix("_r")
    let plain = isReversed ? String(name.dropLast(2)) : name
    guard let row = ColorMap.table.first(where: { $0.name == plain }) else { return nil }
    let colors = row.stops.map { Color(hex: $0) }
    self.name = name
    stops = isReversed ? colors.reversed() : colors
    isStepped = row.isStepped
  }

  private init(row: (name: String, stops: [Int], isStepped: Bool)) {
    name = row.name
    stops = row.stops.map { Color(hex: $0) }
    isStepped = row.isStepped
  }

  /// The map of images where none is asked for.
  public static let viridis = ColorMap(row: table[0])
  public static let binary = ColorMap(row: table[1])

  public static var names: [String] { table.map(\.name) }

  /// The colour at `share`, 0…1; the ends go on for ever. Not a number: transparent.
  public func color(at share: Double) -> Color {
    guard !share.isNaN, let first = stops.first, let last = stops.last else { return Color(0, 0, 0, alpha: 0) }
    let place = max(0, min(1, share)) * Double(isStepped ? stops.count : stops.count - 1)
    let index = Int(place)
    guard index + 1 < stops.count else { return place <= 0 ? first : last }
    return isStepped ? stops[index] : stops[index].mixed(with: stops[index + 1], place - Double(index))
  }

  private static let table: [(name: String, stops: [Int], isStepped: Bool)] = [
    (
      "viridis", [0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C, 0xFDE725],
      false
    ),
    ("binary", [0xFFFFFF, 0x000000], false),
    ("gray", [0x000000, 0xFFFFFF], false), ("grey", [0x000000, 0xFFFFFF], false),
    ("Greys", [0xFFFFFF, 0xD9D9D9, 0x969696, 0x525252, 0x000000], false),
    (
      "plasma", [0x0D0887, 0x47039F, 0x7301A8, 0x9C179E, 0xBD3786, 0xD8576B, 0xED7953, 0xFA9E3B, 0xFDC926, 0xF0F921],
      false
    ),
    (
      "inferno", [0x000004, 0x1B0C42, 0x4B0C6B, 0x781C6D, 0xA52C60, 0xCF4446, 0xED6925, 0xFB9A06, 0xF7D03C, 0xFCFFA4],
      false
    ),
    (
      "magma", [0x000004, 0x180F3E, 0x451077, 0x721F81, 0x9F2F7F, 0xCD4071, 0xF1605D, 0xFD9567, 0xFEC98D, 0xFCFDBF],
      false
    ),
    ("cividis", [0x00204C, 0x213D6B, 0x555B6C, 0x7B7A77, 0xA59C74, 0xD3C064, 0xFFE945], false),
    ("hot", [0x0B0000, 0x8B0000, 0xFF1A00, 0xFFA000, 0xFFFF30, 0xFFFFFF], false),
    ("cool", [0x00FFFF, 0xFF00FF], false), ("spring", [0xFF00FF, 0xFFFF00], false),
    ("summer", [0x008066, 0xFFFF66], false), ("autumn", [0xFF0000, 0xFFFF00], false),
    ("winter", [0x0000FF, 0x00FF80], false), ("copper", [0x000000, 0x9E643F, 0xFFC77F], false),
    ("bone", [0x000000, 0x38384D, 0x718487, 0xA9C6C6, 0xFFFFFF], false),
    ("pink", [0x1E0000, 0x8E5C5C, 0xC29A80, 0xE0D8AF, 0xFFFFFF], false),
    ("jet", [0x000080, 0x0000FF, 0x0080FF, 0x00FFFF, 0x80FF80, 0xFFFF00, 0xFF8000, 0xFF0000, 0x800000], false),
    ("rainbow", [0x8000FF, 0x1996F3, 0x4DF3CE, 0xB3F396, 0xFF964F, 0xFF0000], false),
    ("turbo", [0x30123B, 0x4777EF, 0x1AE4B6, 0xA4FC3C, 0xFABA39, 0xE4460A, 0x7A0403], false),
    ("hsv", [0xFF0000, 0xFFFF00, 0x00FF00, 0x00FFFF, 0x0000FF, 0xFF00FF, 0xFF0000], false),
    ("coolwarm", [0x3B4CC0, 0x7B9FF9, 0xC0D4F5, 0xDDDDDD, 0xF2CAB7, 0xEE8468, 0xB40426], false),
    ("bwr", [0x0000FF, 0xFFFFFF, 0xFF0000], false),
    ("seismic", [0x00004D, 0x0000FF, 0xFFFFFF, 0xFF0000, 0x800000], false),
    ("RdBu", [0x67001F, 0xD6604D, 0xFDDBC7, 0xF7F7F7, 0xD1E5F0, 0x4393C3, 0x053061], false),
    ("RdYlBu", [0xA50026, 0xF46D43, 0xFEE090, 0xFFFFBF, 0xE0F3F8, 0x74ADD1, 0x313695], false),
    ("RdYlGn", [0xA50026, 0xF46D43, 0xFEE08B, 0xFFFFBF, 0xD9EF8B, 0x66BD63, 0x006837], false),
    ("PiYG", [0x8E0152, 0xDE77AE, 0xFDE0EF, 0xF7F7F7, 0xE6F5D0, 0x7FBC41, 0x276419], false),
    ("Blues", [0xF7FBFF, 0xC6DBEF, 0x6BAED6, 0x2171B5, 0x08306B], false),
    ("Reds", [0xFFF5F0, 0xFCBBA1, 0xFB6A4A, 0xCB181D, 0x67000D], false),
    ("Greens", [0xF7FCF5, 0xC7E9C0, 0x74C476, 0x238B45, 0x00441B], false),
    ("Oranges", [0xFFF5EB, 0xFDD0A2, 0xFD8D3C, 0xD94801, 0x7F2704], false),
    ("Purples", [0xFCFBFD, 0xDADAEB, 0x9E9AC8, 0x6A51A3, 0x3F007D], false),
    ("YlOrRd", [0xFFFFCC, 0xFED976, 0xFD8D3C, 0xE31A1C, 0x800026], false),
    ("YlGnBu", [0xFFFFD9, 0xC7E9B4, 0x41B6C4, 0x225EA8, 0x081D58], false),
    ("Spectral", [0x9E0142, 0xF46D43, 0xFEE08B, 0xFFFFBF, 0xE6F598, 0x66C2A5, 0x5E4FA2], false),
    (
      "tab10", [0x1F77B4, 0xFF7F0E, 0x2CA02C, 0xD62728, 0x9467BD, 0x8C564B, 0xE377C2, 0x7F7F7F, 0xBCBD22, 0x17BECF],
      true
    ),
  ]
}
