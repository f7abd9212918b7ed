/// Adadelta.
///
///     a ← ρ a + (1-ρ) g²;   Δ = g √(u + ε) / √(a + ε);   u ← ρ u + (1-ρ) Δ²;   w ← w - η Δ
public struct Adadelta: OptimizerRule {
  public let rho: Double
  public let epsilon: Double

  public init(rho: Double = 0.95, epsilon: Double = 1e-7) {
    self.rho = single(rho)
    self.epsilon = singleEpsilon(epsilon)
  }

  public var name: String { "Adadelta" }
  public var settings: [(name: String, value: OptimizerSetting)] {
    [("rho", .number(rho)), ("epsilon", .number(epsilon))]
  }
  public var slots: [(name: String, initial: Double)] { [("accum_grad", 0), ("accum_var", 0)] }

  public func update(_ w: inout [Double], _ g: [Double], _ slots: inout [[Double]], _ step: OptimizerStep) {
    for i in g.indices {
      let a = rho * slots[0][i] + (1 - rho) * g[i] * g[i]
      let change = g[i] * (slots[1][i] + epsilon).squareRoot() / (a + epsilon).squareRoot()
      slots[0][i] = a
      slots[1][i] = rho * slots[1][i] + (1 - rho) * change * change
      w[i] -= step.rate * change
    }
  }
}
