/// Arrays put together, repeated, shifted and taken apart.
public enum Assembly {
  /// Arrays joined along an existing axis; nil joins their raveled elements.
  ///
  /// - Throws: `ValueError` if other extents differ or there is nothing to join.
  public static func concatenate(_ arrays: [NDArray], axis: Int? = 0, dtype: DType? = nil) throws -> NDArray {
    guard let first = arrays.first else { throw ArrayError(.value, "need at least one array to concatenate") }
    guard let axis else { return try concatenate(arrays.map { $0.raveled() }, axis: 0, dtype: dtype) }
    guard first.ndim > 0 else {
      throw ArrayError(.value, "zero-dimensional arrays cannot be concatenated")
    }
    let place = try normalized(axis: axis, ndim: first.ndim)
    try checkJoinable(arrays, place)
    var shape = first.shape
    shape[place] = arrays.reduce(0) { $0 + $1.shape[place] }
    let common = dtype ?? arrays.dropFirst().reduce(first.dtype) { DType.promote($0, $1.dtype) }
    let result = try NDArray(uninitialized: shape, dtype: common)
    var start = 0
    for array in arrays {
      let count = array.shape[place]
      try result.sliced(axis: place, start: start, count: count).assign(array)
      start += count
    }
    return result
  }

  private static func checkJoinable(_ arrays: [NDArray], _ place: Int) throws {
    let first = arrays[0]
    for (index, array) in arrays.enumerated().dropFirst() {
      guard array.ndim == first.ndim else {
        throw ArrayError(
          .value,
          "all the input arrays must have same number of dimensions, but the array at index 0 has \(first.ndim) "
            + "dimension(s) and the array at index \(index) has \(array.ndim) dimension(s)")
      }
      for axis in first.shape.indices where axis != place && array.shape[axis] != first.shape[axis] {
        throw ArrayError(
          .value,
          "all the input array dimensions except for the concatenation axis must match exactly, but along dimension "
            + "\(axis), the array at index 0 has size \(first.shape[axis]) and the array at index \(index) has size "
            + "\(array.shape[axis])")
      }
    }
  }

  /// Arrays of one shape joined along a new axis.
  public static func stack(_ arrays: [NDArray], axis: Int = 0) throws -> NDArray {
    guard let first = arrays.first else { throw ArrayError(.value, "need at least one array to stack") }
    guard arrays.allSatisfy({ $0.shape == first.shape }) else {
      throw ArrayError(.value, "all input arrays must have the same shape")
    }
    let place = try normalized(axis: axis, ndim: first.ndim + 1)
    return try concatenate(arrays.map { try $0.expandingDims([place]) }, axis: place)
  }

  /// Rows below each other; vectors count as rows.
  public static func vstack(_ arrays: [NDArray]) throws -> NDArray {
    try concatenate(arrays.map { try atLeast2D($0) }, axis: 0)
  }

  /// Side by side: along the second axis, or the first for vectors.
  public static func hstack(_ arrays: [NDArray]) throws -> NDArray {
    let parts = try arrays.map { $0.ndim == 0 ? try $0.reshaped([1]) : $0 }
    return try concatenate(parts, axis: parts.first?.ndim == 1 ? 0 : 1)
  }

  /// Along the third axis; vectors count as (1, n, 1), matrices as (m, n, 1).
  public static func dstack(_ arrays: [NDArray]) throws -> NDArray {
    try concatenate(
      arrays.map { $0.ndim >= 3 ? $0 : try atLeast2D($0).expandingDims([2]) }, axis: 2)
  }

  /// Vectors as the columns of a matrix.
  public static func columnStack(_ arrays: [NDArray]) throws -> NDArray {
    try concatenate(arrays.map { $0.ndim < 2 ? try $0.reshaped([-1, 1]) : $0 }, axis: 1)
  }

  public static func atLeast1D(_ array: NDArray) throws -> NDArray {
    array.ndim == 0 ? try array.reshaped([1]) : array
  }

  public static func atLeast2D(_ array: NDArray) throws -> NDArray {
    array.ndim >= 2 ? array : try array.reshaped([1, array.size])
  }

  /// The array repeated as a whole `counts` times along each axis.
  public static func tile(_ array: NDArray, _ counts: [Int]) throws -> NDArray {
    let ndim = max(array.ndim, counts.count)
    guard counts.allSatisfy({ $0 >= 0 }) else { throw ArrayError(.value, "negative dimensions are not allowed") }
    let shape = [Int](repeating: 1, count: ndim - array.ndim) + array.shape
    let repeats = [Int](repeating: 1, count: ndim - counts.count) + counts
    // (r0, n0, r1, n1, …) over a broadcast view, then pairs of axes merge.
    let spread = try array.reshaped(shape.flatMap { [1, $0] })
    let target = zip(repeats, shape).flatMap { [$0, $1] }
    let merged = try zip(repeats, shape).map { try checkedProduct($0, $1) }
    return try spread.broadcast(to: target).copied().reshaped(merged)
  }

  private static func checkedSum(_ a: Int, _ b: Int) throws -> Int {
    let (sum, overflow) = a.addingReportingOverflow(b)
    guard !overflow else { throw ArrayError(.memory, "Unable to allocate an array with \(a) and \(b) elements") }
    return sum
  }

  /// `MemoryError` if a list of `count` indices can't be had.
  static func requireMemory(for count: Int) throws { _ = try NDArray(uninitialized: [count], dtype: .int64) }

  static func checkedProduct(_ a: Int, _ b: Int) throws -> Int {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    guard !overflow else { throw ArrayError(.memory, "Unable to allocate an array with \(a) times \(b) elements") }
    return product
  }

  /// Each element repeated along an axis (of the raveled array for nil): once per count, or all alike for one count.
  public static func `repeat`(_ array: NDArray, _ counts: [Int], axis: Int? = nil) throws -> NDArray {
    guard let axis else { return try self.repeat(array.raveled(), counts, axis: 0) }
    let place = try normalized(axis: axis, ndim: array.ndim)
    let extent = array.shape[place]
    guard counts.count == 1 || counts.count == extent else {
      throw ArrayError(
        .value,
        "operands could not be broadcast together with shape \(ArrayError.tight(shape: [extent])) "
          + ArrayError.tight(shape: [counts.count]))
    }
    guard counts.allSatisfy({ $0 >= 0 }) else {
      throw ArrayError(.value, "repeats may not contain negative values.")
    }
    let total = try (0..<extent).reduce(0) { sum, index in
      try checkedSum(sum, counts.count == 1 ? counts[0] : counts[index])
    }
    try requireMemory(for: total)
    var indices: [Int] = []
    indices.reserveCapacity(total)
    for index in 0..<extent {
      indices.append(contentsOf: repeatElement(index, count: counts.count == 1 ? counts[0] : counts[index]))
    }
    return try array.taking(indices, axis: place)
  }

  /// The elements shifted around along axes, or through the raveled array for no axes.
  public static func roll(_ array: NDArray, _ shifts: [Int], axes: [Int]?) throws -> NDArray {
    guard let axes else {
      return try roll(array.raveled(), [shifts.reduce(0, &+)], axes: [0]).reshaped(array.shape)
    }
    var result = array
    let count = max(shifts.count, axes.count)
    guard shifts.count == count || shifts.count == 1, axes.count == count || axes.count == 1 else {
      throw ArrayError(.value, "'shift' and 'axis' should be scalars or 1D sequences")
    }
    for index in 0..<count {
      let place = try normalized(axis: axes[axes.count == 1 ? 0 : index], ndim: array.ndim)
      let extent = array.shape[place]
      guard extent > 0 else { continue }
      let shift = Scalars.remainder(shifts[shifts.count == 1 ? 0 : index], extent)
      result = try concatenate(
        [
          result.sliced(axis: place, start: extent - shift, count: shift),
          result.sliced(axis: place, start: 0, count: extent - shift),
        ], axis: place)
    }
    return result
  }

  /// The axes (all for nil) read backwards, as a view.
  public static func flip(_ array: NDArray, axes: [Int]? = nil) throws -> NDArray {
    try Reduction.axes(axes, ndim: array.ndim).reduce(array) { view, axis in
      view.sliced(axis: axis, start: max(0, view.shape[axis] - 1), count: view.shape[axis], step: -1)
    }
  }

  /// Views cut before each of the indices.
  public static func split(_ array: NDArray, at indices: [Int], axis: Int = 0) throws -> [NDArray] {
    let place = try normalized(axis: axis, ndim: array.ndim)
    let extent = array.shape[place]
    let cuts = [0] + indices.map { min(max($0 < 0 ? $0 + extent : $0, 0), extent) } + [extent]
    return zip(cuts, cuts.dropFirst()).map { start, end in
      array.sliced(axis: place, start: start, count: max(0, end - start))
    }
  }

  /// Views of `sections` parts as equal as can be, the first ones longer; with `exactly`, all equal or `ValueError`.
  public static func split(
    _ array: NDArray, sections: Int, axis: Int = 0, exactly: Bool
  ) throws -> [NDArray] {
    let place = try normalized(axis: axis, ndim: array.ndim)
    let extent = array.shape[place]
    guard sections > 0 else { throw ArrayError(.value, "number sections must be larger than 0.") }
    guard sections <= 1 << 24 else { throw ArrayError(.memory, "Unable to make \(sections) sections") }
    guard !exactly || extent % sections == 0 else {
      throw ArrayError(.value, "array split does not result in an equal division")
    }
    let (each, extra) = (extent / sections, extent % sections)
    var cuts: [Int] = []
    var cut = 0
    for section in 0..<(sections - 1) {
      cut += section < extra ? each + 1 : each
      cuts.append(cut)
    }
    return try split(array, at: cuts, axis: place)
  }

  /// How `pad` fills the margins.
  public enum Padding: Sendable { case constant(Operand), edge }

  /// The array with margins of `widths` (before, after) on each axis.
  public static func pad(_ array: NDArray, _ widths: [(Int, Int)], _ padding: Padding) throws -> NDArray {
    guard widths.allSatisfy({ $0.0 >= 0 && $0.1 >= 0 }) else {
      throw ArrayError(.value, "index can't contain negative values")
    }
    switch padding {
    case .constant(let value):
      let shape = try zip(array.shape, widths).map { try checkedSum($0, checkedSum($1.0, $1.1)) }
      let result = try NDArray(zeros: shape, dtype: array.dtype)
      try result.fill(with: value.array)
      var inner = result
      for (axis, width) in widths.enumerated() {
        inner = inner.sliced(axis: axis, start: width.0, count: array.shape[axis])
      }
      try inner.assign(array)
      return result
    case .edge:
      var result = array
      for (axis, width) in widths.enumerated() {
        let extent = array.shape[axis]
        guard extent > 0 else {
          throw ArrayError(.value, "can't extend empty axis \(axis) using modes other than 'constant' or 'empty'")
        }
        try requireMemory(for: checkedSum(checkedSum(width.0, width.1), extent))
        let before = [Int](repeating: 0, count: width.0), after = [Int](repeating: extent - 1, count: width.1)
        result = try result.taking(before + Array(0..<extent) + after, axis: axis)
      }
      return result
    }
  }

  /// The array with parts along an axis left out.
  public static func delete(_ array: NDArray, _ indices: [Int], axis: Int?) throws -> NDArray {
    guard let axis else { return try delete(array.raveled(), indices, axis: 0) }
    let place = try normalized(axis: axis, ndim: array.ndim)
    let extent = array.shape[place]
    let gone = try Set(indices.map { try Indexing.normalized($0, extent: extent, axis: place) })
    return try array.taking((0..<extent).filter { !gone.contains($0) }, axis: place)
  }

  /// The array with `values` put in before each of the indices.
  public static func insert(_ array: NDArray, _ indices: [Int], _ values: NDArray, axis: Int?) throws -> NDArray {
    guard let axis else { return try insert(array.raveled(), indices, values, axis: 0) }
    let place = try normalized(axis: axis, ndim: array.ndim)
    let extent = array.shape[place]
    let places = try indices.map { index -> Int in
      let place = index < 0 ? index + extent : index
      guard place >= 0, place <= extent else {
        throw ArrayError(.index, "index \(index) is out of bounds for axis \(axis) with size \(extent)")
      }
      return place
    }
    let rows = array.moved(axis: place)
    var shape = rows.shape
    // One index takes all the values; several take one each.
    var new = values
    if places.count == 1 {
      if values.ndim > 0, values.ndim == array.ndim { new = values.moved(axis: place) }
      shape[0] = values.ndim == array.ndim ? new.shape[0] : values.ndim == 1 && array.ndim == 1 ? values.size : 1
    } else {
      shape[0] = places.count
    }
    let inserted = try NDArray(zeros: shape, dtype: array.dtype)
    try inserted.fill(with: new)
    let targets = places.count == 1 ? [Int](repeating: places[0], count: shape[0]) : places
    let order = targets.indices.sorted { (targets[$0], $0) < (targets[$1], $1) }
    var picks: [Int] = []
    var next = 0
    for index in 0...extent {
      while next < order.count, targets[order[next]] == index {
        picks.append(extent + order[next])
        next += 1
      }
      if index < extent { picks.append(index) }
    }
    let joined = try concatenate([rows, inserted], axis: 0, dtype: array.dtype)
    return try joined.taking(picks, axis: 0).movingAxes([0], to: [place]).contiguous()
  }
}

extension NDArray {
  /// The axis moved to the front, as a view.
  ///
  /// - Precondition: the axis exists.
  func moved(axis: Int) -> NDArray {
    let order = [axis] + shape.indices.filter { $0 != axis }
    return view(shape: order.map { shape[$0] }, strides: order.map { strides[$0] }, offset: offset)
  }
}
