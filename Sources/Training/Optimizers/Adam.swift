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
    // Slots are taken out for the loop: nested arrays would be checked for uniqueness at every element.
    var m = take(&slots[0])
    var v = take(&slots[1])
    for i in g.indices {
      m[i] += (1 - beta1) * (g[i] - m[i])
      v[i] += (1 - beta2) * (g[i] * g[i] - v[i])
    }
    if amsgrad { slots[2] = zip(slots[2], v).map { max($0, $1) } }
    let root = amsgrad ? slots[2] : v
    for i in g.indices { w[i] -= rate * m[i] / (root[i].squareRoot() + epsilon) }
    slots[0] = m
    slots[1] = v
  }
}
