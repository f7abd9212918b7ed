import Language

/// `itertools`: lazy iterators. Each is a class whose constructor makes a `ValueIterator`.
enum ItertoolsModule {
  static func make() -> ModuleObject {
    ModuleObject("itertools", doc: "Lazy iterators.") { module in
      for type in endless + filters + combinatoric { module.define(type) }
      module.refuse("groupby", "tee", "filterfalse", "compress", "pairwise", "combinations_with_replacement")
    }
  }

  /// A class of iterators; `make` gives the walk that one of them takes.
  private static func iterator(
    _ name: String, _ parameters: [Parameter], _ summary: String, methods: [Method] = [],
    _ make: @escaping (Call) throws -> any ValueIterator
  ) -> TypeObject {
    // A constructor has to name the class that it belongs to.
    final class Box { var type: TypeObject? }
    let box = Box()
    let type = TypeObject(
      name, module: "itertools", doc: summary,
      constructor: Constructor(parameters) { call in
        .object(IteratorObject(box.type ?? .object, try make(call)))
      }, methods: methods)
    box.type = type
    return type
  }

  // MARK: endless ones

  private static let endless: [TypeObject] = [
    iterator("count", [.optional("start", .int(0)), .optional("step", .int(1))], "start, start + step, …") { call in
      var current = call.value("start")
      let step = call.value("step")
      return ClosureIterator { interpreter in
        defer { current = (try? interpreter.binary(.add, current, step)) ?? current }
        return current
      }
    },
    iterator("cycle", [.positionOnly("iterable")], "The elements over and over.") { call in
      let source = try call.interpreter.iterator(call.value("iterable"))
      var saved: [Value] = []
      var place: Int?
      return ClosureIterator { interpreter in
        if place == nil {
          if let value = try source.next(interpreter) {
            saved.append(value)
            return value
          }
          place = 0
        }
        guard !saved.isEmpty, let current = place else { return nil }
        try interpreter.checkInterrupt()
        place = (current + 1) % saved.count
        return saved[current]
      }
    },
    iterator(
      "repeat", [.required("object"), .omittable("times", shown: "")], "The same object, for ever or some times."
    ) { call in
      let value = call.value("object")
      var left = try call["times"].map { _ in try call.int("times") }
      return ClosureIterator { _ in
        guard let count = left else { return value }
        guard count > 0 else { return nil }
        left = count - 1
        return value
      }
    },
  ]

  // MARK: chains and filters

  /// The elements of each iterable that `next` gives.
  private static func chained(_ next: @escaping (Interpreter) throws -> Value?) -> any ValueIterator {
    var current: (any ValueIterator)?
    return ClosureIterator { interpreter in
      while true {
        if let value = try current?.next(interpreter) { return value }
        guard let iterable = try next(interpreter) else { return nil }
        current = try interpreter.iterator(iterable)
      }
    }
  }

  private static let chain: TypeObject = {
    final class Box { var type: TypeObject? }
    let box = Box()
    let type = iterator(
      "chain", [.variadic("iterables")], "The elements of all iterables, one after the other.",
      methods: [
        Method(
          "from_iterable", [.positionOnly("iterable")], summary: "A chain of the iterables in an iterable.", kind: .free
        ) { _, call in
          let outer = try call.interpreter.iterator(call.value("iterable"))
          return .object(IteratorObject(box.type ?? .object, chained { try outer.next($0) }))
        }
      ]
    ) { call in
      var rest = call.variadic[...]
      return chained { _ in rest.popFirst() }
    }
    box.type = type
    return type
  }()

  private static let filters: [TypeObject] = [
    chain,
    iterator(
      "islice",
      [
        .positionOnly("iterable"), .positionOnly("start_or_stop"),
        Parameter("stop", .positionalOnly, default: .omitted("")),
        Parameter("step", .positionalOnly, default: .omitted("1")),
      ],
      "Elements start, start + step, … before stop."
    ) { call in
      let source = try call.interpreter.iterator(call.value("iterable"))
      let isOne = call["stop"] == nil
      let start = isOne ? 0 : try count(call, "start_or_stop") ?? 0
      let stop = try count(call, isOne ? "start_or_stop" : "stop")
      let step = try count(call, "step") ?? 1
      guard step > 0 else {
        throw ScriptError(.valueError, "Step for islice() must be a positive integer or None.")
      }
      var place = 0
      var wanted = start
      return ClosureIterator { interpreter in
        while stop.map({ wanted < $0 }) ?? true {
          guard let value = try source.next(interpreter) else { return nil }
          place += 1
          if place - 1 == wanted {
            wanted = wanted &+ step
            return value
          }
        }
        return nil
      }
    },
    iterator(
      "accumulate", [.required("iterable"), .omittable("func"), .keyword("initial", .none)],
      "Running totals, or results of another function."
    ) { call in
      let source = try call.interpreter.iterator(call.value("iterable"))
      let function = call.value("func")
      var total: Value?
      var initial: Value? = call.value("initial").isNone ? nil : call.value("initial")
      return ClosureIterator { interpreter in
        if let first = initial {
          initial = nil
          total = first
          return first
        }
        guard let value = try source.next(interpreter) else { return nil }
        guard let before = total else {
          total = value
          return value
        }
        let result =
          function.isNone
          ? try interpreter.binary(.add, before, value) : try interpreter.call(function, [before, value])
        total = result
        return result
      }
    },
    iterator(
      "takewhile", [.positionOnly("predicate"), .positionOnly("iterable")], "Elements up to the first false one."
    ) {
      call in
      let source = try call.interpreter.iterator(call.value("iterable"))
      let predicate = call.value("predicate")
      var isDone = false
      return ClosureIterator { interpreter in
        guard !isDone, let value = try source.next(interpreter) else { return nil }
        if try interpreter.truth(try interpreter.call(predicate, [value])) { return value }
        isDone = true
        return nil
      }
    },
    iterator(
      "dropwhile", [.positionOnly("predicate"), .positionOnly("iterable")], "Elements from the first false one on."
    ) { call in
      let source = try call.interpreter.iterator(call.value("iterable"))
      let predicate = call.value("predicate")
      var isOpen = false
      return ClosureIterator { interpreter in
        while let value = try source.next(interpreter) {
          if !isOpen, try interpreter.truth(try interpreter.call(predicate, [value])) { continue }
          isOpen = true
          return value
        }
        return nil
      }
    },
    iterator("starmap", [.positionOnly("function"), .positionOnly("iterable")], "function(*element) for each element.")
    {
      call in
      let source = try call.interpreter.iterator(call.value("iterable"))
      let function = call.value("function")
      return ClosureIterator { interpreter in
        guard let value = try source.next(interpreter) else { return nil }
        return try interpreter.call(function, try interpreter.elements(of: value))
      }
    },
    iterator(
      "zip_longest", [.variadic("iterables"), .keyword("fillvalue", .none)], "Tuples, the shorter ones filled up."
    ) {
      call in
      var sources: [(any ValueIterator)?] = try call.variadic.map { try call.interpreter.iterator($0) }
      let fill = call.value("fillvalue")
      return ClosureIterator { interpreter in
        var row: [Value] = []
        for place in sources.indices {
          let value = try sources[place]?.next(interpreter)
          if value == nil { sources[place] = nil }
          row.append(value ?? fill)
        }
        return sources.contains { $0 != nil } ? .newTuple(row) : nil
      }
    },
  ]

  private static func count(_ call: Call, _ name: String) throws -> Int? {
    guard let value = call[name], !value.isNone else { return nil }
    guard let number = try call.interpreter.optionalIndex(value), number >= 0 else {
      throw ScriptError(.valueError, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    }
    return number
  }

  // MARK: combinations

  /// Tuples of elements of `pool` at the places that `advance` steps through; it changes `places` to the next
  /// combination and returns false after the last.
  private static func selections(
    _ pools: [[Value]], _ first: [Int]?, _ advance: @escaping (inout [Int]) -> Bool
  ) -> any ValueIterator {
    var places = first
    return ClosureIterator { _ in
      guard let current = places else { return nil }
      let row = current.enumerated().map { pools[pools.count == 1 ? 0 : $0.offset][$0.element] }
      var next = current
      places = advance(&next) ? next : nil
      return .newTuple(row)
    }
  }

  private static let combinatoric: [TypeObject] = [
    iterator("product", [.variadic("iterables"), .keyword("repeat", .int(1))], "All tuples of one element of each.") {
      call in
      let pools = try call.variadic.map { try call.interpreter.elements(of: $0) }
      let times = try call.int("repeat")
      guard times >= 0 else { throw ScriptError(.valueError, "repeat argument cannot be negative") }
      guard times * max(1, pools.count) <= 10_000 else { throw ScriptError(.memoryError, "") }
      var all: [[Value]] = []
      for _ in 0..<times { all += pools }
      if all.isEmpty {
        var isDone = false
        return ClosureIterator { _ in
          defer { isDone = true }
          return isDone ? nil : .newTuple([])
        }
      }
      let sizes = all.map(\.count)
      let first = sizes.contains(0) ? nil : Array(repeating: 0, count: sizes.count)
      return selections(all, first) { places in
        for i in stride(from: places.count - 1, through: 0, by: -1) {
          places[i] += 1
          if places[i] < sizes[i] { return true }
          places[i] = 0
        }
        return false
      }
    },
    iterator("combinations", [.required("iterable"), .required("r")], "All choices of r elements, in order.") { call in
      let pool = try call.elements("iterable")
      let size = try length(call, "r")
      let first = size <= pool.count ? Array(0..<size) : nil
      return selections([pool], first) { places in
        guard let i = places.indices.last(where: { places[$0] < pool.count - size + $0 }) else { return false }
        places[i] += 1
        for j in stride(from: i + 1, to: size, by: 1) { places[j] = places[j - 1] + 1 }
        return true
      }
    },
    iterator("permutations", [.required("iterable"), .omittable("r")], "All choices of r elements, in any order.") {
      call in
      let pool = try call.elements("iterable")
      let size = call.value("r").isNone ? pool.count : try length(call, "r")
      let first = size <= pool.count ? Array(0..<size) : nil
      return selections([pool], first) { places in nextArrangement(&places, of: pool.count) }
    },
  ]

  private static func length(_ call: Call, _ name: String) throws -> Int {
    let size = try call.int(name)
    guard size >= 0 else { throw ScriptError(.valueError, "\(name) must be non-negative") }
    return size
  }

  /// The next arrangement of distinct numbers below `count` in lexicographic order.
  private static func nextArrangement(_ places: inout [Int], of count: Int) -> Bool {
    for i in stride(from: places.count - 1, through: 0, by: -1) {
      let used = Set(places[..<i])
      guard let next = (places[i] + 1..<max(count, places[i] + 1)).first(where: { !used.contains($0) }) else {
        continue
      }
      places[i] = next
      var rest = (0..<count).filter { !used.contains($0) && $0 != next }[...]
      for j in stride(from: i + 1, to: places.count, by: 1) { places[j] = rest.popFirst() ?? 0 }
      return true
    }
    return false
  }
}
