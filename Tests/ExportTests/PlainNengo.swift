import Foundation

/// A Python that has Nengo, for tests that run exported scripts under the real one.
///
/// The environment's `SOMA_NENGO_PYTHON` names programs, separated by colons; without it, `python3` serves if it can
/// import Nengo.
struct PlainNengo: Sendable, CustomStringConvertible {
  let program: String
  let version: String
  let hasSciPy: Bool

  var description: String { "Nengo \(version)" }

  static let all: [PlainNengo] = {
    let named = ProcessInfo.processInfo.environment["SOMA_NENGO_PYTHON"]?.split(separator: ":").map(String.init)
    return (named ?? ["python3"]).compactMap(PlainNengo.init)
  }()

  private init?(_ program: String) {
    let ask = "import nengo, importlib.util as u; print(nengo.__version__, u.find_spec('scipy') is not None)"
    guard let answer = try? Self.run(program, ["-c", ask], in: NSTemporaryDirectory()), answer.status == 0 else {
      return nil
    }
    let words = answer.output.split(whereSeparator: \.isWhitespace)
    guard words.count == 2 else { return nil }
    self.program = program
    version = String(words[0])
    hasSciPy = words[1] == "True"
  }

  /// Runs a program of Python's and gives what it prints, errors included.
  func run(_ arguments: [String], in folder: String) throws -> (status: Int32, output: String) {
    try Self.run(program, arguments, in: folder)
  }

  private static func run(
    _ program: String, _ arguments: [String], in folder: String
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(["CUDA_VISIBLE_DEVICES": ""]) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
