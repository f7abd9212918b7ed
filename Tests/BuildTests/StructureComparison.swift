import Arrays
import Model
import Testing

@testable import Build

/// Compares a network with a description of its structure: members in order, labels, sizes, seeds, connections.
struct StructureComparison {
  private let network: Network
  private let model: BuiltModel
  private let paths: Paths
  private let name: String

  init(_ network: Network, _ name: String) throws {
    self.network = network
    self.name = name
    model = try BuiltModel(network: network, dt: 0.001, floatType: .float64)
    try model.assignSeeds(network, globalStream: RandomState(seed: 0))
    paths = Paths(network)
  }

  func expect(_ want: JSON) { compare(network, want) }

  private func compare(_ network: Network, _ want: JSON) {
    guard want["repeat_of_same_object"].isNull else { return }
    func check(_ object: ModelObject, _ label: String?, _ want: JSON) {
      #expect(model.seeds[object] == want["seed"].int, "\(name): \(object.text)")
      #expect((label ?? "") == want["label"].text, "\(name)")
    }
    func sameCount(_ count: Int, _ field: String) {
      #expect(count == want[field].list.count, "\(name): \(field) of \(want["path"].text)")
    }
    check(.network(network), network.label, want)
    sameCount(network.ensembles.count, "ensembles")
    for (ensemble, want) in zip(network.ensembles, want["ensembles"].list) {
      check(.ensemble(ensemble), ensemble.label, want)
      #expect(ensemble.nNeurons == want["n_neurons"].int && ensemble.dimensions == want["dimensions"].int, "\(name)")
      #expect(abs(ensemble.radius - (want["radius"].isNull ? 1 : want["radius"].double)) < 1e-12, "\(name)")
      #expect(ensemble.nEvalPoints == (want["n_eval_points"].isNull ? nil : want["n_eval_points"].int), "\(name)")
    }
    sameCount(network.nodes.count, "nodes")
    for (node, want) in zip(network.nodes, want["nodes"].list) {
      check(.node(node), node.label, want)
      #expect(node.sizeIn == want["size_in"].int && node.sizeOut == want["size_out"].int, "\(name): \(node)")
    }
    sameCount(network.connections.count, "connections")
    for (connection, want) in zip(network.connections, want["connections"].list) {
      #expect(model.seeds[.connection(connection)] == want["seed"].int, "\(name)")
      compare(connection, want)
    }
    sameCount(network.networks.count, "networks")
    for (subnetwork, want) in zip(network.networks, want["networks"].list) {
      compare(subnetwork, want)
    }
  }

  private func compare(_ connection: Connection, _ want: JSON) {
    let (pre, post) = (paths.text(connection.pre), paths.text(connection.post))
    #expect(pre == want["pre"].text && post == want["post"].text, "\(name)")
    #expect((connection.synapse?.text ?? "") == want["synapse"].text, "\(name): \(pre) to \(post)")
    if want["solver"].isNull == false { #expect(connection.solver.text == want["solver"].text, "\(name)") }
    guard !want["transform"].isNull else {
      #expect(connection.transform is NoTransform, "\(name): \(pre) to \(post)")
      return
    }
    guard let dense = connection.transform as? Dense, case .array(let matrix) = dense.initial else {
      Issue.record("\(name): \(pre) to \(post) has no matrix")
      return
    }
    expectClose(matrix.doubles, want["transform"].numbers, 1e-12, "\(name): \(pre) to \(post)")
  }

  /// Where objects are in the tree, in the data file's words.
  private struct Paths {
    private var paths: [ModelObject: String] = [:]

    init(_ network: Network) { add(network, "top") }

    private mutating func add(_ network: Network, _ path: String) {
      for (i, ensemble) in network.ensembles.enumerated() {
        paths[.ensemble(ensemble)] = "\(path).ensembles[\(i)]"
        paths[.neurons(ensemble.neurons)] = "\(path).ensembles[\(i)].neurons"
      }
      for (i, node) in network.nodes.enumerated() { paths[.node(node)] = "\(path).nodes[\(i)]" }
      for (i, subnetwork) in network.networks.enumerated() where paths[.network(subnetwork)] == nil {
        paths[.network(subnetwork)] = "\(path).networks[\(i)]"
        add(subnetwork, "\(path).networks[\(i)]")
      }
    }

    func text(_ view: ObjectView) -> String {
      (paths[view.object] ?? "?") + (view.index.map { "[\($0.text)]" } ?? "")
    }
  }
}
