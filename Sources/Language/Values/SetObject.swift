/// A set in insertion order; `frozenset` if it is frozen.
public final class SetObject {
  let members = DictObject()
  public let isFrozen: Bool
  public init(isFrozen: Bool = false) { self.isFrozen = isFrozen }
  public var count: Int { members.count }
}
