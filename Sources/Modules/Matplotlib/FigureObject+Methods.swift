import Arrays
import Language
import Plot

/// The class of figures.
extension FigureObject {
  static let typeObject: TypeObject = TypeObject(
    "Figure", module: "matplotlib.figure", doc: "A page of axes.",
    methods: [
      Method("add_subplot", Subplots.parameters, summary: "Axes in a place of a grid.") {
        (figure: FigureObject, call) in
        .object(try Subplots.axes(figure, call, reuses: false))
      },
      Method(
        "add_axes", [.required("rect"), .keywords("kwargs")],
        summary: "Axes in a rectangle: [left, bottom, width, height] in shares."
      ) {
        (figure: FigureObject, call) in .object(try Subplots.axes(figure, inRectangle: "rect", call))
      },
      Method("subplots", Subplots.gridParameters, summary: "Axes in a grid.") { (figure: FigureObject, call) in
        try Subplots.grid(figure, call)
      },
      Method("gca", summary: "The current axes.") { (figure: FigureObject, _) in .object(figure.current()) },
      Method("sca", [.required("a")], summary: "Make axes the current ones.") { (figure: FigureObject, call) in
        let axes: AxesObject = try call.host("a", wanted: "Axes")
        try axes.owner().makeCurrent(axes)
        return .object(axes)
      },
      Method("suptitle", [.required("t"), .keywords("kwargs")], summary: "The title of the figure.") {
        (figure: FigureObject, call) in try figure.setTitle(call)
      },
      Method("savefig", FigureFile.parameters, summary: "Write the figure to a file.") { (figure: FigureObject, call) in
        try FigureFile.save(figure.description, call)
      },
      Method("colorbar", FigureObject.barParameters, summary: "The scale of colours beside the axes.") {
        (figure: FigureObject, call) in .object(try figure.colorBar(call))
      },
      Method("show", [.variadic("args"), .keywords("kwargs")], summary: "Draw the figure.") {
        (figure: FigureObject, call) in
        PyplotState.show([figure.description], call.interpreter)
        return .none
      },
      Method("clf", [.optional("keep_observers", .bool(false))], summary: "Clear the figure.") {
        (figure: FigureObject, _) in
        figure.clear()
        return .none
      },
      Method("clear", [.optional("keep_observers", .bool(false))], summary: "Clear the figure.") {
        (figure: FigureObject, _) in
        figure.clear()
        return .none
      },
      Method("delaxes", [.required("ax")], summary: "Take axes out.") { (figure: FigureObject, call) in
        figure.remove(try call.host("ax", as: AxesObject.self, wanted: "Axes"))
        return .none
      },
      Method("get_axes", summary: "The axes.") { (figure: FigureObject, _) in .newList(figure.axes.map { .object($0) })
      },
      Method("get_size_inches", summary: "Width and height in inches.") { (figure: FigureObject, _) in
        .array(NDArray([figure.width, figure.height]))
      },
      Method(
        "set_size_inches", [.required("w"), .optional("h", .none), .keywords("kwargs")],
        summary: "Width and height in inches."
      ) {
        (figure: FigureObject, call) in
        let value = call.value("h").isNone ? call.value("w") : .newTuple([call.value("w"), call.value("h")])
        (figure.width, figure.height) = try RcParams.size(value, call.interpreter)
        return .none
      },
      Method("set_figwidth", [.required("val")], summary: "The width in inches.") { (figure: FigureObject, call) in
        figure.width = try RcParams.size(.newTuple([call.value("val"), .float(figure.height)]), call.interpreter).width
        return .none
      },
      Method("set_figheight", [.required("val")], summary: "The height in inches.") { (figure: FigureObject, call) in
        figure.height = try RcParams.size(.newTuple([.float(figure.width), call.value("val")]), call.interpreter).height
        return .none
      },
      Method("add_gridspec", GridSpecObject.parameters, summary: "A grid to place axes in.") {
        (_: FigureObject, call) in
        .object(try GridSpecObject(call))
      },
    ]
      + [
        "tight_layout", "subplots_adjust", "autofmt_xdate", "set_tight_layout", "set_constrained_layout",
        "set_facecolor", "set_dpi", "align_labels", "align_ylabels",
      ]
      .map { name in
        Method(
          name, [.variadic("args"), .keywords("kwargs")], summary: "Accepted: axes find their room by themselves."
        ) {
          (_: FigureObject, _) in .none
        }
      },
    properties: [
      Property("axes", doc: "The axes.") { (figure: FigureObject, _) in .newList(figure.axes.map { .object($0) }) },
      Property("number", doc: "Its number.") { (figure: FigureObject, _) in .int(figure.number) },
      Property("dpi", doc: "Dots an inch, which mean nothing here.") { (_: FigureObject, _) in .float(100) },
      Property("canvas", doc: "What it is drawn on, which looks one way here.") { (_: FigureObject, _) in
        .object(CanvasObject())
      },
    ])

  func setTitle(_ call: Call) throws -> Value {
    title = try call.words("t")
    return try call.label({ self.title }, { self.title = $0 })
  }

  static let barParameters: [Parameter] = [
    .optional("mappable", .none), .optional("cax", .none), .optional("ax", .none), .keywords("kwargs", "label; looks"),
  ]

  private static let barLooks: Set<String> = [
    "orientation", "fraction", "pad", "shrink", "aspect", "ticks", "format", "extend", "spacing", "drawedges",
    "location", "use_gridspec",
  ]

  /// The scale of an image's colours beside its axes.
  func colorBar(_ call: Call) throws -> ColorBarObject {
    for (name, _) in call.keywords where name != "label" && !FigureObject.barLooks.contains(name) {
      throw ScriptError(.typeError, "Colorbar.__init__() got an unexpected keyword argument '\(name)'")
    }
    try call.refuse("cax")
    let given: ArtistObject? =
      call.value("mappable").isNone ? nil : try call.host("mappable", wanted: "a mappable artist")
    let wanted: AxesObject? = call.value("ax").host()
    let axes = wanted ?? given?.axes ?? current()
    guard let object = given ?? axes.latestMappable, let map = object.colorMap else {
      throw ScriptError(
        .runtimeError,
        "No mappable was found to use for colorbar creation. First define a mappable such as an image (with imshow) or a "
          + "contour set (with contourf).")
    }
    let limits = object.colorLimits
    var bar = Axes.ColorBar(map: map, low: limits.low, high: limits.high)
    bar.label = try call.option("label").map { try call.interpreter.str($0) } ?? ""
    axes.colorBar = bar
    return ColorBarObject(axes)
  }
}

/// `fig.canvas`: what scripts call on it means nothing here.
final class CanvasObject: HostObject {
  static let typeObject = TypeObject(
    "FigureCanvas", module: "matplotlib.backend_bases", doc: "What a figure is drawn on.",
    methods: ["draw", "draw_idle", "flush_events", "set_window_title", "mpl_connect"].map { name in
      Method(name, [.variadic("args"), .keywords("kwargs")], summary: "Accepted without effect.") {
        (_: CanvasObject, _) in .none
      }
    })
  var type: TypeObject { Self.typeObject }
}

/// The scale of colours beside axes.
final class ColorBarObject: HostObject {
  private let axes: AxesObject
  init(_ axes: AxesObject) { self.axes = axes }
  var type: TypeObject { Self.typeObject }

  static let typeObject = TypeObject(
    "Colorbar", module: "matplotlib.colorbar", doc: "The scale of an image's colours.",
    methods: [
      Method("set_label", [.required("label"), .keywords("kwargs")], summary: "Words at it.") {
        (bar: ColorBarObject, call) in
        bar.axes.colorBar?.label = try call.words("label")
        return .none
      },
      Method("remove", summary: "Take it away.") { (bar: ColorBarObject, _) in
        bar.axes.colorBar = nil
        return .none
      },
    ]
      + ["set_ticks", "set_ticklabels", "minorticks_on", "minorticks_off"].map { name in
        Method(name, [.variadic("args"), .keywords("kwargs")], summary: "Accepted without effect.") {
          (_: ColorBarObject, _) in .none
        }
      })
}
