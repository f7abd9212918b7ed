/// The variables of an exported script: which object is called what, and how parts of objects are written.
import Arrays
import Model

/// Names of all objects of a network.
struct ObjectNames {
  private var names: [ModelObject: String] = [:]
  private let page: ExportPage
  /// Connections that are pointed at, and so need a variable.
  private let pointedAt: Set<Connection>

  /// - Parameter author: gives the user's own names, which come first.
  init(_ network: Network, _ author: (any ScriptAuthor)?, _ page: ExportPage) {
    self.page = page
    pointedAt = Self.pointedAt(network)
    let objects = Self.objects(network)
    names[.network(network)] =
      author?.name(of: .network(network)).flatMap { page.take($0) ? $0 : nil } ?? "net"
    for (object, _) in objects {
      if names[object] == nil, let wish = author?.name(of: object), page.take(wish) { names[object] = wish }
    }
    for (object, parent) in objects where names[object] == nil && isNamed(object, author) {
      let prefix = parent === network ? "" : (names[.network(parent)].map { $0 + "_" } ?? "")
      names[object] = page.unique(prefix + Self.wish(object, in: parent, isTop: parent === network))
    }
  }

  /// Members of the tree with the networks that hold them, networks before their members.
  private static func objects(_ network: Network) -> [(ModelObject, Network)] {
    let own: [ModelObject] =
      network.nodes.map { .node($0) } + network.ensembles.map { .ensemble($0) }
      + network.networks.map { .network($0) } + network.connections.map { .connection($0) }
      + network.probes.map { .probe($0) }
    return own.map { ($0, network) } + network.networks.flatMap(objects)
  }

  private static func pointedAt(_ network: Network) -> Set<Connection> {
    let ends = network.allConnections.flatMap { [$0.preObject, $0.postObject] } + network.allProbes.map(\.object)
    return Set(
      ends.compactMap { end in
        switch end {
        case .connection(let connection): connection
        case .learningRule(let rule): rule.connection
        default: nil
        }
      })
  }

  private func isNamed(_ object: ModelObject, _ author: (any ScriptAuthor)?) -> Bool {
    if case .connection(let connection) = object { pointedAt.contains(connection) } else { true }
  }

  private static func wish(_ object: ModelObject, in parent: Network, isTop: Bool) -> String {
    let (kind, label, place) =
      switch object {
      case .ensemble(let ensemble): ("ens", ensemble.label, parent.ensembles.firstIndex(of: ensemble))
      case .node(let node): ("node", node.label, parent.nodes.firstIndex(of: node))
      case .connection(let connection): ("conn", connection.label, parent.connections.firstIndex(of: connection))
      case .probe(let probe): ("probe", probe.label, parent.probes.firstIndex(of: probe))
      case .network(let network): ("sub", network.label, parent.networks.firstIndex(of: network))
      case .neurons, .learningRule: ("object", nil as String?, nil as Int?)
      }
    guard let label, let name = PythonText.identifier(label, prefix: kind) else { return "\(kind)\((place ?? 0) + 1)" }
    let isTaken = isTop && (PythonText.builtins.contains(name) || ExportPage.ownNames.contains(name))
    return isTaken ? "\(name)_\(kind)" : name
  }

  /// The variable of an object; nil for one that needs none.
  subscript(_ object: ModelObject) -> String? { names[object] }

  // MARK: ends

  /// An end of a connection or the target of a probe: `a`, `a.neurons[:10]`, `c.learning_rule`.
  ///
  /// - Throws: `Unwritable` for an object that is not in the network.
  func text(_ view: ObjectView) throws -> String {
    let object = try text(view.object)
    return try view.index.map { "\(object)[\(try text($0))]" } ?? object
  }

  private func text(_ object: ModelObject) throws -> String {
    switch object {
    case .neurons(let neurons): return try name(of: .ensemble(neurons.ensemble)) + ".neurons"
    case .learningRule(let rule): return try name(of: .connection(rule.connection)) + ".learning_rule" + key(of: rule)
    default: return try name(of: object)
    }
  }

  private func name(of object: ModelObject) throws -> String {
    guard let name = names[object] else { throw Unwritable("\(object.text) is not in the network") }
    return name
  }

  /// How a rule is picked among several of its connection.
  private func key(of rule: LearningRule) -> String {
    switch rule.connection.learningRuleTypes {
    case .none, .single: ""
    case .list(let types): types.firstIndex { $0.isEqual(to: rule.type) }.map { "[\($0)]" } ?? ""
    case .map(let entries):
      entries.first { $0.type.isEqual(to: rule.type) }.map { "[\(PythonText.string($0.key))]" } ?? ""
    }
  }

  private func text(_ key: IndexKey) throws -> String {
    switch key {
    case .integer(let index): return "\(index)"
    case .slice(let start?, let stop, nil) where stop == start &+ 1 || (start == -1 && stop == nil):
      return "\(start)"
    case .slice(let start, let stop, let step):
      let ends = "\(start.map(String.init) ?? ""):\(stop.map(String.init) ?? "")"
      return step.map { "\(ends):\($0)" } ?? ends
    case .list(let items, _): return page.array(NDArray(items), named: "indices").line
    case .mask(let flags, _): return page.array(NDArray(flags), named: "mask").line
    case .ellipsis: return "..."
    case .other(let typeName): throw Unwritable("a \(typeName) is no index")
    }
  }
}
