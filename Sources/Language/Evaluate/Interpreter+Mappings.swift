extension Interpreter {
  /// Keys and values of a mapping: a dict, or anything with `keys` and items; nil if it is none.
  public func mappingItems(_ value: Value) throws -> [(key: Value, value: Value)]? {
    if case .dict(let dict) = value { return dict.items }
    guard case .object(let object) = value, !(object is TypeObject) else { return nil }
    if let view = object as? AttributeView { return view.dict.items }
    if let view = object as? GlobalsView { return view.dict.items }
    guard let keys = try optionalAttribute(value, "keys") else { return nil }
    return try elements(of: try call(keys, [])).map { ($0, try item(value, $0)) }
  }

  /// Adds a mapping, or an iterable of pairs, to `dict`.
  public func merge(_ other: Value, into dict: DictObject) throws {
    if let pairs = try mappingItems(other) {
      for (key, value) in pairs { try dict.setValue(value, for: key, self) }
      return
    }
    for (place, element) in try elements(of: other).enumerated() {
      guard isIterable(element) else {
        throw ScriptError(
          .typeError, "cannot convert dictionary update sequence element #\(place) to a sequence")
      }
      let pair = try elements(of: element)
      guard pair.count == 2 else {
        throw ScriptError(
          .valueError, "dictionary update sequence element #\(place) has length \(pair.count); 2 is required")
      }
      try dict.setValue(pair[1], for: pair[0], self)
    }
  }
}

/// `globals()`: the live names of the module.
final class GlobalsView: HostObject, Indexable, Iterable, HasLength, HasContainment, Printable {
  let globals: Globals
  init(_ globals: Globals) { self.globals = globals }
  var type: TypeObject { .globalsView }

  var dict: DictObject {
    DictObject(globals.definedNames.compactMap { name in globals[name].map { (name, $0) } })
  }

  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    if let name = key.string, let found = globals[name] { return found }
    throw ScriptError(ExceptionObject(.keyError, [key]))
  }
  func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws {
    guard let name = key.string else { throw ScriptError(.typeError, "names must be strings") }
    globals[name] = value
  }
  func deleteItem(_ key: Value, _ interpreter: Interpreter) throws {
    _ = try item(key, interpreter)
    if let name = key.string { globals[name] = nil }
  }
  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator {
    ArrayIterator(globals.definedNames.map { .string($0) })
  }
  func length(_ interpreter: Interpreter) throws -> Int { globals.definedNames.count }
  func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool {
    value.string.map { globals[$0] != nil } ?? false
  }
  func repr(_ interpreter: Interpreter) throws -> String { try interpreter.repr(.dict(dict)) }
}

extension TypeObject {
  static let globalsView = TypeObject(
    "dict",
    methods: [
      Method("keys") { (view: GlobalsView, _) in .newList(view.globals.definedNames.map { .string($0) }) },
      Method("values") { (view: GlobalsView, _) in .newList(view.dict.values) },
      Method("items") { (view: GlobalsView, _) in .newList(view.dict.items.map { .newTuple([$0.key, $0.value]) }) },
      Method("copy") { (view: GlobalsView, _) in .dict(view.dict) },
      Method("get", [.positionOnly("key"), .optional("default", .none)]) { (view: GlobalsView, call) in
        (call[0]?.string).flatMap { view.globals[$0] } ?? call.value("default")
      },
      Method("pop", [.positionOnly("key"), .omittable("default")]) { (view: GlobalsView, call) in
        if let name = call[0]?.string, let found = view.globals[name] {
          view.globals[name] = nil
          return found
        }
        if let fallback = call[1] { return fallback }
        throw ScriptError(ExceptionObject(.keyError, [call.value("key")]))
      },
      Method("update", [.positionOnly("other")]) { (view: GlobalsView, call) in
        let dict = DictObject()
        try call.interpreter.merge(call.value("other"), into: dict)
        for (key, value) in dict.items { try view.setItem(key, value, call.interpreter) }
        return .none
      },
    ])
}
