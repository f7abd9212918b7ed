/// Gradient descent, with momentum and Nesterov's look-ahead.
///
///     μ = 0:     w ← w - η g
///     plain:     m ← μ m - η g;   w ← w + m
///     Nesterov:  m ← μ m - η g;   w ← w + μ m - η g
public struct SGD: OptimizerRule {
  public let momentum: Double
  public let nesterov: Bool

  /// - Throws: `TrainingError` for a momentum outside [0, 1].
  public init(momentum: Double = 0, nesterov: Bool = false) throws {
    guard momentum >= 0, momentum <= 1 else {
      throw TrainingError(.value, "`momentum` must be between [0, 1]. Received: momentum=\(momentum)")
    }
    self.momentum = single(momentum)
    self.nesterov = nesterov
  }

  public var name: String { "SGD" }
  public var settings: [(name: String, value: OptimizerSetting)] {
    [("momentum", .number(momentum)), ("nesterov", .flag(nesterov))]
  }
  public var slots: [(name: String, initial: Double)] { momentum == 0 ? [] : [("momentum", 0)] }

  public func update(_ w: inout [Double], _ g: [Double], _ slots: inout [[Double]], _ step: OptimizerStep) {
    let rate = step.rate
    guard momentum != 0 else {
      for i in g.indices { w[i] -= rate * g[i] }
      return
    }
    for i in g.indices {
      let m = momentum * slots[0][i] - rate * g[i]
      slots[0][i] = m
      w[i] += nesterov ? momentum * m - rate * g[i] : m
    }
  }
}
