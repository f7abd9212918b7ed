import Language
import Plot

/// Axes as scripts see them: artists, and two axes that other axes may share.
public final class AxesObject: HostObject, PartOfFigure, Printable {
  private(set) weak var figure: FigureObject?
  let gridPlace: GridPlace
  private(set) var x: AxisState
  private(set) var y: AxisState
  /// Three dimensions, drawn as seen from `view`.
  let isSpatial: Bool
  var view = SpaceView()
  var zLimits: (start: Double, end: Double)?
  var title = ""
  var xLabel = ""
  var yLabel = ""
  var zLabel = ""
  private(set) var artists: [ArtistObject] = []
  var legend: Axes.Legend?
  var legendTitle = ""
  var colorBar: Axes.ColorBar?
  var hasGrid: Bool
  var isFramed = true
  var aspect = Axes.Aspect.free
  /// The axes whose x axis and place these share.
  private(set) weak var twinOf: AxesObject?
  /// How many colours of the cycle series have taken.
  private var takenColors = 0
  var colors = Color.cycle
  /// What a `colorbar` without an argument belongs to.
  weak var latestMappable: ArtistObject?

  init(
    _ figure: FigureObject, _ place: GridPlace, isSpatial: Bool = false, sharingX: AxesObject? = nil,
    sharingY: AxesObject? = nil, twinOf: AxesObject? = nil
  ) {
    self.figure = figure
    gridPlace = place
    self.isSpatial = isSpatial
    self.twinOf = twinOf
    hasGrid = figure.state.settings.hasGrid
    x = sharingX?.x ?? AxisState()
    y = sharingY?.y ?? AxisState()
    x.members.append(AxisState.Member(self, isX: true))
    y.members.append(AxisState.Member(self, isX: false))
  }

  public var type: TypeObject { Self.typeObject }
  public var figureShown: Figure? { artists.isEmpty ? nil : figure?.figureShown }

  public func repr(_ interpreter: Interpreter) throws -> String {
    var words = [xLabel.isEmpty ? "" : "xlabel='\(xLabel)'", yLabel.isEmpty ? "" : "ylabel='\(yLabel)'"]
    if !title.isEmpty { words.insert("title={'center': '\(title)'}", at: 0) }
    let text = words.filter { !$0.isEmpty }.joined(separator: ", ")
    return text.isEmpty ? "<Axes: >" : "<Axes: \(text)>"
  }

  /// The figure, or an error for axes that were taken out of it.
  func owner() throws -> FigureObject {
    guard let figure else { throw ScriptError(.runtimeError, "these axes belong to no figure any more") }
    return figure
  }

  // MARK: artists

  @discardableResult
  func add(_ artist: ArtistObject) -> ArtistObject {
    artist.axes = self
    artists.append(artist)
    return artist
  }

  func remove(_ artist: ArtistObject) { artists.removeAll { $0 === artist } }

  /// The next colour of the cycle.
  func nextColor() -> Color {
    defer { takenColors += 1 }
    return colors.isEmpty ? .black : colors[takenColors % colors.count]
  }

  func restartColors(_ cycle: [Color]) {
    colors = cycle
    takenColors = 0
  }

  func clear() {
    artists = []
    legend = nil
    colorBar = nil
    (title, xLabel, yLabel, zLabel) = ("", "", "", "")
    hasGrid = figure?.state.settings.hasGrid ?? false
    isFramed = true
    aspect = .free
    restartColors(Color.cycle)
    x.reset()
    y.reset()
  }

  /// The axes are no longer in their figure: they have no say in shared limits.
  func leave() {
    x.members.removeAll { $0.axes === self }
    y.members.removeAll { $0.axes === self }
  }

  // MARK: as plain values

  func description(among all: [AxesObject]) -> Axes {
    var axes = Axes(place: gridPlace.place)
    axes.title = title
    axes.x = x.description(label: xLabel)
    axes.y = y.description(label: yLabel)
    axes.artists = artists.map(\.resolved)
    axes.legend = legend
    axes.colorBar = colorBar
    axes.hasGrid = hasGrid
    axes.isFramed = isFramed
    axes.aspect = aspect
    axes.twinOf = twinOf.flatMap { base in all.firstIndex { $0 === base } }
    return isSpatial ? SpaceScene(self).projected(axes) : axes
  }
}

/// One axis: its limits, scale and ticks. Axes made with `sharex` have one together.
final class AxisState {
  struct Member {
    weak var axes: AxesObject?
    let isX: Bool
    init(_ axes: AxesObject, isX: Bool) {
      self.axes = axes
      self.isX = isX
    }
  }

  var members: [Member] = []
  /// Set by the script; nil: chosen by the data.
  var limits: (start: Double, end: Double)?
  var scale = LineChart.Scale.linear
  var ticks: Ticks?
  var isInverted = false
  var margin = AxisRange.margin
  /// Names that stand for 0, 1, 2 …, in order of their first use.
  private(set) var categories: [String] = []

  func reset() {
    limits = nil
    scale = .linear
    ticks = nil
    isInverted = false
    margin = AxisRange.margin
    categories = []
  }

  /// The place of a name on an axis of names.
  func place(of name: String) -> Double {
    if let known = categories.firstIndex(of: name) { return Double(known) }
    categories.append(name)
    return Double(categories.count - 1)
  }

  /// The limits as set, or as the data of all axes that share this one need them.
  var shownLimits: (start: Double, end: Double) {
    if let limits { return limits }
    var range = AxisRange()
    for member in members {
      guard let axes = member.axes else { continue }
      for artist in axes.artists where artist.setsLimits {
        let ranges = artist.artist.ranges(x: axes.x.scale, y: axes.y.scale)
        range.formUnion(member.isX ? ranges.x : ranges.y)
      }
    }
    let found = range.limits(scale, margin: margin)
    return isInverted ? (found.end, found.start) : found
  }

  func description(label: String) -> Axes.Axis {
    let limits = shownLimits
    var axis = Axes.Axis(from: limits.start, to: limits.end)
    axis.scale = scale
    axis.label = label
    axis.ticks = ticks ?? names
    return axis
  }

  private var names: Ticks? {
    categories.isEmpty
      ? nil : Ticks(values: categories.indices.map(Double.init), labels: categories)
  }
}
