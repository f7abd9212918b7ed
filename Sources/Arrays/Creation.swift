import Glibc

/// Arrays made from rules.
public enum Creation {
  /// `start + i·step` for as many `i` as stay before `stop`: ⌈(stop - start)/step⌉ elements.
  public static func arange(_ start: Double, _ stop: Double, _ step: Double, dtype: DType = .float64) throws -> NDArray
  {
    guard step != 0, step.isFinite || (stop - start) / step == 0 else {
      throw ArrayError(
        step == 0 ? .zeroDivision : .value, step == 0 ? "division by zero" : "arange: cannot compute length")
    }
    let length = ((stop - start) / step).rounded(.up)
    guard length.isFinite, length < 0x1p62 else { throw ArrayError(.value, "Maximum allowed size exceeded") }
    let result = try NDArray(uninitialized: [Int(max(0, length))], dtype: .float64)
    let out = result.pointer(Double.self)
    // NumPy steps by the difference of the first two elements.
    let delta = (start + step) - start
    for i in 0..<result.size { out[i] = start + Double(i) * delta }
    return try result.cast(to: dtype)
  }

  public static func arange(_ start: Int, _ stop: Int, _ step: Int, dtype: DType = .int64) throws -> NDArray {
    guard step != 0 else { throw ArrayError(.zeroDivision, "division by zero") }
    let (span, overflow) =
      step > 0 ? stop.subtractingReportingOverflow(start) : start.subtractingReportingOverflow(stop)
    guard !overflow || (step > 0) != (stop > start), step != Int.min else {
      throw ArrayError(.value, "Maximum allowed size exceeded")
    }
    let isEmpty = step > 0 ? stop <= start : stop >= start
    let length = isEmpty ? 0 : (span - 1) / abs(step) + 1
    let result = try NDArray(uninitialized: [length], dtype: .int64)
    let out = result.pointer(Int.self)
    for i in 0..<length { out[i] = start &+ i &* step }
    return try result.cast(to: dtype)
  }

  /// `count` numbers from `start` to `stop` in equal steps, and the step.
  ///
  /// `start` and `stop` may be arrays, which stretch; the numbers run along a new first axis. Integer types round down.
  public static func linspace(
    _ start: NDArray, _ stop: NDArray, count: Int, endpoint: Bool = true, dtype: DType? = nil
  ) throws -> (values: NDArray, step: NDArray) {
    guard count >= 0 else { throw ArrayError(.value, "Number of samples, \(count), must be non-negative.") }
    let first = try start.cast(to: .float64), last = try stop.cast(to: .float64)
    let intervals = endpoint ? count - 1 : count
    let span = try last - first
    var shape = [Int](repeating: 1, count: span.ndim + 1)
    shape[0] = count
    let ramp = try arange(0, count, 1, dtype: .float64).reshaped(shape)
    let step = intervals > 0 ? try span / Double(intervals) : try NDArray(repeating: .nan, shape: span.shape)
    // Where steps vanish by underflow, the ramp is scaled first, which keeps the ends exact.
    let vanishes = step.doubles.contains(0)
    var values =
      intervals > 0
      ? try (vanishes ? (ramp / Double(intervals)) * span : ramp * step) + first : try ramp * span + first
    if endpoint, count > 1 { try values[row: count - 1].fill(with: last) }
    if let dtype, dtype.isInteger { values = try UnaryUfunc.floor(values) }
    return (try values.cast(to: dtype ?? .float64), step)
  }

  public static func linspace(_ start: Double, _ stop: Double, count: Int) throws -> NDArray {
    try linspace(NDArray(scalar: start), NDArray(scalar: stop), count: count).values
  }

  /// A matrix with ones on its `k`-th diagonal.
  public static func eye(_ rows: Int, _ columns: Int? = nil, k: Int = 0, dtype: DType = .float64) throws -> NDArray {
    let result = try NDArray(zeros: [rows, columns ?? rows], dtype: dtype)
    try result.diagonal(k).fill(with: NDArray(scalar: 1))
    return result
  }

  /// The square matrix with `values` on its `k`-th diagonal.
  public static func diagonal(_ values: NDArray, k: Int = 0) throws -> NDArray {
    guard k.magnitude < 1 << 31 else { throw ArrayError(.value, "Maximum allowed dimension exceeded") }
    let extent = values.size + abs(k)
    let result = try NDArray(zeros: [extent, extent], dtype: values.dtype)
    try result.diagonal(k).fill(with: values)
    return result
  }

  /// A copy with zeros above (`lower`) or below the `k`-th diagonal of the last two axes.
  public static func triangle(_ array: NDArray, k: Int = 0, lower: Bool) throws -> NDArray {
    guard array.ndim >= 1 else { throw ArrayError(.value, "Input must be >= 1-d.") }
    let source = array.ndim == 1 ? try array.broadcast(to: [array.size, array.size]) : array
    let (rows, columns) = (source.shape[source.ndim - 2], source.shape[source.ndim - 1])
    var keep = [Bool](repeating: false, count: rows * columns)
    for row in 0..<rows {
      for column in 0..<columns { keep[row * columns + column] = lower ? column - row <= k : column - row >= k }
    }
    let zero = try NDArray(zeros: [], dtype: source.dtype)
    return try Picking.choose(NDArray(keep, shape: [rows, columns]), .array(source), .array(zero))
  }

  /// Coordinate arrays of a grid; `xy` swaps the first two axes.
  public static func meshgrid(_ vectors: [NDArray], xy: Bool = true) throws -> [NDArray] {
    let flat = vectors.map { $0.raveled() }
    var order = Array(flat.indices)
    if xy, order.count > 1 { order.swapAt(0, 1) }
    let shape = order.map { flat[$0].size }
    return try flat.enumerated().map { index, vector in
      var extents = [Int](repeating: 1, count: flat.count)
      extents[xy && flat.count > 1 && index < 2 ? 1 - index : index] = vector.size
      return try vector.reshaped(extents).broadcast(to: shape).copied()
    }
  }
}

extension NDArray {
  /// The `k`-th diagonal of two axes, appended as the last axis, as a view.
  ///
  /// - Throws: `ValueError` for fewer than two axes.
  public func diagonal(_ k: Int = 0, axes: (Int, Int) = (0, 1)) throws -> NDArray {
    guard ndim >= 2 else { throw ArrayError(.value, "diag requires an array of at least two dimensions") }
    let (rows, columns) = (try normalized(axis: axes.0, ndim: ndim), try normalized(axis: axes.1, ndim: ndim))
    guard rows != columns else { throw ArrayError(.value, "axis1 and axis2 cannot be the same") }
    let k = min(max(k, -shape[rows]), shape[columns])
    let count = max(0, min(shape[rows] - max(0, -k), shape[columns] - max(0, k)))
    let kept = shape.indices.filter { $0 != rows && $0 != columns }
    let start = count > 0 ? max(0, -k) * strides[rows] + max(0, k) * strides[columns] : 0
    return view(
      shape: kept.map { shape[$0] } + [count], strides: kept.map { strides[$0] } + [strides[rows] + strides[columns]],
      offset: offset + start)
  }
}
