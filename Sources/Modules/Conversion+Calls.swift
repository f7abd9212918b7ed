import Arrays
import Language

/// Typed reading of arguments that are arrays, shapes, axes and element types.
extension Call {
  /// The argument as an array, as `np.asarray` makes it.
  public func array(_ name: String, dtype: DType? = nil) throws -> NDArray {
    try NDArray(from: value(name), dtype: dtype, interpreter)
  }

  /// nil where the argument is None or left out.
  public func optionalArray(_ name: String, dtype: DType? = nil) throws -> NDArray? {
    value(name).isNone ? nil : try array(name, dtype: dtype)
  }

  /// Arrays given one by one or in a sequence.
  public func arrays(_ name: String) throws -> [NDArray] {
    let value = self.value(name)
    if let array = value.ndarray {
      guard array.ndim > 0 else { throw ScriptError(.typeError, "iteration over a 0-d array") }
      return (0..<array.shape[0]).map { array[row: $0] }
    }
    return try interpreter.elements(of: value).map { try NDArray(from: $0, interpreter) }
  }

  /// A shape: an int or a sequence of ints.
  public func shape(_ name: String) throws -> [Int] {
    if case .float = value(name) {
      throw ScriptError(
        .typeError,
        "expected a sequence of integers or a single integer, got '\(try interpreter.str(value(name)))'")
    }
    return try ints(name)
  }

  /// nil where the argument is None or left out.
  public func optionalShape(_ name: String) throws -> [Int]? { value(name).isNone ? nil : try ints(name) }

  /// One int or a sequence of them.
  public func ints(_ name: String) throws -> [Int] { try interpreter.ints(value(name)) }

  /// nil where the argument is None or left out.
  public func optionalInts(_ name: String) throws -> [Int]? { value(name).isNone ? nil : try ints(name) }

  /// An element type by name, class or dtype object; nil where the argument is None or left out.
  public func optionalDType(_ name: String = "dtype") throws -> DType? {
    let value = self.value(name)
    return value.isNone ? nil : try DType(value, interpreter)
  }

  public func dtype(_ name: String = "dtype", default other: DType = .float64) throws -> DType {
    try optionalDType(name) ?? other
  }

  /// The operand of an elementwise operation.
  func operand(_ name: String) throws -> Operand {
    let value = self.value(name)
    guard let operand = try Operand(value, interpreter) else {
      return .array(try NDArray(from: value, interpreter))
    }
    return operand
  }
}

extension Interpreter {
  /// One int or a sequence of them, as shapes and axes are given.
  public func ints(_ value: Value) throws -> [Int] {
    switch value {
    case .int(let number): return [number]
    case .list(let list): return try list.elements.map { try index($0) }
    case .tuple(let tuple): return try tuple.elements.map { try index($0) }
    default:
      if let number = try optionalIndex(value) { return [number] }
      if let array = value.ndarray, array.dtype.isInteger { return array.ints }
      guard isIterable(value), value.string == nil else {
        throw ScriptError(.typeError, "'\(value.typeName)' object cannot be interpreted as an integer")
      }
      return try elements(of: value).map { try index($0) }
    }
  }
}

extension DType {
  /// The element type that a value names: a dtype object, a class of numbers, Python's `int`, `float`, `bool`, `str`,
  /// or a name such as `"float32"` and `"f4"`.
  public init(_ value: Value, _ interpreter: Interpreter) throws {
    guard let dtype = try DType.named(by: value) else {
      if let text = value.string { throw ScriptError(.typeError, "data type '\(text)' not understood") }
      throw ScriptError(
        .typeError, "Cannot interpret '\(try interpreter.repr(value))' as a data type")
    }
    self = dtype
  }

  static func named(by value: Value) throws -> DType? {
    switch value {
    case .none: return .float64
    case .str(let text):
      if ["complex64", "complex128", "complex", "object", "O"].contains(text.string) {
        throw ScriptError(.notImplementedError, "numpy: dtype '\(text.string)' is not supported")
      }
      return DType(named: text.string)
    case .object(let object as DTypeObject): return object.dtype
    case .object(let object as TypeObject): return DTypeObject.dtype(of: object)
    default: return nil
    }
  }
}
