import Language

/// `IPython`: what notebooks import from it to show things.
enum IPythonModule {
  static func make() -> ModuleObject {
    ModuleObject("IPython", doc: "Showing values in notebooks.") { module in
      module.define("display", .object(display()))
      module.define(
        BuiltinFunction("get_ipython", module: "IPython", summary: "None: there is no IPython here.") { _ in .none })
    }
  }

  private static func display() -> ModuleObject {
    ModuleObject("IPython.display", doc: "Showing values in notebooks.") { module in
      module.define(show, clear)
      for name in ["HTML", "Image", "Markdown", "SVG", "Javascript", "Latex", "YouTubeVideo", "Math"] {
        module.define(DisplayObject.makeType(name))
      }
    }
  }

  private static let show = BuiltinFunction(
    "display", module: "IPython.display", [.variadic("objs"), .keywords("options")], summary: "Show values as text."
  ) { call in
    for value in call.variadic {
      call.interpreter.host.write(try call.interpreter.repr(value) + "\n", to: .output)
    }
    return .none
  }

  private static let clear = BuiltinFunction(
    "clear_output", module: "IPython.display", [.optional("wait", .bool(false))], summary: "Accepted; clears nothing."
  ) { _ in .none }
}

/// A thing that a notebook would render; here its text.
final class DisplayObject: HostObject, Printable {
  let type: TypeObject
  private let data: Value
  private init(_ type: TypeObject, _ data: Value) {
    self.type = type
    self.data = data
  }

  func repr(_ interpreter: Interpreter) throws -> String { "<IPython.core.display.\(type.name) object>" }

  static func makeType(_ name: String) -> TypeObject {
    final class Box { var type: TypeObject? }
    let box = Box()
    let type = TypeObject(
      name, module: "IPython.core.display", doc: "Shown as text.",
      constructor: Constructor([.omittable("data"), .keywords("options")]) { call in
        .object(DisplayObject(box.type ?? .object, call.value("data")))
      },
      properties: [Property("data", doc: "What was given.") { (object: DisplayObject, _) in object.data }])
    box.type = type
    return type
  }
}
