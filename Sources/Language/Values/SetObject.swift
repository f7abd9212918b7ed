/// A set in insertion order; `frozenset` if it is frozen.
public final class SetObject {
  let members: DictObject
  public let isFrozen: Bool
  public init(isFrozen: Bool = false) {
    self.isFrozen = isFrozen
    members = DictObject()
  }
  init(members: DictObject, isFrozen: Bool) {
    self.members = members
    self.isFrozen = isFrozen
  }

  public var count: Int { members.count }
  public var elements: [Value] { members.keys }

  public func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool {
    try members.find(value, try interpreter.hash(value), interpreter) != nil
  }
  /// Adds `value` unless an equal one is there.
  public func insert(_ value: Value, _ interpreter: Interpreter) throws {
    if try !contains(value, interpreter) { try members.setValue(.none, for: value, interpreter) }
  }
  /// True if it was there.
  @discardableResult
  public func remove(_ value: Value, _ interpreter: Interpreter) throws -> Bool {
    try members.removeValue(for: value, interpreter) != nil
  }
  func copy(isFrozen frozen: Bool) -> SetObject { SetObject(members: members.copy(), isFrozen: frozen) }
}
