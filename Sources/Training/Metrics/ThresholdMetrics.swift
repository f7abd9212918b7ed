import Arrays

/// Counts of right and wrong answers, an answer being positive if the prediction is above a threshold.
public struct ConfusionCounts: Sendable {
  public let thresholds: [Double]
  public private(set) var truePositives: [Double]
  public private(set) var falsePositives: [Double]
  public private(set) var trueNegatives: [Double]
  public private(set) var falseNegatives: [Double]

  public init(thresholds: [Double]) {
    let zeros = [Double](repeating: 0, count: thresholds.count)
    self.thresholds = thresholds
    (truePositives, falsePositives, trueNegatives, falseNegatives) = (zeros, zeros, zeros, zeros)
  }

  /// Predictions outside [0, 1] are an error.
  mutating func add(_ target: Tensor, _ prediction: Tensor, weight: Tensor?) throws {
    guard target.count == prediction.count else {
      throw TrainingError(
        .value, "Shapes \(Tensor.text(of: prediction.shape)) and \(Tensor.text(of: target.shape)) are incompatible")
    }
    guard prediction.values.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
      throw TrainingError(.invalidArgument, "predictions must be in the range [0, 1]")
    }
    let weights = try weight.map { try weigh($0, target) }
    for i in target.values.indices {
      let w = weights?[i] ?? 1
      let isTrue = target.values[i] != 0
      for (k, threshold) in thresholds.enumerated() {
        switch (isTrue, prediction.values[i] > threshold) {
        case (true, true): truePositives[k] += w
        case (true, false): falseNegatives[k] += w
        case (false, true): falsePositives[k] += w
        case (false, false): trueNegatives[k] += w
        }
      }
    }
  }

  private func weigh(_ weight: Tensor, _ target: Tensor) throws -> [Double] {
    guard let shape = Broadcast.common(weight.shape, target.shape), shape == target.shape else {
      throw TrainingError(
        .value,
        "weights can not be broadcast to values. values.shape=\(Tensor.text(of: target.shape)). "
          + "weights.shape=\(Tensor.text(of: weight.shape)).")
    }
    return try weight.broadcast(to: target.shape).values
  }

  /// a / b, 0 where b is 0.
  static func ratio(_ a: Double, _ b: Double) -> Double { b == 0 ? 0 : a / b }
}

/// One number per threshold made from the counts.
public final class ThresholdMetric: Metric {
  /// TP, FP, TN, FN to the result.
  public typealias Formula = @Sendable (_ tp: Double, _ fp: Double, _ tn: Double, _ fn: Double) -> Double

  public var name: String
  private let formula: Formula
  private var counts: ConfusionCounts

  private init(copying other: ThresholdMetric) {
    name = other.name
    formula = other.formula
    counts = ConfusionCounts(thresholds: other.counts.thresholds)
  }

  public init(name: String, thresholds: [Double] = [0.5], formula: @escaping Formula) throws {
    guard thresholds.allSatisfy({ $0 >= 0 && $0 <= 1 }), !thresholds.isEmpty else {
      throw TrainingError(.value, "Threshold values must be in [0, 1]. Received: \(thresholds)")
    }
    self.name = name
    self.formula = formula
    counts = ConfusionCounts(thresholds: thresholds)
  }

  public func update(target: Tensor, prediction: Tensor, weight: Tensor?) throws {
    try counts.add(target, prediction, weight: weight)
  }
  public func results() -> [Double] {
    counts.thresholds.indices.map {
      formula(counts.truePositives[$0], counts.falsePositives[$0], counts.trueNegatives[$0], counts.falseNegatives[$0])
    }
  }
  public func reset() { counts = ConfusionCounts(thresholds: counts.thresholds) }
  public func fresh() -> any Metric { ThresholdMetric(copying: self) }

  public static let truePositives: Formula = { tp, _, _, _ in tp }
  public static let falsePositives: Formula = { _, fp, _, _ in fp }
  public static let trueNegatives: Formula = { _, _, tn, _ in tn }
  public static let falseNegatives: Formula = { _, _, _, fn in fn }
  public static let precision: Formula = { tp, fp, _, _ in ConfusionCounts.ratio(tp, tp + fp) }
  public static let recall: Formula = { tp, _, _, fn in ConfusionCounts.ratio(tp, tp + fn) }
}
