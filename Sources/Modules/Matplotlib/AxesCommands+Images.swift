import Arrays
import Language
import Plot

/// Grids of numbers and colours.
extension AxesCommand {
  private static let scale: [Parameter] = [
    .optional("cmap", .none), .optional("norm", .none), .keyword("vmin", .none), .keyword("vmax", .none),
  ]

  static let images: [AxesCommand] = [
    AxesCommand(
      "imshow",
      [.required("X")] + scale + [
        .keyword("aspect", .none), .keyword("interpolation", .none), .keyword("alpha", .none),
        .keyword("origin", .none), .keyword("extent", .none), .keywords("kwargs"),
      ], "A matrix as an image; row 0 is on top unless origin='lower'."
    ) { axes, call in try show(axes, call, "X") },
    AxesCommand(
      "matshow",
      [.required("Z")] + scale + [.keyword("aspect", .none), .keyword("origin", .none), .keywords("kwargs")],
      "A matrix as an image, a square for each element."
    ) { axes, call in try show(axes, call, "Z") },
    AxesCommand(
      "pcolormesh",
      [
        .variadic("args", "[X, Y], C"), .keyword("alpha", .none), .keyword("norm", .none), .keyword("cmap", .none),
        .keyword("vmin", .none), .keyword("vmax", .none), .keyword("shading", .none), .keywords("kwargs"),
      ], "A matrix as an image over given edges or middles."
    ) { axes, call in try mesh(axes, call) },
    AxesCommand(
      "pcolor",
      [
        .variadic("args", "[X, Y], C"), .keyword("alpha", .none), .keyword("norm", .none), .keyword("cmap", .none),
        .keyword("vmin", .none), .keyword("vmax", .none), .keyword("shading", .none), .keywords("kwargs"),
      ], "The same as pcolormesh."
    ) { axes, call in try mesh(axes, call) },
  ]

  private static func map(_ call: Call) throws -> ColorMap {
    try call.refuse("norm")
    return call.value("cmap").isNone
      ? try PyplotState.of(call.interpreter).settings.imageMap
      : try PlotNumbers.colorMap(call.value("cmap"), call.interpreter)
  }

  private static func show(_ axes: AxesObject, _ call: Call, _ name: String) throws -> Value {
    let array = try PlotNumbers.array(call.value(name), call.interpreter)
    let isColored = array.ndim == 3 && (array.shape[2] == 3 || array.shape[2] == 4)
    // A picture with one channel is a matrix.
    let matrix = array.ndim == 3 && array.shape[2] == 1 ? array.selecting(axis: 2, index: 0) : array
    guard matrix.ndim == 2 || isColored else {
      throw ScriptError(.typeError, "Invalid shape \(PlotNumbers.shapeText(array.shape)) for image data")
    }
    let (rows, columns) = (matrix.shape[0], matrix.shape[1])
    let edges = try self.edges(call, rows: rows, columns: columns)
    var picture: Picture
    if isColored {
      picture = Picture(
        colors: colors(matrix, try NDArray(from: call.value(name), call.interpreter).dtype.isInteger), rows: rows,
        columns: columns, xEdges: edges.x, yEdges: edges.y)
    } else {
      picture = Picture(
        values: matrix.doubles, rows: rows, columns: columns, xEdges: edges.x, yEdges: edges.y, map: try map(call),
        low: try call.optionalNumber("vmin"), high: try call.optionalNumber("vmax"))
    }
    let object = try call.add(.image, .image(picture), to: axes, options(call))
    axes.latestMappable = object
    try setAspect(axes, call, default: .equal)
    if axes.x.limits == nil, let first = edges.x.first, let last = edges.x.last { axes.x.limits = (first, last) }
    if axes.y.limits == nil, let first = edges.y.first, let last = edges.y.last {
      axes.y.limits = isUpsideUp(call) ? (first, last) : (last, first)
    }
    return .object(object)
  }

  private static func options(_ call: Call) -> [(name: String, value: Value)] {
    ["alpha", "interpolation"].compactMap { call.value($0).isNone ? nil : ($0, call.value($0)) } + call.keywords
  }

  private static func isUpsideUp(_ call: Call) -> Bool { call.value("origin").string == "lower" }

  /// The edges of the pixels. Row 0 is the first; with origin='upper' the y axis runs downwards.
  private static func edges(_ call: Call, rows: Int, columns: Int) throws -> (x: [Double], y: [Double]) {
    let origin = call.value("origin")
    guard origin.isNone || ["upper", "lower"].contains(origin.string ?? "") else {
      throw ScriptError(
        .valueError,
        "\(try call.interpreter.repr(origin)) is not a valid value for origin; supported values are 'upper', 'lower'")
    }
    guard rows <= 1 << 24, columns <= 1 << 24 else { throw ScriptError(.valueError, "imshow: the image is too large") }
    guard !call.value("extent").isNone else {
      return (
        Picture.edges(from: -0.5, to: Double(columns) - 0.5, count: columns),
        Picture.edges(from: -0.5, to: Double(rows) - 0.5, count: rows)
      )
    }
    let ends = try call.numbers("extent")
    guard ends.count == 4, ends.allSatisfy(\.isFinite) else {
      throw ScriptError(.valueError, "extent must be 4 finite numbers (left, right, bottom, top), got \(ends.count)")
    }
    let x = Picture.edges(from: ends[0], to: ends[1], count: columns)
    // The first row lies at the top, or at the bottom.
    let y =
      isUpsideUp(call)
      ? Picture.edges(from: ends[2], to: ends[3], count: rows) : Picture.edges(from: ends[3], to: ends[2], count: rows)
    return (x, y)
  }

  /// rows × columns × 3 or 4 numbers: 0…1, or bytes.
  private static func colors(_ array: NDArray, _ areBytes: Bool) -> [Color] {
    let depth = array.shape[2]
    let scale = areBytes ? 1 / 255.0 : 1
    let parts = array.doubles
    return stride(from: 0, to: parts.count, by: depth).map { place in
      Color(
        parts[place] * scale, parts[place + 1] * scale, parts[place + 2] * scale,
        alpha: depth == 4 ? parts[place + 3] * scale : 1)
    }
  }

  private static func setAspect(_ axes: AxesObject, _ call: Call, default other: Axes.Aspect) throws {
    let value = call.value("aspect")
    if value.isNone {
      axes.aspect = other
    } else {
      axes.aspect = try aspect(value, call.interpreter)
    }
  }

  static func aspect(_ value: Value, _ interpreter: Interpreter) throws -> Axes.Aspect {
    switch value.string {
    case "auto": return .free
    case "equal": return .equal
    default:
      if let ratio = try interpreter.optionalFloat(value) {
        if ratio == 1 { return .equal }
        throw ScriptError(
          .notImplementedError, "set_aspect: an aspect of \(ratio) is not supported, only 'auto' and 'equal'")
      }
      throw ScriptError(
        .valueError,
        "\(try interpreter.repr(value)) is not a valid value for aspect; supported values are 'auto', 'equal'")
    }
  }

  private static func mesh(_ axes: AxesObject, _ call: Call) throws -> Value {
    guard call.variadic.count == 1 || call.variadic.count == 3 else {
      throw ScriptError(
        .typeError, "\(call.shownName)() takes 1 or 3 positional arguments but \(call.variadic.count) were given")
    }
    let values = try PlotNumbers.array(call.variadic[call.variadic.count - 1], call.interpreter)
    guard values.ndim == 2 else {
      throw ScriptError(.typeError, "Invalid shape \(PlotNumbers.shapeText(values.shape)) for image data")
    }
    let (rows, columns) = (values.shape[0], values.shape[1])
    var x = Picture.edges(from: 0, to: Double(columns), count: columns)
    var y = Picture.edges(from: 0, to: Double(rows), count: rows)
    if call.variadic.count == 3 {
      x = try meshEdges(call.variadic[0], axis: 1, count: columns, shape: values.shape, call)
      y = try meshEdges(call.variadic[1], axis: 0, count: rows, shape: values.shape, call)
    }
    let picture = Picture(
      values: values.doubles, rows: rows, columns: columns, xEdges: x, yEdges: y, map: try map(call),
      low: try call.optionalNumber("vmin"), high: try call.optionalNumber("vmax"))
    let options = (call.value("alpha").isNone ? [] : [("alpha", call.value("alpha"))]) + call.keywords
    let object = try call.add(.mesh, .image(picture), to: axes, options)
    axes.latestMappable = object
    return .object(object)
  }

  /// The edges that X or Y give: one more than cells, or the middles of the cells; a matrix of them is one repeated.
  private static func meshEdges(_ value: Value, axis: Int, count: Int, shape: [Int], _ call: Call) throws -> [Double] {
    let array = try PlotNumbers.array(value, call.interpreter)
    var line = array.doubles
    if array.ndim == 2, array.size > 0 {
      line = axis == 1 ? array[row: 0].doubles : array.selecting(axis: 1, index: 0).doubles
    }
    if line.count == count, count > 0 {
      let middles = line
      guard count > 1 else { return [middles[0] - 0.5, middles[0] + 0.5] }
      line = [middles[0] - (middles[1] - middles[0]) / 2]
      for place in 1..<count { line.append(middles[place - 1] / 2 + middles[place] / 2) }
      line.append(middles[count - 1] + (middles[count - 1] - middles[count - 2]) / 2)
    }
    guard line.count == count + 1 else {
      throw ScriptError(
        .typeError,
        "Dimensions of C \(PlotNumbers.shapeText(shape)) should be one smaller than X and Y, or the same")
    }
    let rises = zip(line, line.dropFirst()).allSatisfy { $0 <= $1 }
    let falls = zip(line, line.dropFirst()).allSatisfy { $0 >= $1 }
    guard rises || falls else {
      throw ScriptError(.valueError, "\(call.shownName): X and Y must rise or fall throughout")
    }
    return line
  }
}
