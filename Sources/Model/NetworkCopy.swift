/// Copies of networks and of single objects: new identities, the same seeds, labels and settings.

extension Network {
  /// A deep copy. References to objects outside the network stay as they are.
  ///
  /// - Parameters:
  ///   - context: gives the network that the copy goes to.
  ///   - addToContainer: nil: the copy goes to the current network if there is one.
  public func copy(in context: ModelContext, addToContainer: Bool? = nil) throws -> Network {
    var copier = NetworkCopier()
    let copy = copier.copy(self)
    copier.connect()
    if addToContainer != false, let current = context.currentNetwork {
      guard current.canHold(copy) else {
        throw NengoError(.networkContext, "networks are nested more than \(Network.nestingLimit) deep")
      }
      current.networks.append(copy)
      current.settleLevels()
    } else if addToContainer == true {
      _ = try context.container(for: Self.className, add: true)
    }
    return copy
  }
}

extension NetworkObject {
  /// A copy of the object, which belongs to the current network if `addToContainer` says so (as it does by default).
  public func copy(in context: ModelContext, addToContainer: Bool = true) throws -> NetworkObject {
    let network = try context.container(for: Swift.type(of: self).className, add: addToContainer)
    let copy: NetworkObject
    switch self {
    case is Ensemble: copy = Ensemble()
    case is Node: copy = Node()
    case is Probe: copy = Probe()
    case let connection as Connection: copy = Connection(copying: connection) { $0 }
    default: throw NengoError(.type, "cannot copy a \(Swift.type(of: self).className)")
    }
    if !(self is Connection) { copy.copyValues(of: self) { $0 } }
    network?.add(copy)
    return copy
  }
}

/// One copying under way: which copy stands for which object.
private struct NetworkCopier {
  private var ensembles: [Ensemble: Ensemble] = [:]
  private var nodes: [Node: Node] = [:]
  private var connections: [Connection: Connection] = [:]
  private var probes: [Probe: Probe] = [:]
  private var networks: [(original: Network, copy: Network)] = []

  /// Copies a network's members but for what points at others.
  mutating func copy(_ network: Network) -> Network {
    let copy = network.twin()
    networks.append((network, copy))
    for ensemble in network.ensembles {
      let new = Ensemble()
      new.copyValues(of: ensemble) { $0 }
      ensembles[ensemble] = new
      copy.ensembles.append(new)
    }
    for node in network.nodes {
      let new = Node()
      new.copyValues(of: node) { $0 }
      nodes[node] = new
      copy.nodes.append(new)
    }
    for subnetwork in network.networks { copy.networks.append(self.copy(subnetwork)) }
    return copy
  }

  /// Copies connections and probes, whose ends may lie anywhere in the tree. Connections that end at the learning
  /// rule of another one come after it.
  mutating func connect() {
    for (original, copy) in networks {
      for connection in original.connections { copy.connections.append(mapped(connection)) }
    }
    for (original, copy) in networks {
      for probe in original.probes {
        let new = Probe()
        let mapping = objectMapping
        new.copyValues(of: probe) { mapping.value($0) }
        probes[probe] = new
        copy.probes.append(new)
      }
    }
    let mapping = objectMapping
    for (original, copy) in networks {
      copy.config = original.config.copy(mapping: mapping.object)
      copy.parts = original.parts.mapValues(mapping.part)
      copy.adopt(mapping)
    }
  }

  private mutating func mapped(_ connection: Connection) -> Connection {
    if let known = connections[connection] { return known }
    if case .learningRule(let rule) = connection.postObject, isMember(rule.connection) { _ = mapped(rule.connection) }
    let mapping = objectMapping
    let copy = Connection(copying: connection) { mapping.value($0) }
    connections[connection] = copy
    return copy
  }

  private func isMember(_ connection: Connection) -> Bool {
    networks.contains { $0.original.connections.contains { $0 === connection } }
  }

  private var objectMapping: ObjectMapping {
    ObjectMapping(
      ensembles: ensembles, nodes: nodes, connections: connections, probes: probes,
      networks: Dictionary(networks.map { ($0.original, $0.copy) }) { first, _ in first })
  }
}

/// Which object stands for which; those it doesn't know stand for themselves.
struct ObjectMapping {
  let ensembles: [Ensemble: Ensemble]
  let nodes: [Node: Node]
  let connections: [Connection: Connection]
  let probes: [Probe: Probe]
  let networks: [Network: Network]

  func ensemble(_ ensemble: Ensemble) -> Ensemble { ensembles[ensemble] ?? ensemble }
  func node(_ node: Node) -> Node { nodes[node] ?? node }
  func connection(_ connection: Connection) -> Connection { connections[connection] ?? connection }
  func network<Kind: Network>(_ network: Kind) -> Kind { networks[network] as? Kind ?? network }

  func object(_ object: ModelObject) -> ModelObject {
    switch object {
    case .ensemble(let ensemble): .ensemble(ensembles[ensemble] ?? ensemble)
    case .neurons(let neurons): .neurons((ensembles[neurons.ensemble] ?? neurons.ensemble).neurons)
    case .node(let node): .node(nodes[node] ?? node)
    case .connection(let connection): .connection(connections[connection] ?? connection)
    case .learningRule(let rule):
      .learningRule(LearningRule(of: connections[rule.connection] ?? rule.connection, type: rule.type))
    case .probe(let probe): .probe(probes[probe] ?? probe)
    case .network(let network): .network(networks[network] ?? network)
    }
  }

  /// A setting with the objects that it points at replaced.
  func value(_ value: ParameterValue) -> ParameterValue {
    guard case .object(let view) = value else { return value }
    return .object(view.replacingObject(object(view.object)))
  }

  func part(_ part: Network.Part) -> Network.Part {
    switch part {
    case .object(let object): .object(self.object(object))
    case .list(let objects): .list(objects.map(self.object))
    case .none: .none
    }
  }
}
