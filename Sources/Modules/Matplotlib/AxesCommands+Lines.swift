import Arrays
import Language
import Plot

/// Curves: `plot` and what differs from it in scales or steps.
extension AxesCommand {
  private static let points: [Parameter] = [
    .variadic("args", "[x], y, [format] …; a matrix gives a line for each column"),
    .keyword("scalex", .bool(true)), .keyword("scaley", .bool(true)), .keyword("data", .none),
    .keywords("kwargs", "options of the lines: label, color, linewidth, linestyle, marker, …"),
  ]

  private static func plot(
    _ name: String, _ summary: String, x: LineChart.Scale = .linear, y: LineChart.Scale = .linear
  ) -> AxesCommand {
    AxesCommand(name, points, summary) { axes, call in
      let lines = try LinePlot(axes, call).add()
      if x == .logarithmic { axes.x.scale = x }
      if y == .logarithmic { axes.y.scale = y }
      return .newList(lines.map { .object($0) })
    }
  }

  static let lines: [AxesCommand] = [
    plot("plot", "Lines through points, or marks at them."),
    plot("semilogx", "plot with a logarithmic x axis.", x: .logarithmic),
    plot("semilogy", "plot with a logarithmic y axis.", y: .logarithmic),
    plot("loglog", "plot with two logarithmic axes.", x: .logarithmic, y: .logarithmic),
    AxesCommand(
      "step",
      [
        .required("x"), .required("y"), .variadic("args", "a format"), .keyword("where", .string("pre")),
        .keyword("data", .none), .keywords("kwargs"),
      ], "Lines in steps."
    ) { axes, call in
      let kinds: [String: Curve.Steps] = ["pre": .before, "mid": .middle, "post": .after]
      guard let steps = call.value("where").string.flatMap({ kinds[$0] }) else {
        throw ScriptError(
          .valueError,
          "\(try call.interpreter.repr(call.value("where"))) is not a valid value for where; supported values are "
            + "'pre', 'post', 'mid'")
      }
      let lines = try LinePlot(axes, call, [call.value("x"), call.value("y")] + call.variadic).add()
      for line in lines { line.curve.steps = steps }
      return .newList(lines.map { .object($0) })
    },
  ]
}

/// One call of `plot`: its groups of x, y and format, and the lines they give.
private struct LinePlot {
  let axes: AxesObject
  let call: Call
  let arguments: [Value]

  private struct Group {
    var x: NDArray?
    var y: NDArray
    var z: NDArray?
    var format = LineFormat()
  }

  init(_ axes: AxesObject, _ call: Call, _ arguments: [Value]? = nil) throws {
    self.axes = axes
    self.call = call
    self.arguments = arguments ?? call.variadic
    try call.refuse("data")
  }

  func add() throws -> [ArtistObject] {
    let groups = try axes.isSpatial ? [spatialGroup()] : self.groups()
    let made = try groups.flatMap(lines)
    // All or none: a call that fails leaves the axes as they were.
    for line in made { axes.add(line) }
    return made
  }

  private func groups() throws -> [Group] {
    var groups: [Group] = []
    var rest = arguments[...]
    while let first = rest.popFirst() {
      guard first.string == nil else {
        throw ScriptError(
          .valueError, "plot: expected numbers, got the string \(try call.interpreter.repr(first))")
      }
      var group: Group
      if let second = rest.first, second.string == nil {
        rest.removeFirst()
        group = Group(
          x: try PlotNumbers.array(first, on: axes.x, call.interpreter),
          y: try PlotNumbers.array(second, on: axes.y, call.interpreter))
      } else {
        group = Group(y: try PlotNumbers.array(first, on: axes.y, call.interpreter))
      }
      if let text = rest.first?.string {
        rest.removeFirst()
        group.format = try PlotNumbers.format(text)
      }
      groups.append(group)
    }
    return groups
  }

  private func spatialGroup() throws -> Group {
    var numbers = arguments
    var format = LineFormat()
    if let text = numbers.last?.string {
      numbers.removeLast()
      format = try PlotNumbers.format(text)
    }
    guard numbers.count == 2 || numbers.count == 3 else {
      throw ScriptError(.typeError, "plot() of three-dimensional axes takes x, y and z")
    }
    let arrays = try numbers.map { try PlotNumbers.array($0, call.interpreter).raveled() }
    return Group(
      x: arrays[0], y: arrays[1], z: arrays.count > 2 ? arrays[2] : try NDArray(zeros: [arrays[0].size]),
      format: format)
  }

  private func lines(_ group: Group) throws -> [ArtistObject] {
    let y = group.y.ndim == 0 ? try group.y.reshaped([1]) : group.y
    let x = try group.x.map { $0.ndim == 0 ? try $0.reshaped([1]) : $0 } ?? NDArray((0..<y.shape[0]).map(Double.init))
    guard x.shape[0] == y.shape[0] else {
      throw ScriptError(
        .valueError,
        "x and y must have same first dimension, but have shapes \(PlotNumbers.shapeText(x.shape)) and "
          + PlotNumbers.shapeText(y.shape))
    }
    guard x.ndim <= 2, y.ndim <= 2 else {
      throw ScriptError(
        .valueError,
        "x and y can be no greater than 2D, but have shapes \(PlotNumbers.shapeText(x.shape)) and "
          + PlotNumbers.shapeText(y.shape))
    }
    let (xCount, yCount) = (x.ndim == 2 ? x.shape[1] : 1, y.ndim == 2 ? y.shape[1] : 1)
    guard xCount <= 1 || yCount <= 1 || xCount == yCount else {
      throw ScriptError(.valueError, "x has \(xCount) columns but y has \(yCount) columns")
    }
    let count = xCount == 0 || yCount == 0 ? 0 : max(xCount, yCount)
    guard count <= 20_000 else {
      throw ScriptError(.valueError, "plot: \(count) lines are more than can be drawn (at most 20000)")
    }
    func column(_ array: NDArray, _ place: Int) -> [Double] {
      array.ndim == 2 ? array.selecting(axis: 1, index: min(place, array.shape[1] - 1)).doubles : array.doubles
    }
    return try (0..<count).map { place in
      let line = try self.line(
        x: column(x, place), y: column(y, place), group.format, label: try label(place, of: count))
      if let z = group.z { line.z = z.doubles }
      return line
    }
  }

  /// A label for each column where as many are given.
  private func label(_ place: Int, of count: Int) throws -> Value? {
    guard let given = call.option("label"), given.string == nil else { return call.option("label") }
    switch given {
    case .list, .tuple:
      let labels = try call.interpreter.elements(of: given)
      if labels.count == count { return labels[place] }
      guard count == 1 else {
        throw ScriptError(
          .valueError,
          "label must be scalar or have the same length as the input data, but found \(labels.count) for \(count) "
            + "datasets.")
      }
      return given
    default: return given
    }
  }

  private func line(x: [Double], y: [Double], _ format: LineFormat, label: Value?) throws -> ArtistObject {
    let hasColor = format.color != nil || call.option("color", "c") != nil
    var curve = Curve(x: x, y: y, color: hasColor ? format.color ?? .black : axes.nextColor())
    curve.marker = format.marker
    // A marker without a kind of line stands alone.
    curve.dash = format.dash ?? (format.marker == nil ? .solid : .none)
    curve.label = "_child\(axes.artists.count)"
    let line = ArtistObject(.line, .curve(curve))
    var options = call.options(without: "label")
    if let label { options.append(("label", label)) }
    try ArtistKind.line.apply(options, to: line, call.shownName, call.interpreter)
    return line
  }
}
