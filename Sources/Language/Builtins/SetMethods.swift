/// Methods of `set` and `frozenset`.
enum SetMethods {
  static func make(_ call: Call, isFrozen: Bool) throws -> SetObject {
    let set = SetObject(isFrozen: isFrozen)
    if let given = call[0] {
      for element in try call.interpreter.elements(of: given) { try set.insert(element, call.interpreter) }
    }
    return set
  }

  private static func method(
    _ name: String, _ parameters: [Parameter] = [], _ summary: String,
    _ body: @escaping (SetObject, Call) throws -> Value
  ) -> Method {
    Method(
      name, parameters, summary: summary,
      onValue: { value, call in
        guard case .set(let set) = value else { return .none }
        return try body(set, call)
      })
  }

  private static let others = [Parameter.variadic("others")]

  static let common: [Method] = [
    method("union", others, "The elements of all.") { set, call in
      var result = set
      for other in call.variadic {
        result = try SetAlgebra.union(result, call.interpreter.elements(of: other), call.interpreter)
      }
      return .set(result === set ? set.copy(isFrozen: set.isFrozen) : result)
    },
    method("intersection", others, "The elements that are in all.") { set, call in
      .set(try intersection(set, call))
    },
    method("difference", others, "The elements that are in none of the others.") { set, call in
      .set(try difference(set, call))
    },
    method("symmetric_difference", [.positionOnly("other")], "The elements that are in just one.") { set, call in
      .set(try symmetric(set, call))
    },
    method("issubset", [.positionOnly("other")], "Whether all elements are in the other.") { set, call in
      .bool(try SetAlgebra.isSubset(set, of: call.interpreter.set(of: call.value("other")), call.interpreter))
    },
    method("issuperset", [.positionOnly("other")], "Whether all elements of the other are here.") { set, call in
      .bool(try call.elements("other").allSatisfy { try set.contains($0, call.interpreter) })
    },
    method("isdisjoint", [.positionOnly("other")], "Whether no element is shared.") { set, call in
      .bool(try !call.elements("other").contains { try set.contains($0, call.interpreter) })
    },
    method("copy", [], "A new set of the same elements.") { set, _ in .set(set.copy(isFrozen: set.isFrozen)) },
  ]

  private static func intersection(_ set: SetObject, _ call: Call) throws -> SetObject {
    var result = set.copy(isFrozen: set.isFrozen)
    for other in call.variadic {
      let members = try call.interpreter.set(of: other)
      result = try SetAlgebra.filtered(result, call.interpreter) { try members.contains($0, call.interpreter) }
    }
    return result
  }

  private static func difference(_ set: SetObject, _ call: Call) throws -> SetObject {
    var result = set.copy(isFrozen: set.isFrozen)
    for other in call.variadic {
      let members = try call.interpreter.set(of: other)
      result = try SetAlgebra.filtered(result, call.interpreter) { try !members.contains($0, call.interpreter) }
    }
    return result
  }

  private static func symmetric(_ set: SetObject, _ call: Call) throws -> SetObject {
    let other = try call.interpreter.set(of: call.value("other"))
    return try SetAlgebra.binary(.bitXor, set, other, call.interpreter) ?? set
  }

  static let changing: [Method] = [
    method("add", [.positionOnly("element")], "Adds an element.") { set, call in
      try set.insert(call.value("element"), call.interpreter)
      return .none
    },
    method("remove", [.positionOnly("element")], "Removes an element; KeyError if it is not there.") { set, call in
      if try set.remove(call.value("element"), call.interpreter) { return .none }
      throw ScriptError(ExceptionObject(.keyError, [call.value("element")]))
    },
    method("discard", [.positionOnly("element")], "Removes an element if it is there.") { set, call in
      try set.remove(call.value("element"), call.interpreter)
      return .none
    },
    method("pop", [], "Removes an element and gives it.") { set, _ in
      guard let first = set.members.removeFirst() else { throw ScriptError(.keyError, "pop from an empty set") }
      return first.key
    },
    method("clear", [], "Removes all elements.") { set, _ in
      set.members.removeAll()
      return .none
    },
    method("update", others, "Adds the elements of the others.") { set, call in
      for other in call.variadic {
        for element in try call.interpreter.elements(of: other) { try set.insert(element, call.interpreter) }
      }
      return .none
    },
    method("intersection_update", others, "Keeps the elements that are in all.") { set, call in
      set.replace(with: try intersection(set, call))
      return .none
    },
    method("difference_update", others, "Removes the elements of the others.") { set, call in
      set.replace(with: try difference(set, call))
      return .none
    },
    method("symmetric_difference_update", [.positionOnly("other")], "Keeps the elements that are in just one.") {
      set, call in
      set.replace(with: try symmetric(set, call))
      return .none
    },
  ]
}
