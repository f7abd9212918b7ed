/// Bounded integers and what is made of them: shuffles, permutations and choices.
///
/// All bounded integers come from *masked rejection*: draw a word, keep as many low bits as the bound has, and draw
/// again while the result is too large. Bounds below 2³² use 32-bit words, larger ones 64-bit words.
extension RandomState {
  /// The bound of every seed that is drawn from a stream: seeds are in 0 … 2³¹ − 2.
  public static let seedBound = 2_147_483_647

  /// An integer in 0…`max`; 0 consumes nothing.
  @inline(__always)
  public func interval(_ max: UInt64) -> UInt64 {
    if max == 0 { return 0 }
    let mask = UInt64.max >> UInt64(max.leadingZeroBitCount)
    if max <= 0xffff_ffff {
      while true {
        let value = UInt64(u32()) & mask
        if value <= max { return value }
      }
    }
    while true {
      let value = u64() & mask
      if value <= max { return value }
    }
  }

  /// An integer in `low` ..< `high`.
  ///
  /// - Precondition: `low < high`; `RandomState.integers` is the checked form.
  @inline(__always)
  public func randint(_ low: Int, _ high: Int) -> Int {
    let range = UInt64(bitPattern: Int64(high &- 1 &- low))
    return low &+ Int(truncatingIfNeeded: interval(range))
  }

  /// A seed for another stream, in 0 … 2³¹ − 2.
  public func drawSeed() -> UInt32 { UInt32(truncatingIfNeeded: randint(0, Self.seedBound)) }

  /// Calls `swap(i, j)` for each exchange of a shuffle of `count` items, from the last item down.
  @inline(__always)
  public func shuffle(count: Int, swap: (Int, Int) throws -> Void) rethrows {
    guard count > 1 else { return }
    for i in stride(from: count - 1, to: 0, by: -1) {
      try swap(i, Int(truncatingIfNeeded: interval(UInt64(i))))
    }
  }

  /// Shuffles a list in place.
  public func shuffle<Element>(_ items: inout [Element]) {
    shuffle(count: items.count) { i, j in items.swapAt(i, j) }
  }

  /// The integers 0 ..< `count` in random order.
  public func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<max(count, 0))
    shuffle(&order)
    return order
  }

  /// `count` indices below `population`, each drawn from all of them.
  ///
  /// - Throws: a value error if there is nothing to draw from.
  public func choice(_ population: Int, count: Int) throws -> [Int] {
    guard population > 0 || count == 0 else {
      throw ArrayError(.value, "a must be greater than 0 unless no samples are taken")
    }
    return (0..<max(count, 0)).map { _ in randint(0, population) }
  }

  /// `count` indices drawn with the given probabilities, which must sum to 1.
  public func choice(probabilities: [Double], count: Int) throws -> [Int] {
    try checkProbabilities(probabilities)
    let limits = cumulative(probabilities)
    return (0..<max(count, 0)).map { _ in Self.upperBound(limits, randomSample()) }
  }

  /// `count` different indices below `population`.
  ///
  /// - Throws: a value error if there are fewer than `count`.
  public func choiceWithoutReplacement(_ population: Int, count: Int) throws -> [Int] {
    guard count <= population else { throw Self.tooFew }
    return Array(permutation(population).prefix(max(count, 0)))
  }

  /// `count` different indices, drawn with the given probabilities: in rounds, where each round draws as many uniforms
  /// as indices are missing and gives those found before the probability 0.
  public func choiceWithoutReplacement(probabilities: [Double], count: Int) throws -> [Int] {
    try checkProbabilities(probabilities)
    guard count <= probabilities.count else { throw Self.tooFew }
    guard probabilities.count(where: { $0 > 0 }) >= count else {
      throw ArrayError(.value, "Fewer non-zero entries in p than size")
    }
    var left = probabilities
    var found: [Int] = []
    while found.count < count {
      let uniforms = (0..<(count - found.count)).map { _ in randomSample() }
      for index in found { left[index] = 0 }
      let limits = cumulative(left)
      for u in uniforms {
        let index = Self.upperBound(limits, u)
        if !found.contains(index) { found.append(index) }
      }
    }
    return found
  }

  private static var tooFew: ArrayError {
    ArrayError(.value, "Cannot take a larger sample than population when 'replace=False'")
  }

  private func checkProbabilities(_ probabilities: [Double]) throws {
    guard !probabilities.isEmpty else {
      throw ArrayError(.value, "'a' cannot be empty unless no samples are taken")
    }
    let total = probabilities.reduce(0, +)
    guard !total.isNaN else { throw ArrayError(.value, "probabilities contain NaN") }
    guard probabilities.allSatisfy({ $0 >= 0 }) else { throw ArrayError(.value, "probabilities are not non-negative") }
    guard abs(total - 1) <= 1.49e-8 else { throw ArrayError(.value, "probabilities do not sum to 1") }
  }

  /// Running sums, scaled so that the last one is 1.
  private func cumulative(_ weights: [Double]) -> [Double] {
    var sums = weights
    for i in sums.indices.dropFirst() { sums[i] += sums[i - 1] }
    guard let total = sums.last else { return [] }
    return sums.map { $0 / total }
  }

  /// The number of ascending `limits` that are at most `value`, kept inside the list.
  private static func upperBound(_ limits: [Double], _ value: Double) -> Int {
    var low = 0
    var high = limits.count
    while low < high {
      let middle = (low + high) / 2
      if limits[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return min(low, limits.count - 1)
  }
}
