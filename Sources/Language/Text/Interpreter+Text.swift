/// `repr`, `str`, `format` of any value.
extension Interpreter {
  public func repr(_ value: Value) throws -> String {
    switch value {
    case .none: return "None"
    case .ellipsis: return "Ellipsis"
    case .bool(let flag): return flag ? "True" : "False"
    case .int(let x): return String(x)
    case .big(let x): return try IntText.decimal(x.value)
    case .float(let x): return FloatText.repr(x)
    case .str(let text): return Escapes.repr(text.string)
    case .list(let list):
      return try guarded(ObjectIdentifier(list), "[...]") { "[" + (try reprs(list.elements)) + "]" }
    case .tuple(let tuple): return try repr(tuple)
    case .dict(let dict): return try guarded(ObjectIdentifier(dict), "{...}") { try repr(dict) }
    case .set(let set):
      return try guarded(ObjectIdentifier(set), set.isFrozen ? "frozenset(...)" : "set(...)") {
        if set.count == 0 { return set.isFrozen ? "frozenset()" : "set()" }
        let inner = "{" + (try reprs(set.elements)) + "}"
        return set.isFrozen ? "frozenset(\(inner))" : inner
      }
    case .object(let object):
      return try nested {
        if let result = try callSpecial(object, "__repr__") { return try text(result, "__repr__") }
        return try defaultRepr(value)
      }
    }
  }

  private func text(_ value: Value, _ method: String) throws -> String {
    if let text = value.string { return text }
    throw ScriptError(.typeError, "\(method) returned non-string (type \(value.typeName))")
  }

  private func reprs(_ values: [Value]) throws -> String {
    var result = ""
    for (place, value) in values.enumerated() {
      if place > 0 { result += ", " }
      if place & 0xff == 0 { try checkInterrupt() }
      result += try repr(value)
    }
    return result
  }

  private func repr(_ tuple: TupleObject) throws -> String {
    try guarded(ObjectIdentifier(tuple), "(...)") {
      if let kind = tuple.kind, let names = kind.members["_fields"], case .tuple(let fields) = names {
        let parts = try zip(fields.elements, tuple.elements).map { "\($0.string ?? "")=\(try repr($1))" }
        return "\(kind.name)(\(parts.joined(separator: ", ")))"
      }
      if tuple.elements.count == 1 { return "(\(try repr(tuple.elements[0])),)" }
      return "(" + (try reprs(tuple.elements)) + ")"
    }
  }

  private func repr(_ dict: DictObject) throws -> String {
    var parts: [String] = []
    for (key, value) in dict.items { parts.append("\(try repr(key)): \(try repr(value))") }
    let inner = "{" + parts.joined(separator: ", ") + "}"
    switch dict.kind.name {
    case "OrderedDict":
      // As Python 3.11 shows it: a list of pairs.
      let pairs = try dict.items.map { "(\(try repr($0.key)), \(try repr($0.value)))" }
      return pairs.isEmpty ? "OrderedDict()" : "OrderedDict([\(pairs.joined(separator: ", "))])"
    case "defaultdict": return "defaultdict(\(try repr(dict.makeDefault ?? .none)), \(inner))"
    case "Counter":
      if dict.count == 0 { return "Counter()" }
      var pairs = try dict.items.enumerated().map { ($0.offset, $0.element, try optionalFloat($0.element.value) ?? 0) }
      pairs.sort { $0.2 != $1.2 ? $0.2 > $1.2 : $0.0 < $1.0 }
      let shown = try pairs.map { "\(try repr($0.1.key)): \(try repr($0.1.value))" }
      return "Counter({\(shown.joined(separator: ", "))})"
    default: return inner
    }
  }

  /// Runs `body` unless the container is already being shown, one level deeper.
  private func guarded(_ identity: ObjectIdentifier, _ shown: String, _ body: () throws -> String) throws -> String {
    if !showing.insert(identity).inserted { return shown }
    defer { showing.remove(identity) }
    return try nested(body)
  }

  /// What `object.__repr__` gives: a host's own text, or `<module.Class object at 0x…>`.
  func defaultRepr(_ value: Value) throws -> String {
    guard case .object(let object) = value else { return try repr(value) }
    switch object {
    case let type as TypeObject:
      return "<class '\(type.module == "builtins" ? "" : type.module + ".")\(type.qualifiedName)'>"
    case let function as FunctionObject: return "<function \(function.qualifiedName) at \(address(object))>"
    case let function as BuiltinFunction:
      return function.module.isEmpty
        ? "<built-in function \(function.name)>" : "<function \(function.name) at \(address(object))>"
    case let method as BoundMethod:
      let name = try optionalAttribute(method.function, "__qualname__")?.string ?? "?"
      return "<bound method \(name) of \(try repr(method.receiver))>"
    case let method as BoundHostMethod:
      if method.type === TypeObject.builtinFunction {
        return "<built-in method \(method.name) of \(method.receiver.typeName) object at \(address(object))>"
      }
      return "<bound method \(method.descriptor.checked.name) of \(try repr(method.receiver))>"
    case let descriptor as MethodDescriptor:
      return
        "<method '\(descriptor.method.name)' of '\(descriptor.checked.name.split(separator: ".").first ?? "")' objects>"
    case let module as ModuleObject: return "<module '\(module.name)' (built-in)>"
    case let error as ExceptionObject: return try repr(error)
    case let range as RangeObject:
      return range.step == 1
        ? "range(\(range.start), \(range.stop))" : "range(\(range.start), \(range.stop), \(range.step))"
    case let slice as SliceObject:
      return "slice(\(try repr(slice.start)), \(try repr(slice.stop)), \(try repr(slice.step)))"
    case let iterator as IteratorObject:
      if iterator.type === TypeObject.generator { return "<generator object <genexpr> at \(address(object))>" }
      return "<\(iterator.type.name) object at \(address(object))>"
    default:
      if let host: any Printable = ability(object) { return try host.repr(self) }
      let module = object.type.module == "builtins" ? "" : object.type.module + "."
      return "<\(module)\(object.type.qualifiedName) object at \(address(object))>"
    }
  }

  private func repr(_ error: ExceptionObject) throws -> String {
    "\(error.type.name)(\(try reprs(error.arguments)))"
  }

  /// `0x7f…`, as `repr` shows where an object lives.
  public func address(_ object: any HostObject) -> String {
    "0x" + String(UInt(bitPattern: ObjectIdentifier(object)), radix: 16)
  }

  public func str(_ value: Value) throws -> String {
    switch value {
    case .str(let text): return text.string
    case .object(let object):
      return try nested {
        if let result = try callSpecial(object, "__str__") { return try text(result, "__str__") }
        if object is InstanceObject || object is ExceptionObject, let result = try callSpecial(object, "__repr__"),
          !(object is ExceptionObject)
        {
          return try text(result, "__repr__")
        }
        return try defaultStr(value)
      }
    default: return try repr(value)
    }
  }

  /// What `object.__str__` gives.
  func defaultStr(_ value: Value) throws -> String {
    guard case .object(let object) = value else { return try str(value) }
    if let error = object as? ExceptionObject { return try message(of: error) }
    if !(object is InstanceObject), let host = object as? any Printable { return try host.str(self) }
    if let instance = object as? InstanceObject, let host = instance.host as? any Printable {
      return try host.str(self)
    }
    return try repr(value)
  }

  /// The text of an exception.
  func message(of error: ExceptionObject) throws -> String {
    if error.type.isSubtype(of: .osError), error.arguments.count >= 2 {
      let number = try str(error.arguments[0])
      let text = try str(error.arguments[1])
      let file = error.arguments.count > 2 ? ": \(try repr(error.arguments[2]))" : ""
      return "[Errno \(number)] \(text)\(file)"
    }
    switch error.arguments.count {
    case 0: return ""
    case 1:
      // A missing key shows as itself, so that the empty string can be seen.
      return error.type.isSubtype(of: .keyError) ? try repr(error.arguments[0]) : try str(error.arguments[0])
    default: return try repr(.newTuple(error.arguments))
    }
  }

  public func format(_ value: Value, _ spec: String) throws -> String {
    switch value {
    case .str(let text):
      return spec.isEmpty ? text.string : try FormatSpec(spec, for: "str").format(text.string)
    case .int, .big:
      if spec.isEmpty { return try repr(value) }
      return try FormatSpec(spec, for: "int").format(Arithmetic.Number(value)?.big ?? 0, typeName: "int")
    case .bool(let flag):
      if spec.isEmpty { return try repr(value) }
      let parsed = try FormatSpec(spec, for: "bool")
      if parsed.type == nil, !spec.isEmpty { return try parsed.format(flag ? 1 : 0, typeName: "bool") }
      return try parsed.format(flag ? 1 : 0, typeName: "bool")
    case .float(let x): return spec.isEmpty ? FloatText.repr(x) : try FormatSpec(spec, for: "float").format(x)
    case .object(let object):
      if let result = try callSpecial(object, "__format__", .string(spec)) { return try text(result, "__format__") }
      if !(object is InstanceObject), let host = object as? any Printable { return try host.format(spec, self) }
      if spec.isEmpty { return try str(value) }
    default:
      if spec.isEmpty { return try str(value) }
    }
    throw ScriptError(.typeError, "unsupported format string passed to \(value.typeName).__format__")
  }
}
