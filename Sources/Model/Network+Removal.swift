/// Taking objects out of a network.

extension Network {
  /// Removes objects from this network and its subnetworks, with what would be left without an end: connections and
  /// probes of them, and whatever touches those in turn. A subnetwork goes with all its members.
  ///
  /// - Returns: what was removed: the given objects, then the rest in the order of the network.
  /// - Throws: a `ValidationError` for an object that is no member of this network, neurons and learning rules among
  ///   them, which belong to another object; nothing is removed then.
  @discardableResult
  public func remove(_ objects: [ModelObject]) throws -> [ModelObject] {
    let members = Set(allObjects)
    for object in objects where !members.contains(object) {
      throw NengoError.validation(notRemovable(object), attribute: "remove", owner: Self.className)
    }
    let gone = untouchable(without: Set(objects.flatMap { Self.withMembers($0) }))
    var rest = gone.subtracting(objects)
    let further = allObjects.filter { rest.remove($0) != nil }
    drop(gone)
    var seen: Set<ModelObject> = []
    return (objects + further).filter { seen.insert($0).inserted }
  }

  private func notRemovable(_ object: ModelObject) -> String {
    switch object {
    case .neurons, .learningRule: "\(object.text) cannot be removed by itself; remove what it belongs to"
    case .network(let network) where network === self: "\(object.text) cannot be removed from itself"
    default: "\(object.text) is not in \(self), nothing was removed"
    }
  }

  /// An object with all that lies in it.
  private static func withMembers(_ object: ModelObject) -> [ModelObject] {
    if case .network(let network) = object { [object] + network.allObjects } else { [object] }
  }

  /// `gone` and all that touches it, directly or not.
  private func untouchable(without gone: Set<ModelObject>) -> Set<ModelObject> {
    var gone = gone
    var count = -1
    while count != gone.count {
      count = gone.count
      for connection in allConnections where gone.contains(connection.preObject.owner) {
        gone.insert(.connection(connection))
      }
      for connection in allConnections where gone.contains(connection.postObject.owner) {
        gone.insert(.connection(connection))
      }
    }
    for probe in allProbes where gone.contains(probe.object.owner) { gone.insert(.probe(probe)) }
    return gone
  }

  private func drop(_ gone: Set<ModelObject>) {
    ensembles.removeAll { gone.contains(.ensemble($0)) }
    nodes.removeAll { gone.contains(.node($0)) }
    connections.removeAll { gone.contains(.connection($0)) }
    probes.removeAll { gone.contains(.probe($0)) }
    networks.removeAll { gone.contains(.network($0)) }
    for network in networks { network.drop(gone) }
  }
}

extension ModelObject {
  /// The member of a network that the object is or belongs to.
  var owner: ModelObject {
    switch self {
    case .neurons(let neurons): .ensemble(neurons.ensemble)
    case .learningRule(let rule): .connection(rule.connection)
    default: self
    }
  }
}
