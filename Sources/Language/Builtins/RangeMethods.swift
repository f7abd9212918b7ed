/// `range` and `slice`.
enum RangeMethods {
  static func make(_ call: Call) throws -> Value {
    let given = try call.variadic.map { value -> Int in
      do { return try call.interpreter.index(value) } catch let error as ScriptError {
        if error.isInstance(of: .overflowError) {
          throw ScriptError(.overflowError, "range() bounds beyond 64 bits are not supported")
        }
        throw error
      }
    }
    switch given.count {
    case 1: return .object(RangeObject(0, given[0]))
    case 2: return .object(RangeObject(given[0], given[1]))
    case 3:
      if given[2] == 0 { throw ScriptError(.valueError, "range() arg 3 must not be zero") }
      return .object(RangeObject(given[0], given[1], given[2]))
    case 0: throw ScriptError(.typeError, "range expected at least 1 argument, got 0")
    default: throw ScriptError(.typeError, "range expected at most 3 arguments, got \(given.count)")
    }
  }

  static let properties: [Property] = [
    Property("start", doc: "The first number.") { (range: RangeObject, _) in .int(range.start) },
    Property("stop", doc: "Where it ends, not included.") { (range: RangeObject, _) in .int(range.stop) },
    Property("step", doc: "From one number to the next.") { (range: RangeObject, _) in .int(range.step) },
  ]

  static let methods: [Method] = [
    Method("index", [.positionOnly("value")], summary: "The place of a number.") { (range: RangeObject, call) in
      if let place = try range.place(of: call.value("value"), call.interpreter) { return .int(place) }
      throw ScriptError(.valueError, "\(try call.interpreter.repr(call.value("value"))) is not in range")
    },
    Method("count", [.positionOnly("value")], summary: "1 if the number is there, else 0.") {
      (range: RangeObject, call) in
      .int(try range.place(of: call.value("value"), call.interpreter) == nil ? 0 : 1)
    },
  ]

  static let sliceProperties: [Property] = [
    Property("start") { (slice: SliceObject, _) in slice.start },
    Property("stop") { (slice: SliceObject, _) in slice.stop },
    Property("step") { (slice: SliceObject, _) in slice.step },
  ]

  static let sliceMethods: [Method] = [
    Method(
      "indices", [.positionOnly("length")], summary: "Start, stop and step for a sequence of that length."
    ) { (slice: SliceObject, call) in
      let length = try call.int("length")
      if length < 0 { throw ScriptError(.valueError, "length should not be negative") }
      let (start, stop, step, _) = try call.interpreter.resolve(slice, length: length)
      return .newTuple([.int(start), .int(stop), .int(step)])
    }
  ]
}

extension RangeObject: Iterable, HasLength, Indexable, HasContainment, HasEquality {
  public func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator { RangeIterator(self) }
  public func length(_ interpreter: Interpreter) throws -> Int { count }

  public func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    let count = self.count
    if let slice = key.slice {
      let (first, last, stride, _) = try interpreter.resolve(slice, length: count)
      return .object(RangeObject(start &+ first &* step, start &+ last &* step, step &* stride))
    }
    guard let index = try interpreter.optionalIndex(key) else {
      throw ScriptError(.typeError, "range indices must be integers or slices, not \(key.typeName)")
    }
    let place = index < 0 ? index &+ count : index
    guard place >= 0, place < count else { throw ScriptError(.indexError, "range object index out of range") }
    return .int(self[place])
  }

  /// Where a number stands in the range.
  func place(of value: Value, _ interpreter: Interpreter) throws -> Int? {
    var number: Int?
    if case .float(let x) = value { number = Int(exactly: x) } else { number = try? interpreter.optionalIndex(value) }
    guard let number else { return nil }
    let inside = step > 0 ? (number >= start && number < stop) : (number <= start && number > stop)
    guard inside else { return nil }
    let distance = UInt(bitPattern: step > 0 ? number &- start : start &- number)
    guard distance % step.magnitude == 0 else { return nil }
    return Int(distance / step.magnitude)
  }

  public func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool {
    try place(of: value, interpreter) != nil
  }

  public func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool? {
    guard let range: RangeObject = other.host() else { return nil }
    if count != range.count { return false }
    return count == 0 || (start == range.start && (count == 1 || step == range.step))
  }

  public func hash(_ interpreter: Interpreter) throws -> Int {
    let parts: [Value] = count == 0 ? [.int(0)] : [.int(count), .int(start), count == 1 ? .none : .int(step)]
    return try interpreter.hash(.newTuple(parts))
  }
}

extension SliceObject: HasEquality {
  public func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool? {
    guard let slice: SliceObject = other.host() else { return nil }
    return try interpreter.equals(
      .newTuple([start, stop, step]), .newTuple([slice.start, slice.stop, slice.step]))
  }
  public func hash(_ interpreter: Interpreter) throws -> Int {
    throw ScriptError(.typeError, "unhashable type: 'slice'")
  }
}
