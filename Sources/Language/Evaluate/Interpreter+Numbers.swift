import BigInt

extension Interpreter {
  /// The integer that a value stands for as an index: `.int` or `.big`; nil if it is none.
  func integerValue(_ value: Value) throws -> Value? {
    switch value {
    case .int, .big: return value
    case .bool(let flag): return .int(flag ? 1 : 0)
    case .object(let object):
      if let result = try callSpecial(object, "__index__") {
        switch result {
        case .int, .big: return result
        case .bool(let flag): return .int(flag ? 1 : 0)
        default: throw ScriptError(.typeError, "__index__ returned non-int (type \(result.typeName))")
        }
      }
      if let host: any HasIndexValue = ability(object) { return try host.indexValue(self) }
      return nil
    default: return nil
    }
  }

  /// An index or count: int, bool, or an object with an index value.
  /// - Throws: `TypeError: 'T' object cannot be interpreted as an integer`; `OverflowError` beyond 64 bits.
  public func index(_ value: Value) throws -> Int {
    if case .int(let small) = value { return small }
    guard let found = try optionalIndex(value) else {
      throw ScriptError(.typeError, "'\(value.typeName)' object cannot be interpreted as an integer")
    }
    return found
  }

  /// nil for values that are no integers.
  public func optionalIndex(_ value: Value) throws -> Int? {
    switch try integerValue(value) {
    case .int(let small): return small
    case .big: throw ScriptError(.overflowError, "Python int too large to convert to C ssize_t")
    default: return nil
    }
  }

  /// Any real number as a double.
  /// - Throws: `TypeError: must be real number, not T`.
  public func float(_ value: Value) throws -> Double {
    if case .float(let x) = value { return x }
    guard let found = try optionalFloat(value) else {
      throw ScriptError(.typeError, "must be real number, not \(value.typeName)")
    }
    return found
  }

  /// nil for values that are no numbers.
  public func optionalFloat(_ value: Value) throws -> Double? {
    if let number = Arithmetic.Number(value) { return try number.double() }
    guard case .object(let object) = value else { return nil }
    if let result = try callSpecial(object, "__float__") {
      guard case .float(let x) = result else {
        throw ScriptError(.typeError, "\(value.typeName).__float__ returned non-float (type \(result.typeName))")
      }
      return x
    }
    if let host: any HasFloatValue = ability(object) { return try host.floatValue(self) }
    if let whole = try integerValue(value) { return try Arithmetic.Number(whole)?.double() }
    return nil
  }

  /// Start, stop, step and count of a slice over `length` elements.
  public func resolve(
    _ slice: SliceObject, length: Int
  ) throws -> (start: Int, stop: Int, step: Int, count: Int) {
    let step = try bound(slice.step) ?? 1
    if step == 0 { throw ScriptError(.valueError, "slice step cannot be zero") }
    let low = step < 0 ? -1 : 0
    let high = step < 0 ? length - 1 : length
    func clamp(_ value: Int) -> Int {
      let position = value < 0 ? value + length : value
      return min(max(position, low), high)
    }
    let start = try bound(slice.start).map(clamp) ?? (step < 0 ? high : low)
    let stop = try bound(slice.stop).map(clamp) ?? (step < 0 ? low : high)
    let distance = step < 0 ? start - stop : stop - start
    let count = distance <= 0 ? 0 : (distance - 1) / Int(clamping: step.magnitude) + 1
    return (start, stop, step, count)
  }

  /// A part of a slice, clamped to 62 bits so that sums cannot overflow.
  private func bound(_ value: Value) throws -> Int? {
    if value.isNone { return nil }
    let limit = 1 << 62
    switch try integerValue(value) {
    case .int(let small): return min(max(small, -limit), limit)
    case .big(let large): return large.value.sign == .minus ? -limit : limit
    default:
      throw ScriptError(.typeError, "slice indices must be integers or None or have an __index__ method")
    }
  }
}
