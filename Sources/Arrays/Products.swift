import COpenBLAS

/// Sums of products: matrix products of any type and number of axes, contractions, outer products.
///
/// Float products go to BLAS through `LinearAlgebra`; whole numbers and bools are summed here, wrapping.
public enum Products {
  /// `a @ b`: matrices over the last two axes, leading axes stretch, vectors lose the axis that was added for them.
  public static func matmul(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    for (place, operand) in [a, b].enumerated() where operand.ndim == 0 {
      throw ArrayError(
        .value,
        "matmul: Input operand \(place) does not have enough dimensions (has 0, gufunc core with signature "
          + "(n?,k),(k,m?)->(n?,m?) requires 1)")
    }
    let left = a.ndim == 1 ? try a.expandingDims([0]) : a
    let right = b.ndim == 1 ? try b.expandingDims([1]) : b
    let (m, k, n) = (left.shape[left.ndim - 2], left.shape[left.ndim - 1], right.shape[right.ndim - 1])
    guard right.shape[right.ndim - 2] == k else {
      throw ArrayError(
        .value,
        "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
          + "(n?,k),(k,m?)->(n?,m?) (size \(right.shape[right.ndim - 2]) is different from \(k))")
    }
    let common = DType.promote(a.dtype, b.dtype)
    guard !common.isText else { throw ArrayError(.type, "matmul: text arrays have no products") }
    let batch = try Broadcasting.shape([Array(left.shape.dropLast(2)), Array(right.shape.dropLast(2))])
    var shape = batch + [m, n]
    let product = try stacked(left, right, batch, shape, common)
    if b.ndim == 1 { shape.removeLast() }
    if a.ndim == 1 { shape.remove(at: shape.count - (b.ndim == 1 ? 1 : 2)) }
    return try product.reshaped(shape)
  }

  private static func stacked(
    _ left: NDArray, _ right: NDArray, _ batch: [Int], _ shape: [Int], _ common: DType
  ) throws -> NDArray {
    let wide = LoopClass(common).dtype
    let (a, b) = (try left.cast(to: wide), try right.cast(to: wide))
    if batch.isEmpty { return try single(a, b).cast(to: common) }
    // One matrix on the right and a contiguous stack on the left are one large product.
    if b.ndim == 2, a.isContiguous {
      return try single(a.reshaped([-1, a.shape[a.ndim - 1]]), b).reshaped(shape).cast(to: common)
    }
    let result = try NDArray(uninitialized: shape, dtype: wide)
    let stackA = try a.broadcast(to: batch + a.shape.suffix(2)), stackB = try b.broadcast(to: batch + b.shape.suffix(2))
    let walk = [stackA, stackB, result].map {
      $0.view(
        shape: batch, strides: Array($0.strides.prefix(batch.count)), offset: $0.offset)
    }
    var offsets: [[Int]] = [[], [], []]
    for (operand, view) in walk.enumerated() { view.forEachElement { offsets[operand].append($0) } }
    for index in offsets[0].indices {
      let parts = zip([stackA, stackB, result], offsets).map { array, places in
        array.view(
          shape: Array(array.shape.suffix(2)), strides: Array(array.strides.suffix(2)),
          offset: array.offset + places[index])
      }
      try parts[2].assign(single(parts[0], parts[1]))
    }
    return try result.cast(to: common)
  }

  /// The product of two matrices of one wide type.
  private static func single(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    if a.dtype.isFloat {
      if a.shape[0] == 1, b.shape[1] == 1 { return try vectorProduct(a.raveled(), b.raveled()).reshaped([1, 1]) }
      return try LinearAlgebra.product(a, b)
    }
    let dtype = a.dtype
    let (x, y) = (try a.cast(to: dtype == .bool ? .int64 : dtype), try b.cast(to: dtype == .bool ? .int64 : dtype))
    let result = try NDArray(zeros: [a.shape[0], b.shape[1]], dtype: .int64)
    // Wrapping sums of products have the same bits for signed and unsigned numbers.
    let (left, right) = (x.contiguous().reinterpretedAsInt, y.contiguous().reinterpretedAsInt)
    let (m, k, n) = (a.shape[0], a.shape[1], b.shape[1])
    let (p, q, out) = (left.pointer(Int.self), right.pointer(Int.self), result.pointer(Int.self))
    for i in 0..<m {
      for j in 0..<k {
        let factor = p[i &* k &+ j]
        for l in 0..<n { out[i &* n &+ l] &+= factor &* q[j &* n &+ l] }
      }
    }
    if dtype == .uint64 {
      return NDArray(buffer: result.buffer, dtype: .uint64, shape: result.shape, strides: result.strides, offset: 0)
    }
    return try result.cast(to: dtype)
  }

  /// The sum of products of two vectors of one float type.
  private static func vectorProduct(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    let count = try LinearAlgebra.extent(a.size)
    let (x, y) = (a.strides[0] > 0 ? a : a.copy(), b.strides[0] > 0 ? b : b.copy())
    let (xStep, yStep) = (try LinearAlgebra.extent(x.strides[0]), try LinearAlgebra.extent(y.strides[0]))
    return withExtendedLifetime((x.buffer, y.buffer)) {
      a.dtype == .float64
        ? NDArray(scalar: cblas_ddot(count, x.pointer(Double.self), xStep, y.pointer(Double.self), yStep))
        : NDArray(scalar: cblas_sdot(count, x.pointer(Float.self), xStep, y.pointer(Float.self), yStep))
    }
  }

  /// `np.dot`: products of numbers, else the last axis of `a` against the last but one of `b`.
  public static func dot(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    if a.ndim == 0 || b.ndim == 0 { return try a * b }
    let axis = max(0, b.ndim - 2)
    guard a.shape[a.ndim - 1] == b.shape[axis] else {
      throw ArrayError(
        .value,
        "shapes \(ArrayError.tight(shape: a.shape)) and \(ArrayError.tight(shape: b.shape)) not aligned: "
          + "\(a.shape[a.ndim - 1]) (dim \(a.ndim - 1)) != \(b.shape[axis]) (dim \(axis))")
    }
    if a.ndim <= 2, b.ndim <= 2 { return try matmul(a, b) }
    return try tensordot(a, b, axes: ([a.ndim - 1], [axis]))
  }

  /// `np.inner`: the last axes against each other.
  public static func inner(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    if a.ndim == 0 || b.ndim == 0 { return try a * b }
    guard a.shape[a.ndim - 1] == b.shape[b.ndim - 1] else {
      throw ArrayError(
        .value,
        "shapes \(ArrayError.tight(shape: a.shape)) and \(ArrayError.tight(shape: b.shape)) not aligned: "
          + "\(a.shape[a.ndim - 1]) (dim \(a.ndim - 1)) != \(b.shape[b.ndim - 1]) (dim \(b.ndim - 1))")
    }
    return try tensordot(a, b, axes: ([a.ndim - 1], [b.ndim - 1]))
  }

  /// All products of the raveled elements: [a.size, b.size].
  public static func outer(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    try a.raveled().expandingDims([1]) * b.raveled().expandingDims([0])
  }

  /// Sums over pairs of axes; the other axes of `a`, then those of `b`, remain.
  public static func tensordot(_ a: NDArray, _ b: NDArray, axes: ([Int], [Int])) throws -> NDArray {
    let left = try axes.0.map { try normalized(axis: $0, ndim: a.ndim) }
    let right = try axes.1.map { try normalized(axis: $0, ndim: b.ndim) }
    guard left.count == right.count, zip(left, right).allSatisfy({ a.shape[$0] == b.shape[$1] }) else {
      throw ArrayError(.value, "shape-mismatch for sum")
    }
    let keptA = a.shape.indices.filter { !left.contains($0) }, keptB = b.shape.indices.filter { !right.contains($0) }
    let length = left.reduce(1) { $0 * a.shape[$1] }
    let rows = keptA.map { a.shape[$0] }, columns = keptB.map { b.shape[$0] }
    let x = try a.transposed(keptA + left).reshaped([rows.reduce(1, *), length])
    let y = try b.transposed(right + keptB).reshaped([length, columns.reduce(1, *)])
    return try matmul(x, y).reshaped(rows + columns)
  }

  /// Blocks of `b` scaled by the elements of `a`.
  public static func kron(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    let ndim = max(a.ndim, b.ndim)
    let shapeA = [Int](repeating: 1, count: ndim - a.ndim) + a.shape
    let shapeB = [Int](repeating: 1, count: ndim - b.ndim) + b.shape
    let product = try a.reshaped(shapeA.flatMap { [$0, 1] }) * b.reshaped(shapeB.flatMap { [1, $0] })
    return try product.reshaped(zip(shapeA, shapeB).map { $0 * $1 })
  }

  /// The vector product over the last axes, of extent 3 (or 2, whose product is a number).
  public static func cross(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    guard let p = a.shape.last, let q = b.shape.last, (2...3).contains(p), (2...3).contains(q) else {
      throw ArrayError(
        .value,
        "incompatible dimensions for cross product\n(dimension must be 2 or 3)")
    }
    func part(_ array: NDArray, _ index: Int) throws -> NDArray {
      index < array.shape[array.ndim - 1]
        ? array.selecting(axis: array.ndim - 1, index: index)
        : try NDArray(zeros: Array(array.shape.dropLast()), dtype: array.dtype)
    }
    func component(_ i: Int, _ j: Int) throws -> NDArray { try part(a, i) * part(b, j) - part(a, j) * part(b, i) }
    if p == 2, q == 2 { return try component(0, 1) }
    return try Assembly.stack([component(1, 2), component(2, 0), component(0, 1)], axis: -1)
  }
}

extension NDArray {
  /// The bits of an int64 or uint64 array as int64.
  fileprivate var reinterpretedAsInt: NDArray {
    NDArray(buffer: buffer, dtype: .int64, shape: shape, strides: strides, offset: offset)
  }
}
