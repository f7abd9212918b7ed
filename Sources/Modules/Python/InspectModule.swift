import Language

/// `inspect`: the source of what a script defined.
enum InspectModule {
  static func make() -> ModuleObject {
    ModuleObject("inspect", doc: "Looks into functions and classes.") { module in
      module.define(
        BuiltinFunction(
          "getsource", module: "inspect", [.required("object", "a function, method or class of the script")],
          summary: "The lines on which a function or class is defined."
        ) { call in
          let value = call.value("object")
          let object: any HostObject
          switch value {
          case .object(let method as BoundMethod):
            guard case .object(let function) = method.function else { throw unknown(value) }
            object = function
          case .object(let other): object = other
          default: throw unknown(value)
          }
          if let function = object as? FunctionObject { return .string(function.sourceLines) }
          if let type = object as? TypeObject, let lines = type.sourceLines { return .string(lines) }
          throw unknown(value)
        })
      module.refuse("signature", "getmembers", "isfunction", "isclass", "getfile", "getdoc")
    }
  }

  private static func unknown(_ value: Value) -> ScriptError {
    ScriptError(.typeError, "the source of a \(value.typeName) that no script defined is not available")
  }
}
