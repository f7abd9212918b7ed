import Language
import Plot

/// Something on axes, as scripts see it: a line, bars, an image, words.
///
/// Its class and its `set_…` and `get_…` methods come from the table of options of its kind.
final class ArtistObject: HostObject, PartOfFigure, Printable {
  let kind: ArtistKind
  var artist: Artist
  fileprivate(set) weak var owner: AxesObject?
  /// Opacity that a script has set; overrides that of the colours.
  var alpha: Double?
  var isVisible = true
  /// Third coordinates on axes of three dimensions.
  var z: [Double] = []
  /// Whether the limits of the axes make room for it.
  var setsLimits = true
  /// The numbers that a collection's colours stand for, and their scale.
  var mapped: MappedColors?

  init(_ kind: ArtistKind, _ artist: Artist) {
    self.kind = kind
    self.artist = artist
  }

  var axes: AxesObject? {
    get { owner }
    set { owner = newValue }
  }

  var type: TypeObject { kind.type }
  var figureShown: Figure? { kind === ArtistKind.text ? nil : owner?.figureShown }

  func repr(_ interpreter: Interpreter) throws -> String {
    switch artist {
    case .curve(let curve) where kind === ArtistKind.line:
      return "<Line2D(\(curve.label))>"
    case .note(let note):
      return "Text(\(PlotNumbers.pythonText(note.x)), \(PlotNumbers.pythonText(note.y)), '\(note.text)')"
    default: return "<\(kind.type.module).\(kind.type.name) object>"
    }
  }

  /// The artist as it is drawn.
  var resolved: Artist {
    guard isVisible else { return .note(Note(x: 0, y: 0, text: "")) }
    guard let alpha else { return artist }
    return artist.mapColors { Color($0.red, $0.green, $0.blue, alpha: alpha) }
  }
}

/// Numbers shown as colours.
struct MappedColors {
  var values: [Double]
  var map: ColorMap
  var low: Double
  var high: Double

  func color(_ value: Double) -> Color {
    map.color(at: high > low ? (value - low) / (high - low) : value.isNaN ? .nan : 0)
  }

  var colors: [Color] { values.map(color) }
}

extension Artist {
  /// The artist with every colour changed; images keep theirs.
  func mapColors(_ change: (Color) -> Color) -> Artist {
    switch self {
    case .curve(var curve):
      curve.color = change(curve.color)
      curve.markerColor = curve.markerColor.map(change)
      return .curve(curve)
    case .points(var points):
      points.colors = points.colors.map(change)
      return .points(points)
    case .segments(var segments):
      segments.colors = segments.colors.map(change)
      return .segments(segments)
    case .bars(var bars):
      bars.bars = bars.bars.map { bar in
        var bar = bar
        bar.color = change(bar.color)
        return bar
      }
      return .bars(bars)
    case .region(var region):
      region.color = change(region.color)
      return .region(region)
    case .rule(var rule):
      rule.color = change(rule.color)
      return .rule(rule)
    case .note(var note):
      note.color = change(note.color)
      return .note(note)
    case .image: return self
    }
  }

  func labelled(_ label: String) -> Artist {
    switch self {
    case .curve(var curve):
      curve.label = label
      return .curve(curve)
    case .points(var points):
      points.label = label
      return .points(points)
    case .segments(var segments):
      segments.label = label
      return .segments(segments)
    case .bars(var bars):
      bars.label = label
      return .bars(bars)
    case .region(var region):
      region.label = label
      return .region(region)
    case .rule(var rule):
      rule.label = label
      return .rule(rule)
    case .image, .note: return self
    }
  }
}
