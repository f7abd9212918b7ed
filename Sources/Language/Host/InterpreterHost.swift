/// What an interpreter asks of its surroundings.
public protocol InterpreterHost: AnyObject {
  /// Text for standard output or standard error.
  func write(_ text: String, to stream: OutputStream)
  func flush()
  /// One line for `input()`, without its end; nil at the end of input.
  func readLine(prompt: String) throws -> String?
  /// The module of that full name (`numpy`, `nengo.dists`), nil if there is none.
  func module(named name: String, _ interpreter: Interpreter) throws -> ModuleObject?
  /// All importable names, for hints.
  var moduleNames: [String] { get }
  /// The exception for an error of a host room; nil: not one of ours, shown as RuntimeError.
  func exception(for error: any Error) -> ScriptError?
  /// A magic line or cell; the shown value, if it has one. Throws `UsageError` for unknown ones.
  func runMagic(_ statement: MagicStatement, _ interpreter: Interpreter) throws -> Value?
  /// `x?`
  func showHelp(_ statement: HelpStatement, _ interpreter: Interpreter) throws
  /// `help(value)`; nil for `help()`.
  func showHelp(for value: Value?, _ interpreter: Interpreter) throws
  /// A warning line; the host may show it in its own way.
  func showWarning(_ warning: ShownWarning)
  /// `!command`: its output lines.
  func runShell(_ command: String, _ interpreter: Interpreter) throws -> [String]
}

public enum OutputStream: Sendable { case output, error }

extension InterpreterHost {
  public func flush() {}
  public func readLine(prompt: String) throws -> String? { nil }
  public func module(named name: String, _ interpreter: Interpreter) throws -> ModuleObject? { nil }
  public var moduleNames: [String] { [] }
  public func exception(for error: any Error) -> ScriptError? { nil }
  public func runMagic(_ statement: MagicStatement, _ interpreter: Interpreter) throws -> Value? {
    throw ScriptError(.usageError, "Line magic function `%\(statement.name)` not found.")
  }
  public func showHelp(_ statement: HelpStatement, _ interpreter: Interpreter) throws {}
  public func showHelp(for value: Value?, _ interpreter: Interpreter) throws {
    guard let value else { return }
    if case .str(let text) = CommonAttributes.doc(of: value) { write(text.string + "\n", to: .output) }
  }
  public func showWarning(_ warning: ShownWarning) { write(warning.line + "\n", to: .error) }
  public func runShell(_ command: String, _ interpreter: Interpreter) throws -> [String] {
    throw ScriptError(.usageError, "shell commands are off; start soma with --allow-shell")
  }
}
