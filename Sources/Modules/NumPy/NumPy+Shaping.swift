import Arrays
import Language

/// Shapes, axes and the order of elements.
extension NumPy {
  static let shaping: [BuiltinFunction] = [
    function(
      "reshape", [.arrayLike(), .required("shape", "new extents; one may be -1", type: "int | tuple"), .order],
      "The same elements in another shape."
    ) { call in
      try viewing(call) { try reshaped($0, call.shape("shape"), columnMajor: call.isColumnMajor) }
    },
    function("ravel", [.arrayLike(), .order], "All elements in one axis.") { call in
      try viewing(call) { try call.isColumnMajor ? $0.transposed.raveled() : $0.raveled() }
    },
    function(
      "transpose", [.arrayLike(), .optional("axes", .none, "order of the axes; None reverses it")],
      "The axes in another order."
    ) { call in try viewing(call) { try $0.transposed(call.optionalInts("axes")) } },
    function(
      "swapaxes", [.arrayLike(), .required("axis1", "an axis"), .required("axis2", "another")], "Two axes exchanged."
    ) {
      call in try viewing(call) { try $0.swappingAxes(call.int("axis1"), call.int("axis2")) }
    },
    function(
      "moveaxis", [.arrayLike(), .required("source", "axis or axes"), .required("destination", "their new places")],
      "Axes moved to other places."
    ) { call in try viewing(call) { try $0.movingAxes(call.ints("source"), to: call.ints("destination")) } },
    function(
      "squeeze", [.arrayLike(), .optional("axis", .none, "axes to drop; None drops all of extent 1")],
      "The array without axes of extent 1."
    ) { call in try viewing(call) { try $0.squeezed(call.optionalInts("axis")) } },
    function(
      "expand_dims", [.arrayLike(), .required("axis", "where new axes go")], "The array with new axes of extent 1."
    ) {
      call in try viewing(call) { try $0.expandingDims(call.ints("axis")) }
    },
    function(
      "diagonal",
      [
        .arrayLike(), .optional("offset", .int(0), "which diagonal"), .optional("axis1", .int(0), "an axis"),
        .optional("axis2", .int(1), "another"),
      ], "A diagonal of two axes."
    ) { call in
      try viewing(call) { try $0.diagonal(call.int("offset"), axes: (call.int("axis1"), call.int("axis2"))) }
    },
    function("broadcast_to", [.arrayLike("array"), .shape], "A read-only view stretched to a shape.") { call in
      .array(try call.array("array").broadcast(to: call.shape("shape")))
    },
    function("broadcast_arrays", [.variadic("args", "arrays")], "Arrays stretched to a common shape.") { call in
      let arrays = try call.variadic.map { try NDArray(from: $0, call.interpreter) }
      let shape = try Broadcasting.shape(arrays.map(\.shape))
      return .newTuple(try arrays.map { .array(try $0.broadcast(to: shape)) })
    },
    function("broadcast_shapes", [.variadic("args", "shapes")], "The shape that shapes stretch to.") { call in
      .shape(try Broadcasting.shape(call.variadic.map { try call.interpreter.ints($0) }))
    },
    function("flip", [.arrayLike("m"), .axes], "Elements of axes in reverse.") { call in
      try viewing(call, "m") { try Assembly.flip($0, axes: call.optionalInts("axis")) }
    },
    function("fliplr", [.arrayLike("m")], "Columns in reverse.") { call in
      try viewing(call, "m") { array in
        guard array.ndim >= 2 else { throw ScriptError(.valueError, "Input must be >= 2-d.") }
        return try Assembly.flip(array, axes: [1])
      }
    },
    function("flipud", [.arrayLike("m")], "Rows in reverse.") { call in
      try viewing(call, "m") { try Assembly.flip($0, axes: [0]) }
    },
    function("ndim", [.arrayLike()], "The number of axes.") { .int(try $0.array("a").ndim) },
    function("shape", [.arrayLike()], "The extents of the axes.") { .shape(try $0.array("a").shape) },
    function("size", [.arrayLike(), .axis], "The number of elements, or the extent of an axis.") { call in
      let array = try call.array("a")
      guard let axis = try call.optionalInt("axis") else { return .int(array.size) }
      return .int(array.shape[try normalized(axis: axis, ndim: array.ndim)])
    },
  ]

  /// What `change` makes of the argument, as a view of the argument's memory where it is one.
  private static func viewing(
    _ call: Call, _ name: String = "a", _ change: (NDArray) throws -> NDArray
  ) throws -> Value {
    let result = try change(call.array(name))
    return call.value(name).host(as: ArrayObject.self)?.sharing(result) ?? .array(result)
  }

  static func reshaped(_ array: NDArray, _ shape: [Int], columnMajor: Bool) throws -> NDArray {
    columnMajor ? try array.transposed.reshaped(shape.reversed()).transposed : try array.reshaped(shape)
  }

  // MARK: putting together and taking apart

  static let assembly: [BuiltinFunction] = [
    function(
      "concatenate",
      [
        .required("arrays", "a sequence of arrays"), .axis(0, "axis along which they are joined; None joins them flat"),
        .out, .dtype,
      ], "Arrays joined along an axis."
    ) { call in
      try call.giving(
        Assembly.concatenate(call.arrays("arrays"), axis: call.optionalInt("axis"), dtype: call.optionalDType()))
    },
    function(
      "stack", [.required("arrays", "a sequence of arrays of one shape"), .axis(0, "where the new axis goes"), .out],
      "Arrays joined along a new axis."
    ) { try $0.giving(Assembly.stack($0.arrays("arrays"), axis: $0.int("axis"))) },
    joining("vstack", "Arrays as rows below each other.", Assembly.vstack),
    joining("hstack", "Arrays side by side.", Assembly.hstack),
    joining("dstack", "Arrays along the third axis.", Assembly.dstack),
    joining("column_stack", "Vectors as the columns of a matrix.", Assembly.columnStack),
    function(
      "tile", [.arrayLike("A"), .required("reps", "repetitions along each axis")], "An array repeated as a whole."
    ) {
      .array(try Assembly.tile($0.array("A"), $0.ints("reps")))
    },
    function(
      "repeat", [.arrayLike(), .required("repeats", "one count, or one for each element"), .axis],
      "Each element repeated."
    ) { .array(try Assembly.repeat($0.array("a"), $0.ints("repeats"), axis: $0.optionalInt("axis"))) },
    function("roll", [.arrayLike(), .required("shift", "places to the right"), .axes], "Elements shifted around.") {
      .array(try Assembly.roll($0.array("a"), $0.ints("shift"), axes: $0.optionalInts("axis")))
    },
    splitting("split", exactly: true, "Parts of an array: so many equal ones, or cut before the indices given."),
    splitting("array_split", exactly: false, "Parts of an array, as equal as can be."),
    function(
      "append", [.arrayLike("arr"), .arrayLike("values", "what follows"), .axis], "An array with more at its end."
    ) {
      .array(try Assembly.concatenate([$0.array("arr"), $0.array("values")], axis: $0.optionalInt("axis")))
    },
    function(
      "insert", [.arrayLike("arr"), .required("obj", "index or indices"), .arrayLike("values", "what goes in"), .axis],
      "An array with values put in before indices."
    ) { call in
      let (array, axis) = (try call.array("arr"), try call.optionalInt("axis"))
      return .array(
        try Assembly.insert(array, picks(call, "obj", array, axis), call.array("values", dtype: nil), axis: axis))
    },
    function(
      "delete", [.arrayLike("arr"), .required("obj", "index or indices"), .axis], "An array without some of its parts."
    ) {
      call in
      let (array, axis) = (try call.array("arr"), try call.optionalInt("axis"))
      return .array(try Assembly.delete(array, picks(call, "obj", array, axis), axis: axis))
    },
    function(
      "pad",
      [
        .arrayLike("array"), .required("pad_width", "n, (before, after), or one pair for each axis"),
        .optional("mode", .string("constant"), "'constant' or 'edge'"),
        .keyword("constant_values", .int(0), "what the margins hold"),
      ], "An array with margins."
    ) { call in .array(try padded(call)) },
  ]

  private static func joining(
    _ name: String, _ summary: String, _ join: @escaping @Sendable ([NDArray]) throws -> NDArray
  ) -> BuiltinFunction {
    function(name, [.required("tup", "a sequence of arrays")], summary) { .array(try join($0.arrays("tup"))) }
  }

  private static func splitting(_ name: String, exactly: Bool, _ summary: String) -> BuiltinFunction {
    function(
      name, [.arrayLike("ary"), .required("indices_or_sections", "how many parts, or where to cut"), .axis(0)], summary
    ) { call in
      let (array, axis) = (try call.array("ary"), try call.int("axis"))
      let cuts = call.value("indices_or_sections")
      let parts: [NDArray]
      if let sections = try call.interpreter.optionalIndex(cuts) {
        parts = try Assembly.split(array, sections: sections, axis: axis, exactly: exactly)
      } else {
        parts = try Assembly.split(array, at: call.ints("indices_or_sections"), axis: axis)
      }
      let object = call.value("ary").host(as: ArrayObject.self)
      return .newList(parts.map { object?.view($0) ?? .array($0) })
    }
  }

  /// The indices along an axis that an int, a list, a slice or a mask picks.
  private static func picks(_ call: Call, _ name: String, _ array: NDArray, _ axis: Int?) throws -> [Int] {
    let extent = try axis.map { array.shape[try normalized(axis: $0, ndim: array.ndim)] } ?? array.size
    if case .object(let slice as SliceObject) = call.value(name) {
      let range = try call.interpreter.resolve(slice, length: extent)
      return (0..<range.count).map { range.start + $0 * range.step }
    }
    let indices = try call.array(name)
    return indices.dtype == .bool ? Picking.nonzero(indices.raveled())[0].ints : indices.ints
  }

  private static func padded(_ call: Call) throws -> NDArray {
    let array = try call.array("array")
    let widths = try pairs(call.array("pad_width"), array.ndim).ints
    let sides = (0..<array.ndim).map { (widths[2 * $0], widths[2 * $0 + 1]) }
    switch try call.string("mode") {
    case "edge": return try Assembly.pad(array, sides, .edge)
    case "constant":
      let values = try call.array("constant_values")
      guard values.size > 1 else { return try Assembly.pad(array, sides, .constant(.array(values.reshaped([])))) }
      throw ScriptError(.notImplementedError, "numpy.pad: several constant_values are not supported")
    case let mode: throw ScriptError(.notImplementedError, "numpy.pad: mode='\(mode)' is not supported")
    }
  }

  /// n, (before, after), ((before, after),) or one pair for each axis, as [ndim, 2].
  private static func pairs(_ widths: NDArray, _ ndim: Int) throws -> NDArray {
    try (widths.shape == [1] ? widths.reshaped([]) : widths).broadcast(to: [ndim, 2])
  }
}
