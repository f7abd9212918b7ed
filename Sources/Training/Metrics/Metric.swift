import Arrays

/// A number that accumulates over the batches of an epoch.
public protocol Metric: AnyObject {
  var name: String { get set }
  /// Takes one batch in.
  ///
  /// - Parameter weight: Of shape (batch) or (batch, steps), or nil.
  func update(target: Tensor, prediction: Tensor, weight: Tensor?) throws
  /// The value so far; metrics with several thresholds have several.
  func results() -> [Double]
  func reset()
  /// A metric with the same settings and no history.
  func fresh() -> any Metric
}

extension Metric {
  /// - Throws: `TrainingError` for a metric with several values.
  public func result() throws -> Double {
    let values = results()
    guard values.count == 1 else {
      throw TrainingError(.notImplemented, "metric \(name) with \(values.count) values in training logs")
    }
    return values[0]
  }
}

/// Σ weight · value / Σ weight over all elements; 0 without weight.
public struct WeightedMean: Sendable {
  public private(set) var total = 0.0
  public private(set) var count = 0.0

  public init() {}

  public mutating func add(_ values: Tensor, weight: Tensor?) throws {
    guard let weight else {
      total += values.values.reduce(0, +)
      count += Double(values.count)
      return
    }
    let aligned = try weight.aligned(to: values)
    let weighted = try values * aligned
    let spread = try aligned.broadcast(to: weighted.shape)
    total += weighted.values.reduce(0, +)
    count += spread.values.reduce(0, +)
  }

  public var value: Double { count == 0 ? 0 : total / count }
}

/// The mean of a function of targets and predictions.
public final class MeanMetric: Metric {
  public var name: String
  private let body: LossFunction.Body
  private var mean = WeightedMean()

  public init(name: String, body: @escaping LossFunction.Body) {
    self.name = name
    self.body = body
  }

  public func update(target: Tensor, prediction: Tensor, weight: Tensor?) throws {
    try mean.add(try body(target, prediction), weight: weight)
  }
  public func results() -> [Double] { [mean.value] }
  public func reset() { mean = WeightedMean() }
  public func fresh() -> any Metric { MeanMetric(name: name, body: body) }
}

/// `accuracy` and `crossentropy`: a mean whose function is chosen by the shapes of the first batch.
public final class ShapeChosenMetric: Metric {
  public struct Choices: Sendable {
    let binary, sparse, categorical: PairFunction
  }

  public var name: String
  private let choices: Choices
  private var chosen: PairFunction?
  private var mean = WeightedMean()

  public init(name: String, choices: Choices) {
    self.name = name
    self.choices = choices
  }

  public func update(target: Tensor, prediction: Tensor, weight: Tensor?) throws {
    let body = chosen ?? choose(target, prediction)
    chosen = body
    try mean.add(try body(target, prediction), weight: weight)
  }

  private func choose(_ target: Tensor, _ prediction: Tensor) -> PairFunction {
    let classes = prediction.shape.last ?? 1
    if classes == 1 { return choices.binary }
    let isSparse = target.rank < prediction.rank || target.shape.last == 1
    return isSparse ? choices.sparse : choices.categorical
  }

  public func results() -> [Double] { [mean.value] }
  public func reset() { mean = WeightedMean() }
  public func fresh() -> any Metric { ShapeChosenMetric(name: name, choices: choices) }
}

/// The root of the mean squared error of all elements.
public final class RootMeanSquaredError: Metric {
  public var name: String
  private var mean = WeightedMean()

  public init(name: String = "root_mean_squared_error") { self.name = name }

  public func update(target: Tensor, prediction: Tensor, weight: Tensor?) throws {
    try mean.add(try BinaryOperation.squaredDifference(prediction, target), weight: weight)
  }
  public func results() -> [Double] { [mean.value.squareRoot()] }
  public func reset() { mean = WeightedMean() }
  public func fresh() -> any Metric { RootMeanSquaredError(name: name) }
}

/// `Mean` and `Sum` of given values: the targets are the values.
public final class ValueMetric: Metric {
  public var name: String
  private let isSum: Bool
  private var mean = WeightedMean()

  public init(name: String, isSum: Bool) {
    self.name = name
    self.isSum = isSum
  }

  public func update(values: Tensor, weight: Tensor?) throws { try mean.add(values, weight: weight) }
  public func update(target: Tensor, prediction: Tensor, weight: Tensor?) throws {
    try mean.add(prediction, weight: weight)
  }
  public func results() -> [Double] { [isSum ? mean.total : mean.value] }
  public func reset() { mean = WeightedMean() }
  public func fresh() -> any Metric { ValueMetric(name: name, isSum: isSum) }
}
