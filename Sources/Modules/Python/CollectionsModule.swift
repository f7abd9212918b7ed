import Language

/// `collections`: containers beside list, tuple, dict and set.
enum CollectionsModule {
  static func make() -> ModuleObject {
    ModuleObject("collections", doc: "Containers beside list, tuple, dict and set.") { module in
      module.define(DequeObject.classType, orderedDict, defaultDict, counter)
      module.define(NamedTuples.factory)
      module.refuse("ChainMap", "UserDict", "UserList", "abc")
    }
  }

  /// Fills `dict` from the arguments of `dict(mapping_or_pairs, **more)`.
  private static func fill(_ dict: DictObject, _ source: Value?, _ more: [(name: String, value: Value)], _ call: Call)
    throws
  {
    let interpreter = call.interpreter
    if let source, !source.isNone {
      if case .dict(let other) = source {
        for (key, value) in other.items { try dict.setValue(value, for: key, interpreter) }
      } else {
        for pair in try interpreter.elements(of: source) {
          let parts = try interpreter.elements(of: pair)
          guard parts.count == 2 else {
            throw ScriptError(
              .valueError, "dictionary update sequence element has length \(parts.count); 2 is required")
          }
          try dict.setValue(parts[1], for: parts[0], interpreter)
        }
      }
    }
    for (name, value) in more { dict[name] = value }
  }

  // MARK: OrderedDict and defaultdict

  static let orderedDict: TypeObject = TypeObject(
    "OrderedDict", module: "collections", base: .dict, doc: "A dict; all of them keep their order.",
    constructor: Constructor([Parameter("other", .positionalOnly, default: .omitted("()")), .keywords("more")]) {
      call in
      let dict = DictObject()
      dict.kind = orderedDict
      try fill(dict, call["other"], call.keywords, call)
      return .dict(dict)
    },
    methods: [
      Method(
        "move_to_end", [.required("key"), .optional("last", .bool(true))], summary: "Move a key to an end.",
        onValue: {
          receiver, call in
          guard case .dict(let dict) = receiver else { return .none }
          guard let value = try dict.removeValue(for: call.value("key"), call.interpreter) else {
            throw ScriptError(ExceptionObject(.keyError, [call.value("key")]))
          }
          let others = try call.bool("last") ? [] : dict.items
          if !others.isEmpty { dict.removeAll() }
          try dict.setValue(value, for: call.value("key"), call.interpreter)
          for (key, value) in others { try dict.setValue(value, for: key, call.interpreter) }
          return .none
        })
    ])

  static let defaultDict: TypeObject = TypeObject(
    "defaultdict", module: "collections", base: .dict, doc: "A dict that makes the values of missing keys.",
    constructor: Constructor([
      Parameter("default_factory", .positionalOnly, default: .omitted("None")),
      Parameter("other", .positionalOnly, default: .omitted("()")), .keywords("more"),
    ]) { call in
      let dict = DictObject()
      dict.kind = defaultDict
      let factory = call.value("default_factory")
      guard factory.isNone || call.interpreter.isCallable(factory) else {
        throw ScriptError(.typeError, "first argument must be callable or None")
      }
      dict.makeDefault = factory.isNone ? nil : factory
      try fill(dict, call["other"], call.keywords, call)
      return .dict(dict)
    },
    properties: [
      Property(
        "default_factory", doc: "What makes missing values.",
        onValue: { receiver, _ in
          guard case .dict(let dict) = receiver else { return .none }
          return dict.makeDefault ?? .none
        })
    ])

  // MARK: Counter

  static let counter: TypeObject = TypeObject(
    "Counter", module: "collections", base: .dict, doc: "A dict of how often each element occurs.",
    constructor: Constructor([Parameter("iterable", .positionalOnly, default: .omitted("()")), .keywords("counts")]) {
      call in
      let dict = DictObject()
      dict.kind = counter
      try count(dict, call["iterable"], call.keywords, sign: 1, call)
      return .dict(dict)
    }, methods: counterMethods)

  private static func count(
    _ dict: DictObject, _ source: Value?, _ more: [(name: String, value: Value)], sign: Int, _ call: Call
  ) throws {
    let interpreter = call.interpreter
    func add(_ key: Value, _ amount: Value) throws {
      let old = try dict.value(for: key, interpreter) ?? .int(0)
      try dict.setValue(try interpreter.binary(sign > 0 ? .add : .subtract, old, amount), for: key, interpreter)
    }
    if case .dict(let other)? = source {
      for (key, value) in other.items { try add(key, value) }
    } else if let source, !source.isNone {
      for key in try interpreter.elements(of: source) { try add(key, .int(1)) }
    }
    for (name, value) in more { try add(.string(name), value) }
  }

  private static var counterMethods: [Method] {
    [
      Method(
        "most_common", [.omittable("n")], summary: "Pairs of element and count, most frequent first.",
        onValue: {
          receiver, call in
          guard case .dict(let dict) = receiver else { return .none }
          let interpreter = call.interpreter
          var items = Array(dict.items.enumerated())
          var failure: (any Error)?
          items.sort { a, b in
            do {
              if try interpreter.truth(try interpreter.compare(.greater, a.element.value, b.element.value)) {
                return true
              }
              if try interpreter.truth(try interpreter.compare(.less, a.element.value, b.element.value)) {
                return false
              }
            } catch { failure = failure ?? error }
            return a.offset < b.offset
          }
          if let failure { throw failure }
          let limit = try call.optionalInt("n") ?? items.count
          return .newList(items.prefix(max(0, limit)).map { .newTuple([$0.element.key, $0.element.value]) })
        }),
      Method(
        "elements", summary: "Each element as often as it was counted.",
        onValue: { receiver, call in
          guard case .dict(let dict) = receiver else { return .none }
          var all: [Value] = []
          for (key, value) in dict.items {
            let count = try call.interpreter.index(value)
            guard count < 100_000_000 - all.count else { throw ScriptError(.memoryError, "") }
            if count > 0 { all += Array(repeating: key, count: count) }
          }
          return .newList(all)
        }),
      Method(
        "total", summary: "Sum of the counts.",
        onValue: { receiver, call in
          guard case .dict(let dict) = receiver else { return .none }
          return try dict.values.reduce(.int(0)) { try call.interpreter.binary(.add, $0, $1) }
        }),
      updating("update", sign: 1, "Add counts."), updating("subtract", sign: -1, "Take counts away."),
    ]
  }

  private static func updating(_ name: String, sign: Int, _ summary: String) -> Method {
    Method(
      name, [Parameter("iterable", .positionalOnly, default: .omitted("()")), .keywords("counts")], summary: summary,
      onValue: { receiver, call in
        guard case .dict(let dict) = receiver else { return .none }
        try count(dict, call["iterable"], call.keywords, sign: sign, call)
        return .none
      })
  }
}
