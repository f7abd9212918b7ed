/// Choosing elements by conditions, and positions of elements.
public enum Picking {
  /// For each axis, the indices of the non-zero elements, in row-major order.
  public static func nonzero(_ array: NDArray) -> [NDArray] {
    let flags = array.dtype.isText ? array.texts.map { !$0.isEmpty } : array.bools
    let found = flags.indices.filter { flags[$0] }
    var divisor = flags.count
    return array.shape.map { extent in
      divisor = extent > 0 ? divisor / extent : 0
      return NDArray(found.map { $0 / divisor % extent })
    }
  }

  /// Elements of `x` where `condition` holds, of `y` elsewhere, all stretched to one shape.
  public static func choose(_ condition: NDArray, _ x: Operand, _ y: Operand) throws -> NDArray {
    let dtype = Operand.resultType([x, y])
    let (first, second) = (try x.array(dtype), try y.array(dtype))
    let flags = try condition.cast(to: .bool)
    let shape = try Broadcasting.shape([flags.shape, first.shape, second.shape])
    let result = try NDArray(uninitialized: shape, dtype: dtype)
    guard let mask = flags.stretched(to: shape), let a = first.stretched(to: shape), let b = second.stretched(to: shape)
    else { return result }
    switch dtype.itemSize {
    case 8 where !dtype.isText: choose(UInt.self, mask, a, b, result)
    case 4 where !dtype.isText: choose(UInt32.self, mask, a, b, result)
    case 2: choose(UInt16.self, mask, a, b, result)
    case 1: choose(UInt8.self, mask, a, b, result)
    default:
      let picks = zip(mask.bools, zip(a.texts, b.texts)).map { $0 ? $1.0 : $1.1 }
      return try NDArray(texts: picks, shape: shape).cast(to: dtype)
    }
    return result
  }

  private static func choose<T>(_ type: T.Type, _ mask: NDArray, _ a: NDArray, _ b: NDArray, _ result: NDArray) {
    let walk = Traversal(shape: result.shape, strides: [mask.strides, a.strides, b.strides, result.strides])
    let flags = mask.pointer(Bool.self)
    let (x, y) = (a.base.assumingMemoryBound(to: T.self), b.base.assumingMemoryBound(to: T.self))
    let out = result.base.assumingMemoryBound(to: T.self)
    let (s0, s1, s2, s3) = (walk.steps[0], walk.steps[1], walk.steps[2], walk.steps[3])
    walk.forEachRun { start in
      let (flags, x, y, out) = (flags + start[0], x + start[1], y + start[2], out + start[3])
      for i in 0..<walk.count { out[i &* s3] = flags[i &* s0] ? x[i &* s1] : y[i &* s2] }
    }
  }

  /// For each axis of `shape`, the index that flat positions have there.
  public static func unravel(_ positions: NDArray, shape: [Int]) throws -> [NDArray] {
    let size = shape.reduce(1, &*)
    let flat = try positions.ints.map { position in
      guard position >= 0, position < size else {
        throw ArrayError(.value, "index \(position) is out of bounds for array with size \(size)")
      }
      return position
    }
    let strides = rowMajorStrides(shape)
    return shape.indices.map { axis in
      NDArray(flat.map { $0 / strides[axis] % shape[axis] }, shape: positions.shape)
    }
  }

  /// The flat positions of index arrays, one per axis of `shape`.
  public static func ravel(_ indices: [NDArray], shape: [Int]) throws -> NDArray {
    guard indices.count == shape.count else {
      throw ArrayError(.value, "parameter multi_index must be a sequence of length \(shape.count)")
    }
    let common = try Broadcasting.shape(indices.map(\.shape))
    let strides = rowMajorStrides(shape)
    var flat = [Int](repeating: 0, count: common.reduce(1, &*))
    for (axis, array) in indices.enumerated() {
      for (place, index) in try array.broadcast(to: common).ints.enumerated() {
        guard index >= 0, index < shape[axis] else { throw ArrayError(.value, "invalid entry in coordinates array") }
        flat[place] &+= index &* strides[axis]
      }
    }
    return NDArray(flat, shape: common)
  }

  /// Elements picked along an axis by an index array of the same number of axes.
  public static func takeAlong(_ array: NDArray, _ indices: NDArray, axis: Int) throws -> NDArray {
    let place = try normalized(axis: axis, ndim: array.ndim)
    guard indices.ndim == array.ndim else {
      throw ArrayError(.value, "`indices` and `arr` must have the same number of dimensions")
    }
    let parts = try array.shape.indices.map { axis -> IndexPart in
      if axis == place { return .array(indices) }
      var shape = [Int](repeating: 1, count: array.ndim)
      shape[axis] = array.shape[axis]
      return .array(try NDArray(Array(0..<array.shape[axis])).reshaped(shape))
    }
    return try array.indexed(parts)
  }
}
