import Language
import Plot
import Record
import Terminal

/// The prompt: reads cells on the terminal's thread and has the worker run them.
public final class PromptSession {
  private let options: ShellOptions
  private let theme: Theme
  private let parts = SharedParts()
  private let foreground: Foreground
  private let worker: Worker<ScriptSession>
  private let editor: LineEditor
  private var history: History
  private var hasReportedHistory = false
  private var number = 1

  /// - Throws: what is wrong with the terminal or the machine.
  public init(options: ShellOptions) throws(ShellError) {
    self.options = options
    let theme = options.theme(isTerminal: true)
    self.theme = theme
    foreground = Foreground(parts, theme: theme, isInteractive: true)
    let parts = parts
    let hasPanel = options.environment["TERM"] ?? "dumb" != "dumb"
    let worker = Worker(stackSize: Interpreter.recommendedStackSize) {
      ScriptSession(parts: parts, options: options, theme: theme, isInteractive: true, hasPanel: hasPanel)
    }
    guard let worker else { throw ShellError("cannot start a thread for the interpreter") }
    guard let editor = LineEditor() else { throw ShellError("cannot set up the line editor") }
    self.worker = worker
    self.editor = editor
    history = History(folder: RunFolder.stateFolder(environment: options.environment))
    setUpEditor()
  }

  private func setUpEditor() {
    editor.hasEscapeCodes = options.environment["TERM"] ?? "dumb" != "dumb"
    for entry in history.entries { editor.remember(entry) }
    editor.submission = { text in
      switch Completeness(of: text) {
      case .complete, .invalid: .run
      case .incomplete(let indent): .newLine(indent: indent)
      }
    }
    editor.completion = { [weak self] text in self?.completion(before: text) ?? .init(typed: "", candidates: []) }
    editor.menu = { [theme] in completionMenu($0, rows: $1, columns: $2, theme: theme) }
  }

  /// Reads and runs cells until the user leaves.
  public func run() -> Int32 {
    StandardStream.output.write(theme.ansi(StyledText("soma \(Shell.version)", .title)))
    StandardStream.output.write(theme.ansi(StyledText(" · ? for help · Ctrl-D leaves\n", .muted)))
    while true {
      let prompt = promptText(number: number)
      guard case .text(let text) = editor.read(prompt: prompt, escape: theme.escape(for: .good)) else { return 0 }
      let cell = text.trimmed
      guard !cell.isEmpty else { continue }
      keep(text.first == " " ? text : cell)
      if let status = runCell(cell) { return status }
      number += 1
    }
  }

  /// Writes an input to the history before it runs. A disk that refuses is reported once.
  private func keep(_ text: String) {
    do {
      if try history.append(text) { editor.remember(text) }
    } catch {
      guard !hasReportedHistory else { return }
      hasReportedHistory = true
      parts.console.write("history is not stored: \(error)\n", to: .error)
    }
  }

  private func runCell(_ text: String) -> Int32? {
    let run = CellRun()
    let number = number
    worker.submit { session in
      let start = wallSeconds()
      let exit = session.runCell(text, number: number)
      run.finish(CellRun.Outcome(exit: exit, seconds: wallSeconds() - start))
    }
    let outcome = foreground.wait(for: run)
    parts.console.endLine()
    if outcome.seconds > 1 {
      let sign = theme.glyphs.isUnicode ? "⏱ " : "took "
      parts.console.write(theme.ansi(StyledText(sign + spanText(outcome.seconds), .muted)) + "\n")
    }
    parts.console.flush()
    return outcome.exit
  }

  /// Asks the worker, which is idle while the prompt is up; an answer that takes too long is none.
  private func completion(before text: String) -> LineEditor.Completion {
    let answer = Answer<LineEditor.Completion>()
    worker.submit { session in answer.give(session.completion(before: text)) }
    return answer.wait(seconds: 1) ?? LineEditor.Completion(typed: "", candidates: [])
  }
}

/// What keeps the shell from starting.
public struct ShellError: Error, CustomStringConvertible {
  public let description: String
  init(_ description: String) { self.description = description }
}
