import Foundation
import Language
import Modules

/// Rows `expression<tab>repr` of a table of data, or `Class: message` for errors; line ends of a repr are written `|`.
/// Rows `setup<tab>statement` prepare names; their line ends are written `¶`.
struct ExpressionRow {
  let code: String
  let wanted: String
  let got: String?

  /// The rows of a table with what the expressions gave.
  static func run(_ table: String) throws -> [ExpressionRow] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Data/\(table).tsv")
    let rows = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    }
    let results = try run(rows)
    return rows.enumerated().compactMap { index, row in
      row[0] == "setup" || row.count != 2
        ? nil : ExpressionRow(code: row[0], wanted: row[1], got: results[index])
    }
  }

  /// What each row prints, by its number.
  private static func run(_ rows: [[String]]) throws -> [Int: String] {
    var script = """
      import numpy as np
      np.seterr(all="ignore")
      def run(i, f):
          try:
              print(i, repr(f()).replace("\\n", "|"))
          except Exception as e:
              print(i, type(e).__name__ + ": " + str(e).replace("\\n", "|"))

      """
    for (index, row) in rows.enumerated() {
      script += row[0] == "setup" ? row[1].replacing("¶", with: "\n") + "\n" : "run(\(index), lambda: (\(row[0])))\n"
    }
    let host = PrintingHost()
    let interpreter = Interpreter(host: host)
    try interpreter.run(SourceText(name: "rows.py", text: script))
    var results: [Int: String] = [:]
    for line in host.output.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      if let index = Int(parts[0]), parts.count == 2 { results[index] = String(parts[1]) }
    }
    return results
  }
}

/// Keeps what a script prints and finds the built-in modules.
private final class PrintingHost: InterpreterHost {
  var output = ""
  private let loader = ModuleLoader()

  func write(_ text: String, to stream: Language.OutputStream) {
    if stream == .output { output += text }
  }

  func module(named name: String, _ interpreter: Interpreter) throws -> ModuleObject? { try loader.module(named: name) }

  var moduleNames: [String] { loader.names }

  func exception(for error: any Error) -> ScriptError? { ScriptError(for: error) }
}
