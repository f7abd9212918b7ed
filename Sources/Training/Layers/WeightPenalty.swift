/// A penalty on the size of weights: l1 Σ|w| + l2 Σw².
public struct WeightPenalty: Sendable, Equatable {
  public let l1: Double
  public let l2: Double

  public init(l1: Double = 0, l2: Double = 0) {
    self.l1 = l1
    self.l2 = l2
  }

  func value(_ weights: [Double]) -> Double {
    weights.reduce(0) { $0 + l1 * $1.magnitude + l2 * $1 * $1 }
  }

  func gradient(_ weights: [Double]) -> [Double] {
    weights.map { (w: Double) -> Double in
      let sign: Double = w > 0 ? 1 : (w < 0 ? -1 : 0)
      return l1 * sign + 2 * l2 * w
    }
  }

  /// The penalty of a Keras name: `l1`, `l2`, `l1_l2`; nil if there is none.
  public static func named(_ name: String) -> WeightPenalty? {
    switch name {
    case "l1", "L1": WeightPenalty(l1: 0.01)
    case "l2", "L2": WeightPenalty(l2: 0.01)
    case "l1_l2", "L1L2": WeightPenalty(l1: 0.01, l2: 0.01)
    default: nil
    }
  }
}
