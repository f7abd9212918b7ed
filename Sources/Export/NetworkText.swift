/// The order in which the objects of a network are written, and the `with` blocks around them.
import Model

/// Writes a network: its objects in the order in which they were made, subnetworks as blocks of their own.
///
/// Each list of a network (ensembles, nodes, connections, networks, probes) keeps its order, since seeds depend on it.
/// What points at an object that is not there yet waits, with all that follows it in its list; the rest of a waiting
/// list is written at the end, in the network entered again.
struct NetworkWriter {
  private let writer: ObjectWriter
  private var lines: [String] = []
  private var made: Set<ModelObject> = []
  private var waiting: [(network: Network, object: NetworkObject)] = []

  init(_ writer: ObjectWriter) { self.writer = writer }

  /// The text of a whole tree.
  ///
  /// - Parameter seed: the seed of the outermost network.
  /// - Throws: a `ValueError` that names the object that can't be written.
  static func text(_ network: Network, seed: Int?, _ writer: ObjectWriter) throws -> String {
    var block = NetworkWriter(writer)
    try block.write(network, seed: seed, depth: 0)
    try block.writeWaiting()
    return block.lines.joined(separator: "\n") + "\n"
  }

  // MARK: blocks

  private func name(_ object: ModelObject) -> String? { writer.names[object] }

  private mutating func add(_ text: String, depth: Int) {
    lines.append(text.isEmpty ? "" : String(repeating: " ", count: depth * 4) + text)
  }

  private mutating func write(_ network: Network, seed: Int?, depth: Int) throws {
    guard made.insert(.network(network)).inserted else {
      addAgain(.network(network), depth: depth)
      return
    }
    var arguments: [PythonExpression.Argument] = []
    if let label = network.label { arguments.append(.init("label", .text(PythonText.string(label)))) }
    if let seed { arguments.append(.init("seed", .text("\(seed)"))) }
    let call = PythonExpression.call("nengo.Network", arguments).line
    add("with \(call) as \(name(.network(network)) ?? "_"):", depth: depth)
    let first = lines.count
    for member in Self.members(network) {
      switch member {
      case .network(let inner):
        separate(after: first)
        try write(inner, seed: inner.seed, depth: depth + 1)
        separate(after: first)
      case .object(let object): try write(object, of: network, depth: depth + 1)
      }
    }
    if lines.count > first, lines.last?.isEmpty == true { lines.removeLast() }
    if lines.count == first { add("pass", depth: depth + 1) }
  }

  /// An empty line, unless there is one or a block begins here.
  private mutating func separate(after first: Int) {
    if lines.count > first, lines.last?.isEmpty == false { lines.append("") }
  }

  /// Writes an object, or has it wait.
  private mutating func write(_ object: NetworkObject, of network: Network, depth: Int) throws {
    let isBlocked = waiting.contains { $0.network === network && type(of: $0.object) == type(of: object) }
    guard !isBlocked, isReady(object) else {
      waiting.append((network, object))
      return
    }
    try make(object, depth: depth)
  }

  private mutating func make(_ object: NetworkObject, depth: Int) throws {
    guard let key = ObjectWriter.modelObject(object) else { return }
    guard made.insert(key).inserted else {
      addAgain(key, depth: depth)
      return
    }
    let label = name(key).map { "\($0) = " } ?? ""
    let call = try writer.call(object).laidOut(column: depth * 4 + label.count, indent: depth * 4)
    add(label + call, depth: depth)
  }

  /// A member that a list has a second time: it counts for the seeds of the others.
  private mutating func addAgain(_ object: ModelObject, depth: Int) {
    add("nengo.Network.add(\(name(object) ?? "None"))", depth: depth)
  }

  private mutating func writeWaiting() throws {
    var open: Network?
    while !waiting.isEmpty {
      var isFirst: [ObjectIdentifier: Set<ObjectIdentifier>] = [:]
      let next = waiting.firstIndex { network, object in
        let kind = ObjectIdentifier(type(of: object))
        let isHead = isFirst[ObjectIdentifier(network), default: []].insert(kind).inserted
        return isHead && isReady(object)
      }
      guard let next else {
        throw NengoError(
          .value, "cannot export \(waiting[0].object): what it points at comes later in the network's own lists")
      }
      let (network, object) = waiting.remove(at: next)
      if open !== network {
        add("", depth: 0)
        add("with \(name(.network(network)) ?? "net"):", depth: 0)
        open = network
      }
      try make(object, depth: 1)
    }
  }

  // MARK: order

  private enum Member {
    case object(NetworkObject)
    case network(Network)

    var serial: Int {
      switch self {
      case .object(let object): object.serial
      case .network(let network): network.serial
      }
    }
  }

  /// The members of a network in order of creation, each list in its own order.
  private static func members(_ network: Network) -> [Member] {
    var lists: [ArraySlice<Member>] = [
      network.nodes.map { .object($0) }[...], network.ensembles.map { .object($0) }[...],
      network.networks.map { .network($0) }[...], network.connections.map { .object($0) }[...],
      network.probes.map { .object($0) }[...],
    ]
    var result: [Member] = []
    while let next = lists.indices.filter({ !lists[$0].isEmpty }).min(by: { a, b in
      (lists[a].first?.serial ?? 0, a) < (lists[b].first?.serial ?? 0, b)
    }), let member = lists[next].popFirst() {
      result.append(member)
    }
    return result
  }

  /// Whether all that an object points at is there.
  private func isReady(_ object: NetworkObject) -> Bool {
    switch object {
    case let connection as Connection: isMade(connection.preObject) && isMade(connection.postObject)
    case let probe as Probe: isMade(probe.object)
    default: true
    }
  }

  /// True also for what is not in the network at all: writing it says so.
  private func isMade(_ object: ModelObject) -> Bool {
    let whole: ModelObject =
      switch object {
      case .neurons(let neurons): .ensemble(neurons.ensemble)
      case .learningRule(let rule): .connection(rule.connection)
      default: object
      }
    return made.contains(whole) || name(whole) == nil
  }
}
