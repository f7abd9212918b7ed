import Glibc

/// Adam with Nesterov momentum; no learning-rate schedules.
///
///     μₜ = β₁ (1 - 0.5·0.96^(s t));   P ← P μₜ;   P' = P μₜ₊₁
///     ĝ = g/(1-P);   m ← β₁ m + (1-β₁) g, m̂ = m/(1-P');   v ← β₂ v + (1-β₂) g², v̂ = v/(1-β₂ᵗ)
///     w ← w - η ((1-μₜ) ĝ + μₜ₊₁ m̂) / (√v̂ + ε)
public struct Nadam: OptimizerRule {
  public let beta1: Double
  public let beta2: Double
  public let epsilon: Double
  public let scheduleDecay: Double

  public init(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7, scheduleDecay: Double = 0.004) {
    self.beta1 = single(beta1)
    self.beta2 = single(beta2)
    self.epsilon = singleEpsilon(epsilon)
    self.scheduleDecay = single(scheduleDecay)
  }

  public var name: String { "Nadam" }
  public var settings: [(name: String, value: OptimizerSetting)] {
    [("beta_1", .number(beta1)), ("beta_2", .number(beta2)), ("epsilon", .number(epsilon))]
  }
  public var slots: [(name: String, initial: Double)] { [("m", 0), ("v", 0)] }
  public var allowsSchedules: Bool { false }
  /// P, the product of all μ so far.
  public var scalars: [Double] { [1] }

  private func momentum(_ t: Int) -> Double { beta1 * (1 - 0.5 * pow(0.96, scheduleDecay * Double(t))) }

  public func advance(_ scalars: inout [Double], t: Int) { scalars[0] *= momentum(t) }

  public func update(_ w: inout [Double], _ g: [Double], _ slots: inout [[Double]], _ step: OptimizerStep) {
    let (now, next, product) = (momentum(step.t), momentum(step.t + 1), step.scalars[0])
    let correction = 1 - pow(beta2, Double(step.t))
    for i in g.indices {
      let m = beta1 * slots[0][i] + (1 - beta1) * g[i]
      let v = beta2 * slots[1][i] + (1 - beta2) * g[i] * g[i]
      slots[0][i] = m
      slots[1][i] = v
      let mixed = (1 - now) * g[i] / (1 - product) + next * m / (1 - product * next)
      w[i] -= step.rate * mixed / ((v / correction).squareRoot() + epsilon)
    }
  }
}
