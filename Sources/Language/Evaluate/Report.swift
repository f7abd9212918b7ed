/// The report of an uncaught error: traceback, notes, last line.
public struct Report: Sendable {
  /// One line each, without the end.
  public let lines: [String]

  public var text: String { lines.joined(separator: "\n") + "\n" }

  public init(_ error: ScriptError, _ interpreter: Interpreter) {
    var lines: [String] = []
    Report.chain(error.exception, interpreter, &lines, depth: 0)
    self.lines = lines
  }

  private static func chain(_ error: ExceptionObject, _ i: Interpreter, _ lines: inout [String], depth: Int) {
    if depth < 20 {
      if let cause: ExceptionObject = error.cause.host(), cause !== error {
        chain(cause, i, &lines, depth: depth + 1)
        lines += ["", "The above exception was the direct cause of the following exception:", ""]
      } else if let context = error.context, !error.suppressesContext, context !== error {
        chain(context, i, &lines, depth: depth + 1)
        lines += ["", "During handling of the above exception, another exception occurred:", ""]
      }
    }
    single(error, i, &lines)
  }

  private static func single(_ error: ExceptionObject, _ i: Interpreter, _ lines: inout [String]) {
    if let place = error.syntaxPlace {
      lines.append(place.heading(withFunction: false))
      if !place.source.isEmpty { lines += place.excerpt }
    } else {
      let entries = error.traceback
      if !entries.isEmpty { lines.append("Traceback (most recent call last):") }
      var repeated = 0
      var previous: String?
      for entry in entries {
        let shown = [entry.heading(withFunction: true)] + entry.excerpt
        let key = shown.joined(separator: "\n")
        repeated = key == previous ? repeated + 1 : 0
        if previous != nil, key != previous { flush(&lines) }
        previous = key
        if repeated < 3 { lines += shown } else { note(repeated - 2, &lines) }
      }
      flush(&lines)
    }
    lines += error.notes.map { "note: " + $0 }
    lines.append(lastLine(error, i))
  }

  private static let marker = "\u{0}"

  private static func note(_ count: Int, _ lines: inout [String]) {
    if lines.last?.hasPrefix(marker) == true { lines.removeLast() }
    lines.append("\(marker)  [Previous line repeated \(count) more time\(count == 1 ? "" : "s")]")
  }

  private static func flush(_ lines: inout [String]) {
    if let last = lines.last, last.hasPrefix(marker) {
      lines.removeLast()
      lines.append(String(last.dropFirst()))
    }
  }

  /// `Class: message`, with the hint.
  public static func lastLine(_ error: ExceptionObject, _ interpreter: Interpreter) -> String {
    let message: String
    do { message = try interpreter.str(.object(error)) } catch { message = "<exception str() failed>" }
    var line = error.type.name + (message.isEmpty ? "" : ": " + message)
    if !error.hint.isEmpty { line += ". " + error.hint }
    return line
  }
}

extension TracebackEntry {
  /// `  File "model.py", line 12, in product`, or `  cell 3, line 7, in product`.
  public func heading(withFunction: Bool) -> String {
    "  " + place + (withFunction ? ", in \(function)" : "")
  }

  /// `File "model.py", line 12`, or `cell 3, line 7`.
  public var place: String { (isFile ? "File \"\(file)\"" : file) + ", line \(line)" }

  /// The source line and its carets.
  public var excerpt: [String] {
    if source.isEmpty { return [] }
    let carets = String(repeating: " ", count: marked.lowerBound) + String(repeating: "^", count: max(1, marked.count))
    return ["    " + source, "    " + carets]
  }
}
