import Glibc

/// The area under the curve of true against false positives (ROC) or of precision against recall (PR).
public final class AUC: Metric {
  public enum Curve: String, Sendable {
    case roc = "ROC"
    case pr = "PR"
  }
  public enum Summation: String, Sendable { case interpolation, minoring, majoring }

  public var name: String
  private let curve: Curve
  private let summation: Summation
  private let fromLogits: Bool
  private var counts: ConfusionCounts

  /// - Throws: `TrainingError` for fewer than two thresholds.
  public init(
    name: String = "auc", thresholdCount: Int = 200, curve: Curve = .roc, summation: Summation = .interpolation,
    thresholds: [Double]? = nil, fromLogits: Bool = false
  ) throws {
    guard thresholdCount > 1, thresholdCount <= 1 << 20 else {
      throw TrainingError(.value, "Argument `num_thresholds` must be an integer > 1. Received: \(thresholdCount)")
    }
    self.name = name
    self.curve = curve
    self.summation = summation
    self.fromLogits = fromLogits
    let inner = thresholds?.sorted() ?? (1..<(thresholdCount - 1)).map { Double($0) / Double(thresholdCount - 1) }
    counts = ConfusionCounts(thresholds: [-1e-7] + inner + [1 + 1e-7])
  }

  private init(copying other: AUC) {
    (name, curve, summation, fromLogits) = (other.name, other.curve, other.summation, other.fromLogits)
    counts = ConfusionCounts(thresholds: other.counts.thresholds)
  }

  public func fresh() -> any Metric { AUC(copying: self) }

  public func update(target: Tensor, prediction: Tensor, weight: Tensor?) throws {
    let p = fromLogits ? UnaryOperation.sigmoid(prediction) : prediction
    try counts.add(target, p, weight: weight)
  }

  public func reset() { counts = ConfusionCounts(thresholds: counts.thresholds) }

  public func results() -> [Double] {
    let (tp, fp) = (counts.truePositives, counts.falsePositives)
    let (tn, fn) = (counts.trueNegatives, counts.falseNegatives)
    if curve == .pr && summation == .interpolation { return [interpolated(tp, fp, fn)] }
    let recall = tp.indices.map { ConfusionCounts.ratio(tp[$0], tp[$0] + fn[$0]) }
    let x: [Double]
    let y: [Double]
    switch curve {
    case .roc:
      x = fp.indices.map { ConfusionCounts.ratio(fp[$0], fp[$0] + tn[$0]) }
      y = recall
    case .pr:
      x = recall
      y = tp.indices.map { ConfusionCounts.ratio(tp[$0], tp[$0] + fp[$0]) }
    }
    return [x.indices.dropLast().reduce(0) { $0 + (x[$1] - x[$1 + 1]) * height(y[$1], y[$1 + 1]) }]
  }

  private func height(_ a: Double, _ b: Double) -> Double {
    switch summation {
    case .interpolation: (a + b) / 2
    case .minoring: min(a, b)
    case .majoring: max(a, b)
    }
  }

  /// Precision between neighbouring thresholds follows from positives that grow linearly:
  /// Σ s (ΔTP + c ln(Pᵢ/Pᵢ₊₁)) / (TPᵢ₊₁ + FNᵢ₊₁), s = ΔTP/max(ΔP, 0), c = TPᵢ₊₁ - s Pᵢ₊₁, P = TP + FP.
  private func interpolated(_ tp: [Double], _ fp: [Double], _ fn: [Double]) -> Double {
    let p = tp.indices.map { tp[$0] + fp[$0] }
    var area = 0.0
    for i in tp.indices.dropLast() {
      let gained = tp[i] - tp[i + 1]
      let slope = ConfusionCounts.ratio(gained, max(p[i] - p[i + 1], 0))
      let intercept = tp[i + 1] - slope * p[i + 1]
      let ratio = p[i] > 0 && p[i + 1] > 0 ? p[i] / p[i + 1] : 1
      area += ConfusionCounts.ratio(slope * (gained + intercept * log(ratio)), max(tp[i + 1] + fn[i + 1], 0))
    }
    return area
  }
}
