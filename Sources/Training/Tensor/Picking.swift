import Arrays

/// Operations that only move elements: each is a list of where the elements of the result come from.
extension Tensor {
  /// result[i] = self[sources[i]], or `filler` where the source is negative.
  ///
  /// - Precondition: sources are below `count`; there are as many as `shape` says.
  func picked(_ sources: [Int], shape: [Int], filler: Double = 0) -> Tensor {
    var result = [Double](repeating: filler, count: sources.count)
    for (i, source) in sources.enumerated() where source >= 0 { result[i] = values[source] }
    let count = self.count
    return Tape.record(result, shape: shape, dtype: dtype, operands: [self]) { gradient in
      var parts = [Double](repeating: 0, count: count)
      for (i, source) in sources.enumerated() where source >= 0 { parts[source] += gradient[i] }
      return [parts]
    }
  }

  /// The same elements in another shape; one size may be -1.
  ///
  /// - Throws: `ArrayError.value` if the numbers of elements differ.
  public func reshaped(_ shape: [Int]) throws -> Tensor {
    var shape = shape
    let free = shape.indices.filter { shape[$0] == -1 }
    if free.count == 1 {
      let rest = try Tensor.count(of: shape.enumerated().filter { $0.offset != free[0] }.map(\.element))
      shape[free[0]] = rest == 0 ? 0 : count / rest
    }
    guard free.count <= 1, try Tensor.count(of: shape) == count else {
      throw ArrayError(
        .value, "cannot reshape a tensor with \(count) elements to shape \(Tensor.text(of: shape))")
    }
    return Tape.record(values, shape: shape, dtype: dtype, operands: [self]) { [$0] }
  }

  /// The axes in another order; reversed if nil.
  public func transposed(_ order: [Int]? = nil) throws -> Tensor {
    let order = try order.map { try $0.map(axis) } ?? Array((0..<rank).reversed())
    guard order.sorted() == Array(0..<rank) else {
      throw ArrayError(.value, "axes \(order) are not a permutation of the axes of \(Tensor.text(of: shape))")
    }
    let strides = Tensor.strides(of: shape)
    return picked(
      Tensor.walk(order.map { shape[$0] }, strides: order.map { strides[$0] }, start: 0), shape: order.map { shape[$0] }
    )
  }

  public func expanded(at axis: Int) throws -> Tensor {
    guard axis >= -rank - 1, axis <= rank else {
      throw ArrayError(.axis, "axis \(axis) is out of bounds for a new axis of shape \(Tensor.text(of: shape))")
    }
    var shape = self.shape
    shape.insert(1, at: axis < 0 ? axis + rank + 1 : axis)
    return try reshaped(shape)
  }

  /// Without the given axes, or without all axes of size 1.
  public func squeezed(_ axes: [Int]? = nil) throws -> Tensor {
    let dropped = try axes.map { try $0.map(axis) } ?? shape.indices.filter { shape[$0] == 1 }
    for axis in dropped where shape[axis] != 1 {
      throw ArrayError(.value, "cannot squeeze axis \(axis) of size \(shape[axis])")
    }
    return try reshaped(shape.enumerated().filter { !dropped.contains($0.offset) }.map(\.element))
  }

  /// The repeated tensor that broadcasting sees.
  public func broadcast(to shape: [Int]) throws -> Tensor {
    guard Broadcast.common(self.shape, shape) == shape else {
      throw ArrayError(
        .value, "cannot broadcast shape \(Tensor.text(of: self.shape)) to \(Tensor.text(of: shape))")
    }
    let size = try Tensor.count(of: shape)
    return picked(Broadcast.indices(of: self.shape, in: shape, count: size), shape: shape)
  }

  /// `counts[axis]` copies along each axis.
  public func tiled(_ counts: [Int]) throws -> Tensor {
    guard counts.count == rank, counts.allSatisfy({ $0 >= 0 }) else {
      throw ArrayError(.value, "tile: expected \(rank) counts, got \(counts)")
    }
    let wanted = zip(shape, counts).map(*)
    _ = try Tensor.count(of: wanted)
    var result = self
    for (axis, n) in counts.enumerated() where n != 1 {
      result = try result.gathered((0..<(shape[axis] * n)).map { $0 % shape[axis] }, axis: axis)
    }
    return result
  }

  /// Every element `counts` times along an axis.
  public func repeated(_ count: Int, axis: Int) throws -> Tensor {
    let axis = try self.axis(axis)
    guard count >= 0 else { throw ArrayError(.value, "repeat: negative count \(count)") }
    return try gathered((0..<shape[axis]).flatMap { [Int](repeating: $0, count: count) }, axis: axis)
  }

  /// The slices at `indices` along an axis.
  ///
  /// - Throws: `ArrayError.index` for an index outside the axis.
  public func gathered(_ indices: [Int], axis: Int) throws -> Tensor {
    let axis = try self.axis(axis)
    let (before, size, after) = split(at: axis)
    for index in indices where index < 0 || index >= size {
      throw ArrayError(.index, "index \(index) is out of bounds for axis \(axis) with size \(size)")
    }
    var shape = self.shape
    shape[axis] = indices.count
    var sources: [Int] = []
    sources.reserveCapacity(try Tensor.count(of: shape))
    for i in 0..<before {
      for j in indices { for k in 0..<after { sources.append((i * size + j) * after + k) } }
    }
    return picked(sources, shape: shape)
  }

  /// The tensors behind each other along an axis.
  public static func concatenated(_ parts: [Tensor], axis: Int) throws -> Tensor {
    guard let first = parts.first else { throw ArrayError(.value, "concat: expected at least one tensor") }
    let axis = try first.axis(axis)
    for part in parts {
      var shape = part.shape
      if axis < shape.count { shape[axis] = first.shape[axis] }
      guard shape == first.shape else {
        throw ArrayError(
          .value,
          "concat along axis \(axis): shapes \(Tensor.text(of: first.shape)) and \(Tensor.text(of: part.shape)) differ")
      }
    }
    let (before, _, after) = first.split(at: axis)
    let widths = parts.map { $0.shape[axis] * after }
    var shape = first.shape
    shape[axis] = parts.reduce(0) { $0 + $1.shape[axis] }
    var values: [Double] = []
    values.reserveCapacity(try Tensor.count(of: shape))
    for i in 0..<before {
      for (part, width) in zip(parts, widths) { values += part.values[(i * width)..<((i + 1) * width)] }
    }
    let total = widths.reduce(0, +)
    let dtype = parts.dropFirst().reduce(first.dtype) { DType.common($0, $1.dtype) }
    return Tape.record(values, shape: shape, dtype: dtype, operands: parts) { gradient in
      var start = 0
      return widths.map { width in
        defer { start += width }
        return (0..<before).flatMap { gradient[($0 * total + start)..<($0 * total + start + width)] }
      }
    }
  }

  /// The tensors along a new axis.
  public static func stacked(_ parts: [Tensor], axis: Int = 0) throws -> Tensor {
    try concatenated(try parts.map { try $0.expanded(at: axis) }, axis: axis)
  }

  /// The tensor cut along an axis into parts of the given sizes.
  public func split(sizes: [Int], axis: Int) throws -> [Tensor] {
    let axis = try self.axis(axis)
    guard sizes.allSatisfy({ $0 >= 0 }), sizes.reduce(0, +) == shape[axis] else {
      throw ArrayError(.value, "cannot split an axis of size \(shape[axis]) into \(sizes)")
    }
    var start = 0
    return try sizes.map { size in
      defer { start += size }
      return try gathered(Array(start..<(start + size)), axis: axis)
    }
  }

  /// With `before` and `after` cells of `filler` around each axis.
  public func padded(_ amounts: [(before: Int, after: Int)], filler: Double = 0) throws -> Tensor {
    guard amounts.count == rank, amounts.allSatisfy({ $0.before >= 0 && $0.after >= 0 }) else {
      throw ArrayError(.value, "pad: expected \(rank) pairs of sizes, got \(amounts.count)")
    }
    let wide = zip(shape, amounts).map { $0 + $1.before + $1.after }
    var sources = [Int](repeating: -1, count: try Tensor.count(of: wide))
    let strides = Tensor.strides(of: wide)
    let start = zip(strides, amounts).reduce(0) { $0 + $1.0 * $1.1.before }
    for (i, target) in Tensor.walk(shape, strides: strides, start: start).enumerated() { sources[target] = i }
    return picked(sources, shape: wide, filler: filler)
  }

  /// x where the condition holds, else y; all three broadcast.
  public static func choose(_ condition: Tensor, _ x: Tensor, _ y: Tensor) throws -> Tensor {
    let shape = try Broadcast(try Broadcast(condition.shape, x.shape).shape, y.shape).shape
    let (c, a, b) = (
      try condition.broadcast(to: shape).values, try x.broadcast(to: shape), try y.broadcast(to: shape)
    )
    var values = b.values
    for i in values.indices where c[i] != 0 { values[i] = a.values[i] }
    return Tape.record(values, shape: shape, dtype: DType.common(x.dtype, y.dtype), operands: [a, b]) { gradient in
      [zip(gradient, c).map { $1 != 0 ? $0 : 0 }, zip(gradient, c).map { $1 != 0 ? 0 : $0 }]
    }
  }

  /// Running sums along an axis.
  public func cumulativeSum(axis: Int) throws -> Tensor {
    let axis = try self.axis(axis)
    let (before, size, after) = split(at: axis)
    func run(_ x: [Double], _ order: [Int]) -> [Double] {
      var result = x
      for i in 0..<before {
        for k in 0..<after {
          var total = 0.0
          for j in order {
            total += x[(i * size + j) * after + k]
            result[(i * size + j) * after + k] = total
          }
        }
      }
      return result
    }
    return Tape.record(run(values, Array(0..<size)), shape: shape, dtype: dtype, operands: [self]) { gradient in
      [run(gradient, Array((0..<size).reversed()))]
    }
  }

  static func strides(of shape: [Int]) -> [Int] {
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
    return strides
  }

  /// The offsets of all elements of a strided view, in row-major order.
  static func walk(_ shape: [Int], strides: [Int], start: Int) -> [Int] {
    var offsets = [start]
    for (size, stride) in zip(shape, strides) {
      var next: [Int] = []
      next.reserveCapacity(offsets.count * size)
      for offset in offsets { for i in 0..<size { next.append(offset + i * stride) } }
      offsets = next
    }
    return offsets
  }
}
