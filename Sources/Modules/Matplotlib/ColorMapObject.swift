import Arrays
import Language
import Plot

/// A colour map as scripts see it: called with numbers 0…1 it gives colours.
final class ColorMapObject: HostObject, Callable, Printable {
  let map: ColorMap
  init(_ map: ColorMap) { self.map = map }

  static let typeObject = TypeObject(
    "Colormap", module: "matplotlib.colors", doc: "A scale of colours.",
    methods: [
      Method("reversed", summary: "The map from its end to its start.") { (object: ColorMapObject, _) in
        let name = object.map.name
        let other = name.hasSuffix("_r") ? String(name.dropLast(2)) : name + "_r"
        return .object(ColorMapObject(ColorMap(named: other) ?? object.map))
      }
    ],
    properties: [
      Property("name", doc: "Its name.") { (object: ColorMapObject, _) in .string(object.map.name) },
      Property("N", doc: "How many colours.") { (_: ColorMapObject, _) in .int(256) },
    ])
  var type: TypeObject { Self.typeObject }
  var signature: Signature? {
    Signature("Colormap", [.required("X"), .optional("alpha", .none), .optional("bytes", .bool(false))])
  }

  func repr(_ interpreter: Interpreter) throws -> String { "<matplotlib.colors.Colormap '\(map.name)'>" }

  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    guard let call = try signature?.bind(arguments, interpreter) else { return .none }
    let array = try NDArray(from: call.value("X"), interpreter)
    guard !array.dtype.isText else { throw ScriptError(.typeError, "a colour map takes numbers") }
    // Whole numbers count the 256 colours.
    let shares = array.dtype.isInteger ? array.doubles.map { $0 / 255 } : array.doubles
    let alpha = try call.optionalFloat("alpha")
    let colors = shares.map { share -> Color in
      let color = map.color(at: share)
      return Color(color.red, color.green, color.blue, alpha: alpha ?? color.alpha)
    }
    if array.ndim == 0, let color = colors.first { return PlotNumbers.value(color) }
    return .array(
      NDArray(colors.flatMap { [$0.red, $0.green, $0.blue, $0.alpha] }, shape: array.shape + [4]))
  }

  /// `plt.cm`, `matplotlib.cm`
  static func module() -> ModuleObject {
    ModuleObject("matplotlib.cm", doc: "Colour maps by name.") { module in
      for name in ColorMap.names.flatMap({ [$0, $0 + "_r"] }) {
        if let map = ColorMap(named: name) { module.define(name, .object(ColorMapObject(map))) }
      }
      module.define(getMap("matplotlib.cm"))
    }
  }

  static func getMap(_ module: String) -> BuiltinFunction {
    BuiltinFunction(
      "get_cmap", module: module, [.optional("name", .none), .optional("lut", .none)],
      summary: "The colour map of that name."
    ) { call in
      guard !call.value("name").isNone else {
        return .object(ColorMapObject(try PyplotState.of(call.interpreter).settings.imageMap))
      }
      return .object(ColorMapObject(try PlotNumbers.colorMap(call.value("name"), call.interpreter)))
    }
  }
}
