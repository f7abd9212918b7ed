/// Adagrad.
///
///     a ← a + g²;   w ← w - η g / (√a + ε)
public struct Adagrad: OptimizerRule {
  public let initialAccumulator: Double
  public let epsilon: Double

  /// - Throws: `TrainingError` for a negative accumulator.
  public init(initialAccumulator: Double = 0.1, epsilon: Double = 1e-7) throws {
    guard initialAccumulator >= 0 else {
      throw TrainingError(.value, "initial_accumulator_value must be non-negative: \(initialAccumulator)")
    }
    self.initialAccumulator = single(initialAccumulator)
    self.epsilon = singleEpsilon(epsilon)
  }

  public var name: String { "Adagrad" }
  public var settings: [(name: String, value: OptimizerSetting)] {
    [("initial_accumulator_value", .number(initialAccumulator)), ("epsilon", .number(epsilon))]
  }
  public var slots: [(name: String, initial: Double)] { [("accumulator", initialAccumulator)] }

  public func update(_ w: inout [Double], _ g: [Double], _ slots: inout [[Double]], _ step: OptimizerStep) {
    for i in g.indices {
      slots[0][i] += g[i] * g[i]
      w[i] -= step.rate * g[i] / (slots[0][i].squareRoot() + epsilon)
    }
  }
}
