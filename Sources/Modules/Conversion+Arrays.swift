import Arrays
import BigInt
import Language

/// A host object that stands for numbers: symbolic results, parameters, views.
public protocol ArrayConvertible: HostObject {
  /// Its present elements.
  func array(_ interpreter: Interpreter) throws -> NDArray
}

/// A host object that takes part in numpy's functions by itself (`np.sin(tensor)`), as arrays do.
public protocol TakesArrayFunctions: HostObject {
  /// The result of numpy's function `name`, called with these arguments; nil where there is none.
  func apply(arrayFunction name: String, _ call: Call) throws -> Value?
}

extension Value {
  /// An array as scripts see it; one without dimensions stays an array.
  public static func array(_ array: NDArray, base: ArrayObject? = nil) -> Value {
    .object(ArrayObject(array, base: base))
  }

  /// What a numpy function gives for `array`: a number if it has no dimensions (a string for text).
  public static func result(_ array: NDArray) -> Value {
    array.ndim == 0 ? element(array) : .object(ArrayObject(array))
  }

  /// An array without dimensions as a numpy number, or as a string.
  public static func element(_ array: NDArray) -> Value {
    array.dtype.isText ? .string(array.texts.first ?? "") : .object(NumberObject(array))
  }

  /// A float as numpy's functions give it.
  public static func float64(_ value: Double) -> Value { .object(NumberObject(value)) }

  /// The array in this value, if it is one.
  public var ndarray: NDArray? { host(as: ArrayObject.self)?.array }

  /// The element of a one-element array as a Python number or string.
  static func python(_ array: NDArray) -> Value {
    switch array.dtype.kind {
    case .bool: .bool(array.bools.first ?? false)
    case .signed: .int(array.ints.first ?? 0)
    case .unsigned: .integer(BigInt(UInt(bitPattern: array.ints.first ?? 0)))
    case .float: .float(array.doubles.first ?? 0)
    case .text: .string(array.texts.first ?? "")
    }
  }

  /// The elements of an array as nested lists of Python numbers.
  static func lists(_ array: NDArray) -> Value {
    if array.ndim == 0 { return python(array) }
    if array.ndim > 1 { return .newList((0..<array.shape[0]).map { lists(array[row: $0]) }) }
    switch array.dtype.kind {
    case .bool: return .newList(array.bools.map { .bool($0) })
    case .signed: return .newList(array.ints.map { .int($0) })
    case .unsigned: return .newList(array.ints.map { .integer(BigInt(UInt(bitPattern: $0))) })
    case .float: return .newList(array.doubles.map { .float($0) })
    case .text: return .newList(array.texts.map { .string($0) })
    }
  }

  /// Whole numbers as a tuple: a shape.
  public static func shape(_ extents: [Int]) -> Value { .newTuple(extents.map { .int($0) }) }
}

extension NDArray {
  /// The array that `np.asarray(value, dtype)` gives: shares memory with an array of that type.
  ///
  /// - Throws: `ValueError` for ragged sequences, `NotImplementedError` for what would be an array of objects.
  public init(from value: Value, dtype: DType? = nil, _ interpreter: Interpreter) throws {
    self = try ArrayReader(interpreter).read(value, dtype)
  }
}

extension Operand {
  /// A value as the operand of an elementwise operation; Python's int and float are weak. nil: not an operand.
  init?(_ value: Value, _ interpreter: Interpreter) throws {
    switch value {
    case .int(let number): self = .weakInt(number)
    case .float(let number): self = .weakFloat(number)
    case .big(let box):
      if let unsigned = UInt(exactly: box.value) {
        self = .array(try NDArray([unsigned]).reshaped([]))
      } else {
        throw ScriptError(.overflowError, "Python int too large to convert to C long")
      }
    case .bool(let flag): self = .array(NDArray(scalar: flag))
    case .str, .list, .tuple: self = .array(try NDArray(from: value, interpreter))
    case .object(let object as ArrayObject): self = .array(object.array)
    case .object(let object as NumberObject): self = .array(object.array)
    case .object(let object as ArrayConvertible): self = .array(try object.array(interpreter))
    case .object(let object as RangeObject): self = .array(try NDArray(from: .object(object), interpreter))
    default:
      guard value.host(as: ArrayObject.self) != nil else { return nil }
      self = .array(try NDArray(from: value, interpreter))
    }
  }
}
