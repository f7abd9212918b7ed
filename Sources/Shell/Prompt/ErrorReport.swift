import Language
import Plot

/// An uncaught exception as the prompt shows it: the place, marked under what was typed if it stands there, the message,
/// and what may help.
struct ErrorReport {
  var className: String
  var message: String
  var hint: String
  var notes: [String]
  var traceback: [TracebackEntry]

  init(_ exception: ExceptionObject, interpreter: Interpreter) {
    className = exception.type.name
    message = (try? interpreter.str(.object(exception))) ?? ""
    hint = exception.hint
    notes = exception.notes
    traceback = exception.syntaxPlace.map { [$0] } ?? exception.traceback
    if let cause: ExceptionObject = exception.cause.host(), cause !== exception {
      notes.append("caused by " + Report.lastLine(cause, interpreter))
    }
  }

  init(className: String, message: String, hint: String = "", notes: [String] = [], traceback: [TracebackEntry] = []) {
    self.className = className
    self.message = message
    self.hint = hint
    self.notes = notes
    self.traceback = traceback
  }

  private static let shownFrames = 12

  /// - Parameters:
  ///   - cell: the text that was typed, if it stands on the screen right above.
  ///   - promptWidth: columns before it.
  func lines(cell: String?, promptWidth: Int) -> [StyledText] {
    var lines = place(cell: cell, promptWidth: promptWidth)
    var last = StyledText(className, .failure)
    if !message.isEmpty { last.append(": " + message) }
    lines += split(last)
    if !hint.isEmpty { lines.append(StyledText("  " + hint, .warning)) }
    for note in notes { lines += note.split(separator: "\n").map { StyledText("  " + $0, .muted) } }
    return lines
  }

  private func place(cell: String?, promptWidth: Int) -> [StyledText] {
    // Where Ctrl-C hit the cell itself says nothing.
    guard let first = traceback.first, className != "KeyboardInterrupt" || traceback.count > 1 else { return [] }
    if traceback.count == 1, let cell, cell == first.source, !cell.contains("\n") {
      let before = cell.unicodeScalars.prefix(first.marked.lowerBound)
      let column = promptWidth + displayWidth(String(String.UnicodeScalarView(before)))
      return [StyledText(String(repeating: " ", count: column) + marks(first), .warning)]
    }
    return folded.flatMap(frame)
  }

  /// The outermost and innermost frames; those left out are counted.
  private var folded: [TracebackEntry?] {
    guard traceback.count > Self.shownFrames else { return traceback }
    let half = Self.shownFrames / 2
    let (outer, inner): ([TracebackEntry?], [TracebackEntry?]) = (
      traceback.prefix(half).map { $0 }, traceback.suffix(half).map { $0 }
    )
    return outer + [nil] + inner
  }

  private func frame(_ entry: TracebackEntry?) -> [StyledText] {
    guard let entry else {
      return [StyledText("  … \(traceback.count - Self.shownFrames) more calls", .muted)]
    }
    let place = entry.function == "<module>" ? "" : " in \(entry.function)"
    var lines = [StyledText("\(entry.file), line \(entry.line)\(place)", .muted)]
    guard !entry.source.isEmpty else { return lines }
    lines.append(StyledText("    " + entry.source))
    if !entry.marked.isEmpty {
      let before = String(String.UnicodeScalarView(entry.source.unicodeScalars.prefix(entry.marked.lowerBound)))
      lines.append(StyledText(String(repeating: " ", count: 4 + displayWidth(before)) + marks(entry), .warning))
    }
    return lines
  }

  private func marks(_ entry: TracebackEntry) -> String {
    let scalars = entry.source.unicodeScalars
    let marked = scalars.dropFirst(entry.marked.lowerBound).prefix(entry.marked.count)
    return String(repeating: "^", count: max(1, displayWidth(String(String.UnicodeScalarView(marked)))))
  }

  /// A message of several lines is several lines.
  private func split(_ text: StyledText) -> [StyledText] {
    var lines = [StyledText()]
    for span in text.spans {
      for (index, part) in span.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { lines.append(StyledText()) }
        lines[lines.count - 1].append(String(part), span.role)
      }
    }
    return lines
  }
}
