import Foundation
import Testing

@testable import Language

/// Rows of a table in `Data`: fields apart by tabs, `\n`, `\t` and `\\` as escapes, `#` for comments.
func rows(of table: String, file: String = #filePath) throws -> [[String]] {
  let folder = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Data")
  let text = try String(contentsOf: folder.appendingPathComponent(table), encoding: .utf8)
  return text.split(separator: "\n").dropFirst().map { line in
    line.split(separator: "\t", omittingEmptySubsequences: false).map { unescaped($0) }
  }
}

private func unescaped(_ field: Substring) -> String {
  var result = ""
  var isEscaped = false
  for scalar in field.unicodeScalars {
    if isEscaped {
      result.unicodeScalars.append(scalar == "n" ? "\n" : scalar == "t" ? "\t" : scalar == "r" ? "\r" : scalar)
      isEscaped = false
    } else if scalar == "\\" {
      isEscaped = true
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// The class, message and line of the error in `text`, or `OK`.
func syntaxError(in text: String) -> [String] {
  do throws(SyntaxError) {
    _ = try CodeUnit.compile(SourceText(name: "test", text: text), globals: GlobalNames())
    return ["OK", "", "0"]
  } catch {
    return [error.kind.rawValue, error.message, "\(error.range.line)"]
  }
}

struct SyntaxErrorTests {
  @Test func messages() throws {
    for row in try rows(of: "syntax-errors.tsv") where row.count == 4 {
      let found = syntaxError(in: row[0])
      #expect(found == Array(row.dropFirst()), "\(row[0].debugDescription)")
    }
  }
}
