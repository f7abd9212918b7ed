/// A mutable sequence.
public final class ListObject {
  public var elements: [Value]
  public init(_ elements: [Value] = []) { self.elements = elements }
}

/// An immutable sequence.
public final class TupleObject {
  public let elements: [Value]
  public init(_ elements: [Value]) { self.elements = elements }
}
