/// Equality, order, identity, hash, truth.
extension Interpreter {
  /// The same object or, for the core types, the same value of the same type without looking inside.
  @inline(__always)
  func isIdentical(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.int(let a), .int(let b)): a == b
    case (.str(let a), .str(let b)): a === b
    case (.object(let a), .object(let b)): a === b
    case (.list(let a), .list(let b)): a === b
    case (.tuple(let a), .tuple(let b)): a === b
    case (.dict(let a), .dict(let b)): a === b
    case (.set(let a), .set(let b)): a === b
    case (.none, .none), (.ellipsis, .ellipsis): true
    case (.bool(let a), .bool(let b)): a == b
    case (.float(let a), .float(let b)): a.bitPattern == b.bitPattern
    case (.big(let a), .big(let b)): a === b
    default: false
    }
  }

  /// `left is right`: numbers, strings and tuples of them compare type and value.
  public func isSame(_ left: Value, _ right: Value) -> Bool {
    if isIdentical(left, right) { return true }
    switch (left, right) {
    case (.str(let a), .str(let b)): return Text.equal(a, b)
    case (.big(let a), .big(let b)): return a.value == b.value
    case (.tuple(let a), .tuple(let b)):
      guard a.elements.count == b.elements.count, a.kind === b.kind, depth < recursionLimit else { return false }
      depth += 1
      defer { depth -= 1 }
      return zip(a.elements, b.elements).allSatisfy { isSame($0, $1) }
    default: return false
    }
  }

  public func equals(_ left: Value, _ right: Value) throws -> Bool {
    switch (left, right) {
    case (.str(let a), .str(let b)): return Text.equal(a, b)
    case (.int(let a), .int(let b)): return a == b
    case (.none, .none), (.ellipsis, .ellipsis): return true
    case (.object, _), (_, .object):
      return try truth(try compare(.equal, left, right))
    default: return try equalsCore(left, right)
    }
  }

  private func equalsCore(_ left: Value, _ right: Value) throws -> Bool {
    if let a = Arithmetic.Number(left), let b = Arithmetic.Number(right) { return Arithmetic.compare(a, b) == 0 }
    switch (left, right) {
    case (.list(let a), .list(let b)): return try a === b || equalElements(a.elements, b.elements)
    case (.tuple(let a), .tuple(let b)): return try a === b || equalElements(a.elements, b.elements)
    case (.dict(let a), .dict(let b)):
      if a === b { return true }
      if a.count != b.count { return false }
      return try nested {
        for (key, value) in a.items {
          guard let other = try b.value(for: key, self) else { return false }
          if try !isIdentical(value, other) && !equals(value, other) { return false }
        }
        return true
      }
    case (.set(let a), .set(let b)): return try a === b || (a.count == b.count && SetAlgebra.isSubset(a, of: b, self))
    default: return false
    }
  }

  private func equalElements(_ a: [Value], _ b: [Value]) throws -> Bool {
    if a.count != b.count { return false }
    return try nested {
      for place in 0..<a.count where !isIdentical(a[place], b[place]) {
        if try !equals(a[place], b[place]) { return false }
      }
      return true
    }
  }

  /// A rich comparison; `is` and `in` too.
  public func compare(_ op: ComparisonOperator, _ left: Value, _ right: Value) throws -> Value {
    switch op {
    case .isSame: return .bool(isSame(left, right))
    case .isNotSame: return .bool(!isSame(left, right))
    case .isIn: return .bool(try contains(right, left))
    case .isNotIn: return .bool(!(try contains(right, left)))
    default: break
    }
    if case .object = left { return try compareObjects(op, left, right) }
    if case .object = right { return try compareObjects(op, left, right) }
    switch op {
    case .equal: return .bool(try equalsCoreOrText(left, right))
    case .notEqual: return .bool(!(try equalsCoreOrText(left, right)))
    default: return .bool(try order(op, left, right))
    }
  }

  private func equalsCoreOrText(_ left: Value, _ right: Value) throws -> Bool {
    switch (left, right) {
    case (.str(let a), .str(let b)): Text.equal(a, b)
    case (.none, .none), (.ellipsis, .ellipsis): true
    default: try equalsCore(left, right)
    }
  }

  private func order(_ op: ComparisonOperator, _ left: Value, _ right: Value) throws -> Bool {
    if let a = Arithmetic.Number(left), let b = Arithmetic.Number(right) {
      guard let sign = Arithmetic.compare(a, b) else { return false }
      return op.holds(sign)
    }
    switch (left, right) {
    case (.str(let a), .str(let b)): return op.holds(Text.compare(a.string, b.string))
    case (.list(let a), .list(let b)): return try orderElements(op, a.elements, b.elements)
    case (.tuple(let a), .tuple(let b)): return try orderElements(op, a.elements, b.elements)
    case (.set(let a), .set(let b)):
      switch op {
      case .lessEqual: return try SetAlgebra.isSubset(a, of: b, self)
      case .less: return try a.count < b.count && SetAlgebra.isSubset(a, of: b, self)
      case .greaterEqual: return try SetAlgebra.isSubset(b, of: a, self)
      default: return try b.count < a.count && SetAlgebra.isSubset(b, of: a, self)
      }
    default: throw notOrdered(op, left, right)
    }
  }

  private func orderElements(_ op: ComparisonOperator, _ a: [Value], _ b: [Value]) throws -> Bool {
    try nested {
      for place in 0..<min(a.count, b.count) where !isIdentical(a[place], b[place]) {
        if try !equals(a[place], b[place]) { return try truth(compare(op, a[place], b[place])) }
      }
      return op.holds(a.count - b.count)
    }
  }

  private func notOrdered(_ op: ComparisonOperator, _ left: Value, _ right: Value) -> ScriptError {
    ScriptError(
      .typeError,
      "'\(op.symbol)' not supported between instances of '\(left.typeName)' and '\(right.typeName)'")
  }

  private func compareObjects(_ op: ComparisonOperator, _ left: Value, _ right: Value) throws -> Value {
    let rightFirst = right.type !== left.type && right.type.isSubtype(of: left.type)
    if rightFirst, let result = try ask(op.reflected, right, left) { return result }
    if let result = try ask(op, left, right) { return result }
    if !rightFirst, let result = try ask(op.reflected, right, left) { return result }
    switch op {
    case .equal: return .bool(isIdentical(left, right))
    case .notEqual: return .bool(!isIdentical(left, right))
    default: throw notOrdered(op, left, right)
    }
  }

  /// What `value`'s own object says to `value op other`; nil for nothing.
  private func ask(_ op: ComparisonOperator, _ value: Value, _ other: Value) throws -> Value? {
    guard case .object(let object) = value else { return nil }
    return try nested {
      if let result = try callSpecial(object, op.methodName, other), !result.isNotImplemented { return result }
      if op == .notEqual, let equal = try callSpecial(object, "__eq__", other), !equal.isNotImplemented {
        return .bool(!(try truth(equal)))
      }
      if let host: any HasComparison = ability(object), let result = try host.compare(op, other, self) {
        return result
      }
      if let host: any HasEquality = ability(object), op == .equal || op == .notEqual {
        if let same = try host.isEqual(to: other, self) { return .bool(same == (op == .equal)) }
      }
      return nil
    }
  }

  // MARK: hash

  public func hash(_ value: Value) throws -> Int {
    switch value {
    case .str(let text): return text.hashCode
    case .int(let x): return Arithmetic.hash(x)
    case .bool(let x): return x ? 1 : 0
    case .float(let x): return Arithmetic.hash(x)
    case .big(let x): return Arithmetic.hash(x.value)
    case .none: return 0x1234_5678
    case .ellipsis: return 0x1234_5679
    case .tuple(let tuple):
      return try nested {
        var state: UInt = 2_870_177_450_012_600_261
        for element in tuple.elements {
          state &+= UInt(bitPattern: try hash(element)) &* 14_029_467_366_897_019_727
          state = (state << 31) | (state >> 33)
          state &*= 11_400_714_785_074_694_791
        }
        return Int(bitPattern: state &+ (UInt(tuple.elements.count) ^ 3_527_539))
      }
    case .set(let set) where set.isFrozen:
      return try set.elements.reduce(1_927_868_237) { try $0 ^ (hash($1) &* 3_644_798_167) }
    case .list, .dict, .set: throw unhashable(value)
    case .object(let object): return try hash(object, value)
    }
  }

  private func hash(_ object: any HostObject, _ value: Value) throws -> Int {
    if object.type.isScript, !(object is TypeObject) {
      for type in object.type.order where type.isScript {
        if let method = type.members["__hash__"] {
          if method.isNone { throw unhashable(value) }
          return try index(try call(try bind(method, to: value, type), []))
        }
        if type.members["__eq__"] != nil { throw unhashable(value) }
      }
    }
    if let host: any HasEquality = ability(object) { return try host.hash(self) }
    if !(object is InstanceObject), object is any HasComparison { throw unhashable(value) }
    return Int(bitPattern: UInt(bitPattern: ObjectIdentifier(object)) >> 4)
  }

  private func unhashable(_ value: Value) -> ScriptError {
    ScriptError(.typeError, "unhashable type: '\(value.typeName)'")
  }

  // MARK: truth

  @inline(__always)
  public func truth(_ value: Value) throws -> Bool {
    switch value {
    case .bool(let flag): flag
    case .none: false
    case .int(let x): x != 0
    default: try truthSlow(value)
    }
  }

  private func truthSlow(_ value: Value) throws -> Bool {
    switch value {
    case .bool(let flag): return flag
    case .none: return false
    case .ellipsis, .big: return true
    case .int(let x): return x != 0
    case .float(let x): return x != 0
    case .str(let text): return !text.string.isEmpty
    case .list(let list): return !list.elements.isEmpty
    case .tuple(let tuple): return !tuple.elements.isEmpty
    case .dict(let dict): return dict.count > 0
    case .set(let set): return set.count > 0
    case .object(let object):
      if let result = try callSpecial(object, "__bool__") {
        guard case .bool(let flag) = result else {
          throw ScriptError(.typeError, "__bool__ should return bool, returned \(result.typeName)")
        }
        return flag
      }
      if let count = try callSpecial(object, "__len__") { return try index(count) != 0 }
      if let host: any HasTruth = ability(object) { return try host.isTrue(self) }
      if let host: any HasLength = ability(object) { return try host.length(self) != 0 }
      return true
    }
  }
}

extension ComparisonOperator {
  /// Whether the order `sign` (negative, zero, positive) satisfies the operator.
  func holds(_ sign: Int) -> Bool {
    switch self {
    case .less: sign < 0
    case .lessEqual: sign <= 0
    case .greater: sign > 0
    case .greaterEqual: sign >= 0
    case .equal: sign == 0
    default: sign != 0
    }
  }

  var methodName: String {
    switch self {
    case .equal: "__eq__"
    case .notEqual: "__ne__"
    case .less: "__lt__"
    case .lessEqual: "__le__"
    case .greater: "__gt__"
    case .greaterEqual: "__ge__"
    case .isSame, .isNotSame, .isIn, .isNotIn: "__contains__"
    }
  }
}
