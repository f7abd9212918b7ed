/// What stands on axes, as plain values: a figure can be printed, compared, drawn as text or written to a file.
///
/// Coordinates are those of the data. What is not finite leaves a gap, and points beyond the shortest of a kind's arrays
/// are not drawn.
public enum Artist: Equatable, Sendable {
  case curve(Curve)
  case points(Points)
  case segments(Segments)
  case bars(Bars)
  case region(Region)
  case rule(Rule)
  case image(Picture)
  case note(Note)

  /// Images lie lowest, then areas, lines and words.
  var layer: Int {
    switch self {
    case .image: 0
    case .region, .bars: 1
    case .rule(let rule): rule.isBand ? 1 : 2
    case .points, .segments, .curve: 2
    case .note: 3
    }
  }

  public var label: String {
    switch self {
    case .curve(let curve): curve.label
    case .points(let points): points.label
    case .segments(let segments): segments.label
    case .bars(let bars): bars.label
    case .region(let region): region.label
    case .rule(let rule): rule.label
    case .image, .note: ""
    }
  }
}

/// Points joined in their order, with or without marks.
public struct Curve: Equatable, Sendable {
  /// How the value between two points is: on the straight line, or that of one of them.
  public enum Steps: String, Sendable {
    case none = "default", before = "steps-pre", middle = "steps-mid", after = "steps-post"
  }

  public var x: [Double]
  public var y: [Double]
  public var color: Color
  /// In points, 1/72 inch.
  public var width = 1.5
  public var dash = Dash.solid
  public var marker: Marker?
  /// In points.
  public var markerSize = 6.0
  public var markerColor: Color?
  public var steps = Steps.none
  public var label = ""

  public init(x: [Double], y: [Double], color: Color) {
    self.x = x
    self.y = y
    self.color = color
  }

  /// The corners that are drawn: the points themselves, or those of a staircase.
  var corners: (x: [Double], y: [Double]) {
    let count = min(x.count, y.count)
    guard steps != .none, count > 1 else { return (x, y) }
    var cornersX = [x[0]]
    var cornersY = [y[0]]
    for place in 1..<count {
      switch steps {
      case .before:
        cornersX += [x[place - 1], x[place]]
        cornersY += [y[place], y[place]]
      case .after:
        cornersX += [x[place], x[place]]
        cornersY += [y[place - 1], y[place]]
      case .middle, .none:
        let middle = x[place - 1] / 2 + x[place] / 2
        cornersX += [middle, middle, x[place]]
        cornersY += [y[place - 1], y[place], y[place]]
      }
    }
    return (cornersX, cornersY)
  }
}

/// Marks, each with a colour and a size of its own.
public struct Points: Equatable, Sendable {
  public var x: [Double]
  public var y: [Double]
  /// One for all, or one for each.
  public var colors: [Color]
  /// Areas in square points; one for all, or one for each.
  public var sizes: [Double]
  public var marker = Marker.circle
  public var label = ""

  public init(x: [Double], y: [Double], colors: [Color], sizes: [Double] = [36]) {
    self.x = x
    self.y = y
    self.colors = colors
    self.sizes = sizes
  }

  func color(_ place: Int) -> Color { colors.isEmpty ? .black : colors[place % colors.count] }
  func size(_ place: Int) -> Double { sizes.isEmpty ? 36 : sizes[place % sizes.count] }
}

/// Straight pieces that are not joined.
public struct Segments: Equatable, Sendable {
  public struct Piece: Equatable, Sendable {
    public var x0, y0, x1, y1: Double
    public init(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) {
      (self.x0, self.y0, self.x1, self.y1) = (x0, y0, x1, y1)
    }
  }

  public var pieces: [Piece]
  /// One for all, or one for each.
  public var colors: [Color]
  public var width = 1.5
  public var dash = Dash.solid
  public var label = ""

  public init(_ pieces: [Piece], colors: [Color]) {
    self.pieces = pieces
    self.colors = colors
  }

  func color(_ place: Int) -> Color { colors.isEmpty ? .black : colors[place % colors.count] }
}

/// Rectangles that stand on a base line.
public struct Bars: Equatable, Sendable {
  public struct Bar: Equatable, Sendable {
    /// From the base (`y0`, or `x0` for lying bars) to the value.
    public var x0, y0, x1, y1: Double
    public var color: Color
    public var edge: Color?
    public init(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, color: Color, edge: Color? = nil) {
      (self.x0, self.y0, self.x1, self.y1) = (x0, y0, x1, y1)
      self.color = color
      self.edge = edge
    }
  }

  public var bars: [Bar]
  /// The bars grow to the right.
  public var isHorizontal: Bool
  public var label = ""

  public init(_ bars: [Bar], isHorizontal: Bool = false) {
    self.bars = bars
    self.isHorizontal = isHorizontal
  }
}

/// The area between two curves over a common axis.
public struct Region: Equatable, Sendable {
  public var along: [Double]
  public var low: [Double]
  public var high: [Double]
  /// `along` is y.
  public var isSideways = false
  public var color: Color
  public var label = ""

  public init(along: [Double], low: [Double], high: [Double], color: Color) {
    self.along = along
    self.low = low
    self.high = high
    self.color = color
  }
}

/// A line or a band through the whole of the axes.
public struct Rule: Equatable, Sendable {
  public var isHorizontal: Bool
  public var from: Double
  /// The same as `from` for a line.
  public var to: Double
  /// Which part of the axes it covers in its own direction, 0…1.
  public var start = 0.0
  public var end = 1.0
  public var color: Color
  public var width = 1.5
  public var dash = Dash.solid
  public var label = ""
  public var isBand: Bool

  public init(isHorizontal: Bool, at value: Double, color: Color) {
    self.isHorizontal = isHorizontal
    from = value
    to = value
    self.color = color
    isBand = false
  }

  public init(isHorizontal: Bool, from: Double, to: Double, color: Color) {
    self.isHorizontal = isHorizontal
    self.from = from
    self.to = to
    self.color = color
    isBand = true
  }
}

/// Words at a place.
public struct Note: Equatable, Sendable {
  public enum Alignment: String, Sendable { case start, center, end }
  public var x: Double
  public var y: Double
  public var text: String
  public var color = Color.black
  public var horizontal = Alignment.start
  public var vertical = Alignment.start
  /// In points.
  public var size = 10.0
  /// x and y are shares of the axes, not data.
  public var isShare = false
  /// Where an arrow from the words points to.
  public var target: (x: Double, y: Double)?

  public init(x: Double, y: Double, text: String) {
    self.x = x
    self.y = y
    self.text = text
  }

  public static func == (a: Note, b: Note) -> Bool {
    a.x == b.x && a.y == b.y && a.text == b.text && a.color == b.color && a.horizontal == b.horizontal
      && a.vertical == b.vertical && a.size == b.size && a.isShare == b.isShare && a.target?.x == b.target?.x
      && a.target?.y == b.target?.y
  }
}
