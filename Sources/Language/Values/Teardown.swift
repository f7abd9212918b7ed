/// Destruction of nested objects without recursion.
///
/// Releasing a list frees its elements, which may be lists, and so on: a chain of a million lists would
/// overflow the stack. Containers, instances, closures and exceptions hand their contents to a work list instead.
enum Teardown {
  /// Releases `values`, and what only they hold, in a loop; leaves an empty array.
  ///
  /// References are moved from variable to variable, never copied, since a copy would make them look shared.
  static func release(_ values: inout [Value]) {
    while var value = values.popLast() {
      if var list = value.takeList() {
        if isKnownUniquelyReferenced(&list) { list.surrender(to: &values) }
      } else if var tuple = value.takeTuple() {
        if isKnownUniquelyReferenced(&tuple) { tuple.surrender(to: &values) }
      } else if var dict = value.takeDict() {
        if isKnownUniquelyReferenced(&dict) { dict.surrender(to: &values) }
      } else if var instance: InstanceObject = value.take() {
        if isKnownUniquelyReferenced(&instance) { instance.ownAttributes.surrender(to: &values) }
      } else if var function: FunctionObject = value.take() {
        if isKnownUniquelyReferenced(&function) { function.surrender(to: &values) }
      } else if var error: ExceptionObject = value.take() {
        if isKnownUniquelyReferenced(&error) { error.surrender(to: &values) }
      }
    }
  }

  /// Whether a value may hold others.
  static func nests(_ value: Value) -> Bool {
    switch value {
    case .list, .tuple, .dict: true
    case .object(let object): object is InstanceObject || object is FunctionObject || object is ExceptionObject
    default: false
    }
  }
}

extension Value {
  fileprivate mutating func takeList() -> ListObject? {
    guard case .list(let found) = self else { return nil }
    self = .none
    return found
  }

  fileprivate mutating func takeTuple() -> TupleObject? {
    guard case .tuple(let found) = self else { return nil }
    self = .none
    return found
  }

  fileprivate mutating func takeDict() -> DictObject? {
    guard case .dict(let found) = self else { return nil }
    self = .none
    return found
  }

  fileprivate mutating func take<S: HostObject>() -> S? {
    guard case .object(let object) = self, let found = object as? S else { return nil }
    self = .none
    return found
  }
}
