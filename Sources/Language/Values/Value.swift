/// A value of the command language.
///
/// The core types are cases of their own; everything else (ranges, slices, functions, classes, instances, modules,
/// exceptions, iterators, arrays, networks) is a host object. Values live on the interpreter's thread: not Sendable.
public enum Value {
  case none
  case ellipsis
  case bool(Bool)
  case int(Int)
  /// An integer outside 64 bits; never one that would fit into `int`.
  case big(BigIntBox)
  case float(Double)
  case str(Text)
  case list(ListObject)
  case tuple(TupleObject)
  case dict(DictObject)
  case set(SetObject)
  case object(any HostObject)
}

extension Value {
  /// A string value.
  @inlinable public static func string(_ text: String) -> Value { .str(Text(text)) }
  /// A new list of `elements`.
  @inlinable public static func newList(_ elements: [Value]) -> Value { .list(ListObject(elements)) }
  /// A new tuple of `elements`.
  @inlinable public static func newTuple(_ elements: [Value]) -> Value { .tuple(TupleObject(elements)) }

  public var isNone: Bool { if case .none = self { true } else { false } }

  /// The string, if the value is one.
  public var string: String? { if case .str(let text) = self { text.string } else { nil } }

  /// The host object of type `S` in this value, also the host part of an instance of a script subclass.
  @inlinable public func host<S>(as type: S.Type = S.self) -> S? {
    guard case .object(let object) = self else { return nil }
    if let found = object as? S { return found }
    if let instance = object as? InstanceObject, let part = instance.host { return part as? S }
    return nil
  }
}
