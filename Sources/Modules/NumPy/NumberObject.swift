import Arrays
import BigInt
import Language

/// A numpy number: one element with its type, between Python's numbers and arrays without dimensions.
public final class NumberObject {
  /// The value in the widest type of its class; bools are 0 and 1, unsigned numbers keep their bits.
  enum Payload {
    case int(Int)
    case float(Double)
  }

  public let dtype: DType
  let payload: Payload

  public init(_ value: Double) {
    dtype = .float64
    payload = .float(value)
  }

  public init(_ value: Int) {
    dtype = .int64
    payload = .int(value)
  }

  public init(_ value: Bool) {
    dtype = .bool
    payload = .int(value ? 1 : 0)
  }

  /// The element of an array without dimensions.
  public init(_ array: NDArray) {
    dtype = array.dtype
    payload = array.dtype.isFloat ? .float(array.doubles.first ?? .nan) : .int(array.ints.first ?? 0)
  }

  /// The number as an array without dimensions.
  public var array: NDArray {
    let wide: NDArray
    switch payload {
    case .float(let value): wide = NDArray(scalar: value)
    case .int(let value): wide = NDArray(scalar: value)
    }
    if dtype == wide.dtype { return wide }
    if dtype == .uint64 {
      return NDArray(buffer: wide.buffer, dtype: .uint64, shape: [], strides: [], offset: 0)
    }
    // Numeric conversions of one element do not fail.
    return (try? wide.astype(dtype)) ?? wide
  }

  /// The value as a double.
  public var double: Double {
    switch payload {
    case .float(let value): value
    case .int(let value): dtype == .uint64 ? Double(UInt(bitPattern: value)) : Double(value)
    }
  }

  /// The value as a Python number.
  public var python: Value {
    switch payload {
    case .float(let value): .float(value)
    case .int(let value):
      dtype == .bool ? .bool(value != 0) : dtype == .uint64 ? .integer(BigInt(UInt(bitPattern: value))) : .int(value)
    }
  }

  /// `str(x)`: plain digits.
  var text: String {
    switch payload {
    case .float(let value): FloatText.scalar(value, dtype)
    case .int(let value):
      dtype == .bool
        ? (value != 0 ? "True" : "False") : dtype == .uint64 ? String(UInt(bitPattern: value)) : String(value)
    }
  }
}

extension NumberObject: HostObject, HasTruth, HasEquality, Printable, HasIndexValue, HasIntValue, HasFloatValue {
  public var type: TypeObject { DTypeObject.scalarType(dtype) }

  public func isTrue(_ interpreter: Interpreter) throws -> Bool {
    switch payload {
    case .float(let value): value != 0
    case .int(let value): value != 0
    }
  }

  public func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool? {
    if case .object(let object as NumberObject) = other { return try interpreter.equals(python, object.python) }
    return try interpreter.equals(python, other)
  }

  public func hash(_ interpreter: Interpreter) throws -> Int { try interpreter.hash(python) }

  public func repr(_ interpreter: Interpreter) throws -> String {
    dtype == .bool ? "np.\(text)_" : "np.\(dtype.name)(\(text))"
  }

  public func str(_ interpreter: Interpreter) throws -> String { text }

  public func format(_ spec: String, _ interpreter: Interpreter) throws -> String {
    try interpreter.format(python, spec)
  }

  public func indexValue(_ interpreter: Interpreter) throws -> Value? {
    dtype.isInteger ? python : nil
  }

  public func intValue(_ interpreter: Interpreter) throws -> Value {
    switch payload {
    case .int: return dtype == .bool ? .int(double == 0 ? 0 : 1) : python
    case .float(let value):
      guard value.isFinite else {
        throw value.isNaN
          ? ScriptError(.valueError, "cannot convert float NaN to integer")
          : ScriptError(.overflowError, "cannot convert float infinity to integer")
      }
      return .integer(BigInt(value.rounded(.towardZero)))
    }
  }

  public func floatValue(_ interpreter: Interpreter) throws -> Double { double }
}
