import Arrays
import Language

/// Parameters that many of numpy's functions share.
extension Parameter {
  static func arrayLike(_ name: String = "a", _ summary: String = "an array, or nested sequences of numbers")
    -> Parameter
  {
    .required(name, summary, type: "array_like")
  }

  static var axis: Parameter { axis(nil, "axis; None takes the array as one row") }

  static func axis(_ value: Int?, _ summary: String = "axis, counted from the end if negative") -> Parameter {
    .optional("axis", value.map { .int($0) } ?? .none, summary, type: "int")
  }

  static var axes: Parameter {
    .optional("axis", .none, "axis or tuple of axes that are folded away; None takes all", type: "int | tuple")
  }

  static var keepDims: Parameter {
    .optional("keepdims", .bool(false), "whether the folded axes stay, with extent 1", type: "bool")
  }

  static var dtype: Parameter { .optional("dtype", .none, "type of the elements", type: "dtype") }

  static var out: Parameter { .optional("out", .none, "array that receives the result", type: "ndarray") }

  static var shape: Parameter { .required("shape", "extents of the axes", type: "int | tuple") }

  static var order: Parameter {
    .optional("order", .string("C"), "order of the elements: 'C' rows first, 'F' columns first", type: "str")
  }
}

extension Call {
  /// Whether `order` asks for columns first.
  var isColumnMajor: Bool {
    get throws {
      switch try optionalString("order") ?? "C" {
      case "C", "A", "K": false
      case "F": true
      case let other: throw ScriptError(.valueError, "order must be one of 'C', 'F', 'A', or 'K' (got '\(other)')")
      }
    }
  }

  /// The result of a function with an `out` argument: `array`, or the array given for it with those elements.
  func giving(_ array: NDArray) throws -> Value {
    guard let target = self["out"], !target.isNone else { return .result(array) }
    guard let object = target.host(as: ArrayObject.self) else {
      throw ScriptError(.typeError, "return arrays must be of ArrayType")
    }
    guard object.array.shape == array.shape else {
      throw ScriptError(
        .valueError,
        "output parameter has shape \(ArrayError.text(shape: object.array.shape)), expected "
          + ArrayError.text(shape: array.shape))
    }
    try object.array.fill(with: array)
    return target
  }

  /// The array given for `out`.
  func target() throws -> ArrayObject? {
    guard let value = self["out"], !value.isNone else { return nil }
    if case .tuple(let tuple) = value, tuple.elements.count == 1 { return tuple.elements[0].host(as: ArrayObject.self) }
    guard let object = value.host(as: ArrayObject.self) else {
      throw ScriptError(.typeError, "return arrays must be of ArrayType")
    }
    return object
  }
}
