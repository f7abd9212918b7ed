/// One mark of a page: what writers of files draw. Lengths are points, 1/72 inch, from the upper left corner.
public enum Shape: Equatable, Sendable {
  public struct Point: Equatable, Sendable {
    public var x: Double
    public var y: Double
    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  public struct Box: Equatable, Sendable {
    public var x, y, width, height: Double
    public init(x: Double, y: Double, width: Double, height: Double) {
      (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }
  }

  public struct Stroke: Equatable, Sendable {
    public var color: Color
    public var width: Double
    /// Lengths drawn and left out in turn.
    public var dash: [Double] = []

    public init(_ color: Color, width: Double = 1, dash: [Double] = []) {
      self.color = color
      self.width = width
      self.dash = dash
    }
  }

  public struct Words: Equatable, Sendable {
    public var text: String
    /// The base line's start, middle or end.
    public var at: Point
    public var size: Double
    public var anchor = Note.Alignment.start
    public var color = Color.black
    /// A quarter turn to the left.
    public var isUpright = false
  }

  case line([Point], Stroke)
  case area([Point], Color)
  case box(Box, fill: Color?, stroke: Stroke?)
  case disc(Point, radius: Double, Color)
  case words(Words)
  case picture(Box, Bitmap)
  /// What follows shows inside of the box only, until `unclip`.
  case clip(Box)
  case unclip
}

/// Pixels, row by row from the top: red, green, blue and opacity in a byte each.
public struct Bitmap: Equatable, Sendable {
  public let columns: Int
  public let rows: Int
  public let bytes: [UInt8]

  /// - Precondition: there are columns × rows colours.
  init(columns: Int, rows: Int, colors: [Color]) {
    self.columns = columns
    self.rows = rows
    bytes = colors.flatMap { color -> [UInt8] in
      let (r, g, b) = color.bytes
      return [UInt8(r), UInt8(g), UInt8(b), UInt8((color.alpha * 255).rounded())]
    }
  }
}
