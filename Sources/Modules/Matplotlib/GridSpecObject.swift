import Language
import Plot

/// A grid to place axes in: `gs[0, :]` is a stretch of it. Rows and columns may have shares of their own.
final class GridSpecObject: HostObject, Indexable {
  private let rows: Int
  private let columns: Int
  private let heights: [Double]
  private let widths: [Double]

  static let parameters: [Parameter] = [
    .required("nrows"), .required("ncols"), .keyword("figure", .none), .keyword("width_ratios", .none),
    .keyword("height_ratios", .none), .keywords("kwargs", "distances between axes: accepted"),
  ]

  convenience init(_ call: Call) throws {
    try self.init(rows: try call.int("nrows"), columns: try call.int("ncols"), call)
  }

  /// - Parameter call: with `width_ratios` and `height_ratios`, by themselves or in `gridspec_kw`.
  init(rows: Int, columns: Int, _ call: Call) throws {
    try Subplots.check(rows, columns)
    self.rows = rows
    self.columns = columns
    heights = try GridSpecObject.shares("height_ratios", rows, call)
    widths = try GridSpecObject.shares("width_ratios", columns, call)
  }

  private static func shares(_ name: String, _ count: Int, _ call: Call) throws -> [Double] {
    var value = call.value(name)
    if value.isNone, case .dict(let options) = call.value("gridspec_kw") {
      value = try options.value(for: .string(name), call.interpreter) ?? .none
    }
    guard !value.isNone else { return Array(repeating: 1 / Double(count), count: count) }
    let ratios = try PlotNumbers.numbers(value, call.interpreter)
    let sum = ratios.reduce(0, +)
    guard ratios.count == count else {
      throw ScriptError(
        .valueError,
        "Expected the given number of \(name.hasPrefix("h") ? "height" : "width") ratios to match the number of "
          + "\(name.hasPrefix("h") ? "rows" : "columns") of the grid")
    }
    guard ratios.allSatisfy({ $0 >= 0 && $0.isFinite }), sum > 0, sum.isFinite else {
      throw ScriptError(.valueError, "\(name) must be positive numbers")
    }
    return ratios.map { $0 / sum }
  }

  static let typeObject = TypeObject(
    "GridSpec", module: "matplotlib.gridspec", doc: "A grid to place axes in.",
    constructor: Constructor(parameters) { .object(try GridSpecObject($0)) },
    methods: [
      Method("update", [.keywords("kwargs")], summary: "Accepted: axes find their room by themselves.") {
        (_: GridSpecObject, _) in .none
      }
    ])
  var type: TypeObject { Self.typeObject }

  func place(_ rowRange: Range<Int>, _ columnRange: Range<Int>) -> GridPlace {
    var place = GridPlace(rows: rows, columns: columns, rowRange: rowRange, columnRange: columnRange)
    let isEven = Set(heights).count <= 1 && Set(widths).count <= 1
    if !isEven {
      func sum(_ shares: [Double], _ range: Range<Int>) -> Double { shares[range].reduce(0, +) }
      place.rectangle = Axes.Place(
        left: sum(widths, 0..<columnRange.lowerBound), bottom: 1 - sum(heights, 0..<rowRange.upperBound),
        width: sum(widths, columnRange), height: sum(heights, rowRange))
    }
    return place
  }

  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    let keys: [Value]
    if case .tuple(let pair) = key { keys = pair.elements } else { keys = [key] }
    if keys.count == 1 {
      let range = try self.range(keys[0], rows * columns, interpreter)
      let (first, last) = (range.lowerBound, range.upperBound - 1)
      let (left, right) = (min(first % columns, last % columns), max(first % columns, last % columns))
      return .object(SubplotSpecObject(place(first / columns..<last / columns + 1, left..<right + 1)))
    }
    guard keys.count == 2 else { throw ScriptError(.valueError, "Unrecognized subplot spec") }
    return .object(
      SubplotSpecObject(place(try range(keys[0], rows, interpreter), try range(keys[1], columns, interpreter))))
  }

  private func range(_ key: Value, _ count: Int, _ interpreter: Interpreter) throws -> Range<Int> {
    let places = try interpreter.item(.object(RangeObject(0, count, 1)), key)
    if let place = try interpreter.optionalIndex(places) { return place..<place + 1 }
    let all = try interpreter.elements(of: places).compactMap { try interpreter.optionalIndex($0) }
    guard let first = all.min(), let last = all.max() else {
      throw ScriptError(.indexError, "GridSpec slice would result in no space allocated for subplot")
    }
    return first..<last + 1
  }
}

/// A stretch of a grid.
final class SubplotSpecObject: HostObject {
  let place: GridPlace
  init(_ place: GridPlace) { self.place = place }
  static let typeObject = TypeObject("SubplotSpec", module: "matplotlib.gridspec", doc: "A stretch of a grid.")
  var type: TypeObject { Self.typeObject }
}
