/// Making instances, `super`, and classes of scripts.
extension Interpreter {
  /// What calling a script's class does.
  func instantiate(_ type: TypeObject, _ arguments: CallArguments) throws -> Value {
    let hostBase = type.hostBase
    let initializer = type.lookUpScript("__init__")
    if hostBase.isSubtype(of: .baseException) {
      let error = ExceptionObject(type, arguments.positional)
      if let initializer {
        try initialise(.object(error), initializer, type, arguments)
      } else if !arguments.keywords.isEmpty {
        throw ScriptError(.typeError, "\(type.name)() takes no keyword arguments")
      }
      return .object(error)
    }
    let instance = InstanceObject(type)
    if let initializer {
      try initialise(.object(instance), initializer, type, arguments)
    } else if hostBase !== TypeObject.object {
      instance.host = try constructHost(hostBase, arguments, instance)
    } else if !arguments.positional.isEmpty || !arguments.keywords.isEmpty {
      throw ScriptError(.typeError, "\(type.name)() takes no arguments")
    }
    return .object(instance)
  }

  private func initialise(
    _ instance: Value, _ initializer: Value, _ type: TypeObject, _ arguments: CallArguments
  ) throws {
    let result: Value
    if case .object(let object) = initializer, let function = object as? FunctionObject {
      result = try run(function, arguments, receiver: instance)
    } else {
      result = try call(bind(initializer, to: instance, type), arguments)
    }
    if !result.isNone {
      throw ScriptError(.typeError, "__init__() should return None, not '\(result.typeName)'")
    }
  }

  /// The host part of `instance`, made by the constructor of its nearest host base.
  func constructHost(
    _ base: TypeObject, _ arguments: CallArguments, _ instance: InstanceObject
  ) throws -> (any HostObject)? {
    guard let constructor = base.constructor else {
      throw ScriptError(.typeError, "cannot create '\(base.name)' instances")
    }
    let signature = Signature("\(base.name).__init__", constructor.parameters, isMethod: true)
    let made = try constructor.body(signature.bind(arguments, self, receiver: instance))
    guard case .object(let part) = made else { return nil }
    return part
  }

  /// A class as a `class` statement makes it.
  func makeClass(
    _ name: String, qualifiedName: String, bases: [Value], keywords: [(name: String, value: Value)],
    members: [(String, Value)], documentation: String?
  ) throws -> TypeObject {
    if !keywords.isEmpty {
      throw ScriptError(.typeError, "class \(name): metaclasses are not supported")
        .noted("use a class decorator or a function that makes the class")
    }
    if bases.count > 1 {
      throw ScriptError(.typeError, "class \(name): multiple inheritance is not supported")
        .noted("derive from one class and hold the other as an attribute, or copy its methods")
    }
    var base = TypeObject.object
    if let first = bases.first {
      guard case .object(let object) = first, let type = object as? TypeObject else {
        throw ScriptError(.typeError, "class \(name): a base has to be a class, not \(first.typeName)")
      }
      base = type
    }
    let host = base.hostBase
    switch host.subclassing {
    case .allowed: break
    case .refused:
      throw ScriptError(.typeError, "class \(name): subclassing \(host.displayName) is not supported")
    case .later:
      throw ScriptError(.notImplementedError, "class \(name): subclassing \(host.displayName) is not supported yet")
    }
    let type = TypeObject(
      name, module: globals["__name__"]?.string ?? "__main__", base: base, doc: documentation ?? "",
      subclassing: .allowed, attributes: members, isScript: true)
    type.qualifiedName = qualifiedName
    for (memberName, value) in members {
      guard case .object(let object) = value, !(object is FunctionObject) else { continue }
      if let hook = object as? any NoticesOwner { try hook.setOwner(type, name: memberName, self) }
    }
    if let hook = host.onSubclass { try hook(type, self) }
    return type
  }
}

/// A class attribute that wants to know its class and name (`__set_name__`).
public protocol NoticesOwner: HostObject {
  func setOwner(_ owner: TypeObject, name: String, _ interpreter: Interpreter) throws
}

/// `super()`: the members of the classes after `start` in the order of the receiver's class.
final class SuperObject: HostObject, HasAttributes {
  let start: TypeObject
  let receiver: Value
  /// The class whose order counts: the receiver's, or the receiver itself in a class method.
  let receiverType: TypeObject
  init(_ start: TypeObject, _ receiver: Value, _ receiverType: TypeObject) {
    self.start = start
    self.receiver = receiver
    self.receiverType = receiverType
  }
  var type: TypeObject { .superType }

  private var rest: ArraySlice<TypeObject> {
    guard let place = receiverType.order.firstIndex(where: { $0 === start }) else { return [] }
    return receiverType.order[(place + 1)...]
  }

  var attributeNames: [String] { rest.flatMap { $0.members.names } }

  func attribute(_ name: String, _ interpreter: Interpreter) throws -> Value? {
    for type in rest {
      if let member = type.members[name] {
        if case .object(let object) = receiver, object === receiverType {
          // In a class method the class itself takes the place of the instance.
          if case .object(let inner) = member, inner is FunctionObject { return member }
        }
        return try interpreter.bind(member, to: receiver, receiverType)
      }
      if name == "__init__", !type.isScript, type !== TypeObject.object, let found = hostInitializer(type) {
        return found
      }
    }
    if case .object(let object) = receiver, let instance = object as? InstanceObject,
      let part = instance.host as? any HasAttributes, let found = try part.attribute(name, interpreter)
    {
      return found
    }
    return try CommonAttributes.method(of: receiver, name, onClass: false)
  }

  /// `super().__init__` where the next class is a host's: makes the host part.
  private func hostInitializer(_ base: TypeObject) -> Value? {
    guard case .object(let object) = receiver else { return nil }
    if let error = object as? ExceptionObject {
      return .object(
        BuiltinFunction("__init__", [.variadic("args")]) { call in
          error.arguments = call.variadic
          return .none
        })
    }
    guard let instance = object as? InstanceObject else { return nil }
    return .object(HostInitializer(base, instance))
  }
}

/// `Base.__init__` of a host class, bound to an instance of a script class.
final class HostInitializer: HostObject, Callable {
  let base: TypeObject
  let instance: InstanceObject
  init(_ base: TypeObject, _ instance: InstanceObject) {
    self.base = base
    self.instance = instance
  }
  var type: TypeObject { .boundMethod }
  var signature: Signature? { base.constructor.map { Signature("\(base.name).__init__", $0.parameters) } }
  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    instance.host = try interpreter.constructHost(base, arguments, instance)
    return .none
  }
}

extension TypeObject {
  /// `nengo.Process`, or the bare name of a built-in.
  var displayName: String { module == "builtins" ? name : "\(module).\(name)" }
}

extension SuperObject {
  /// `super()`, or `super(C, self)`.
  static func make(_ call: Call) throws -> Value {
    if let first = call[0] {
      guard let start: TypeObject = first.host() else {
        throw ScriptError(.typeError, "super() argument 1 must be a type, not \(first.typeName)")
      }
      guard let receiver = call[1] else { throw ScriptError(.runtimeError, "super(): no object given") }
      return .object(try made(start, receiver))
    }
    guard let frame = call.interpreter.currentFrame, frame.unit.scope.kind == .function else {
      throw ScriptError(.runtimeError, "super(): no arguments")
    }
    let scope = frame.unit.scope
    guard let cell = scope.classCell, cell < frame.cells.count else {
      throw ScriptError(.runtimeError, "super(): __class__ cell not found")
    }
    guard let start: TypeObject = frame.cells[cell].value?.host() else {
      throw ScriptError(.runtimeError, "super(): empty __class__ cell")
    }
    var receiver = frame.unit.slotCount > 0 ? frame.slots[0] : nil
    if let moved = scope.parameterCells.first(where: { $0.slot == 0 }) { receiver = frame.cells[moved.cell].value }
    guard let receiver else { throw ScriptError(.runtimeError, "super(): no arguments") }
    return .object(try made(start, receiver))
  }

  private static func made(_ start: TypeObject, _ receiver: Value) throws -> SuperObject {
    if let type: TypeObject = receiver.host(), type.isSubtype(of: start) {
      return SuperObject(start, receiver, type)
    }
    guard receiver.type.isSubtype(of: start) else {
      throw ScriptError(.typeError, "super(type, obj): obj must be an instance or subtype of type")
    }
    return SuperObject(start, receiver, receiver.type)
  }
}
