import Foundation
import Testing

/// `%export`: what is written when several things could be meant.
struct ExportMagicTests {
  private static let start =
    "import nengo\nnet = nengo.Network(seed=1)\nwith net:\n  p = nengo.Probe(nengo.Node([1.0]))\n"

  @Test(arguments: [
    ("%export out.py", "out.py  20 lines  1 node, 1 probe\n"),
    ("other = nengo.Network()\n%export net out", "out.py  20 lines  1 node, 1 probe\n"),
    ("with net:\n  sub = nengo.Network()\n%export out", "out.py  23 lines  1 subnetwork, 1 node, 1 probe\n"),
    ("sim = nengo.Simulator(net)\n%export out", "out.py  19 lines  1 node, 1 probe\n"),
    (
      "a = nengo.Simulator(net)\nb = nengo.Simulator(net)\n%export out.py",
      "UsageError: %export: the session has several simulators: a, b. Name one: %export a net.py\n"
    ),
    (
      "other = nengo.Network()\n%export out.py",
      "UsageError: %export: the session has several networks: net, other. Name one: %export net net.py\n"
    ),
    ("del net\n%export out.py", "UsageError: %export: the session has no network and no simulator\n"),
    ("%export", "UsageError: %export [NAME] net.py: NAME is a network or a simulator of the session\n"),
    ("%export nte out.py", "NameError: name 'nte' is not defined\n"),
    ("%export p out.py", "TypeError: export takes a Network or a Simulator, got 'Probe'\n"),
  ])
  func takes(_ cell: String, _ expected: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try (Self.start + cell + "\n").write(
      to: folder.appendingPathComponent("example.py"), atomically: true, encoding: .utf8)
    let run = Tool(
      ["/usr/bin/env", "-C", folder.path, TmuxTerminal.program, "run", "example.py"],
      environment: ["HOME": folder.path, "SWIFT_BACKTRACE": "enable=no"])
    #expect((run.output + run.error).hasSuffix(expected), "\(run.output)\(run.error)")
  }
}
