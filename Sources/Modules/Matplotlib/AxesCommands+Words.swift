import Language
import Plot

/// Titles, labels, legends, words on the axes.
extension AxesCommand {
  static let words: [AxesCommand] = [
    AxesCommand(
      "title", method: "set_title",
      [
        .required("label"), .optional("fontdict", .none), .optional("loc", .none), .optional("pad", .none),
        .keywords("kwargs", "looks of the words"),
      ], "The title above the axes."
    ) { axes, call in
      axes.title = try call.words("label")
      return try call.label({ axes.title }, { axes.title = $0 })
    },
    AxesCommand(
      "xlabel", method: "set_xlabel", label("xlabel"), "The words at the x axis."
    ) { axes, call in
      axes.xLabel = try call.words("xlabel")
      return try call.label({ axes.xLabel }, { axes.xLabel = $0 })
    },
    AxesCommand(
      "ylabel", method: "set_ylabel", label("ylabel"), "The words at the y axis."
    ) { axes, call in
      axes.yLabel = try call.words("ylabel")
      return try call.label({ axes.yLabel }, { axes.yLabel = $0 })
    },
    AxesCommand(
      "legend",
      [
        .variadic("args", "[handles], labels"), .keyword("handles", .none), .keyword("labels", .none),
        .keyword("loc", .none, "a place by name or number"), .keyword("bbox_to_anchor", .none),
        .keyword("title", .none), .keyword("ncol", .none), .keyword("ncols", .none),
        .keywords("kwargs", "looks: fontsize, frameon, …"),
      ], "The names of the series."
    ) { axes, call in .object(try LegendBuilder(axes, call).make()) },
    AxesCommand(
      "text",
      [.required("x"), .required("y"), .required("s"), .optional("fontdict", .none), .keywords("kwargs")],
      "Words at a place."
    ) { axes, call in
      let note = Note(x: try call.number("x"), y: try call.number("y"), text: try call.words("s"))
      return .object(try call.add(.text, .note(note), to: axes))
    },
    AxesCommand(
      "annotate",
      [
        .required("text"), .required("xy"), .optional("xytext", .none), .optional("xycoords", .string("data")),
        .optional("textcoords", .none), .optional("arrowprops", .none), .optional("annotation_clip", .none),
        .keywords("kwargs"),
      ], "Words about a point; with arrowprops a line leads there."
    ) { axes, call in
      for name in ["xycoords", "textcoords"] where !call.value(name).isNone && call.value(name).string != "data" {
        throw ScriptError(
          .notImplementedError,
          "annotate: \(name)=\(try call.interpreter.repr(call.value(name))) is not supported, only 'data'")
      }
      let point = try call.numbers("xy")
      let place = call.value("xytext").isNone ? point : try call.numbers("xytext")
      guard point.count == 2, place.count == 2 else {
        throw ScriptError(.valueError, "annotate: xy and xytext take pairs of numbers")
      }
      var note = Note(x: place[0], y: place[1], text: try call.words("text"))
      if !call.value("arrowprops").isNone { note.target = (point[0], point[1]) }
      return .object(try call.add(.text, .note(note), to: axes))
    },
  ]

  private static func label(_ name: String) -> [Parameter] {
    [
      .required(name), .optional("fontdict", .none), .optional("labelpad", .none), .keyword("loc", .none),
      .keywords("kwargs", "looks of the words"),
    ]
  }
}

extension Call {
  func words(_ name: String) throws -> String { value(name).isNone ? "" : try interpreter.str(value(name)) }

  /// The words that a call has set, as an object; looks are accepted, unknown arguments refused.
  func label(_ get: @escaping () -> String, _ set: @escaping (String) -> Void) throws -> Value {
    let known = Set(ArtistKind.text.options.flatMap(\.names)).union(ArtistOptions.cosmetic).union(["x", "y", "loc"])
    for (name, _) in keywords where !known.contains(name) {
      throw ArtistKind.unknown(name, "Text", shownName, known: Array(known))
    }
    return .object(LabelObject(get, set))
  }
}

/// A title or a label: words that belong to axes or a figure.
final class LabelObject: HostObject, Printable {
  private let get: () -> String
  private let set: (String) -> Void

  init(_ get: @escaping () -> String, _ set: @escaping (String) -> Void) {
    self.get = get
    self.set = set
  }

  func repr(_ interpreter: Interpreter) throws -> String { "Text('\(get())')" }

  var type: TypeObject { Self.typeObject }
  static let typeObject = TypeObject(
    "Text", module: "matplotlib.text", doc: "A title or a label.",
    methods: [
      Method("get_text", summary: "The words.") { (label: LabelObject, _) in .string(label.get()) },
      Method("set_text", [.required("s")], summary: "Other words.") { (label: LabelObject, call) in
        label.set(try call.interpreter.str(call.value("s")))
        return .none
      },
    ]
      + ["color", "fontsize", "size", "fontweight", "weight", "rotation", "alpha", "visible"].map { name in
        Method("set_\(name)", [.required(name)], summary: "Accepted without effect.") { (_: LabelObject, _) in .none }
      })
}

/// One call of `legend`.
private struct LegendBuilder {
  let axes: AxesObject
  let call: Call

  init(_ axes: AxesObject, _ call: Call) {
    self.axes = axes
    self.call = call
  }

  func make() throws -> LegendObject {
    for (name, _) in call.keywords where !LegendBuilder.cosmetic.contains(name) {
      throw ScriptError(
        .typeError, "Legend.__init__() got an unexpected keyword argument '\(name)'",
        hint: Hints.closest(to: name, in: LegendBuilder.cosmetic.union(["loc", "title"])).map {
          "Did you mean: '\($0)'?"
        } ?? "")
    }
    var legend = Axes.Legend(try entries())
    legend.title = call.value("title").isNone ? "" : try call.interpreter.str(call.value("title"))
    let location = try self.location()
    legend.location = location
    legend.isOutside = !call.value("bbox_to_anchor").isNone
    axes.legend = legend.entries.isEmpty ? nil : legend
    return LegendObject(axes, legend)
  }

  private static let cosmetic: Set<String> = [
    "fontsize", "prop", "frameon", "fancybox", "shadow", "framealpha", "facecolor", "edgecolor", "borderaxespad",
    "borderpad", "labelspacing", "handlelength", "handleheight", "handletextpad", "columnspacing", "markerscale",
    "numpoints", "scatterpoints", "mode", "bbox_transform", "title_fontsize", "labelcolor", "alignment", "reverse",
    "markerfirst", "draggable",
  ]

  private func entries() throws -> [Axes.Legend.Entry] {
    var handles = call.value("handles")
    var labels = call.value("labels")
    switch call.variadic.count {
    case 0: break
    case 1: labels = call.variadic[0]
    case 2: (handles, labels) = (call.variadic[0], call.variadic[1])
    default: throw ScriptError(.typeError, "Invalid arguments to legend.")
    }
    let given = handles.isNone ? nil : try call.interpreter.elements(of: handles).compactMap(artist)
    let words = labels.isNone ? nil : try call.interpreter.elements(of: labels).map { try call.interpreter.str($0) }
    guard given != nil || words != nil else { return named(axes.legendArtists) }
    let artists = given ?? axes.legendArtists
    guard let words else { return named(artists) }
    return zip(artists, words).map { entry($0, $1) }
  }

  /// The artists that have a label which does not begin with an underscore.
  private func named(_ artists: [ArtistObject]) -> [Axes.Legend.Entry] {
    artists.filter { !$0.artist.label.isEmpty && !$0.artist.label.hasPrefix("_") }.map { entry($0, $0.artist.label) }
  }

  private func entry(_ object: ArtistObject, _ label: String) -> Axes.Legend.Entry {
    Axes.Legend.Entry(object.resolved, place: axes.artists.firstIndex { $0 === object }, label)
  }

  /// A handle: an artist, the bars of a call, or the first of several.
  private func artist(_ handle: Value) throws -> ArtistObject? {
    if let object: ArtistObject = handle.host() { return object }
    if let bars: BarContainer = handle.host() { return bars.artist }
    switch handle {
    case .list(let list): return try list.elements.first.flatMap(artist)
    case .tuple(let tuple): return try tuple.elements.first.flatMap(artist)
    default:
      throw ScriptError(.typeError, "legend: a handle must be an artist, not \(handle.typeName)")
    }
  }

  private func location() throws -> Axes.Legend.Location {
    let value = call.value("loc")
    if value.isNone { return .best }
    if let number = try call.interpreter.optionalIndex(value), Axes.Legend.Location.allCases.indices.contains(number) {
      return Axes.Legend.Location.allCases[number]
    }
    if let text = value.string, let location = Axes.Legend.Location(rawValue: text) { return location }
    // A place in shares of the axes: the corner next to it.
    if value.string == nil, let place = try? PlotNumbers.numbers(value, call.interpreter), place.count == 2 {
      let isRight = place[0] >= 0.5
      return place[1] >= 0.5 ? (isRight ? .upperRight : .upperLeft) : (isRight ? .lowerRight : .lowerLeft)
    }
    let names = Axes.Legend.Location.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    throw ScriptError(
      .valueError, "\(try call.interpreter.repr(value)) is not a valid value for loc; supported values are \(names)")
  }
}

extension AxesObject {
  /// What a legend can name: everything but images and words.
  var legendArtists: [ArtistObject] {
    artists.filter { object in
      switch object.artist {
      case .image, .note: false
      default: true
      }
    }
  }
}

/// A legend as scripts see it.
final class LegendObject: HostObject {
  private let axes: AxesObject
  private let legend: Axes.Legend
  init(_ axes: AxesObject, _ legend: Axes.Legend) {
    self.axes = axes
    self.legend = legend
  }
  var type: TypeObject { Self.typeObject }
  static let typeObject = TypeObject(
    "Legend", module: "matplotlib.legend", doc: "The names of the series.",
    methods: [
      Method("set_title", [.required("title"), .keywords("kwargs")], summary: "Its title.") {
        (legend: LegendObject, call) in
        legend.axes.legend?.title = try call.interpreter.str(call.value("title"))
        return .none
      },
      Method("get_texts", summary: "The names.") { (legend: LegendObject, _) in
        .newList(
          legend.legend.entries.map { entry in .object(LabelObject({ entry.label }, { _ in })) })
      },
      Method("remove", summary: "Take it out of the axes.") { (legend: LegendObject, _) in
        legend.axes.legend = nil
        return .none
      },
      Method("get_frame", summary: "Its frame.") { (legend: LegendObject, _) in
        .object(LabelObject({ "" }, { _ in }))
      },
      Method("set_draggable", [.required("state")], summary: "Accepted without effect.") { (_: LegendObject, _) in .none
      },
    ])
}
