import Arrays
import Language
import Training

/// Reading tensors out of values.
extension Interpreter {
  /// The value as a tensor: what is one already stays on its tape; Python floats are float32, ints int32, arrays keep
  /// their type.
  ///
  /// - Parameters:
  ///   - dtype: the type to convert to.
  ///   - like: the type that numbers and arrays take beside a tensor of that type.
  func tensor(_ value: Value, dtype: DType? = nil, like: DType? = nil) throws -> Tensor {
    if let object = value.host(as: TensorObject.self) {
      return dtype.map { object.tensor.cast(to: $0) } ?? object.tensor
    }
    if let elements = elements(ofListWithTensors: value) {
      return try Tensor.stacked(try elements.map { try tensor($0, dtype: dtype, like: like) })
    }
    var array = try NDArray(from: value, self)
    if array.dtype.isText {
      throw ScriptError(.notImplementedError, "tensors of text are not supported")
    }
    if let wanted = dtype ?? like {
      guard dtype != nil || wanted.isFloat || !array.dtype.isFloat else {
        throw ScriptError(
          .typeError, "Cannot convert \(try repr(value)) to EagerTensor of dtype \(wanted.name)")
      }
      array = try array.astype(wanted)
    } else if !isArray(value) {
      array = try array.astype(array.dtype == .float64 ? .float32 : array.dtype == .int64 ? .int32 : array.dtype)
    }
    return try Tensor(array)
  }

  private func isArray(_ value: Value) -> Bool {
    value.ndarray != nil || value.host(as: NumberObject.self) != nil
  }

  private func elements(ofListWithTensors value: Value) -> [Value]? {
    let elements: [Value]
    switch value {
    case .list(let list): elements = list.elements
    case .tuple(let tuple): elements = tuple.elements
    default: return nil
    }
    func holdsTensor(_ value: Value, _ depth: Int) -> Bool {
      if value.host(as: TensorObject.self) != nil { return true }
      guard depth < 8 else { return false }
      switch value {
      case .list(let list): return list.elements.contains { holdsTensor($0, depth + 1) }
      case .tuple(let tuple): return tuple.elements.contains { holdsTensor($0, depth + 1) }
      default: return false
      }
    }
    return elements.contains { holdsTensor($0, 0) } ? elements : nil
  }

  /// Two operands of one type: numbers and arrays take that of a tensor beside them.
  func pair(_ a: Value, _ b: Value) throws -> (Tensor, Tensor) {
    let first: Tensor
    let second: Tensor
    if a.host(as: TensorObject.self) == nil, let known = b.host(as: TensorObject.self) {
      (first, second) = (try tensor(a, like: known.tensor.dtype), known.tensor)
    } else {
      first = try tensor(a)
      second = try tensor(b, like: first.dtype)
    }
    guard first.dtype == second.dtype else {
      throw ScriptError(
        TensorFlowErrors.invalidArgument,
        "cannot compute an operation on a \(first.dtype.name) tensor and a \(second.dtype.name) tensor")
    }
    return (first, second)
  }

  /// nil if the other side is nothing that tensors compute with.
  func optionalPair(_ a: Value, _ b: Value) throws -> (Tensor, Tensor)? {
    switch b {
    case .none, .str, .dict, .set, .ellipsis: return nil
    case .object(let object):
      if object is TensorObject || object is any ArrayConvertible || isArray(b) || object is RangeObject { break }
      return nil
    default: break
    }
    return try pair(a, b)
  }
}

extension Call {
  func tensor(_ name: String, like: DType? = nil) throws -> Tensor { try interpreter.tensor(value(name), like: like) }

  func tensors(_ name: String) throws -> [Tensor] {
    try interpreter.elements(of: value(name)).map { try interpreter.tensor($0) }
  }

  /// An element type given as `tf.float32`, numpy's class or a name; nil where it is None or left out.
  func tensorType(_ name: String) throws -> DType? {
    let value = self.value(name)
    if value.isNone { return nil }
    if let object = value.host(as: TensorTypeObject.self) { return object.dtype }
    return try DType(value, interpreter)
  }

  /// One axis or several; nil: all.
  func axes(_ name: String) throws -> [Int]? { try optionalInts(name) }
}

/// Errors that only TensorFlow has.
enum TensorFlowErrors {
  static let opError = TypeObject("OpError", module: "tensorflow.errors", base: .exception, subclassing: .allowed)
  static let invalidArgument = TypeObject(
    "InvalidArgumentError", module: "tensorflow.errors", base: opError, subclassing: .allowed)
}
