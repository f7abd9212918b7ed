import Glibc
import Record

/// The inputs of all sessions: a file with one JSON string a line, only ever appended to, so that two shells interleave
/// and a crash loses nothing.
struct History {
  private static let kept = 10_000
  private let path: String?
  /// Oldest first.
  private(set) var entries: [String] = []

  /// - Parameter folder: where the file lies; `nil`: nothing is stored.
  init(folder: String?) {
    path = folder.map { $0 + "/history" }
    guard let path, let bytes = readFile(path) else { return }
    let lines = bytes.split(separator: 0x0A).suffix(History.kept)
    entries = lines.compactMap { JSON(parsing: $0)?.string }
  }

  /// Writes `text` to the disk, before it runs. A line that starts with a space is not kept.
  ///
  /// - Returns: false if it is not to be kept.
  mutating func append(_ text: String) throws -> Bool {
    guard text.first != " ", text.contains(where: { !$0.isWhitespace }) else { return false }
    if entries.last == text { return true }
    entries.append(text)
    guard let path else { return true }
    try makeFolders(String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)))
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw RunFileError(path: path, code: errno) }
    defer { close(file) }
    var line: [UInt8] = []
    JSON.string(text).write(to: &line)
    line.append(0x0A)
    guard write(file, line, line.count) == line.count, fsync(file) == 0 else {
      throw RunFileError(path: path, code: errno)
    }
    return true
  }
}

/// The bytes of a file, `nil` if it cannot be read.
func readFile(_ path: String) -> [UInt8]? {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  return readAll(file)
}

/// What is left to read of a descriptor, `nil` after an error (a folder, say).
func readAll(_ file: Int32) -> [UInt8]? {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(file, &chunk, chunk.count)
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { return nil }
    if count == 0 { return bytes }
    bytes += chunk[..<count]
  }
}

/// What went wrong in the last call of the system.
func systemErrorText() -> String { errno == 0 ? "it is a folder" : String(cString: strerror(errno)) }
