import Glibc
import Testing

@testable import Language

/// Runs the files of `Scripts`. Chunks between `---` lines run by themselves; a line that ends with `### text` has to
/// raise an error whose report ends with that text, on that line.
struct ScriptTests {
  struct Chunk: Sendable, CustomStringConvertible {
    let name: String
    let firstLine: Int
    let text: String
    var description: String { "\(name):\(firstLine)" }

    /// The line and text of the expected error.
    var wanted: (line: Int, text: String)? {
      for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if let mark = line.range(of: "### ") { return (firstLine + place, String(line[mark.upperBound...])) }
      }
      return nil
    }
  }

  static func chunks(file: String = #filePath) -> [Chunk] {
    let folder = String(file.prefix(upTo: file.lastIndex(of: "/") ?? file.startIndex)) + "/Scripts"
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes -> String in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".py") { names.append(name) }
    }
    return names.sorted().flatMap { name -> [Chunk] in
      guard let file = try? FileObject(folder + "/" + name, mode: "r"), let text = try? file.read(-1) else { return [] }
      var chunks: [Chunk] = []
      var lines: [Substring] = []
      var start = 1
      let all: [Substring] = text.split(separator: "\n", omittingEmptySubsequences: false) + ["---"]
      for (place, line) in all.enumerated() {
        guard line == "---" else {
          lines.append(line)
          continue
        }
        chunks.append(Chunk(name: name, firstLine: start, text: lines.joined(separator: "\n")))
        lines = []
        start = place + 2
      }
      return chunks
    }
  }

  @Test(arguments: chunks())
  func chunk(_ chunk: Chunk) throws {
    let interpreter = Interpreter(host: RecordingHost())
    do {
      try interpreter.run(SourceText(name: chunk.name, text: chunk.text, firstLine: chunk.firstLine))
      #expect(chunk.wanted == nil, "no error")
    } catch let error as ScriptError {
      let report = Report(error, interpreter)
      let line = Report.lastLine(error.exception, interpreter)
      guard let wanted = chunk.wanted else {
        Issue.record("\(report.text)")
        return
      }
      #expect(line == wanted.text)
      let place = error.exception.traceback.last?.line ?? error.exception.syntaxPlace?.line
      #expect(place == wanted.line)
    }
  }
}

extension StringProtocol {
  /// The range of the first occurrence of `text`.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
