/// `x.name`: reading, setting, deleting, listing.
extension Interpreter {
  public func attribute(_ value: Value, _ name: String) throws -> Value { try attribute(value, Text(name)) }

  func attribute(_ value: Value, _ name: Text) throws -> Value {
    if let found = try lookUpAttribute(value, name) { return found }
    throw try missingAttribute(value, name.string)
  }

  /// nil if there is no such attribute, also where `__getattr__` or a property raises `AttributeError`.
  public func optionalAttribute(_ value: Value, _ name: String) throws -> Value? {
    do { return try lookUpAttribute(value, Text(name)) } catch {
      let raised = scriptError(error)
      if raised.isInstance(of: .attributeError) { return nil }
      throw raised
    }
  }

  func lookUpAttribute(_ value: Value, _ name: Text) throws -> Value? {
    guard case .object(let object) = value else {
      if let member = value.type.lookUp(name) { return try bind(member, to: value, value.type) }
      return try commonAttribute(value, name)
    }
    if let instance = object as? InstanceObject { return try instanceAttribute(instance, value, name) }
    if let module = object as? ModuleObject {
      if let found = try module.member(name.string) { return found }
      if let inner = try loadSubmodule(of: module, name.string) { return inner }
      return try commonAttribute(value, name)
    }
    if let type = object as? TypeObject { return try classAttribute(type, name.string) }
    return try objectAttribute(object, value, name)
  }

  /// An attribute of an instance of a script's class.
  private func instanceAttribute(_ instance: InstanceObject, _ value: Value, _ name: Text) throws -> Value? {
    let member = instance.type.lookUp(name)
    if let member, member.isDataDescriptor { return try bind(member, to: value, instance.type) }
    if let own = instance.ownAttributes[name] { return own }
    if let member { return try bind(member, to: value, instance.type) }
    return try objectAttribute(instance, value, name)
  }

  private func objectAttribute(_ object: any HostObject, _ value: Value, _ name: Text) throws -> Value? {
    let type = object.type
    let member = type.lookUp(name)
    // Properties of the class come before what the object itself has, other members after.
    if let member, member.isDataDescriptor { return try bind(member, to: value, type) }
    if let keeper = object as? any KeepsAttributes, let own = keeper.ownAttributes[name] { return own }
    if let member { return try bind(member, to: value, type) }
    if let host: any HasAttributes = ability(object), let found = try host.attribute(name.string, self) { return found }
    if let instance = object as? InstanceObject, let part = instance.host as? any KeepsAttributes,
      let own = part.ownAttributes[name]
    {
      return own
    }
    if let found = try commonAttribute(value, name) { return found }
    if type.isScript, let fallback = type.lookUpScript("__getattr__") {
      return try nested { try call(bind(fallback, to: value, type), [.str(name)]) }
    }
    return nil
  }

  private func classAttribute(_ type: TypeObject, _ name: String) throws -> Value? {
    if let member = type.lookUp(name) {
      guard case .object(let object) = member else { return member }
      switch object {
      case let method as StaticMethodObject: return method.function
      case let method as ClassMethodObject: return .object(BoundMethod(.object(type), method.function))
      case let descriptor as MethodDescriptor:
        switch descriptor.method.kind {
        case .instance: return member
        case .ofClass, .free: return .object(BoundHostMethod(.object(type), descriptor))
        }
      case let descriptor as PropertyDescriptor: return descriptor.property.onClass ?? member
      default: return member
      }
    }
    switch name {
    case "__name__": return .string(type.name)
    case "__qualname__": return .string(type.qualifiedName)
    case "__module__": return .string(type.module)
    case "__doc__": return type.doc.isEmpty ? Value.none : .string(type.doc)
    case "__bases__": return .newTuple(type.base.map { [.object($0)] } ?? [])
    case "__base__": return type.base.map { .object($0) } ?? Value.none
    case "__mro__": return .newTuple(type.order.map { .object($0) })
    case "mro":
      return .object(BuiltinFunction("mro") { _ in .newList(type.order.map { .object($0) }) })
    case "__dict__": return .dict(DictObject(type.members.pairs.map { ($0.name, $0.value) }))
    case "__class__": return .object(TypeObject.type)
    default: return try CommonAttributes.method(of: .object(type), name, onClass: true)
    }
  }

  /// The value of a class member taken from an object.
  func bind(_ member: Value, to receiver: Value, _ type: TypeObject) throws -> Value {
    guard case .object(let object) = member else { return member }
    switch object {
    case is FunctionObject: return .object(BoundMethod(receiver, member))
    case let descriptor as MethodDescriptor:
      switch descriptor.method.kind {
      case .instance, .free: return .object(BoundHostMethod(receiver, descriptor))
      case .ofClass: return .object(BoundHostMethod(.object(type), descriptor))
      }
    case let descriptor as PropertyDescriptor: return try descriptor.property.get(receiver, self)
    case let property as PropertyObject:
      if property.getter.isNone { throw ScriptError(.attributeError, "unreadable attribute") }
      return try call(property.getter, [receiver])
    case let method as StaticMethodObject: return method.function
    case let method as ClassMethodObject: return .object(BoundMethod(.object(type), method.function))
    case is any BindsReceiver: return .object(BoundMethod(receiver, member))
    default: return member
    }
  }

  /// Attributes that all objects have.
  private func commonAttribute(_ value: Value, _ name: Text) throws -> Value? {
    guard name.string.hasPrefix("__") else { return nil }
    return try CommonAttributes.value(of: value, name.string, self)
  }

  // MARK: setting

  public func setAttribute(_ value: Value, _ name: String, to new: Value) throws {
    try setAttribute(value, Text(name), to: new)
  }

  func setAttribute(_ value: Value, _ text: Text, to new: Value) throws {
    if case .object(let object) = value, let instance = object as? InstanceObject, instance.host == nil,
      instance.type.isScript,
      instance.type.lookUpScript(setattrName) == nil
    {
      // The frequent case: an instance without a property of that name.
      guard case .object(let member)? = instance.type.lookUp(text),
        member is PropertyObject || member is PropertyDescriptor
      else {
        instance.ownAttributes[text] = new
        return
      }
    }
    let name = text.string
    guard case .object(let object) = value else {
      if let member = value.type.lookUp(name) {
        if member.isDataDescriptor {
          throw ScriptError(.attributeError, "attribute '\(name)' of '\(value.typeName)' objects is not writable")
        }
        throw ScriptError(.attributeError, "'\(value.typeName)' object attribute '\(name)' is read-only")
      }
      throw try missingAttribute(value, name)
    }
    if object.type.isScript, let method = object.type.lookUpScript("__setattr__") {
      _ = try nested { try call(bind(method, to: value, object.type), [.string(name), new]) }
      return
    }
    try setPlainAttribute(object, value, name, new)
  }

  /// What `object.__setattr__` does.
  func setPlainAttribute(_ object: any HostObject, _ value: Value, _ name: String, _ new: Value) throws {
    if let type = object as? TypeObject { return try setClassAttribute(type, name, new) }
    if let module = object as? ModuleObject {
      try module.prepare()
      module.define(name, new)
      return
    }
    if case .object(let member)? = object.type.lookUp(name) {
      if let descriptor = member as? PropertyDescriptor {
        guard let set = descriptor.property.set else {
          throw ScriptError(.attributeError, "can't set attribute '\(name)'")
        }
        return try set(value, new, self)
      }
      if let property = member as? PropertyObject {
        if property.setter.isNone {
          throw ScriptError(
            .attributeError, "property '\(name)' of '\(object.type.name)' object has no setter")
        }
        _ = try call(property.setter, [value, new])
        return
      }
    }
    if try CommonAttributes.set(object, name, new, self) { return }
    if let host: any HasAttributes = ability(object), try host.setAttribute(name, new, self) { return }
    if let keeper = object as? any KeepsAttributes, object.type !== TypeObject.object {
      keeper.ownAttributes[name] = new
      return
    }
    if object.type.lookUp(name) != nil {
      throw ScriptError(.attributeError, "'\(object.type.name)' object attribute '\(name)' is read-only")
    }
    throw try missingAttribute(value, name)
  }

  private func setClassAttribute(_ type: TypeObject, _ name: String, _ new: Value) throws {
    guard type.isScript else {
      throw ScriptError(.typeError, "cannot set '\(name)' attribute of immutable type '\(type.name)'")
    }
    if name == "__name__", let text = new.string {
      type.shownName = text
      return
    }
    classEpoch &+= 1
    type.members[name] = new
  }

  // MARK: deleting

  public func deleteAttribute(_ value: Value, _ name: String) throws {
    guard case .object(let object) = value else { throw try missingAttribute(value, name) }
    if object.type.isScript, let method = object.type.lookUpScript("__delattr__") {
      _ = try call(bind(method, to: value, object.type), [.string(name)])
      return
    }
    try deletePlainAttribute(object, value, name)
  }

  func deletePlainAttribute(_ object: any HostObject, _ value: Value, _ name: String) throws {
    if let type = object as? TypeObject {
      if type.isScript, type.members[name] != nil {
        classEpoch &+= 1
        type.members[name] = nil
        return
      }
      throw ScriptError(.attributeError, "type object '\(type.name)' has no attribute '\(name)'")
    }
    if case .object(let member)? = object.type.lookUp(name), let property = member as? PropertyObject {
      if property.deleter.isNone {
        throw ScriptError(.attributeError, "property '\(name)' of '\(object.type.name)' object has no deleter")
      }
      _ = try call(property.deleter, [value])
      return
    }
    if let module = object as? ModuleObject, module.table[name] != nil {
      module.table[name] = nil
      return
    }
    if let keeper = object as? any KeepsAttributes, keeper.ownAttributes[name] != nil {
      keeper.ownAttributes[name] = nil
      return
    }
    if let host: any HasAttributes = ability(object), try host.deleteAttribute(name, self) { return }
    throw try missingAttribute(value, name)
  }

  // MARK: listing

  /// `dir(value)`: sorted.
  public func attributeNames(of value: Value) throws -> [String] {
    var names = Set(CommonAttributes.names)
    func add(_ type: TypeObject) {
      for level in type.order { names.formUnion(level.members.names) }
    }
    if case .object(let object) = value {
      if let module = object as? ModuleObject {
        names = Set(try module.memberNames())
        names.formUnion(["__name__", "__doc__"])
        return names.sorted()
      }
      if let type = object as? TypeObject { add(type) } else { add(object.type) }
      if let keeper = object as? any KeepsAttributes { names.formUnion(keeper.ownAttributes.names) }
      if let host: any HasAttributes = ability(object) { names.formUnion(host.attributeNames) }
    } else {
      add(value.type)
    }
    return names.sorted { Text.compare($0, $1) < 0 }
  }

  func missingAttribute(_ value: Value, _ name: String) throws -> ScriptError {
    let known = (try? attributeNames(of: value))?.filter { !$0.hasPrefix("_") || name.hasPrefix("_") } ?? []
    let hint = Hints.closest(to: name, in: known).map { "Did you mean: '\($0)'?" } ?? ""
    if case .object(let object) = value {
      if let module = object as? ModuleObject {
        return ScriptError(.attributeError, "module '\(module.name)' has no attribute '\(name)'", hint: hint)
      }
      if let type = object as? TypeObject {
        return ScriptError(.attributeError, "type object '\(type.name)' has no attribute '\(name)'", hint: hint)
      }
    }
    return ScriptError(.attributeError, "'\(value.typeName)' object has no attribute '\(name)'", hint: hint)
  }
}

extension Value {
  /// A property: what comes before the object's own attributes.
  var isDataDescriptor: Bool {
    guard case .object(let object) = self else { return false }
    return object is PropertyDescriptor || object is PropertyObject
  }
}
