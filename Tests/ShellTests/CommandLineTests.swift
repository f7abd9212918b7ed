import Foundation
import Testing

/// The program without a terminal: statuses and streams.
@Suite("The command line", .timeLimit(.minutes(1)))
struct CommandLineTests {
  private func soma(_ arguments: [String], input: String = "") throws -> Tool {
    let state = FileManager.default.temporaryDirectory.appendingPathComponent("soma-test-state").path
    let environment = ["HOME": state, "XDG_STATE_HOME": state, "SWIFT_BACKTRACE": "enable=no"]
    return Tool([TmuxTerminal.program] + arguments, input: input, environment: environment)
  }

  private func withScript(_ text: String, named name: String = "script.py", _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent(name)
    try text.write(to: file, atomically: true, encoding: .utf8)
    try body(file.path)
  }

  @Test func versionAndHelp() throws {
    let version = try soma(["--version"])
    #expect(version.status == 0)
    #expect(version.output.hasPrefix("soma "))
    let help = try soma(["--help"])
    #expect(help.status == 0)
    #expect(help.output.contains("run"))
  }

  /// What a simulator says of its work; without a terminal no bar is drawn.
  @Test func simulatorsSayWhenTheyAreDone() throws {
    let start = "import nengo\nnet = nengo.Network(seed=0)\n"
    let told = try soma(["-c", start + "with nengo.Simulator(net) as sim:\n  sim.run(0.01)\nprint('end')"])
    #expect(told.output == "Build finished in 0:00:01.\nSimulation finished in 0:00:01.\nend\n")
    let quiet = try soma(["-c", start + "sim = nengo.Simulator(net, progress_bar=False)\nsim.run(0.01)\nprint('end')"])
    #expect(quiet.output == "end\n")
    let one = try soma([
      "-c",
      start + "nengo.rc.set('progress', 'progress_bar', 'none')\nsim = nengo.Simulator(net)\n"
        + "sim.run(0.01, progress_bar=nengo.utils.progress.TerminalProgressBar())",
    ])
    #expect(one.output == "Simulation finished in 0:00:01.\n")
  }

  @Test func usageErrors() throws {
    #expect(try soma(["--nonsense"]).status == 2)
    #expect(try soma(["run"]).status == 2)
    #expect(try soma(["--color", "blue"]).status == 2)
  }

  @Test func aMissingFileIsNamed() throws {
    let result = try soma(["run", "/nowhere/x.py"])
    #expect(result.status == 3)
    #expect(result.error == "soma: cannot read '/nowhere/x.py': No such file or directory\n")
  }

  @Test func codeAndPipes() throws {
    let code = try soma(["-c", "print(1 + 1)"])
    #expect(code.output == "2\n")
    #expect(code.status == 0)
    let pipe = try soma([], input: "x = 20\nprint(x + 1)\nx\n")
    #expect(pipe.output == "21\n")
    #expect(pipe.error.isEmpty)
  }

  @Test func anErrorIsReportedOnStandardError() throws {
    let result = try soma(["-c", "print('before')\nxyzzy"])
    #expect(result.status == 1)
    #expect(result.output == "before\n")
    #expect(result.error.hasSuffix("NameError: name 'xyzzy' is not defined\n"))
    #expect(!result.error.contains("\u{1B}"))
  }

  @Test(arguments: [("exit()", 0), ("exit(7)", 7), ("import sys; sys.exit(4)", 4), ("raise SystemExit('why')", 1)])
  func statuses(code: String, status: Int32) throws {
    let result = try soma(["-c", code])
    #expect(result.status == status)
  }

  @Test func argumentsReachTheScript() throws {
    try withScript("import sys\nprint(sys.argv[1:])") { path in
      let result = try soma(["run", path, "--no-tui", "a", "--flag"])
      #expect(result.output == "['a', '--flag']\n")
    }
  }

  @Test func cellsGoOnAfterAFailure() throws {
    let text = "print(1)\n# %% second\nprint(2)\nnope\nprint(3)\n# %%\nprint(4)\n# %%\n1 +\n"
    try withScript(text) { path in
      let result = try soma(["run", path, "--keep-going"])
      #expect(result.output == "1\n2\n4\n")
      #expect(result.error.contains("cell 2 failed (line 4): NameError: name 'nope' is not defined"))
      #expect(result.error.contains("cell 4 failed (line 9): SyntaxError"))
      #expect(result.error.hasSuffix("cells: 2 ok, 2 failed\n"))
      #expect(result.status == 1)
    }
  }

  @Test func notebooksShowValues() throws {
    let text = #"""
      {"cells": [{"cell_type": "markdown", "source": ["# title"]},
       {"cell_type": "code", "source": ["x = 3\n", "x + 1"]}, {"cell_type": "code", "source": "x;"}]}
      """#
    try withScript(text, named: "book.ipynb") { path in
      let result = try soma(["run", path])
      #expect(result.output == "Out[1]: 4\n")
    }
  }

  @Test func magicsOfNotebooksAreAccepted() throws {
    let result = try soma(["-c", "%matplotlib inline\n%load_ext autoreload\nprint('on')\n%nonsense"])
    #expect(result.output == "on\n")
    #expect(result.error.contains("UsageError: Line magic function `%nonsense` not found."))
  }
}
