import Arrays
import Language

extension ArrayObject: Indexable {
  public func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    // The common case first: one index of a vector.
    if case .int(let index) = key, array.ndim == 1 {
      let extent = array.shape[0]
      let place = index < 0 ? index &+ extent : index
      if place >= 0, place < extent { return .element(array[row: place]) }
    }
    let parts = try IndexReader(interpreter).parts(key)
    let result = try array.indexed(parts)
    if result.ndim == 0, !parts.contains(where: { if case .ellipsis = $0 { true } else { false } }) {
      return .element(result)
    }
    return sharing(result)
  }

  public func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws {
    let parts = try IndexReader(interpreter).parts(key)
    switch value {
    case .int(let number):
      try array.dtype.check(fits: number)
      try array.assign(NDArray(scalar: number), at: parts)
    case .float(let number):
      if array.dtype.isInteger, !number.isFinite {
        throw number.isNaN
          ? ScriptError(.valueError, "cannot convert float NaN to integer")
          : ScriptError(.overflowError, "cannot convert float infinity to integer")
      }
      try array.assign(NDArray(scalar: number), at: parts)
    default:
      try array.assign(NDArray(from: value, interpreter), at: parts)
    }
  }

  public func deleteItem(_ key: Value, _ interpreter: Interpreter) throws {
    throw ScriptError(.valueError, "cannot delete array elements")
  }
}

/// Reads what stands between brackets.
struct IndexReader {
  let interpreter: Interpreter
  init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  func parts(_ key: Value) throws -> [IndexPart] {
    if case .tuple(let tuple) = key { return try tuple.elements.map(part) }
    return [try part(key)]
  }

  private func part(_ value: Value) throws -> IndexPart {
    switch value {
    case .int(let index): return .integer(index)
    case .none: return .newAxis
    case .ellipsis: return .ellipsis
    case .bool(let flag): return .mask(NDArray(scalar: flag))
    case .object(let slice as SliceObject):
      return .slice(start: try bound(slice.start), stop: try bound(slice.stop), step: try bound(slice.step))
    case .object(let number as NumberObject):
      switch number.payload {
      case .int(let index): return number.dtype == .bool ? .mask(number.array) : .integer(index)
      case .float: throw unsuitable
      }
    case .object(let object as ArrayObject): return try picks(object.array)
    case .list, .tuple, .object(is RangeObject):
      let array = try NDArray(from: value, interpreter)
      return array.size == 0 ? .array(try array.astype(.int64)) : try picks(array)
    case .big:
      throw ScriptError(.indexError, "cannot fit 'int' into an index-sized integer")
    default:
      if let index = try interpreter.optionalIndex(value) { return .integer(index) }
      throw unsuitable
    }
  }

  private func picks(_ array: NDArray) throws -> IndexPart {
    if array.dtype == .bool { return .mask(array) }
    guard array.dtype.isInteger else {
      throw ScriptError(.indexError, "arrays used as indices must be of integer (or boolean) type")
    }
    // An array without dimensions is an index that does not open an axis.
    return array.ndim == 0 ? .integer(array.ints[0]) : .array(array)
  }

  private func bound(_ value: Value) throws -> Int? {
    switch value {
    case .none: return nil
    case .int(let number): return number
    case .big(let box): return box.value.sign == .minus ? Int.min : Int.max
    default:
      guard let number = try interpreter.optionalIndex(value) else {
        throw ScriptError(
          .typeError, "slice indices must be integers or None or have an __index__ method")
      }
      return number
    }
  }

  private var unsuitable: ScriptError {
    ScriptError(
      .indexError,
      "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid "
        + "indices")
  }
}
