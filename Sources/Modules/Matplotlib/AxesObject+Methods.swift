import Arrays
import Language
import Plot

/// The class of axes: the commands, and what only a method does.
extension AxesObject {
  static let typeObject: TypeObject = TypeObject(
    "Axes", module: "matplotlib.axes", doc: "A coordinate system of a figure.",
    methods: AxesCommand.all.map(\.axesMethod) + getters + settings + spatial, properties: parts)

  private static func get(
    _ name: String, _ summary: String, _ value: @escaping (AxesObject) throws -> Value
  ) -> Method {
    Method(name, summary: summary) { (axes: AxesObject, _) in try value(axes) }
  }

  private static let getters: [Method] = [
    get("get_xlim", "The limits of x.") { AxesCommand.pair($0.x.shownLimits) },
    get("get_ylim", "The limits of y.") { AxesCommand.pair($0.y.shownLimits) },
    get("get_xbound", "The limits of x, the lower first.") { AxesCommand.pair(sorted($0.x.shownLimits)) },
    get("get_ybound", "The limits of y, the lower first.") { AxesCommand.pair(sorted($0.y.shownLimits)) },
    get("get_title", "The title.") { .string($0.title) },
    get("get_xlabel", "The words at x.") { .string($0.xLabel) },
    get("get_ylabel", "The words at y.") { .string($0.yLabel) },
    get("get_xscale", "The scale of x.") { .string($0.x.scale == .logarithmic ? "log" : "linear") },
    get("get_yscale", "The scale of y.") { .string($0.y.scale == .logarithmic ? "log" : "linear") },
    get("get_xticks", "The ticks of x.") { .array(NDArray($0.x.shownTicks.values)) },
    get("get_yticks", "The ticks of y.") { .array(NDArray($0.y.shownTicks.values)) },
    get("get_xticklabels", "The words of x.") { axes in words(axes, axes.x) },
    get("get_yticklabels", "The words of y.") { axes in words(axes, axes.y) },
    get("get_lines", "The lines.") { .newList($0.objects(of: [ArtistKind.line, .rule])) },
    get("get_images", "The images.") { .newList($0.objects(of: [ArtistKind.image])) },
    get("get_figure", "The figure.") { .object(try $0.owner()) },
    get("get_aspect", "The aspect.") { $0.aspect == .equal ? .float(1) : .string("auto") },
    get("has_data", "Whether anything has been drawn.") { .bool(!$0.artists.isEmpty) },
    get("get_legend", "The legend.") { axes in axes.legend.map { .object(LegendObject(axes, $0)) } ?? .none },
    get("get_legend_handles_labels", "What a legend would name.") { axes in
      let named = axes.legendArtists.filter { !$0.artist.label.isEmpty && !$0.artist.label.hasPrefix("_") }
      return .newTuple([
        .newList(named.map { .object($0) }), .newList(named.map { .string($0.artist.label) }),
      ])
    },
    get("xaxis_inverted", "Whether x runs to the left.") { .bool($0.x.shownLimits.start > $0.x.shownLimits.end) },
    get("yaxis_inverted", "Whether y runs downwards.") { .bool($0.y.shownLimits.start > $0.y.shownLimits.end) },
  ]

  private static func sorted(_ limits: (start: Double, end: Double)) -> (start: Double, end: Double) {
    (min(limits.start, limits.end), max(limits.start, limits.end))
  }

  private static func words(_ axes: AxesObject, _ axis: AxisState) -> Value {
    .newList(axis.shownTicks.labels.map { label in .object(LabelObject({ label }, { _ in })) })
  }

  func objects(of kinds: [ArtistKind]) -> [Value] {
    artists.filter { object in kinds.contains { $0 === object.kind } }.map { .object($0) }
  }

  private static let settings: [Method] = [
    Method("set_aspect", [.required("aspect"), .keywords("kwargs")], summary: "'auto' or 'equal'.") {
      (axes: AxesObject, call) in
      axes.aspect = try AxesCommand.aspect(call.value("aspect"), call.interpreter)
      return .none
    },
    Method("invert_xaxis", summary: "Let x run the other way.") { (axes: AxesObject, _) in axes.x.invert() },
    Method("invert_yaxis", summary: "Let y run the other way.") { (axes: AxesObject, _) in axes.y.invert() },
    Method("set_axis_off", summary: "Show no axes.") { (axes: AxesObject, _) in
      axes.isFramed = false
      return .none
    },
    Method("set_axis_on", summary: "Show the axes.") { (axes: AxesObject, _) in
      axes.isFramed = true
      return .none
    },
    Method("set_xticklabels", [.required("labels"), .keywords("kwargs")], summary: "Words at the ticks of x.") {
      (axes: AxesObject, call) in try axes.x.setWords(call)
    },
    Method("set_yticklabels", [.required("labels"), .keywords("kwargs")], summary: "Words at the ticks of y.") {
      (axes: AxesObject, call) in try axes.y.setWords(call)
    },
    Method("set", [.keywords("kwargs")], summary: "Several settings: title=…, xlabel=…, xlim=….") {
      (axes: AxesObject, call) in
      for (name, value) in call.keywords {
        guard let method = try call.interpreter.optionalAttribute(.object(axes), "set_" + name) else {
          throw ScriptError(.attributeError, "Axes.set() got an unexpected keyword argument '\(name)'")
        }
        // A list of ticks or a pair of limits is one argument.
        _ = try call.interpreter.call(method, [value])
      }
      return .none
    },
    Method("clear", summary: "Clear the axes.") { (axes: AxesObject, _) in
      axes.clear()
      return .none
    },
    Method("remove", summary: "Take the axes out of the figure.") { (axes: AxesObject, _) in
      try axes.owner().remove(axes)
      return .none
    },
    Method(
      "relim", [.optional("visible_only", .bool(false))], summary: "Accepted: limits follow the data by themselves."
    ) {
      (_: AxesObject, _) in .none
    },
    Method("autoscale_view", [.keywords("kwargs")], summary: "Accepted: limits follow the data by themselves.") {
      (_: AxesObject, _) in .none
    },
    Method(
      "set_prop_cycle", [.variadic("args"), .keyword("color", .none), .keywords("kwargs")],
      summary: "The colours that series get in turn: color=[…]."
    ) { (axes: AxesObject, call) in
      let given =
        call.value("color").isNone && call.variadic.count == 2 && call.variadic[0].string == "color"
        ? call.variadic[1] : call.value("color")
      guard !given.isNone, call.keywords.isEmpty else {
        throw ScriptError(.notImplementedError, "set_prop_cycle: only color=[…] is supported")
      }
      axes.restartColors(try PlotNumbers.colors(given, call.interpreter))
      return .none
    },
    Method("add_artist", [.required("artist")], summary: "Not supported.") { (_: AxesObject, _) in
      throw ScriptError(.notImplementedError, "matplotlib.axes.Axes.add_artist is not supported")
    },
  ]

  private static let parts: [Property] = [
    Property("figure", doc: "The figure.") { (axes: AxesObject, _) in .object(try axes.owner()) },
    Property("lines", doc: "The lines.") { (axes: AxesObject, _) in
      .newList(axes.objects(of: [ArtistKind.line, .rule]))
    },
    Property("patches", doc: "The bars.") { (axes: AxesObject, _) in
      .newList(
        axes.artists.flatMap { object -> [Value] in
          if case .bars = object.artist { return BarContainer(object).rectangles }
          return object.kind === ArtistKind.span ? [.object(object)] : []
        })
    },
    Property("containers", doc: "The bars, a group for each call.") { (axes: AxesObject, _) in
      .newList(
        axes.artists.filter { if case .bars = $0.artist { true } else { false } }.map { .object(BarContainer($0)) })
    },
    Property("collections", doc: "Points, areas and strokes.") { (axes: AxesObject, _) in
      .newList(axes.objects(of: [ArtistKind.points, .segments, .events, .region, .mesh]))
    },
    Property("images", doc: "The images.") { (axes: AxesObject, _) in .newList(axes.objects(of: [ArtistKind.image])) },
    Property("texts", doc: "The words.") { (axes: AxesObject, _) in .newList(axes.objects(of: [ArtistKind.text])) },
    Property("transAxes", doc: "Places in shares of the axes.") { (_: AxesObject, _) in
      .object(AxesTransform(isShare: true))
    },
    Property("transData", doc: "Places in the data's coordinates.") { (_: AxesObject, _) in
      .object(AxesTransform(isShare: false))
    },
    Property("spines", doc: "The lines around the axes, which look one way here.") { (_: AxesObject, _) in
      .object(LooksObject("Spines"))
    },
    Property("xaxis", doc: "The x axis.") { (axes: AxesObject, _) in .object(AxisObject(axes, axes.x)) },
    Property("yaxis", doc: "The y axis.") { (axes: AxesObject, _) in .object(AxisObject(axes, axes.y)) },
  ]
}

extension AxisState {
  func invert() -> Value {
    if let set = limits { limits = (set.end, set.start) }
    isInverted.toggle()
    return .none
  }

  /// Words at the ticks that stand; at the chosen ones where none were given.
  func setWords(_ call: Call) throws -> Value {
    let words = call.value("labels")
    let places = shownTicks.values
    let count = try call.interpreter.elements(of: words).count
    if count == 0 {
      ticks = Ticks(values: places, labels: places.map { _ in "" })
      return .newList([])
    }
    ticks = try ticks(count == places.count ? places : (0..<count).map(Double.init), words, call)
    return .none
  }
}

/// `ax.xaxis`: one axis by itself.
final class AxisObject: HostObject {
  private let axes: AxesObject
  private let axis: AxisState
  init(_ axes: AxesObject, _ axis: AxisState) {
    self.axes = axes
    self.axis = axis
  }
  var type: TypeObject { Self.typeObject }

  static let typeObject = TypeObject(
    "Axis", module: "matplotlib.axis", doc: "One axis.",
    methods: [
      Method("set_visible", [.required("b")], summary: "Whether its ticks have words.") { (axis: AxisObject, call) in
        if try !call.bool("b") { axis.axis.ticks = Ticks(values: [], labels: []) }
        return .none
      },
      Method("grid", [.optional("visible", .bool(true)), .keywords("kwargs")], summary: "Lines at the ticks.") {
        (axis: AxisObject, call) in
        axis.axes.hasGrid = try call.bool("visible")
        return .none
      },
      Method("set_ticks", [.required("ticks"), .optional("labels", .none), .keywords("kwargs")], summary: "Its ticks.")
      {
        (axis: AxisObject, call) in
        let places = try PlotNumbers.numbers(call.value("ticks"), call.interpreter)
        axis.axis.ticks = try axis.axis.ticks(places, call.value("labels").isNone ? nil : call.value("labels"), call)
        return .none
      },
    ]
      + ["tick_top", "tick_bottom", "tick_left", "tick_right"].map { name in
        Method(name, summary: "Accepted without effect.") { (_: AxisObject, _) in .none }
      }
      + [
        "set_ticks_position", "set_label_position", "set_tick_params", "set_major_locator", "set_minor_locator",
        "set_major_formatter", "set_minor_formatter", "set_label_coords",
      ].map { name in
        Method(name, [.variadic("args"), .keywords("kwargs")], summary: "Accepted without effect.") {
          (_: AxisObject, _) in .none
        }
      })
}

/// Parts of a figure that look one way here: every method is accepted, every item is of the same kind.
final class LooksObject: HostObject, Indexable, HasAttributes, Iterable, Callable {
  private let name: String
  init(_ name: String) { self.name = name }
  static let typeObject = TypeObject("Spines", module: "matplotlib.spines", doc: "Lines around axes: looks only.")
  var type: TypeObject { Self.typeObject }
  var signature: Signature? { nil }
  private static let methods: Set<String> = [
    "set_visible", "set_color", "set_linewidth", "set_position", "set_bounds", "set_edgecolor", "set_linestyle",
    "set_alpha", "values", "items", "top", "right", "left", "bottom",
  ]
  var attributeNames: [String] { Self.methods.sorted() }
  func attribute(_ name: String, _ interpreter: Interpreter) throws -> Value? {
    Self.methods.contains(name) ? .object(self) : nil
  }
  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value { .object(self) }
  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value { .object(self) }
  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator {
    try interpreter.iterator(.newTuple([.object(self)]))
  }
}
