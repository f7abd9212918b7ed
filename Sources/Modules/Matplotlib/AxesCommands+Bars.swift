import Arrays
import Language
import Plot

/// Bars, and the histograms that are made of them.
extension AxesCommand {
  static let bars: [AxesCommand] = [
    AxesCommand(
      "bar",
      [
        .required("x"), .required("height"), .optional("width", .float(0.8)), .optional("bottom", .none),
        .keyword("align", .string("center")), .keyword("yerr", .none), .keyword("xerr", .none),
        .keyword("tick_label", .none), .keyword("capsize", .none), .keyword("log", .bool(false)), .keywords("kwargs"),
      ], "Upright bars."
    ) { axes, call in
      try bars(axes, call, places: "x", lengths: "height", thickness: "width", base: "bottom", isHorizontal: false)
    },
    AxesCommand(
      "barh",
      [
        .required("y"), .required("width"), .optional("height", .float(0.8)), .optional("left", .none),
        .keyword("align", .string("center")), .keyword("xerr", .none), .keyword("yerr", .none),
        .keyword("tick_label", .none), .keyword("capsize", .none), .keyword("log", .bool(false)), .keywords("kwargs"),
      ], "Lying bars."
    ) { axes, call in
      try bars(axes, call, places: "y", lengths: "width", thickness: "height", base: "left", isHorizontal: true)
    },
    AxesCommand(
      "hist",
      [
        .required("x"), .optional("bins", .none), .optional("range", .none), .optional("density", .bool(false)),
        .optional("weights", .none), .optional("cumulative", .bool(false)), .optional("bottom", .none),
        .optional("histtype", .string("bar")), .optional("align", .string("mid")),
        .optional("orientation", .string("vertical")), .optional("rwidth", .none), .optional("log", .bool(false)),
        .optional("color", .none), .optional("label", .none), .optional("stacked", .bool(false)), .keywords("kwargs"),
      ], "How many values lie in each of some bins: (n, bins, patches)."
    ) { axes, call in try HistogramPlot(axes, call).add() },
    AxesCommand(
      "bar_label", [.required("container"), .omittable("labels"), .keyword("fmt", .string("%g")), .keywords("kwargs")],
      "Words at the ends of bars."
    ) { axes, call in
      let container: BarContainer = try call.host("container", wanted: "BarContainer")
      let given = call.value("labels").isNone ? nil : try call.elements("labels")
      let texts = try container.artist.barList.enumerated().map { place, bar -> Value in
        let value = container.artist.isHorizontalBars ? bar.x1 - bar.x0 : bar.y1 - bar.y0
        var note = Note(
          x: container.artist.isHorizontalBars ? bar.x1 : (bar.x0 + bar.x1) / 2,
          y: container.artist.isHorizontalBars ? (bar.y0 + bar.y1) / 2 : bar.y1,
          text: numberText(value))
        if let given, place < given.count { note.text = try call.interpreter.str(given[place]) }
        note.horizontal = container.artist.isHorizontalBars ? .start : .center
        return .object(axes.add(ArtistObject(.text, .note(note))))
      }
      return .newList(texts)
    },
  ]

  private static func bars(
    _ axes: AxesObject, _ call: Call, places: String, lengths: String, thickness: String, base: String,
    isHorizontal: Bool
  ) throws -> Value {
    let axis = isHorizontal ? axes.y : axes.x
    let values = try call.broadcast([
      try PlotNumbers.array(call.value(places), on: axis, call.interpreter),
      try PlotNumbers.array(call.value(lengths), call.interpreter),
      try PlotNumbers.array(call.value(thickness), call.interpreter),
      call.value(base).isNone ? NDArray(scalar: 0.0) : try PlotNumbers.array(call.value(base), call.interpreter),
    ])
    let align = call.value("align").string ?? ""
    guard ["center", "edge"].contains(align) else {
      throw ScriptError(
        .valueError,
        "\(try call.interpreter.repr(call.value("align"))) is not a valid value for align; supported values are "
          + "'center', 'edge'")
    }
    let hasColor = call.option("color", "facecolor", "fc") != nil
    let color = hasColor ? Color.black : axes.nextColor()
    let made = values[0].indices.map { place -> Bars.Bar in
      let (at, length, wide, from) = (values[0][place], values[1][place], values[2][place], values[3][place])
      let start = align == "center" ? at - wide / 2 : at
      return isHorizontal
        ? Bars.Bar(from, start, from + length, start + wide, color: color)
        : Bars.Bar(start, from, start + wide, from + length, color: color)
    }
    let artist = try call.add(.bars, .bars(Bars(made, isHorizontal: isHorizontal)), to: axes)
    if try call.bool("log") { if isHorizontal { axes.x.scale = .logarithmic } else { axes.y.scale = .logarithmic } }
    if !call.value("tick_label").isNone {
      let words =
        try call.value("tick_label").string.map { [$0] }
        ?? call.elements("tick_label").map { try call.interpreter.str($0) }
      axis.ticks = Ticks(values: values[0], labels: values[0].indices.map { words[min($0, max(0, words.count - 1))] })
    }
    try addErrors(axes, call, values, isHorizontal)
    return .object(BarContainer(artist))
  }

  private static func addErrors(
    _ axes: AxesObject, _ call: Call, _ values: [[Double]], _ isHorizontal: Bool
  ) throws {
    try call.refuse(isHorizontal ? "yerr" : "xerr")
    let name = isHorizontal ? "xerr" : "yerr"
    guard !call.value(name).isNone else { return }
    let errors = try call.broadcast([NDArray(values[0]), try PlotNumbers.array(call.value(name), call.interpreter)])[1]
    let pieces = values[0].indices.map { place -> Segments.Piece in
      let (at, end) = (values[0][place], values[3][place] + values[1][place])
      let error = errors[place]
      return isHorizontal
        ? Segments.Piece(end - error, at, end + error, at) : Segments.Piece(at, end - error, at, end + error)
    }
    axes.add(ArtistObject(.segments, .segments(Segments(pieces, colors: [.black]))))
  }
}

/// The bars of one call: a sequence of rectangles.
final class BarContainer: HostObject, PartOfFigure, Indexable, HasLength, Iterable, Printable {
  let artist: ArtistObject
  init(_ artist: ArtistObject) { self.artist = artist }

  static let typeObject = TypeObject(
    "BarContainer", module: "matplotlib.container", doc: "The bars of one call.",
    methods: [
      Method("get_label", summary: "Its label.") { (bars: BarContainer, _) in .string(bars.artist.artist.label) },
      Method("set_label", [.required("label")], summary: "Its label.") { (bars: BarContainer, call) in
        bars.artist.artist = bars.artist.artist.labelled(try call.interpreter.str(call.value("label")))
        return .none
      },
      Method("remove", summary: "Take the bars out of their axes.") { (bars: BarContainer, _) in
        bars.artist.axes?.remove(bars.artist)
        return .none
      },
    ],
    properties: [
      Property("patches", doc: "The rectangles.") { (bars: BarContainer, _) in .newList(bars.rectangles) }
    ])
  var type: TypeObject { Self.typeObject }
  var figureShown: Figure? { artist.figureShown }

  var rectangles: [Value] { artist.barList.indices.map { .object(RectangleObject(artist, $0)) } }

  func repr(_ interpreter: Interpreter) throws -> String { "<BarContainer object of \(artist.barList.count) artists>" }
  func length(_ interpreter: Interpreter) throws -> Int { artist.barList.count }
  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    try interpreter.item(.newTuple(rectangles), key)
  }
  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator {
    try interpreter.iterator(.newTuple(rectangles))
  }
}

/// One bar.
final class RectangleObject: HostObject {
  private let artist: ArtistObject
  private let place: Int
  init(_ artist: ArtistObject, _ place: Int) {
    self.artist = artist
    self.place = place
  }

  var type: TypeObject { Self.typeObject }

  private var bar: Bars.Bar {
    get { artist.barList.indices.contains(place) ? artist.barList[place] : Bars.Bar(0, 0, 0, 0, color: .black) }
    set {
      guard case .bars(var bars) = artist.artist, bars.bars.indices.contains(place) else { return }
      bars.bars[place] = newValue
      artist.artist = .bars(bars)
    }
  }

  private static func get(_ name: String, _ value: @escaping (Bars.Bar) -> Double) -> Method {
    Method(name, summary: "A measure of the bar.") { (bar: RectangleObject, _) in .float(value(bar.bar)) }
  }

  private static func setColor(_ name: String) -> Method {
    Method(name, [.required("color")], summary: "Its colour.") { (bar: RectangleObject, call) in
      bar.bar.color = try PlotNumbers.color(call.value("color"), call.interpreter)
      return .none
    }
  }

  static let typeObject = TypeObject(
    "Rectangle", module: "matplotlib.patches", doc: "One bar.",
    methods: [
      get("get_x") { $0.x0 }, get("get_y") { $0.y0 }, get("get_width") { $0.x1 - $0.x0 },
      get("get_height") { $0.y1 - $0.y0 }, setColor("set_color"), setColor("set_facecolor"), setColor("set_fc"),
      Method("set_edgecolor", [.required("color")], summary: "Its edge's colour.") { (bar: RectangleObject, call) in
        bar.bar.edge = try PlotNumbers.color(call.value("color"), call.interpreter)
        return .none
      },
      Method("get_facecolor", summary: "Its colour.") { (bar: RectangleObject, _) in PlotNumbers.value(bar.bar.color) },
      Method("set_height", [.required("h")], summary: "Its height.") { (bar: RectangleObject, call) in
        bar.bar.y1 = bar.bar.y0 + (try call.number("h"))
        return .none
      },
      Method("set_width", [.required("w")], summary: "Its width.") { (bar: RectangleObject, call) in
        bar.bar.x1 = bar.bar.x0 + (try call.number("w"))
        return .none
      },
      Method("set_alpha", [.required("alpha")], summary: "Its opacity.") { (bar: RectangleObject, call) in
        bar.bar.color.alpha = max(0, min(1, try call.optionalNumber("alpha") ?? 1))
        return .none
      },
    ])
}

extension ArtistObject {
  var barList: [Bars.Bar] { if case .bars(let bars) = artist { bars.bars } else { [] } }
  var isHorizontalBars: Bool { if case .bars(let bars) = artist { bars.isHorizontal } else { false } }
}
