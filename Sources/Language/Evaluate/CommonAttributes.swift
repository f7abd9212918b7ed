/// Attributes that objects have without declaring them: `__class__`, `__dict__`, `__doc__`, `__name__` …, and the
/// special methods of host objects when a script calls them by hand.
enum CommonAttributes {
  static let names = [
    "__class__", "__delattr__", "__dir__", "__doc__", "__eq__", "__format__", "__ge__", "__getattribute__", "__gt__",
    "__hash__", "__init__", "__le__", "__lt__", "__ne__", "__new__", "__repr__", "__setattr__", "__str__",
  ]

  static func value(of value: Value, _ name: String, _ i: Interpreter) throws -> Value? {
    switch name {
    case "__class__": return .object(value.type)
    case "__doc__": return doc(of: value)
    case "__dict__":
      guard case .object(let object) = value else { return nil }
      if let module = object as? ModuleObject {
        try module.prepare()
        return .dict(DictObject(module.table.pairs.map { ($0.name, $0.value) }))
      }
      guard let keeper = object as? any KeepsAttributes else { return nil }
      return .object(AttributeView(keeper.ownAttributes))
    case "__module__":
      if case .object(let object) = value, let function = object as? FunctionObject {
        return .string(function.code.unit.globals["__name__"]?.string ?? "__main__")
      }
      if case .object(let object) = value, let function = object as? BuiltinFunction {
        return .string(function.module.isEmpty ? "builtins" : function.module)
      }
      return .string(value.type.module)
    default: break
    }
    if case .object(let object) = value {
      switch object {
      case let function as FunctionObject: if let found = self.function(function, name) { return found }
      case let method as BoundMethod:
        if name == "__self__" { return method.receiver }
        if name == "__func__" { return method.function }
        return try i.lookUpAttribute(method.function, Text(name))
      case let method as BoundHostMethod:
        if name == "__self__" { return method.receiver }
        if name == "__name__" { return .string(method.name) }
        if name == "__qualname__" { return .string(method.descriptor.checked.name) }
      case let descriptor as MethodDescriptor:
        if name == "__name__" { return .string(descriptor.method.name) }
        if name == "__qualname__" { return .string(descriptor.checked.name) }
      case let function as BuiltinFunction:
        if name == "__name__" || name == "__qualname__" { return .string(function.name) }
      case let module as ModuleObject:
        if name == "__name__" { return .string(module.name) }
      case let error as ExceptionObject:
        if name == "__cause__" { return error.cause }
        if name == "__context__" { return error.context.map { .object($0) } ?? Value.none }
        if name == "__traceback__" { return .object(TracebackObject(error)) }
        if name == "__notes__" { return .newList(error.notes.map { .string($0) }) }
      case let property as PropertyObject:
        if name == "__get__" { return nil }
        _ = property
      default: break
      }
    }
    return try method(of: value, name, onClass: false)
  }

  private static func function(_ function: FunctionObject, _ name: String) -> Value? {
    switch name {
    case "__name__": return .string(function.name)
    case "__qualname__": return .string(function.qualifiedName)
    case "__defaults__":
      let given = function.defaults.prefix(function.code.parameters.positionalCount).compactMap { $0 }
      return given.isEmpty ? Value.none : .newTuple(given)
    case "__kwdefaults__":
      let shape = function.code.parameters
      let dict = DictObject()
      for place in shape.positionalCount..<shape.namedCount { dict[shape.names[place]] = function.defaults[place] }
      return dict.count == 0 ? Value.none : .dict(dict)
    case "__annotations__": return .dict(DictObject())
    default: return nil
    }
  }

  static func doc(of value: Value) -> Value {
    if case .object(let object) = value {
      if let function = object as? FunctionObject { return function.documentation }
      if !(object is TypeObject), let documented = object as? any Documented {
        return documented.doc.isEmpty ? Value.none : .string(documented.doc)
      }
    }
    for type in value.type.order {
      if !type.doc.isEmpty { return .string(type.doc) }
      if type.isScript { return Value.none }
    }
    return Value.none
  }

  /// Sets one of these attributes; false if it is not one that can be set.
  static func set(_ object: any HostObject, _ name: String, _ new: Value, _ i: Interpreter) throws -> Bool {
    switch object {
    case let function as FunctionObject:
      switch name {
      case "__name__": function.name = new.string ?? function.name
      case "__qualname__": function.qualifiedName = new.string ?? function.qualifiedName
      case "__doc__": function.documentation = new
      default: return false
      }
      return true
    case let error as ExceptionObject:
      switch name {
      case "__cause__": error.cause = new
      case "__context__", "__traceback__", "__suppress_context__": break
      default: return false
      }
      return true
    default: return false
    }
  }

  /// `x.__len__` and the like, for objects that answer the operation; nil where they do not.
  static func method(of value: Value, _ name: String, onClass: Bool) throws -> Value? {
    guard let special = SpecialMethods.table[name] else { return nil }
    if onClass {
      return .object(
        BuiltinFunction(name, [.positionOnly("self"), .variadic("args")]) { call in
          try special.body(call[0] ?? .none, call.variadic, call.interpreter)
        })
    }
    guard special.applies(value) else { return nil }
    return .object(
      BuiltinFunction(name, [.variadic("args")]) { call in
        try special.body(value, call.variadic, call.interpreter)
      })
  }
}

/// `__dict__`: a live view of an object's own attributes.
final class AttributeView: HostObject, Indexable, Iterable, HasLength, HasContainment, HasEquality, Printable {
  let table: AttributeTable
  init(_ table: AttributeTable) { self.table = table }
  var type: TypeObject { .attributeView }

  var dict: DictObject { DictObject(table.pairs.map { ($0.name, $0.value) }) }

  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    if let name = key.string, let found = table[name] { return found }
    throw ScriptError(ExceptionObject(.keyError, [key]))
  }
  func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws {
    guard let name = key.string else { throw ScriptError(.typeError, "attribute names must be strings") }
    table[name] = value
  }
  func deleteItem(_ key: Value, _ interpreter: Interpreter) throws {
    _ = try item(key, interpreter)
    if let name = key.string { table[name] = nil }
  }
  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator {
    ArrayIterator(table.names.map { .string($0) })
  }
  func length(_ interpreter: Interpreter) throws -> Int { table.count }
  func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool {
    value.string.map { table[$0] != nil } ?? false
  }
  func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool? {
    if let view: AttributeView = other.host() { return try interpreter.equals(.dict(dict), .dict(view.dict)) }
    if case .dict = other { return try interpreter.equals(.dict(dict), other) }
    return nil
  }
  func hash(_ interpreter: Interpreter) throws -> Int { throw ScriptError(.typeError, "unhashable type: 'dict'") }
  func repr(_ interpreter: Interpreter) throws -> String { try interpreter.repr(.dict(dict)) }
}

extension TypeObject {
  /// Shown as `dict`, whose methods it has; changes through `update`, `pop` and the like go to the object.
  static let attributeView = TypeObject(
    "dict",
    methods: [
      Method("keys") { (view: AttributeView, _) in .newList(view.table.names.map { .string($0) }) },
      Method("values") { (view: AttributeView, _) in .newList(view.table.pairs.map(\.value)) },
      Method("items") { (view: AttributeView, _) in
        .newList(view.table.pairs.map { .newTuple([.string($0.name), $0.value]) })
      },
      Method("copy") { (view: AttributeView, _) in .dict(view.dict) },
      Method("get", [.positionOnly("key"), .optional("default", .none)]) { (view: AttributeView, call) in
        (call[0]?.string).flatMap { view.table[$0] } ?? call.value("default")
      },
      Method("pop", [.positionOnly("key"), .omittable("default")]) { (view: AttributeView, call) in
        if let name = call[0]?.string, let found = view.table[name] {
          view.table[name] = nil
          return found
        }
        if let fallback = call[1] { return fallback }
        throw ScriptError(ExceptionObject(.keyError, [call.value("key")]))
      },
      Method("update", [.omittable("other"), .keywords("more")]) { (view: AttributeView, call) in
        let dict = DictObject()
        if let other = call[0] { try call.interpreter.merge(other, into: dict) }
        for (name, value) in call.keywords { dict[name] = value }
        for (key, value) in dict.items { try view.setItem(key, value, call.interpreter) }
        return .none
      },
      Method("clear") { (view: AttributeView, _) in
        for name in view.table.names { view.table[name] = nil }
        return .none
      },
      Method("setdefault", [.positionOnly("key"), .optional("default", .none)]) { (view: AttributeView, call) in
        if let name = call[0]?.string, let found = view.table[name] { return found }
        try view.setItem(call.value("key"), call.value("default"), call.interpreter)
        return call.value("default")
      },
    ])
}
