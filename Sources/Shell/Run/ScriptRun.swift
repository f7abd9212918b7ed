import Language
import Plot
import Record
import Terminal

/// Runs a program without a prompt: a file, a piece of code, or what a pipe brings.
public struct ScriptRun: Sendable {
  public enum Program: Sendable {
    case file(path: String, arguments: [String])
    case code(String)
    case standardInput
  }

  private let program: Program
  private let options: ShellOptions

  public init(_ program: Program, options: ShellOptions) {
    self.program = program
    self.options = options
  }

  /// Runs the program to its end and returns the status for the process.
  public func run() -> Int32 {
    let parts = SharedParts()
    let isTerminal = TerminalGuard.isInteractive && options.environment["TERM"] ?? "dumb" != "dumb"
    let options = options
    let theme = options.theme(isTerminal: TerminalGuard.isOutputTerminal)
    let worker = Worker(stackSize: Interpreter.recommendedStackSize) {
      ScriptSession(parts: parts, options: options, theme: theme, isInteractive: false, hasPanel: isTerminal)
    }
    guard let worker else {
      StandardStream.error.write("soma: cannot start a thread for the interpreter\n")
      return ExitStatus.file.rawValue
    }
    let foreground = Foreground(parts, theme: theme, isInteractive: isTerminal)
    let run = CellRun()
    let program = program
    worker.submit { session in
      run.finish(CellRun.Outcome(exit: session.run(program)))
    }
    let status = foreground.wait(for: run).exit ?? 0
    parts.console.flush()
    return status
  }
}

extension ScriptSession {
  /// Runs a whole program; errors are reported.
  func run(_ program: ScriptRun.Program) -> Int32 {
    do {
      switch program {
      case .code(let text):
        interpreter.arguments = ["-c"]
        return run(SourceText(name: "<string>", text: text))
      case .standardInput:
        interpreter.arguments = [""]
        return run(try SourceText(name: "<stdin>", bytes: readAll(0) ?? []))
      case .file(let path, let arguments):
        interpreter.arguments = [path] + arguments
        return try runFile(path)
      }
    } catch {
      return fail(error)
    }
  }

  private func runFile(_ path: String) throws -> Int32 {
    let bytes: [UInt8]
    if let read = readFile(path) {
      bytes = read
    } else {
      parts.console.write("soma: cannot read '\(path)': \(systemErrorText())\n", to: .error)
      return ExitStatus.file.rawValue
    }
    if path.hasSuffix(".ipynb") { return runNotebook(path, bytes) }
    let source = try SourceText(name: path, bytes: bytes)
    return options.keepsGoing ? runCells(of: source) : run(source)
  }

  private func run(_ source: SourceText) -> Int32 {
    do {
      try interpreter.run(source)
      try showOpenFigures()
      return 0
    } catch {
      return fail(error)
    }
  }

  /// Reports an uncaught error and gives the status of the process.
  func fail(_ error: any Error) -> Int32 {
    let error = asScriptError(error)
    if error.isInstance(of: .systemExit) { return exitStatus(of: error) }
    parts.console.endLine()
    parts.console.write(Report(error, interpreter).text, to: .error)
    return (error.isInstance(of: .keyboardInterrupt) ? ExitStatus.interrupted : .scriptError).rawValue
  }

  // MARK: cells

  /// Runs the cells of a file one by one: a failing one is reported and the next runs with the same variables.
  private func runCells(of source: SourceText) -> Int32 {
    var failed = 0
    let cells = Cell.split(source.text).filter(\.isCode)
    for (index, cell) in cells.enumerated() {
      let text = SourceText(name: source.name, text: cell.text, firstLine: cell.firstLine)
      do {
        try interpreter.run(text)
        try showOpenFigures()
      } catch {
        let error = asScriptError(error)
        if error.isInstance(of: .systemExit) { return exitStatus(of: error) }
        let status = fail(error)
        if status == ExitStatus.interrupted.rawValue { return status }
        failed += 1
        let line = error.exception.line(in: source.name) ?? cell.firstLine
        let message = Report.lastLine(error.exception, interpreter)
        parts.console.write("cell \(index + 1) failed (line \(line)): \(message)\n", to: .error)
      }
    }
    parts.console.write("cells: \(cells.count - failed) ok, \(failed) failed\n", to: .error)
    return failed == 0 ? 0 : ExitStatus.scriptError.rawValue
  }

  /// Runs the code cells of a notebook and shows their values.
  private func runNotebook(_ path: String, _ bytes: [UInt8]) -> Int32 {
    guard let json = JSON(parsing: bytes), case .array(let cells)? = json["cells"] else {
      parts.console.write("soma: '\(path)' is no notebook\n", to: .error)
      return ExitStatus.file.rawValue
    }
    var failed = 0
    var number = 0
    drawsFiguresInline = true
    for cell in cells where cell["cell_type"]?.string == "code" {
      number += 1
      do {
        let source = SourceText(name: "cell \(number)", text: cell["source"]?.joinedText ?? "", isFile: false)
        if let value = try interpreter.run(cell: source) { try showValue(value, number: number) }
        try showOpenFigures()
      } catch {
        let status = fail(error)
        if !options.keepsGoing || status != ExitStatus.scriptError.rawValue { return status }
        failed += 1
      }
    }
    if options.keepsGoing { parts.console.write("cells: \(number - failed) ok, \(failed) failed\n", to: .error) }
    return failed == 0 ? 0 : ExitStatus.scriptError.rawValue
  }
}

extension ExceptionObject {
  /// The line of the script at which it went wrong: of the syntax error, or of the outermost frame.
  fileprivate func line(in file: String) -> Int? {
    syntaxPlace?.line ?? traceback.first { $0.file == file }?.line
  }
}

extension JSON {
  /// A notebook's text: one string, or a list of lines with their ends.
  fileprivate var joinedText: String? {
    if case .array(let lines) = self { return lines.compactMap(\.string).joined() }
    return string
  }
}
