import Arrays
import BigInt
import Glibc
import Language

/// A stream of random numbers as CPython 3.11's `random.Random` draws them, bit for bit.
///
/// Words come from the Mersenne Twister seeded by `init_by_array` from the 32-bit digits of the seed. Integers below n
/// are drawn by rejection from as many bits as n has.
final class PythonRandom: HostObject {
  static let classType = RandomModule.randomClass
  var type: TypeObject { PythonRandom.classType }

  private let words = RandomState.fromEntropy()
  /// The second of a pair of normals, for the next `gauss`.
  private var spareNormal: Double?

  /// Restarts from an integer's magnitude.
  func seed(_ value: BigInt) {
    var digits = value.magnitude.words.flatMap {
      [UInt32(truncatingIfNeeded: $0), UInt32(truncatingIfNeeded: $0 >> 32)]
    }
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
    words.seed(list: digits.isEmpty ? [0] : digits)
    spareNormal = nil
  }

  func seedFromEntropy() {
    words.seedFromEntropy()
    spareNormal = nil
  }

  /// A double in [0, 1) of 53 bits.
  func random() -> Double {
    let high = words.u32() >> 5
    let low = words.u32() >> 6
    return (Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992
  }

  /// `count` random bits, least significant word first.
  func bits(_ count: Int) -> BigInt {
    if count <= 32 { return count <= 0 ? 0 : BigInt(words.u32() >> UInt32(32 - count)) }
    var result = BigUInt(0)
    var place = 0
    while place < count {
      let left = count - place
      let word = left < 32 ? words.u32() >> UInt32(32 - left) : words.u32()
      result |= BigUInt(word) << place
      place += 32
    }
    return BigInt(result)
  }

  /// An integer in 0 ..< limit; limit is positive.
  func below(_ limit: BigInt) -> BigInt {
    let width = limit.magnitude.bitWidth
    var result = bits(width)
    while result >= limit { result = bits(width) }
    return result
  }

  func below(_ limit: Int) -> Int {
    guard limit > 0 else { return 0 }
    let width = Int.bitWidth - limit.leadingZeroBitCount
    guard width <= 32 else { return Int(below(BigInt(limit))) }
    let shift = UInt32(32 - width)
    var result = Int(words.u32() >> shift)
    while result >= limit { result = Int(words.u32() >> shift) }
    return result
  }

  /// A normal number by the polar method of Box and Muller, with the second of each pair kept.
  func gauss(_ mean: Double, _ deviation: Double) -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return mean + spare * deviation
    }
    let angle = random() * (2 * .pi)
    let radius = (-2 * log(1 - random())).squareRoot()
    spareNormal = sin(angle) * radius
    return mean + cos(angle) * radius * deviation
  }

  /// A normal number by the ratio method of Kinderman and Monahan.
  func normal(_ mean: Double, _ deviation: Double) -> Double {
    let constant = 4 * exp(-0.5) / 2.0.squareRoot()
    while true {
      let first = random()
      let second = 1 - random()
      let z = constant * (first - 0.5) / second
      if z * z / 4 <= -log(second) { return mean + z * deviation }
    }
  }

  /// `k` places of 0 ..< n without repetition: from a shrinking pool, or by rejection when few of many are wanted.
  func sample(_ n: Int, _ k: Int) -> [Int] {
    var poolLimit = 21.0
    if k > 5 { poolLimit += pow(4, ceil(log(Double(k) * 3) / log(4))) }
    if Double(n) <= poolLimit {
      var pool = Array(0..<n)
      return (0..<k).map { i in
        let j = below(n - i)
        defer { pool[j] = pool[n - i - 1] }
        return pool[j]
      }
    }
    var taken: Set<Int> = []
    return (0..<k).map { _ in
      var j = below(n)
      while !taken.insert(j).inserted { j = below(n) }
      return j
    }
  }
}
