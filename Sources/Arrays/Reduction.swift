/// Folding axes away with an elementwise operation: sums, products, extremes, all, any.
public enum Reduction {
  /// The axes that an argument names, as indices in order; all of them for nil. Repeats are refused.
  public static func axes(_ axes: [Int]?, ndim: Int) throws -> [Int] {
    guard let axes else { return Array(0..<ndim) }
    let chosen = try axes.map { try normalized(axis: $0, ndim: ndim) }
    guard Set(chosen).count == chosen.count else { throw ArrayError(.value, "duplicate value in 'axis'") }
    return chosen.sorted()
  }

  /// `operation` folded over `axes` (all for nil), which disappear or, with `keepDims`, stay with extent 1.
  ///
  /// Sums and products of bools and narrow integers are int64 (uint64). Float sums over the fastest axis are pairwise.
  /// - Parameter dtype: the type to compute in and to give.
  /// - Throws: `ValueError` for an operation without identity over nothing, `AxisError`.
  public static func fold(
    _ operation: BinaryUfunc, _ array: NDArray, axes chosen: [Int]? = nil, keepDims: Bool = false,
    dtype: DType? = nil, errors: inout FloatingErrors
  ) throws -> NDArray {
    let output = dtype ?? resultType(operation, array.dtype)
    if chosen == nil, !keepDims, let total = plainSum(operation, array, output, &errors) { return total }
    let axes = try axes(chosen, ndim: array.ndim)
    let (input, _) = try operation.types(for: output)
    let loopClass = LoopClass(input)
    guard let loop = operation.loops[loopClass] else {
      throw ArrayError(.type, "ufunc '\(operation.name)' has no reduction for \(output.description)")
    }
    let source = try array.cast(to: loopClass.dtype)
    var extents = array.shape
    for axis in axes { extents[axis] = 1 }
    let result = try start(operation, source, axes, extents)
    FloatingErrors.clear()
    accumulate(operation, loop, source, axes, into: result)
    if operation.reportsErrors { errors.formUnion(FloatingErrors.current()) }
    let final = try result.cast(to: operation.rule == .logical ? .bool : output)
    if keepDims { return final }
    let kept = extents.indices.filter { !axes.contains($0) }
    return final.view(
      shape: kept.map { extents[$0] }, strides: kept.map { final.strides[$0] }, offset: final.offset)
  }

  /// The sum of all elements of a contiguous float array, the most frequent folding, without the general machinery.
  private static func plainSum(
    _ operation: BinaryUfunc, _ array: NDArray, _ output: DType, _ errors: inout FloatingErrors
  ) -> NDArray? {
    guard operation.name == "add", output == array.dtype, output == .float64 || output == .float32, array.size > 0,
      array.isContiguous
    else { return nil }
    return withExtendedLifetime(array.buffer) {
      FloatingErrors.clear()
      let total =
        output == .float64
        ? NDArray(scalar: pairwiseSum(array.pointer(Double.self), 1, array.size))
        : NDArray(scalar: pairwiseSum(array.pointer(Float.self), 1, array.size))
      errors.formUnion(FloatingErrors.current())
      return total
    }
  }

  /// As above, without a report of floating-point events.
  public static func fold(
    _ operation: BinaryUfunc, _ array: NDArray, axes: [Int]? = nil, keepDims: Bool = false, dtype: DType? = nil
  ) throws -> NDArray {
    var ignored: FloatingErrors = []
    return try fold(operation, array, axes: axes, keepDims: keepDims, dtype: dtype, errors: &ignored)
  }

  static func resultType(_ operation: BinaryUfunc, _ dtype: DType) -> DType {
    if operation.rule == .logical { return .bool }
    guard operation.name == "add" || operation.name == "multiply" else { return dtype }
    switch dtype.kind {
    case .bool, .signed: return .int64
    case .unsigned: return .uint64
    default: return dtype
    }
  }

  /// What the folding begins with: the identity, or the first elements along the axes.
  private static func start(
    _ operation: BinaryUfunc, _ source: NDArray, _ axes: [Int], _ extents: [Int]
  ) throws -> NDArray {
    if let identity = operation.identity {
      // Sums of floats start from -0, which keeps a sum of negative zeros negative; a sum of nothing is 0.
      let isEmpty = axes.contains { source.shape[$0] == 0 }
      let first = operation.name == "add" && source.dtype.isFloat && !isEmpty ? -0.0 : identity
      return try NDArray(repeating: first, shape: extents, dtype: source.dtype)
    }
    var first = source
    for axis in axes {
      guard source.shape[axis] > 0 else {
        throw ArrayError(
          .value, "zero-size array to reduction operation \(operation.name) which has no identity")
      }
      first = first.sliced(axis: axis, start: 0, count: 1)
    }
    return first.copy()
  }

  /// Walks memory in its own order, so that a transposed array sums like its base.
  private static func accumulate(
    _ operation: BinaryUfunc, _ loop: BinaryLoop, _ source: NDArray, _ axes: [Int], into result: NDArray
  ) {
    guard !source.shape.contains(0) else { return }
    let order = source.shape.indices.sorted { abs(source.strides[$0]) > abs(source.strides[$1]) }
    let isFolded = Set(axes)
    let walk = Traversal(
      shape: order.map { source.shape[$0] },
      strides: [order.map { isFolded.contains($0) ? 0 : result.strides[$0] }, order.map { source.strides[$0] }])
    if operation.name == "add", walk.steps[0] == 0, walk.strides[0].last == 0 {
      if source.dtype == .float64 { return sumBuffered(Double.self, walk, source, into: result) }
      if source.dtype == .float32 { return sumBuffered(Float.self, walk, source, into: result) }
    }
    let item = source.dtype.itemSize
    let (step, sourceStep, count) = (walk.steps[0], walk.steps[1], walk.count)
    let isPairwise = operation.name == "add" && step == 0
    let isLaned = operation.isFreelyOrdered(LoopClass(source.dtype))
    walk.forEachRun { start in
      let target = result.base + start[0] &* item
      let origin = UnsafeRawPointer(source.base + start[1] &* item)
      switch source.dtype {
      case .float64 where isPairwise:
        let total = target.assumingMemoryBound(to: Double.self)
        total[0] += pairwiseSum(origin.assumingMemoryBound(to: Double.self), sourceStep, count)
      case .float32 where isPairwise:
        let total = target.assumingMemoryBound(to: Float.self)
        total[0] += pairwiseSum(origin.assumingMemoryBound(to: Float.self), sourceStep, count)
      case _ where isLaned && step == 0 && sourceStep == 1 && count >= 2 * lanes:
        foldLanes(loop, target, origin, count, item)
      default: loop(target, step, origin, sourceStep, target, step, count)
      }
    }
  }

  /// Running results kept side by side where their order does not matter, so that one vector instruction serves many.
  private static let lanes = 64

  /// Folds a contiguous run into `target`: into a block of lanes first, which is folded at the end.
  private static func foldLanes(
    _ loop: BinaryLoop, _ target: UnsafeMutableRawPointer, _ origin: UnsafeRawPointer, _ count: Int, _ item: Int
  ) {
    withUnsafeTemporaryAllocation(byteCount: lanes * item, alignment: 64) { block in
      guard let block = block.baseAddress else { return }
      block.copyMemory(from: origin, byteCount: lanes * item)
      var start = lanes
      while start + lanes <= count {
        loop(block, 1, origin + start * item, 1, block, 1, lanes)
        start += lanes
      }
      loop(target, 0, origin + start * item, 1, target, 0, count - start)
      loop(target, 0, block, 1, target, 0, lanes)
    }
  }

  /// Sums over several axes whose elements do not lie in one run: as many whole runs as 8192 elements hold are put
  /// side by side and summed pairwise at a time, which is NumPy's order.
  @_specialize(where T == Double)
  @_specialize(where T == Float)
  private static func sumBuffered<T: Element & BinaryFloatingPoint>(
    _ type: T.Type, _ walk: Traversal, _ source: NDArray, into result: NDArray
  ) {
    // The folded axes around the inner run.
    let folded = walk.strides[0].reversed().prefix { $0 == 0 }.count
    let runs = walk.shape.suffix(folded).reduce(1, *)
    let runsPerBuffer = max(1, 8192 / walk.count)
    let capacity = min(runs, runsPerBuffer) * walk.count
    withUnsafeTemporaryAllocation(of: T.self, capacity: capacity) { buffer in
      guard let start = buffer.baseAddress else { return }
      var filled = 0, seen = 0
      walk.forEachRun { offsets in
        let from = source.pointer(T.self) + offsets[1]
        for index in 0..<walk.count { start[filled &+ index] = from[index &* walk.steps[1]] }
        filled &+= walk.count
        seen &+= 1
        if filled == capacity || seen == runs {
          result.pointer(T.self)[offsets[0]] += pairwiseSum(start, 1, filled)
          filled = 0
          if seen == runs { seen = 0 }
        }
      }
    }
  }

  /// The sum of `count` numbers: eight running sums within blocks of 128, halves added beyond.
  ///
  /// The error grows like log n instead of n, and the order is NumPy's, so that last digits agree.
  @_specialize(where T == Double)
  @_specialize(where T == Float)
  static func pairwiseSum<T: BinaryFloatingPoint>(_ x: UnsafePointer<T>, _ step: Int, _ count: Int) -> T {
    if count < 8 {
      var sum = -T.zero
      for i in 0..<count { sum += x[i &* step] }
      return sum
    }
    if count > 128 {
      let half = count / 2 & ~7
      return pairwiseSum(x, step, half) + pairwiseSum(x + half &* step, step, count &- half)
    }
    var (a, b, c, d) = (x[0], x[step], x[2 &* step], x[3 &* step])
    var (e, f, g, h) = (x[4 &* step], x[5 &* step], x[6 &* step], x[7 &* step])
    var i = 8
    while i &+ 8 <= count {
      let y = x + i &* step
      a += y[0]
      b += y[step]
      c += y[2 &* step]
      d += y[3 &* step]
      e += y[4 &* step]
      f += y[5 &* step]
      g += y[6 &* step]
      h += y[7 &* step]
      i &+= 8
    }
    var sum = ((a + b) + (c + d)) + ((e + f) + (g + h))
    while i < count {
      sum += x[i &* step]
      i &+= 1
    }
    return sum
  }

  /// `operation` folded along an axis, keeping every partial result (`cumsum`, `cumprod`); nil takes the raveled array.
  public static func accumulate(
    _ operation: BinaryUfunc, _ array: NDArray, axis: Int?, dtype: DType? = nil
  ) throws -> NDArray {
    guard let axis else { return try accumulate(operation, array.raveled(), axis: 0, dtype: dtype) }
    let place = try normalized(axis: axis, ndim: array.ndim)
    let output = dtype ?? resultType(operation, array.dtype)
    let loopClass = LoopClass(try operation.types(for: output).input)
    guard let loop = operation.loops[loopClass] else { throw ArrayError(.type, "no loop for \(output.description)") }
    let result = try array.astype(loopClass.dtype)
    let extent = array.shape[place]
    if place == array.ndim - 1, output != .float16 {
      // Each element is combined with the one before it, which the loop has just written.
      let item = result.dtype.itemSize
      for start in stride(from: 0, to: result.size, by: max(1, extent)) {
        let row = result.base + start * item
        loop(row, 1, row + item, 1, row + item, 1, extent - 1)
      }
      return try result.cast(to: output)
    }
    for index in 1..<max(1, extent) {
      let previous = result.selecting(axis: place, index: index - 1)
      let current = result.selecting(axis: place, index: index)
      BinaryUfunc.run(loop, previous, current, current)
      // Every partial result is one of the type.
      if output == .float16 { try current.assign(current.astype(.float16)) }
    }
    return try result.cast(to: output)
  }
}
