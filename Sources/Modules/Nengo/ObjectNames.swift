import Language
import Model

/// What people call the objects of a network: by label, by the variable that holds them, or by their place.
struct ObjectNames {
  private var names: [ModelObject: String] = [:]

  init(_ network: Network?, _ interpreter: Interpreter) {
    if let network { addPlaces(in: network, path: "") }
    for name in interpreter.variableNames where !name.hasPrefix("_") {
      if let value = interpreter.variable(name), let object = try? ModelObject(value) { names[object] = name }
    }
  }

  private mutating func addPlaces(in network: Network, path: String) {
    for (i, ensemble) in network.ensembles.enumerated() { names[.ensemble(ensemble)] = "\(path)ensembles[\(i)]" }
    for (i, node) in network.nodes.enumerated() { names[.node(node)] = "\(path)nodes[\(i)]" }
    for (i, probe) in network.probes.enumerated() { names[.probe(probe)] = "\(path)probes[\(i)]" }
    for (i, subnetwork) in network.networks.enumerated() {
      let place = subnetwork.label.map { "\(path)\($0)" } ?? "\(path)networks[\(i)]"
      names[.network(subnetwork)] = place
      addPlaces(in: subnetwork, path: place + ".")
    }
  }

  /// A short name: `a`, `ensembles[2]`, `a → b` for a connection.
  subscript(object: ModelObject, arrow: String) -> String {
    switch object {
    case .ensemble(let ensemble): return ensemble.label ?? names[object] ?? "Ensemble"
    case .neurons(let neurons): return self[.ensemble(neurons.ensemble), arrow] + ".neurons"
    case .node(let node): return node.label ?? names[object] ?? "Node"
    case .probe(let probe): return probe.label ?? names[object] ?? "Probe of \(self[probe.object, arrow])"
    case .network(let network): return network.label ?? names[object] ?? "Network"
    case .learningRule(let rule): return "\(rule.type.typeName) of \(self[.connection(rule.connection), arrow])"
    case .connection(let connection):
      if let name = connection.label ?? names[object] { return name }
      return "\(self[connection.preObject, arrow]) \(arrow) \(self[connection.postObject, arrow])"
    }
  }
}
