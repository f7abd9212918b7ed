import Glibc

/// Adam; ε stands outside the uncorrected root.
///
///     m ← m + (1-β₁)(g - m);   v ← v + (1-β₂)(g² - v)
///     w ← w - η √(1-β₂ᵗ)/(1-β₁ᵗ) · m / (√v + ε)       amsgrad: the largest v so far in place of v
public struct Adam: OptimizerRule {
  public let beta1: Double
  public let beta2: Double
  public let epsilon: Double
  public let amsgrad: Bool

  public init(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7, amsgrad: Bool = false) {
    self.beta1 = single(beta1)
    self.beta2 = single(beta2)
    self.epsilon = singleEpsilon(epsilon)
    self.amsgrad = amsgrad
  }

  public var name: String { "Adam" }
  public var settings: [(name: String, value: OptimizerSetting)] {
    [
      ("beta_1", .number(beta1)), ("beta_2", .number(beta2)), ("epsilon", .number(epsilon)),
      ("amsgrad", .flag(amsgrad)),
    ]
  }
  public var slots: [(name: String, initial: Double)] { [("m", 0), ("v", 0)] + (amsgrad ? [("vhat", 0)] : []) }

  public func update(_ w: inout [Double], _ g: [Double], _ slots: inout [[Double]], _ step: OptimizerStep) {
    let t = Double(step.t)
    let rate = step.rate * (1 - pow(beta2, t)).squareRoot() / (1 - pow(beta1, t))
    for i in g.indices {
      let m = slots[0][i] + (1 - beta1) * (g[i] - slots[0][i])
      var v = slots[1][i] + (1 - beta2) * (g[i] * g[i] - slots[1][i])
      slots[0][i] = m
      slots[1][i] = v
      if amsgrad {
        v = max(slots[2][i], v)
        slots[2][i] = v
      }
      w[i] -= rate * m / (v.squareRoot() + epsilon)
    }
  }
}
