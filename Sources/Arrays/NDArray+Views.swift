/// Views: other shapes and orders of the same memory.
extension NDArray {
  func view(shape: [Int], strides: [Int], offset: Int) -> NDArray {
    NDArray(buffer: buffer, dtype: dtype, shape: shape, strides: strides, offset: offset, isReadOnly: isReadOnly)
  }

  /// Every `step`-th of `count` indices from `start` on along an axis, as a view.
  ///
  /// - Precondition: all those indices exist.
  public func sliced(axis: Int, start: Int, count: Int, step: Int = 1) -> NDArray {
    var (extents, steps) = (shape, strides)
    extents[axis] = count
    steps[axis] &*= step
    return view(shape: extents, strides: steps, offset: count > 0 ? offset &+ start &* strides[axis] : offset)
  }

  /// The view at one index of an axis, which disappears.
  ///
  /// - Precondition: the index exists.
  public func selecting(axis: Int, index: Int) -> NDArray {
    var (extents, steps) = (shape, strides)
    extents.remove(at: axis)
    steps.remove(at: axis)
    return view(shape: extents, strides: steps, offset: offset &+ index &* strides[axis])
  }

  /// Row `index` of the first axis, as a view.
  ///
  /// - Precondition: the row exists.
  public subscript(row index: Int) -> NDArray { selecting(axis: 0, index: index) }

  /// The axes in another order (reversed without one), as a view.
  public func transposed(_ axes: [Int]? = nil) throws -> NDArray {
    guard let axes else {
      return view(shape: shape.reversed(), strides: strides.reversed(), offset: offset)
    }
    guard axes.count == ndim else { throw ArrayError(.value, "axes don't match array") }
    let order = try axes.map { try normalized(axis: $0, ndim: ndim) }
    guard Set(order).count == ndim else { throw ArrayError(.value, "repeated axis in transpose") }
    return view(shape: order.map { shape[$0] }, strides: order.map { strides[$0] }, offset: offset)
  }

  /// The axes reversed.
  public var transposed: NDArray { view(shape: shape.reversed(), strides: strides.reversed(), offset: offset) }

  public func swappingAxes(_ first: Int, _ second: Int) throws -> NDArray {
    let (a, b) = (try normalized(axis: first, ndim: ndim), try normalized(axis: second, ndim: ndim))
    var order = Array(0..<ndim)
    order.swapAt(a, b)
    return try transposed(order)
  }

  /// The axes `source` moved to the places `destination`, the others in their order.
  public func movingAxes(_ source: [Int], to destination: [Int]) throws -> NDArray {
    guard source.count == destination.count else {
      throw ArrayError(.value, "`source` and `destination` arguments must have the same number of elements")
    }
    let from = try source.map { try normalized(axis: $0, ndim: ndim) }
    let to = try destination.map { try normalized(axis: $0, ndim: ndim) }
    guard Set(from).count == from.count else { throw ArrayError(.value, "repeated axis in `source` argument") }
    guard Set(to).count == to.count else { throw ArrayError(.value, "repeated axis in `destination` argument") }
    var order = (0..<ndim).filter { !from.contains($0) }
    for (place, axis) in zip(to, from).sorted(by: { $0.0 < $1.0 }) { order.insert(axis, at: place) }
    return try transposed(order)
  }

  /// Without its axes of extent 1, or without those given.
  public func squeezed(_ axes: [Int]? = nil) throws -> NDArray {
    let chosen = try axes.map { try Set($0.map { try normalized(axis: $0, ndim: ndim) }) }
    guard chosen?.allSatisfy({ shape[$0] == 1 }) ?? true else {
      throw ArrayError(.value, "cannot select an axis to squeeze out which has size not equal to one")
    }
    let kept = shape.indices.filter { !(chosen?.contains($0) ?? (shape[$0] == 1)) }
    return view(shape: kept.map { shape[$0] }, strides: kept.map { strides[$0] }, offset: offset)
  }

  /// With new axes of extent 1 at the places given in the result.
  public func expandingDims(_ axes: [Int]) throws -> NDArray {
    let total = ndim + axes.count
    let places = try axes.map { try normalized(axis: $0, ndim: total) }
    guard Set(places).count == places.count else { throw ArrayError(.value, "repeated axis") }
    var (extents, steps) = (shape, strides)
    for place in places.sorted() {
      extents.insert(1, at: place)
      steps.insert(0, at: place)
    }
    return view(shape: extents, strides: steps, offset: offset)
  }

  /// The same elements in another shape, in which one extent may be -1: a view where the strides allow, else a copy.
  public func reshaped(_ wanted: [Int]) throws -> NDArray {
    let target = try resolved(shape: wanted)
    if let steps = stridesOfView(target) { return view(shape: target, strides: steps, offset: offset) }
    return try copied().view(shape: target, strides: rowMajorStrides(target), offset: 0)
  }

  /// All elements in one dimension: a view where the strides allow.
  public func raveled() -> NDArray {
    let target = [size]
    if let steps = stridesOfView(target) { return view(shape: target, strides: steps, offset: offset) }
    return copy().view(shape: target, strides: [1], offset: 0)
  }

  private func resolved(shape wanted: [Int]) throws -> [Int] {
    let failure = ArrayError(
      .value, "cannot reshape array of size \(size) into shape \(ArrayError.wanted(shape: wanted))")
    var known = 1
    for extent in wanted where extent != -1 {
      let (product, overflow) = known.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflow else { throw failure }
      known = product
    }
    let open = wanted.indices.filter { wanted[$0] == -1 }
    guard open.count <= 1 else { throw ArrayError(.value, "can only specify one unknown dimension") }
    guard let place = open.first else {
      guard known == size else { throw failure }
      return wanted
    }
    guard known > 0, size % known == 0 else { throw failure }
    var target = wanted
    target[place] = size / known
    return target
  }

  /// Strides that give `target` over this memory in the same order of elements; nil if there are none.
  private func stridesOfView(_ target: [Int]) -> [Int]? {
    if isContiguous { return rowMajorStrides(target) }
    let old = shape.indices.filter { shape[$0] != 1 }
    let (extents, steps) = (old.map { shape[$0] }, old.map { strides[$0] })
    var result = [Int](repeating: 1, count: target.count)
    var (i, j) = (0, 0)
    while i < extents.count {
      // Groups of old and new axes that hold the same number of elements.
      var (oldSize, newSize) = (extents[i], 1)
      var (oldEnd, newEnd) = (i + 1, j)
      while newEnd < target.count, newSize != oldSize || newEnd == j {
        if newSize < oldSize || newEnd == j {
          newSize &*= target[newEnd]
          newEnd += 1
        }
        while newSize > oldSize, oldEnd < extents.count {
          oldSize &*= extents[oldEnd]
          oldEnd += 1
        }
        if newSize > oldSize { return nil }
      }
      guard newSize == oldSize else { return nil }
      for axis in i..<(oldEnd - 1) where steps[axis] != extents[axis + 1] &* steps[axis + 1] { return nil }
      var step = steps[oldEnd - 1]
      for axis in stride(from: newEnd - 1, through: j, by: -1) {
        result[axis] = step
        step &*= target[axis]
      }
      (i, j) = (oldEnd, newEnd)
    }
    return result
  }
}
