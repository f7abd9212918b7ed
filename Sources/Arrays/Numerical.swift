import Glibc

/// Elementwise helpers, interpolation, differences, polynomials, convolution.
public enum Numerical {
  /// Values held between bounds; nil leaves a side open. nan stays.
  public static func clip(_ array: Operand, _ low: Operand?, _ high: Operand?, into target: NDArray? = nil) throws
    -> NDArray
  {
    var events: FloatingErrors = []
    var result = array
    if let low { result = .array(try BinaryUfunc.maximum.apply(result, low, errors: &events)) }
    if let high { result = .array(try BinaryUfunc.minimum.apply(result, high, errors: &events)) }
    guard let target else { return result.array }
    try target.fill(with: result.array)
    return target
  }

  /// Rounded to a number of decimals (negative: tens, hundreds …), half to even, through scaling by a power of ten.
  public static func round(_ array: NDArray, decimals: Int = 0) throws -> NDArray {
    if array.dtype.isInteger || array.dtype == .bool {
      guard decimals < 0, array.dtype.isInteger else { return array.copy() }
      guard decimals > -19 else { return try NDArray(zeros: array.shape, dtype: array.dtype) }
      let scale = (0..<(-decimals)).reduce(1) { product, _ in product * 10 }
      let halves = array.ints.map { value -> Int in
        let quotient = Scalars.floorDivide(value, scale), rest = value &- quotient &* scale
        let up = rest * 2 > scale || (rest * 2 == scale && quotient & 1 == 1)
        return (up ? quotient &+ 1 : quotient) &* scale
      }
      return try NDArray(halves, shape: array.shape).cast(to: array.dtype)
    }
    if decimals == 0 { return try UnaryUfunc.rint(array) }
    let scale = pow(10.0, Double(min(decimals.magnitude, 400)))
    guard scale.isFinite else { return decimals > 0 ? array.copy() : try array * 0 }
    return decimals > 0
      ? try UnaryUfunc.rint(array * scale) / scale : try UnaryUfunc.rint(array / scale) * scale
  }

  /// |a - b| ≤ atol + rtol·|b| elementwise; equal infinities are close.
  public static func isClose(
    _ a: NDArray, _ b: NDArray, rtol: Double = 1e-5, atol: Double = 1e-8, equalNaN: Bool = false
  ) throws -> NDArray {
    let shape = try Broadcasting.shape([a.shape, b.shape])
    let (x, y) = (try a.broadcast(to: shape).doubles, try b.broadcast(to: shape).doubles)
    let close = zip(x, y).map { x, y in
      if x.isFinite, y.isFinite { return abs(x - y) <= atol + rtol * abs(y) }
      return x == y || (equalNaN && x.isNaN && y.isNaN)
    }
    return NDArray(close, shape: shape)
  }

  /// nan and infinities replaced; by default the infinities become the type's limits.
  public static func replacingNonFinite(
    _ array: NDArray, nan: Double, positive: Double?, negative: Double?
  ) throws -> NDArray {
    guard array.dtype.isFloat else { return array.copy() }
    let greatest: Double =
      array.dtype == .float64
      ? .greatestFiniteMagnitude
      : array.dtype == .float32 ? Double(Float.greatestFiniteMagnitude) : Double(Float16.greatestFiniteMagnitude)
    let values = array.doubles.map { value in
      value.isNaN
        ? nan : value == .infinity ? positive ?? greatest : value == -.infinity ? negative ?? -greatest : value
    }
    return try NDArray(values, shape: array.shape).cast(to: array.dtype)
  }

  /// Differences of neighbours along an axis, taken `times` times.
  public static func differences(_ array: NDArray, times: Int = 1, axis: Int = -1) throws -> NDArray {
    guard array.ndim > 0 else { throw ArrayError(.value, "diff requires input that is at least one dimensional") }
    guard times >= 0 else { throw ArrayError(.value, "order must be non-negative but got \(times)") }
    let place = try normalized(axis: axis, ndim: array.ndim)
    var result = array
    for _ in 0..<min(times, array.shape[place] + 1) {
      let count = max(0, result.shape[place] - 1)
      let later = result.sliced(axis: place, start: min(1, result.shape[place]), count: count)
      let earlier = result.sliced(axis: place, start: 0, count: count)
      result = try array.dtype == .bool ? BinaryUfunc.notEqual(later, earlier) : later - earlier
    }
    return result
  }

  /// Angles along an axis made continuous: between neighbours that are more than `jump` apart, by default half a period,
  /// whole periods are added until they are at most half a period apart.
  public static func unwrap(
    _ array: NDArray, axis: Int = -1, period: Double = 2 * .pi, jump: Double? = nil
  ) throws -> NDArray {
    let place = try normalized(axis: axis, ndim: array.ndim)
    let length = array.shape[place]
    let order = (0..<array.ndim).filter { $0 != place } + [place]
    let moved = try array.astype(.float64).transposed(order)
    var values = moved.doubles
    let (half, limit) = (period / 2, max(jump ?? period / 2, period / 2))
    for start in stride(from: 0, to: values.count, by: max(length, 1)) where length > 0 {
      var (before, shift) = (values[start], 0.0)
      for i in start..<(start + length) {
        let step = values[i] - before
        before = values[i]
        var short = step - period * ((step + half) / period).rounded(.down)
        if short == -half && step > 0 { short = half }
        if abs(step) >= limit { shift += short - step }
        values[i] += shift
      }
    }
    let back = (0..<array.ndim).map { axis in order.firstIndex(of: axis) ?? axis }
    return try NDArray(values, shape: moved.shape).transposed(back)
  }

  /// The piecewise linear function through (xp, fp), with ascending `xp`, at `x`; constant beyond the ends
  /// (or `left`, `right`).
  public static func interpolate(
    _ x: NDArray, _ xp: NDArray, _ fp: NDArray, left: Double? = nil, right: Double? = nil
  ) throws -> NDArray {
    let (knots, values) = (xp.doubles, fp.doubles)
    guard knots.count == values.count else { throw ArrayError(.value, "fp and xp are not of the same length.") }
    guard let last = knots.indices.last else { throw ArrayError(.value, "array of sample points is empty") }
    let result = x.doubles.map { x -> Double in
      if x.isNaN { return x }
      if x > knots[last] { return right ?? values[last] }
      if x < knots[0] { return left ?? values[0] }
      var (low, high) = (0, last + 1)
      while high - low > 1 {
        let middle = (low + high) / 2
        if knots[middle] <= x { low = middle } else { high = middle }
      }
      if low == last || knots[low] == x { return values[low] }
      let slope = (values[low + 1] - values[low]) / (knots[low + 1] - knots[low])
      let value = slope * (x - knots[low]) + values[low]
      // An infinite value on one side makes 0·∞; the other side is then the answer.
      return value.isNaN ? slope * (x - knots[low + 1]) + values[low + 1] : value
    }
    return NDArray(result, shape: x.shape)
  }

  /// What part of a convolution is given.
  public enum ConvolutionMode: String, CaseIterable, Sendable { case full, same, valid }

  /// The discrete convolution Σₖ a[k]·v[n-k] of two vectors.
  public static func convolve(_ a: NDArray, _ v: NDArray, _ mode: ConvolutionMode = .full) throws -> NDArray {
    guard a.size > 0, v.size > 0 else {
      throw ArrayError(.value, "\(a.size == 0 ? "a" : "v") cannot be empty")
    }
    guard a.ndim <= 1, v.ndim <= 1 else { throw ArrayError(.value, "object too deep for desired array") }
    let (long, short) = a.size >= v.size ? (a.raveled(), v.raveled()) : (v.raveled(), a.raveled())
    let dtype = DType.promote(a.dtype, v.dtype)
    let (n, m) = (long.size, short.size)
    let full = try NDArray(zeros: [n + m - 1], dtype: dtype)
    let terms = try long.cast(to: dtype)
    // Each weight adds the longer vector, shifted.
    for shift in 0..<m {
      let window = full.sliced(axis: 0, start: shift, count: n)
      var events: FloatingErrors = []
      try BinaryUfunc.add.apply(
        .array(window),
        .array(terms * short.view(shape: [], strides: [], offset: short.offset + shift * short.strides[0])),
        into: window, errors: &events)
    }
    switch mode {
    case .full: return full
    case .same: return full.sliced(axis: 0, start: (m - 1) / 2, count: n)
    case .valid: return full.sliced(axis: 0, start: m - 1, count: n - m + 1)
    }
  }

  /// Slopes of equally or unequally spaced samples: central differences of second order inside, one-sided at the ends.
  public static func gradient(_ array: NDArray, spacing: NDArray?, axis: Int) throws -> NDArray {
    let place = try normalized(axis: axis, ndim: array.ndim)
    let extent = array.shape[place]
    guard extent >= 2 else {
      throw ArrayError(
        .value,
        "Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required.")
    }
    let rows = array.moved(axis: place)
    let values = try rows.cast(to: array.dtype.isFloat ? array.dtype : .float64)
    let result = try NDArray(zeros: values.shape, dtype: values.dtype)
    let steps: [Double]
    if let spacing, spacing.ndim > 0 {
      guard spacing.size == extent else {
        throw ArrayError(.value, "when 1d, distances must match the length of the corresponding dimension")
      }
      steps = zip(spacing.doubles.dropFirst(), spacing.doubles).map { $0 - $1 }
    } else {
      steps = [Double](repeating: spacing?.doubles[0] ?? 1, count: extent - 1)
    }
    let isUniform = steps.allSatisfy { $0 == steps[0] }
    for index in 0..<extent {
      let slope: NDArray
      if index == 0 {
        slope = try (values[row: 1] - values[row: 0]) / steps[0]
      } else if index == extent - 1 {
        slope = try (values[row: index] - values[row: index - 1]) / steps[index - 1]
      } else if isUniform {
        slope = try (values[row: index + 1] - values[row: index - 1]) / (2 * steps[0])
      } else {
        let (before, after) = (steps[index - 1], steps[index])
        slope =
          try values[row: index - 1] * (-after / (before * (before + after)))
          + values[row: index] * ((after - before) / (before * after))
          + values[row: index + 1] * (before / (after * (before + after)))
      }
      try result[row: index].assign(slope)
    }
    return try result.movingAxes([0], to: [place])
  }

  /// The area under samples by the trapezoidal rule along an axis.
  public static func trapezoid(_ y: NDArray, x: NDArray?, dx: Double, axis: Int = -1) throws -> NDArray {
    let place = try normalized(axis: axis, ndim: y.ndim)
    let count = max(0, y.shape[place] - 1)
    let later = y.sliced(axis: place, start: min(1, y.shape[place]), count: count)
    let sums = try later + y.sliced(axis: place, start: 0, count: count)
    guard let x else { return try Reduction.fold(.add, sums * dx / 2, axes: [place]) }
    var widths = try differences(x, axis: x.ndim == 1 ? 0 : axis)
    if x.ndim == 1 {
      var shape = [Int](repeating: 1, count: y.ndim)
      shape[place] = widths.size
      widths = try widths.reshaped(shape)
    }
    return try Reduction.fold(.add, widths * sums / 2, axes: [place])
  }

  /// Σ pᵢ x^(n-i), by Horner's rule.
  public static func polynomial(_ coefficients: NDArray, at x: NDArray) throws -> NDArray {
    let row = coefficients.raveled()
    var result = try NDArray(zeros: x.shape, dtype: DType.promote(coefficients.dtype, x.dtype))
    for index in 0..<row.size { result = try result * x + row[row: index] }
    return result
  }
}
