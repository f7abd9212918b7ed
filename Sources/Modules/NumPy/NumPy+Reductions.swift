import Arrays
import Language

/// Functions that fold axes away.
extension NumPy {
  static let reductions: [BuiltinFunction] = [
    function("sum", [.arrayLike(), .axes, .dtype, .out, .keepDims, initial], "The sum over axes.") {
      try fold(.add, $0)
    },
    function("prod", [.arrayLike(), .axes, .dtype, .out, .keepDims, initial], "The product over axes.") {
      try fold(.multiply, $0)
    },
    function("max", [.arrayLike(), .axes, .out, .keepDims, initial], "The greatest element over axes; nan wins.") {
      try fold(.maximum, $0)
    },
    function("min", [.arrayLike(), .axes, .out, .keepDims, initial], "The least element over axes; nan wins.") {
      try fold(.minimum, $0)
    },
    function("all", [.arrayLike(), .axes, .out, .keepDims], "Whether all elements are not 0.") {
      try fold(.logicalAnd, $0)
    },
    function("any", [.arrayLike(), .axes, .out, .keepDims], "Whether any element is not 0.") {
      try fold(.logicalOr, $0)
    },
    function("ptp", [.arrayLike(), .axes, .out, .keepDims], "The greatest less the least element.") { call in
      let (array, axes, keepDims) = (try call.array("a"), try call.optionalInts("axis"), try call.bool("keepdims"))
      return try call.giving(
        Reduction.fold(.maximum, array, axes: axes, keepDims: keepDims)
          - Reduction.fold(.minimum, array, axes: axes, keepDims: keepDims))
    },
    function("mean", [.arrayLike(), .axes, .dtype, .out, .keepDims], "The arithmetic mean over axes.") { call in
      let array = try call.array("a", dtype: call.optionalDType())
      return try reporting(call, array) {
        try Statistics.mean(array, axes: call.optionalInts("axis"), keepDims: call.bool("keepdims"), errors: &$0)
      }
    },
    function(
      "var", [.arrayLike(), .axes, .dtype, .out, ddof, .keepDims], "The variance over axes."
    ) { call in
      let array = try call.array("a", dtype: call.optionalDType())
      return try reporting(call, array) {
        try Statistics.variance(
          array, axes: call.optionalInts("axis"), ddof: call.float("ddof"), keepDims: call.bool("keepdims"), errors: &$0
        )
      }
    },
    function(
      "std", [.arrayLike(), .axes, .dtype, .out, ddof, .keepDims], "The standard deviation over axes."
    ) { call in
      let array = try call.array("a", dtype: call.optionalDType())
      return try reporting(call, array) {
        try Statistics.deviation(
          array, axes: call.optionalInts("axis"), ddof: call.float("ddof"), keepDims: call.bool("keepdims"), errors: &$0
        )
      }
    },
    function("count_nonzero", [.arrayLike(), .axes, .keepDims], "How many elements are not 0.") { call in
      let count = try Statistics.countNonzero(
        call.array("a"), axes: call.optionalInts("axis"), keepDims: call.bool("keepdims"))
      return .result(count)
    },
    function("argmax", [.arrayLike(), .axis, .out, .keepDims], "The index of the first greatest element.") { call in
      try call.giving(
        Sorting.argExtreme(
          call.array("a"), greatest: true, axis: call.optionalInt("axis"), keepDims: call.bool("keepdims")))
    },
    function("argmin", [.arrayLike(), .axis, .out, .keepDims], "The index of the first least element.") { call in
      try call.giving(
        Sorting.argExtreme(
          call.array("a"), greatest: false, axis: call.optionalInt("axis"), keepDims: call.bool("keepdims")))
    },
    function("cumsum", [.arrayLike(), .axis, .dtype, .out], "Running sums.") { call in
      try call.giving(
        Reduction.accumulate(.add, call.array("a"), axis: call.optionalInt("axis"), dtype: call.optionalDType()))
    },
    function("cumprod", [.arrayLike(), .axis, .dtype, .out], "Running products.") { call in
      try call.giving(
        Reduction.accumulate(.multiply, call.array("a"), axis: call.optionalInt("axis"), dtype: call.optionalDType()))
    },
  ]

  private static var initial: Parameter { .keyword("initial", .none, "a value that takes part in the folding") }

  private static var ddof: Parameter { .optional("ddof", .int(0), "taken off the number of elements in the divisor") }

  private static func fold(_ ufunc: BinaryUfunc, _ call: Call) throws -> Value {
    var events: FloatingErrors = []
    var result = try Reduction.fold(
      ufunc, call.array("a"), axes: call.optionalInts("axis"), keepDims: call.bool("keepdims"),
      dtype: call["dtype"] == nil ? nil : call.optionalDType(), errors: &events)
    if let initial = call["initial"], !initial.isNone {
      result = try ufunc.apply(.array(result), call.operand("initial"), errors: &events)
    }
    if !events.isEmpty { try ArrayArithmetic(call.interpreter).report(events, "reduce") }
    return try call.giving(result)
  }

  /// A mean or spread, with a warning where there is nothing to average.
  private static func reporting(
    _ call: Call, _ array: NDArray, _ body: (inout FloatingErrors) throws -> NDArray
  ) throws -> Value {
    if array.size == 0 { try call.interpreter.warn(.runtimeWarning, "Mean of empty slice.") }
    var events: FloatingErrors = []
    let result = try body(&events)
    if !events.isEmpty {
      try ArrayArithmetic(call.interpreter).report(events, result.ndim == 0 ? "scalar divide" : "divide")
    }
    return try call.giving(result)
  }

  // MARK: without nan

  static let nanReductions: [BuiltinFunction] = [
    function("nansum", [.arrayLike(), .axes, .dtype, .out, .keepDims], "The sum of what is not nan.") { call in
      try call.giving(
        Reduction.fold(
          .add, withoutNaN(call.array("a"), 0), axes: call.optionalInts("axis"), keepDims: call.bool("keepdims")))
    },
    function("nanprod", [.arrayLike(), .axes, .dtype, .out, .keepDims], "The product of what is not nan.") { call in
      try call.giving(
        Reduction.fold(
          .multiply, withoutNaN(call.array("a"), 1), axes: call.optionalInts("axis"), keepDims: call.bool("keepdims")))
    },
    function("nanmean", [.arrayLike(), .axes, .dtype, .out, .keepDims], "The mean of what is not nan.") { call in
      try call.giving(nanMean(call.array("a"), call.optionalInts("axis"), call.bool("keepdims"), call.interpreter))
    },
    function(
      "nanstd", [.arrayLike(), .axes, .dtype, .out, ddof, .keepDims], "The standard deviation of what is not nan."
    ) {
      call in
      let (array, axes) = (try call.array("a"), try call.optionalInts("axis"))
      let center = try nanMean(array, axes, true, call.interpreter)
      let squares = try withoutNaN(UnaryUfunc.square(array - center), 0)
      let total = try Reduction.fold(.add, squares, axes: axes, keepDims: call.bool("keepdims"))
      let count = try counts(array, axes, call.bool("keepdims"))
      return try call.giving(UnaryUfunc.sqrt(total / (count - call.float("ddof"))))
    },
    function("nanmax", [.arrayLike(), .axes, .out, .keepDims], "The greatest of what is not nan.") {
      try nanExtreme(.maximum, -.infinity, $0)
    },
    function("nanmin", [.arrayLike(), .axes, .out, .keepDims], "The least of what is not nan.") {
      try nanExtreme(.minimum, .infinity, $0)
    },
    function("nanargmax", [.arrayLike(), .axis], "The index of the first greatest element that is not nan.") { call in
      .result(
        try Sorting.argExtreme(
          withoutNaN(call.array("a"), -.infinity), greatest: true, axis: call.optionalInt("axis")))
    },
    function("nanargmin", [.arrayLike(), .axis], "The index of the first least element that is not nan.") { call in
      .result(
        try Sorting.argExtreme(
          withoutNaN(call.array("a"), .infinity), greatest: false, axis: call.optionalInt("axis")))
    },
  ]

  private static func withoutNaN(_ array: NDArray, _ value: Double) throws -> NDArray {
    guard array.dtype.isFloat else { return array }
    return try Picking.choose(UnaryUfunc.isnan(array), .weakFloat(value), .array(array))
  }

  /// How many elements are not nan.
  private static func counts(_ array: NDArray, _ axes: [Int]?, _ keepDims: Bool) throws -> NDArray {
    let present =
      try array.dtype.isFloat
      ? UnaryUfunc.logicalNot(UnaryUfunc.isnan(array)) : NDArray(repeating: 1, shape: array.shape, dtype: .bool)
    return try Statistics.countNonzero(present, axes: axes, keepDims: keepDims)
  }

  private static func nanMean(
    _ array: NDArray, _ axes: [Int]?, _ keepDims: Bool, _ interpreter: Interpreter
  ) throws -> NDArray {
    let total = try Reduction.fold(.add, withoutNaN(array, 0), axes: axes, keepDims: keepDims)
    let count = try counts(array, axes, keepDims)
    if count.ints.contains(0) { try interpreter.warn(.runtimeWarning, "Mean of empty slice") }
    let mean = try total / count
    return try mean.cast(to: array.dtype.isFloat ? array.dtype : .float64)
  }

  private static func nanExtreme(_ ufunc: BinaryUfunc, _ neutral: Double, _ call: Call) throws -> Value {
    let (array, axes, keepDims) = (try call.array("a"), try call.optionalInts("axis"), try call.bool("keepdims"))
    var result = try Reduction.fold(ufunc, withoutNaN(array, neutral), axes: axes, keepDims: keepDims)
    if array.dtype.isFloat {
      let none = try BinaryUfunc.equal(counts(array, axes, keepDims), NDArray(scalar: 0))
      if none.bools.contains(true) {
        try call.interpreter.warn(.runtimeWarning, "All-NaN slice encountered")
        result = try Picking.choose(none, .weakFloat(.nan), .array(result))
      }
    }
    return try call.giving(result)
  }
}
