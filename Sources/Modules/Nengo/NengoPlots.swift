import Arrays
import Language
import Plot

/// `nengo.utils.matplotlib`: plots of spikes and of images over axes of their own.
enum NengoPlots {
  static let functions: [BuiltinFunction] = [rasterPlot, imagePlot, colorCycle, axisSize]

  private static let ax = Parameter.optional("ax", .none, "the axes; the current ones if left out")

  /// The axes that a call names, else the current ones.
  private static func axes(_ call: Call) throws -> AxesObject {
    call.value("ax").isNone
      ? try PyplotState.of(call.interpreter).current().current() : try call.host("ax", wanted: "Axes")
  }

  // MARK: spikes

  private static let rasterPlot = BuiltinFunction(
    "rasterplot", module: "nengo.utils.matplotlib",
    [
      .required("time", "times of the steps"), .required("spikes", "times × neurons"), ax,
      .optional("use_eventplot", .bool(false), "strokes as a collection for each neuron"),
      .keywords("kwargs", "options of the lines"),
    ], summary: "Spikes over time: a mark at every spike, a row for each neuron, neuron 1 on top. Gives the axes."
  ) { call in
    let time = try PlotNumbers.numbers(call.value("time"), call.interpreter)
    var spikes = try PlotNumbers.array(call.value("spikes"), call.interpreter)
    if spikes.ndim == 1 { spikes = try spikes.reshaped([spikes.size, 1]) }
    guard spikes.ndim == 2, spikes.shape[0] == time.count else {
      throw ScriptError(
        .nengoValidationError,
        "rasterplot: spikes has shape \(PlotNumbers.shapeText(spikes.shape)), want (times, neurons) with "
          + "\(time.count) times")
    }
    guard spikes.shape[1] <= mostNeurons else {
      throw ScriptError(
        .valueError, "rasterplot: \(spikes.shape[1]) neurons are more than can be drawn (at most \(mostNeurons))")
    }
    let axes = try axes(call)
    let isEvents = try call.bool("use_eventplot")
    try addRows(time, spikes, to: axes, isEvents: isEvents, call)
    frame(axes, time, count: spikes.shape[1])
    return .object(axes)
  }

  private static let mostNeurons = 20_000

  private static func addRows(
    _ time: [Double], _ spikes: NDArray, to axes: AxesObject, isEvents: Bool, _ call: Call
  ) throws {
    let count = spikes.shape[1]
    var options = call.keywords
    let colors = try rowColors(&options, axes, call)
    let made = try (0..<count).map { neuron -> ArtistObject in
      let column = spikes.selecting(axis: 1, index: neuron).doubles
      let times = zip(time, column).filter { $0.1 > 0 }.map(\.0)
      let color = colors.isEmpty ? Color.black : colors[neuron % colors.count]
      let row = Double(neuron + 1)
      let artist =
        isEvents
        ? ArtistObject(
          .events,
          .segments(Segments(times.map { Segments.Piece($0, row - 0.5, $0, row + 0.5) }, colors: [color])))
        : ArtistObject(.line, .curve(marks(times, row, color, count: count, axes)))
      try artist.kind.apply(options, to: artist, "rasterplot", call.interpreter)
      return artist
    }
    for artist in made { axes.add(artist) }
  }

  /// A row of upright strokes that nearly touch those of the next row.
  private static func marks(_ times: [Double], _ row: Double, _ color: Color, count: Int, _ axes: AxesObject) -> Curve {
    var curve = Curve(x: times, y: times.map { _ in row }, color: color)
    (curve.dash, curve.marker) = (.none, .bar)
    let height = (axes.figure?.height ?? 4.8) * axes.gridPlace.place.height * 72 * 0.77
    curve.markerSize = max(1, height * 0.8 / (Double(count) + 0.2))
    return curve
  }

  /// Colours given for the rows, else those of the cycle.
  private static func rowColors(
    _ options: inout [(name: String, value: Value)], _ axes: AxesObject, _ call: Call
  ) throws -> [Color] {
    guard let place = options.firstIndex(where: { ["colors", "color", "c"].contains($0.name) }) else {
      return axes.colors
    }
    return try PlotNumbers.colors(options.remove(at: place).value, call.interpreter)
  }

  private static func frame(_ axes: AxesObject, _ time: [Double], count: Int) {
    axes.y.limits = (Double(count) + 0.6, 0.4)
    axes.y.isInverted = true
    if time.count > 1, let first = time.first, let last = time.last, first.isFinite, last.isFinite, first != last {
      axes.x.limits = (first, last)
    }
    if count < 5 {
      let rows = (0..<count).map { Double($0 + 1) }
      axes.y.ticks = Ticks(values: rows, labels: rows.map { String(Int($0)) })
    }
  }

  // MARK: images, colours, sizes

  private static let imagePlot = BuiltinFunction(
    "implot", module: "nengo.utils.matplotlib",
    [
      .required("plt", "matplotlib.pyplot"), .required("x"), .required("y"), .required("Z", "y × x"), ax,
      .optional("colorbar", .bool(true)), .keywords("kwargs", "options of imshow"),
    ], summary: "A matrix as an image over the values of x and y."
  ) { call in
    let (x, y) = (try call.numbers("x"), try call.numbers("y"))
    let axes = try axes(call)
    guard let (left, right) = edges(x), let (bottom, top) = edges(y) else {
      throw ScriptError(.nengoValidationError, "implot: x and y take two or more finite numbers each")
    }
    let extent = Value.newTuple([.float(left), .float(right), .float(bottom), .float(top)])
    let imshow = try call.interpreter.attribute(.object(axes), "imshow")
    let image = try call.interpreter.call(
      imshow, [call.value("Z")],
      [("extent", extent), ("aspect", .string("auto")), ("origin", .string("lower"))] + call.keywords)
    if try call.bool("colorbar"), let object: ArtistObject = image.host(), let map = object.colorMap {
      axes.colorBar = Axes.ColorBar(map: map, low: object.colorLimits.low, high: object.colorLimits.high)
    }
    return .object(axes)
  }

  /// The ends of an axis whose values are the middles of cells.
  private static func edges(_ values: [Double]) -> (Double, Double)? {
    guard values.count > 1, let first = values.first, let last = values.last, first.isFinite, last.isFinite,
      first != last
    else { return nil }
    let half = (last - first) / Double(values.count - 1) / 2
    return (first - half, last + half)
  }

  private static let colorCycle = BuiltinFunction(
    "set_color_cycle", module: "nengo.utils.matplotlib", [.required("colors"), ax],
    summary: "The colours that series get in turn."
  ) { call in
    try axes(call).restartColors(try PlotNumbers.colors(call.value("colors"), call.interpreter))
    return .none
  }

  private static let axisSize = BuiltinFunction(
    "axis_size", module: "nengo.utils.matplotlib", [ax],
    summary: "Width and height of the axes, in pixels of 1/100 inch."
  ) { call in
    let axes = try axes(call)
    let figure = try axes.owner()
    let place = axes.gridPlace.place
    return .newTuple([.float(figure.width * place.width * 77.5), .float(figure.height * place.height * 77)])
  }
}
