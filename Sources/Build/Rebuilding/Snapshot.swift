/// The settings of an object as they were when it was built, to be compared with what they are at the next build.
import Arrays
import Model

struct Snapshot {
  /// The seed that the object has of its own.
  let ownSeed: Int?
  private let values: [(name: String, value: ParameterValue)]

  /// Settings that say nothing of what is built; seeds are compared as they were used.
  private static let ignored: Set<String> = ["label", "seed"]

  init(_ object: NetworkObject) {
    ownSeed = object.seed
    values = type(of: object).parameters.filter { !Self.ignored.contains($0.name) }.map { spec in
      (spec.name, Self.kept(object.value(of: spec.name) ?? .none))
    }
  }

  init(_ network: Network) {
    ownSeed = network.seed
    values = []
  }

  /// Scripts may write into arrays that they gave, so that these are copied.
  private static func kept(_ value: ParameterValue) -> ParameterValue {
    if case .array(let array) = value { .array(array.copy()) } else { value }
  }

  func value(of name: String) -> ParameterValue? { values.first { $0.name == name }?.value }

  /// The names of settings that differ, in the order of the class's table.
  func changes(since old: Snapshot) -> [String] {
    zip(values, old.values).filter { !$0.value.isSame(as: $1.value) }.map { $0.0.name }
  }
}

extension BuiltModel {
  /// Takes a snapshot of every object in a tree.
  func takeSnapshots(of network: Network) {
    guard snapshots.updateValue(Snapshot(network), forKey: .network(network)) == nil else { return }
    for ensemble in network.ensembles { snapshots[.ensemble(ensemble)] = Snapshot(ensemble) }
    for node in network.nodes { snapshots[.node(node)] = Snapshot(node) }
    for connection in network.connections { snapshots[.connection(connection)] = Snapshot(connection) }
    for probe in network.probes { snapshots[.probe(probe)] = Snapshot(probe) }
    for subnetwork in network.networks { takeSnapshots(of: subnetwork) }
  }
}
