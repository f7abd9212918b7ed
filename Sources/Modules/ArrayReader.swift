import Arrays
import Language

/// Reads arrays out of nested sequences of numbers.
struct ArrayReader {
  private let interpreter: Interpreter

  init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  func read(_ value: Value, _ dtype: DType?) throws -> NDArray {
    if let array = try whole(value) { return try dtype.map { try array.cast(to: $0) } ?? array }
    var shape: [Int] = []
    var next = value
    while let count = try length(of: next) {
      guard shape.count < 64 else {
        throw ScriptError(.valueError, "maximum supported dimension for an ndarray is currently 64")
      }
      shape.append(count)
      guard count > 0 else { break }
      next = try first(of: next)
    }
    if let inner = try whole(next), !shape.contains(0) { shape += inner.shape }
    var leaves = Leaves()
    try collect(value, shape, 0, &leaves)
    return try leaves.array(shape, dtype)
  }

  /// The value as one array without looking into sequences; nil for sequences and what is no number.
  private func whole(_ value: Value) throws -> NDArray? {
    switch value {
    case .object(let object as ArrayObject): return object.array
    case .object(let object as NumberObject): return object.array
    case .object(let object as ArrayConvertible): return try object.array(interpreter)
    case .object(let range as RangeObject): return try Creation.arange(range.start, range.stop, range.step)
    case .object(let object as InstanceObject):
      if let host = object.host { return try whole(.object(host)) }
      guard let result = try interpreter.callMethod(value, "__array__") else { return nil }
      return try whole(result)
    default: return nil
    }
  }

  /// The length of a sequence; nil for anything else.
  private func length(of value: Value) throws -> Int? {
    switch value {
    case .list(let list): list.elements.count
    case .tuple(let tuple): tuple.elements.count
    case .object(let object) where object is Indexable && object is HasLength:
      try whole(value) == nil ? interpreter.length(value) : nil
    default: nil
    }
  }

  private func first(of value: Value) throws -> Value {
    switch value {
    case .list(let list): list.elements.first ?? .none
    case .tuple(let tuple): tuple.elements.first ?? .none
    default: try interpreter.item(value, .int(0))
    }
  }

  private func ragged(_ shape: ArraySlice<Int>) -> ScriptError {
    ScriptError(
      .valueError,
      "setting an array element with a sequence. The requested array has an inhomogeneous shape after \(shape.count) "
        + "dimensions. The detected shape was \(ArrayError.text(shape: Array(shape))) + inhomogeneous part.")
  }

  private func collect(_ value: Value, _ shape: [Int], _ level: Int, _ leaves: inout Leaves) throws {
    if let count = try length(of: value) {
      guard level < shape.count, shape[level] == count else { throw ragged(shape.prefix(max(1, level))) }
      switch value {
      case .list(let list): for element in list.elements { try collect(element, shape, level + 1, &leaves) }
      case .tuple(let tuple): for element in tuple.elements { try collect(element, shape, level + 1, &leaves) }
      default: for element in try interpreter.elements(of: value) { try collect(element, shape, level + 1, &leaves) }
      }
    } else if let array = try whole(value) {
      guard array.shape == Array(shape.dropFirst(level)) else { throw ragged(shape.prefix(max(1, level))) }
      leaves.append(array)
    } else {
      guard level == shape.count else { throw ragged(shape.prefix(max(1, level))) }
      try leaves.append(value)
    }
  }
}

/// Elements on their way into an array, and the type that they share.
private struct Leaves {
  private enum Leaf {
    case bool(Bool), int(Int), uint(UInt), float(Double), text(String)
  }

  private var values: [Leaf] = []
  private var shared: DType?

  private mutating func note(_ dtype: DType) {
    if shared != dtype { shared = shared.map { DType.promote($0, dtype) } ?? dtype }
  }

  mutating func append(_ value: Value) throws {
    switch value {
    case .bool(let flag):
      values.append(.bool(flag))
      note(.bool)
    case .int(let number):
      values.append(.int(number))
      note(.int64)
    case .float(let number):
      values.append(.float(number))
      note(.float64)
    case .str(let text):
      values.append(.text(text.string))
      note(.text(width: max(1, text.count)))
    case .big(let box):
      guard let number = UInt(exactly: box.value) else {
        throw ScriptError(.overflowError, "Python int too large to convert to C long")
      }
      values.append(.uint(number))
      note(.uint64)
    default:
      throw ScriptError(
        .notImplementedError, "numpy: arrays of objects are not supported (an element is of type '\(value.typeName)')")
    }
  }

  mutating func append(_ array: NDArray) {
    note(array.dtype)
    switch array.dtype.kind {
    case .bool: values += array.bools.map { .bool($0) }
    case .signed: values += array.ints.map { .int($0) }
    case .unsigned: values += array.ints.map { .uint(UInt(bitPattern: $0)) }
    case .float: values += array.doubles.map { .float($0) }
    case .text: values += array.texts.map { .text($0) }
    }
  }

  func array(_ shape: [Int], _ wanted: DType?) throws -> NDArray {
    let dtype = wanted ?? shared ?? .float64
    guard let shared, !values.isEmpty else { return try NDArray(zeros: shape, dtype: dtype) }
    let natural: NDArray
    switch shared.kind {
    case .text: natural = try NDArray(texts: values.map(text), shape: shape)
    case .float: natural = NDArray(values.map(double), shape: shape)
    case .unsigned: natural = NDArray(values.map(unsigned), shape: shape)
    case .bool, .signed: natural = NDArray(values.map(int), shape: shape)
    }
    if let wanted, wanted.isText, !shared.isText {
      let texts = try NDArray(texts: values.map(text), shape: shape)
      return wanted == .text(width: 0) ? texts : try texts.cast(to: wanted)
    }
    // Python ints must have a place in an integer type that was asked for.
    if let wanted, wanted.isInteger, shared == .int64 {
      for value in values {
        if case .int(let number) = value { try wanted.check(fits: number) }
      }
    }
    return try natural.cast(to: shared.isText ? dtype : shared).cast(to: dtype)
  }

  private func double(_ leaf: Leaf) -> Double {
    switch leaf {
    case .bool(let flag): flag ? 1 : 0
    case .int(let number): Double(number)
    case .uint(let number): Double(number)
    case .float(let number): number
    case .text: .nan
    }
  }

  private func int(_ leaf: Leaf) -> Int {
    switch leaf {
    case .bool(let flag): flag ? 1 : 0
    case .int(let number): number
    case .uint(let number): Int(bitPattern: number)
    case .float, .text: 0
    }
  }

  private func unsigned(_ leaf: Leaf) -> UInt { UInt(bitPattern: int(leaf)) }

  private func text(_ leaf: Leaf) -> String {
    switch leaf {
    case .bool(let flag): flag ? "True" : "False"
    case .int(let number): String(number)
    case .uint(let number): String(number)
    case .float(let number): FloatText.scalar(number, .float64)
    case .text(let text): text
    }
  }
}
