import Language
import Modules

/// Runs scripts with all modules and keeps what they print.
final class ScriptRun: InterpreterHost {
  private let loader = ModuleLoader(ModuleSettings(isOffline: true, arguments: ["test.py"]))
  private(set) var output = ""
  private(set) var warnings = ""

  func write(_ text: String, to stream: OutputStream) {
    if stream == .output { output += text } else { warnings += text }
  }
  func module(named name: String, _ interpreter: Interpreter) throws -> ModuleObject? {
    try loader.module(named: name)
  }
  var moduleNames: [String] { loader.names }
  func exception(for error: any Error) -> ScriptError? { ScriptError(for: error) }

  /// What a script prints; after an error its class and message.
  static func printed(by text: String) -> String {
    let host = ScriptRun()
    let interpreter = Interpreter(host: host)
    do { try interpreter.run(SourceText(name: "test.py", text: text)) } catch {
      guard let raised = error as? ScriptError else { return "\(error)" }
      let message = (try? interpreter.str(.object(raised.exception))) ?? ""
      return host.output + raised.type.name + ": " + message
    }
    return host.output
  }
}
