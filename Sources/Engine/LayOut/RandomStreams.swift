import CKernels

/// The random streams of kernels: one for each population of stochastic neurons, made when it is first asked for.
final class RandomStreams {
  /// Words of one stream.
  private static let wordCount = 4

  private var blocks: [(signal: Int, words: UnsafeMutablePointer<UInt64>)] = []
  private var seed: UInt64 = 0
  /// The place of the next new stream in the row of seeds. Streams that go on from an earlier program have theirs.
  private(set) var nextPlace = 0
  /// Streams of an earlier program, by the output of the population, until somebody asks for them.
  private var ongoing: [Int: [UInt64]] = [:]

  deinit { for block in blocks { block.words.deallocate() } }

  /// Seeds all streams afresh.
  func restart(seed: UInt64) {
    self.seed = seed
    ongoing = [:]
    nextPlace = 0
    for block in blocks { seedNext(block.words) }
  }

  private func seedNext(_ words: UnsafeMutablePointer<UInt64>) {
    soma_seed(words, seed &+ UInt64(nextPlace) &* 0x1_0000)
    nextPlace += 1
  }

  /// The stream of the population that writes a signal, the same in all programs of a model.
  func stream(for signal: Int) -> UnsafeMutableRawPointer {
    if let known = blocks.first(where: { $0.signal == signal }) { return UnsafeMutableRawPointer(known.words) }
    let words = UnsafeMutablePointer<UInt64>.allocate(capacity: Self.wordCount)
    if let saved = ongoing.removeValue(forKey: signal) {
      for (i, word) in saved.enumerated() { words[i] = word }
    } else {
      seedNext(words)
    }
    blocks.append((signal, words))
    return UnsafeMutableRawPointer(words)
  }

  /// The words of all streams that exist, to go back to.
  var words: [UInt64] {
    get { blocks.flatMap { Self.copy($0.words) } }
    set {
      for (i, block) in blocks.enumerated() where (i + 1) * Self.wordCount <= newValue.count {
        for word in 0..<Self.wordCount { block.words[word] = newValue[i * Self.wordCount + word] }
      }
    }
  }

  private static func copy(_ words: UnsafeMutablePointer<UInt64>) -> [UInt64] { (0..<wordCount).map { words[$0] } }

  /// Goes on from the streams of an earlier program.
  ///
  /// - Parameter counterpart: the signal here that stands for one there; nil: its stream ends.
  func goOn(from other: RandomStreams, counterpart: (Int) -> Int?) {
    (seed, nextPlace) = (other.seed, other.nextPlace)
    let states = other.ongoing.map { ($0.key, $0.value) } + other.blocks.map { ($0.signal, Self.copy($0.words)) }
    for (signal, words) in states { if let here = counterpart(signal) { ongoing[here] = words } }
  }
}
