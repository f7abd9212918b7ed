/// One coordinate system of a figure, with what stands in it.
public struct Axes: Equatable, Sendable {
  /// One of its two directions.
  public struct Axis: Equatable, Sendable {
    /// The values at the left or lower end and at the other end; the first may be the larger one.
    public var start: Double
    public var end: Double
    public var scale = LineChart.Scale.linear
    public var label = ""
    /// Given places and words of the ticks; nil: chosen.
    public var ticks: Ticks?

    public init(from start: Double = 0, to end: Double = 1) {
      self.start = start
      self.end = end
    }

    var scaled: AxisScale {
      // Ends that no axis can be made of were refused or widened before; this keeps the drawing whole all the same.
      var (low, high) = (start.isFinite ? start : 0, end.isFinite ? end : 1)
      if scale == .logarithmic, low <= 0 || high <= 0 { (low, high) = (max(low, 1e-12), max(high, 1e-11)) }
      low = max(-1e300, min(1e300, low))
      high = max(-1e300, min(1e300, high))
      return low == high
        ? AxisScale(from: low, to: max(low + 1, low.nextUp), scale) : AxisScale(from: low, to: high, scale)
    }

    /// The ticks where nobody says how many: about as many as a page has.
    public var shownTicks: Ticks { ticks ?? scaled.ticks(limit: 9) }

    func ticks(limit: Int, glyphs: Glyphs) -> Ticks {
      guard let ticks else { return scaled.ticks(limit: limit, glyphs: glyphs) }
      let (low, high) = (scaled.low, scaled.high)
      let slack = (high / 2 - low / 2) * 2e-9
      let shown = ticks.values.indices.filter { ticks.values[$0] >= low - slack && ticks.values[$0] <= high + slack }
      return Ticks(
        values: shown.map { ticks.values[$0] },
        labels: shown.map { $0 < ticks.labels.count ? ticks.labels[$0] : "" })
    }
  }

  /// Where it stands, in shares of the figure, from its lower left corner.
  public struct Place: Equatable, Sendable {
    public var left, bottom, width, height: Double
    public init(left: Double, bottom: Double, width: Double, height: Double) {
      (self.left, self.bottom, self.width, self.height) = (left, bottom, width, height)
    }
  }

  public enum Aspect: Equatable, Sendable { case free, equal }

  public struct Legend: Equatable, Sendable {
    /// Where it stands, as numbered by pyplot; `outside`: below the axes.
    public enum Location: String, CaseIterable, Sendable {
      case best, upperRight = "upper right", upperLeft = "upper left", lowerLeft = "lower left"
      case lowerRight = "lower right", right, centerLeft = "center left", centerRight = "center right"
      case lowerCenter = "lower center", upperCenter = "upper center", center
    }

    /// One line: a sample of the artist, and its name.
    public struct Entry: Equatable, Sendable {
      public var artist: Artist
      /// The artist's number in its axes; nil for one of other axes.
      public var place: Int?
      public var label: String
      public init(_ artist: Artist, place: Int?, _ label: String) {
        self.artist = artist
        self.place = place
        self.label = label
      }
    }

    public var entries: [Entry]
    public var title = ""
    public var location = Location.best
    public var isOutside = false

    public init(_ entries: [Entry]) { self.entries = entries }
  }

  /// The scale of an image's colours beside the axes.
  public struct ColorBar: Equatable, Sendable {
    public var map: ColorMap
    public var low: Double
    public var high: Double
    public var label = ""
    public init(map: ColorMap, low: Double, high: Double) {
      self.map = map
      self.low = low
      self.high = high
    }
  }

  public var place: Place
  public var title = ""
  public var x = Axis()
  public var y = Axis()
  public var artists: [Artist] = []
  public var legend: Legend?
  public var colorBar: ColorBar?
  public var hasGrid = false
  /// Whether the axes themselves are drawn: lines, ticks, labels.
  public var isFramed = true
  public var aspect = Aspect.free
  /// The axes in the figure that it shares x and its place with; its own y axis stands at the right.
  public var twinOf: Int?

  public init(place: Place = Place(left: 0, bottom: 0, width: 1, height: 1)) { self.place = place }

  /// Artists in drawing order.
  var layered: [(place: Int, artist: Artist)] {
    artists.enumerated().sorted { ($0.element.layer, $0.offset) < ($1.element.layer, $1.offset) }
      .map { ($0.offset, $0.element) }
  }

  var hasImage: Bool { artists.contains { if case .image = $0 { true } else { false } } }
}

/// A page of axes.
public struct Figure: Equatable, Sendable {
  /// Width and height in inches; they decide the proportions in the terminal and the size in files.
  public var width: Double
  public var height: Double
  public var title = ""
  public var axes: [Axes] = []

  public static let defaultSize = (width: 6.4, height: 4.8)

  public init(width: Double = defaultSize.width, height: Double = defaultSize.height) {
    self.width = width
    self.height = height
  }
}
