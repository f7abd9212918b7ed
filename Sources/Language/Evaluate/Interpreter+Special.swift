extension Interpreter {
  /// The object's ability `A`: its own, or that of the host part of an instance of a script class.
  @inline(__always)
  func ability<A>(_ object: any HostObject) -> A? {
    if let instance = object as? InstanceObject { return instance.host as? A }
    return object as? A
  }

  /// A special method that a script class defines; nil for host classes and where there is none.
  func special(_ object: any HostObject, _ name: @autoclosure () -> String) throws -> Value? {
    let type = object.type
    guard type.isScript, !(object is TypeObject) else { return nil }
    guard let member = type.lookUpScript(interned(name())) else { return nil }
    return try bind(member, to: .object(object), object.type)
  }

  /// Calls a special method that a script class defines; nil where there is none.
  func callSpecial(
    _ object: any HostObject, _ name: @autoclosure () -> String, _ arguments: Value...
  ) throws -> Value? {
    guard let method = try special(object, name()) else { return nil }
    if method.isNone { return nil }
    return try call(method, arguments)
  }
}

extension TypeObject {
  /// A member of this class or a base that a script defined.
  func lookUpScript(_ name: String) -> Value? { lookUpScript(Text(name)) }

  func lookUpScript(_ name: Text) -> Value? {
    for type in order {
      if !type.isScript { return nil }
      if let found = type.members[name] { return found }
    }
    return nil
  }
}
