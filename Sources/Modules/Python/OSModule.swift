import Glibc
import Language

/// `os` and `os.path`: files, folders, the environment.
enum OSModule {
  static func make() -> ModuleObject {
    ModuleObject("os", doc: "Files, folders, the environment.") { module in
      for function in folders { module.define(function) }
      module.define("path", .object(pathModule()))
      for (name, text) in [("sep", "/"), ("name", "posix"), ("linesep", "\n"), ("pathsep", ":"), ("curdir", ".")] {
        module.define(name, .string(text))
      }
      module.define("environ", .dict(environment()))
      module.define(getenv)
      module.refuse("system", "popen", note: "start soma with --allow-shell and use !command")
      module.refuse("walk", "scandir", "chmod", "stat", "getpid", "chdir")
    }
  }

  private static func environment() -> DictObject {
    let dict = DictObject()
    var place = environ
    while let entry = place.pointee {
      let text = String(cString: entry)
      let name = text.prefix { $0 != "=" }
      dict[String(name)] = .string(String(text.dropFirst(name.count + 1)))
      place += 1
    }
    return dict
  }

  /// The environment of the process, unlike `os.environ`, which a script may change for itself.
  private static let getenv = BuiltinFunction(
    "getenv", module: "os", [.required("key"), .omittable("default")], summary: "A variable of the environment."
  ) { call in
    let module = try call.interpreter.importModule("os")
    if let environ = try module.member("environ"), case .dict(let dict) = environ,
      let found = dict[try call.string("key")]
    {
      return found
    }
    return call.value("default")
  }

  // MARK: folders and files

  /// A path argument: a string without NUL.
  static func path(_ call: Call, _ name: String) throws -> String {
    let value = call.value(name)
    guard let path = value.string else {
      throw ScriptError(
        .typeError, "\(call.signature.name): \(name) should be string, bytes or os.PathLike, not \(value.typeName)")
    }
    guard !path.utf8.contains(0) else { throw ScriptError(.valueError, "embedded null byte") }
    return path
  }

  private static func check(_ result: Int32, _ path: String) throws -> Value {
    if result != 0 { throw ScriptError.system(errno, path) }
    return .none
  }

  private static let folders: [BuiltinFunction] = [
    BuiltinFunction("getcwd", module: "os", summary: "The current folder.") { _ in .string(Paths.currentFolder) },
    BuiltinFunction(
      "listdir", module: "os", [.optional("path", .string("."))], summary: "Names of what is in a folder."
    ) { call in
      let folder = try path(call, "path")
      guard let names = Paths.names(in: folder) else { throw ScriptError.system(errno, folder) }
      return .newList(names.map { .string($0) })
    },
    BuiltinFunction(
      "mkdir", module: "os", [.required("path"), .optional("mode", .int(0o777))], summary: "Make a folder."
    ) { call in
      let folder = try path(call, "path")
      return try check(Glibc.mkdir(folder, mode_t(truncatingIfNeeded: try call.int("mode"))), folder)
    },
    BuiltinFunction(
      "makedirs", module: "os",
      [.required("name"), .optional("mode", .int(0o777)), .optional("exist_ok", .bool(false))],
      summary: "Make a folder and those above it."
    ) { call in
      let folder = try path(call, "name")
      try makeFolders(folder, mode_t(truncatingIfNeeded: try call.int("mode")), mayExist: try call.bool("exist_ok"))
      return .none
    },
    BuiltinFunction("remove", module: "os", [.required("path")], summary: "Remove a file.") { call in
      let file = try path(call, "path")
      return try check(unlink(file), file)
    },
    BuiltinFunction("rmdir", module: "os", [.required("path")], summary: "Remove an empty folder.") { call in
      let folder = try path(call, "path")
      return try check(Glibc.rmdir(folder), folder)
    },
    BuiltinFunction("rename", module: "os", [.required("src"), .required("dst")], summary: "Rename a file or folder.") {
      call in
      let source = try path(call, "src")
      return try check(Glibc.rename(source, try path(call, "dst")), source)
    },
  ]

  static func makeFolders(_ folder: String, _ mode: mode_t = 0o777, mayExist: Bool) throws {
    let head = Paths.split(folder.hasSuffix("/") ? String(folder.dropLast()) : folder).head
    if !head.isEmpty, Paths.kind(of: head) == .missing { try makeFolders(head, mode, mayExist: true) }
    if Glibc.mkdir(folder, mode) != 0, !(mayExist && errno == EEXIST && Paths.kind(of: folder) == .folder) {
      throw ScriptError.system(errno, folder)
    }
  }

  // MARK: os.path

  private static func pathModule() -> ModuleObject {
    ModuleObject("posixpath", doc: "Paths as text.") { module in
      for function in predicates + texts { module.define(function) }
      module.define("sep", .string("/"))
      module.refuse("relpath", "commonprefix", "realpath", "getmtime", "expandvars")
    }
  }

  private static func predicate(_ name: String, _ summary: String, _ test: @escaping @Sendable (String) -> Bool)
    -> BuiltinFunction
  {
    BuiltinFunction(name, module: "os.path", [.required("path")], summary: summary) { call in
      .bool(test(try path(call, "path")))
    }
  }

  private static let predicates: [BuiltinFunction] = [
    predicate("exists", "Whether there is a file or folder of that path.") { Paths.kind(of: $0) != .missing },
    predicate("isfile", "Whether there is a file of that path.") { Paths.kind(of: $0) == .file },
    predicate("isdir", "Whether there is a folder of that path.") { Paths.kind(of: $0) == .folder },
    predicate("isabs", "Whether a path starts at the root.") { $0.hasPrefix("/") },
  ]

  private static func text(_ name: String, _ summary: String, _ body: @escaping @Sendable (String) -> String)
    -> BuiltinFunction
  {
    BuiltinFunction(name, module: "os.path", [.required("path")], summary: summary) { call in
      .string(body(try path(call, "path")))
    }
  }

  private static let texts: [BuiltinFunction] = [
    BuiltinFunction(
      "join", module: "os.path", [.required("path"), .variadic("paths")], summary: "Parts joined by slashes."
    ) { call in
      let others = try call.variadic.map { value in
        guard let text = value.string else {
          throw ScriptError(
            .typeError, "join() argument must be str, bytes, or os.PathLike object, not '\(value.typeName)'")
        }
        return text
      }
      return .string(Paths.join([try path(call, "path")] + others))
    },
    text("basename", "What stands after the last slash.") { Paths.split($0).tail },
    text("dirname", "What stands before the last slash.") { Paths.split($0).head },
    text("normpath", "The path without '.', '..' and doubled slashes.") { Paths.normalized($0) },
    text("abspath", "The path from the root on.") { Paths.absolute($0) },
    text("expanduser", "The path with '~' replaced by the home folder.") { Paths.expanded($0) },
    BuiltinFunction("split", module: "os.path", [.required("path")], summary: "Folder and name.") { call in
      let (head, tail) = Paths.split(try path(call, "path"))
      return .newTuple([.string(head), .string(tail)])
    },
    BuiltinFunction("splitext", module: "os.path", [.required("path")], summary: "Path and extension.") { call in
      let (root, suffix) = Paths.splitExtension(try path(call, "path"))
      return .newTuple([.string(root), .string(suffix)])
    },
    BuiltinFunction("getsize", module: "os.path", [.required("filename")], summary: "Size of a file in bytes.") {
      call in
      let file = try path(call, "filename")
      guard let info = Paths.status(of: file) else { throw ScriptError.system(errno, file) }
      return .int(Int(info.st_size))
    },
  ]
}
