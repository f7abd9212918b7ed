import Language
import Plot

/// A figure as scripts see it.
public final class FigureObject: HostObject, PartOfFigure, Printable {
  unowned let state: PyplotState
  let number: Int
  let label: String
  var width: Double
  var height: Double
  var title = ""
  private(set) var axes: [AxesObject] = []
  private var currentAxes: AxesObject?

  init(_ state: PyplotState, number: Int, label: String, width: Double, height: Double) {
    self.state = state
    self.number = number
    self.label = label
    self.width = width
    self.height = height
  }

  public var type: TypeObject { Self.typeObject }
  public var figureShown: Figure? { axes.contains { !$0.artists.isEmpty } ? description : nil }

  public func repr(_ interpreter: Interpreter) throws -> String {
    func text(_ inches: Double) -> String { PlotNumbers.pythonText((inches * 100).rounded()) }
    return "<Figure size \(text(width))x\(text(height)) with \(axes.count) Axes>"
  }

  /// The figure as plain values.
  var description: Figure {
    var figure = Figure(width: width, height: height)
    figure.title = title
    figure.axes = axes.map { $0.description(among: axes) }
    return figure
  }

  // MARK: axes

  /// The current axes, made if there are none.
  func current() -> AxesObject {
    if let currentAxes { return currentAxes }
    return add(AxesObject(self, GridPlace.whole))
  }

  @discardableResult
  func add(_ new: AxesObject) -> AxesObject {
    axes.append(new)
    currentAxes = new
    return new
  }

  func makeCurrent(_ chosen: AxesObject) {
    currentAxes = chosen
    state.makeCurrent(self)
  }

  /// The axes that stand in that place of that grid already.
  func existing(_ place: GridPlace, isSpatial: Bool) -> AxesObject? {
    axes.first { $0.gridPlace == place && $0.twinOf == nil && $0.isSpatial == isSpatial }
  }

  func remove(_ old: AxesObject) {
    axes.removeAll { $0 === old || $0.twinOf === old }
    old.leave()
    if currentAxes === old { currentAxes = axes.last }
  }

  func clear() {
    axes = []
    currentAxes = nil
    title = ""
  }
}

/// A stretch of a grid of axes: rows and columns from the upper left corner, 0-based.
struct GridPlace: Equatable {
  var rows: Int
  var columns: Int
  var rowRange: Range<Int>
  var columnRange: Range<Int>
  /// A place of its own instead of one in a grid.
  var rectangle: Axes.Place?

  static let whole = GridPlace(rows: 1, columns: 1, rowRange: 0..<1, columnRange: 0..<1)

  /// In shares of the figure, from the lower left corner.
  var place: Axes.Place {
    if let rectangle { return rectangle }
    let (rows, columns) = (Double(max(1, rows)), Double(max(1, columns)))
    return Axes.Place(
      left: Double(columnRange.lowerBound) / columns, bottom: 1 - Double(rowRange.upperBound) / rows,
      width: Double(columnRange.count) / columns, height: Double(rowRange.count) / rows)
  }
}
