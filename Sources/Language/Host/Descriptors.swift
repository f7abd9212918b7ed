/// A declared method as it stands on its class: `C.method`.
public final class MethodDescriptor: HostObject, Callable, Documented {
  public let method: Method
  unowned let owner: TypeObject
  let checked: Signature
  init(_ method: Method, owner: TypeObject) {
    self.method = method
    self.owner = owner
    checked = Signature(
      "\(owner.name).\(method.name)", method.parameters, isMethod: true,
      style: owner.module == "builtins" ? .native : .function)
  }
  public var type: TypeObject { .methodDescriptor }
  public var doc: String { method.doc.isEmpty ? method.summary : method.summary + "\n\n" + method.doc }
  public var signature: Signature? {
    Signature(checked.name, [.positionOnly("self")] + method.parameters)
  }

  /// Called on the class, with the object as the first argument.
  public func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    guard let receiver = arguments.positional.first else {
      throw ScriptError(.typeError, "unbound method \(owner.name).\(method.name)() needs an argument")
    }
    guard receiver.type.isSubtype(of: owner) else {
      throw ScriptError(
        .typeError,
        "descriptor '\(method.name)' for '\(owner.name)' objects doesn't apply to a '\(receiver.typeName)' object")
    }
    var rest = arguments
    rest.positional.removeFirst()
    return try call(receiver, rest, interpreter)
  }

  func call(_ receiver: Value, _ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    try method.body(receiver, checked.bind(arguments, interpreter))
  }
}

/// A declared property as it stands on its class.
public final class PropertyDescriptor: HostObject, Documented {
  public let property: Property
  unowned let owner: TypeObject
  init(_ property: Property, owner: TypeObject) {
    self.property = property
    self.owner = owner
  }
  public var type: TypeObject { .getSetDescriptor }
  public var doc: String { property.doc }
}

extension TypeObject {
  public static let methodDescriptor = TypeObject("method_descriptor")
  public static let getSetDescriptor = TypeObject("getset_descriptor")
}

/// `property(fget, fset, fdel, doc)` of a script.
final class PropertyObject: HostObject, Documented {
  let getter: Value
  let setter: Value
  let deleter: Value
  let documentation: Value
  init(getter: Value, setter: Value = .none, deleter: Value = .none, documentation: Value = .none) {
    self.getter = getter
    self.setter = setter
    self.deleter = deleter
    self.documentation = documentation
  }
  var type: TypeObject { .property }
  var doc: String {
    if let text = documentation.string { return text }
    if case .object(let object) = getter, let function = object as? FunctionObject { return function.doc }
    return ""
  }
}

/// `staticmethod(f)`
final class StaticMethodObject: HostObject, Callable {
  let function: Value
  init(_ function: Value) { self.function = function }
  var type: TypeObject { .staticMethod }
  var signature: Signature? { function.host(as: (any Callable).self)?.signature }
  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    try interpreter.call(function, arguments)
  }
}

/// `classmethod(f)`
final class ClassMethodObject: HostObject {
  let function: Value
  init(_ function: Value) { self.function = function }
  var type: TypeObject { .classMethod }
}
