import Arrays
import Language
import Model

/// `nengo.utils.numpy`: norms and errors, and what kind of value something is.
enum NumericUtilities {
  static func module() -> ModuleObject {
    ModuleObject("nengo.utils.numpy", doc: "About numbers and arrays.") { module in
      for function in norms + kinds + shapes { module.define(function) }
      for clip in NumPy.rounding where clip.name == "clip" { module.define(clip) }
      module.define("maxseed", .int(Int(UInt32.max)))
      module.define("maxint", .int(Int(Int32.max)))
      module.refuse("array_hash", "array_offset", note: "soma shows no memory of arrays")
    }
  }

  private static func function(
    _ name: String, _ parameters: [Parameter], _ summary: String, _ body: @escaping (Call) throws -> Value
  ) -> BuiltinFunction {
    BuiltinFunction(name, module: "nengo.utils.numpy", parameters, summary: summary, body: body)
  }

  // MARK: norms

  private static let axes: [Parameter] = [.omittable("axis"), .optional("keepdims", .bool(false))]

  private static let norms: [BuiltinFunction] = [
    function("norm", [.required("x")] + axes, "Square root of the sum of squares.") {
      try reduced(try $0.array("x", dtype: .float64), $0) { norm($0) }
    },
    function("rms", [.required("x")] + axes, "Root mean square.") {
      try reduced(try $0.array("x", dtype: .float64), $0) { rms($0) }
    },
    function("rmse", [.required("x"), .required("y")] + axes, "Root mean square of a difference.") {
      try reduced(try difference($0, "x", "y"), $0) { rms($0) }
    },
    function(
      "nrmse", [.required("a"), .required("b")] + axes,
      "Root mean square of a difference, relative to that of b."
    ) { call in
      let error = try reduced(try difference(call, "a", "b"), call) { rms($0) }
      let scale = try reduced(try call.array("b", dtype: .float64), call) { rms($0) }
      return try call.interpreter.binary(.divide, error, scale)
    },
  ]

  private static func norm(_ x: ArraySlice<Double>) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  private static func rms(_ x: ArraySlice<Double>) -> Double {
    (x.reduce(0) { $0 + $1 * $1 } / Double(x.count)).squareRoot()
  }

  private static func difference(_ call: Call, _ first: String, _ second: String) throws -> NDArray {
    try call.array(first, dtype: .float64) - call.array(second, dtype: .float64)
  }

  /// `body` over all values, or along the axis that the call names.
  private static func reduced(_ x: NDArray, _ call: Call, _ body: (ArraySlice<Double>) -> Double) throws -> Value {
    let keepsAxes = try call.bool("keepdims")
    guard let axis = try call.optionalInt("axis") else {
      let value = body(x.doubles[...])
      return keepsAxes ? .array(NDArray([value], shape: Array(repeating: 1, count: x.ndim))) : .float64(value)
    }
    let place = try normalized(axis: axis, ndim: x.ndim)
    let moved = try x.transposed((0..<x.ndim).filter { $0 != place } + [place])
    let (length, values) = (x.shape[place], moved.doubles)
    var shape = x.shape
    if keepsAxes { shape[place] = 1 } else { shape.remove(at: place) }
    let count = length == 0 ? shape.reduce(1, *) : values.count / length
    return .result(NDArray((0..<count).map { body(values[($0 * length)..<(($0 + 1) * length)]) }, shape: shape))
  }

  // MARK: kinds of values

  private static func test(
    _ name: String, _ summary: String, _ body: @escaping (Value, Interpreter) throws -> Bool
  ) -> BuiltinFunction {
    function(name, [.required("obj")], summary) { .bool(try body($0.value("obj"), $0.interpreter)) }
  }

  private static let kinds: [BuiltinFunction] = [
    function(
      "is_number", [.required("obj"), .optional("check_complex", .bool(false))], "Whether it is a number, no array."
    ) { call in
      let isComplex = try call.bool("check_complex") && call.value("obj").typeName.hasPrefix("complex")
      return .bool(isComplex || isNumber(call.value("obj")))
    },
    test("is_integer", "Whether it is a whole number by its type.") { value, _ in isInteger(value) },
    test("is_array", "Whether it is a numpy array or number.") { value, _ in isArray(value) },
    test("is_array_like", "Whether it is a number, an array, a list or a tuple.") { value, _ in
      switch value {
      case .list, .tuple: true
      default: isNumber(value) || isArray(value)
      }
    },
    test("is_iterable", "Whether it can be gone through.") { value, interpreter in
      if let array = value.ndarray { return array.ndim > 0 }
      return (try? interpreter.iterator(value)) != nil
    },
    test("is_spmatrix", "Whether it is a SciPy matrix; there are none.") { _, _ in false },
  ]

  private static func isInteger(_ value: Value) -> Bool {
    switch value {
    case .int, .big, .bool: true
    default: (value.host() as NumberObject?)?.dtype.isInteger ?? false
    }
  }

  private static func isNumber(_ value: Value) -> Bool {
    if case .float = value { return true }
    guard let number: NumberObject = value.host() else { return isInteger(value) }
    return number.dtype.isInteger || number.dtype.isFloat
  }

  private static func isArray(_ value: Value) -> Bool {
    guard case .object(let object) = value else { return false }
    return object is ArrayObject || object is NumberObject
  }

  // MARK: shapes

  private static let shapes: [BuiltinFunction] = [
    function(
      "as_shape", [.required("x"), .optional("min_dim", .int(0))], "A number or some numbers as a shape."
    ) { call in
      .shape(padded(try dimensions(call.value("x"), call), try call.int("min_dim")))
    },
    function("broadcast_shape", [.required("shape"), .required("length")], "A shape with axes of 1 in front.") { call in
      .shape(padded(try dimensions(call.value("shape"), call), try call.int("length")))
    },
    function("compare", [.required("a"), .required("b")], "-1, 0 or 1, as a is below, equal to or above b.") { call in
      let (a, b) = (try call.real("a"), try call.real("b"))
      return .int(a < b ? -1 : a > b ? 1 : 0)
    },
    function(
      "array",
      [
        .required("x"), .omittable("dims"), .optional("min_dims", .int(0)), .optional("readonly", .bool(false)),
        .omittable("dtype"),
      ], "A copy as an array with a number of axes; new ones of 1 come last."
    ) { call in
      let x = try call.array("x", dtype: call.value("dtype").isNone ? nil : call.dtype()).copy()
      let wanted = max(try call.optionalInt("dims") ?? x.ndim, try call.int("min_dims"))
      if let dims = try call.optionalInt("dims"), x.ndim > dims {
        throw NengoError.validation(
          "Input cannot be cast to array with \(dims) dimensions (got \(x.ndim))", attribute: "dims")
      }
      guard wanted <= 32 else { throw ScriptError(.valueError, "an array has at most 32 axes (got \(wanted))") }
      var result = try x.reshaped(x.shape + Array(repeating: 1, count: max(wanted - x.ndim, 0)))
      result.isReadOnly = try call.bool("readonly")
      return .array(result)
    },
    function("meshgrid_nd", [.variadic("args")], "A grid over vectors; the first one varies along the first axis.") {
      call in
      let axes = try call.variadic.map { try NDArray(from: $0, call.interpreter).raveled() }
      let shape = axes.map(\.size)
      return .newTuple(
        try axes.enumerated().map { place, axis in
          let own = shape.indices.map { $0 == place ? shape[place] : 1 }
          return .array(try axis.reshaped(own).broadcast(to: shape).copy())
        })
    },
  ]

  private static func dimensions(_ value: Value, _ call: Call) throws -> [Int] {
    if let single = try call.interpreter.optionalIndex(value) { return [single] }
    return try call.interpreter.elements(of: value).map { try call.interpreter.index($0) }
  }

  private static func padded(_ shape: [Int], _ count: Int) -> [Int] {
    Array(repeating: 1, count: min(max(count - shape.count, 0), 64)) + shape
  }
}
