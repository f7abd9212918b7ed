/// Destruction of nested objects without recursion.
///
/// Releasing a list frees its elements, which may be lists, and so on: a chain of a million lists would
/// overflow the stack. Containers, instances, closures and exceptions hand their contents to a work list instead.
enum Teardown {
  /// Releases `values`, and what only they hold, in a loop.
  static func release(_ values: consuming [Value]) {
    var pending = values
    while let value = pending.popLast() {
      switch consume value {
      case .list(var list):
        if isKnownUniquelyReferenced(&list) { pending.append(contentsOf: list.surrender()) }
      case .tuple(var tuple):
        if isKnownUniquelyReferenced(&tuple) { pending.append(contentsOf: tuple.surrender()) }
      case .dict(var dict):
        if isKnownUniquelyReferenced(&dict) { pending.append(contentsOf: dict.surrender()) }
      case .object(let object): releaseObject(object, &pending)
      default: break
      }
    }
  }

  private static func releaseObject(_ object: consuming any HostObject, _ pending: inout [Value]) {
    if var instance = object as? InstanceObject {
      _ = consume object
      if isKnownUniquelyReferenced(&instance) { pending.append(contentsOf: instance.ownAttributes.surrender()) }
    } else if var function = object as? FunctionObject {
      _ = consume object
      if isKnownUniquelyReferenced(&function) { pending.append(contentsOf: function.surrender()) }
    } else if var error = object as? ExceptionObject {
      _ = consume object
      if isKnownUniquelyReferenced(&error) { pending.append(contentsOf: error.surrender()) }
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
