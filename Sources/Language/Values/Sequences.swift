/// A mutable sequence.
public final class ListObject {
  public var elements: [Value] { didSet { didChange?(self) } }
  /// Told of each change, for a list that stands for something a host holds.
  public var didChange: ((ListObject) -> Void)?
  public init(_ elements: [Value] = []) { self.elements = elements }

  func surrender(to pending: inout [Value]) {
    didChange = nil
    pending.append(contentsOf: elements)
    elements = []
  }

  deinit {
    guard elements.contains(where: Teardown.nests) else { return }
    var pending: [Value] = []
    surrender(to: &pending)
    Teardown.release(&pending)
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

  func surrender(to pending: inout [Value]) {
    pending.append(contentsOf: elements)
    elements = []
  }

  deinit {
    guard elements.contains(where: Teardown.nests) else { return }
    var pending: [Value] = []
    surrender(to: &pending)
    Teardown.release(&pending)
  }
}
