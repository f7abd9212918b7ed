import Arrays
import Language
import Plot

/// Points with more to them than a curve: scatter, error bars, stems.
extension AxesCommand {
  static let marks: [AxesCommand] = [
    AxesCommand(
      "scatter",
      [
        .required("x"), .required("y"), .optional("s", .none, "areas in square points"),
        .optional("c", .none, "a colour, colours, or numbers for the colour map"), .keyword("marker", .none),
        .keyword("cmap", .none), .keyword("norm", .none), .keyword("vmin", .none), .keyword("vmax", .none),
        .keywords("kwargs"),
      ], "Marks at points."
    ) { axes, call in
      try call.refuse("norm")
      var arguments = [
        try PlotNumbers.array(call.value("x"), on: axes.x, call.interpreter),
        try PlotNumbers.array(call.value("y"), on: axes.y, call.interpreter),
      ]
      var depth: Value?
      // On axes of three dimensions the third argument is z.
      if axes.isSpatial {
        depth = call.option("zs") ?? (call.value("s").isNone ? nil : call.value("s"))
        if let depth { arguments.append(try PlotNumbers.array(depth, call.interpreter)) }
      }
      guard arguments.allSatisfy({ $0.size == arguments[0].size }) else {
        throw ScriptError(.valueError, "x and y must be the same size")
      }
      let (x, y) = (arguments[0].doubles, arguments[1].doubles)
      let needsColor = call.value("c").isNone && call.option("color", "facecolor", "facecolors") == nil
      let object = ArtistObject(
        .points, .points(Points(x: x, y: y, colors: [needsColor ? axes.nextColor() : .black])))
      if depth == nil, !call.value("s").isNone {
        object.points.sizes = try call.numbers("s")
        guard object.points.sizes.count == 1 || object.points.sizes.count == x.count else {
          throw ScriptError(.valueError, "s must be a scalar, or float array-like with the same size as x and y")
        }
      }
      if arguments.count > 2 { object.z = arguments[2].doubles }
      if let marker = call["marker"], !marker.isNone {
        object.points.marker = try PlotNumbers.marker(marker, call.interpreter) ?? .circle
      }
      try color(object, call, count: x.count)
      try ArtistKind.points.apply(call.options(without: "zs"), to: object, "scatter", call.interpreter)
      if object.mapped != nil { axes.latestMappable = object }
      return .object(axes.add(object))
    },
    AxesCommand(
      "errorbar",
      [
        .required("x"), .required("y"), .optional("yerr", .none), .optional("xerr", .none),
        .optional("fmt", .string("")),
        .keyword("ecolor", .none), .keyword("elinewidth", .none), .keyword("capsize", .none),
        .keyword("capthick", .none),
        .keywords("kwargs"),
      ], "A line with bars for the errors of its points."
    ) { axes, call in
      let values = try call.broadcast([
        try PlotNumbers.array(call.value("x"), on: axes.x, call.interpreter),
        try PlotNumbers.array(call.value("y"), on: axes.y, call.interpreter),
      ])
      let (x, y) = (values[0], values[1])
      var curve = Curve(x: x, y: y, color: .black)
      let text = call.value("fmt").string ?? ""
      if text.lowercased() == "none" {
        curve.dash = .none
      } else {
        let format = try PlotNumbers.format(text)
        if let color = format.color { curve.color = color }
        curve.marker = format.marker
        curve.dash = format.dash ?? (format.marker == nil ? .solid : .none)
        if format.color == nil, call.option("color", "c") == nil { curve.color = axes.nextColor() }
      }
      if text.lowercased() == "none", call.option("color", "c") == nil { curve.color = axes.nextColor() }
      let line = try call.add(.line, .curve(curve), to: axes)
      var bars: [Segments.Piece] = []
      if let (low, high) = try errors(call, "yerr", count: y.count) {
        bars += y.indices.map { Segments.Piece(x[$0], y[$0] - low[$0], x[$0], y[$0] + high[$0]) }
      }
      if let (low, high) = try errors(call, "xerr", count: x.count) {
        bars += x.indices.map { Segments.Piece(x[$0] - low[$0], y[$0], x[$0] + high[$0], y[$0]) }
      }
      let color =
        call.value("ecolor").isNone ? line.curve.color : try PlotNumbers.color(call.value("ecolor"), call.interpreter)
      let object = axes.add(ArtistObject(.segments, .segments(Segments(bars, colors: [color]))))
      return .newTuple([.object(line), .newTuple([]), .newTuple([.object(object)])])
    },
    AxesCommand(
      "stem",
      [
        .variadic("args", "[x], y"), .keyword("linefmt", .none), .keyword("markerfmt", .none),
        .keyword("basefmt", .none),
        .keyword("bottom", .float(0)), .keyword("label", .none), .keyword("orientation", .string("vertical")),
      ], "A stroke from a base line to each point."
    ) { axes, call in
      guard (1...2).contains(call.variadic.count) else { throw ScriptError(.typeError, "stem() takes y, or x and y") }
      guard call.value("orientation").string == "vertical" else {
        throw ScriptError(.notImplementedError, "stem: argument 'orientation' is not supported")
      }
      let y = try PlotNumbers.numbers(call.variadic[call.variadic.count - 1], call.interpreter)
      let x =
        call.variadic.count == 1
        ? y.indices.map(Double.init) : try PlotNumbers.numbers(call.variadic[0], call.interpreter)
      guard x.count == y.count else {
        throw ScriptError(
          .valueError, "x and y must have same first dimension, but have shapes (\(x.count),) and (\(y.count),)")
      }
      func looks(_ name: String) throws -> LineFormat { try PlotNumbers.format(call.value(name).string ?? "") }
      let (line, mark, base) = (try looks("linefmt"), try looks("markerfmt"), try looks("basefmt"))
      let bottom = try call.number("bottom")
      let color = line.color ?? axes.nextColor()
      let pieces = x.indices.map { Segments.Piece(x[$0], bottom, x[$0], y[$0]) }
      let stems = axes.add(ArtistObject(.segments, .segments(Segments(pieces, colors: [color]))))
      var marks = Curve(x: x, y: y, color: mark.color ?? color)
      (marks.dash, marks.marker) = (.none, mark.marker ?? .circle)
      marks.label = call.value("label").isNone ? "" : try call.interpreter.str(call.value("label"))
      let ends = [x.filter(\.isFinite).min(), x.filter(\.isFinite).max()].compactMap(\.self)
      let ground = Curve(x: ends, y: ends.map { _ in bottom }, color: base.color ?? Color.cycle[3])
      let markers = axes.add(ArtistObject(.line, .curve(marks)))
      return .newTuple([
        .object(markers), .object(stems), .object(axes.add(ArtistObject(.line, .curve(ground)))),
      ])
    },
  ]

  /// `c` of scatter: a colour, a colour for each point, or a number for each.
  private static func color(_ object: ArtistObject, _ call: Call, count: Int) throws {
    let value = call.value("c")
    guard !value.isNone else { return }
    let array = try? NDArray(from: value, call.interpreter)
    // Three or four numbers for as many points are numbers.
    if let array, !array.dtype.isText, array.size == count, array.ndim == 1 {
      let numbers = try array.cast(to: .float64).doubles
      let finite = numbers.filter(\.isFinite)
      let map =
        call.value("cmap").isNone
        ? try PyplotState.of(call.interpreter).settings.imageMap
        : try PlotNumbers.colorMap(call.value("cmap"), call.interpreter)
      let mapped = MappedColors(
        values: numbers, map: map, low: try call.optionalNumber("vmin") ?? finite.min() ?? 0,
        high: try call.optionalNumber("vmax") ?? finite.max() ?? 1)
      object.mapped = mapped
      object.points.colors = mapped.colors
      return
    }
    let colors = try PlotNumbers.colors(value, call.interpreter)
    guard colors.count == 1 || colors.count == count else {
      throw ScriptError(
        .valueError,
        "'c' argument has \(colors.count) elements, which is inconsistent with 'x' and 'y' with size \(count).")
    }
    object.points.colors = colors
  }

  /// One error for all points, one for each, or two rows: below and above.
  private static func errors(_ call: Call, _ name: String, count: Int) throws -> (low: [Double], high: [Double])? {
    guard !call.value(name).isNone else { return nil }
    let array = try PlotNumbers.array(call.value(name), call.interpreter)
    if array.size == 1 {
      return (Array(repeating: array.doubles[0], count: count), Array(repeating: array.doubles[0], count: count))
    }
    if array.shape == [count] || array.shape == [count, 1] { return (array.doubles, array.doubles) }
    if array.shape == [2, count] { return (array[row: 0].doubles, array[row: 1].doubles) }
    throw ScriptError(
      .valueError,
      "'\(name)' (shape: \(PlotNumbers.shapeText(array.shape))) must be a scalar or a 1D or (2, n) array-like whose shape "
        + "matches the data (shape: (\(count),))")
  }
}
