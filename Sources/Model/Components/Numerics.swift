import Arrays

/// Small numeric helpers of the components.
enum Numerics {
  /// `count` values from `a` to `b`: value i is a + i·step, the last one exactly `b`.
  static func linspace(_ a: Double, _ b: Double, _ count: Int) -> [Double] {
    guard count > 1 else { return count == 1 ? [a] : [] }
    let step = (b - a) / Double(count - 1)
    var values = (0..<count).map { Double($0) * step + a }
    values[count - 1] = b
    return values
  }

  /// The piecewise linear function through (xs, ys) at `x`, constant outside; `xs` ascends.
  static func interpolate(_ x: Double, _ xs: [Double], _ ys: [Double]) -> Double {
    guard let first = xs.first, let last = xs.last, ys.count == xs.count else { return .nan }
    if x.isNaN { return x }
    if x < first { return ys[0] }
    if x >= last { return ys[ys.count - 1] }
    var low = 0
    var high = xs.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if xs[middle] <= x { low = middle } else { high = middle }
    }
    let slope = (ys[low + 1] - ys[low]) / (xs[low + 1] - xs[low])
    return slope * (x - xs[low]) + ys[low]
  }

  /// The sum of products of two lists of one length.
  static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }

  /// A new float64 array filled by `body`.
  static func array(_ shape: [Int], _ body: (UnsafeMutableBufferPointer<Double>) throws -> Void) throws -> NDArray {
    let result = try NDArray(zeros: shape)
    try result.withMutableDoubles(body)
    return result
  }

  /// [n] or, where `d` is given, [n, d].
  static func shape(_ n: Int, _ d: Int?) -> [Int] { d.map { [n, $0] } ?? [n] }

  /// An array of that shape with one call of `draw` per element, row by row.
  static func draws(_ n: Int, _ d: Int?, _ draw: () -> Double) throws -> NDArray {
    try array(shape(n, d)) { cells in
      for i in cells.indices { cells[i] = draw() }
    }
  }

  /// Exchanges rows of a row-major matrix in random order.
  static func shuffleRows(_ cells: UnsafeMutableBufferPointer<Double>, width: Int, _ rng: RandomState) {
    guard width > 0 else { return }
    rng.shuffle(count: cells.count / width) { i, j in
      guard i != j else { return }
      for k in 0..<width { cells.swapAt(i * width + k, j * width + k) }
    }
  }

  /// Divides each row by its Euclidean norm.
  static func normalizeRows(_ cells: UnsafeMutableBufferPointer<Double>, width: Int) {
    guard width > 0 else { return }
    for row in 0..<(cells.count / width) {
      var sum = 0.0
      for k in 0..<width { sum += cells[row * width + k] * cells[row * width + k] }
      let norm = sum.squareRoot()
      for k in 0..<width { cells[row * width + k] /= norm }
    }
  }
}
