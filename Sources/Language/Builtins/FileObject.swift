import Glibc

/// A text file that a script has opened.
///
/// Files for reading are read whole when opened; writing is collected and written out by `flush`, `close` and the end
/// of the script.
final class FileObject: HostObject, Iterable, ValueIterator, ContextManager, KeepsAttributes, Printable {
  let name: String
  let mode: String
  let ownAttributes = AttributeTable()
  private let descriptor: Int32
  private let canRead: Bool
  private let canWrite: Bool
  /// What the file holds from `base` on; for files that are only written, what is not written out yet.
  private var bytes: [UInt8] = []
  private var position = 0
  private var isChanged = false
  private(set) var isClosed = false

  var type: TypeObject { .file }

  /// - Throws: `ValueError` for modes, `OSError` and its kin for files.
  init(_ path: String, mode: String) throws {
    let letters = Set(mode)
    if letters.contains("b") {
      throw ScriptError(.valueError, "binary mode is not supported")
        .noted("use np.load, np.save, np.loadtxt or np.fromfile for numbers")
    }
    let kinds = letters.intersection(["r", "w", "a", "x"])
    if !letters.isSubset(of: ["r", "w", "a", "x", "+", "t"]) || letters.count != mode.count {
      throw ScriptError(.valueError, "invalid mode: '\(mode)'")
    }
    guard let kind = kinds.first, kinds.count == 1 else {
      throw ScriptError(.valueError, "must have exactly one of create/read/write/append mode")
    }
    name = path
    self.mode = mode
    canRead = kind == "r" || letters.contains("+")
    canWrite = kind != "r" || letters.contains("+")
    let access = canRead ? (canWrite ? O_RDWR : O_RDONLY) : O_WRONLY
    let creation: Int32 =
      switch kind {
      case "w": O_CREAT | O_TRUNC
      case "x": O_CREAT | O_EXCL
      case "a": O_CREAT | (canRead ? 0 : O_APPEND)
      default: 0
      }
    descriptor = Glibc.open(path, access | creation | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw FileObject.failure(path) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      Glibc.close(descriptor)
      isClosed = true
      throw TypeObject.osError(number: 21, text: "Is a directory", file: path)
    }
    if canRead { try load() }
    if kind == "a", canRead { position = bytes.count }
  }

  deinit { if !isClosed { try? close() } }

  private static func failure(_ path: String?) -> ScriptError {
    let number = errno
    return TypeObject.osError(number: Int(number), text: String(cString: strerror(number)), file: path)
  }

  private func load() throws {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 { throw FileObject.failure(name) }
      if count == 0 { break }
      bytes += chunk.prefix(count)
      if bytes.count > Limits.stringBytes { throw Limits.exceeded() }
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw ScriptError(.unicodeError, "'utf-8' codec can't decode \(name): invalid bytes")
    }
    if bytes.contains(13) { bytes = FileObject.withPlainLineEnds(bytes) }
  }

  private static func withPlainLineEnds(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for (place, byte) in bytes.enumerated() {
      if byte == 10, place > 0, bytes[place - 1] == 13 { continue }
      result.append(byte == 13 ? 10 : byte)
    }
    return result
  }

  // MARK: reading

  private func check(reading: Bool) throws {
    if isClosed { throw ScriptError(.valueError, "I/O operation on closed file.") }
    if reading ? !canRead : !canWrite {
      throw ScriptError(.osError, reading ? "not readable" : "not writable")
    }
  }

  /// At most `count` characters; all for a negative one.
  func read(_ count: Int) throws -> String {
    try check(reading: true)
    var end = bytes.count
    if count >= 0 {
      end = position
      var left = count
      while end < bytes.count, left > 0 {
        end += 1
        while end < bytes.count, bytes[end] & 0xc0 == 0x80 { end += 1 }
        left -= 1
      }
    }
    defer { position = end }
    return String(decoding: bytes[min(position, end)..<end], as: UTF8.self)
  }

  /// The next line with its end; empty at the end of the file.
  func readLine() throws -> String {
    try check(reading: true)
    let rest = bytes[min(position, bytes.count)...]
    let end = rest.firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
    defer { position = end }
    return String(decoding: bytes[rest.startIndex..<end], as: UTF8.self)
  }

  func next(_ interpreter: Interpreter) throws -> Value? {
    let line = try readLine()
    return line.isEmpty ? nil : .string(line)
  }

  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator {
    try check(reading: true)
    return self
  }

  // MARK: writing

  func write(_ text: String) throws {
    try check(reading: false)
    if canRead {
      let new = Array(text.utf8)
      let end = min(bytes.count, position + new.count)
      while bytes.count < position { bytes.append(0) }
      bytes.replaceSubrange(position..<max(position, end), with: new)
      position += new.count
    } else {
      bytes += text.utf8
      position += text.utf8.count
    }
    isChanged = true
    if !canRead, bytes.count > 1 << 16 { try flush() }
  }

  func flush() throws {
    if isClosed { throw ScriptError(.valueError, "I/O operation on closed file.") }
    guard isChanged else { return }
    if canRead {
      if lseek(descriptor, 0, SEEK_SET) < 0 || ftruncate(descriptor, 0) < 0 { throw FileObject.failure(name) }
    }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done) }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileObject.failure(name)
      }
      done += count
    }
    if !canRead { bytes = [] }
    isChanged = false
  }

  func close() throws {
    if isClosed { return }
    defer {
      isClosed = true
      Glibc.close(descriptor)
    }
    try flush()
  }

  func seek(_ offset: Int, _ whence: Int) throws -> Int {
    try check(reading: true)
    let base = whence == 0 ? 0 : (whence == 1 ? position : bytes.count)
    guard offset >= 0 || whence != 0 else { throw ScriptError(.valueError, "negative seek position \(offset)") }
    position = min(max(0, base &+ offset), bytes.count)
    return position
  }

  var place: Int { position }

  func enter(_ interpreter: Interpreter) throws -> Value {
    if isClosed { throw ScriptError(.valueError, "I/O operation on closed file.") }
    return .object(self)
  }
  func exit(_ error: ScriptError?, _ interpreter: Interpreter) throws -> Bool {
    try close()
    return false
  }
  func repr(_ interpreter: Interpreter) throws -> String {
    "<_io.TextIOWrapper name=\(Escapes.repr(name)) mode='\(mode)' encoding='UTF-8'>"
  }
}

extension TypeObject {
  static let file = TypeObject(
    "TextIOWrapper", module: "_io", doc: "A text file.",
    methods: [
      Method("read", [Parameter("size", .positionalOnly, default: .value(.int(-1)))], summary: "The rest of the file.")
      {
        (file: FileObject, call) in .string(try file.read(try call.optionalInt("size") ?? -1))
      },
      Method("readline", summary: "The next line.") { (file: FileObject, _) in .string(try file.readLine()) },
      Method("readlines", summary: "All lines.") { (file: FileObject, call) in
        .newList(try call.interpreter.elements(of: .object(file)))
      },
      Method("write", [.positionOnly("text")], summary: "Writes a text; gives its length.") {
        (file: FileObject, call) in
        guard case .str(let text) = call.value("text") else {
          throw ScriptError(.typeError, "write() argument must be str, not \(call.value("text").typeName)")
        }
        try file.write(text.string)
        return .int(text.count)
      },
      Method("writelines", [.positionOnly("lines")], summary: "Writes texts.") { (file: FileObject, call) in
        for line in try call.elements("lines") {
          guard let text = line.string else {
            throw ScriptError(.typeError, "write() argument must be str, not \(line.typeName)")
          }
          try file.write(text)
        }
        return .none
      },
      Method("flush", summary: "Writes out what was collected.") { (file: FileObject, _) in
        try file.flush()
        return .none
      },
      Method("close", summary: "Writes out and closes.") { (file: FileObject, _) in
        try file.close()
        return .none
      },
      Method("seek", [.positionOnly("offset"), Parameter("whence", .positionalOnly, default: .value(.int(0)))]) {
        (file: FileObject, call) in .int(try file.seek(try call.int("offset"), try call.int("whence")))
      },
      Method("tell") { (file: FileObject, _) in .int(file.place) },
      Method("readable") { (file: FileObject, _) in .bool(file.mode.contains("r") || file.mode.contains("+")) },
      Method("writable") { (file: FileObject, _) in .bool(!file.mode.contains("r") || file.mode.contains("+")) },
    ],
    properties: [
      Property("name") { (file: FileObject, _) in .string(file.name) },
      Property("mode") { (file: FileObject, _) in .string(file.mode) },
      Property("closed") { (file: FileObject, _) in .bool(file.isClosed) },
      Property("encoding") { (_: FileObject, _) in "UTF-8" },
    ])
}

extension InputOutput {
  static let open = BuiltinFunction(
    "open",
    [
      .required("file"), .optional("mode", "r"), .optional("buffering", .int(-1), "accepted"),
      .optional("encoding", .none, "utf-8"), .optional("errors", .none, "accepted"),
      .optional("newline", .none, "accepted"),
    ], summary: "Opens a text file."
  ) { call in
    guard let path = call.value("file").string else {
      throw ScriptError(
        .typeError, "expected str, bytes or os.PathLike object, not \(call.value("file").typeName)")
    }
    if path.utf8.contains(0) { throw ScriptError(.valueError, "embedded null byte") }
    if let encoding = try call.optionalString("encoding") {
      let plain = encoding.lowercased().filter { $0 != "-" && $0 != "_" }
      if !["utf8", "ascii", "usascii"].contains(plain) {
        throw ScriptError(.notImplementedError, "open: encoding='\(encoding)' is not supported; files are UTF-8")
      }
    }
    let file = try FileObject(path, mode: try call.string("mode"))
    call.interpreter.noteOpened(file)
    return .object(file)
  }
}

extension Interpreter {
  func noteOpened(_ file: FileObject) {
    openFiles.removeAll { $0.file == nil }
    openFiles.append(WeakFile(file: file))
  }

  /// Writes out what scripts have written to files that are still open; the end of a session calls it.
  public func flushFiles() {
    for entry in openFiles {
      if let file = entry.file, !file.isClosed { try? file.flush() }
    }
  }
}

struct WeakFile { weak var file: FileObject? }
