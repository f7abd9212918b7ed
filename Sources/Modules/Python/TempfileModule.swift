import Glibc
import Language

/// `tempfile`: folders for a while.
enum TempfileModule {
  static func make() -> ModuleObject {
    ModuleObject("tempfile", doc: "Folders for a while.") { module in
      module.define(makeFolder, folderName)
      module.define(TemporaryFolder.classType)
      module.refuse("NamedTemporaryFile", "TemporaryFile", "mkstemp", note: "use TemporaryDirectory")
    }
  }

  static var root: String { Paths.environment("TMPDIR") ?? "/tmp" }

  /// A new folder that only the user can read.
  static func newFolder(_ call: Call) throws -> String {
    let folder = try call.optionalString("dir") ?? root
    let name = (try call.optionalString("prefix") ?? "tmp") + "XXXXXX" + (try call.optionalString("suffix") ?? "")
    let suffix = try call.optionalString("suffix") ?? ""
    guard suffix.isEmpty else { throw ScriptError(.notImplementedError, "tempfile: suffix is not supported") }
    var template = Array(Paths.join([folder, name]).utf8CString)
    guard mkdtemp(&template) != nil else { throw ScriptError.system(errno, folder) }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static var parameters: [Parameter] {
    [.omittable("suffix"), .omittable("prefix"), .omittable("dir")]
  }

  private static let makeFolder = BuiltinFunction(
    "mkdtemp", module: "tempfile", parameters, summary: "Make a folder of a new name."
  ) { .string(try newFolder($0)) }

  private static let folderName = BuiltinFunction(
    "gettempdir", module: "tempfile", summary: "Where such folders are made."
  ) { _ in .string(root) }
}

/// `tempfile.TemporaryDirectory`: a folder that is removed at the end of its `with` block, or with its object.
final class TemporaryFolder: HostObject, ContextManager, Printable {
  let path: String
  private var isRemoved = false

  private init(_ path: String) { self.path = path }
  deinit { remove() }

  static let classType: TypeObject = TypeObject(
    "TemporaryDirectory", module: "tempfile", doc: "A folder that is removed at the end.",
    constructor: Constructor(TempfileModule.parameters) { .object(TemporaryFolder(try TempfileModule.newFolder($0))) },
    methods: [
      Method("cleanup", summary: "Remove the folder.") { (folder: TemporaryFolder, _) in
        folder.remove()
        return .none
      }
    ],
    properties: [Property("name", doc: "The path.") { (folder: TemporaryFolder, _) in .string(folder.path) }])

  var type: TypeObject { TemporaryFolder.classType }
  func enter(_ interpreter: Interpreter) throws -> Value { .string(path) }
  func exit(_ error: ScriptError?, _ interpreter: Interpreter) throws -> Bool {
    remove()
    return false
  }
  func repr(_ interpreter: Interpreter) throws -> String { "<TemporaryDirectory '\(path)'>" }

  private func remove() {
    if !isRemoved { Paths.removeTree(path) }
    isRemoved = true
  }
}
