/// One part of what stands between the brackets of `a[…]`.
public enum IndexPart: Sendable {
  case integer(Int)
  case slice(start: Int?, stop: Int?, step: Int?)
  case newAxis
  case ellipsis
  /// Integers that pick along one axis.
  case array(NDArray)
  /// Booleans that pick among as many axes as they have.
  case mask(NDArray)

  /// The whole axis.
  static let all = IndexPart.slice(start: nil, stop: nil, step: nil)

  var axesConsumed: Int {
    switch self {
    case .integer, .slice, .array: 1
    case .mask(let mask): mask.ndim
    case .newAxis, .ellipsis: 0
    }
  }

  var isAdvanced: Bool {
    switch self {
    case .array, .mask: true
    default: false
    }
  }
}

/// NumPy's indexing: basic parts give views, integer arrays and masks make copies.
public enum Indexing {
  /// `index`, which may count from the end, in `0..<extent`.
  static func normalized(_ index: Int, extent: Int, axis: Int) throws -> Int {
    let place = index < 0 ? index &+ extent : index
    guard place >= 0, place < extent else {
      throw ArrayError(.index, "index \(index) is out of bounds for axis \(axis) with size \(extent)")
    }
    return place
  }

  /// The start, count and step of a slice of an axis, clipped as Python does; `ValueError` for a step of 0.
  public static func slice(
    start: Int?, stop: Int?, step: Int?, extent: Int
  ) throws -> (start: Int, count: Int, step: Int) {
    let step = step ?? 1
    guard step != 0 else { throw ArrayError(.value, "slice step cannot be zero") }
    let (lowest, highest) = step > 0 ? (0, extent) : (-1, extent - 1)
    func clipped(_ bound: Int) -> Int {
      min(max(bound < 0 ? bound &+ extent : bound, lowest), highest)
    }
    let first = start.map(clipped) ?? (step > 0 ? lowest : highest)
    let last = stop.map(clipped) ?? (step > 0 ? highest : lowest)
    let span = step > 0 ? last - first : first - last
    guard span > 0 else { return (first, 0, step) }
    // The magnitude of the least Int does not fit; no axis is that long.
    let magnitude = step == Int.min ? Int.max : abs(step)
    return (first, (span - 1) / magnitude + 1, step)
  }
}

/// An index applied to an array: the view that its basic parts select, and what its advanced parts pick from it.
struct IndexedView {
  /// The array's view, with the axes that advanced parts pick from still whole.
  private(set) var view: NDArray
  /// The axes of `view` with advanced parts, and their integers.
  private var picked: [(axis: Int, indices: NDArray)] = []
  /// Where the axes of the picks go in the result: the place of the first if they stand together, else the front.
  private var place = 0

  var isBasic: Bool { picked.isEmpty }

  init(_ array: NDArray, _ parts: [IndexPart]) throws {
    view = array
    let consumed = parts.reduce(0) { $0 + $1.axesConsumed }
    guard consumed <= array.ndim else {
      throw ArrayError(
        .index,
        "too many indices for array: array is \(array.ndim)-dimensional, but \(consumed) were indexed")
    }
    let isAdvanced = parts.contains { $0.isAdvanced }
    var advancedRuns = 0
    var previousWasAdvanced = false
    var (axis, original) = (0, 0)
    var hasEllipsis = false
    for part in parts {
      let isPick = part.isAdvanced || (isAdvanced && part.axesConsumed == 1 && part.isInteger)
      if isPick, !previousWasAdvanced {
        advancedRuns += 1
        if advancedRuns == 1 { place = axis }
      }
      previousWasAdvanced = isPick
      if case .ellipsis = part {
        guard !hasEllipsis else { throw ArrayError(.index, "an index can only have a single ellipsis ('...')") }
        hasEllipsis = true
        axis += array.ndim - consumed
        original += array.ndim - consumed
      } else {
        try apply(part, keepingIntegers: isAdvanced, &axis, original)
        original += part.axesConsumed
      }
    }
    if advancedRuns > 1 { place = 0 }
  }

  /// Applies one part at `axis` of the view and steps over what it leaves; `original` is the axis of the array.
  private mutating func apply(
    _ part: IndexPart, keepingIntegers: Bool, _ axis: inout Int, _ original: Int
  ) throws {
    switch part {
    case .integer(let index):
      let place = try Indexing.normalized(index, extent: view.shape[axis], axis: original)
      if keepingIntegers {
        picked.append((axis, NDArray(scalar: place)))
        axis += 1
      } else {
        view = view.selecting(axis: axis, index: place)
      }
    case .slice(let start, let stop, let step):
      let range = try Indexing.slice(start: start, stop: stop, step: step, extent: view.shape[axis])
      view = view.sliced(axis: axis, start: range.start, count: range.count, step: range.step)
      axis += 1
    case .newAxis:
      view = try view.expandingDims([axis])
      axis += 1
    case .ellipsis: break
    case .array(let indices):
      picked.append((axis, try Self.checked(indices, extent: view.shape[axis], axis: original)))
      axis += 1
    case .mask(let mask):
      if mask.ndim == 0 {
        // A single truth value: a new axis of which one or no element is taken.
        view = try view.expandingDims([axis])
        picked.append((axis, NDArray([Int](repeating: 0, count: mask.bools[0] ? 1 : 0))))
        axis += 1
        return
      }
      for (offset, extent) in mask.shape.enumerated() where view.shape[axis + offset] != extent {
        throw ArrayError(
          .index,
          "boolean index did not match indexed array along axis \(original + offset); size of axis is "
            + "\(view.shape[axis + offset]) but size of corresponding boolean axis is \(extent)")
      }
      for indices in Picking.nonzero(mask) {
        picked.append((axis, indices))
        axis += 1
      }
    }
  }

  private static func checked(_ indices: NDArray, extent: Int, axis: Int) throws -> NDArray {
    let places = try indices.ints.map { try Indexing.normalized($0, extent: extent, axis: axis) }
    return NDArray(places, shape: indices.shape)
  }

  /// The picks as a gathering: offsets of the picked blocks from the view's start, the blocks, the result's axes.
  func gathering() throws -> Gathering {
    let shapes = picked.map(\.indices.shape)
    guard let shape = try? Broadcasting.shape(shapes) else {
      let given = shapes.map { ArrayError.tight(shape: $0) }.joined(separator: " ")
      throw ArrayError(
        .index, "shape mismatch: indexing arrays could not be broadcast together with shapes \(given) ")
    }
    var offsets = [Int](repeating: 0, count: shape.reduce(1, *))
    for (axis, indices) in picked {
      guard let places = indices.stretched(to: shape)?.ints else { continue }
      let step = view.strides[axis]
      for index in offsets.indices { offsets[index] &+= places[index] &* step }
    }
    let gone = Set(picked.map(\.axis))
    let rest = view.shape.indices.filter { !gone.contains($0) }
    let block = view.view(
      shape: rest.map { view.shape[$0] }, strides: rest.map { view.strides[$0] }, offset: view.offset)
    return Gathering(offsets: offsets, shape: shape, block: block, place: place)
  }
}

/// Equal blocks of memory at given offsets, read into or written from one array.
struct Gathering {
  let offsets: [Int]
  /// The shape of the picks; the result has it in front of the axes of `block`, or at `place` among them.
  let shape: [Int]
  let block: NDArray
  let place: Int

  /// Axes that bring (picks, block) into the result's order.
  private var order: [Int] {
    let picks = Array(0..<shape.count)
    var rest = Array(shape.count..<(shape.count + block.ndim))
    rest.insert(contentsOf: picks, at: min(place, rest.count))
    return rest
  }

  var resultShape: [Int] {
    let all = shape + block.shape
    return order.map { all[$0] }
  }

  func read() throws -> NDArray {
    let result = try NDArray(uninitialized: shape + block.shape, dtype: block.dtype)
    let size = block.size, item = block.dtype.itemSize
    if size == 1 {
      switch item {
      case 8: gather(UInt.self, into: result)
      case 4: gather(UInt32.self, into: result)
      case 1: gather(UInt8.self, into: result)
      default: copyBlocks(size &* item, into: result)
      }
    } else if block.isContiguous {
      copyBlocks(size &* item, into: result)
    } else if size > 0 {
      let strides = rowMajorStrides(block.shape)
      for (index, offset) in offsets.enumerated() {
        result.view(shape: block.shape, strides: strides, offset: index &* size)
          .copyElements(from: block.view(shape: block.shape, strides: block.strides, offset: block.offset &+ offset))
      }
    }
    return try result.transposed(order)
  }

  private func gather<T>(_ type: T.Type, into result: NDArray) {
    let from = block.base.assumingMemoryBound(to: T.self)
    let to = result.base.assumingMemoryBound(to: T.self)
    for index in offsets.indices { to[index] = from[offsets[index]] }
  }

  private func copyBlocks(_ bytes: Int, into result: NDArray) {
    guard bytes > 0 else { return }
    for (index, offset) in offsets.enumerated() {
      (result.base + index &* bytes).copyMemory(from: block.base + offset &* block.dtype.itemSize, byteCount: bytes)
    }
  }

  /// Writes `value`, stretched to the result's shape; of places picked twice the last one wins.
  func write(_ value: NDArray) throws {
    let target = resultShape
    guard let stretched = value.withoutLeadingOnes(target.count).stretched(to: target) else {
      throw ArrayError(
        .value,
        "shape mismatch: value array of shape \(ArrayError.tight(shape: value.shape)) could not be broadcast to indexing "
          + "result of shape \(ArrayError.tight(shape: target))")
    }
    var back = [Int](repeating: 0, count: order.count)
    for (place, axis) in order.enumerated() { back[axis] = place }
    let source = try stretched.transposed(back).cast(to: block.dtype).contiguous()
    let size = block.size
    if size == 1, !block.dtype.isText {
      let item = block.dtype.itemSize
      for (index, offset) in offsets.enumerated() {
        (block.base + offset &* item).copyMemory(from: source.base + index &* item, byteCount: item)
      }
      return
    }
    guard size > 0 else { return }
    let strides = rowMajorStrides(block.shape)
    for (index, offset) in offsets.enumerated() {
      block.view(shape: block.shape, strides: block.strides, offset: block.offset &+ offset)
        .copyElements(
          from: source.view(shape: block.shape, strides: strides, offset: source.offset &+ index &* size))
    }
  }
}

extension IndexPart {
  var isInteger: Bool {
    if case .integer = self { true } else { false }
  }
}

extension NDArray {
  /// The array without leading axes of extent 1 that exceed `count` axes.
  func withoutLeadingOnes(_ count: Int) -> NDArray {
    var result = self
    while result.ndim > count, result.shape[0] == 1 { result = result.selecting(axis: 0, index: 0) }
    return result
  }

  /// `a[parts]`: a view for basic parts, a new array if there are integer arrays or masks.
  ///
  /// - Throws: `IndexError` for indices out of bounds, too many, or of shapes that don't fit.
  public func indexed(_ parts: [IndexPart]) throws -> NDArray {
    if parts.count == 1, case .mask(let mask) = parts[0], let found = try compressed(mask) { return found }
    let indexed = try IndexedView(self, parts)
    return indexed.isBasic ? indexed.view : try indexed.gathering().read()
  }

  /// The elements where a mask of this very shape holds; nil unless both lie contiguous.
  private func compressed(_ mask: NDArray) throws -> NDArray? {
    guard mask.shape == shape, ndim > 0, mask.isContiguous, isContiguous, !dtype.isText else { return nil }
    let flags = mask.pointer(Bool.self)
    let count = size
    var found = 0
    for index in 0..<count { found &+= flags[index] ? 1 : 0 }
    let result = try NDArray(uninitialized: [found], dtype: dtype)
    func pick<T>(_ type: T.Type) {
      let (from, to) = (base.assumingMemoryBound(to: T.self), result.base.assumingMemoryBound(to: T.self))
      var place = 0
      for index in 0..<count where flags[index] {
        to[place] = from[index]
        place &+= 1
      }
    }
    switch dtype.itemSize {
    case 8: pick(UInt.self)
    case 4: pick(UInt32.self)
    case 2: pick(UInt16.self)
    default: pick(UInt8.self)
    }
    return result
  }

  /// `a[parts] = value`, stretched and converted.
  ///
  /// - Throws: as `indexed`, and `ValueError` if the value does not fit or the array is read-only.
  public func assign(_ value: NDArray, at parts: [IndexPart]) throws {
    guard !isReadOnly else { throw ArrayError(.value, "assignment destination is read-only") }
    let indexed = try IndexedView(self, parts)
    if indexed.isBasic { return try indexed.view.fill(with: value) }
    let gathering = try indexed.gathering()
    if parts.count == 1, case .mask = parts[0], value.ndim == 1, value.size != 1, value.size != gathering.offsets.count,
      gathering.block.ndim == 0
    {
      throw ArrayError(
        .value,
        "NumPy boolean array indexing assignment cannot assign \(value.size) input values to the "
          + "\(gathering.offsets.count) output values where the mask is true")
    }
    try gathering.write(value.buffer === buffer ? value.copy() : value)
  }

  /// The blocks at `indices` of an axis, in that order, as a new array; `IndexError` out of bounds.
  public func taking(_ indices: [Int], axis: Int) throws -> NDArray {
    let place = try normalized(axis: axis, ndim: ndim)
    var parts = [IndexPart](repeating: .all, count: place)
    parts.append(.array(NDArray(indices)))
    return try indexed(parts).contiguous()
  }

  /// Writes one element.
  ///
  /// - Throws: `ValueError` if the array is read-only.
  public func setElement(_ value: NDArray, at position: Int) throws {
    guard !isReadOnly else { throw ArrayError(.value, "assignment destination is read-only") }
    try view(shape: [], strides: [], offset: offset &+ position).assign(
      value.view(shape: [], strides: [], offset: value.offset))
  }
}
