/// Walks over strided memory.
///
/// Dimensions that lie one after another for all operands are merged first, so most walks are a single run.
struct Traversal {
  /// Extents of the merged outer dimensions; the innermost is `count`.
  private(set) var shape: [Int]
  /// Strides of each operand over the outer dimensions.
  private(set) var strides: [[Int]]
  /// Length of the inner run, and each operand's stride along it.
  let count: Int
  let steps: [Int]

  init(shape: [Int], strides operands: [[Int]]) {
    var extents: [Int] = []
    var merged = [[Int]](repeating: [], count: operands.count)
    for axis in shape.indices where shape[axis] != 1 {
      if let last = extents.indices.last,
        operands.indices.allSatisfy({ merged[$0][last] == operands[$0][axis] &* shape[axis] })
      {
        extents[last] &*= shape[axis]
        for operand in operands.indices { merged[operand][last] = operands[operand][axis] }
      } else {
        extents.append(shape[axis])
        for operand in operands.indices { merged[operand].append(operands[operand][axis]) }
      }
    }
    count = extents.popLast() ?? 1
    steps = merged.indices.map { merged[$0].popLast() ?? 0 }
    self.shape = extents
    strides = merged
  }

  /// Calls `run` with the operands' offsets (elements) at the start of every inner run, in row-major order.
  @inline(__always)
  func forEachRun(_ run: (UnsafePointer<Int>) throws -> Void) rethrows {
    guard count > 0, !shape.contains(0) else { return }
    var offsets = [Int](repeating: 0, count: strides.count)
    var index = [Int](repeating: 0, count: shape.count)
    while true {
      try offsets.withUnsafeBufferPointer { pointer in
        if let start = pointer.baseAddress { try run(start) }
      }
      var axis = shape.count - 1
      while axis >= 0 {
        index[axis] += 1
        if index[axis] < shape[axis] {
          for operand in offsets.indices { offsets[operand] &+= strides[operand][axis] }
          break
        }
        for operand in offsets.indices { offsets[operand] &-= strides[operand][axis] &* (shape[axis] &- 1) }
        index[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }
}

extension NDArray {
  /// Calls `body` with each element's distance from the first one, in row-major order.
  @inline(__always)
  func forEachElement(_ body: (Int) throws -> Void) rethrows {
    let walk = Traversal(shape: shape, strides: [strides])
    let step = walk.steps[0]
    try walk.forEachRun { start in
      var position = start[0]
      for _ in 0..<walk.count {
        try body(position)
        position &+= step
      }
    }
  }
}
