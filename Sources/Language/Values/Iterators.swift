/// Iterators over the core types, and the object that scripts hold one by.

/// An iterator as a value: what `iter`, `zip`, `map` and generator expressions give.
public final class IteratorObject: HostObject, Iterable {
  public let type: TypeObject
  public let iterator: any ValueIterator
  public init(_ type: TypeObject, _ iterator: any ValueIterator) {
    self.type = type
    self.iterator = iterator
  }
  public func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator { iterator }
}

/// An iterator made of a closure.
public final class ClosureIterator: ValueIterator {
  private let step: (Interpreter) throws -> Value?
  public init(_ step: @escaping (Interpreter) throws -> Value?) { self.step = step }
  public func next(_ interpreter: Interpreter) throws -> Value? {
    // Iterators over iterators nest without being calls.
    try interpreter.checkStack()
    return try step(interpreter)
  }
}

/// Walks an array of values that does not change.
public final class ArrayIterator: ValueIterator {
  private let values: [Value]
  private var place = 0
  public init(_ values: [Value]) { self.values = values }
  public func next(_ interpreter: Interpreter) throws -> Value? {
    guard place < values.count else { return nil }
    place += 1
    return values[place - 1]
  }
}

/// Walks a list, also as it grows or shrinks.
final class ListIterator: ValueIterator {
  private var list: ListObject?
  private var place = 0
  init(_ list: ListObject) { self.list = list }
  func next(_ interpreter: Interpreter) throws -> Value? {
    guard let list, place < list.elements.count else {
      self.list = nil
      return nil
    }
    place += 1
    return list.elements[place - 1]
  }
}

final class ReversedListIterator: ValueIterator {
  private let list: ListObject
  private var place: Int
  init(_ list: ListObject) {
    self.list = list
    place = list.elements.count
  }
  func next(_ interpreter: Interpreter) throws -> Value? {
    place -= 1
    guard place >= 0, place < list.elements.count else {
      place = 0
      return nil
    }
    return list.elements[place]
  }
}

final class RangeIterator: ValueIterator {
  private var current: Int
  private let step: Int
  private var left: Int
  init(_ range: RangeObject) {
    current = range.start
    step = range.step
    left = range.count
  }
  func next(_ interpreter: Interpreter) throws -> Value? {
    guard left > 0 else { return nil }
    left -= 1
    defer { current &+= step }
    return .int(current)
  }
}

final class TextIterator: ValueIterator {
  private var rest: Substring.UnicodeScalarView
  init(_ text: Text) { rest = text.string[...].unicodeScalars }
  func next(_ interpreter: Interpreter) throws -> Value? {
    rest.popFirst().map { .string(String($0)) }
  }
}

/// Walks keys, values or pairs of a dictionary (or the members of a set) and notices changes of its size.
final class DictIterator: ValueIterator {
  enum Part { case keys, values, items }
  private let dict: DictObject
  private let part: Part
  private let count: Int
  private let noun: String
  private var place = 0
  private var failed = false
  private var ended = false
  init(_ dict: DictObject, _ part: Part, noun: String = "dictionary") {
    self.dict = dict
    self.part = part
    self.noun = noun
    count = dict.count
  }
  func next(_ interpreter: Interpreter) throws -> Value? {
    if ended { return nil }
    if failed || dict.count != count {
      failed = true
      throw ScriptError(.runtimeError, "\(noun) changed size during iteration")
    }
    while place < dict.entries.count {
      place += 1
      guard let entry = dict.entries[place - 1] else { continue }
      switch part {
      case .keys: return entry.key
      case .values: return entry.value
      case .items: return .newTuple([entry.key, entry.value])
      }
    }
    ended = true
    return nil
  }
}
