import Arrays
import Foundation
import Language
import Modules

import enum Language.OutputStream

/// Runs scripts with all modules.
final class ScriptRunner: InterpreterHost {
  private let loader = ModuleLoader(ModuleSettings(isOffline: true, arguments: ["test.py"]))
  private(set) var output = ""

  func write(_ text: String, to stream: OutputStream) { if stream == .output { output += text } }
  func module(named name: String, _ interpreter: Interpreter) throws -> ModuleObject? {
    try loader.module(named: name)
  }
  var moduleNames: [String] { loader.names }
  func exception(for error: any Error) -> ScriptError? { ScriptError(for: error) }

  /// A failure of a script, with its class and message.
  struct Failure: Error, Equatable, CustomStringConvertible {
    let description: String
  }

  /// What a script prints.
  ///
  /// - Throws: a `Failure` for an error of the script.
  @discardableResult
  static func run(_ text: String, path: String = "test.py") throws -> String {
    let host = ScriptRunner()
    let interpreter = Interpreter(host: host)
    do { try interpreter.run(SourceText(name: path, text: text)) } catch let raised as ScriptError {
      let message = (try? interpreter.str(.object(raised.exception))) ?? ""
      throw Failure(description: "\(raised.type.name): \(message)")
    }
    return host.output
  }
}

/// A folder for the files of one test.
final class Folder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "soma-export-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func text(_ name: String) throws -> String { try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }
  var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}

/// The largest difference between the arrays of two archives, relative to the largest value of each, and which it is.
///
/// - Throws: a `Failure` if they have different names or shapes.
func difference(_ first: String, _ second: String) throws -> (value: Double, name: String) {
  let (a, b) = (try NPZ(first), try NPZ(second))
  guard a.names.sorted() == b.names.sorted() else {
    throw ScriptRunner.Failure(description: "arrays \(a.names) and \(b.names)")
  }
  var worst = (value: 0.0, name: "")
  for name in a.names {
    let (x, y) = (try a.array(name), try b.array(name))
    guard x.shape == y.shape else { throw ScriptRunner.Failure(description: "\(name): \(x.shape) and \(y.shape)") }
    let (xs, ys) = (x.doubles, y.doubles)
    let scale = max(1, xs.map(abs).max() ?? 1)
    let deviation = (zip(xs, ys).map { abs($0 - $1) }.max() ?? 0) / scale
    if !(deviation <= worst.value) { worst = (deviation, name) }
  }
  return worst
}
