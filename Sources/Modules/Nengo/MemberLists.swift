import Language
import Model

/// The lists of a network's members as scripts see them: they always hold what the network holds, and a script that
/// changes one (`net.connections.remove(c)`) changes the network.
final class MemberLists {
  enum Kind: String, CaseIterable { case ensembles, nodes, connections, networks, probes }

  private unowned let network: Network
  private var lists: [Kind: ListObject] = [:]
  /// Gets the warnings of values that are no members.
  var warn: (NengoWarning) -> Void = { _ in }
  /// Set while one side is brought in line with the other.
  private var isSettling = false

  init(_ network: Network) {
    self.network = network
    network.membersDidChange = { [weak self] in self?.followNetwork() }
  }

  func list(_ kind: Kind) -> ListObject {
    if let known = lists[kind] {
      // A subnetwork of a script's class is known by its instance only after it was added.
      if kind == .networks { settling { known.elements = members(kind) } }
      return known
    }
    let list = ListObject(members(kind))
    list.didChange = { [weak self] in self?.follow($0, kind) }
    lists[kind] = list
    return list
  }

  private func members(_ kind: Kind) -> [Value] {
    switch kind {
    case .ensembles: network.ensembles.map { .object($0) }
    case .nodes: network.nodes.map { .object($0) }
    case .connections: network.connections.map { .object($0) }
    case .networks: network.networks.map(\.scriptValue)
    case .probes: network.probes.map { .object($0) }
    }
  }

  private func count(_ kind: Kind) -> Int {
    switch kind {
    case .ensembles: network.ensembles.count
    case .nodes: network.nodes.count
    case .connections: network.connections.count
    case .networks: network.networks.count
    case .probes: network.probes.count
    }
  }

  private func settling(_ body: () -> Void) {
    guard !isSettling else { return }
    isSettling = true
    body()
    isSettling = false
  }

  private func followNetwork() {
    settling {
      // A change of numbers tells which list is behind; those who exchange members for others go through the lists.
      for (kind, list) in lists where list.elements.count != count(kind) { list.elements = members(kind) }
    }
  }

  /// Takes what a script has put into a list. Values of another kind, and networks that hold this one, are no members:
  /// the list loses them again.
  private func follow(_ list: ListObject, _ kind: Kind) {
    settling {
      let given = list.elements
      switch kind {
      case .ensembles: network.ensembles = given.compactMap { $0.host() }
      case .nodes: network.nodes = given.compactMap { $0.host() }
      case .connections: network.connections = given.compactMap { $0.host() }
      case .networks:
        // One at a time: what is there already counts for the depth of the tree.
        network.networks = []
        for value in given {
          guard let member: Network = value.host(), network.canHold(member) else { continue }
          network.networks.append(member)
          network.settleLevels()
        }
      case .probes: network.probes = given.compactMap { $0.host() }
      }
      if count(kind) != given.count {
        list.elements = members(kind)
        warn(
          NengoWarning(
            .user, "\(network).\(kind.rawValue): \(given.count - count(kind)) of the values can be no members"))
      }
    }
  }
}
