import Language
import Plot
import Record

/// The worker's side of a session: the interpreter, the inputs, and how results are written.
///
/// Made and used on the worker thread only.
final class ScriptSession {
  let parts: SharedParts
  let options: ShellOptions
  let theme: Theme
  let isInteractive: Bool
  let interpreter: Interpreter
  /// The host refers to the session weakly; both live as long as the worker.
  private let host: ShellHost
  private(set) var inputs: [(number: Int, text: String)] = []
  private(set) var cellName = "cell 1"
  /// `%matplotlib inline` was given: cells draw the figures that they leave open.
  var drawsFiguresInline = false

  /// - Parameter hasPanel: a fit may take the screen.
  init(parts: SharedParts, options: ShellOptions, theme: Theme, isInteractive: Bool, hasPanel: Bool) {
    self.parts = parts
    self.options = options
    self.theme = theme
    self.isInteractive = isInteractive
    let root = RunFolder.root(environment: options.environment)
    let log = RunLog(parts, root: root, hasPanel: hasPanel && !options.isPanelOff)
    host = ShellHost(parts, options: options, log: log, isInteractive: isInteractive)
    interpreter = Interpreter(host: host, interrupt: parts.interrupt)
    host.session = self
  }

  // MARK: output

  func show(_ lines: [StyledText]) {
    guard !lines.isEmpty else { return }
    parts.console.write(lines.map { theme.ansi($0) + "\n" }.joined())
  }

  func report(_ lines: [StyledText]) {
    parts.console.endLine()
    parts.console.write(lines.map { theme.ansi($0) + "\n" }.joined(), to: isInteractive ? .output : .error)
  }

  // MARK: cells

  /// Runs a cell of the prompt and shows its value.
  ///
  /// - Returns: the status to leave with, if the cell asked for that.
  func runCell(_ text: String, number: Int) -> Int32? {
    begin(text, number: number)
    do {
      let source = SourceText(name: cellName, text: text, isFile: false)
      if let value = try interpreter.run(cell: source) { try showValue(value, number: number) }
      try showOpenFigures()
    } catch {
      return showError(asScriptError(error), cell: text)
    }
    return nil
  }

  private func begin(_ text: String, number: Int) {
    parts.interrupt.clear()
    cellName = "cell \(number)"
    inputs.append((number, text))
    interpreter.shown.addInput(text, cell: number, interpreter)
  }

  /// Notes a value under `Out[n]` and shows it: a card for big things, else as Python would.
  func showValue(_ value: Value, number: Int) throws {
    try interpreter.shown.add(value, cell: number, interpreter)
    // The figure is drawn at the end of the cell.
    if isInteractive, hasOpenFigures, ScriptSession.figure(of: value) != nil { return }
    let label = StyledText("Out[\(number)]: ", .muted)
    if isInteractive, let card = try card(of: value) {
      show([label] + card)
      return
    }
    let text = try interpreter.repr(value)
    let start = theme.ansi(label) + (text.contains("\n") ? "\n" : "")
    parts.console.write(start + text + "\n")
  }

  /// Shows an uncaught error.
  ///
  /// - Returns: the status of `SystemExit`.
  private func showError(_ error: ScriptError, cell: String) -> Int32? {
    if error.isInstance(of: .systemExit) { return exitStatus(of: error) }
    let report = ErrorReport(error.exception, interpreter: interpreter)
    self.report(report.lines(cell: cell, promptWidth: promptText(number: inputs.last?.number ?? 1).count))
    return nil
  }

  /// The script's exception for whatever was thrown.
  func asScriptError(_ error: any Error) -> ScriptError {
    if let error = error as? ScriptError { return error }
    return host.exception(for: error) ?? ScriptError(.runtimeError, "\(error)")
  }

  /// The status that `SystemExit` asks for; a message of it goes to standard error.
  func exitStatus(of error: ScriptError) -> Int32 {
    guard let code = error.exception.arguments.first else { return 0 }
    switch code {
    case .none: return 0
    case .bool(let flag): return flag ? 1 : 0
    case .int(let number): return Int32(truncatingIfNeeded: number & 0xFF)
    default:
      parts.console.write(((try? interpreter.str(code)) ?? "") + "\n", to: .error)
      return 1
    }
  }
}

/// `In [3]: `
func promptText(number: Int) -> String { "In [\(number)]: " }
