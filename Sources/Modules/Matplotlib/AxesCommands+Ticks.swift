import Arrays
import Language
import Plot

/// Ticks, grids, and the looks of axes.
extension AxesCommand {
  private static let given: [Parameter] = [
    .optional("ticks", .none), .optional("labels", .none), .keyword("minor", .bool(false)),
    .keywords("kwargs", "looks of the words: rotation, fontsize, …"),
  ]

  static let ticks: [AxesCommand] = [
    AxesCommand("xticks", method: "set_xticks", given, "Set the ticks of x and their words, or give them.") {
      axes, call in try set(axes.x, call)
    },
    AxesCommand("yticks", method: "set_yticks", given, "Set the ticks of y and their words, or give them.") {
      axes, call in try set(axes.y, call)
    },
    AxesCommand(
      "tick_params", [.optional("axis", .string("both")), .keywords("kwargs")],
      "Looks of ticks: accepted without effect, but for those that take the words away."
    ) { axes, call in
      // labelbottom=False and the like hide the words.
      let hides = try call.keywords.filter { try $0.name.hasPrefix("label") && !call.interpreter.truth($0.value) }
      for (name, _) in hides {
        if name == "labelbottom" { axes.x.hideWords() }
        if name == "labelleft" { axes.y.hideWords() }
      }
      return .none
    },
    AxesCommand(
      "locator_params", [.optional("axis", .string("both")), .optional("tight", .none), .keywords("kwargs")],
      "How many ticks there are: accepted without effect."
    ) { _, _ in .none },
    AxesCommand(
      "ticklabel_format", [.keywords("kwargs")], "How ticks are written: accepted without effect."
    ) { _, _ in .none },
    AxesCommand("minorticks_on", [], "Accepted without effect.") { _, _ in .none },
    AxesCommand("minorticks_off", [], "Accepted without effect.") { _, _ in .none },
    AxesCommand(
      "grid",
      [
        .optional("visible", .none), .optional("which", .string("major")), .optional("axis", .string("both")),
        .keywords("kwargs"),
      ],
      "Lines at the ticks."
    ) { axes, call in
      let value = call.value("visible")
      axes.hasGrid = value.isNone ? (call.keywords.isEmpty ? !axes.hasGrid : true) : try call.bool("visible")
      return .none
    },
  ]

  private static func set(_ axis: AxisState, _ call: Call) throws -> Value {
    let (value, words) = (call.value("ticks"), call.value("labels"))
    if try call.bool("minor") { return .none }
    if value.isNone {
      guard words.isNone else {
        throw ScriptError(.typeError, "\(call.shownName): Parameter 'labels' can't be set without setting 'ticks'")
      }
    } else {
      let places = try PlotNumbers.array(value, on: axis, call.interpreter).doubles
      axis.ticks = try axis.ticks(places, words.isNone ? nil : words, call)
      // Ticks beyond the data widen what is shown.
      if !places.isEmpty, places.allSatisfy(\.isFinite) { axis.makeRoom(for: places) }
    }
    let shown = axis.shownTicks
    return .newTuple([
      .array(NDArray(shown.values)), .newList(shown.labels.map { .string($0) }),
    ])
  }

  static let looks: [AxesCommand] = [
    AxesCommand("cla", [], "Clear the axes.") { axes, _ in
      axes.clear()
      return .none
    },
    AxesCommand("twinx", [], "Axes in the same place with a y axis of their own at the right.") { axes, _ in
      let figure = try axes.owner()
      let base = axes.twinOf ?? axes
      return .object(figure.add(AxesObject(figure, base.gridPlace, sharingX: base, twinOf: base)))
    },
    AxesCommand("twiny", [], "Not supported.") { _, _ in
      throw ScriptError(.notImplementedError, "matplotlib.pyplot.twiny is not supported").noted("twinx is there")
    },
  ]
}

extension AxisState {
  /// Ticks at places, with their words: given ones, or the numbers.
  func ticks(_ places: [Double], _ words: Value?, _ call: Call) throws -> Ticks {
    guard let words else {
      let style = NumberStyle(for: places)
      return Ticks(values: places, labels: places.map { style.text($0) })
    }
    let labels = try call.interpreter.elements(of: words).map { word -> String in
      if let label: LabelObject = word.host() { return try call.interpreter.str(.object(label)) }
      return try call.interpreter.str(word)
    }
    guard labels.count == places.count else {
      throw ScriptError(
        .valueError,
        "The number of FixedLocator locations (\(places.count)), usually from a call to set_ticks, does not match the "
          + "number of labels (\(labels.count)).")
    }
    return Ticks(values: places, labels: labels)
  }

  func makeRoom(for places: [Double]) {
    let shown = shownLimits
    let (low, high) = (min(shown.start, shown.end), max(shown.start, shown.end))
    let (least, most) = (places.min() ?? low, places.max() ?? high)
    guard least < low || most > high else { return }
    limits = shown.start <= shown.end ? (min(low, least), max(high, most)) : (max(high, most), min(low, least))
  }

  /// The ticks that are drawn, in the usual number.
  var shownTicks: Ticks { ticks ?? description(label: "").shownTicks }

  func hideWords() {
    let shown = shownTicks
    ticks = Ticks(values: shown.values, labels: shown.values.map { _ in "" })
  }
}
