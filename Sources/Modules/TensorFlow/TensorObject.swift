import Arrays
import Language
import Training

/// A tensor as scripts see it: the result of a `tf` function, or a variable.
///
/// It may stand on a tape, so that what a script computes from it can be differentiated.
public final class TensorObject: HostObject {
  public internal(set) var tensor: Tensor
  /// The name of a variable; nil for results.
  let variableName: String?

  public init(_ tensor: Tensor) {
    self.tensor = tensor
    variableName = nil
  }

  init(variable tensor: Tensor, name: String) {
    self.tensor = tensor
    variableName = name
  }

  public var type: TypeObject { variableName == nil ? Self.eager : Self.variable }

  static let base: TypeObject = TypeObject(
    "Tensor", module: "tensorflow", doc: "A dense array of numbers, computed by tf functions.",
    methods: methods, properties: properties)
  static let eager: TypeObject = TypeObject("EagerTensor", module: "tensorflow.python.framework.ops", base: base)
  static let variable: TypeObject = TypeObject(
    "Variable", module: "tensorflow", base: base, doc: "A tensor whose value can be assigned.",
    constructor: Constructor([
      .required("initial_value", "an array, a tensor or a number"), .optional("trainable", .none),
      .optional("validate_shape", .bool(true)), .optional("caching_device", .none), .optional("name", .none),
      .optional("variable_def", .none), .optional("dtype", .none),
    ]) { call in
      let tensor = try call.interpreter.tensor(call.value("initial_value"), dtype: call.tensorType("dtype"))
      return .object(
        TensorObject(variable: tensor.detached, name: (try call.optionalString("name") ?? "Variable") + ":0"))
    },
    methods: [
      assigning("assign", "replaces the value") { _, value in value },
      assigning("assign_add", "adds to the value") { old, value in try old + value },
      assigning("assign_sub", "subtracts from the value") { old, value in try old - value },
      Method("value", summary: "the value as a tensor") { (self: TensorObject, _) in .tensor(self.tensor) },
      Method("read_value", summary: "the value as a tensor") { (self: TensorObject, _) in .tensor(self.tensor) },
    ],
    properties: [
      Property("name", doc: "its name") { (self: TensorObject, _) in .string(self.variableName ?? "") }
    ])

  private static func assigning(
    _ name: String, _ summary: String, _ combine: @escaping (Tensor, Tensor) throws -> Tensor
  ) -> Method {
    Method(name, [.required("value")], summary: summary) { (self: TensorObject, call) in
      let value = try call.interpreter.tensor(call.value("value"), like: self.tensor.dtype)
      let result = try combine(self.tensor, value)
      guard result.shape == self.tensor.shape else {
        throw ScriptError(
          .valueError,
          "Cannot assign value to variable '\(self.variableName ?? "")': Shape mismatch. The variable "
            + "shape \(Tensor.text(of: self.tensor.shape)), and the assigned value shape "
            + "\(Tensor.text(of: result.shape)) are incompatible.")
      }
      self.tensor = result.cast(to: self.tensor.dtype).detached
      return .object(self)
    }
  }

  private static var methods: [Method] {
    [
      Method("numpy", summary: "the values as an array") { (self: TensorObject, _) in
        .result(try self.tensor.array())
      },
      Method("get_shape", summary: "its shape") { (self: TensorObject, _) in
        .object(TensorShapeObject(self.tensor.shape))
      },
      Method("set_shape", [.required("shape")], summary: "checks the shape") { (self: TensorObject, call) in
        let wanted = try call.interpreter.elements(of: call.value("shape")).map {
          $0.isNone ? nil : try call.interpreter.index($0)
        }
        guard wanted.count == self.tensor.rank, zip(wanted, self.tensor.shape).allSatisfy({ $0 == nil || $0 == $1 })
        else {
          throw ScriptError(
            .valueError, "Tensor's shape \(Tensor.text(of: self.tensor.shape)) is not compatible with supplied shape")
        }
        return .none
      },
    ]
  }

  private static var properties: [Property] {
    [
      Property("shape", doc: "its sizes") { (self: TensorObject, _) in .object(TensorShapeObject(self.tensor.shape)) },
      Property("dtype", doc: "the type of its elements") { (self: TensorObject, _) in
        .object(TensorTypeObject.of(self.tensor.dtype))
      },
      Property("ndim", doc: "the number of axes") { (self: TensorObject, _) in .int(self.tensor.rank) },
      Property("device", doc: "where it is") { (_: TensorObject, _) in
        .string("/job:localhost/replica:0/task:0/device:CPU:0")
      },
    ]
  }
}

extension Value {
  /// A tensor as scripts see it.
  static func tensor(_ tensor: Tensor) -> Value { .object(TensorObject(tensor)) }
}

extension TensorObject: ArrayConvertible {
  public func array(_ interpreter: Interpreter) throws -> NDArray { try tensor.array() }
}

extension TensorObject: Printable {
  private var dtypeName: String { tensor.dtype.name }

  public func str(_ interpreter: Interpreter) throws -> String {
    if variableName != nil { return try repr(interpreter) }
    let text = try interpreter.str(.array(try tensor.array()))
    return "tf.Tensor(\(text), shape=\(Tensor.text(of: tensor.shape)), dtype=\(dtypeName))"
  }

  public func repr(_ interpreter: Interpreter) throws -> String {
    let array = try tensor.array()
    let text = array.ndim == 0 ? try interpreter.str(.array(array)) : try interpreter.repr(.array(array))
    let facts = "shape=\(Tensor.text(of: tensor.shape))"
    if let variableName { return "<tf.Variable '\(variableName)' \(facts) dtype=\(dtypeName), numpy=\(text)>" }
    return "<tf.Tensor: \(facts), dtype=\(dtypeName), numpy=\(text)>"
  }

  public func format(_ spec: String, _ interpreter: Interpreter) throws -> String {
    if tensor.rank == 0 { return try interpreter.format(.result(try tensor.array()), spec) }
    return try str(interpreter)
  }
}

extension TensorObject: HasLength, Iterable, HasTruth, HasFloatValue, HasIntValue, HasIndexValue {
  public func length(_ interpreter: Interpreter) throws -> Int {
    guard let first = tensor.shape.first else { throw ScriptError(.typeError, "Scalar tensor has no `len()`") }
    return first
  }

  public func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator {
    guard tensor.rank > 0 else { throw ScriptError(.typeError, "Cannot iterate over a scalar tensor.") }
    return RowIterator(tensor)
  }

  public func isTrue(_ interpreter: Interpreter) throws -> Bool {
    guard let value = tensor.scalar else {
      throw ScriptError(
        .valueError, "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")
    }
    return value != 0
  }

  public func floatValue(_ interpreter: Interpreter) throws -> Double {
    guard let value = tensor.scalar else {
      throw ScriptError(.typeError, "only size-1 arrays can be converted to Python scalars")
    }
    return value
  }

  public func intValue(_ interpreter: Interpreter) throws -> Value {
    guard let number = Int(exactly: try floatValue(interpreter).rounded(.towardZero)) else {
      throw ScriptError(.overflowError, "cannot convert float infinity to integer")
    }
    return .int(number)
  }

  public func indexValue(_ interpreter: Interpreter) throws -> Value? {
    guard tensor.rank == 0, tensor.dtype.isInteger, let value = tensor.scalar else { return nil }
    return Int(exactly: value).map { .int($0) }
  }

  private final class RowIterator: ValueIterator {
    private let tensor: Tensor
    private var index = 0
    init(_ tensor: Tensor) { self.tensor = tensor }
    func next(_ interpreter: Interpreter) throws -> Value? {
      guard index < tensor.shape.first ?? 0 else { return nil }
      defer { index += 1 }
      return .tensor(try tensor.indexed([.at(index)]))
    }
  }
}

extension TensorObject: Indexable {
  public func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    let parts: [Value] = if case .tuple(let tuple) = key { tuple.elements } else { [key] }
    return .tensor(try tensor.indexed(try parts.map { try part($0, interpreter) }))
  }

  private func part(_ value: Value, _ interpreter: Interpreter) throws -> TensorIndex {
    func bound(_ value: Value) throws -> Int? { value.isNone ? nil : try interpreter.index(value) }
    switch value {
    case .none: return .newAxis
    case .ellipsis: return .ellipsis
    case .object(let slice as SliceObject):
      return .range(start: try bound(slice.start), stop: try bound(slice.stop), step: try bound(slice.step))
    default:
      guard let index = try interpreter.optionalIndex(value) else {
        throw ScriptError(
          .typeError,
          "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar tf.int32/tf.int64 "
            + "tensors are valid indices, got \(try interpreter.repr(value))")
      }
      return .at(index)
    }
  }
}

extension TensorObject: BinaryOperators, UnaryOperators, HasComparison {
  public func binary(
    _ op: Language.BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    guard let (mine, theirs) = try interpreter.optionalPair(.object(self), other) else { return nil }
    let (a, b) = reflected ? (theirs, mine) : (mine, theirs)
    switch op {
    case .matrixMultiply: return .tensor(try a.matmul(b))
    default: return try op.tensorOperation.map { .tensor(try $0(a, b)) }
    }
  }

  public func unary(_ op: Language.UnaryOperator, _ interpreter: Interpreter) throws -> Value? {
    switch op {
    case .minus: .tensor(-tensor)
    case .plus: .object(self)
    case .invert: tensor.dtype == .bool ? .tensor(UnaryOperation.logicalNot(tensor)) : nil
    case .not: nil
    }
  }

  public func absolute(_ interpreter: Interpreter) throws -> Value? { .tensor(UnaryOperation.abs(tensor)) }

  public func compare(_ op: ComparisonOperator, _ other: Value, _ interpreter: Interpreter) throws -> Value? {
    let operation: BinaryOperation
    switch op {
    case .equal: operation = .equal
    case .notEqual: operation = .notEqual
    case .less: operation = .less
    case .lessEqual: operation = .lessEqual
    case .greater: operation = .greater
    case .greaterEqual: operation = .greaterEqual
    case .isSame, .isNotSame, .isIn, .isNotIn: return nil
    }
    guard let (a, b) = try interpreter.optionalPair(.object(self), other) else { return nil }
    return .tensor(try operation(a, b))
  }
}

extension TensorObject: HasEquality {
  /// Tensors are keys by identity; `==` compares elements.
  public func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool? {
    other.host(as: TensorObject.self) === self
  }
  public func hash(_ interpreter: Interpreter) throws -> Int { ObjectIdentifier(self).hashValue }
}

extension Language.BinaryOperator {
  /// The operation on tensors; nil where there is none.
  var tensorOperation: BinaryOperation? {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .floorDivide: .floorDivide
    case .modulo: .modulo
    case .power: .power
    case .bitAnd: .logicalAnd
    case .bitOr: .logicalOr
    case .bitXor: .logicalXor
    case .matrixMultiply, .leftShift, .rightShift: nil
    }
  }
}
