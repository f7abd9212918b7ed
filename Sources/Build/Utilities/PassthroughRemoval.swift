/// Networks without nodes that only pass values on.
import Arrays
import Model

public enum PassthroughRemoval {
  /// Removes the passthrough nodes among `objects`: each pair of connections into and out of one becomes a single
  /// connection with the product of both transforms.
  ///
  /// - Returns: the objects that stay, and the connections between them. New connections belong to no network.
  /// - Throws: an `Unconvertible` error if both connections of a pair have a synapse, if the outgoing one has a
  ///   function, or if a node feeds itself.
  public static func remove(
    from objects: [ModelObject], _ connections: [Connection]
  ) throws -> (objects: [ModelObject], connections: [Connection]) {
    var kept: [ModelObject] = []
    var connections = connections
    for object in objects {
      guard case .node(let node) = object, node.isPassthrough else {
        kept.append(object)
        continue
      }
      let incoming = connections.filter { $0.postObject == object }
      let outgoing = connections.filter { $0.preObject == object }
      guard !incoming.contains(where: { $0.preObject == object }) else {
        throw NengoError(.unconvertible, "Cannot remove \(node): it feeds itself")
      }
      connections.removeAll { $0.preObject == object || $0.postObject == object }
      for first in incoming {
        for second in outgoing {
          if let merged = try merged(first, second) { connections.append(merged) }
        }
      }
    }
    return (kept, connections)
  }

  /// The connection that does what two in a row do; nil if nothing gets through.
  private static func merged(_ first: Connection, _ second: Connection) throws -> Connection? {
    if first.synapse != nil, second.synapse != nil {
      throw NengoError(.unconvertible, "Cannot merge two filters: \(first) and \(second)")
    }
    guard second.function == nil else {
      throw NengoError(.unconvertible, "Function on a connection from a passthrough node: \(second)")
    }
    let transform = try product(
      try ConnectionUtilities.fullTransform(second), try ConnectionUtilities.fullTransform(first))
    guard transform.doubles.contains(where: { $0 != 0 }) else { return nil }
    let synapse = first.synapse ?? second.synapse
    // A function takes the slice of its source; without one the transform covers the whole source.
    let pre = first.function == nil ? ObjectView(first.preObject) : first.pre
    return try Connection(
      .object(pre), .object(ObjectView(second.postObject)),
      [
        "synapse": synapse.map { .frozen($0) } ?? .none, "transform": .array(transform),
        "function": first.value(of: "function") ?? .none,
      ], in: ModelContext(), addToContainer: false)
  }

  /// `a` times `b`; either may be a number.
  private static func product(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    guard a.ndim == 2, b.ndim == 2 else {
      let (number, other) = a.ndim == 0 ? (a, b) : (b, a)
      let factor = number.doubles.first ?? 0
      return NDArray(other.doubles.map { $0 * factor }, shape: other.shape)
    }
    return try LinearAlgebra.product(a, b)
  }
}
