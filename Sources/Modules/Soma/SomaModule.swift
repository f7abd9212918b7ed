import DL
import Export
import Language
import Model

/// `soma`: what soma has besides the modules of Python, NumPy, Nengo and NengoDL.
public enum SomaModule {
  public static let version = "0.1.0"

  static var row: ModuleRow { ModuleRow("soma") { _ in make() } }

  private static func make() -> ModuleObject {
    ModuleObject("soma", doc: "What soma has besides the modules that Python knows.") { module in
      module.define("__version__", .string(version))
      module.define(export)
    }
  }

  private static let export = BuiltinFunction(
    "export", module: "soma",
    [
      .required("what", "a network, or a simulator with its present parameters", type: "Network or Simulator"),
      .required("path", "of the script; the arrays go beside it", type: "str"),
      .optional("overwrite", .bool(false), "replace files that no export wrote", type: "bool"),
    ], summary: "Write a network as a Python script for plain Nengo, with its arrays in an .npz beside it.",
    doc: """
      The script makes the same network in Nengo 4.1 or 3.2 and needs nothing of soma: it has the objects in the order
      in which they were made, under your variable names, and `net` and `probes` (by name) for whoever imports it.

      A network is written as it was described: the same seeds give the same model. A simulator is written with the
      parameters that it has now, learned and trained ones too: encoders, gains, biases, decoders and weights are in the
      .npz. The network of your session is not changed.

      Functions are written as they stand in the script, with the numbers, texts, lists, arrays, modules and functions
      that they use, as these are now. What plain Nengo cannot do, and what has no form in a script, is an error, and no
      file is touched.

      A script that an export wrote is replaced; any other file stays, unless overwrite is True.
      """
  ) { call in
    .object(
      try ExportBinding.export(
        call.value("what"), to: try call.string("path"), overwrites: try call.bool("overwrite"), call.interpreter))
  }
}

/// Exports of the networks and simulators of a session.
public enum ExportBinding {
  /// Writes a network or simulator to `path` and `.npz` beside it.
  ///
  /// - Throws: `TypeError` for anything else, `SimulatorClosed` for a closed `nengo_dl.Simulator`, and what
  ///   `Exporter.script` and `ExportedScript.write` throw.
  public static func export(
    _ value: Value, to path: String, overwrites: Bool, _ interpreter: Interpreter
  ) throws -> ExportObject {
    let author = SessionAuthor(interpreter)
    let script: ExportedScript
    if let simulator: SimulatorObject = value.host() {
      guard let network = simulator.simulator.model.network else {
        throw ScriptError(.valueError, "the simulator has no network to export")
      }
      script = try Exporter.script(of: network, from: simulator.simulator, author: author)
    } else if let simulator: DLSimulatorObject = value.host() {
      guard !simulator.simulator.isClosed else {
        throw NengoError(
          .simulatorClosed, "the simulator is closed and its parameters are gone; export it before it is closed")
      }
      guard let network = simulator.simulator.network else {
        throw ScriptError(.valueError, "the simulator has no network to export")
      }
      script = try Exporter.script(of: network, from: simulator.simulator, author: author)
    } else if let network: Network = value.host() {
      script = try Exporter.script(of: network, author: author)
    } else {
      throw ScriptError(.typeError, "export takes a Network or a Simulator, got '\(value.typeName)'")
    }
    return ExportObject(try script.write(to: path, overwrites: overwrites))
  }

  /// What can be exported, by variable: the simulators, and the networks that belong to no other network.
  public static func candidates(
    _ interpreter: Interpreter
  ) -> (simulators: [(name: String, value: Value)], networks: [(name: String, value: Value)]) {
    var simulators: [(name: String, value: Value)] = []
    var networks: [(name: String, value: Value)] = []
    var inner: Set<Network> = []
    var seen: Set<ObjectIdentifier> = []
    for name in interpreter.variableNames where !name.hasPrefix("_") {
      guard let value = interpreter.variable(name), case .object(let object) = value else { continue }
      if let network: Network = value.host() {
        guard seen.insert(ObjectIdentifier(network)).inserted else { continue }
        networks.append((name, value))
        inner.formUnion(network.allNetworks)
      } else if object is SimulatorObject || object is DLSimulatorObject {
        if seen.insert(ObjectIdentifier(object)).inserted { simulators.append((name, value)) }
      }
    }
    return (
      simulators, networks.filter { _, value in value.host(as: Network.self).map { !inner.contains($0) } ?? false }
    )
  }
}

/// What an export has written, as scripts see it.
public final class ExportObject: HostObject, Printable {
  public let report: ExportReport
  init(_ report: ExportReport) { self.report = report }

  static let typeObject = TypeObject(
    "Export", module: "soma", doc: "What an export has written.",
    properties: [
      Property("path", doc: "The script.") { (export: ExportObject, _) in .string(export.report.path) },
      Property("arrays_path", doc: "The arrays beside it; None if there are none.") { (export: ExportObject, _) in
        export.report.arraysPath.map { .string($0) } ?? .none
      },
      Property("probes", doc: "The keys of the script's `probes`.") { (export: ExportObject, _) in
        .newList(export.report.probes.map { .string($0) })
      },
    ])
  public var type: TypeObject { Self.typeObject }

  public func repr(_ interpreter: Interpreter) throws -> String { report.text }
}

extension ExportReport {
  /// One line for each file.
  var text: String {
    func count(_ n: Int, _ noun: String) -> String { n == 1 ? "1 \(noun)" : "\(n) \(noun)s" }
    let kinds = [
      (counts.networks, "subnetwork"), (counts.ensembles, "ensemble"), (counts.nodes, "node"),
      (counts.connections, "connection"), (counts.probes, "probe"), (counts.functions, "function"),
    ]
    let parts = kinds.filter { $0.0 > 0 }.map { count($0.0, $0.1) }
    var rows = [(path, count(lineCount, "line"), parts.joined(separator: ", "))]
    if let arraysPath { rows.append((arraysPath, Self.size(arraysByteCount), count(counts.arrays, "array"))) }
    let widths = (rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0)
    return rows.map { path, size, what in
      "\(path)\(Self.blanks(widths.0 - path.count))  \(Self.blanks(widths.1 - size.count))\(size)  \(what)"
    }.joined(separator: "\n")
  }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  private static func size(_ bytes: Int) -> String {
    if bytes < 1000 { return "\(bytes) bytes" }
    let (value, unit) = bytes < 1_000_000 ? (Double(bytes) / 1000, "kB") : (Double(bytes) / 1_000_000, "MB")
    let tenths = Int((value * 10).rounded())
    return tenths < 100 ? "\(tenths / 10).\(tenths % 10) \(unit)" : "\((tenths + 5) / 10) \(unit)"
  }
}
