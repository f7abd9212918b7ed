/// Built-in functions on sequences and iterators.
enum SequenceFunctions {
  static let all: [BuiltinFunction] = [len, sorted, any, all_, iter, next]

  private static let len = BuiltinFunction(
    "len", [.positionOnly("obj")], summary: "The number of elements of a container."
  ) { call in .int(try call.interpreter.length(call.value("obj"))) }

  private static let sorted = BuiltinFunction(
    "sorted",
    [
      .positionOnly("iterable"), .keyword("key", .none, "function of one argument that gives what is compared"),
      .keyword("reverse", .bool(false), "descending"),
    ], summary: "A new list of the elements in ascending order; equal ones stay in their order.", reportedAs: "sort"
  ) { call in
    let elements = try call.interpreter.elements(of: call.value("iterable"))
    return .newList(
      try Sorting.sorted(elements, key: call.value("key"), reverse: call.bool("reverse"), call.interpreter))
  }

  private static let any = BuiltinFunction(
    "any", [.positionOnly("iterable")], summary: "Whether some element is true."
  ) { call in
    let walk = try call.interpreter.iterator(call.value("iterable"))
    while let element = try walk.next(call.interpreter) {
      if try call.interpreter.truth(element) { return .bool(true) }
    }
    return .bool(false)
  }

  private static let all_ = BuiltinFunction(
    "all", [.positionOnly("iterable")], summary: "Whether all elements are true."
  ) { call in
    let walk = try call.interpreter.iterator(call.value("iterable"))
    while let element = try walk.next(call.interpreter) {
      if try !call.interpreter.truth(element) { return .bool(false) }
    }
    return .bool(true)
  }

  private static let iter = BuiltinFunction(
    "iter", [.positionOnly("iterable")], summary: "An iterator over the elements."
  ) { call in
    let value = call.value("iterable")
    if case .object(let object) = value {
      if object is IteratorObject { return value }
      if let result = try call.interpreter.callSpecial(object, "__iter__") {
        _ = try call.interpreter.iterator(value)
        return result
      }
    }
    let type: TypeObject =
      switch value {
      case .list: .listIterator
      case .tuple: .tupleIterator
      case .str: .strIterator
      case .dict: .dictIterator
      case .set: .setIterator
      default: value.host(as: RangeObject.self) != nil ? .rangeIterator : .iterator
      }
    return .object(IteratorObject(type, try call.interpreter.iterator(value)))
  }

  private static let next = BuiltinFunction(
    "next", [.positionOnly("iterator"), Parameter("default", .positionalOnly, default: .omitted(""))],
    summary: "The next element of an iterator; `default`, or StopIteration, at its end."
  ) { call in
    let value = call.value("iterator")
    let i = call.interpreter
    if case .object(let object) = value, let method = try i.special(object, "__next__") {
      do { return try i.call(method, []) } catch let error as ScriptError {
        if let fallback = call[1], error.isInstance(of: .stopIteration) { return fallback }
        throw error
      }
    }
    guard let walk = try i.asIterator(value) else {
      throw ScriptError(.typeError, "'\(value.typeName)' object is not an iterator")
    }
    if let element = try walk.next(i) { return element }
    if let fallback = call[1] { return fallback }
    throw ScriptError(ExceptionObject(.stopIteration, []))
  }
}

extension TypeObject {
  static let listIterator = TypeObject("list_iterator")
  static let tupleIterator = TypeObject("tuple_iterator")
  static let strIterator = TypeObject("str_iterator")
  static let dictIterator = TypeObject("dict_keyiterator")
  static let setIterator = TypeObject("set_iterator")
  static let rangeIterator = TypeObject("range_iterator")
}

/// Stable merge sort with the language's comparison.
enum Sorting {
  static func sorted(_ values: [Value], key: Value, reverse: Bool, _ i: Interpreter) throws -> [Value] {
    var items: [(value: Value, key: Value)] = []
    items.reserveCapacity(values.count)
    for value in values { items.append((value, key.isNone ? value : try i.call(key, [value]))) }
    // Equal elements keep their order, also in descending order.
    if reverse { items.reverse() }
    var target = items
    var width = 1
    while width < items.count {
      var start = 0
      while start < items.count {
        try merge(&items, &target, start, min(start + width, items.count), min(start + 2 * width, items.count), i)
        start += 2 * width
      }
      swap(&items, &target)
      width *= 2
    }
    if reverse { items.reverse() }
    return items.map(\.value)
  }

  private static func merge(
    _ source: inout [(value: Value, key: Value)], _ target: inout [(value: Value, key: Value)], _ low: Int,
    _ middle: Int,
    _ high: Int, _ i: Interpreter
  ) throws {
    var left = low
    var right = middle
    for place in low..<high {
      let takeRight: Bool
      if left >= middle {
        takeRight = true
      } else if right >= high {
        takeRight = false
      } else {
        takeRight = try less(source[right].key, source[left].key, i)
      }
      if takeRight {
        target[place] = source[right]
        right += 1
      } else {
        target[place] = source[left]
        left += 1
      }
    }
  }

  private static func less(_ a: Value, _ b: Value, _ i: Interpreter) throws -> Bool {
    if let quick = ComparisonCode.quick(.less, a, b) { return quick }
    try i.checkInterrupt()
    return try i.truth(i.compare(.less, a, b))
  }
}
