/// Operators of learning rules. Each updates `delta`, which is added to the learned signal in the next step.
import Arrays
import Model

/// `Δ = -(κ dt / n) e ⊗ a`, n = length of a
public final class SimPES: Operator {
  public static let typeName = "SimPES"
  /// Filtered activities a.
  public let activities: Signal
  public let error: Signal
  public let delta: Signal
  public let learningRate: Double

  public init(activities: Signal, error: Signal, delta: Signal, learningRate: Double) throws {
    try checkOuter(delta, rows: error, columns: activities)
    self.activities = activities
    self.error = error
    self.delta = delta
    self.learningRate = learningRate
  }

  public var reads: [Signal] { [activities, error] }
  public var updates: [Signal] { [delta] }
}

/// `q = P a; k = 1 / (1 + a·q); P -= k q ⊗ q; Δ = -k e ⊗ q`
public final class SimRLS: Operator {
  public static let typeName = "SimRLS"
  public let activities: Signal
  public let error: Signal
  public let delta: Signal
  /// P, [n, n].
  public let inverseGamma: Signal

  public init(activities: Signal, error: Signal, delta: Signal, inverseGamma: Signal) throws {
    try checkOuter(delta, rows: error, columns: activities)
    self.activities = activities
    self.error = error
    self.delta = delta
    self.inverseGamma = inverseGamma
  }

  public var reads: [Signal] { [activities, error] }
  public var updates: [Signal] { [delta, inverseGamma] }
}

/// `Δ = κ dt (p (p - θ)) ⊗ a`
public final class SimBCM: Operator {
  public static let typeName = "SimBCM"
  /// a and p: filtered activities of source and target.
  public let pre: Signal
  public let post: Signal
  public let theta: Signal
  public let delta: Signal
  public let learningRate: Double

  public init(pre: Signal, post: Signal, theta: Signal, delta: Signal, learningRate: Double) throws {
    try checkOuter(delta, rows: post, columns: pre)
    self.pre = pre
    self.post = post
    self.theta = theta
    self.delta = delta
    self.learningRate = learningRate
  }

  public var reads: [Signal] { [pre, post, theta] }
  public var updates: [Signal] { [delta] }
}

/// `Δ = κ dt (p ⊗ a - β p² W)`, p² scaling rows
public final class SimOja: Operator {
  public static let typeName = "SimOja"
  public let pre: Signal
  public let post: Signal
  public let weights: Signal
  public let delta: Signal
  public let learningRate: Double
  public let beta: Double

  public init(pre: Signal, post: Signal, weights: Signal, delta: Signal, learningRate: Double, beta: Double) throws {
    try checkOuter(delta, rows: post, columns: pre)
    self.pre = pre
    self.post = post
    self.weights = weights
    self.delta = delta
    self.learningRate = learningRate
    self.beta = beta
  }

  public var reads: [Signal] { [pre, post, weights] }
  public var updates: [Signal] { [delta] }
}

/// `Δ = κ dt l (s p ⊗ y - p S)`, row by row
public final class SimVoja: Operator {
  public static let typeName = "SimVoja"
  /// y: the whole input of the ensemble, [d].
  public let decoded: Signal
  /// p: filtered activities of the ensemble, [n].
  public let post: Signal
  /// S: the scaled encoders, [n, d].
  public let encoders: Signal
  /// l: shape [1].
  public let learning: Signal
  public let delta: Signal
  public let learningRate: Double
  /// s: gain / radius of each neuron.
  public let scale: [Double]

  public init(
    decoded: Signal, post: Signal, encoders: Signal, learning: Signal, delta: Signal, learningRate: Double,
    scale: [Double]
  ) throws {
    try checkOuter(delta, rows: post, columns: decoded)
    self.decoded = decoded
    self.post = post
    self.encoders = encoders
    self.learning = learning
    self.delta = delta
    self.learningRate = learningRate
    self.scale = scale
  }

  public var reads: [Signal] { [decoded, post, encoders, learning] }
  public var updates: [Signal] { [delta] }
}

/// Throws a `BuildError` unless `delta` is [rows, columns].
private func checkOuter(_ delta: Signal, rows: Signal, columns: Signal) throws {
  guard delta.shape == [rows.size, columns.size] else {
    throw NengoError.build(
      "shape mismatch: learning changes '\(delta.name)' \(ArrayError.text(shape: delta.shape)) by the product of "
        + "'\(rows.name)' (\(rows.size)) and '\(columns.name)' (\(columns.size))")
  }
}
