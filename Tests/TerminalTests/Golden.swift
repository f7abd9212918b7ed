import Glibc
import Plot
import Testing

/// Compares text with a file of `Golden`; with `RECORD_GOLDEN=1` in the environment it writes the file instead.
func expectGolden(_ lines: [StyledText], _ name: String, file: String = #filePath) {
  let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  let path = folder + "/Golden/" + name + ".txt"
  let text = lines.map { trimmed($0.plain) + "\n" }.joined()
  if getenv("RECORD_GOLDEN") != nil {
    #expect(write(text, to: path), "cannot write \(path)")
    return
  }
  guard let wanted = read(path) else {
    Issue.record("no file \(path); record it with RECORD_GOLDEN=1")
    return
  }
  #expect(text == wanted, "\(name) looks different:\n\(text)")
}

private func trimmed(_ line: String) -> Substring {
  var line = line[...]
  while line.last == " " { line.removeLast() }
  return line
}

private func read(_ path: String) -> String? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 18)
  let count = fread(&bytes, 1, bytes.count, file)
  return String(decoding: bytes[..<count], as: UTF8.self)
}

private func write(_ text: String, to path: String) -> Bool {
  guard let file = fopen(path, "w") else { return false }
  defer { fclose(file) }
  let bytes = Array(text.utf8)
  return fwrite(bytes, 1, bytes.count, file) == bytes.count
}
