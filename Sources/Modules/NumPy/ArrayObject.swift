import Arrays
import Language

/// An array as scripts see it.
public final class ArrayObject: HostObject {
  public var array: NDArray
  /// The array whose memory this one looks into; nil for one with memory of its own.
  public let base: ArrayObject?

  public init(_ array: NDArray, base: ArrayObject? = nil) {
    self.array = array
    self.base = base
  }

  public var type: TypeObject { Self.typeObject }

  static let typeObject = TypeObject(
    "ndarray", module: "numpy", doc: "An n-dimensional array of elements of one type.", namedWithModule: true,
    methods: ArrayMethods.all,
    properties: ArrayMethods.properties)

  /// A view of this array's memory.
  func view(_ array: NDArray) -> Value { .array(array, base: base ?? self) }

  /// `array` as a view if it shares this memory, else as an array of its own.
  func sharing(_ array: NDArray) -> Value { array.buffer === self.array.buffer ? view(array) : .array(array) }
}

extension ArrayObject: HasLength, Iterable, HasContainment, HasTruth {
  public func length(_ interpreter: Interpreter) throws -> Int {
    guard let first = array.shape.first else { throw ScriptError(.typeError, "len() of unsized object") }
    return first
  }

  public func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator {
    guard array.ndim > 0 else { throw ScriptError(.typeError, "iteration over a 0-d array") }
    return RowIterator(self)
  }

  public func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool {
    guard let other = try Operand(value, interpreter) else { return false }
    var ignored: FloatingErrors = []
    let equal = try BinaryUfunc.equal.apply(.array(array), other, errors: &ignored)
    return try Reduction.fold(.logicalOr, equal).bools[0]
  }

  public func isTrue(_ interpreter: Interpreter) throws -> Bool {
    guard array.size == 1 else {
      throw ScriptError(
        .valueError,
        array.size > 1
          ? "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()"
          : "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.")
    }
    return array.dtype.isText ? array.texts[0].isEmpty == false : array.bools[0]
  }
}

/// The rows of an array: numbers of a vector, else views.
private final class RowIterator: ValueIterator {
  private let object: ArrayObject
  private var index = 0
  init(_ object: ArrayObject) { self.object = object }

  func next(_ interpreter: Interpreter) throws -> Value? {
    guard let extent = object.array.shape.first, index < extent else { return nil }
    defer { index += 1 }
    let row = object.array[row: index]
    return row.ndim == 0 ? .element(row) : object.view(row)
  }
}

extension ArrayObject: Printable {
  public func repr(_ interpreter: Interpreter) throws -> String {
    try ArrayText.repr(array, NumPyState.of(interpreter).printOptions)
  }

  public func str(_ interpreter: Interpreter) throws -> String {
    try ArrayText.str(array, NumPyState.of(interpreter).printOptions)
  }

  public func format(_ spec: String, _ interpreter: Interpreter) throws -> String {
    if array.ndim == 0 { return try interpreter.format(.python(array), spec) }
    guard spec.isEmpty else {
      throw ScriptError(.typeError, "unsupported format string passed to numpy.ndarray.__format__")
    }
    return try str(interpreter)
  }
}

extension ArrayObject: HasIndexValue, HasIntValue, HasFloatValue {
  public func indexValue(_ interpreter: Interpreter) throws -> Value? {
    array.ndim == 0 && array.dtype.isInteger ? .python(array) : nil
  }

  public func intValue(_ interpreter: Interpreter) throws -> Value { try NumberObject(only()).intValue(interpreter) }

  public func floatValue(_ interpreter: Interpreter) throws -> Double {
    let element = try only()
    return element.dtype.isText ? try element.astype(.float64).doubles[0] : element.doubles[0]
  }

  private func only() throws -> NDArray {
    guard array.ndim == 0 else {
      throw ScriptError(.typeError, "only 0-dimensional arrays can be converted to Python scalars")
    }
    return array
  }
}

extension ArrayObject: BinaryOperators, UnaryOperators, HasComparison {
  public func binary(
    _ op: Language.BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    switch other {
    case .str where op == .modulo && reflected: return nil
    case .none, .dict, .set:
      // What no array can hold meets the elements one by one, of which the first says what is wrong.
      guard array.size > 0 else { return .array(array) }
      let first = Value.python(array.raveled()[row: 0])
      return try reflected ? interpreter.binary(op, other, first) : interpreter.binary(op, first, other)
    default: break
    }
    guard let ufunc = op.ufunc else { return try product(other, reflected, interpreter) }
    // x ** 2 and x ** 0.5 are multiplication and square root, which are faster than the general power.
    if op == .power, !reflected, array.dtype.isFloat || array.dtype == .int64, case .int(2) = other {
      return try ArrayArithmetic(interpreter).apply(.square, array)
    }
    if op == .power, !reflected, array.dtype.isFloat, case .float(0.5) = other {
      return try ArrayArithmetic(interpreter).apply(.sqrt, array)
    }
    return try ArrayArithmetic(interpreter).apply(ufunc, .object(self), other, reflected)
  }

  private func product(_ other: Value, _ reflected: Bool, _ interpreter: Interpreter) throws -> Value? {
    guard let operand = try Operand(other, interpreter)?.array else { return nil }
    return .result(try reflected ? Products.matmul(operand, array) : Products.matmul(array, operand))
  }

  public func inPlace(_ op: Language.BinaryOperator, _ other: Value, _ interpreter: Interpreter) throws -> Value? {
    guard let operand = try Operand(other, interpreter) else { return nil }
    guard let ufunc = op.ufunc else {
      let result = try Products.matmul(array, operand.array)
      try array.fill(with: result)
      return .object(self)
    }
    _ = try ArrayArithmetic(interpreter).apply(ufunc, .array(array), operand, into: array)
    return .object(self)
  }

  public func unary(_ op: Language.UnaryOperator, _ interpreter: Interpreter) throws -> Value? {
    try op.ufunc.map { try ArrayArithmetic(interpreter).apply($0, array) }
  }

  public func absolute(_ interpreter: Interpreter) throws -> Value? {
    try ArrayArithmetic(interpreter).apply(.absolute, array)
  }

  public func compare(_ op: ComparisonOperator, _ other: Value, _ interpreter: Interpreter) throws -> Value? {
    guard let ufunc = op.ufunc else { return nil }
    if other.isNone, op == .equal || op == .notEqual {
      return .array(try NDArray(repeating: op == .equal ? 0 : 1, shape: array.shape, dtype: .bool))
    }
    return try ArrayArithmetic(interpreter).apply(ufunc, .object(self), other, false)
  }
}
