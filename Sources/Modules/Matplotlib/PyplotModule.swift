import Language
import Plot

/// `matplotlib.pyplot`: figures described by calls, drawn by `show` and `savefig`.
enum PyplotModule {
  static func make() -> ModuleObject {
    ModuleObject("matplotlib.pyplot", doc: "Figures, drawn in the terminal or written to files.") { module in
      for command in AxesCommand.all { module.define(command.function) }
      for function in figures + accepted { module.define(function) }
      module.define(ColorMapObject.getMap("matplotlib.pyplot"))
      module.define(FigureObject.typeObject, AxesObject.typeObject, GridSpecObject.typeObject)
      module.define("Line2D", .object(ArtistKind.line.type))
      module.refuse(
        "contour", "contourf", "quiver", "boxplot", "violinplot", "pie", "polar", "streamplot", "hexbin", "hist2d",
        "stackplot", "specgram", "psd", "spy", "table", "tripcolor", "acorr", "xcorr", "subplot_mosaic", "imread",
        "imsave", "fill", "barbs", "angle_spectrum", "cohere", "csd", "triplot", "tricontour", "arrow", "broken_barh")
    }
  }

  private static func function(
    _ name: String, _ parameters: [Parameter], _ summary: String,
    _ body: @escaping (PyplotState, Call) throws -> Value
  ) -> BuiltinFunction {
    BuiltinFunction(name, module: "matplotlib.pyplot", parameters, summary: summary) { call in
      try body(try PyplotState.of(call.interpreter), call)
    }
  }

  private static let looks: Set<String> = [
    "facecolor", "edgecolor", "frameon", "tight_layout", "constrained_layout", "layout", "linewidth",
  ]

  private static let opening: [Parameter] = [
    .optional("num", .none), .optional("figsize", .none, "width and height in inches"), .optional("dpi", .none),
    .keyword("clear", .bool(false)), .keywords("kwargs", "looks"),
  ]

  /// A new figure, or the one of that number or label.
  private static func open(_ state: PyplotState, _ call: Call) throws -> FigureObject {
    for (name, _) in call.keywords where !looks.contains(name) {
      throw ScriptError(.typeError, "Figure.__init__() got an unexpected keyword argument '\(name)'")
    }
    let value = call.value("num")
    if let figure: FigureObject = value.host() {
      state.makeCurrent(figure)
      return figure
    }
    let size = call.value("figsize").isNone ? nil : try RcParams.size(call.value("figsize"), call.interpreter)
    let number = value.isNone || value.string != nil ? nil : try call.int("num")
    let figure = state.open(number: number, label: value.string ?? "", size: size)
    if try call["clear"] != nil && call.bool("clear") { figure.clear() }
    return figure
  }

  private static let figures: [BuiltinFunction] = [
    function("figure", opening, "A new figure, or the one of that number; it becomes the current one.") { state, call in
      .object(try open(state, call))
    },
    function("subplot", Subplots.parameters, "Axes in a place of a grid: subplot(rows, columns, index).") {
      state, call in
      .object(try Subplots.axes(state.current(), call, reuses: true))
    },
    function(
      "axes", [.optional("arg", .none), .keyword("projection", .none), .keywords("kwargs")],
      "New axes over the whole figure, or in a rectangle."
    ) {
      state, call in
      let figure = state.current()
      if let axes: AxesObject = call.value("arg").host() {
        try axes.owner().makeCurrent(axes)
        return .object(axes)
      }
      guard call.value("arg").isNone else { return .object(try Subplots.axes(figure, inRectangle: "arg", call)) }
      let isSpatial = call.value("projection").string == "3d"
      return .object(figure.add(AxesObject(figure, .whole, isSpatial: isSpatial)))
    },
    function(
      "subplots",
      Subplots.gridParameters + [
        .keyword("num", .none), .keyword("figsize", .none), .keyword("dpi", .none), .keywords("fig_kw"),
      ],
      "A new figure with axes in a grid: (figure, axes)."
    ) { state, call in
      let figure = try open(state, call)
      do {
        return .newTuple([.object(figure), try Subplots.grid(figure, call)])
      } catch {
        state.close(figure)
        throw error
      }
    },
    function(
      "subplot2grid",
      [
        .required("shape"), .required("loc"), .optional("rowspan", .int(1)), .optional("colspan", .int(1)),
        .keywords("kwargs"),
      ],
      "Axes in a stretch of a grid."
    ) { state, call in
      let shape = try call.ints("shape")
      let place = try call.ints("loc")
      guard shape.count == 2, place.count == 2 else {
        throw ScriptError(.valueError, "subplot2grid: shape and loc are pairs")
      }
      try Subplots.check(shape[0], shape[1])
      let (rows, columns) = (try call.int("rowspan"), try call.int("colspan"))
      guard place[0] >= 0, place[1] >= 0, rows > 0, columns > 0, place[0] < shape[0], place[1] < shape[1] else {
        throw ScriptError(.indexError, "subplot2grid: loc \(place) is outside of the grid \(shape)")
      }
      guard call.keywords.isEmpty else {
        throw ScriptError(.typeError, "subplot2grid() got an unexpected keyword argument '\(call.keywords[0].name)'")
      }
      let figure = state.current()
      let grid = GridPlace(
        rows: shape[0], columns: shape[1], rowRange: place[0]..<min(shape[0], place[0] + min(rows, 1000)),
        columnRange: place[1]..<min(shape[1], place[1] + min(columns, 1000)))
      return .object(figure.add(AxesObject(figure, grid)))
    },
    function("gcf", [], "The current figure.") { state, _ in .object(state.current()) },
    function("gca", [.keywords("kwargs")], "The current axes.") { state, call in
      guard call.keywords.isEmpty else {
        throw ScriptError(.typeError, "gca() got an unexpected keyword argument '\(call.keywords[0].name)'")
      }
      return .object(state.current().current())
    },
    function("sca", [.required("ax")], "Make axes the current ones.") { _, call in
      let axes: AxesObject = try call.host("ax", wanted: "Axes")
      try axes.owner().makeCurrent(axes)
      return .none
    },
    function("delaxes", [.optional("ax", .none)], "Take axes out of their figure.") { state, call in
      let axes: AxesObject = call.value("ax").isNone ? state.current().current() : try call.host("ax", wanted: "Axes")
      try axes.owner().remove(axes)
      return .none
    },
    function("show", [.variadic("args"), .keyword("block", .none)], "Draw the open figures and close them.") {
      state, call in
      state.showAll(call.interpreter)
      return .none
    },
    function("pause", [.required("interval")], "Draw the open figures; there is nothing to wait for.") { state, call in
      state.showAll(call.interpreter)
      return .none
    },
    function("close", [.optional("fig", .none)], "Close the current figure, one by number, label or itself, or 'all'.")
    {
      state, call in
      let value = call.value("fig")
      if value.string == "all" {
        state.closeAll()
      } else if value.isNone {
        if state.hasFigures { state.close(state.current()) }
      } else if let figure: FigureObject = value.host() {
        state.close(figure)
      } else if let label = value.string {
        if let figure = state.figures.first(where: { $0.label == label }) { state.close(figure) }
      } else {
        let number = try call.int("fig")
        if let figure = state.figures.first(where: { $0.number == number }) { state.close(figure) }
      }
      return .none
    },
    function("clf", [], "Clear the current figure.") { state, _ in
      state.current().clear()
      return .none
    },
    function("suptitle", [.required("t"), .keywords("kwargs")], "The title of the figure.") { state, call in
      try state.current().setTitle(call)
    },
    function("savefig", FigureFile.parameters, "Write the current figure to a file.") { state, call in
      try FigureFile.save(state.current().description, call)
    },
    function("colorbar", FigureObject.barParameters, "The scale of an image's colours beside its axes.") {
      state, call in
      .object(try state.current().colorBar(call))
    },
    function("clim", [.optional("vmin", .none), .optional("vmax", .none)], "The numbers of the first and last colour.")
    {
      state, call in
      guard let object = state.current().current().latestMappable else {
        throw ScriptError(.runtimeError, "You must first define an image, e.g., with imshow")
      }
      let old = object.colorLimits
      object.colorLimits = (try call.optionalNumber("vmin") ?? old.low, try call.optionalNumber("vmax") ?? old.high)
      return .none
    },
    function("set_cmap", [.required("cmap")], "The colour map of the current image, and of later ones.") {
      state, call in
      let map = try PlotNumbers.colorMap(call.value("cmap"), call.interpreter)
      try state.settings.set("image.cmap", .object(ColorMapObject(map)), call.interpreter)
      state.current().current().latestMappable?.colorMap = map
      return .none
    },
    function("get_fignums", [], "The numbers of the open figures.") { state, _ in
      .newList(state.figures.map(\.number).sorted().map { .int($0) })
    },
    function("fignum_exists", [.required("num")], "Whether there is an open figure of that number.") { state, call in
      let number = try call.int("num")
      return .bool(state.figures.contains { $0.number == number })
    },
    function("setp", [.required("obj"), .variadic("args"), .keywords("kwargs")], "Set options of artists.") { _, call in
      guard call.variadic.isEmpty else {
        throw ScriptError(.notImplementedError, "setp: options by position are not supported, name them")
      }
      let value = call.value("obj")
      let objects = call.interpreter.isIterable(value) ? try call.interpreter.elements(of: value) : [value]
      for object in objects {
        guard let artist: ArtistObject = object.host() else {
          // Labels and the like have looks only.
          if object.host(as: LabelObject.self) != nil || object.host(as: LegendObject.self) != nil { continue }
          throw ScriptError(.typeError, "setp() takes artists, not \(object.typeName)")
        }
        try artist.kind.apply(call.keywords, to: artist, "setp", call.interpreter)
      }
      return .none
    },
    function("rc", [.required("group"), .keywords("kwargs")], "Settings of a group: rc('lines', linewidth=2).") {
      state, call in
      for (name, value) in call.keywords {
        try state.settings.set("\(call.interpreter.str(call.value("group"))).\(name)", value, call.interpreter)
      }
      return .none
    },
  ]

  /// Calls that set what there is one way of here.
  private static let accepted: [BuiltinFunction] =
    [
      ("tight_layout", "Accepted: axes find their room by themselves."),
      ("subplots_adjust", "Accepted: axes find their room by themselves."),
      ("ion", "Accepted: figures are drawn by show()."), ("ioff", "Accepted: figures are drawn by show()."),
      ("draw", "Accepted: figures are drawn by show()."), ("switch_backend", "Accepted: there is one way of drawing."),
      ("rcdefaults", "Accepted without effect."), ("box", "Accepted without effect."),
    ].map { name, summary in
      function(name, [.variadic("args"), .keywords("kwargs")], summary) { _, _ in .none }
    } + [
      function("isinteractive", [], "False: figures are drawn by show().") { _, _ in .bool(false) }
    ]
}

/// `matplotlib`: what scripts import beside pyplot.
enum MatplotlibModule {
  static var row: ModuleRow { ModuleRow("matplotlib") { _ in make() } }

  static func make() -> ModuleObject {
    ModuleObject("matplotlib", doc: "Figures.") { module in
      let state = PyplotState()
      module.define(PyplotState.memberName, .object(state))
      let settings = Value.object(state.settings)
      let pyplot = PyplotModule.make()
      let maps = Value.object(ColorMapObject.module())
      let style = Value.object(self.style())
      for inner in [module, pyplot] {
        inner.define("rcParams", settings)
        inner.define("cm", maps)
        inner.define("style", style)
      }
      module.define("pyplot", .object(pyplot))
      module.define("colormaps", .object(ColorMapsObject()))
      module.define("__version__", .string("3.8"))
      module.define(
        BuiltinFunction(
          "use", module: "matplotlib", [.required("backend"), .keywords("kwargs")],
          summary: "Accepted: there is one way of drawing."
        ) { _ in .none },
        BuiltinFunction(
          "get_backend", module: "matplotlib", summary: "The name of the one way of drawing."
        ) { _ in .string("soma") })
      module.define("rc", .object(rc))
      module.define("gridspec", .object(ModuleObject("matplotlib.gridspec") { $0.define(GridSpecObject.typeObject) }))
      module.define(
        "axes", .object(ModuleObject("matplotlib.axes") { $0.define(AxesObject.typeObject) }))
      module.define(
        "figure", .object(ModuleObject("matplotlib.figure") { $0.define(FigureObject.typeObject) }))
      module.define(
        "lines", .object(ModuleObject("matplotlib.lines") { $0.define("Line2D", .object(ArtistKind.line.type)) }))
      module.define("colors", .object(colors()))
      module.refuse("animation", "patches", "ticker", "transforms", "image", "collections", "widgets", "dates")
    }
  }

  private static let rc = BuiltinFunction(
    "rc", module: "matplotlib", [.required("group"), .keywords("kwargs")], summary: "Settings of a group."
  ) { call in
    let state = try PyplotState.of(call.interpreter)
    for (name, value) in call.keywords {
      try state.settings.set("\(call.interpreter.str(call.value("group"))).\(name)", value, call.interpreter)
    }
    return .none
  }

  private static func style() -> ModuleObject {
    ModuleObject("matplotlib.style", doc: "Styles: looks only.") { module in
      module.define(
        BuiltinFunction("use", module: "matplotlib.style", [.required("style")], summary: "Accepted without effect.") {
          _ in .none
        },
        BuiltinFunction(
          "context", module: "matplotlib.style", [.required("style"), .optional("after_reset", .bool(false))],
          summary: "Accepted without effect."
        ) { _ in .object(StyleContext()) })
      module.define("available", .newList([]))
    }
  }

  private static func colors() -> ModuleObject {
    ModuleObject("matplotlib.colors", doc: "Colours.") { module in
      module.define(
        BuiltinFunction("to_rgb", module: "matplotlib.colors", [.required("c")], summary: "Red, green and blue.") {
          call in
          let color = try PlotNumbers.color(call.value("c"), call.interpreter)
          return .newTuple([.float(color.red), .float(color.green), .float(color.blue)])
        },
        BuiltinFunction(
          "to_rgba", module: "matplotlib.colors", [.required("c"), .optional("alpha", .none)],
          summary: "Red, green, blue and opacity."
        ) { call in
          var color = try PlotNumbers.color(call.value("c"), call.interpreter)
          if let alpha = try call.optionalFloat("alpha") {
            color = Color(color.red, color.green, color.blue, alpha: alpha)
          }
          return PlotNumbers.value(color)
        },
        BuiltinFunction("to_hex", module: "matplotlib.colors", [.required("c")], summary: "As '#rrggbb'.") { call in
          .string(try PlotNumbers.color(call.value("c"), call.interpreter).hexText)
        })
      module.refuse("Normalize", "LogNorm", "ListedColormap", "LinearSegmentedColormap", "BoundaryNorm")
    }
  }
}

/// `matplotlib.colormaps`: the maps by name.
final class ColorMapsObject: HostObject, Indexable {
  static let typeObject = TypeObject("ColormapRegistry", module: "matplotlib.cm", doc: "Colour maps by name.")
  var type: TypeObject { Self.typeObject }
  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    guard let name = key.string, let map = ColorMap(named: name) else {
      throw ScriptError(.keyError, "\(try interpreter.repr(key)) is not a known colormap name")
    }
    return .object(ColorMapObject(map))
  }
}
