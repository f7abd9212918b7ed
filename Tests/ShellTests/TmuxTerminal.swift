import Foundation
import Testing

/// The built program in a real terminal: tmux on a socket of its own.
///
/// Keys go in, the screen comes out as a person would see it.
final class TmuxTerminal {
  private let socket: String
  let folder: URL

  /// `soma`, beside the test bundle.
  static var program: String {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    return bundle.appendingPathComponent("soma").path
  }

  /// Starts `soma` with `arguments` under a shell that prints its status when it ends.
  init(_ arguments: String = "", columns: Int = 80, rows: Int = 24, environment: [String: String] = [:]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("soma-test-\(UUID().uuidString)")
    socket = folder.appendingPathComponent("tmux").path
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var variables = [
      "HOME": folder.path, "XDG_STATE_HOME": folder.path, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
      "SWIFT_BACKTRACE": "enable=no", "PS1": "shell$ ",
    ]
    variables.merge(environment) { $1 }
    let settings = variables.map { "\($0.key)='\($0.value)'" }.joined(separator: " ")
    let script = folder.appendingPathComponent("start.sh")
    let modes = "stty -a | grep -o -w -e '-\\?icanon' -e '-\\?echo'"
    try "\(Self.program) \(arguments); status=$?; \(modes); echo \"status $status\"; cat\n"
      .write(to: script, atomically: true, encoding: .utf8)
    tmux(
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "cd \(folder.path) && env \(settings) sh \(script.path)")
  }

  deinit {
    tmux("kill-server")
    try? FileManager.default.removeItem(at: folder)
  }

  private func tmux(_ arguments: String...) { _ = Tool(["tmux", "-S", socket, "-u"] + arguments) }

  private func answer(_ arguments: String...) -> String { Tool(["tmux", "-S", socket, "-u"] + arguments).output }

  /// Types text as it is; tmux takes a `;` at the end of a word for the end of its command.
  func type(_ text: String) { tmux("send-keys", "-l", text.hasSuffix(";") ? text.dropLast() + "\\;" : text) }

  /// Presses keys by tmux's names: `Enter`, `C-c`, `Up`, `M-Enter`.
  func press(_ keys: String...) { for key in keys { tmux("send-keys", key) } }

  func enter(_ text: String) {
    type(text)
    press("Enter")
  }

  /// A bracketed paste.
  func paste(_ text: String) throws {
    let file = folder.appendingPathComponent("paste.txt")
    try text.write(to: file, atomically: true, encoding: .utf8)
    tmux("load-buffer", file.path)
    tmux("paste-buffer", "-p")
  }

  func resize(columns: Int, rows: Int) { tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)") }

  var screen: String { answer("capture-pane", "-p") }

  /// The process of `soma` itself.
  var processID: Int32? {
    let shell = answer("display-message", "-p", "#{pane_pid}").trimmingCharacters(in: .whitespacesAndNewlines)
    return TmuxTerminal.descendant(of: shell)
  }

  private static func descendant(of parent: String) -> Int32? {
    let path = "/proc/\(parent)/task/\(parent)/children"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    for child in text.split(separator: " ") {
      let name = (try? String(contentsOfFile: "/proc/\(child)/comm", encoding: .utf8)) ?? ""
      if name.hasPrefix("soma") { return Int32(child) }
      if let found = descendant(of: String(child)) { return found }
    }
    return nil
  }

  /// Waits until the screen satisfies `condition`; a failure shows the screen.
  @discardableResult
  func wait(
    _ what: String, seconds: Double = 15, location: SourceLocation = #_sourceLocation, _ condition: (String) -> Bool
  ) -> Bool {
    let deadline = Date().addingTimeInterval(seconds)
    var last = screen
    while !condition(last) {
      if Date() > deadline {
        Issue.record("waited for \(what); the screen was:\n\(last)", sourceLocation: location)
        return false
      }
      usleep(50_000)
      last = screen
    }
    return true
  }

  @discardableResult
  func wait(for text: String, seconds: Double = 15, location: SourceLocation = #_sourceLocation) -> Bool {
    wait("\"\(text)\"", seconds: seconds, location: location) { $0.contains(text) }
  }
}
