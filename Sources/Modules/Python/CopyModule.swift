import Language
import Model

/// `copy`: copies of values.
enum CopyModule {
  static func make() -> ModuleObject {
    ModuleObject("copy", doc: "Copies of values.") { module in module.define(shallow, deep) }
  }

  private static let shallow = BuiltinFunction(
    "copy", module: "copy", [.required("x")], summary: "A copy whose parts are those of the original."
  ) { call in try Copier(call.interpreter, isDeep: false).copy(call.value("x")) }

  private static let deep = BuiltinFunction(
    "deepcopy", module: "copy", [.required("x"), .omittable("memo")], summary: "A copy with copies of all parts."
  ) { call in
    guard call.value("memo").isNone else {
      throw ScriptError(.notImplementedError, "copy.deepcopy: memo is not supported")
    }
    return try Copier(call.interpreter, isDeep: true).copy(call.value("x"))
  }
}

/// One copying of a value, which may contain itself.
private final class Copier {
  private let interpreter: Interpreter
  private let isDeep: Bool
  private var copies: [ObjectIdentifier: Value] = [:]
  private var depth = 0
  /// Originals are kept while the copying lasts, so that their identifiers stay unique.
  private var originals: [AnyObject] = []

  init(_ interpreter: Interpreter, isDeep: Bool) {
    self.interpreter = interpreter
    self.isDeep = isDeep
  }

  func copy(_ value: Value) throws -> Value {
    depth += 1
    defer { depth -= 1 }
    guard depth < 500 else { throw ScriptError(.recursionError, "maximum recursion depth exceeded") }
    switch value {
    case .none, .ellipsis, .bool, .int, .big, .float, .str: return value
    case .list(let list):
      return try once(list) { keep in
        let copy = ListObject()
        keep(.list(copy))
        copy.elements = try parts(list.elements)
        return .list(copy)
      }
    case .tuple(let tuple):
      return isDeep ? .tuple(TupleObject(try parts(tuple.elements), kind: tuple.kind)) : value
    case .dict(let dict):
      return try once(dict) { keep in
        let copy = dict.copy()
        copy.removeAll()
        keep(.dict(copy))
        for (key, item) in dict.items { try copy.setValue(try part(item), for: try part(key), interpreter) }
        return .dict(copy)
      }
    case .set(let set):
      let copy = SetObject(isFrozen: set.isFrozen)
      for element in set.elements { try copy.insert(try part(element), interpreter) }
      return .set(copy)
    case .object(let object): return try copy(object, value)
    }
  }

  private func part(_ value: Value) throws -> Value { isDeep ? try copy(value) : value }
  private func parts(_ values: [Value]) throws -> [Value] { isDeep ? try values.map(copy) : values }

  /// The copy of `original`, made by `make` the first time; `make` hands it out before it fills it.
  private func once(_ original: AnyObject, _ make: ((Value) -> Void) throws -> Value) throws -> Value {
    let key = ObjectIdentifier(original)
    if let known = copies[key] { return known }
    originals.append(original)
    let made = try make { copies[key] = $0 }
    copies[key] = made
    return made
  }

  private func copy(_ object: any HostObject, _ value: Value) throws -> Value {
    try once(object) { keep in
      let special = isDeep ? "__deepcopy__" : "__copy__"
      if let made = try interpreter.callMethod(value, special, isDeep ? [.dict(DictObject())] : []) { return made }
      if let instance = object as? InstanceObject, instance.host == nil {
        let copy = InstanceObject(instance.type)
        keep(.object(copy))
        for (name, part) in instance.ownAttributes.pairs { copy.ownAttributes[name] = try self.part(part) }
        return .object(copy)
      }
      if let made = try modelCopy(value) { return made }
      guard !(object is TypeObject), !(object is ModuleObject), !(object is any Callable) else { return value }
      return try interpreter.callMethod(value, "copy") ?? value
    }
  }

  /// The copy of a network or of an object of one: it belongs to no network.
  private func modelCopy(_ value: Value) throws -> Value? {
    let isModel = value.host(as: NetworkObject.self) != nil || value.host(as: Network.self) != nil
    guard isModel, let method = try interpreter.optionalAttribute(value, "copy") else { return nil }
    let session = try NengoSession.of(interpreter)
    return try session.reporting(interpreter) {
      if session.context.currentNetwork != nil {
        session.warn(
          NengoWarning(
            .notAddedToNetwork,
            "\(try interpreter.str(value)) was copied with 'copy', so the copy belongs to no network; "
              + "use its method 'copy(add_to_container=True)'"))
      }
      return try interpreter.call(method, [], [("add_to_container", .bool(false))])
    }
  }
}
