import Arrays
import Language
import Plot

/// Areas between curves, and lines and bands that are not series: through the axes, or many at once.
extension AxesCommand {
  static let areas: [AxesCommand] = [
    AxesCommand(
      "fill_between",
      [
        .required("x"), .required("y1"), .optional("y2", .float(0)), .optional("where", .none),
        .optional("interpolate", .bool(false)), .optional("step", .none), .keyword("data", .none), .keywords("kwargs"),
      ], "The area between two curves."
    ) { axes, call in try fill(axes, call, "x", "y1", "y2", isSideways: false) },
    AxesCommand(
      "fill_betweenx",
      [
        .required("y"), .required("x1"), .optional("x2", .float(0)), .optional("where", .none),
        .optional("step", .none), .optional("interpolate", .bool(false)), .keyword("data", .none), .keywords("kwargs"),
      ], "The area between two upright curves."
    ) { axes, call in try fill(axes, call, "y", "x1", "x2", isSideways: true) },
  ]

  private static func fill(
    _ axes: AxesObject, _ call: Call, _ along: String, _ first: String, _ second: String, isSideways: Bool
  ) throws -> Value {
    try call.refuse("step", "data")
    let names = [along, first, second]
    let arrays = try names.map { try PlotNumbers.array(call.value($0), call.interpreter) }
    for (name, array) in zip(names, arrays) where array.ndim > 1 {
      throw ScriptError(.valueError, "'\(name)' is not 1-dimensional")
    }
    let count = arrays.map(\.size).first { $0 != 1 } ?? 1
    guard arrays.allSatisfy({ $0.size == count || $0.size == 1 }) else {
      let shapes = arrays.map { PlotNumbers.shapeText($0.shape) }.joined(separator: " ")
      throw ScriptError(.valueError, "operands could not be broadcast together with shapes \(shapes)")
    }
    func stretched(_ array: NDArray) -> [Double] {
      array.size == count ? array.doubles : Array(repeating: array.doubles[0], count: count)
    }
    var (low, high) = (stretched(arrays[1]), stretched(arrays[2]))
    if !call.value("where").isNone {
      let mask = try NDArray(from: call.value("where"), call.interpreter).bools
      guard mask.count == count else {
        throw ScriptError(.valueError, "where size (\(mask.count)) does not match '\(along)' size (\(count))")
      }
      for place in mask.indices where !mask[place] { (low[place], high[place]) = (.nan, .nan) }
    }
    let hasColor = call.option("color", "facecolor", "facecolors", "fc") != nil
    var region = Region(
      along: stretched(arrays[0]), low: low, high: high, color: hasColor ? .black : axes.nextColor())
    region.isSideways = isSideways
    return .object(try call.add(.region, .region(region), to: axes))
  }

  private static let line: [Parameter] = [.keywords("kwargs", "color, linewidth, linestyle, alpha, label")]

  static let rules: [AxesCommand] = [
    AxesCommand(
      "axhline", [.optional("y", .float(0)), .optional("xmin", .float(0)), .optional("xmax", .float(1))] + line,
      "A level line through the axes."
    ) { axes, call in try rule(axes, call, isHorizontal: true) },
    AxesCommand(
      "axvline", [.optional("x", .float(0)), .optional("ymin", .float(0)), .optional("ymax", .float(1))] + line,
      "An upright line through the axes."
    ) { axes, call in try rule(axes, call, isHorizontal: false) },
    AxesCommand(
      "axhspan",
      [.required("ymin"), .required("ymax"), .optional("xmin", .float(0)), .optional("xmax", .float(1))] + line,
      "A level band through the axes."
    ) { axes, call in try band(axes, call, isHorizontal: true) },
    AxesCommand(
      "axvspan",
      [.required("xmin"), .required("xmax"), .optional("ymin", .float(0)), .optional("ymax", .float(1))] + line,
      "An upright band through the axes."
    ) { axes, call in try band(axes, call, isHorizontal: false) },
    AxesCommand(
      "hlines",
      [
        .required("y"), .required("xmin"), .required("xmax"), .optional("colors", .none),
        .optional("linestyles", .string("solid")), .optional("label", .string("")),
      ] + line, "Level lines between given ends."
    ) { axes, call in try pieces(axes, call, "y", "xmin", "xmax") { Segments.Piece($1, $0, $2, $0) } },
    AxesCommand(
      "vlines",
      [
        .required("x"), .required("ymin"), .required("ymax"), .optional("colors", .none),
        .optional("linestyles", .string("solid")), .optional("label", .string("")),
      ] + line, "Upright lines between given ends."
    ) { axes, call in try pieces(axes, call, "x", "ymin", "ymax") { Segments.Piece($0, $1, $0, $2) } },
    AxesCommand(
      "eventplot",
      [
        .required("positions"), .optional("orientation", .string("horizontal")), .optional("lineoffsets", .float(1)),
        .optional("linelengths", .float(1)), .optional("linewidths", .none), .optional("colors", .none),
        .optional("alpha", .none), .optional("linestyles", .string("solid")),
      ] + line, "A stroke at each of some positions, in a row for each list of them."
    ) { axes, call in
      .newList(try EventPlot(axes, call).add())
    },
  ]

  private static func rule(_ axes: AxesObject, _ call: Call, isHorizontal: Bool) throws -> Value {
    var rule = Rule(isHorizontal: isHorizontal, at: try call.number(isHorizontal ? "y" : "x"), color: Color.cycle[0])
    rule.start = try call.number(isHorizontal ? "xmin" : "ymin")
    rule.end = try call.number(isHorizontal ? "xmax" : "ymax")
    return .object(try call.add(.rule, .rule(rule), to: axes))
  }

  private static func band(_ axes: AxesObject, _ call: Call, isHorizontal: Bool) throws -> Value {
    let names = isHorizontal ? ["ymin", "ymax", "xmin", "xmax"] : ["xmin", "xmax", "ymin", "ymax"]
    var rule = Rule(
      isHorizontal: isHorizontal, from: try call.number(names[0]), to: try call.number(names[1]),
      color: Color.cycle[0])
    (rule.start, rule.end) = (try call.number(names[2]), try call.number(names[3]))
    return .object(try call.add(.span, .rule(rule), to: axes))
  }

  private static func pieces(
    _ axes: AxesObject, _ call: Call, _ at: String, _ from: String, _ to: String,
    _ piece: (Double, Double, Double) -> Segments.Piece
  ) throws -> Value {
    let values = try call.broadcast(
      [at, from, to].map { try PlotNumbers.array(call.value($0), call.interpreter) })
    let made = values[0].indices.map { piece(values[0][$0], values[1][$0], values[2][$0]) }
    var options: [(name: String, value: Value)] = ["colors", "linestyles", "label"].compactMap { name in
      call.value(name).isNone ? nil : (name, call.value(name))
    }
    options += call.keywords
    return .object(try call.add(.segments, .segments(Segments(made, colors: [Color.cycle[0]])), to: axes, options))
  }
}

/// One call of `eventplot`.
private struct EventPlot {
  let axes: AxesObject
  let call: Call

  init(_ axes: AxesObject, _ call: Call) {
    self.axes = axes
    self.call = call
  }

  func add() throws -> [Value] {
    let rows = try self.rows()
    let offsets = try sizes("lineoffsets", count: rows.count)
    let lengths = try sizes("linelengths", count: rows.count)
    let colors =
      call.value("colors").isNone ? [Color.cycle[0]] : try PlotNumbers.colors(call.value("colors"), call.interpreter)
    let isUpright: Bool
    switch call.value("orientation").string {
    case "horizontal": isUpright = true
    case "vertical": isUpright = false
    default:
      throw ScriptError(
        .valueError,
        "\(try call.interpreter.repr(call.value("orientation"))) is not a valid value for orientation; supported values "
          + "are 'horizontal', 'vertical'")
    }
    let options = ["alpha", "linewidths", "linestyles"].compactMap { name -> (name: String, value: Value)? in
      call.value(name).isNone || name == "linewidths" ? nil : (name, call.value(name))
    }
    return try rows.enumerated().map { place, positions in
      let half = lengths[place] / 2
      let pieces = positions.map { at in
        isUpright
          ? Segments.Piece(at, offsets[place] - half, at, offsets[place] + half)
          : Segments.Piece(offsets[place] - half, at, offsets[place] + half, at)
      }
      let color = colors.isEmpty ? Color.cycle[0] : colors[place % colors.count]
      return .object(
        try call.add(
          .events, .segments(Segments(pieces, colors: [color])), to: axes, options + call.keywords))
    }
  }

  /// One list of positions, or several.
  private func rows() throws -> [[Double]] {
    let value = call.value("positions")
    if value.ndarray == nil, call.interpreter.isIterable(value) {
      let elements = try call.interpreter.elements(of: value)
      let areLists = try elements.contains { try call.interpreter.optionalFloat($0) == nil }
      if areLists { return try elements.map { try PlotNumbers.numbers($0, call.interpreter) } }
    }
    let array = try PlotNumbers.array(value, call.interpreter)
    guard array.ndim == 2 else { return [array.doubles] }
    return (0..<array.shape[0]).map { array[row: $0].doubles }
  }

  private func sizes(_ name: String, count: Int) throws -> [Double] {
    let given = try call.numbers(name)
    if given.count == count { return given }
    guard given.count == 1 else {
      throw ScriptError(.valueError, "\(name) and positions are unequal sized sequences")
    }
    // One offset for several rows is the distance between them.
    if name == "lineoffsets", count > 1 { return (0..<count).map { Double($0) * given[0] } }
    return Array(repeating: given[0], count: count)
  }
}
