/// Built-in functions on any object.
enum ObjectFunctions {
  static let all: [BuiltinFunction] = [
    repr, ascii, format, hash, id, callable, isinstance, issubclass, getattr, setattr, hasattr, delattr, dir, vars,
    globals, locals,
  ]

  private static let repr = BuiltinFunction(
    "repr", [.positionOnly("obj")], summary: "The text of an object as the prompt shows it."
  ) { call in .string(try call.interpreter.repr(call.value("obj"))) }

  private static let ascii = BuiltinFunction(
    "ascii", [.positionOnly("obj")], summary: "As repr, with everything outside of ASCII escaped."
  ) { call in .string(Escapes.ascii(try call.interpreter.repr(call.value("obj")))) }

  private static let format = BuiltinFunction(
    "format", [.positionOnly("value"), Parameter("format_spec", .positionalOnly, default: .value(""))],
    summary: "A value as text by a format spec, as in an f-string."
  ) { call in
    guard let spec = call.value("format_spec").string else {
      throw ScriptError(
        .typeError,
        "format() argument 2 must be str, not "
          + (call.value("format_spec").isNone ? "None" : call.value("format_spec").typeName))
    }
    return .string(try call.interpreter.format(call.value("value"), spec))
  }

  private static let hash = BuiltinFunction(
    "hash", [.positionOnly("obj")], summary: "The hash of an object; equal objects have equal ones."
  ) { call in .int(try call.interpreter.hash(call.value("obj"))) }

  private static let id = BuiltinFunction(
    "id", [.positionOnly("obj")], summary: "A number that no other living object has."
  ) { call in
    let address: ObjectIdentifier? =
      switch call.value("obj") {
      case .list(let object): ObjectIdentifier(object)
      case .tuple(let object): ObjectIdentifier(object)
      case .dict(let object): ObjectIdentifier(object)
      case .set(let object): ObjectIdentifier(object)
      case .object(let object): ObjectIdentifier(object)
      case .str(let object): ObjectIdentifier(object)
      default: nil
      }
    if let address { return .int(Int(bitPattern: address)) }
    return .int(try call.interpreter.hash(call.value("obj")) &* 2 &+ 1)
  }

  private static let callable = BuiltinFunction(
    "callable", [.positionOnly("obj")], summary: "Whether an object can be called."
  ) { call in .bool(call.interpreter.isCallable(call.value("obj"))) }

  private static func types(_ value: Value, _ message: String) throws -> [TypeObject] {
    if let type: TypeObject = value.host() { return [type] }
    if case .tuple(let tuple) = value { return try tuple.elements.flatMap { try types($0, message) } }
    throw ScriptError(.typeError, message)
  }

  private static let isinstance = BuiltinFunction(
    "isinstance", [.positionOnly("obj"), .positionOnly("class_or_tuple")],
    summary: "Whether an object is of a class, or of one of a tuple of classes, or derived from it."
  ) { call in
    let type = call.value("obj").type
    let classes = call.value("class_or_tuple")
    if let single: TypeObject = classes.host() { return .bool(type.isSubtype(of: single)) }
    let all = try types(classes, "isinstance() arg 2 must be a type, a tuple of types, or a union")
    return .bool(all.contains { type.isSubtype(of: $0) })
  }

  private static let issubclass = BuiltinFunction(
    "issubclass", [.positionOnly("cls"), .positionOnly("class_or_tuple")],
    summary: "Whether a class is another, or one of a tuple of classes, or derived from it."
  ) { call in
    guard let type: TypeObject = call.value("cls").host() else {
      throw ScriptError(.typeError, "issubclass() arg 1 must be a class")
    }
    let all = try types(
      call.value("class_or_tuple"), "issubclass() arg 2 must be a class, a tuple of classes, or a union")
    return .bool(all.contains { type.isSubtype(of: $0) })
  }

  private static func name(_ call: Call, _ function: String) throws -> String {
    guard let name = call.value("name").string else {
      throw ScriptError(
        .typeError,
        function == "hasattr"
          ? "hasattr(): attribute name must be string"
          : "attribute name must be string, not '\(call.value("name").typeName)'")
    }
    return name
  }

  private static let getattr = BuiltinFunction(
    "getattr",
    [.positionOnly("obj"), .positionOnly("name"), Parameter("default", .positionalOnly, default: .omitted(""))],
    summary: "The attribute of that name; `default` where there is none."
  ) { call in
    let name = try name(call, "getattr")
    guard let fallback = call[2] else { return try call.interpreter.attribute(call.value("obj"), name) }
    return try call.interpreter.optionalAttribute(call.value("obj"), name) ?? fallback
  }

  private static let setattr = BuiltinFunction(
    "setattr", [.positionOnly("obj"), .positionOnly("name"), .positionOnly("value")],
    summary: "Sets the attribute of that name."
  ) { call in
    try call.interpreter.setAttribute(call.value("obj"), try name(call, "setattr"), to: call.value("value"))
    return .none
  }

  private static let hasattr = BuiltinFunction(
    "hasattr", [.positionOnly("obj"), .positionOnly("name")], summary: "Whether an object has an attribute."
  ) { call in
    .bool(try call.interpreter.optionalAttribute(call.value("obj"), try name(call, "hasattr")) != nil)
  }

  private static let delattr = BuiltinFunction(
    "delattr", [.positionOnly("obj"), .positionOnly("name")], summary: "Deletes the attribute of that name."
  ) { call in
    try call.interpreter.deleteAttribute(call.value("obj"), try name(call, "delattr"))
    return .none
  }

  private static let dir = BuiltinFunction(
    "dir", [Parameter("obj", .positionalOnly, default: .omitted(""))],
    summary: "The names of an object's attributes, sorted; without one, the names in reach."
  ) { call in
    let names: [String]
    if let value = call[0] {
      names = try call.interpreter.attributeNames(of: value)
    } else {
      names = call.interpreter.localNames().map(\.0).sorted()
    }
    return .newList(names.map { .string($0) })
  }

  private static let vars = BuiltinFunction(
    "vars", [Parameter("obj", .positionalOnly, default: .omitted(""))],
    summary: "The dictionary of an object's own attributes; without one, that of local names."
  ) { call in
    guard let value = call[0] else { return call.interpreter.locals() }
    guard let dict = try call.interpreter.optionalAttribute(value, "__dict__") else {
      throw ScriptError(.typeError, "vars() argument must have __dict__ attribute")
    }
    return dict
  }

  private static let globals = BuiltinFunction(
    "globals", [], summary: "The live dictionary of the module's names."
  ) { call in .object(GlobalsView(call.interpreter.globals)) }

  private static let locals = BuiltinFunction(
    "locals", [], summary: "A dictionary of the names of the function; outside of functions as globals()."
  ) { call in call.interpreter.locals() }
}

extension Interpreter {
  /// Names and values of the running function, or of the module.
  func localNames() -> [(String, Value)] {
    guard let frame = currentFrame, frame.unit.scope.kind != .module else {
      return globals.definedNames.compactMap { name in globals[name].map { (name, $0) } }
    }
    let scope = frame.unit.scope
    var found: [(String, Value)] = []
    for (slot, name) in scope.slots.prefix(scope.visibleSlotCount).enumerated() {
      if let value = frame.slots[slot] { found.append((name, value)) }
    }
    for (cell, name) in (scope.ownCells.prefix(scope.visibleCellCount)).enumerated() where cell < frame.cells.count {
      if let value = frame.cells[cell].value { found.append((name, value)) }
    }
    for (offset, name) in scope.freeNames.enumerated() where scope.ownCells.count + offset < frame.cells.count {
      if let value = frame.cells[scope.ownCells.count + offset].value { found.append((name, value)) }
    }
    return found
  }

  func locals() -> Value {
    guard let frame = currentFrame, frame.unit.scope.kind != .module else { return .object(GlobalsView(globals)) }
    return .dict(DictObject(localNames()))
  }
}
