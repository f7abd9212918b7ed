import Arrays
import Glibc

extension Tensor {
  /// The matrix product over the last two axes, the leading axes broadcast.
  ///
  /// - Throws: `ArrayError.value` unless [..., m, k] meets [..., k, n].
  public func matmul(_ other: Tensor) throws -> Tensor {
    guard rank >= 2, other.rank >= 2, shape[rank - 1] == other.shape[other.rank - 2] else {
      throw ArrayError(
        .value,
        "matmul: matrix size incompatible: \(Tensor.text(of: shape)) and \(Tensor.text(of: other.shape))")
    }
    let (m, k, n) = (shape[rank - 2], shape[rank - 1], other.shape[other.rank - 1])
    let meeting = try Broadcast(Array(shape.dropLast(2)), Array(other.shape.dropLast(2)))
    let batch = meeting.count
    let left = Broadcast.indices(of: Array(shape.dropLast(2)), in: meeting.shape, count: batch)
    let right = Broadcast.indices(of: Array(other.shape.dropLast(2)), in: meeting.shape, count: batch)
    let (a, b) = (values, other.values)
    let dtype = DType.common(self.dtype, other.dtype)
    var result = [Double](repeating: 0, count: try Tensor.count(of: meeting.shape + [m, n]))
    for i in 0..<batch {
      try Matrix.addProduct(
        a, left[i] * m * k, false, b, right[i] * k * n, false, &result, i * m * n, m, k, n, dtype: dtype)
    }
    return Tape.record(result, shape: meeting.shape + [m, n], dtype: dtype, operands: [self, other]) { gradient in
      var da = [Double](repeating: 0, count: a.count)
      var db = [Double](repeating: 0, count: b.count)
      for i in 0..<batch {
        try Matrix.addProduct(
          gradient, i * m * n, false, b, right[i] * k * n, true, &da, left[i] * m * k, m, n, k, dtype: dtype)
        try Matrix.addProduct(
          a, left[i] * m * k, true, gradient, i * m * n, false, &db, right[i] * k * n, k, m, n, dtype: dtype)
      }
      return [da, db]
    }
  }

  /// Σ over `axes` of both operands; the other axes of the left one come first.
  public func tensordot(_ other: Tensor, leftAxes: [Int], rightAxes: [Int]) throws -> Tensor {
    let (mine, theirs) = (try leftAxes.map(axis), try rightAxes.map(other.axis))
    guard mine.map({ shape[$0] }) == theirs.map({ other.shape[$0] }) else {
      throw ArrayError(
        .value,
        "tensordot: axes \(leftAxes) of \(Tensor.text(of: shape)) do not fit axes \(rightAxes) of "
          + Tensor.text(of: other.shape))
    }
    let free = shape.indices.filter { !mine.contains($0) }
    let otherFree = other.shape.indices.filter { !theirs.contains($0) }
    let inner = mine.reduce(1) { $0 * shape[$1] }
    let a = try transposed(free + mine).reshaped([free.reduce(1) { $0 * shape[$1] }, inner])
    let b = try other.transposed(theirs + otherFree).reshaped([inner, otherFree.reduce(1) { $0 * other.shape[$1] }])
    return try a.matmul(b).reshaped(free.map { shape[$0] } + otherFree.map { other.shape[$0] })
  }

  /// eˣ / Σ eˣ along an axis.
  public func softmax(axis: Int = -1) throws -> Tensor {
    let axis = try self.axis(axis)
    let (result, lanes) = (normalised(axis) { x, total in Glibc.exp(x - total) }, split(at: axis))
    return Tape.record(result, shape: shape, dtype: floatType, operands: [self]) { gradient in
      var parts = gradient
      Tensor.forEachLane(lanes) { lane in
        let dot = lane.reduce(0) { $0 + gradient[$1] * result[$1] }
        for i in lane { parts[i] = result[i] * (gradient[i] - dot) }
      }
      return [parts]
    }
  }

  /// x - ln Σ eˣ along an axis.
  public func logSoftmax(axis: Int = -1) throws -> Tensor {
    let axis = try self.axis(axis)
    let (result, lanes) = (normalised(axis) { x, total in x - total }, split(at: axis))
    return Tape.record(result, shape: shape, dtype: floatType, operands: [self]) { gradient in
      var parts = gradient
      Tensor.forEachLane(lanes) { lane in
        let total = lane.reduce(0) { $0 + gradient[$1] }
        for i in lane { parts[i] = gradient[i] - Glibc.exp(result[i]) * total }
      }
      return [parts]
    }
  }

  /// Position of the first largest (or smallest) element along an axis, as int64.
  public func position(axis: Int, smallest: Bool = false) throws -> Tensor {
    let axis = try self.axis(axis)
    guard shape[axis] > 0 else { throw ArrayError(.value, "no largest element along an axis of size 0") }
    var result: [Double] = []
    Tensor.forEachLane(split(at: axis)) { lane in
      var best = 0
      for (k, i) in lane.enumerated() {
        let (x, top) = (values[i], values[lane[best]])
        if smallest ? x < top : x > top { best = k }
      }
      result.append(Double(best))
    }
    var shape = self.shape
    shape.remove(at: axis)
    return Tensor(unchecked: result, shape: shape, dtype: .int64)
  }

  /// Rows of `depth` values, `on` at the index and `off` elsewhere, along a new axis.
  public func oneHot(depth: Int, on: Double = 1, off: Double = 0, axis: Int = -1, dtype: DType = .float32) throws
    -> Tensor
  {
    guard depth >= 0 else { throw ArrayError(.value, "one_hot: negative depth \(depth)") }
    var result = [Double](repeating: off, count: try Tensor.count(of: shape + [depth]))
    for (i, x) in values.enumerated() where x >= 0 && x < Double(depth) && x == x.rounded() {
      result[i * depth + Int(x)] = on
    }
    let last = Tensor(unchecked: Tensor.rounded(result, to: dtype), shape: shape + [depth], dtype: dtype)
    let place = try last.axis(axis)
    guard place != rank else { return last }
    var order = Array(0..<rank)
    order.insert(rank, at: place)
    return try last.transposed(order)
  }

  private var floatType: DType { dtype.isFloating ? dtype : .float32 }

  private func normalised(_ axis: Int, _ f: (Double, Double) -> Double) -> [Double] {
    var result = values
    Tensor.forEachLane(split(at: axis)) { lane in
      var top = -Double.infinity
      for i in lane { top = max(top, values[i]) }
      if !top.isFinite { top = 0 }
      let total = top + Glibc.log(lane.reduce(0) { $0 + Glibc.exp(values[$1] - top) })
      for i in lane { result[i] = f(values[i], total) }
    }
    return result
  }

  /// Calls `body` with the indices of each run along an axis.
  static func forEachLane(_ lanes: (before: Int, at: Int, after: Int), _ body: ([Int]) -> Void) {
    var lane = [Int](repeating: 0, count: lanes.at)
    for i in 0..<lanes.before {
      for k in 0..<lanes.after {
        for j in 0..<lanes.at { lane[j] = (i * lanes.at + j) * lanes.after + k }
        body(lane)
      }
    }
  }
}

/// Products of row-major matrices that lie inside longer arrays.
enum Matrix {
  /// c[m, n] += a[m, k] b[k, n], where a transposed operand is stored as [k, m] or [n, k].
  ///
  /// - Parameter dtype: float32 operands are multiplied in that precision.
  static func addProduct(
    _ a: [Double], _ aStart: Int, _ aTransposed: Bool, _ b: [Double], _ bStart: Int, _ bTransposed: Bool,
    _ c: inout [Double], _ cStart: Int, _ m: Int, _ k: Int, _ n: Int, dtype: DType
  ) throws {
    // A call of the library pays for its copies from about this size on.
    if m * k * n > 8192 {
      let left = try view(a, aStart, aTransposed ? [k, m] : [m, k], aTransposed, dtype)
      let right = try view(b, bStart, bTransposed ? [n, k] : [k, n], bTransposed, dtype)
      for (i, x) in try LinearAlgebra.product(left, right).doubles.enumerated() { c[cStart + i] += x }
      return
    }
    for i in 0..<m {
      for p in 0..<k {
        let x = a[aStart + (aTransposed ? p * m + i : i * k + p)]
        let row = cStart + i * n
        if bTransposed {
          for j in 0..<n { c[row + j] += x * b[bStart + j * k + p] }
        } else {
          let from = bStart + p * n
          for j in 0..<n { c[row + j] += x * b[from + j] }
        }
      }
    }
  }

  /// A part of an array as a matrix, transposed if it is stored so.
  private static func view(
    _ values: [Double], _ start: Int, _ shape: [Int], _ isTransposed: Bool, _ dtype: DType
  ) throws -> NDArray {
    let part = values[start..<(start + shape[0] * shape[1])]
    let array = dtype == .float32 ? NDArray(part.map { Float($0) }, shape: shape) : NDArray(Array(part), shape: shape)
    return isTransposed ? try array.transposed() : array
  }
}
