/// Methods of `dict`, and its views.
enum DictMethods {
  private static func method(
    _ name: String, _ parameters: [Parameter] = [], _ summary: String,
    _ body: @escaping (DictObject, Call) throws -> Value
  ) -> Method {
    Method(
      name, parameters, summary: summary,
      onValue: { value, call in
        guard case .dict(let dict) = value else { return .none }
        return try body(dict, call)
      })
  }

  private static let fallback = Parameter("default", .positionalOnly, default: .value(.none))

  static let all: [Method] = [
    method("keys", [], "A live view of the keys.") { dict, _ in .object(DictView(dict, .keys)) },
    method("values", [], "A live view of the values.") { dict, _ in .object(DictView(dict, .values)) },
    method("items", [], "A live view of the pairs.") { dict, _ in .object(DictView(dict, .items)) },
    method("get", [.positionOnly("key"), fallback], "The value of a key, else a default.") { dict, call in
      try dict.value(for: call.value("key"), call.interpreter) ?? call.value("default")
    },
    method("setdefault", [.positionOnly("key"), fallback], "The value of a key, set to a default if it is missing.") {
      dict, call in
      if let found = try dict.value(for: call.value("key"), call.interpreter) { return found }
      try dict.setValue(call.value("default"), for: call.value("key"), call.interpreter)
      return call.value("default")
    },
    method(
      "pop", [.positionOnly("key"), Parameter("default", .positionalOnly, default: .omitted(""))],
      "Removes a key and gives its value."
    ) { dict, call in
      if let found = try dict.removeValue(for: call.value("key"), call.interpreter) { return found }
      if let fallback = call[1] { return fallback }
      throw ScriptError(ExceptionObject(.keyError, [call.value("key")]))
    },
    method("popitem", [.optional("last", .bool(true))], "Removes the last pair and gives it.") { dict, call in
      guard let pair = try call.bool("last") ? dict.removeLast() : dict.removeFirst() else {
        throw ScriptError(.keyError, "popitem(): dictionary is empty")
      }
      return .newTuple([pair.key, pair.value])
    },
    method(
      "update", [Parameter("other", .positionalOnly, default: .omitted("()")), .keywords("more")],
      "Sets the pairs of another mapping."
    ) { dict, call in
      if dict.kind.name == "Counter" { return try countUp(dict, call, 1) }
      if let other = call[0] { try call.interpreter.merge(other, into: dict) }
      for (name, value) in call.keywords { dict[name] = value }
      return .none
    },
    method("copy", [], "A new dictionary of the same pairs.") { dict, _ in .dict(dict.copy()) },
    method("clear", [], "Removes all pairs.") { dict, _ in
      dict.removeAll()
      return .none
    },
    Method(
      "fromkeys", [.positionOnly("iterable"), Parameter("value", .positionalOnly, default: .value(.none))],
      summary: "A dictionary with these keys, all of one value.", kind: .ofClass,
      onValue: { _, call in
        let dict = DictObject()
        for key in try call.elements("iterable") { try dict.setValue(call.value("value"), for: key, call.interpreter) }
        return .dict(dict)
      }),
  ]

  /// `Counter.update`: adds counts.
  static func countUp(_ dict: DictObject, _ call: Call, _ sign: Int) throws -> Value {
    let i = call.interpreter
    func add(_ key: Value, _ amount: Value) throws {
      let old = try dict.value(for: key, i) ?? .int(0)
      try dict.setValue(i.binary(sign > 0 ? .add : .subtract, old, amount), for: key, i)
    }
    if let other = call[0], !other.isNone {
      if let pairs = try i.mappingItems(other) {
        for (key, value) in pairs { try add(key, value) }
      } else {
        for key in try i.elements(of: other) { try add(key, .int(1)) }
      }
    }
    for (name, value) in call.keywords { try add(.string(name), value) }
    return .none
  }
}

/// `d.keys()`, `d.values()`, `d.items()`: live views.
final class DictView: HostObject, Iterable, HasLength, HasContainment, Printable, HasEquality, BinaryOperators,
  HasComparison
{
  let dict: DictObject
  let part: DictIterator.Part
  init(_ dict: DictObject, _ part: DictIterator.Part) {
    self.dict = dict
    self.part = part
  }
  var type: TypeObject {
    switch part {
    case .keys: .dictKeys
    case .values: .dictValues
    case .items: .dictItems
    }
  }
  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator { DictIterator(dict, part) }
  func length(_ interpreter: Interpreter) throws -> Int { dict.count }

  func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool {
    switch part {
    case .keys: return try dict.value(for: value, interpreter) != nil
    case .values: return try ListMethods.find(dict.values, value, 0, dict.count, interpreter) != nil
    case .items:
      guard case .tuple(let pair) = value, pair.elements.count == 2 else { return false }
      guard let found = try dict.value(for: pair.elements[0], interpreter) else { return false }
      return try interpreter.equals(found, pair.elements[1])
    }
  }

  private func elements(_ interpreter: Interpreter) throws -> [Value] { try interpreter.elements(of: .object(self)) }

  func repr(_ interpreter: Interpreter) throws -> String {
    "\(type.name)(\(try interpreter.repr(.newList(elements(interpreter)))))"
  }

  private func asSet(_ value: Value, _ interpreter: Interpreter) throws -> SetObject? {
    if case .set(let set) = value { return set }
    guard let view: DictView = value.host(), view.part != .values else { return nil }
    return try interpreter.set(of: value)
  }

  func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool? {
    guard part != .values, let b = try asSet(other, interpreter) else { return nil }
    if dict.count != b.count { return false }
    return try b.elements.allSatisfy { try contains($0, interpreter) }
  }
  func hash(_ interpreter: Interpreter) throws -> Int {
    if part == .values { return Int(bitPattern: ObjectIdentifier(self)) }
    throw ScriptError(.typeError, "unhashable type: '\(type.name)'")
  }

  func compare(_ op: ComparisonOperator, _ other: Value, _ interpreter: Interpreter) throws -> Value? {
    guard part != .values, let b = try asSet(other, interpreter) else { return nil }
    return try interpreter.compare(op, .set(interpreter.set(of: .object(self))), .set(b))
  }

  func binary(_ op: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter) throws -> Value? {
    guard part != .values, [.bitAnd, .bitOr, .bitXor, .subtract].contains(op), interpreter.isIterable(other) else {
      return nil
    }
    let a = try interpreter.set(of: .object(self))
    let b = try interpreter.set(of: other)
    return try SetAlgebra.binary(op, reflected ? b : a, reflected ? a : b, interpreter).map { .set($0) }
  }
}

extension TypeObject {
  private static let isdisjoint = Method("isdisjoint", [.positionOnly("other")]) { (view: DictView, call) in
    .bool(try !call.elements("other").contains { try view.contains($0, call.interpreter) })
  }
  static let dictKeys = TypeObject("dict_keys", methods: [isdisjoint])
  static let dictValues = TypeObject("dict_values")
  static let dictItems = TypeObject("dict_items", methods: [isdisjoint])
}
