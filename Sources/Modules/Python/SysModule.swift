import Language

/// `sys`: the running program.
enum SysModule {
  static func make(_ arguments: [String]) -> ModuleObject {
    ModuleObject("sys", doc: "The running program.") { module in
      module.define("stdout", .object(StreamObject("<stdout>", .output)))
      module.define("stderr", .object(StreamObject("<stderr>", .error)))
      module.define("platform", .string("linux"))
      module.define("maxsize", .int(.max))
      module.define("byteorder", .string("little"))
      module.define("version", .string("3.11.7 (soma)"))
      let fields = ["major", "minor", "micro", "releaselevel", "serial"]
      let version: [Value] = [.int(3), .int(11), .int(7), .string("final"), .int(0)]
      module.define(
        "version_info", .tuple(TupleObject(version, kind: NamedTuples.make("sys.version_info", fields, module: "sys"))))
      module.define("argv", .newList(arguments.map { .string($0) }))
      module.define("path", .newList([]))
      module.define(exit, setLimit, getLimit)
      module.refuse("stdin", note: "use input()")
      module.refuse("modules", "getsizeof", "exc_info", "executable")
    }
  }

  private static let exit = BuiltinFunction(
    "exit", module: "sys", [Parameter("status", .positionalOnly, default: .value(.none))], summary: "End the program."
  ) { call in
    throw ScriptError(ExceptionObject(.systemExit, call.value("status").isNone ? [] : [call.value("status")]))
  }

  private static let setLimit = BuiltinFunction(
    "setrecursionlimit", module: "sys", [.positionOnly("limit")], summary: "How deep calls may nest, up to 10 000."
  ) { call in
    let limit = try call.int("limit")
    guard limit >= 1 else { throw ScriptError(.valueError, "recursion limit must be greater or equal than 1") }
    call.interpreter.recursionLimit = min(limit, 10_000)
    return .none
  }

  private static let getLimit = BuiltinFunction(
    "getrecursionlimit", module: "sys", summary: "How deep calls may nest."
  ) { call in .int(call.interpreter.recursionLimit) }
}

/// Standard output or standard error as an object.
final class StreamObject: HostObject, Printable {
  let name: String
  let stream: OutputStream
  init(_ name: String, _ stream: OutputStream) {
    self.name = name
    self.stream = stream
  }

  static let classType: TypeObject = TypeObject(
    "TextIOWrapper", module: "_io", doc: "A stream of text.",
    methods: [
      Method("write", [.positionOnly("text")], summary: "Write text.") { (file: StreamObject, call) in
        let value = call.value("text")
        guard let text = value.string else {
          throw ScriptError(.typeError, "write() argument must be str, not \(value.typeName)")
        }
        call.interpreter.host.write(text, to: file.stream)
        return .int(text.unicodeScalars.count)
      },
      Method("flush", summary: "Write out what is held back.") { (_: StreamObject, call) in
        call.interpreter.host.flush()
        return .none
      },
      Method("isatty", summary: "Whether the stream is a terminal.") { (_: StreamObject, _) in .bool(false) },
    ],
    properties: [Property("name", doc: "The stream's name.") { (file: StreamObject, _) in .string(file.name) }])

  var type: TypeObject { StreamObject.classType }
  func repr(_ interpreter: Interpreter) throws -> String {
    "<_io.TextIOWrapper name='\(name)' mode='w' encoding='utf-8'>"
  }
}
