/// Iteration, length, containment.
extension Interpreter {
  public func iterator(_ value: Value) throws -> any ValueIterator {
    switch value {
    case .list(let list): return ListIterator(list)
    case .tuple(let tuple): return ArrayIterator(tuple.elements)
    case .str(let text): return TextIterator(text)
    case .dict(let dict): return DictIterator(dict, .keys)
    case .set(let set): return DictIterator(set.members, .keys, noun: "Set")
    case .object(let object):
      if let result = try callSpecial(object, "__iter__") { return try checkedIterator(result) }
      if let host: any Iterable = ability(object) { return try host.makeIterator(self) }
      if let host: any ValueIterator = ability(object) { return host }
      if let method = try special(object, "__getitem__") { return ItemIterator(method) }
      throw notIterable(value)
    default: throw notIterable(value)
    }
  }

  func notIterable(_ value: Value) -> ScriptError {
    ScriptError(.typeError, "'\(value.typeName)' object is not iterable")
  }

  /// The iterator that a script's `__iter__` gave.
  private func checkedIterator(_ value: Value) throws -> any ValueIterator {
    if case .object(let object) = value {
      if let iterator = object as? IteratorObject { return iterator.iterator }
      if let method = try special(object, "__next__") { return ScriptIterator(method) }
      if let host: any ValueIterator = ability(object) { return host }
    }
    throw ScriptError(.typeError, "iter() returned non-iterator of type '\(value.typeName)'")
  }

  /// The iterator that `next(value)` advances; nil if it is none.
  func asIterator(_ value: Value) throws -> (any ValueIterator)? {
    guard case .object(let object) = value else { return nil }
    if let iterator = object as? IteratorObject { return iterator.iterator }
    if let method = try special(object, "__next__") { return ScriptIterator(method) }
    return ability(object)
  }

  public func isIterable(_ value: Value) -> Bool {
    switch value {
    case .list, .tuple, .str, .dict, .set: return true
    case .object(let object):
      if object is InstanceObject,
        object.type.lookUpScript("__iter__") != nil || object.type.lookUpScript("__getitem__") != nil
      {
        return true
      }
      let iterable: (any Iterable)? = ability(object)
      let iterator: (any ValueIterator)? = ability(object)
      return iterable != nil || iterator != nil
    default: return false
    }
  }

  /// All elements of an iterable.
  public func elements(of value: Value) throws -> [Value] {
    switch value {
    case .list(let list): return list.elements
    case .tuple(let tuple): return tuple.elements
    case .dict(let dict): return dict.keys
    case .set(let set): return set.elements
    case .object(let object):
      if let range = object as? RangeObject {
        if range.count > Limits.elements { throw Limits.exceeded() }
        var result: [Value] = []
        result.reserveCapacity(range.count)
        for place in 0..<range.count {
          if place & 0xffff == 0 { try checkInterrupt() }
          result.append(.int(range[place]))
        }
        return result
      }
    default: break
    }
    var result: [Value] = []
    let walk = try iterator(value)
    while let element = try walk.next(self) {
      if result.count & 0xff == 0 {
        try checkInterrupt()
        if result.count > Limits.elements { throw Limits.exceeded() }
      }
      result.append(element)
    }
    return result
  }

  public func length(_ value: Value) throws -> Int {
    if let count = try optionalLength(value) { return count }
    throw ScriptError(.typeError, "object of type '\(value.typeName)' has no len()")
  }

  /// nil for values without a length.
  public func optionalLength(_ value: Value) throws -> Int? {
    switch value {
    case .list(let list): return list.elements.count
    case .tuple(let tuple): return tuple.elements.count
    case .str(let text): return text.count
    case .dict(let dict): return dict.count
    case .set(let set): return set.count
    case .object(let object):
      if let result = try callSpecial(object, "__len__") {
        let count = try index(result)
        if count < 0 { throw ScriptError(.valueError, "__len__() should return >= 0") }
        return count
      }
      if let host: any HasLength = ability(object) { return try host.length(self) }
      return nil
    default: return nil
    }
  }

  public func contains(_ container: Value, _ value: Value) throws -> Bool {
    switch container {
    case .dict(let dict): return try dict.find(value, try hash(value), self) != nil
    case .set(let set):
      // A set asked for is looked up as the frozen set of its elements.
      if case .set(let key) = value, !key.isFrozen {
        return try set.contains(.set(key.copy(isFrozen: true)), self)
      }
      return try set.contains(value, self)
    case .str(let text):
      guard case .str(let part) = value else {
        throw ScriptError(
          .typeError, "'in <string>' requires string as left operand, not \(value.typeName)")
      }
      return StringSearch.find(part.string, in: text.string) != nil
    case .object(let object):
      if let result = try callSpecial(object, "__contains__", value) { return try truth(result) }
      if let host: any HasContainment = ability(object) { return try host.contains(value, self) }
    default: break
    }
    guard isIterable(container) else {
      throw ScriptError(.typeError, "argument of type '\(container.typeName)' is not iterable")
    }
    let walk = try iterator(container)
    while let element = try walk.next(self) {
      if try isIdentical(element, value) || equals(element, value) { return true }
      try checkInterrupt()
    }
    return false
  }
}

/// Asks a script's `__next__`.
final class ScriptIterator: ValueIterator {
  private let method: Value
  init(_ method: Value) { self.method = method }
  func next(_ interpreter: Interpreter) throws -> Value? {
    do { return try interpreter.call(method, []) } catch let error as ScriptError {
      if error.isInstance(of: .stopIteration) { return nil }
      throw error
    }
  }
}

/// Asks a script's `__getitem__` for 0, 1, 2 … up to `IndexError`.
final class ItemIterator: ValueIterator {
  private let method: Value
  private var place = 0
  private var ended = false
  init(_ method: Value) { self.method = method }
  func next(_ interpreter: Interpreter) throws -> Value? {
    if ended { return nil }
    do {
      defer { place += 1 }
      return try interpreter.call(method, [.int(place)])
    } catch let error as ScriptError {
      guard error.isInstance(of: .indexError) || error.isInstance(of: .stopIteration) else { throw error }
      ended = true
      return nil
    }
  }
}
