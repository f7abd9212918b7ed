import Arrays
import Build
import Glibc
import Model

/// An exported network in memory: the text of its script and the arrays that go beside it.
public struct ExportedScript {
  /// How many of what are in it.
  public struct Counts: Sendable {
    public let networks, ensembles, neurons, nodes, connections, probes: Int
    /// Functions and classes that a script defined.
    public internal(set) var functions = 0
    public internal(set) var arrays = 0
  }

  /// Where it comes from, for the first lines.
  struct Origin {
    let title: String
    let counts: Counts
    /// Seconds per step, seconds run, and the seed of processes where it does not follow from the network's.
    let simulator: (dt: Double, time: Double, seed: Int?)?

    init(_ network: Network, _ simulator: (any ParameterSource)?) {
      title = network.label ?? "A network"
      counts = Counts(
        networks: network.allNetworks.count, ensembles: network.allEnsembles.count, neurons: network.neuronCount,
        nodes: network.allNodes.count, connections: network.allConnections.count, probes: network.allProbes.count)
      self.simulator = simulator.map { simulator in
        let usual = (network.seed ?? simulator.model.seeds[.network(network)]).map { $0 &+ 1 }
        return (
          simulator.model.dt, Double(simulator.stepCount) * simulator.model.dt,
          simulator.seed == usual ? nil : simulator.seed
        )
      }
    }
  }

  public let counts: Counts
  public let arrays: [(name: String, array: NDArray)]
  /// The variables of the probes, the keys of the script's `probes`.
  public let probes: [String]
  private let imports: [String]
  private let definitions: [String]
  private let body: String
  private let networkName: String
  private let origin: Origin

  init(page: ExportPage, body: String, networkName: String, probes: [String], origin: Origin) {
    var counts = origin.counts
    counts.functions = page.functionCount
    counts.arrays = page.arrays.count
    self.counts = counts
    self.origin = origin
    self.body = body
    self.networkName = networkName
    self.probes = probes
    imports = page.imports
    definitions = page.definitions
    arrays = page.arrays
  }

  /// How the first line of every exported script ends, by which a later export knows that it may replace the file.
  static let mark = "(exported by soma)"

  // MARK: text

  /// The text of the script.
  ///
  /// - Parameter name: that of the file, without `.py`.
  public func text(named name: String) -> String {
    var text = header(name) + "\n\n" + importLines + "\n"
    if !arrays.isEmpty {
      let file = "os.path.join(os.path.dirname(os.path.abspath(__file__)), \(PythonText.string(name + ".npz")))"
      text += "\narrays = " + PythonExpression.call("np.load", [.init(nil, .text(file))]).laidOut(column: 9, indent: 0)
      text += "\n"
    }
    text += definitionLines + body + "\n"
    if networkName != "net" { text += "net = \(networkName)\n" }
    return text + "probes = " + probeTable + "\n"
  }

  /// The definitions with the empty lines around them: one before values, two around functions and classes.
  private var definitionLines: String {
    var text = ""
    var wasLong = false
    for (place, definition) in definitions.enumerated() {
      let isLong = definition.contains("\n")
      text += (isLong || wasLong ? "\n\n" : place == 0 ? "\n" : "") + definition + "\n"
      wasLong = isLong
    }
    return text + (wasLong ? "\n\n" : "\n")
  }

  private var probeTable: String {
    PythonExpression.dict(probes.map { (.text(PythonText.string($0)), .text($0)) }).laidOut(column: 9, indent: 0)
  }

  private var importLines: String {
    let hasFuture = imports.filter { $0.hasPrefix("from __future__") }
    let others = imports.filter { !$0.hasPrefix("from __future__") } + (arrays.isEmpty ? [] : ["import os"])
    let system = others.sorted()
    return
      (hasFuture + system + (hasFuture.isEmpty && system.isEmpty ? [] : [""]) + ["import numpy as np", "import nengo"])
      .joined(separator: "\n")
  }

  private func header(_ name: String) -> String {
    let title = origin.title.split(whereSeparator: \.isNewline).joined(separator: " ")
    let state: String
    var settings = ""
    if let simulator = origin.simulator {
      state = "Its parameters are those that a simulator had after \(PythonText.number(simulator.time)) s."
      if simulator.dt != 0.001 { settings += ", dt=\(PythonText.number(simulator.dt))" }
      if let seed = simulator.seed { settings += ", seed=\(seed)" }
    } else {
      state = "Its parameters are drawn and solved when a simulator is made: the same for the same seeds."
    }
    let record = probes.first.map { "\n    print(sim.data[probes[\(PythonText.string($0))]])" } ?? ""
    return """
      \"""\(PythonText.documentation(title)) \(Self.mark)

      \(PythonText.wrapped("\(summary). \(state)"))

          from \(name) import net, probes

          with nengo.Simulator(net\(settings)) as sim:
              sim.run(1.0)\(record)
      \"""
      """
  }

  private var summary: String {
    func count(_ n: Int, _ noun: String) -> String { n == 1 ? "1 \(noun)" : "\(n) \(noun)s" }
    let neurons = counts.neurons == 1 ? "1 neuron" : "\(counts.neurons) neurons"
    let parts = [
      (counts.ensembles, count(counts.ensembles, "ensemble") + " (\(neurons))"),
      (counts.nodes, count(counts.nodes, "node")), (counts.connections, count(counts.connections, "connection")),
      (counts.probes, count(counts.probes, "probe")),
    ].filter { $0.0 > 0 }.map(\.1)
    return parts.isEmpty ? "No objects" : parts.joined(separator: ", ")
  }
}
