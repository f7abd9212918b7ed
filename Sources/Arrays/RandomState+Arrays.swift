/// Arrays of draws, with NumPy's arguments, broadcasting and errors. Elements are drawn in row-major order.
extension RandomState {
  /// An array of `size` (or of the shape that the parameters stretch to), one call of `draw` with the parameters'
  /// elements per element.
  public func array(
    size: [Int]?, _ parameters: [NDArray], dtype: DType = .float64, _ draw: (UnsafePointer<Double>) throws -> Double
  ) throws -> NDArray {
    let stretched = try Broadcasting.shape(parameters.map(\.shape))
    let shape = size ?? stretched
    if size != nil, try Broadcasting.shape([shape, stretched]) != shape {
      throw ArrayError(
        .value,
        "Output size \(ArrayError.text(shape: shape)) is not compatible with broadcast dimensions of inputs "
          + "\(ArrayError.text(shape: stretched)).")
    }
    let result = try NDArray(uninitialized: shape, dtype: .float64)
    var values = parameters.map { $0.size == 1 ? $0.doubles[0] : 0 }
    if values.isEmpty { values = [0] }
    let lists = try parameters.map { $0.size == 1 ? [] : try $0.broadcast(to: shape).doubles }
    try result.withMutableDoubles { cells in
      for i in cells.indices {
        for (k, list) in lists.enumerated() where !list.isEmpty { values[k] = list[i] }
        cells[i] = try draw(values)
      }
    }
    return try result.cast(to: dtype)
  }

  /// `random_sample`.
  public func randomSample(size: [Int]?) throws -> NDArray { try array(size: size, []) { _ in randomSample() } }

  /// `standard_normal`.
  public func standardNormal(size: [Int]?) throws -> NDArray { try array(size: size, []) { _ in gauss() } }

  public func uniform(low: NDArray, high: NDArray, size: [Int]?) throws -> NDArray {
    let range = try high.astype(.float64) - low.astype(.float64)
    guard range.doubles.allSatisfy(\.isFinite) else {
      throw ArrayError(.overflow, "high - low range exceeds valid bounds")
    }
    return try array(size: size, [low, range]) { $0[0] + $0[1] * randomSample() }
  }

  public func normal(loc: NDArray, scale: NDArray, size: [Int]?) throws -> NDArray {
    try require(scale, "scale", "< 0") { $0 >= 0 || $0.isNaN }
    return try array(size: size, [loc, scale]) { normal($0[0], $0[1]) }
  }

  public func exponential(scale: NDArray, size: [Int]?) throws -> NDArray {
    try require(scale, "scale", "< 0") { $0 >= 0 || $0.isNaN }
    return try array(size: size, [scale]) { $0[0] * standardExponential() }
  }

  public func lognormal(mean: NDArray, sigma: NDArray, size: [Int]?) throws -> NDArray {
    try require(sigma, "sigma", "< 0") { $0 >= 0 || $0.isNaN }
    return try array(size: size, [mean, sigma]) { lognormal($0[0], $0[1]) }
  }

  public func laplace(loc: NDArray, scale: NDArray, size: [Int]?) throws -> NDArray {
    try require(scale, "scale", "< 0") { $0 >= 0 || $0.isNaN }
    return try array(size: size, [loc, scale]) { laplace($0[0], $0[1]) }
  }

  public func gamma(shape: NDArray, scale: NDArray, size: [Int]?) throws -> NDArray {
    try require(shape, "shape", "< 0") { $0 >= 0 }
    try require(scale, "scale", "< 0") { $0 >= 0 || $0.isNaN }
    return try array(size: size, [shape, scale]) { $0[1] * standardGamma($0[0]) }
  }

  public func beta(a: NDArray, b: NDArray, size: [Int]?) throws -> NDArray {
    try require(a, "a", "<= 0") { $0 > 0 }
    try require(b, "b", "<= 0") { $0 > 0 }
    return try array(size: size, [a, b]) { beta($0[0], $0[1]) }
  }

  public func poisson(mean: NDArray, size: [Int]?) throws -> NDArray {
    try require(mean, "lam", "< 0 or lam is NaN") { $0 >= 0 }
    // Ten standard deviations below the largest integer.
    try require(mean, "lam", "value too large") { $0 <= 9.223372006484771e18 }
    return try array(size: size, [mean], dtype: .int64) { Double(poisson($0[0])) }
  }

  public func binomial(trials: NDArray, probability: NDArray, size: [Int]?) throws -> NDArray {
    try require(trials, "n", "< 0") { $0 >= 0 && $0 < 0x1p63 }
    try require(probability, "p", "< 0, p > 1 or p is NaN") { $0 >= 0 && $0 <= 1 }
    return try array(size: size, [trials, probability], dtype: .int64) { Double(binomial(Int($0[0]), $0[1])) }
  }

  private func require(_ values: NDArray, _ name: String, _ fault: String, _ isFine: (Double) -> Bool) throws {
    guard values.doubles.allSatisfy(isFine) else { throw ArrayError(.value, "\(name) \(fault)") }
  }

  // MARK: Integers

  /// `randint`: integers in `low` ..< `high`. Types of 8 and 16 bits and bool take several values from one word.
  public func integers(low: NDArray, high: NDArray, size: [Int]?, dtype: DType = .int64) throws -> NDArray {
    let stretched = try Broadcasting.shape([low.shape, high.shape])
    let shape = size ?? stretched
    try Self.requireMemory(shape)
    guard dtype.isInteger || dtype == .bool else {
      throw ArrayError(.type, "Unsupported dtype dtype('\(dtype.name)') for randint")
    }
    let lows = try low.broadcast(to: shape).ints
    let highs = try high.broadcast(to: shape).ints
    var words = NarrowWords(dtype)
    let limits = dtype.integerRange ?? (least: 0, greatest: 1)
    var values = [Int](repeating: 0, count: lows.count)
    for (i, (low, high)) in zip(lows, highs).enumerated() {
      guard low < high else { throw ArrayError(.value, low == 0 ? "high <= 0" : "low >= high") }
      guard low >= limits.least else { throw ArrayError(.value, "low is out of bounds for \(dtype.name)") }
      guard high - 1 <= 0 || UInt(high - 1) <= limits.greatest else {
        throw ArrayError(.value, "high is out of bounds for \(dtype.name)")
      }
      let range = UInt64(bitPattern: Int64(high &- 1 &- low))
      values[i] = low &+ Int(truncatingIfNeeded: words.bits < 32 ? words.interval(range, self) : interval(range))
    }
    return try NDArray(values, shape: shape).cast(to: dtype)
  }

  /// A word that is used up a few bits at a time.
  private struct NarrowWords {
    let bits: Int
    private var word: UInt32 = 0
    private var left = 0

    init(_ dtype: DType) { bits = dtype == .bool ? 1 : dtype.itemSize * 8 }

    mutating func interval(_ max: UInt64, _ stream: RandomState) -> UInt64 {
      if max == 0 { return 0 }
      let mask = UInt64.max >> UInt64(max.leadingZeroBitCount)
      while true {
        if left == 0 {
          word = stream.u32()
          left = 32 / bits
        } else {
          word >>= UInt32(bits)
        }
        left -= 1
        let value = UInt64(word) & mask
        if value <= max { return value }
      }
    }
  }

  /// Refuses more integers than memory has room for, before lists are made of them.
  private static func requireMemory(_ shape: [Int]) throws { _ = try NDArray(uninitialized: shape, dtype: .int64) }

  /// `permutation` of a number: the integers below `count` in random order.
  public func permutation(below count: Int) throws -> NDArray {
    try Self.requireMemory([max(count, 0)])
    return NDArray(permutation(count))
  }

  /// `permutation` of an array: a copy with its rows in random order.
  public func permutation(_ array: NDArray) throws -> NDArray {
    let result = array.copy()
    try shuffle(result)
    return result
  }

  /// Puts the rows of an array in random order, in place.
  public func shuffle(_ array: NDArray) throws {
    guard array.ndim > 0 else { throw ArrayError(.type, "object of type 'numpy.ndarray' has no len()") }
    guard !array.isReadOnly else { throw ArrayError(.value, "array is read-only") }
    try shuffle(count: array.shape[0]) { i, j in
      guard i != j else { return }
      let row = array[row: i].copy()
      try array[row: i].assign(array[row: j])
      try array[row: j].assign(row)
    }
  }

  /// Indices for `choice`, in an array of `size`.
  public func choice(
    population: Int, size: [Int]?, replace: Bool = true, probabilities: NDArray? = nil
  ) throws -> NDArray {
    let shape = size ?? []
    let count = shape.reduce(1, &*)
    guard count >= 0 else { throw ArrayError(.value, "negative dimensions are not allowed") }
    try Self.requireMemory(shape)
    try Self.requireMemory([population])
    let indices: [Int]
    if let probabilities {
      guard probabilities.ndim == 1 else { throw ArrayError(.value, "'p' must be 1-dimensional") }
      guard probabilities.size == population else { throw ArrayError(.value, "'a' and 'p' must have same size") }
      let p = probabilities.doubles
      indices =
        try replace
        ? choice(probabilities: p, count: count) : choiceWithoutReplacement(probabilities: p, count: count)
    } else {
      indices =
        try replace
        ? choice(population, count: count) : choiceWithoutReplacement(population, count: count)
    }
    return NDArray(indices, shape: shape)
  }
}
