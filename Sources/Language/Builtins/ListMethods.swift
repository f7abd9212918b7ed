/// Methods of `list` and `tuple`.
enum ListMethods {
  private static func method(
    _ name: String, _ parameters: [Parameter] = [], _ summary: String,
    _ body: @escaping (ListObject, Call) throws -> Value
  ) -> Method {
    Method(
      name, parameters, summary: summary,
      onValue: { value, call in
        guard case .list(let list) = value else { return .none }
        return try body(list, call)
      })
  }

  static let list: [Method] = [
    method("append", [.positionOnly("object")], "Adds an element at the end.") { list, call in
      list.elements.append(call.value("object"))
      return .none
    },
    method("extend", [.positionOnly("iterable")], "Adds all elements of an iterable at the end.") { list, call in
      list.elements.append(contentsOf: try call.elements("iterable"))
      return .none
    },
    method("insert", [.positionOnly("index"), .positionOnly("object")], "Adds an element before a place.") {
      list, call in
      var place = try call.int("index")
      if place < 0 { place = max(0, place &+ list.elements.count) }
      list.elements.insert(call.value("object"), at: min(place, list.elements.count))
      return .none
    },
    method("pop", [Parameter("index", .positionalOnly, default: .value(.int(-1)))], "Removes an element and gives it.")
    {
      list, call in
      if list.elements.isEmpty { throw ScriptError(.indexError, "pop from empty list") }
      var place = try call.interpreter.index(call.value("index"))
      if place < 0 { place = place &+ list.elements.count }
      guard place >= 0, place < list.elements.count else { throw ScriptError(.indexError, "pop index out of range") }
      return list.elements.remove(at: place)
    },
    method("remove", [.positionOnly("value")], "Removes the first element that is equal.") { list, call in
      guard let place = try find(list.elements, call.value("value"), 0, list.elements.count, call.interpreter) else {
        throw ScriptError(.valueError, "list.remove(x): x not in list")
      }
      if place < list.elements.count { list.elements.remove(at: place) }
      return .none
    },
    method(
      "index", bounds, "The place of the first element that is equal."
    ) { list, call in
      let value = call.value("value")
      if let place = try index(list.elements, call) { return .int(place) }
      throw ScriptError(.valueError, "\(try call.interpreter.repr(value)) is not in list")
    },
    method("count", [.positionOnly("value")], "How many elements are equal.") { list, call in
      .int(try count(list.elements, call))
    },
    method(
      "sort", [.keyword("key", .none), .keyword("reverse", .bool(false))], "Sorts in place; equal ones stay in order."
    ) { list, call in
      let elements = list.elements
      let count = elements.count
      let sorted = try Sorting.sorted(elements, key: call.value("key"), reverse: call.bool("reverse"), call.interpreter)
      if list.elements.count != count { throw ScriptError(.valueError, "list modified during sort") }
      list.elements = sorted
      return .none
    },
    method("reverse", [], "Reverses in place.") { list, _ in
      list.elements.reverse()
      return .none
    },
    method("copy", [], "A new list of the same elements.") { list, _ in .newList(list.elements) },
    method("clear", [], "Removes all elements.") { list, _ in
      list.elements = []
      return .none
    },
  ]

  private static let bounds: [Parameter] = [
    .positionOnly("value"), Parameter("start", .positionalOnly, default: .value(.int(0))),
    Parameter("stop", .positionalOnly, default: .value(.int(.max))),
  ]

  static let tuple: [Method] = [
    Method(
      "index", bounds, summary: "The place of the first element that is equal.",
      onValue: { value, call in
        guard case .tuple(let tuple) = value else { return .none }
        if let place = try index(tuple.elements, call) { return .int(place) }
        throw ScriptError(.valueError, "tuple.index(x): x not in tuple")
      }),
    Method(
      "count", [.positionOnly("value")], summary: "How many elements are equal.",
      onValue: { value, call in
        guard case .tuple(let tuple) = value else { return .none }
        return .int(try count(tuple.elements, call))
      }),
  ]

  private static func index(_ elements: [Value], _ call: Call) throws -> Int? {
    func bound(_ name: String) throws -> Int {
      let value = try call.interpreter.index(call.value(name))
      return value < 0 ? max(0, value &+ elements.count) : min(value, elements.count)
    }
    return try find(elements, call.value("value"), bound("start"), bound("stop"), call.interpreter)
  }

  static func find(_ elements: [Value], _ value: Value, _ start: Int, _ stop: Int, _ i: Interpreter) throws -> Int? {
    var place = start
    while place < stop {
      if try i.isIdentical(elements[place], value) || i.equals(elements[place], value) { return place }
      place += 1
    }
    return nil
  }

  private static func count(_ elements: [Value], _ call: Call) throws -> Int {
    let value = call.value("value")
    return try elements.reduce(0) { total, element in
      try total + (call.interpreter.isIdentical(element, value) || call.interpreter.equals(element, value) ? 1 : 0)
    }
  }
}
