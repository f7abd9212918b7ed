/// A mutable sequence.
public final class ListObject {
  public var elements: [Value]
  public init(_ elements: [Value] = []) { self.elements = elements }

  func surrender() -> [Value] {
    let all = elements
    elements = []
    return all
  }

  deinit {
    if elements.contains(where: Teardown.nests) { Teardown.release(surrender()) }
  }
}

/// An immutable sequence.
public final class TupleObject {
  public private(set) var elements: [Value]
  /// The class, when it is not plain `tuple`: one made by `collections.namedtuple`.
  public let kind: TypeObject?
  public init(_ elements: [Value], kind: TypeObject? = nil) {
    self.elements = elements
    self.kind = kind
  }

  func surrender() -> [Value] {
    let all = elements
    elements = []
    return all
  }

  deinit {
    if elements.contains(where: Teardown.nests) { Teardown.release(surrender()) }
  }
}
