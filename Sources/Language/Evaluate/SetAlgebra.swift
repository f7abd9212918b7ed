/// `|`, `&`, `-`, `^` of sets; results are of the left one's kind.
enum SetAlgebra {
  static func binary(_ op: BinaryOperator, _ a: SetObject, _ b: SetObject, _ i: Interpreter) throws -> SetObject? {
    switch op {
    case .bitOr: return try union(a, b.elements, i)
    case .bitAnd: return try filtered(a, i) { try b.contains($0, i) }
    case .subtract: return try filtered(a, i) { try !b.contains($0, i) }
    case .bitXor:
      let result = try filtered(a, i) { try !b.contains($0, i) }
      for value in b.elements where try !a.contains(value, i) { try result.insert(value, i) }
      return result
    default: return nil
    }
  }

  static func union(_ a: SetObject, _ more: [Value], _ i: Interpreter) throws -> SetObject {
    let result = a.copy(isFrozen: a.isFrozen)
    for value in more { try result.insert(value, i) }
    return result
  }

  static func filtered(
    _ a: SetObject, _ i: Interpreter, _ keep: (Value) throws -> Bool
  ) throws -> SetObject {
    let result = SetObject(isFrozen: a.isFrozen)
    for value in a.elements where try keep(value) { try result.insert(value, i) }
    return result
  }

  static func isSubset(_ a: SetObject, of b: SetObject, _ i: Interpreter) throws -> Bool {
    if a.count > b.count { return false }
    return try a.elements.allSatisfy { try b.contains($0, i) }
  }
}

extension SetObject {
  func replace(with other: SetObject) { members.replace(with: other.members) }
}

extension Interpreter {
  /// A set of the elements of any iterable (a set itself if it is one).
  func set(of value: Value) throws -> SetObject {
    if case .set(let set) = value { return set }
    let result = SetObject()
    for element in try elements(of: value) { try result.insert(element, self) }
    return result
  }
}
