import Language
import Plot

/// Axes in grids: `subplot`, `subplots`, `add_subplot`, `axes`.
enum Subplots {
  static let parameters: [Parameter] = [
    .variadic("args", "rows, columns, index; or one number of three digits; or a part of a GridSpec"),
    .keyword("sharex", .none), .keyword("sharey", .none), .keyword("projection", .none),
    .keyword("polar", .bool(false)),
    .keywords("kwargs", "settings of the axes: title, xlabel, …"),
  ]

  static let gridParameters: [Parameter] = [
    .optional("nrows", .int(1)), .optional("ncols", .int(1)), .keyword("sharex", .bool(false)),
    .keyword("sharey", .bool(false)), .keyword("squeeze", .bool(true)), .keyword("width_ratios", .none),
    .keyword("height_ratios", .none), .keyword("subplot_kw", .none), .keyword("gridspec_kw", .none),
  ]

  /// More axes than this are a mistake.
  private static let most = 1000

  /// - Parameter reuses: axes that stand in that place already become the current ones.
  static func axes(_ figure: FigureObject, _ call: Call, reuses: Bool) throws -> AxesObject {
    if call.variadic.count == 1, let known: AxesObject = call.variadic[0].host() {
      try known.owner().makeCurrent(known)
      return known
    }
    let place = try self.place(call)
    let isSpatial = try self.isSpatial(call)
    if reuses, let known = figure.existing(place, isSpatial: isSpatial) {
      figure.makeCurrent(known)
      return known
    }
    let new = AxesObject(
      figure, place, isSpatial: isSpatial, sharingX: try shared("sharex", call), sharingY: try shared("sharey", call))
    try apply(call.keywords, to: new, call)
    return figure.add(new)
  }

  static func axes(_ figure: FigureObject, inRectangle name: String, _ call: Call) throws -> AxesObject {
    let sides = try call.numbers(name)
    guard sides.count == 4, sides.allSatisfy(\.isFinite) else {
      throw ScriptError(.valueError, "\(call.shownName): rect takes four finite numbers: left, bottom, width, height")
    }
    var place = GridPlace.whole
    place.rectangle = Axes.Place(left: sides[0], bottom: sides[1], width: sides[2], height: sides[3])
    let new = AxesObject(figure, place)
    try apply(call.keywords, to: new, call)
    return figure.add(new)
  }

  private static func apply(_ settings: [(name: String, value: Value)], to axes: AxesObject, _ call: Call) throws {
    let looks: Set<String> = ["facecolor", "frameon", "frame_on", "label", "autoscale_on"]
    let useful = settings.filter { !looks.contains($0.name) }
    guard !useful.isEmpty else { return }
    let set = try call.interpreter.attribute(.object(axes), "set")
    _ = try call.interpreter.call(set, [], useful)
  }

  private static func shared(_ name: String, _ call: Call) throws -> AxesObject? {
    let value = call.value(name)
    if value.isNone { return nil }
    guard let axes: AxesObject = value.host() else {
      throw ScriptError(.typeError, "\(call.shownName)() argument '\(name)' must be Axes, not \(value.typeName)")
    }
    return axes
  }

  private static func isSpatial(_ call: Call) throws -> Bool {
    let value = call.value("projection")
    guard try !call.bool("polar") else {
      throw ScriptError(.notImplementedError, "\(call.shownName): argument 'polar' is not supported")
    }
    if value.isNone || value.string == "rectilinear" { return false }
    if value.string == "3d" { return true }
    throw ScriptError(
      .notImplementedError,
      "\(call.shownName): projection=\(try call.interpreter.repr(value)) is not supported, only '3d'")
  }

  // MARK: places

  private static func place(_ call: Call) throws -> GridPlace {
    var numbers = call.variadic
    if numbers.count == 1, let part: SubplotSpecObject = numbers[0].host() { return part.place }
    if numbers.isEmpty { return .whole }
    if numbers.count == 1 {
      let code = try call.interpreter.index(numbers[0])
      guard (100...999).contains(code) else {
        throw ScriptError(
          .valueError, "Integer subplot specification must be a three-digit number, not \(code)")
      }
      numbers = [code / 100, code / 10 % 10, code % 10].map { .int($0) }
    }
    guard numbers.count == 3 else {
      throw ScriptError(
        .typeError, "\(call.shownName)() takes 1 or 3 positional arguments but \(numbers.count) were given")
    }
    let rows = try call.interpreter.index(numbers[0])
    let columns = try call.interpreter.index(numbers[1])
    try check(rows, columns)
    let (first, last) = try indices(numbers[2], call)
    for index in [first, last] where index < 1 || index > rows * columns {
      throw ScriptError(
        .valueError,
        "num must be an integer with 1 <= num <= \(rows * columns), not \(try call.interpreter.repr(numbers[2]))")
    }
    let (a, b) = ((first - 1), (last - 1))
    let (top, bottom) = (min(a / columns, b / columns), max(a / columns, b / columns))
    let (left, right) = (min(a % columns, b % columns), max(a % columns, b % columns))
    return GridPlace(rows: rows, columns: columns, rowRange: top..<bottom + 1, columnRange: left..<right + 1)
  }

  static func check(_ rows: Int, _ columns: Int) throws {
    for (name, count) in [("rows", rows), ("columns", columns)] where count < 1 {
      throw ScriptError(.valueError, "Number of \(name) must be a positive integer, not \(count)")
    }
    guard rows <= most, columns <= most, rows * columns <= most else {
      throw ScriptError(.valueError, "a grid of \(rows) × \(columns) axes is too large (at most \(most))")
    }
  }

  /// One number, or the first and the last of several.
  private static func indices(_ value: Value, _ call: Call) throws -> (Int, Int) {
    if let index = try call.interpreter.optionalIndex(value) { return (index, index) }
    if case .tuple(let pair) = value, pair.elements.count == 2 {
      return (try call.interpreter.index(pair.elements[0]), try call.interpreter.index(pair.elements[1]))
    }
    throw ScriptError(.valueError, "num must be an integer, not \(try call.interpreter.repr(value))")
  }

  // MARK: grids

  /// A grid of axes: one, a row or column, or a matrix of them.
  static func grid(_ figure: FigureObject, _ call: Call) throws -> Value {
    let (rows, columns) = (try call.int("nrows"), try call.int("ncols"))
    try check(rows, columns)
    let shareX = try sharing("sharex", call)
    let shareY = try sharing("sharey", call)
    let spec = try GridSpecObject(rows: rows, columns: columns, call)
    var made: [AxesObject] = []
    let isSpatial = try subplotOptions(call).contains { $0.name == "projection" && $0.value.string == "3d" }
    for row in 0..<rows {
      for column in 0..<columns {
        let new = AxesObject(
          figure, spec.place(row..<row + 1, column..<column + 1), isSpatial: isSpatial,
          sharingX: partner(shareX, made, row, column, columns), sharingY: partner(shareY, made, row, column, columns))
        try apply(try subplotOptions(call).filter { $0.name != "projection" }, to: new, call)
        figure.add(new)
        made.append(new)
      }
    }
    // As after the original call, the last ones made are the current ones.
    if try !call.bool("squeeze") { return .object(AxesGridObject(made, shape: [rows, columns])) }
    if made.count == 1 { return .object(made[0]) }
    return .object(AxesGridObject(made, shape: rows == 1 || columns == 1 ? [made.count] : [rows, columns]))
  }

  private static func subplotOptions(_ call: Call) throws -> [(name: String, value: Value)] {
    let value = call.value("subplot_kw")
    if value.isNone { return [] }
    return try call.interpreter.elements(of: value).map { key in
      (try call.interpreter.str(key), try call.interpreter.item(value, key))
    }
  }

  private enum Sharing { case none, all, rows, columns }

  private static func sharing(_ name: String, _ call: Call) throws -> Sharing {
    let value = call.value(name)
    switch value.string {
    case "all": return .all
    case "none": return .none
    case "row": return .rows
    case "col": return .columns
    case nil: return try call.interpreter.truth(value) ? .all : .none
    default:
      throw ScriptError(
        .valueError,
        "\(try call.interpreter.repr(value)) is not a valid value for \(name); supported values are 'all', 'row', 'col', "
          + "'none', False, True")
    }
  }

  /// The axes made before that new ones share an axis with.
  private static func partner(
    _ sharing: Sharing, _ made: [AxesObject], _ row: Int, _ column: Int, _ columns: Int
  ) -> AxesObject? {
    switch sharing {
    case .none: nil
    case .all: made.first
    case .rows: column > 0 ? made[row * columns] : nil
    case .columns: row > 0 ? made[column] : nil
    }
  }
}
