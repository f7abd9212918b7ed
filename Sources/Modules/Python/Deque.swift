import Language

/// `collections.deque`: a list that grows at both ends, with an optional greatest length.
final class DequeObject: HostObject, Iterable, HasLength, HasContainment, Indexable, Printable, HasComparison, HasTruth
{
  /// Elements from `start` on, wrapping around; nil where nothing is.
  private var ring: [Value?] = []
  private var start = 0
  private(set) var count = 0
  let limit: Int?

  init(limit: Int?) { self.limit = limit }

  var type: TypeObject { DequeObject.classType }
  var elements: [Value] { (0..<count).compactMap { ring[(start + $0) % ring.count] } }

  func append(_ value: Value) {
    if limit == 0 { return }
    if count == limit { _ = removeFirst() }
    grow()
    ring[(start + count) % ring.count] = value
    count += 1
  }

  func appendLeft(_ value: Value) {
    if limit == 0 { return }
    if count == limit { _ = removeLast() }
    grow()
    start = (start + ring.count - 1) % ring.count
    ring[start] = value
    count += 1
  }

  private func grow() {
    guard count == ring.count else { return }
    let old: [Value?] = elements
    ring = old + Array(repeating: nil, count: max(8, count))
    start = 0
  }

  func removeFirst() -> Value? {
    guard count > 0 else { return nil }
    defer {
      ring[start] = nil
      start = (start + 1) % ring.count
      count -= 1
    }
    return ring[start]
  }

  func removeLast() -> Value? {
    guard count > 0 else { return nil }
    let place = (start + count - 1) % ring.count
    defer {
      ring[place] = nil
      count -= 1
    }
    return ring[place]
  }

  func replace(with values: [Value]) {
    ring = []
    start = 0
    count = 0
    for value in values { append(value) }
  }

  // MARK: abilities

  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator {
    let expected = count
    var place = 0
    return ClosureIterator { [self] _ in
      guard count == expected else { throw ScriptError(.runtimeError, "deque mutated during iteration") }
      guard place < count else { return nil }
      place += 1
      return ring[(start + place - 1) % ring.count]
    }
  }

  func length(_ interpreter: Interpreter) throws -> Int { count }
  func isTrue(_ interpreter: Interpreter) throws -> Bool { count > 0 }

  func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool {
    for element in elements where try interpreter.equals(element, value) { return true }
    return false
  }

  private func place(_ key: Value, _ interpreter: Interpreter) throws -> Int {
    let index = try interpreter.index(key)
    let place = index < 0 ? index + count : index
    guard place >= 0, place < count else { throw ScriptError(.indexError, "deque index out of range") }
    return (start + place) % ring.count
  }

  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value { ring[try place(key, interpreter)] ?? .none }

  func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws {
    ring[try place(key, interpreter)] = value
  }

  func repr(_ interpreter: Interpreter) throws -> String {
    let list = try interpreter.repr(.newList(elements))
    return "deque(\(list)\(limit.map { ", maxlen=\($0)" } ?? ""))"
  }

  func compare(_ op: ComparisonOperator, _ other: Value, _ interpreter: Interpreter) throws -> Value? {
    guard let deque: DequeObject = other.host() else { return nil }
    return try interpreter.compare(op, .newList(elements), .newList(deque.elements))
  }

  // MARK: the class

  static let classType: TypeObject = TypeObject(
    "deque", module: "collections", doc: "A list that grows at both ends.",
    constructor: Constructor([.omittable("iterable", shown: "()"), .omittable("maxlen")]) { call in
      let limit = try call.optionalInt("maxlen")
      if let limit, limit < 0 { throw ScriptError(.valueError, "maxlen must be non-negative") }
      let deque = DequeObject(limit: limit)
      if call["iterable"] != nil { for value in try call.elements("iterable") { deque.append(value) } }
      return .object(deque)
    }, methods: methods,
    properties: [
      Property("maxlen", doc: "The greatest length.") { (deque: DequeObject, _) in
        deque.limit.map { .int($0) } ?? .none
      }
    ])

  private static func popped(_ value: Value?) throws -> Value {
    guard let value else { throw ScriptError(.indexError, "pop from an empty deque") }
    return value
  }

  private static var methods: [Method] {
    [
      Method("append", [.positionOnly("x")], summary: "Add at the right.") { (deque: DequeObject, call) in
        deque.append(call.value("x"))
        return .none
      },
      Method("appendleft", [.positionOnly("x")], summary: "Add at the left.") { (deque: DequeObject, call) in
        deque.appendLeft(call.value("x"))
        return .none
      },
      Method("pop", summary: "Take from the right.") { (deque: DequeObject, _) in try popped(deque.removeLast()) },
      Method("popleft", summary: "Take from the left.") { (deque: DequeObject, _) in try popped(deque.removeFirst()) },
      Method("extend", [.positionOnly("iterable")], summary: "Add all at the right.") { (deque: DequeObject, call) in
        for value in try call.elements("iterable") { deque.append(value) }
        return .none
      },
      Method("extendleft", [.positionOnly("iterable")], summary: "Add all at the left.") { (deque: DequeObject, call) in
        for value in try call.elements("iterable") { deque.appendLeft(value) }
        return .none
      },
      Method("clear", summary: "Remove all.") { (deque: DequeObject, _) in
        deque.replace(with: [])
        return .none
      },
      Method("copy", summary: "A copy.") { (deque: DequeObject, _) in
        let copy = DequeObject(limit: deque.limit)
        copy.replace(with: deque.elements)
        return .object(copy)
      },
      Method("count", [.positionOnly("x")], summary: "How many elements equal x.") { (deque: DequeObject, call) in
        .int(try deque.elements.count { try call.interpreter.equals($0, call.value("x")) })
      },
      Method(
        "rotate", [Parameter("n", .positionalOnly, default: .value(.int(1)))], summary: "Move n from right to left."
      ) {
        (deque: DequeObject, call) in
        let all = deque.elements
        guard !all.isEmpty else { return .none }
        let shift = ((try call.int("n") % all.count) + all.count) % all.count
        deque.replace(with: Array(all.suffix(shift) + all.dropLast(shift)))
        return .none
      },
      Method("reverse", summary: "Reverse the order.") { (deque: DequeObject, _) in
        deque.replace(with: deque.elements.reversed())
        return .none
      },
      Method("remove", [.positionOnly("value")], summary: "Remove the first element that equals value.") {
        (deque: DequeObject, call) in
        var all = deque.elements
        guard let place = try all.firstIndex(where: { try call.interpreter.equals($0, call.value("value")) }) else {
          throw ScriptError(.valueError, "deque.remove(x): x not in deque")
        }
        all.remove(at: place)
        deque.replace(with: all)
        return .none
      },
    ]
  }
}
