#if canImport(Glibc)
  import Glibc
#endif

/// One seeded stream of random numbers: the Mersenne Twister MT19937 with 624 words of state.
///
/// The draws follow the classic NumPy stream bit for bit. Besides the words the stream has *one spare normal value*:
/// normals are made in pairs, and the second of a pair waits until the next normal is asked for, whatever is drawn in
/// between. Draws of a kind live in the `RandomState+…` files; this one holds the words, seeding and the raw outputs.
///
/// A stream is used by one thread at a time.
public final class RandomState: @unchecked Sendable {
  /// Everything that decides the draws to come.
  public struct Snapshot: Equatable, Sendable {
    public var key: [UInt32]
    public var position: Int
    public var spareNormal: Double?

    public init(key: [UInt32], position: Int, spareNormal: Double?) {
      self.key = key
      self.position = position
      self.spareNormal = spareNormal
    }
  }

  /// Number of words.
  static let wordCount = 624

  private let key: UnsafeMutablePointer<UInt32>
  private var position = RandomState.wordCount
  /// The normal that waits for the next request.
  var spareNormal: Double?

  private init() {
    key = .allocate(capacity: Self.wordCount)
    key.initialize(repeating: 0, count: Self.wordCount)
  }

  deinit { key.deallocate() }

  /// A stream seeded from one integer.
  public convenience init(seed: UInt32) {
    self.init()
    self.seed(seed)
  }

  /// A stream seeded from a list of integers, which is not the same as a one-integer seed even for one entry.
  public convenience init(seeds: [UInt32]) {
    self.init()
    seed(list: seeds)
  }

  /// A stream seeded from the operating system's entropy.
  public static func fromEntropy() -> RandomState {
    let stream = RandomState()
    stream.seedFromEntropy()
    return stream
  }

  /// A stream that goes on from a saved state.
  ///
  /// - Throws: a value error if the state does not have 624 words or its position is outside 0…624.
  public convenience init(snapshot: Snapshot) throws {
    self.init()
    try restore(snapshot)
  }

  // MARK: Seeding

  /// Restarts the stream from an integer; a spare normal is forgotten.
  public func seed(_ seed: UInt32) {
    var word = seed
    key[0] = word
    for i in 1..<Self.wordCount {
      word = 1_812_433_253 &* (word ^ (word >> 30)) &+ UInt32(i)
      key[i] = word
    }
    position = Self.wordCount
    spareNormal = nil
  }

  /// Restarts the stream from a list of integers (an empty list counts as `[0]`).
  public func seed(list: [UInt32]) {
    seed(19_650_218)
    let seeds = list.isEmpty ? [0] : list
    let count = Self.wordCount
    var i = 1
    var j = 0
    func advance() {
      i += 1
      if i >= count {
        key[0] = key[count - 1]
        i = 1
      }
    }
    for _ in 0..<max(count, seeds.count) {
      let previous = key[i - 1]
      key[i] = (key[i] ^ ((previous ^ (previous >> 30)) &* 1_664_525)) &+ seeds[j] &+ UInt32(truncatingIfNeeded: j)
      advance()
      j = j + 1 == seeds.count ? 0 : j + 1
    }
    for _ in 0..<(count - 1) {
      let previous = key[i - 1]
      key[i] = (key[i] ^ ((previous ^ (previous >> 30)) &* 1_566_083_941)) &- UInt32(i)
      advance()
    }
    key[0] = 0x8000_0000
  }

  /// Restarts the stream from the operating system's entropy.
  public func seedFromEntropy() {
    var system = SystemRandomNumberGenerator()
    seed(list: (0..<Self.wordCount).map { _ in system.next() })
  }

  // MARK: State

  /// A copy of the whole state.
  public func snapshot() -> Snapshot {
    Snapshot(
      key: Array(UnsafeBufferPointer(start: key, count: Self.wordCount)), position: position, spareNormal: spareNormal)
  }

  /// Puts a saved state back.
  ///
  /// - Throws: a value error if the state does not have 624 words or its position is outside 0…624.
  public func restore(_ state: Snapshot) throws {
    guard state.key.count == Self.wordCount else {
      throw ArrayError(.value, "state must be \(Self.wordCount) words long, got \(state.key.count)")
    }
    guard (0...Self.wordCount).contains(state.position) else {
      throw ArrayError(.value, "state position must be from 0 to \(Self.wordCount), got \(state.position)")
    }
    for (i, word) in state.key.enumerated() { key[i] = word }
    position = state.position
    spareNormal = state.spareNormal
  }

  // MARK: Raw outputs

  /// One tempered 32-bit output.
  @inline(__always)
  public func u32() -> UInt32 {
    if position == Self.wordCount { regenerate() }
    var y = key[position]
    position += 1
    y ^= y >> 11
    y ^= (y << 7) & 0x9d2c_5680
    y ^= (y << 15) & 0xefc6_0000
    y ^= y >> 18
    return y
  }

  /// Two outputs as one 64-bit word, the first one high.
  @inline(__always)
  public func u64() -> UInt64 {
    let high = UInt64(u32())
    return high << 32 | UInt64(u32())
  }

  /// One uniform double in [0, 1) with 53 random bits, from two outputs.
  @inline(__always)
  public func randomSample() -> Double {
    let high = Double(u32() >> 5)
    let low = Double(u32() >> 6)
    return (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0
  }

  /// Makes the next 624 words.
  private func regenerate() {
    let count = Self.wordCount
    let shift = 397
    @inline(__always) func mix(_ i: Int, _ next: Int, _ far: Int) {
      let y = (key[i] & 0x8000_0000) | (key[next] & 0x7fff_ffff)
      key[i] = key[far] ^ (y >> 1) ^ (0 &- (y & 1)) & 0x9908_b0df
    }
    for i in 0..<(count - shift) { mix(i, i + 1, i + shift) }
    for i in (count - shift)..<(count - 1) { mix(i, i + 1, i + shift - count) }
    mix(count - 1, 0, shift - 1)
    position = 0
  }
}
