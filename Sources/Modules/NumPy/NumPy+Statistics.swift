import Arrays
import Language

/// Order statistics, weighted averages, counts and covariances.
extension NumPy {
  static let statistics: [BuiltinFunction] = [
    function(
      "median", [.arrayLike(), .axes, .out, .optional("overwrite_input", .bool(false), "accepted"), .keepDims],
      "The middle value over axes."
    ) { call in
      let array = try call.array("a")
      if array.size == 0 { try call.interpreter.warn(.runtimeWarning, "Mean of empty slice.") }
      return try call.giving(
        Statistics.median(array, axes: call.optionalInts("axis"), keepDims: call.bool("keepdims")))
    },
    quantile("percentile", "Percentiles by linear interpolation.", scale: 100),
    quantile("quantile", "Quantiles by linear interpolation.", scale: 1),
    function(
      "average",
      [
        .arrayLike(), .axes, .optional("weights", .none, "weights, in the shape of a or of its axis"),
        .optional("returned", .bool(false), "whether to give the sum of the weights too"),
        .keyword("keepdims", .bool(false), "whether the folded axes stay"),
      ], "A weighted mean."
    ) { call in
      let (array, axes) = (try call.array("a"), try call.optionalInts("axis"))
      guard try !call.bool("returned") else {
        throw ScriptError(.notImplementedError, "numpy.average: returned=True is not supported")
      }
      guard var weights = try call.optionalArray("weights") else {
        return .result(try Statistics.mean(array, axes: axes, keepDims: call.bool("keepdims")))
      }
      if weights.shape != array.shape {
        guard let axis = axes?.first, axes?.count == 1, weights.ndim == 1 else {
          throw ScriptError(.typeError, "Axis must be specified when shapes of a and weights differ.")
        }
        let place = try normalized(axis: axis, ndim: array.ndim)
        guard weights.size == array.shape[place] else {
          throw ScriptError(.valueError, "Shape of weights must be consistent with shape of a along specified axis.")
        }
        var shape = [Int](repeating: 1, count: array.ndim)
        shape[place] = weights.size
        weights = try weights.reshaped(shape).broadcast(to: array.shape)
      }
      let total = try Reduction.fold(.add, weights, axes: axes, keepDims: call.bool("keepdims"))
      guard !total.doubles.contains(0) else {
        throw ScriptError(.zeroDivisionError, "Weights sum to zero, can't be normalized")
      }
      return .result(
        try Reduction.fold(.add, array * weights, axes: axes, keepDims: call.bool("keepdims")) / total)
    },
    function(
      "bincount",
      [
        .arrayLike("x"), .optional("weights", .none, "a weight for each element"),
        .optional("minlength", .int(0), "least length"),
      ],
      "How often each whole number occurs."
    ) { call in
      .array(
        // A sequence of floats is cut to whole numbers, an array of them is refused.
        try Statistics.bincount(
          call.array("x", dtype: call.value("x").ndarray == nil ? .int64 : nil), weights: call.optionalArray("weights"),
          minimum: call.int("minlength")))
    },
    function(
      "histogram",
      binning + [
        .optional("density", .bool(false), "whether to scale to an area of 1"), .optional("weights", .none, "weights"),
      ], "Counts of values in bins, and the edges of the bins."
    ) { call in
      let (array, edges) = (try call.array("a"), try edges(call))
      let counts = try Statistics.histogram(
        array, edges: edges, density: call.bool("density"), weights: call.optionalArray("weights"))
      return .newTuple([.array(counts), .array(edges)])
    },
    function("histogram_bin_edges", binning, "The edges of bins.") { .array(try edges($0)) },
    function(
      "cov",
      covarying + [
        .optional("bias", .bool(false), "whether to divide by n"),
        .optional("ddof", .none, "taken off n in the divisor"),
      ], "Covariances of variables."
    ) { call in
      let ddof = try call.optionalFloat("ddof") ?? (call.bool("bias") ? 0 : 1)
      return .result(try Statistics.covariance(variables(call), rowVariables: rowVariables(call), ddof: ddof))
    },
    function("corrcoef", covarying, "Correlations of variables.") { call in
      let covariance = try Statistics.covariance(variables(call), rowVariables: rowVariables(call), ddof: 1)
      guard covariance.ndim == 2 else { return .result(try covariance / covariance) }
      let spread = try UnaryUfunc.sqrt(covariance.diagonal())
      let scaled = try covariance / spread.expandingDims([1]) / spread.expandingDims([0])
      return .array(try Numerical.clip(.array(scaled), .weakInt(-1), .weakInt(1)))
    },
  ]

  private static func quantile(_ name: String, _ summary: String, scale: Double) -> BuiltinFunction {
    function(
      name,
      [
        .arrayLike(), .required("q", "what to find, in 0 to \(Int(scale))"), .axes, .out,
        .optional("overwrite_input", .bool(false), "accepted"),
        .optional("method", .string("linear"), "must be 'linear'"),
        .keepDims,
      ], summary
    ) { call in
      let method = try call.string("method")
      guard method == "linear" else {
        throw ScriptError(.notImplementedError, "numpy.\(name): method='\(method)' is not supported")
      }
      let fractions = try call.array("q", dtype: .float64) / scale
      guard fractions.doubles.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
        throw ScriptError(
          .valueError,
          scale == 1 ? "Quantiles must be in the range [0, 1]" : "Percentiles must be in the range [0, 100]")
      }
      return try call.giving(
        Statistics.quantiles(
          call.array("a"), fractions, axes: call.optionalInts("axis"), keepDims: call.bool("keepdims")))
    }
  }

  private static var binning: [Parameter] {
    [
      .arrayLike(), .optional("bins", .int(10), "how many, or their edges"),
      .optional("range", .none, "(low, high); None: those of the data"),
    ]
  }

  private static func edges(_ call: Call) throws -> NDArray {
    let bins = call.value("bins")
    if bins.string != nil { throw ScriptError(.notImplementedError, "numpy.histogram: bins by name are not supported") }
    guard let count = try call.interpreter.optionalIndex(bins) else { return try call.array("bins", dtype: nil) }
    let range = try call.optionalArray("range")?.doubles
    guard range?.count ?? 2 == 2 else { throw ScriptError(.valueError, "range must be (low, high)") }
    return try Statistics.histogramEdges(call.array("a"), bins: count, range: range.map { ($0[0], $0[1]) })
  }

  private static var covarying: [Parameter] {
    [
      .arrayLike("m"), .optional("y", .none, "more variables"),
      .optional("rowvar", .bool(true), "whether rows are variables"),
    ]
  }

  private static func rowVariables(_ call: Call) throws -> Bool {
    try call.value("y").isNone ? call.bool("rowvar") : true
  }

  private static func variables(_ call: Call) throws -> NDArray {
    let m = try call.array("m")
    guard let y = try call.optionalArray("y") else { return m }
    func rows(_ array: NDArray) throws -> NDArray {
      try array.ndim == 2 && !call.bool("rowvar") ? array.transposed : Assembly.atLeast2D(array)
    }
    return try Assembly.concatenate([rows(m), rows(y)], axis: 0)
  }
}
