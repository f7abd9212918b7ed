/// RMSprop; ε stands outside the root without momentum and inside it with momentum.
///
///     a ← ρ a + (1-ρ) g²;   centered: b ← ρ b + (1-ρ) g, d = a - b²;   else d = a
///     μ = 0:  w ← w - η g / (√d + ε)
///     μ > 0:  m ← μ m + η g / √(d + ε);   w ← w - m
public struct RMSprop: OptimizerRule {
  public let rho: Double
  public let momentum: Double
  public let epsilon: Double
  public let centered: Bool

  /// - Throws: `TrainingError` for a momentum outside [0, 1].
  public init(rho: Double = 0.9, momentum: Double = 0, epsilon: Double = 1e-7, centered: Bool = false) throws {
    guard momentum >= 0, momentum <= 1 else {
      throw TrainingError(.value, "`momentum` must be between [0, 1]. Received: momentum=\(momentum)")
    }
    self.rho = single(rho)
    self.momentum = single(momentum)
    self.epsilon = singleEpsilon(epsilon)
    self.centered = centered
  }

  public var name: String { "RMSprop" }
  public var settings: [(name: String, value: OptimizerSetting)] {
    [
      ("rho", .number(rho)), ("momentum", .number(momentum)), ("epsilon", .number(epsilon)),
      ("centered", .flag(centered)),
    ]
  }
  public var slots: [(name: String, initial: Double)] { [("rms", 0), ("momentum", 0), ("mg", 0)] }

  public func update(_ w: inout [Double], _ g: [Double], _ slots: inout [[Double]], _ step: OptimizerStep) {
    for i in g.indices {
      let a = rho * slots[0][i] + (1 - rho) * g[i] * g[i]
      slots[0][i] = a
      var d = a
      if centered {
        let b = rho * slots[2][i] + (1 - rho) * g[i]
        slots[2][i] = b
        d -= b * b
      }
      guard momentum > 0 else {
        w[i] -= step.rate * g[i] / (d.squareRoot() + epsilon)
        continue
      }
      let m = momentum * slots[1][i] + step.rate * g[i] / (d + epsilon).squareRoot()
      slots[1][i] = m
      w[i] -= m
    }
  }
}
