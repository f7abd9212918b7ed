import Glibc

/// Adamax.
///
///     m ← m + (1-β₁)(g - m);   v ← max(β₂ v, |g|);   w ← w - η/(1-β₁ᵗ) · m / (v + ε)
public struct Adamax: OptimizerRule {
  public let beta1: Double
  public let beta2: Double
  public let epsilon: Double

  public init(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7) {
    self.beta1 = single(beta1)
    self.beta2 = single(beta2)
    self.epsilon = singleEpsilon(epsilon)
  }

  public var name: String { "Adamax" }
  public var settings: [(name: String, value: OptimizerSetting)] {
    [("beta_1", .number(beta1)), ("beta_2", .number(beta2)), ("epsilon", .number(epsilon))]
  }
  public var slots: [(name: String, initial: Double)] { [("m", 0), ("v", 0)] }

  public func update(_ w: inout [Double], _ g: [Double], _ slots: inout [[Double]], _ step: OptimizerStep) {
    let rate = step.rate / (1 - pow(beta1, Double(step.t)))
    for i in g.indices {
      slots[0][i] += (1 - beta1) * (g[i] - slots[0][i])
      slots[1][i] = max(beta2 * slots[1][i], g[i].magnitude)
      w[i] -= rate * slots[0][i] / (slots[1][i] + epsilon)
    }
  }
}
