/// Any object of a model, as a key and as the end of a connection or probe.

/// A network object, by identity. Neurons and learning rules are equal if what they belong to is the same.
public enum ModelObject: Hashable {
  case ensemble(Ensemble)
  case neurons(Neurons)
  case node(Node)
  case connection(Connection)
  case learningRule(LearningRule)
  case probe(Probe)
  case network(Network)

  public var className: String {
    switch self {
    case .ensemble: "Ensemble"
    case .neurons: "Neurons"
    case .node: "Node"
    case .connection: "Connection"
    case .learningRule: "LearningRule"
    case .probe: "Probe"
    case .network: "Network"
    }
  }

  /// The object as Python prints it.
  public var text: String {
    switch self {
    case .ensemble(let ensemble): ensemble.description
    case .neurons(let neurons): neurons.description
    case .node(let node): node.description
    case .connection(let connection): connection.description
    case .learningRule(let rule): rule.description
    case .probe(let probe): probe.description
    case .network(let network): network.description
    }
  }

  /// Where the object, or the one that it belongs to, was made.
  public var origin: (any ObjectOrigin)? {
    switch self {
    case .ensemble(let ensemble): ensemble.origin
    case .neurons(let neurons): neurons.ensemble.origin
    case .node(let node): node.origin
    case .connection(let connection): connection.origin
    case .learningRule(let rule): rule.connection.origin
    case .probe(let probe): probe.origin
    case .network: nil
    }
  }

  /// Values that the object takes per step. Networks take none.
  public var sizeIn: Int {
    switch self {
    case .ensemble(let ensemble): ensemble.dimensions
    case .neurons(let neurons): neurons.size
    case .node(let node): node.sizeIn
    case .connection(let connection): connection.sizeIn
    case .learningRule(let rule): rule.sizeIn
    case .probe(let probe): probe.sizeIn
    case .network: 0
    }
  }

  /// Values that the object gives per step.
  public var sizeOut: Int {
    switch self {
    case .ensemble(let ensemble): ensemble.dimensions
    case .neurons(let neurons): neurons.size
    case .node(let node): node.sizeOut
    case .connection(let connection): connection.sizeOut
    case .learningRule, .probe, .network: 0
    }
  }

  /// The names that a probe of the object can ask for, the default one first; nil if it can't be probed.
  public var probeable: [String]? {
    switch self {
    case .ensemble: Ensemble.probeable
    case .neurons(let neurons): neurons.probeable
    case .node: Node.probeable
    case .connection: Connection.probeable
    case .learningRule(let rule): rule.probeable
    case .probe, .network: nil
    }
  }

  /// The ensemble that the object is or belongs to.
  public var ensemble: Ensemble? {
    switch self {
    case .ensemble(let ensemble): ensemble
    case .neurons(let neurons): neurons.ensemble
    default: nil
    }
  }

  public var isNeurons: Bool { if case .neurons = self { true } else { false } }

  /// The whole object, as an end.
  public var view: ObjectView { ObjectView(self) }
}
