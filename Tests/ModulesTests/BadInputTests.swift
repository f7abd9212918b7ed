import Foundation
import Language
import Modules
import Testing

/// What a script gets wrong: the class of the error, what its message says, and the argument that the report marks.
@Suite struct BadInputTests {
  /// Rows of `Data/bad_input.tsv`: `statement<tab>class<tab>prefix<tab>gist<tab>marked text`. Class and prefix are
  /// those that Nengo 4.1 gives.
  private struct Row {
    let statement, className, prefix, gist, marked: String
  }

  private static func rows() throws -> [Row] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Data/bad_input.tsv")
    return try String(contentsOf: path, encoding: .utf8).split(separator: "\n").map { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      try #require(parts.count == 5, "\(line)")
      return Row(statement: parts[0], className: parts[1], prefix: parts[2], gist: parts[3], marked: parts[4])
    }
  }

  /// One of each, in an open network; `state()` describes it.
  private static let setting = """
    import nengo
    import numpy as np
    with nengo.Network(seed=1) as net:
        a = nengo.Ensemble(10, 2, label="a")
        b = nengo.Ensemble(8, 3, label="b")
        n = nengo.Node(size_in=2, label="n")
        k = nengo.Node([1, 2], label="k")
        f = nengo.Node(lambda t, x: x, size_in=2, label="f")
        sink = nengo.Node(lambda t, x: None, size_in=2, label="sink")
        d = nengo.Ensemble(10, 2, neuron_type=nengo.Direct(), label="d")
        c = nengo.Connection(a, n)
        cl = nengo.Connection(a, n, learning_rule_type=nengo.PES())
        p = nengo.Probe(a)
        ea = nengo.networks.EnsembleArray(10, 2)
    lif = nengo.LIF()
    sim = nengo.Simulator(net, progress_bar=False)

    def state():
        objects = [str(x) for x in net.all_objects]
        values = [a.radius, str(a.encoders), c.synapse, c.transform, c.function, p.sample_every, n.output, n.size_in]
        return str([objects, values, net.seed, net.config[nengo.Ensemble].radius, sorted(sim.model.seeds.values())])

    def recorded():
        with nengo.Simulator(net, progress_bar=False) as sim:
            sim.run_steps(5)
        return str(sim.data[p].tolist())

    before = recorded()
    net.__enter__()

    """

  @Test func argumentsAreMarkedAndNetworksStay() throws {
    let host = ScriptHost()
    let interpreter = Interpreter(host: host)
    try interpreter.run(SourceText(name: "setting.py", text: Self.setting))
    let before = try host.value("state()", interpreter)
    for row in try Self.rows() {
      let error = host.failure(of: row.statement, interpreter)
      guard let error else {
        Issue.record("accepted: \(row.statement)")
        continue
      }
      #expect(error.type.name == row.className, "\(row.statement): \(error.message)")
      #expect(row.prefix.isEmpty || error.message.hasPrefix(row.prefix + ": "), "\(row.statement): \(error.message)")
      #expect(row.gist.isEmpty || error.message.contains(row.gist), "\(row.statement): \(error.message)")
      #expect(marked(error.traceback.last) == row.marked, "\(row.statement)")
      #expect(try host.value("state()", interpreter) == before, "\(row.statement)")
    }
    try interpreter.run(SourceText(name: "end.py", text: "net.__exit__(None, None, None)\n"))
    #expect(try host.value("recorded() == before", interpreter) == "True")
  }

  @Test(arguments: [
    ("nengo.Ensemble(10, 1, rad=1)", "radius"), ("nengo.Lowpass(tua=0.1)", "tau"),
    ("nengo.Connection(a, n, sinapse=1)", "synapse"), ("nengo.Network(lable='x')", "label"),
    ("nengo.Simulator(net, sed=1)", "seed"), ("np.zeros(3, dtipe=int)", "dtype"),
  ])
  func keywordsAreSuggested(statement: String, name: String) throws {
    let host = ScriptHost()
    let interpreter = Interpreter(host: host)
    try interpreter.run(SourceText(name: "setting.py", text: Self.setting))
    #expect(host.failure(of: statement, interpreter)?.hint == "Did you mean: '\(name)'?")
  }

  /// What shows when a network is built is reported with the line that made the object at fault.
  @Test(arguments: [
    ("nengo.Ensemble(10, 1, max_rates=[600] * 10)", "ValidationError", "LIF.max_rates", "[600] * 10"),
    ("nengo.Ensemble(10, 1, intercepts=[1.5] * 10)", "BuildError", "intercepts", "[1.5] * 10"),
    ("nengo.Ensemble(2, 2, encoders=[[1, 0], [0, 0]])", "BuildError", "zero-length", "[[1, 0], [0, 0]]"),
    (
      "nengo.Ensemble(10, 1, encoders=nengo.dists.Choice([1, -1]))", "ValidationError", "Choice.options",
      "nengo.dists.Choice([1, -1])"
    ),
    (
      "nengo.Ensemble(10, 1, gain=nengo.dists.Choice([2]))", "NotImplementedError", "bias",
      "nengo.Ensemble(10, 1, gain=nengo.dists.Choice([2]))"
    ),
    ("nengo.Connection(e, m, function=lambda x: None)", "BuildError", "None", "lambda x: None"),
    ("nengo.Connection(e, m, eval_points=[[-9]], solver=s)", "BuildError", "activities", "[[-9]]"),
    (
      "nengo.Connection(e, m, solver=nengo.solvers.NoSolver(np.ones((3, 1))))", "BuildError", "shape",
      "nengo.solvers.NoSolver(np.ones((3, 1)))"
    ),
    (
      "nengo.Connection(e, m, transform=nengo.Sparse((1, 1), indices=[[0, 0]]))", "BuildError", "parse",
      "nengo.Sparse((1, 1), indices=[[0, 0]])"
    ),
    (
      "nengo.Probe(nengo.Connection(m, m, synapse=0), 'weights')", "BuildError", "weights",
      "nengo.Probe(nengo.Connection(m, m, synapse=0), 'weights')"
    ),
  ])
  func buildErrorsShowTheMaker(statement: String, className: String, gist: String, marked: String) throws {
    let host = ScriptHost()
    let interpreter = Interpreter(host: host)
    let script = """
      import nengo
      import numpy as np
      s = nengo.solvers.LstsqL2()
      with nengo.Network(seed=1) as net:
          e = nengo.Ensemble(10, 1, encoders=[[1]] * 10, intercepts=[0.5] * 10)
          m = nengo.Node(size_in=1)
          \(statement)
      """
    try interpreter.run(SourceText(name: "model.py", text: script))
    let error = try #require(host.failure(of: "nengo.Simulator(net)", interpreter), "\(statement)")
    #expect(error.type.name == className, "\(error.message)")
    #expect(error.message.contains(gist), "\(error.message)")
    #expect(self.marked(error.traceback.last) == "nengo.Simulator(net)")
    let note = (error.notes.first ?? "").split(separator: "\n").map(String.init)
    try #require(note.count == 3, "\(statement): \(error.notes)")
    #expect(note[0] == "made at File \"model.py\", line 7")
    let start = note[2].prefix { $0 == " " }.count
    #expect(String(note[1].dropFirst(start).prefix(note[2].count - start)) == marked)
  }

  /// What a node's function gives while the network runs is reported with the line that made the node.
  @Test(arguments: ["lambda t: None", "lambda t: [1, 2]", "lambda t: [[1]]", "lambda t: np.inf", "lambda t: {}"])
  func runErrorsShowTheMaker(function: String) throws {
    let host = ScriptHost()
    let interpreter = Interpreter(host: host)
    let script = """
      import nengo
      import numpy as np
      with nengo.Network() as net:
          node = nengo.Node(output=\(function), size_out=1)
      sim = nengo.Simulator(net, progress_bar=False)
      """
    try interpreter.run(SourceText(name: "model.py", text: script))
    let error = try #require(host.failure(of: "sim.run_steps(2)", interpreter))
    #expect(error.type.name == "SimulationError" && marked(error.traceback.last) == "sim.run_steps(2)")
    let note = (error.notes.first ?? "").split(separator: "\n").map(String.init)
    try #require(note.count == 3, "\(error.notes)")
    #expect(note[0] == "made at File \"model.py\", line 4")
    #expect(note[2].filter { $0 == "^" }.count == function.count)
  }

  /// Lists of members are the network's own, and take nothing that can be no member.
  @Test(arguments: [
    ("net.ensembles.append(5)", 3), ("net.ensembles.append(n)", 3), ("net.networks.append(net)", 3),
    ("inner.networks.append(net)", 3), ("net.ensembles.remove(a)", 2), ("net.ensembles.clear()", 2),
    ("net.ensembles[0] = 'x'", 2), ("net.ensembles.extend([a, a])", 5), ("net.networks.pop()", 2),
    ("net.nodes.append(nengo.Node(1, add_to_container=False))", 4), ("del net.nodes[:]", 2),
  ])
  func listsOfMembers(statement: String, count: Int) throws {
    let host = ScriptHost()
    let interpreter = Interpreter(host: host)
    let script = """
      import nengo
      with nengo.Network() as net:
          a = nengo.Ensemble(5, 1)
          n = nengo.Node(size_in=1)
          with nengo.Network() as inner:
              pass
      kept = net.ensembles
      """
    try interpreter.run(SourceText(name: "model.py", text: script + "\n" + statement + "\n"))
    #expect(try host.value("len(net.all_objects)", interpreter) == "\(count)", "\(statement)")
    #expect(try host.value("kept is net.ensembles and kept == net.all_ensembles", interpreter) == "True")
  }

  private func marked(_ entry: TracebackEntry?) -> String {
    guard let entry else { return "" }
    return String(Array(entry.source)[entry.marked])
  }
}

/// Runs statements and keeps what they print.
private final class ScriptHost: InterpreterHost {
  private var output = ""
  private let loader = ModuleLoader()

  func write(_ text: String, to stream: Language.OutputStream) {
    if stream == .output { output += text }
  }
  func module(named name: String, _ interpreter: Interpreter) throws -> ModuleObject? { try loader.module(named: name) }
  var moduleNames: [String] { loader.names }
  func exception(for error: any Error) -> ScriptError? { ScriptError(for: error) }
  func showWarning(_ warning: ShownWarning) {}

  /// What `print(expression)` prints.
  func value(_ expression: String, _ interpreter: Interpreter) throws -> String {
    output = ""
    try interpreter.run(SourceText(name: "value.py", text: "print(\(expression))\n"))
    return String(output.dropLast())
  }

  /// The exception that a statement ends with.
  func failure(of statement: String, _ interpreter: Interpreter) -> ExceptionObject? {
    do { try interpreter.run(SourceText(name: "row.py", text: statement + "\n")) } catch {
      return (error as? ScriptError)?.exception
    }
    return nil
  }
}
