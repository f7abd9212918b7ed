import Arrays
import Language

/// Making arrays.
extension NumPy {
  static let creation: [BuiltinFunction] = [
    function("zeros", [.shape, .dtype, .order], "An array of zeros.") { call in
      .array(try NDArray(zeros: call.shape("shape"), dtype: call.dtype()))
    },
    function("ones", [.shape, .dtype, .order], "An array of ones.") { call in
      .array(try NDArray(repeating: 1, shape: call.shape("shape"), dtype: call.dtype()))
    },
    function("empty", [.shape, .dtype, .order], "An array for elements yet to be written (zeros here).") { call in
      .array(try NDArray(zeros: call.shape("shape"), dtype: call.dtype()))
    },
    function(
      "full", [.shape, .required("fill_value", "the value of all elements"), .dtype, .order],
      "An array with one value everywhere; its type is that of the value."
    ) { call in
      .array(try filled(call.shape("shape"), call.array("fill_value", dtype: call.optionalDType())))
    },
    like("zeros_like", "An array of zeros shaped like another.") { _ in NDArray(scalar: 0) },
    like("ones_like", "An array of ones shaped like another.") { _ in NDArray(scalar: 1) },
    like("empty_like", "An array shaped like another (zeros here).") { _ in NDArray(scalar: 0) },
    like(
      "full_like", "An array shaped like another with one value everywhere.",
      [.required("fill_value", "the value of all elements")]
    ) { try $0.array("fill_value") },
    function(
      "eye",
      [
        .required("N", "rows"), .optional("M", .none, "columns, by default as many as rows"),
        .optional("k", .int(0), "which diagonal: above the main one if positive"), .dtype,
      ], "A matrix with ones on a diagonal."
    ) { call in
      .array(
        try Creation.eye(call.int("N"), call.optionalInt("M"), k: call.int("k"), dtype: call.dtype()))
    },
    function("identity", [.required("n", "rows and columns"), .dtype], "The identity matrix.") { call in
      .array(try Creation.eye(call.int("n"), dtype: call.dtype()))
    },
    function(
      "arange",
      [
        .required("start", "the first number, or the end if it is the only argument"),
        .omittable("stop", "where to stop, itself left out"), .omittable("step", shown: "1", "distance of neighbours"),
        .dtype,
      ], "Numbers from start up to stop in equal steps."
    ) { call in .array(try range(call)) },
    function(
      "linspace",
      [
        .required("start", "the first number"), .required("stop", "the last number"),
        .optional("num", .int(50), "how many"), .optional("endpoint", .bool(true), "whether stop is among them"),
        .optional("retstep", .bool(false), "whether to give the step too"), .dtype, .axis(0),
      ], "Numbers from start to stop, equally spaced."
    ) { call in
      let (values, step) = try Creation.linspace(
        call.array("start"), call.array("stop"), count: call.int("num"), endpoint: call.bool("endpoint"),
        dtype: call.optionalDType())
      let moved = try values.movingAxes([0], to: [call.int("axis")])
      return try call.bool("retstep") ? .newTuple([.array(moved), .result(step)]) : .array(moved)
    },
    function(
      "logspace",
      [
        .required("start", "exponent of the first number"), .required("stop", "exponent of the last number"),
        .optional("num", .int(50), "how many"), .optional("endpoint", .bool(true), "whether the last is among them"),
        .optional("base", .float(10), "the base"), .dtype,
      ], "Powers of a base, exponents equally spaced."
    ) { call in
      let exponents = try Creation.linspace(
        call.array("start"), call.array("stop"), count: call.int("num"), endpoint: call.bool("endpoint")
      ).values
      return .array(
        try BinaryUfunc.power(NDArray(scalar: call.float("base")), exponents).cast(to: call.dtype()))
    },
    function(
      "meshgrid",
      [
        .variadic("xi", "vectors"), .keyword("indexing", .string("xy"), "'xy' swaps the first two axes, 'ij' does not"),
        .keyword("sparse", .bool(false), "must be False"), .keyword("copy", .bool(true), "accepted"),
      ], "Coordinate arrays of a grid."
    ) { call in
      let indexing = try call.string("indexing")
      guard indexing == "xy" || indexing == "ij" else {
        throw ScriptError(.valueError, "Valid values for `indexing` are 'xy' and 'ij'.")
      }
      guard try !call.bool("sparse") else {
        throw ScriptError(.notImplementedError, "numpy.meshgrid: sparse=True is not supported")
      }
      let vectors = try call.variadic.map { try NDArray(from: $0, call.interpreter) }
      return .newTuple(try Creation.meshgrid(vectors, xy: indexing == "xy").map { .array($0) })
    },
    function(
      "diag", [.arrayLike("v"), .optional("k", .int(0), "which diagonal")],
      "A matrix with a vector on its diagonal, or the diagonal of a matrix."
    ) { call in
      let array = try call.array("v")
      guard (1...2).contains(array.ndim) else { throw ScriptError(.valueError, "Input must be 1- or 2-d.") }
      return .array(
        try array.ndim == 1 ? Creation.diagonal(array, k: call.int("k")) : array.diagonal(call.int("k")).copied())
    },
    function(
      "tril", [.arrayLike("m"), .optional("k", .int(0), "which diagonal")], "A copy with zeros above a diagonal."
    ) {
      .array(try Creation.triangle($0.array("m"), k: $0.int("k"), lower: true))
    },
    function(
      "triu", [.arrayLike("m"), .optional("k", .int(0), "which diagonal")], "A copy with zeros below a diagonal."
    ) {
      .array(try Creation.triangle($0.array("m"), k: $0.int("k"), lower: false))
    },
  ]

  /// A function that makes an array in the shape and, unless told otherwise, the type of its first argument.
  private static func like(
    _ name: String, _ summary: String, _ more: [Parameter] = [], _ value: @escaping (Call) throws -> NDArray
  ) -> BuiltinFunction {
    function(
      name,
      [.arrayLike()] + more + [
        .dtype, .optional("order", .string("K"), "accepted"),
        .optional("subok", .bool(true), "accepted"), .optional("shape", .none, "another shape"),
      ], summary
    ) { call in
      let model = try call.array("a")
      let result = try NDArray(
        zeros: call.optionalShape("shape") ?? model.shape, dtype: call.optionalDType() ?? model.dtype)
      try result.fill(with: value(call))
      return .array(result)
    }
  }

  private static func filled(_ shape: [Int], _ value: NDArray) throws -> NDArray {
    let result = try NDArray(zeros: shape, dtype: value.dtype)
    try result.fill(with: value)
    return result
  }

  private static func range(_ call: Call) throws -> NDArray {
    let given = ["start", "stop", "step"].map { call[$0].flatMap { $0.isNone ? nil : $0 } }
    let bounds: (start: Value, stop: Value) =
      given[1].map { (call.value("start"), $0) } ?? (.int(0), call.value("start"))
    let step = given[2] ?? .int(1)
    let dtype = try call.optionalDType()
    let interpreter = call.interpreter
    if let start = try interpreter.optionalIndex(bounds.start), let stop = try interpreter.optionalIndex(bounds.stop),
      let step = try interpreter.optionalIndex(step)
    {
      return try Creation.arange(start, stop, step, dtype: dtype ?? .int64)
    }
    let array = try Creation.arange(
      interpreter.float(bounds.start), interpreter.float(bounds.stop), interpreter.float(step))
    return try array.cast(to: dtype ?? .float64)
  }

  // MARK: conversion

  static let conversion: [BuiltinFunction] = [
    function(
      "array",
      [
        .required("object", "nested sequences of numbers, an array, a number"), .dtype,
        .keyword("copy", .bool(true), "whether to copy an array that fits already"),
        .keyword("order", .string("K"), "accepted"), .keyword("subok", .bool(false), "accepted"),
        .keyword("ndmin", .int(0), "least number of axes"),
      ], "An array of numbers."
    ) { call in
      let object = call.value("object")
      var array = try call.array("object", dtype: call.optionalDType())
      let isShared = object.ndarray.map { $0.buffer === array.buffer } ?? false
      if isShared {
        guard try call.bool("copy") else { return object }
        array = try array.copied()
      }
      let missing = try call.int("ndmin") - array.ndim
      return .array(missing > 0 ? try array.expandingDims(Array(0..<missing)) : array)
    },
    sharing("asarray"), sharing("asanyarray"),
    sharing("ascontiguousarray"),
    function("copy", [.arrayLike(), .order], "A copy of an array.") { .array(try $0.array("a").copied()) },
    function("atleast_1d", [.variadic("arys", "arrays")], "Arrays with at least one axis.") { call in
      try each(call) { try Assembly.atLeast1D($0) }
    },
    function("atleast_2d", [.variadic("arys", "arrays")], "Arrays with at least two axes.") { call in
      try each(call) { try Assembly.atLeast2D($0) }
    },
    function(
      "vander",
      [.arrayLike("x"), .optional("N", .none, "columns"), .optional("increasing", .bool(false), "order of powers")],
      "The matrix of the powers of a vector's elements."
    ) { call in
      let x = try call.array("x")
      let count = try call.optionalInt("N") ?? x.size
      let powers = try Creation.arange(0, count, 1)
      let exponents = try call.bool("increasing") ? powers : Assembly.flip(powers)
      return .array(try BinaryUfunc.power(x.expandingDims([1]), exponents))
    },
  ]

  /// The argument itself where it is an array of the wanted type, else a new array.
  private static func sharing(_ name: String) -> BuiltinFunction {
    function(
      name, [.arrayLike(), .dtype, .optional("order", .none, "accepted"), .keyword("copy", .none, "whether to copy")],
      "The argument as an array, without a copy where it is one of that type."
    ) { call in
      let array = try call.array("a", dtype: call.optionalDType())
      let wantsCopy = call["copy"].map { if case .bool(true) = $0 { true } else { false } } ?? false
      if !wantsCopy, let object = call.value("a").host(as: ArrayObject.self), object.array.buffer === array.buffer {
        if name != "ascontiguousarray" || array.isContiguous { return .object(object) }
      }
      return .array(wantsCopy || (name == "ascontiguousarray" && !array.isContiguous) ? try array.copied() : array)
    }
  }

  /// One result for one argument, a tuple for several.
  static func each(_ call: Call, _ transform: (NDArray) throws -> NDArray) throws -> Value {
    let results = try call.variadic.map { value -> Value in
      let result = try transform(NDArray(from: value, call.interpreter))
      return value.host(as: ArrayObject.self)?.sharing(result) ?? .array(result)
    }
    return results.count == 1 ? results[0] : .newTuple(results)
  }
}
