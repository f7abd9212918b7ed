/// A group of network objects and of further networks.

/// A network: lists of its direct members, in creation order, and the defaults for objects made in it.
public class Network {
  public static let className = "Network"
  /// The name of the class in texts.
  public class var kindName: String { className }

  /// What a network of a known kind offers under a name.
  public enum Part {
    case none
    case object(ModelObject)
    case list([ModelObject])
  }

  /// What a binding keeps beside the network; the model does not look at it.
  public final var companion: AnyObject?

  /// The place in the order in which the objects of a context were made.
  public final let serial: Int

  /// How many networks the network lies in, each within the next.
  public internal(set) var level = 0
  public var label: String?
  /// Any integer; whether it can be a seed shows when the network is built.
  public var seed: Int?
  public internal(set) var config: Config
  /// Named parts of networks that come ready made, such as `input` and `output`.
  public internal(set) var parts: [String: Part] = [:]

  public var ensembles: [Ensemble] = [] { didSet { membersDidChange?() } }
  public var nodes: [Node] = [] { didSet { membersDidChange?() } }
  public var connections: [Connection] = [] { didSet { membersDidChange?() } }
  public var networks: [Network] = [] { didSet { membersDidChange?() } }
  public var probes: [Probe] = [] { didSet { membersDidChange?() } }
  /// For a binding that shows the members.
  public final var membersDidChange: (() -> Void)?

  /// A network in the current network of `context`, if there is one.
  ///
  /// - Parameter addToContainer: true: there has to be a current network; false: the network stands alone.
  public init(
    label: String? = nil, seed: Int? = nil, in context: ModelContext? = nil, addToContainer: Bool? = nil
  ) throws {
    self.label = label
    self.seed = seed
    serial = context?.nextSerial() ?? 0
    config = try Config([Connection.className, Ensemble.className, Node.className, Probe.className])
    if addToContainer != false, let current = context?.currentNetwork {
      level = current.level + 1
      guard level <= Self.nestingLimit else {
        throw NengoError(.networkContext, "networks are nested more than \(Self.nestingLimit) deep")
      }
      current.networks.append(self)
    } else if addToContainer == true {
      _ = try (context ?? ModelContext()).container(for: Self.className, add: true)
    }
  }

  /// For copies.
  init(copying other: Network) {
    label = other.label
    seed = other.seed
    serial = other.serial
    config = Config()
  }

  /// The network to which a copy's members come. For classes with methods that a copy is to have too.
  func twin() -> Network { Network(copying: self) }

  /// Takes the copies of objects in place of the originals, where the class keeps some beside its lists.
  func adopt(_ copies: ObjectMapping) {}

  /// Appends an object to the list of its kind.
  public func add(_ object: NetworkObject) {
    switch object {
    case let ensemble as Ensemble: ensembles.append(ensemble)
    case let node as Node: nodes.append(node)
    case let connection as Connection: connections.append(connection)
    case let probe as Probe: probes.append(probe)
    default: break
    }
  }

  /// What a network holds at one moment: members are only ever appended, so their numbers say it.
  struct Contents {
    let ensembles, nodes, connections, networks, probes: Int
    let parts: [String: Part]
  }

  var contents: Contents {
    Contents(
      ensembles: ensembles.count, nodes: nodes.count, connections: connections.count, networks: networks.count,
      probes: probes.count, parts: parts)
  }

  /// Forgets the members that came after the network held `contents`.
  func restore(_ contents: Contents) {
    ensembles.removeLast(max(0, ensembles.count - contents.ensembles))
    nodes.removeLast(max(0, nodes.count - contents.nodes))
    connections.removeLast(max(0, connections.count - contents.connections))
    networks.removeLast(max(0, networks.count - contents.networks))
    probes.removeLast(max(0, probes.count - contents.probes))
    parts = contents.parts
  }

  /// Whether an object is a direct member.
  public func contains(_ object: ModelObject) -> Bool {
    switch object {
    case .ensemble(let ensemble): ensembles.contains { $0 === ensemble }
    case .node(let node): nodes.contains { $0 === node }
    case .connection(let connection): connections.contains { $0 === connection }
    case .probe(let probe): probes.contains { $0 === probe }
    case .network(let network): networks.contains { $0 === network }
    case .neurons, .learningRule: false
    }
  }

  // MARK: members with those of subnetworks: own ones first, then each subnetwork's

  public var allEnsembles: [Ensemble] { ensembles + networks.flatMap(\.allEnsembles) }
  public var allNodes: [Node] { nodes + networks.flatMap(\.allNodes) }
  public var allConnections: [Connection] { connections + networks.flatMap(\.allConnections) }
  public var allNetworks: [Network] { networks + networks.flatMap(\.allNetworks) }
  public var allProbes: [Probe] { probes + networks.flatMap(\.allProbes) }

  /// All members by type: ensembles, nodes, connections, networks, probes.
  public var allObjects: [ModelObject] {
    allEnsembles.map { .ensemble($0) } + allNodes.map { .node($0) } + allConnections.map { .connection($0) }
      + allNetworks.map { .network($0) } + allProbes.map { .probe($0) }
  }

  /// Neurons of all ensembles.
  public var neuronCount: Int { allEnsembles.reduce(0) { $0 + $1.nNeurons } }
}

extension Network: Hashable {
  public static func == (a: Network, b: Network) -> Bool { a === b }
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension Network: CustomStringConvertible {
  public var description: String { text(as: Self.kindName) }

  /// The network as Python prints it, as one of class `className`.
  public func text(as className: String) -> String {
    "<\(className) \(label.map { "\"\($0)\"" } ?? "(unlabeled) at \(addressText(of: self))")>"
  }
}

/// The address of an object, which tells unlabelled ones apart.
func addressText(of object: AnyObject) -> String {
  "0x" + String(UInt(bitPattern: Unmanaged.passUnretained(object).toOpaque()), radix: 16)
}
