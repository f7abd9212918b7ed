/// Averages, spreads and counts.
public enum Statistics {
  /// Sum over axes divided by the number of elements; integers give float64, float16 is summed in float32.
  public static func mean(
    _ array: NDArray, axes: [Int]? = nil, keepDims: Bool = false, errors: inout FloatingErrors
  ) throws -> NDArray {
    let chosen = try Reduction.axes(axes, ndim: array.ndim)
    let count = chosen.reduce(1.0) { $0 * Double(array.shape[$1]) }
    let output: DType = array.dtype.isFloat ? array.dtype : .float64
    let total = try Reduction.fold(
      .add, array, axes: axes, keepDims: keepDims, dtype: output == .float16 ? .float32 : output, errors: &errors)
    return try BinaryUfunc.divide.apply(.array(total), .weakFloat(count), errors: &errors).cast(to: output)
  }

  public static func mean(_ array: NDArray, axes: [Int]? = nil, keepDims: Bool = false) throws -> NDArray {
    var ignored: FloatingErrors = []
    return try mean(array, axes: axes, keepDims: keepDims, errors: &ignored)
  }

  /// Mean squared distance from the mean, over the number of elements less `ddof`.
  public static func variance(
    _ array: NDArray, axes: [Int]? = nil, ddof: Double = 0, keepDims: Bool = false, errors: inout FloatingErrors
  ) throws -> NDArray {
    let chosen = try Reduction.axes(axes, ndim: array.ndim)
    let count = chosen.reduce(1.0) { $0 * Double(array.shape[$1]) }
    let output: DType = array.dtype.isFloat ? array.dtype : .float64
    let source = try array.cast(to: output)
    let sum = try Reduction.fold(.add, source, axes: axes, keepDims: true, errors: &errors)
    let center = try BinaryUfunc.divide.apply(.array(sum), .weakFloat(count), errors: &errors)
    let squares = try UnaryUfunc.square(source - center)
    let total = try Reduction.fold(.add, squares, axes: axes, keepDims: keepDims, errors: &errors)
    return try BinaryUfunc.divide.apply(.array(total), .weakFloat(max(count - ddof, 0)), errors: &errors)
      .cast(to: output)
  }

  public static func deviation(
    _ array: NDArray, axes: [Int]? = nil, ddof: Double = 0, keepDims: Bool = false, errors: inout FloatingErrors
  ) throws -> NDArray {
    try UnaryUfunc.sqrt(variance(array, axes: axes, ddof: ddof, keepDims: keepDims, errors: &errors))
  }

  /// The quantiles `q` in 0…1 over axes, by linear interpolation between neighbours; axes of `q` come first.
  ///
  /// - Throws: `ValueError` for quantiles outside 0…1.
  public static func quantiles(
    _ array: NDArray, _ q: NDArray, axes: [Int]? = nil, keepDims: Bool = false
  ) throws -> NDArray {
    let chosen = try Reduction.axes(axes, ndim: array.ndim)
    let wanted = q.doubles
    guard wanted.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
      throw ArrayError(.value, "Quantiles must be in the range [0, 1]")
    }
    let dtype: DType = array.dtype.isFloat ? array.dtype : .float64
    let rows = try Sorting.sorted(foldedLast(array, chosen).cast(to: dtype)).cast(to: .float64).contiguous()
    let length = rows.shape[rows.ndim - 1]
    let kept = Array(rows.shape.dropLast())
    let count = kept.reduce(1, *)
    var result = [Double](repeating: .nan, count: wanted.count * count)
    if length > 0 {
      let sorted = rows.doubles
      for (i, quantile) in wanted.enumerated() {
        let place = quantile * Double(length - 1)
        let low = min(max(0, Int(place)), length - 1), fraction = place - Double(low)
        for row in 0..<count {
          let values = sorted[(row * length)..<((row + 1) * length)]
          let (a, b) = (values[row * length + low], values[row * length + min(low + 1, length - 1)])
          let isNaN = values[row * length + length - 1].isNaN
          // From the nearer end, so that both ends come out exactly.
          result[i * count + row] =
            isNaN ? .nan : fraction >= 0.5 ? b - (b - a) * (1 - fraction) : a + (b - a) * fraction
        }
      }
    }
    var shape = kept
    if keepDims {
      shape = array.shape
      for axis in chosen { shape[axis] = 1 }
    }
    return try NDArray(result, shape: q.shape + kept).reshaped(q.shape + shape).cast(to: dtype)
  }

  /// The middle value over axes, or the mean of the two middle ones; nan if there is one.
  public static func median(_ array: NDArray, axes: [Int]? = nil, keepDims: Bool = false) throws -> NDArray {
    let chosen = try Reduction.axes(axes, ndim: array.ndim)
    let dtype: DType = array.dtype.isFloat ? array.dtype : .float64
    let rows = try Sorting.sorted(foldedLast(array, chosen).cast(to: dtype))
    let axis = rows.ndim - 1, length = rows.shape[axis]
    guard length > 0 else { return try NDArray(repeating: .nan, shape: Array(rows.shape.dropLast()), dtype: dtype) }
    let middle = rows.sliced(axis: axis, start: (length - 1) / 2, count: length % 2 == 1 ? 1 : 2)
    var result = try mean(middle, axes: [axis])
    let last = rows.selecting(axis: axis, index: length - 1)
    if dtype.isFloat {
      result = try Picking.choose(UnaryUfunc.isnan(last), .array(last), .array(result))
    }
    guard keepDims else { return result }
    var shape = array.shape
    for axis in chosen { shape[axis] = 1 }
    return try result.reshaped(shape)
  }

  /// The array with the chosen axes merged into one at the end.
  static func foldedLast(_ array: NDArray, _ chosen: [Int]) throws -> NDArray {
    let kept = array.shape.indices.filter { !chosen.contains($0) }
    let length = chosen.reduce(1) { $0 * array.shape[$1] }
    return try array.transposed(kept + chosen).reshaped(kept.map { array.shape[$0] } + [length])
  }

  /// How many elements are not zero.
  public static func countNonzero(_ array: NDArray, axes: [Int]? = nil, keepDims: Bool = false) throws -> NDArray {
    let flags =
      array.dtype.isText
      ? NDArray(array.texts.map { !$0.isEmpty }, shape: array.shape) : try array.cast(to: .bool)
    return try Reduction.fold(.add, flags, axes: axes, keepDims: keepDims)
  }

  /// How often each whole number occurs, or the sums of its weights.
  public static func bincount(_ array: NDArray, weights: NDArray? = nil, minimum: Int = 0) throws -> NDArray {
    guard array.ndim == 1 else { throw ArrayError(.value, "object too deep for desired array") }
    guard array.dtype.isInteger || array.dtype == .bool || array.size == 0 else {
      throw ArrayError(
        .type,
        "Cannot cast array data from dtype('\(array.dtype.description)') to dtype('int64') according to the rule 'safe'"
      )
    }
    guard minimum >= 0 else { throw ArrayError(.value, "'minlength' must not be negative") }
    let values = array.ints
    guard values.allSatisfy({ $0 >= 0 }) else {
      throw ArrayError(.value, "'list' argument must have no negative elements")
    }
    let greatest = values.max() ?? -1
    guard greatest < Int.max else { throw ArrayError.memory(shape: [greatest], dtype: .int64) }
    let length = max(greatest + 1, minimum)
    let result = try NDArray(zeros: [length], dtype: weights == nil ? .int64 : .float64)
    if let weights {
      guard weights.size == values.count else {
        throw ArrayError(.value, "The weights and list don't have the same length.")
      }
      let out = result.pointer(Double.self)
      for (value, weight) in zip(values, weights.doubles) { out[value] += weight }
    } else {
      let out = result.pointer(Int.self)
      for value in values { out[value] += 1 }
    }
    return result
  }

  /// Counts between ascending edges, the last bin closed on both sides; with `density`, scaled to an area of 1.
  public static func histogram(_ array: NDArray, edges: NDArray, density: Bool = false, weights: NDArray? = nil) throws
    -> NDArray
  {
    let bounds = try edges.cast(to: .float64).doubles
    guard zip(bounds, bounds.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      throw ArrayError(.value, "`bins` must increase monotonically, when an array")
    }
    let bins = max(0, bounds.count - 1)
    guard bins > 0 else { return NDArray([Int]()) }
    let places = try Sorting.search(NDArray(bounds), array.cast(to: .float64).raveled(), rightSide: true).ints
    let values = array.doubles
    let amounts = weights?.doubles ?? []
    var counts = [Double](repeating: 0, count: bins)
    for (index, value) in values.enumerated() where value >= bounds[0] && value <= bounds[bins] {
      counts[min(places[index] - 1, bins - 1)] += index < amounts.count ? amounts[index] : 1
    }
    if density {
      let total = counts.reduce(0, +)
      return NDArray(counts.indices.map { counts[$0] / (bounds[$0 + 1] - bounds[$0]) / total })
    }
    return weights == nil ? NDArray(counts.map { Int($0) }) : NDArray(counts)
  }

  /// The edges of `bins` equal bins over a range, by default that of the data.
  public static func histogramEdges(_ array: NDArray, bins: Int, range: (Double, Double)?) throws -> NDArray {
    guard bins > 0 else { throw ArrayError(.value, "`bins` must be positive, when an integer") }
    guard bins < 1 << 40 else { throw ArrayError.memory(shape: [bins], dtype: .float64) }
    let values = array.doubles
    var (low, high) = range ?? (values.min() ?? 0, values.max() ?? 1)
    guard low <= high else { throw ArrayError(.value, "max must be larger than min in range parameter.") }
    guard low.isFinite, high.isFinite else {
      throw ArrayError(
        .value,
        "\(range == nil ? "autodetected" : "supplied") range of [\(FloatText.scalar(low, .float64)), "
          + "\(FloatText.scalar(high, .float64))] is not finite")
    }
    if low == high { (low, high) = (low - 0.5, high + 0.5) }
    return try Creation.linspace(low, high, count: bins + 1)
  }

  /// Covariances of variables that are rows (of columns otherwise), over the number of observations less `ddof`.
  public static func covariance(_ array: NDArray, rowVariables: Bool = true, ddof: Double = 1) throws -> NDArray {
    guard array.ndim <= 2 else { throw ArrayError(.value, "m has more than 2 dimensions") }
    var rows = try Assembly.atLeast2D(array).cast(to: .float64)
    if !rowVariables, array.ndim == 2 { rows = rows.transposed }
    let centered = try rows - mean(rows, axes: [1], keepDims: true)
    let product = try Products.matmul(centered, centered.transposed)
    return try (product / max(Double(rows.shape[1]) - ddof, 0)).squeezed()
  }
}
