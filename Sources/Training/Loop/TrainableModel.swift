import Arrays

/// What the training loop drives: something with inputs, outputs, trainable weights and an adjoint.
public protocol TrainableModel: AnyObject {
  var outputNames: [String] { get }
  /// The outputs of one batch, (batch, steps, …) each.
  ///
  /// - Parameter training: True in training mode; `backward` may follow.
  func forward(_ inputs: [NDArray], training: Bool) throws -> [NDArray]
  /// Gradients with respect to the trainable weights of the last forward pass, from gradients of its outputs.
  func backward(_ gradients: [NDArray?]) throws -> [[Double]?]
  /// Trainable weights, row-major, in their order.
  func trainableValues() throws -> [[Double]]
  func setTrainableValues(_ values: [[Double]]) throws
  /// All weights, for callbacks that keep the best ones.
  func weights() throws -> [NDArray]
  func setWeights(_ weights: [NDArray]) throws
  /// Losses that the model adds by itself, of the last forward pass.
  func ownLoss() throws -> Double
  /// Called when a batch is done, also after a failure.
  func endBatch()
}

extension TrainableModel {
  public func ownLoss() -> Double { 0 }
  public func endBatch() {}
}

/// One output's part in the total loss.
public struct OutputLoss {
  public let loss: any Loss
  /// Multiplies the loss in the total only.
  public let weight: Double

  public init(_ loss: any Loss, weight: Double = 1) {
    self.loss = loss
    self.weight = weight
  }
}

/// What `compile` decides: how a model is to be trained and judged. Lists are by output.
public final class Compilation {
  public let optimizer: Optimizer
  public let losses: [OutputLoss?]
  public let metrics: [[any Metric]]
  /// Metrics that take sample weights.
  public let weightedMetrics: [[any Metric]]
  /// The names under which the metrics of each output are reported.
  let metricNames: [[String]]
  let weightedNames: [[String]]

  /// - Throws: `TrainingError` if two metrics would be reported under one name.
  public init(
    outputNames: [String], optimizer: Optimizer, losses: [OutputLoss?], metrics: [[any Metric]] = [],
    weightedMetrics: [[any Metric]] = []
  ) throws {
    func filled(_ lists: [[any Metric]]) -> [[any Metric]] {
      lists + [[any Metric]](repeating: [], count: max(outputNames.count - lists.count, 0))
    }
    self.optimizer = optimizer
    self.losses = losses + [OutputLoss?](repeating: nil, count: max(outputNames.count - losses.count, 0))
    self.metrics = filled(metrics)
    self.weightedMetrics = filled(weightedMetrics)
    var used: Set<String> = []
    func claim(_ name: String) throws -> String {
      guard used.insert(name).inserted else {
        throw TrainingError(
          .value,
          "Found two metrics with the same name: \(name). All the metrics added to the model need to have "
            + "unique names.")
      }
      return name
    }
    var (names, weightedNames) = ([[String]](), [[String]]())
    for (i, output) in outputNames.enumerated() {
      names.append(try self.metrics[i].map { try claim("\(output)_\($0.name)") })
      weightedNames.append(
        try self.weightedMetrics[i].map { metric in
          let name = "\(output)_\(metric.name)"
          return try claim(used.contains(name) ? "\(output)_weighted_\(metric.name)" : name)
        })
    }
    self.metricNames = names
    self.weightedNames = weightedNames
  }
}
