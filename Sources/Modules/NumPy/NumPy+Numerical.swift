import Arrays
import Language

/// Interpolation, differences, convolution, polynomials, functions applied piece by piece.
extension NumPy {
  static let numerical: [BuiltinFunction] = [
    function(
      "diff", [.arrayLike(), .optional("n", .int(1), "how often"), .axis(-1)], "Differences of neighbours."
    ) { .array(try Numerical.differences($0.array("a"), times: $0.int("n"), axis: $0.int("axis"))) },
    function("ediff1d", [.arrayLike("ary")], "Differences of neighbours in the raveled array.") {
      .array(try Numerical.differences($0.array("ary").raveled()))
    },
    function(
      "unwrap",
      [
        .arrayLike("p", "angles"), .optional("discont", .none, "the greatest step that stays"), .axis(-1),
        .keyword("period", .float(2 * .pi)),
      ], "Angles made continuous."
    ) { call in
      let period = try call.real("period")
      guard period > 0 else { throw ScriptError(.valueError, "period must be above 0 (got \(period))") }
      return .array(
        try Numerical.unwrap(
          call.array("p"), axis: call.int("axis"), period: period, jump: call.optionalFloat("discont")))
    },
    function(
      "interp",
      [
        .arrayLike("x"), .arrayLike("xp", "ascending positions"), .arrayLike("fp", "values there"),
        .optional("left", .none, "value below xp[0]"), .optional("right", .none, "value above xp[-1]"),
      ], "The piecewise linear function through given points."
    ) { call in
      .result(
        try Numerical.interpolate(
          call.array("x"), call.array("xp"), call.array("fp"), left: call.optionalFloat("left"),
          right: call.optionalFloat("right")))
    },
    function(
      "convolve", [.arrayLike("a"), .arrayLike("v"), .optional("mode", .string("full"), "'full', 'same' or 'valid'")],
      "The convolution of two vectors."
    ) { .array(try Numerical.convolve($0.array("a"), $0.array("v"), mode($0))) },
    function(
      "correlate",
      [.arrayLike("a"), .arrayLike("v"), .optional("mode", .string("valid"), "'full', 'same' or 'valid'")],
      "The correlation of two vectors."
    ) { call in
      let (a, v) = (try call.array("a"), try call.array("v"))
      // The longer vector leads; the order of the lags turns round with it.
      if a.size >= v.size { return .array(try Numerical.convolve(a, Assembly.flip(v), mode(call))) }
      return .array(try Assembly.flip(Numerical.convolve(v, Assembly.flip(a), mode(call))))
    },
    function(
      "gradient",
      [
        .arrayLike("f"), .variadic("varargs", "distance of samples, or their positions"),
        .keyword("axis", .none, "axis or axes"),
      ],
      "Slopes by central differences."
    ) { call in
      let array = try call.array("f")
      let axes = try Reduction.axes(call.optionalInts("axis"), ndim: array.ndim)
      guard call.variadic.count <= 1 || call.variadic.count == axes.count else {
        throw ScriptError(.typeError, "invalid number of arguments")
      }
      let slopes = try axes.enumerated().map { place, axis in
        let spacing =
          try call.variadic.isEmpty
          ? nil : NDArray(from: call.variadic[min(place, call.variadic.count - 1)], call.interpreter)
        return Value.array(try Numerical.gradient(array, spacing: spacing, axis: axis))
      }
      return slopes.count == 1 ? slopes[0] : .newTuple(slopes)
    },
    function(
      "trapezoid",
      [
        .arrayLike("y"), .optional("x", .none, "positions of the samples"),
        .optional("dx", .float(1), "their distance"), .axis(-1),
      ],
      "The area under samples."
    ) { call in
      .result(
        try Numerical.trapezoid(
          call.array("y"), x: call.optionalArray("x"), dx: call.float("dx"), axis: call.int("axis")))
    },
    function(
      "polyval", [.arrayLike("p", "coefficients, highest power first"), .arrayLike("x")], "A polynomial's values."
    ) {
      .result(try Numerical.polynomial($0.array("p"), at: $0.array("x")))
    },
    function(
      "polyfit", [.arrayLike("x"), .arrayLike("y"), .required("deg", "degree")],
      "The polynomial of a degree that fits points best, highest power first."
    ) { call in
      let (x, y, degree) = (
        try call.array("x", dtype: .float64), try call.array("y", dtype: .float64), try call.int("deg")
      )
      guard degree >= 0 else { throw ScriptError(.valueError, "expected deg >= 0") }
      guard degree < 1 << 20 else { throw ScriptError(.valueError, "deg is too large: \(degree)") }
      guard x.ndim == 1, x.size > 0 else { throw ScriptError(.typeError, "expected 1D vector for x") }
      guard y.shape.first == x.size else { throw ScriptError(.typeError, "expected x and y to have same length") }
      let powers = try BinaryUfunc.power(
        x.expandingDims([1]), Assembly.flip(Creation.arange(0, degree + 1, 1, dtype: .float64)))
      // Columns of unit length keep the system well conditioned.
      let scale = try UnaryUfunc.sqrt(Reduction.fold(.add, UnaryUfunc.square(powers), axes: [0]))
      let fit = try LinearAlgebra.leastSquares(powers / scale, y, rcond: Double(x.size) * 0x1p-52).x
      return .array(try fit.ndim == 1 ? fit / scale : fit / scale.expandingDims([1]))
    },
    function(
      "apply_along_axis",
      [
        .required("func1d", "a function of a vector"), .required("axis", "axis that the vectors lie along"),
        .arrayLike("arr"), .variadic("args", "more arguments"), .keywords("kwargs", "more arguments"),
      ], "A function applied to each vector along an axis."
    ) { call in
      let array = try call.array("arr")
      let axis = try normalized(axis: call.int("axis"), ndim: array.ndim)
      let rows = try array.movingAxes([axis], to: [-1]).contiguous()
      let outer = Array(rows.shape.dropLast()), length = rows.shape[rows.ndim - 1]
      let vectors = try rows.reshaped([-1, length])
      let results = try (0..<vectors.shape[0]).map { row in
        try NDArray(
          from: call.interpreter.call(
            call.value("func1d"), [.array(vectors[row: row])] + call.variadic, call.keywords), call.interpreter)
      }
      guard let first = results.first else {
        throw ScriptError(.valueError, "Cannot apply_along_axis when any iteration dimensions are 0")
      }
      let stacked = try Assembly.stack(results).reshaped(outer + first.shape)
      let moved =
        try first.ndim == 0
        ? stacked : stacked.movingAxes(Array(outer.count..<stacked.ndim), to: Array(axis..<(axis + first.ndim)))
      return .result(moved)
    },
    function("ndenumerate", [.arrayLike("arr")], "Pairs of an index and its element.") { call in
      .object(IndexWalk(try call.array("arr").shape, elements: try call.array("arr")))
    },
  ]

  private static func mode(_ call: Call) throws -> Numerical.ConvolutionMode {
    let name = try call.string("mode")
    guard let mode = Numerical.ConvolutionMode(rawValue: name) else {
      throw ScriptError(.valueError, "mode must be one of 'valid', 'same', or 'full' (got '\(name)')")
    }
    return mode
  }
}
