/// `enumerate`, `zip`, `map`, `filter`, `reversed`: classes whose instances are lazy iterators.
extension TypeObject {
  public static let enumerate: TypeObject = TypeObject(
    "enumerate", doc: "Pairs of a count and an element.",
    constructor: Constructor([.omittable("iterable", shown: ""), .optional("start", .int(0))]) { call in
      if call[0] == nil { throw ScriptError(.typeError, "enumerate() missing required argument 'iterable'") }
      let walk = try call.interpreter.iterator(call.value("iterable"))
      guard let whole = try call.interpreter.integerValue(call.value("start")) else {
        throw ScriptError(
          .typeError, "'\(call.value("start").typeName)' object cannot be interpreted as an integer")
      }
      var count = whole
      return .object(
        IteratorObject(
          .enumerate,
          ClosureIterator { i in
            guard let element = try walk.next(i) else { return nil }
            defer { count = (try? i.binary(.add, count, .int(1))) ?? count }
            return .newTuple([count, element])
          }))
    })

  public static let zip: TypeObject = TypeObject(
    "zip", doc: "Tuples of one element from each iterable, up to the end of the shortest.",
    constructor: Constructor([.variadic("iterables"), .keyword("strict", .bool(false))]) { call in
      let i = call.interpreter
      let walks = try call.variadic.enumerated().map { place, value in
        guard i.isIterable(value) else {
          throw ScriptError(.typeError, "'\(value.typeName)' object is not iterable")
        }
        return try i.iterator(value)
      }
      let strict = try call.bool("strict")
      return .object(IteratorObject(.zip, ZipIterator(walks, strict: strict)))
    })

  public static let map: TypeObject = TypeObject(
    "map", doc: "The results of a function on the elements of one iterable or several.",
    constructor: Constructor([.positionOnly("function"), .variadic("iterables")]) { call in
      if call.variadic.isEmpty { throw ScriptError(.typeError, "map() must have at least two arguments.") }
      let function = call.value("function")
      let walks = try call.variadic.map { try call.interpreter.iterator($0) }
      return .object(
        IteratorObject(
          .map,
          ClosureIterator { i in
            var arguments: [Value] = []
            for walk in walks {
              guard let element = try walk.next(i) else { return nil }
              arguments.append(element)
            }
            return try i.call(function, arguments)
          }))
    })

  public static let filter: TypeObject = TypeObject(
    "filter", doc: "The elements for which a function is true (without one: the true elements).",
    constructor: Constructor([.positionOnly("function"), .positionOnly("iterable")]) { call in
      let function = call.value("function")
      let walk = try call.interpreter.iterator(call.value("iterable"))
      return .object(
        IteratorObject(
          .filter,
          ClosureIterator { i in
            while let element = try walk.next(i) {
              let verdict = function.isNone ? element : try i.call(function, [element])
              if try i.truth(verdict) { return element }
              try i.checkInterrupt()
            }
            return nil
          }))
    })

  public static let reversed: TypeObject = TypeObject(
    "reversed", doc: "The elements of a sequence from the last to the first.",
    constructor: Constructor([.positionOnly("sequence")]) { call in
      let value = call.value("sequence")
      let i = call.interpreter
      switch value {
      case .list(let list): return .object(IteratorObject(.reversed, ReversedListIterator(list)))
      case .tuple(let tuple): return .object(IteratorObject(.reversed, ArrayIterator(tuple.elements.reversed())))
      case .str(let text):
        return .object(IteratorObject(.reversed, ArrayIterator(text.scalars.reversed().map { .string(String($0)) })))
      case .dict(let dict): return .object(IteratorObject(.reversed, ArrayIterator(dict.keys.reversed())))
      case .object(let object):
        if let range = object as? RangeObject {
          let last = range.count == 0 ? range.start : range[range.count - 1]
          let back = RangeCountdown(last, count: range.count, step: range.step)
          return .object(IteratorObject(.reversed, back))
        }
        if let result = try i.callSpecial(object, "__reversed__") { return result }
        if let view = object as? DictView {
          return .object(IteratorObject(.reversed, ArrayIterator(try i.elements(of: .object(view)).reversed())))
        }
        if let count = try i.optionalLength(value), object is any Indexable || object is InstanceObject {
          var place = count
          return .object(
            IteratorObject(
              .reversed,
              ClosureIterator { i in
                place -= 1
                return place < 0 ? nil : try i.item(value, .int(place))
              }))
        }
      default: break
      }
      throw ScriptError(.typeError, "'\(value.typeName)' object is not reversible")
    })
}

private final class RangeCountdown: ValueIterator {
  private var current: Int
  private var left: Int
  private let step: Int
  init(_ last: Int, count: Int, step: Int) {
    current = last
    left = count
    self.step = step
  }
  func next(_ interpreter: Interpreter) throws -> Value? {
    guard left > 0 else { return nil }
    left -= 1
    defer { current &-= step }
    return .int(current)
  }
}

private final class ZipIterator: ValueIterator {
  private let walks: [any ValueIterator]
  private let strict: Bool
  private var ended = false
  init(_ walks: [any ValueIterator], strict: Bool) {
    self.walks = walks
    self.strict = strict
  }

  func next(_ interpreter: Interpreter) throws -> Value? {
    if ended || walks.isEmpty { return nil }
    try interpreter.checkStack()
    var elements: [Value] = []
    elements.reserveCapacity(walks.count)
    for (place, walk) in walks.enumerated() {
      guard let element = try walk.next(interpreter) else {
        ended = true
        if strict { try checkEnds(place, interpreter) }
        return nil
      }
      elements.append(element)
    }
    return .newTuple(elements)
  }

  private func checkEnds(_ place: Int, _ interpreter: Interpreter) throws {
    func others(_ count: Int) -> String { count == 1 ? "argument 1" : "arguments 1-\(count)" }
    if place > 0 {
      throw ScriptError(.valueError, "zip() argument \(place + 1) is shorter than \(others(place))")
    }
    for later in 1..<max(walks.count, 1) where try walks[later].next(interpreter) != nil {
      throw ScriptError(.valueError, "zip() argument \(later + 1) is longer than \(others(later))")
    }
  }
}
