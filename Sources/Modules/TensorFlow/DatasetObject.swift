import Arrays
import Language
import Training

/// `tf.data.Dataset`: a lazy sequence of elements, each a tensor, a tuple or a map of such.
final class DatasetObject: HostObject, Iterable, HasLength {
  /// The number of elements; nil if only the end tells.
  let count: Int?
  private let start: (Interpreter) throws -> any ValueIterator

  init(count: Int?, _ start: @escaping (Interpreter) throws -> any ValueIterator) {
    self.count = count
    self.start = start
  }

  var type: TypeObject { Self.typeObject }

  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator { try start(interpreter) }

  func length(_ interpreter: Interpreter) throws -> Int {
    guard let count else { throw ScriptError(.typeError, "The dataset is infinite or of unknown length.") }
    return count
  }

  /// Elements given by a function that is called until it gives nil.
  private final class Walk: ValueIterator {
    private let step: (Interpreter) throws -> Value?
    init(_ step: @escaping (Interpreter) throws -> Value?) { self.step = step }
    func next(_ interpreter: Interpreter) throws -> Value? { try step(interpreter) }
  }

  private static func walk(
    _ count: Int?, _ make: @escaping (Interpreter) throws -> (Interpreter) throws -> Value?
  ) -> Value {
    .object(DatasetObject(count: count) { interpreter in Walk(try make(interpreter)) })
  }

  static let typeObject: TypeObject = TypeObject(
    "Dataset", module: "tensorflow.data", doc: "A lazy sequence of elements.",
    methods: sources + transformations)

  // MARK: structures

  /// A tuple or map of values, every leaf changed.
  private static func map(_ value: Value, _ interpreter: Interpreter, _ body: (Value) throws -> Value) throws -> Value {
    switch value {
    case .tuple(let tuple): return .newTuple(try tuple.elements.map { try map($0, interpreter, body) })
    case .dict:
      let result = DictObject()
      for (key, item) in try interpreter.mappingItems(value) ?? [] {
        try result.setValue(try map(item, interpreter, body), for: key, interpreter)
      }
      return .dict(result)
    default: return try body(value)
    }
  }

  private static func leaves(_ value: Value, _ interpreter: Interpreter) throws -> [Value] {
    switch value {
    case .tuple(let tuple): try tuple.elements.flatMap { try leaves($0, interpreter) }
    case .dict: try (interpreter.mappingItems(value) ?? []).flatMap { try leaves($0.value, interpreter) }
    default: [value]
    }
  }

  /// Elements of one structure, every leaf stacked.
  private static func stacked(_ elements: [Value], _ interpreter: Interpreter) throws -> Value {
    let columns = try elements.map { try leaves($0, interpreter) }
    var place = 0
    return try map(elements[0], interpreter) { _ in
      defer { place += 1 }
      let column = place
      return .tensor(
        try Tensor.stacked(
          try columns.map { row in
            guard column < row.count else {
              throw ScriptError(.valueError, "batch: elements have different structures")
            }
            return try interpreter.tensor(row[column])
          }))
    }
  }

  // MARK: sources

  private static var sources: [Method] {
    [
      Method("from_tensor_slices", [.required("tensors")], summary: "element i is row i of every array", kind: .free) {
        _, call in
        let interpreter = call.interpreter
        let tensors = try map(call.value("tensors"), interpreter) { .tensor(try interpreter.tensor($0)) }
        let counts = try leaves(tensors, interpreter).map { value -> Int in
          guard let rows = try interpreter.tensor(value).shape.first else {
            throw ScriptError(.valueError, "Unbatching a tensor is only supported for rank >= 1")
          }
          return rows
        }
        guard let count = counts.first, counts.allSatisfy({ $0 == count }) else {
          throw ScriptError(.valueError, "from_tensor_slices: arrays have different lengths: \(counts)")
        }
        return walk(count) { _ in
          var index = 0
          return { interpreter in
            guard index < count else { return nil }
            defer { index += 1 }
            return try map(tensors, interpreter) { .tensor(try interpreter.tensor($0).indexed([.at(index)])) }
          }
        }
      },
      Method("from_tensors", [.required("tensors")], summary: "one element", kind: .free) { _, call in
        let interpreter = call.interpreter
        let element = try map(call.value("tensors"), interpreter) { .tensor(try interpreter.tensor($0)) }
        return walk(1) { _ in
          var isDone = false
          return { _ in
            defer { isDone = true }
            return isDone ? nil : element
          }
        }
      },
      Method(
        "range", [.required("start"), .optional("stop", .none), .optional("step", .int(1))], summary: "integers",
        kind: .free
      ) {
        _, call in
        let isSingle = call.value("stop").isNone
        let (start, stop) = (
          isSingle ? 0 : try call.int("start"), isSingle ? try call.int("start") : try call.int("stop")
        )
        let step = try call.int("step")
        guard step != 0 else { throw ScriptError(.valueError, "range: step must not be 0") }
        let range = RangeObject(start, stop, step)
        return walk(range.count) { _ in
          var index = 0
          return { _ in
            guard index < range.count else { return nil }
            defer { index += 1 }
            return .tensor(Tensor(scalar: Double(range[index]), dtype: .int64))
          }
        }
      },
      Method("zip", [.required("datasets")], summary: "tuples of elements", kind: .free) { _, call in
        let parts = try call.elements("datasets").map { value -> DatasetObject in
          guard let part = value.host(as: DatasetObject.self) else {
            throw ScriptError(.typeError, "zip: expected datasets, got '\(value.typeName)'")
          }
          return part
        }
        let counts = parts.compactMap(\.count)
        return walk(counts.min()) { interpreter in
          let iterators = try parts.map { try $0.makeIterator(interpreter) }
          return { interpreter in
            var elements: [Value] = []
            for iterator in iterators {
              guard let element = try iterator.next(interpreter) else { return nil }
              elements.append(element)
            }
            return elements.isEmpty ? nil : .newTuple(elements)
          }
        }
      },
    ]
  }

  // MARK: transformations

  private static var transformations: [Method] {
    [
      Method("batch", [.required("batch_size"), .optional("drop_remainder", .bool(false))], summary: "stacks elements")
      {
        (self: DatasetObject, call) in
        let (size, drops) = (try call.int("batch_size"), try call.bool("drop_remainder"))
        guard size > 0 else { throw ScriptError(.valueError, "batch_size must be positive, got \(size)") }
        return walk(self.count.map { drops ? $0 / size : ($0 + size - 1) / size }) { interpreter in
          let source = try self.makeIterator(interpreter)
          return { interpreter in
            var elements: [Value] = []
            while elements.count < size, let element = try source.next(interpreter) { elements.append(element) }
            return elements.isEmpty || drops && elements.count < size ? nil : try stacked(elements, interpreter)
          }
        }
      },
      Method("repeat", [.optional("count", .none)], summary: "again and again") { (self: DatasetObject, call) in
        let times = try call.optionalInt("count") ?? -1
        return walk(times < 0 ? nil : self.count.map { $0 * times }) { interpreter in
          var source = try self.makeIterator(interpreter)
          var round = 1
          return { interpreter in
            if times == 0 { return nil }
            if let element = try source.next(interpreter) { return element }
            guard times < 0 || round < times else { return nil }
            round += 1
            source = try self.makeIterator(interpreter)
            return try source.next(interpreter)
          }
        }
      },
      Method(
        "map", [.required("map_func"), .optional("num_parallel_calls", .none), .optional("deterministic", .none)],
        summary: "applies a function"
      ) {
        (self: DatasetObject, call) in
        let function = call.value("map_func")
        return walk(self.count) { interpreter in
          let source = try self.makeIterator(interpreter)
          return { interpreter in
            guard let element = try source.next(interpreter) else { return nil }
            if case .tuple(let tuple) = element { return try interpreter.call(function, tuple.elements) }
            return try interpreter.call(function, [element])
          }
        }
      },
      Method("filter", [.required("predicate")], summary: "elements that pass a test") { (self: DatasetObject, call) in
        let function = call.value("predicate")
        return walk(nil) { interpreter in
          let source = try self.makeIterator(interpreter)
          return { interpreter in
            while let element = try source.next(interpreter) {
              let arguments: [Value] = if case .tuple(let tuple) = element { tuple.elements } else { [element] }
              if try interpreter.truth(try interpreter.call(function, arguments)) { return element }
            }
            return nil
          }
        }
      },
      Method(
        "shuffle",
        [.required("buffer_size"), .optional("seed", .none), .optional("reshuffle_each_iteration", .bool(true))],
        summary: "draws from a buffer at random"
      ) { (self: DatasetObject, call) in
        let size = try call.int("buffer_size")
        guard size > 0 else { throw ScriptError(.valueError, "buffer_size must be positive, got \(size)") }
        let seed = try call.optionalInt("seed").map { UInt32(truncatingIfNeeded: $0) }
        let changes = try call.bool("reshuffle_each_iteration")
        let shared = RandomState(seed: try seed ?? TensorFlowModule.state(of: call.interpreter).random.u32())
        let first = shared.u32()
        return walk(self.count) { interpreter in
          let source = try self.makeIterator(interpreter)
          let stream = RandomState(seed: changes ? shared.u32() : first)
          var buffer: [Value] = []
          return { interpreter in
            while buffer.count < size, let element = try source.next(interpreter) { buffer.append(element) }
            guard !buffer.isEmpty else { return nil }
            return buffer.remove(at: stream.randint(0, buffer.count))
          }
        }
      },
      Method("take", [.required("count")], summary: "the first elements") { (self: DatasetObject, call) in
        let limit = try call.int("count")
        guard limit >= 0 else { return .object(self) }
        return walk(self.count.map { min($0, limit) } ?? limit) { interpreter in
          let source = try self.makeIterator(interpreter)
          var taken = 0
          return { interpreter in
            guard taken < limit else { return nil }
            taken += 1
            return try source.next(interpreter)
          }
        }
      },
      Method("skip", [.required("count")], summary: "without the first elements") { (self: DatasetObject, call) in
        let skipped = max(try call.int("count"), 0)
        return walk(self.count.map { max($0 - skipped, 0) }) { interpreter in
          let source = try self.makeIterator(interpreter)
          for _ in 0..<skipped where try source.next(interpreter) == nil { break }
          return { interpreter in try source.next(interpreter) }
        }
      },
      Method("cache", [.optional("filename", .string(""))], summary: "accepted") { (self: DatasetObject, _) in
        .object(self)
      },
      Method("prefetch", [.required("buffer_size")], summary: "accepted") { (self: DatasetObject, _) in .object(self) },
    ]
  }
}
