/// The special methods of objects that no script class defines, for scripts that call them by name.
struct SpecialMethod {
  /// Whether an object has it.
  let applies: (Value) -> Bool
  let body: (Value, [Value], Interpreter) throws -> Value
}

enum SpecialMethods {
  nonisolated(unsafe) static let table: [String: SpecialMethod] = {
    var table: [String: SpecialMethod] = [:]
    func all(_ name: String, _ body: @escaping (Value, [Value], Interpreter) throws -> Value) {
      table[name] = SpecialMethod(applies: { _ in true }, body: body)
    }
    func able<A>(
      _ name: String, _ core: @escaping (Value) -> Bool, _ ability: A.Type,
      _ body: @escaping (Value, [Value], Interpreter) throws -> Value
    ) {
      table[name] = SpecialMethod(applies: { core($0) || $0.host(as: A.self) != nil }, body: body)
    }
    all("__repr__") { value, _, i in .string(try i.defaultRepr(value)) }
    all("__str__") { value, _, i in .string(try i.defaultStr(value)) }
    all("__format__") { value, arguments, i in .string(try i.format(value, arguments.first?.string ?? "")) }
    all("__init__") { value, arguments, i in
      if case .object(let object) = value, let error = object as? ExceptionObject { error.arguments = arguments }
      return .none
    }
    all("__hash__") { value, _, i in
      if case .object(let object) = value, object is InstanceObject {
        return .int(Int(bitPattern: UInt(bitPattern: ObjectIdentifier(object)) >> 4))
      }
      return .int(try i.hash(value))
    }
    all("__eq__") { value, arguments, i in
      guard let other = arguments.first else { return .bool(false) }
      if case .object(let object) = value, object is InstanceObject {
        return i.isIdentical(value, other) ? .bool(true) : i.notImplemented
      }
      return try i.compare(.equal, value, other)
    }
    all("__ne__") { value, arguments, i in
      .bool(!(try i.equals(value, arguments.first ?? .none)))
    }
    all("__setattr__") { value, arguments, i in
      guard arguments.count == 2, let name = arguments[0].string, case .object(let object) = value else {
        throw ScriptError(.typeError, "expected 2 arguments, got \(arguments.count)")
      }
      try i.setPlainAttribute(object, value, name, arguments[1])
      return .none
    }
    all("__delattr__") { value, arguments, i in
      guard arguments.count == 1, let name = arguments[0].string, case .object(let object) = value else {
        throw ScriptError(.typeError, "expected 1 argument, got \(arguments.count)")
      }
      try i.deletePlainAttribute(object, value, name)
      return .none
    }
    all("__getattribute__") { value, arguments, i in try i.attribute(value, arguments.first?.string ?? "") }
    all("__dir__") { value, _, i in .newList(try i.attributeNames(of: value).map { .string($0) }) }
    able("__len__", { $0.isContainer }, (any HasLength).self) { value, _, i in .int(try i.length(value)) }
    able("__iter__", { $0.isContainer }, (any Iterable).self) { value, _, i in
      .object(IteratorObject(.iterator, try i.iterator(value)))
    }
    able("__contains__", { $0.isContainer }, (any HasContainment).self) { value, arguments, i in
      .bool(try i.contains(value, arguments.first ?? .none))
    }
    able("__getitem__", { $0.isIndexed }, (any Indexable).self) { value, arguments, i in
      try i.item(value, arguments.first ?? .none)
    }
    able("__setitem__", { $0.isIndexed }, (any Indexable).self) { value, arguments, i in
      try i.setItem(value, arguments.first ?? .none, to: arguments.last ?? .none)
      return .none
    }
    able("__next__", { _ in false }, IteratorObject.self) { value, _, i in
      guard let found = try i.asIterator(value)?.next(i) else { throw ScriptError(ExceptionObject(.stopIteration, [])) }
      return found
    }
    able("__enter__", { _ in false }, (any ContextManager).self) { value, _, i in
      guard let manager = value.host(as: (any ContextManager).self) else { return .none }
      return try manager.enter(i)
    }
    able("__exit__", { _ in false }, (any ContextManager).self) { value, arguments, i in
      guard let manager = value.host(as: (any ContextManager).self) else { return .none }
      let error: ExceptionObject? = arguments.count > 1 ? arguments[1].host() : nil
      return .bool(try manager.exit(error.map { ScriptError($0) }, i))
    }
    able("__call__", { _ in false }, (any Callable).self) { value, arguments, i in try i.call(value, arguments) }
    for op in BinaryOperator.allCases {
      able("__\(op.methodStem)__", { Arithmetic.Number($0) != nil }, (any BinaryOperators).self) { value, other, i in
        try i.binary(op, value, other.first ?? .none)
      }
      able("__r\(op.methodStem)__", { Arithmetic.Number($0) != nil }, (any BinaryOperators).self) { value, other, i in
        try i.binary(op, other.first ?? .none, value)
      }
    }
    for op in [ComparisonOperator.less, .lessEqual, .greater, .greaterEqual] {
      able(op.methodName, { $0.isOrdered }, (any HasComparison).self) { value, other, i in
        try i.compare(op, value, other.first ?? .none)
      }
    }
    return table
  }()
}

extension Value {
  fileprivate var isContainer: Bool {
    switch self {
    case .str, .list, .tuple, .dict, .set: true
    default: false
    }
  }
  fileprivate var isIndexed: Bool {
    switch self {
    case .str, .list, .tuple, .dict: true
    default: false
    }
  }
  fileprivate var isOrdered: Bool { isContainer || Arithmetic.Number(self) != nil }
}
