import Glibc

/// Follow the regularized leader.
///
///     λ = l2 + β/(2η);   s = g + 2·shrinkage·w;   n' = n + g²
///     z ← z + s - (n'^-p - n^-p)/η · w;   q = n'^-p/η + 2λ
///     w ← 0 if |z| ≤ l1, else (sign(z) l1 - z)/q
public struct Ftrl: OptimizerRule {
  public let power: Double
  public let initialAccumulator: Double
  public let l1: Double
  public let l2: Double
  public let shrinkage: Double
  public let beta: Double

  /// - Throws: `TrainingError` for constants of the wrong sign.
  public init(
    power: Double = -0.5, initialAccumulator: Double = 0.1, l1: Double = 0, l2: Double = 0, shrinkage: Double = 0,
    beta: Double = 0
  ) throws {
    guard power <= 0 else {
      throw TrainingError(.value, "`learning_rate_power` needs to be negative or zero. Received: \(power)")
    }
    for (name, value) in [
      ("initial_accumulator_value", initialAccumulator), ("l1_regularization_strength", l1),
      ("l2_regularization_strength", l2), ("l2_shrinkage_regularization_strength", shrinkage),
    ] where value < 0 {
      throw TrainingError(.value, "`\(name)` needs to be positive or zero. Received: \(value)")
    }
    self.power = single(power)
    self.initialAccumulator = single(initialAccumulator)
    self.l1 = single(l1)
    self.l2 = single(l2)
    self.shrinkage = single(shrinkage)
    self.beta = single(beta)
  }

  public var name: String { "Ftrl" }
  public var settings: [(name: String, value: OptimizerSetting)] {
    [
      ("learning_rate_power", .number(power)), ("initial_accumulator_value", .number(initialAccumulator)),
      ("l1_regularization_strength", .number(l1)), ("l2_regularization_strength", .number(l2)),
      ("l2_shrinkage_regularization_strength", .number(shrinkage)), ("beta", .number(beta)),
    ]
  }
  public var slots: [(name: String, initial: Double)] { [("accumulator", initialAccumulator), ("linear", 0)] }

  public func update(_ w: inout [Double], _ g: [Double], _ slots: inout [[Double]], _ step: OptimizerStep) {
    let rate = step.rate
    let ridge = l2 + beta / (2 * rate)
    for i in g.indices {
      let n = slots[0][i]
      let grown = n + g[i] * g[i]
      let sigma = (pow(grown, -power) - pow(n, -power)) / rate
      let z = slots[1][i] + g[i] + 2 * shrinkage * w[i] - sigma * w[i]
      slots[0][i] = grown
      slots[1][i] = z
      let quadratic = pow(grown, -power) / rate + 2 * ridge
      w[i] = z.magnitude <= l1 ? 0 : ((z < 0 ? -l1 : l1) - z) / quadratic
    }
  }
}
