import Arrays
import Language

/// Arrays in files.
extension NumPy {
  static let files: [BuiltinFunction] = [
    function(
      "save", [path("file"), .arrayLike("arr"), .optional("allow_pickle", .bool(true), "accepted")],
      "Writes an array to an .npy file."
    ) { call in
      try NPY.save(call.array("arr"), named(call.path("file"), ".npy"))
      return .none
    },
    archive("savez", "Writes arrays to an .npz file.", compressed: false),
    archive("savez_compressed", "Writes arrays to a compressed .npz file.", compressed: true),
    function(
      "load",
      [
        path("file"), .optional("mmap_mode", .none, "must be None"),
        .optional("allow_pickle", .bool(false), "must be False"),
        .keyword("encoding", .string("ASCII"), "accepted"),
      ], "The array of an .npy file, or the arrays of an .npz file."
    ) { call in
      guard call.value("mmap_mode").isNone else {
        throw ScriptError(.notImplementedError, "numpy.load: mmap_mode is not supported")
      }
      let path = try call.path("file")
      let bytes = try FileAccess.read(path)
      if bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6]) {
        return .object(ArchiveObject(try NPZ(path)))
      }
      guard bytes.first == 0x93 || bytes.isEmpty else {
        throw ScriptError(.valueError, "Cannot load file containing pickled data when allow_pickle=False")
      }
      if bytes.isEmpty { throw ScriptError(.eofError, "No data left in file") }
      return .array(try NPY.decode(bytes))
    },
    function(
      "savetxt",
      [
        path("fname"), .arrayLike("X", "an array of one or two axes"),
        .optional("fmt", .string("%.18e"), "format of each number"),
        .optional("delimiter", .string(" "), "between columns"), .optional("newline", .string("\n"), "between rows"),
        .optional("header", .string(""), "text above"), .optional("footer", .string(""), "text below"),
        .optional("comments", .string("# "), "in front of header and footer"),
        .optional("encoding", .none, "accepted"),
      ], "Writes an array as a text table."
    ) { call in
      try saveTable(call)
      return .none
    },
    function(
      "loadtxt",
      [
        path("fname"), .optional("dtype", .object(TypeObject.float), "type of the elements"),
        .optional("comments", .string("#"), "begins a comment"),
        .optional("delimiter", .none, "between columns; None: blanks"),
        .optional("skiprows", .int(0), "lines to skip"), .optional("usecols", .none, "columns to keep"),
        .optional("unpack", .bool(false), "whether to give columns"),
        .optional("ndmin", .int(0), "least number of axes"),
        .optional("max_rows", .none, "most rows to read"), .keyword("encoding", .none, "accepted"),
      ], "The numbers of a text table."
    ) { call in
      var options = DelimitedText.Options()
      options.comments = try call.optionalString("comments")
      options.delimiter = try call.optionalString("delimiter")
      options.skippedRows = max(0, try call.int("skiprows"))
      options.columns = try call.optionalInts("usecols")
      options.minimumDimensions = min(2, try call.int("ndmin"))
      options.maximumRows = try call.optionalInt("max_rows")
      let table = try DelimitedText.load(call.path("fname"), dtype: call.dtype(), options)
      return .array(try call.bool("unpack") ? table.transposed : table)
    },
    function(
      "genfromtxt",
      [
        path("fname"), .optional("dtype", .object(TypeObject.float), "type of the elements"),
        .optional("comments", .string("#"), "begins a comment"),
        .optional("delimiter", .none, "between columns; None: blanks"),
        .optional("skip_header", .int(0), "lines to skip"), .optional("usecols", .none, "columns to keep"),
        .optional("filling_values", .none, "what stands for missing numbers"),
        .optional("unpack", .bool(false), "whether to give columns"),
      ], "The numbers of a text table; missing ones are nan."
    ) { call in
      var options = DelimitedText.Options()
      options.comments = try call.optionalString("comments")
      options.delimiter = try call.optionalString("delimiter")
      options.skippedRows = max(0, try call.int("skip_header"))
      options.columns = try call.optionalInts("usecols")
      options.missing = try call.optionalFloat("filling_values") ?? .nan
      let table = try DelimitedText.load(call.path("fname"), dtype: call.dtype(), options)
      return .array(try call.bool("unpack") ? table.transposed : table)
    },
  ]

  private static func path(_ name: String) -> Parameter { .required(name, "path of the file", type: "str") }

  private static func named(_ path: String, _ ending: String) -> String {
    path.hasSuffix(ending) ? path : path + ending
  }

  private static func archive(_ name: String, _ summary: String, compressed: Bool) -> BuiltinFunction {
    function(
      name, [path("file"), .variadic("args", "arrays, saved as arr_0, arr_1 …"), .keywords("kwds", "arrays by name")],
      summary
    ) { call in
      var members = try call.keywords.map { (name: $0.name, member: try member($0.value, call.interpreter)) }
      for (index, value) in call.variadic.enumerated() {
        let name = "arr_\(index)"
        guard !members.contains(where: { $0.name == name }) else {
          throw ScriptError(.valueError, "Cannot use un-named variables and keyword \(name)")
        }
        members.append((name, try member(value, call.interpreter)))
      }
      try NPZ.save(members: members, named(call.path("file"), ".npz"), compressed: compressed)
      return .none
    }
  }

  private static func member(_ value: Value, _ interpreter: Interpreter) throws -> NPZ.Member {
    if let numbers: ComplexObject = value.host() { return .complex(real: numbers.real, imaginary: numbers.imaginary) }
    return .array(try NDArray(from: value, interpreter))
  }

  private static func saveTable(_ call: Call) throws {
    let array = try call.array("X")
    guard (1...2).contains(array.ndim) else {
      throw ScriptError(.valueError, "Expected 1D or 2D array, got \(array.ndim)D array instead")
    }
    let table = try array.ndim == 1 ? array.expandingDims([1]) : array
    let interpreter = call.interpreter
    let given = call.value("fmt")
    let formats = try given.string.map { [Value.string($0)] } ?? interpreter.elements(of: given)
    let columns = table.shape[1]
    let delimiter = try call.string("delimiter")
    // One format with as many fields as there are columns stands for the whole row.
    let isRowFormat =
      formats.count == 1 && columns > 1 && (formats[0].string ?? "").filter { $0 == "%" }.count == columns
    guard formats.count == 1 || formats.count == columns else {
      throw ScriptError(.attributeError, "fmt has wrong shape.  \(try interpreter.repr(given))")
    }
    let rows = try (0..<table.shape[0]).map { row -> [String] in
      let values = (0..<columns).map { Value.element(table[row: row][row: $0]) }
      if isRowFormat { return [try interpreter.str(interpreter.binary(.modulo, formats[0], .newTuple(values)))] }
      return try values.enumerated().map { column, value in
        let format = formats.count == 1 ? formats[0] : formats[column]
        return try interpreter.str(interpreter.binary(.modulo, format, .newTuple([value])))
      }
    }
    try DelimitedText.save(
      call.path("fname"), rows, delimiter: delimiter, newline: call.string("newline"), header: call.string("header"),
      footer: call.string("footer"), comments: call.string("comments"))
  }
}

extension Call {
  /// A file name: a string, or an object that knows its path.
  func path(_ name: String) throws -> String {
    let value = self.value(name)
    if let text = value.string { return text }
    if let path = try interpreter.callMethod(value, "__fspath__")?.string { return path }
    throw ScriptError(.typeError, "expected str, bytes or os.PathLike object, not \(value.typeName)")
  }
}

/// An open `.npz` file: a mapping of names to arrays.
final class ArchiveObject: HostObject {
  private let archive: NPZ
  private var isClosed = false
  init(_ archive: NPZ) { self.archive = archive }
  var type: TypeObject { Self.typeObject }

  private static func names(_ self: ArchiveObject) -> [Value] { self.archive.names.map { .string($0) } }

  private func array(_ name: String) throws -> Value {
    guard !isClosed else { throw ScriptError(.attributeError, "'NoneType' object has no attribute 'open'") }
    return .array(try archive.array(name))
  }

  static let typeObject = TypeObject(
    "NpzFile", module: "numpy.lib.npyio", doc: "The arrays of an .npz file by name.",
    methods: [
      Method("keys", summary: "The names of the arrays.") { (self: ArchiveObject, _) in .newList(names(self)) },
      Method("values", summary: "The arrays.") { (self: ArchiveObject, _) in
        .newList(try self.archive.names.map { try self.array($0) })
      },
      Method("items", summary: "Pairs of a name and its array.") { (self: ArchiveObject, _) in
        .newList(try self.archive.names.map { .newTuple([.string($0), try self.array($0)]) })
      },
      Method("get", [.required("key"), .optional("default", .none)], summary: "An array, or the default.") {
        (self: ArchiveObject, call) in
        let name = try call.string("key")
        return try self.archive.names.contains(name) ? self.array(name) : call.value("default")
      },
      Method("close", summary: "Closes the file.") { (self: ArchiveObject, _) in
        self.isClosed = true
        return .none
      },
    ],
    properties: [
      Property("files", doc: "the names of the arrays") { (self: ArchiveObject, _) in .newList(names(self)) }
    ])
}

extension ArchiveObject: Indexable, HasContainment, HasLength, Iterable, ContextManager, Printable {
  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    guard let name = key.string else { throw ScriptError(.keyError, try interpreter.repr(key)) }
    return try array(name)
  }

  func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool {
    guard let wanted = value.string else { return false }
    return archive.names.contains { $0 == wanted || $0 + ".npy" == wanted }
  }

  func length(_ interpreter: Interpreter) throws -> Int { archive.names.count }

  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator {
    try interpreter.iterator(.newList(Self.names(self)))
  }

  func enter(_ interpreter: Interpreter) throws -> Value { .object(self) }

  func exit(_ error: ScriptError?, _ interpreter: Interpreter) throws -> Bool {
    isClosed = true
    return false
  }

  func repr(_ interpreter: Interpreter) throws -> String {
    "NpzFile with keys: " + archive.names.prefix(5).joined(separator: ", ") + (archive.names.count > 5 ? "..." : "")
  }
}
