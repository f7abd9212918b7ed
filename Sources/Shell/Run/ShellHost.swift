import Glibc
import Language
import Modules
import Plot
import Record
import Terminal

/// What the interpreter asks of the shell.
final class ShellHost: RecordsRuns, ShowsFigures {
  weak var session: ScriptSession?
  private let parts: SharedParts
  private let options: ShellOptions
  private let log: RunLog
  private let isInteractive: Bool
  /// Made at the first import, when the arguments of the script are known.
  private var loader: ModuleLoader?

  init(_ parts: SharedParts, options: ShellOptions, log: RunLog, isInteractive: Bool) {
    self.parts = parts
    self.options = options
    self.log = log
    self.isInteractive = isInteractive
  }

  // MARK: modules

  func module(named name: String, _ interpreter: Interpreter) throws -> ModuleObject? {
    try moduleLoader(interpreter.arguments).module(named: name)
  }

  var moduleNames: [String] { ModuleTable.rows.map(\.name) }

  private func moduleLoader(_ arguments: [String]) -> ModuleLoader {
    if let loader { return loader }
    let made = ModuleLoader(ModuleSettings(arguments: arguments))
    loader = made
    return made
  }

  // MARK: text

  func write(_ text: String, to stream: OutputStream) {
    parts.console.write(text, to: stream == .error ? .error : .output)
  }

  func flush() { parts.console.flush() }

  func readLine(prompt: String) throws -> String? {
    parts.console.write(prompt)
    parts.console.flush()
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = read(0, &byte, 1)
      if count < 0, errno == EINTR {
        if parts.interrupt.isSet { return "" }
        continue
      }
      guard count > 0 else { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
      if byte == 0x0A { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
  }

  func showWarning(_ warning: ShownWarning) {
    guard isInteractive, let session else {
      parts.console.write(warning.line + "\n", to: .error)
      return
    }
    session.show([StyledText("! ", .warning) + StyledText("\(warning.category): \(warning.message)")])
  }

  // MARK: runs

  func channel(for run: RunDescription) -> (any RunChannel)? { log.channel(for: run) }

  func writeProgress(_ text: String) { parts.console.write(text, to: .progress) }

  // MARK: figures

  func show(_ figures: [Figure]) { session?.show(figures) }

  // MARK: errors

  func exception(for error: any Error) -> ScriptError? {
    ScriptError(for: error)
  }

  // MARK: magics, help, commands

  func runMagic(_ statement: MagicStatement, _ interpreter: Interpreter) throws -> Value? {
    guard let session else { return nil }
    return try MagicTable.run(statement, session)
  }

  func showHelp(_ statement: HelpStatement, _ interpreter: Interpreter) throws {
    try session?.showHelp(subject: statement.subject, isDetailed: statement.isDetailed)
  }

  func showHelp(for value: Value?, _ interpreter: Interpreter) throws {
    try session?.showHelp(of: value)
  }

  func runShell(_ command: String, _ interpreter: Interpreter) throws -> [String] {
    if command.drop(while: { $0 == " " }).hasPrefix("pip ") {
      parts.console.write("skipped: !\(command) (soma has its modules built in)\n", to: .error)
      return []
    }
    guard isInteractive || options.allowsShell else {
      throw ScriptError(.usageError, "shell commands are off; start soma with --allow-shell")
    }
    return try shellLines(command)
  }
}

/// The lines that a command of the system prints.
func shellLines(_ command: String) throws -> [String] {
  StandardStream.output.flush()
  guard let pipe = popen(command, "r") else {
    throw ScriptError(.osError, "[Errno \(errno)] \(String(cString: strerror(errno))): '\(command)'")
  }
  defer { pclose(pipe) }
  let bytes = readAll(fileno(pipe)) ?? []
  var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(
    String.init)
  if lines.last == "" { lines.removeLast() }
  return lines
}
