import Build
import Engine
import Model

/// A network as it was built, with what a simulator reads off it: settings, inputs and outputs with their names, marks
/// of parameters. A rebuild replaces it as a whole.
struct BuiltNetwork {
  let model: BuiltModel
  let settings: SimulatorSettings
  /// Nodes that are fed from outside: those without input, tensor nodes aside.
  let inputNodes: [Node]
  let names: NameTable
  /// By probe.
  let keepsHistory: [Bool]
  let marks: [ObjectIdentifier: ParameterMark]
  /// Values of parameters that were trained once and are fixed now, by base signal.
  var fixedValues: [ObjectIdentifier: [Double]] = [:]

  var probes: [Probe] { model.probes }

  init(
    _ network: Network?, _ model: BuiltModel, _ settings: SimulatorSettings, warn: @escaping (NengoWarning) -> Void
  ) throws {
    self.model = model
    self.settings = settings
    inputNodes = (network?.allNodes ?? []).filter { node in
      if case .tensorFunction = node.output { return false }
      return node.sizeIn == 0 && !node.isPassthrough
    }
    names = NameTable(inputs: inputNodes, probes: model.probes)
    keepsHistory = try model.probes.map { try SimulatorSettings.keepsHistory($0, in: network) }
    marks = Trainability(model, settings, warn: warn).marks
  }
}

extension Simulator {
  public var model: BuiltModel { built.model }
  public var settings: SimulatorSettings { built.settings }
  public var inputNodes: [Node] { built.inputNodes }
  public var probes: [Probe] { built.probes }
  var names: NameTable { built.names }
  var keepsHistory: [Bool] { built.keepsHistory }
}
