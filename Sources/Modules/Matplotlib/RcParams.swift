import Language
import Plot

/// `plt.rcParams`: settings by name. The size of figures, the colour map of images and the grid have an effect; the rest
/// only styles and is kept as given.
final class RcParams: HostObject, Indexable, HasLength, Iterable, HasContainment {
  private let values = DictObject()
  private(set) var figureSize = Figure.defaultSize
  private(set) var imageMap = ColorMap.viridis
  private(set) var hasGrid = false

  static let typeObject = TypeObject(
    "RcParams", module: "matplotlib", doc: "Settings by name.",
    methods: [
      Method("update", [.optional("other", .none), .keywords("kwargs")], summary: "Set several.") {
        (settings: RcParams, call) in
        try settings.update(call.value("other"), call.interpreter)
        for (name, value) in call.keywords { try settings.set(name, value, call.interpreter) }
        return .none
      },
      Method("get", [.required("key"), .optional("default", .none)], summary: "A setting.") {
        (settings: RcParams, call) in
        (try? settings.item(call.value("key"), call.interpreter)) ?? call.value("default")
      },
      Method("keys", summary: "The names of what has been set.") { (settings: RcParams, call) in
        .newList(try call.interpreter.elements(of: .dict(settings.values)))
      },
    ])
  var type: TypeObject { Self.typeObject }

  /// The families of settings that there are.
  private static let families: Set<String> = [
    "agg", "animation", "axes", "axes3d", "backend", "boxplot", "contour", "date", "docstring", "errorbar", "figure",
    "font", "grid", "hatch", "hist", "image", "interactive", "keymap", "legend", "lines", "markers", "mathtext",
    "patch", "path", "pcolor", "pcolormesh", "pdf", "pgf", "polaraxes", "ps", "savefig", "scatter", "svg", "text",
    "timezone", "tk", "toolbar", "webagg", "xaxis", "xtick", "yaxis", "ytick",
  ]

  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    let name = try known(key, interpreter)
    if let value = try values.value(for: .string(name), interpreter) { return value }
    switch name {
    case "figure.figsize": return .newList([.float(figureSize.width), .float(figureSize.height)])
    case "image.cmap": return .string(imageMap.name)
    case "axes.grid": return .bool(hasGrid)
    case "axes.prop_cycle": return .object(CycleObject(Color.cycle))
    case "figure.dpi": return .float(100)
    case "lines.linewidth": return .float(1.5)
    case "lines.markersize": return .float(6)
    case "font.size": return .float(10)
    default: return .none
    }
  }

  func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws {
    try set(known(key, interpreter), value, interpreter)
  }

  func set(_ name: String, _ value: Value, _ interpreter: Interpreter) throws {
    _ = try known(.string(name), interpreter)
    switch name {
    case "figure.figsize":
      figureSize = try RcParams.size(value, interpreter)
    case "image.cmap": imageMap = try PlotNumbers.colorMap(value, interpreter)
    case "axes.grid": hasGrid = try interpreter.truth(value)
    default: break
    }
    try values.setValue(value, for: .string(name), interpreter)
  }

  func update(_ value: Value, _ interpreter: Interpreter) throws {
    if value.isNone { return }
    guard case .dict = value else {
      throw ScriptError(.typeError, "rcParams.update() takes a dict, not \(value.typeName)")
    }
    for key in try interpreter.elements(of: value) {
      try set(try interpreter.str(key), try interpreter.item(value, key), interpreter)
    }
  }

  /// Width and height in inches.
  static func size(_ value: Value, _ interpreter: Interpreter) throws -> (width: Double, height: Double) {
    let parts = try PlotNumbers.numbers(value, interpreter)
    guard parts.count == 2, parts.allSatisfy({ $0.isFinite && $0 > 0 && $0 < 1000 }) else {
      throw ScriptError(.valueError, "figure size must be positive finite not \(try interpreter.repr(value))")
    }
    return (parts[0], parts[1])
  }

  private func known(_ key: Value, _ interpreter: Interpreter) throws -> String {
    let name = key.string ?? ""
    let family = name.split(separator: ".").first.map(String.init) ?? ""
    guard RcParams.families.contains(family) else {
      throw ScriptError(
        .keyError,
        "\(try interpreter.repr(key)) is not a valid rc parameter (see rcParams.keys() for a list of valid parameters)")
    }
    return name
  }

  func length(_ interpreter: Interpreter) throws -> Int { values.count }
  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator { try interpreter.iterator(.dict(values)) }
  func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool { (try? known(value, interpreter)) != nil }
}

/// `rcParams["axes.prop_cycle"]`: the colours that series get in turn.
final class CycleObject: HostObject {
  private let colors: [Color]
  init(_ colors: [Color]) { self.colors = colors }
  var type: TypeObject { Self.typeObject }
  static let typeObject = TypeObject(
    "Cycler", module: "cycler", doc: "Colours that series get in turn.",
    methods: [
      Method("by_key", summary: "The colours as a dict.") { (cycle: CycleObject, _) in
        .dict(DictObject([("color", .newList(cycle.colors.map { .string($0.hexText) }))]))
      }
    ])
}

/// Things that are accepted in `with` and as calls, and do nothing: styles.
final class StyleContext: HostObject, ContextManager {
  static let typeObject = TypeObject("style_context", module: "matplotlib.style", doc: "A style: looks only.")
  var type: TypeObject { Self.typeObject }
  func enter(_ interpreter: Interpreter) throws -> Value { .none }
  func exit(_ error: ScriptError?, _ interpreter: Interpreter) throws -> Bool { false }
}
