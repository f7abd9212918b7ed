import Arrays
import Glibc

extension Losses {
  /// mean of the elementwise binary cross-entropy, from probabilities or logits.
  public static func binaryCrossentropy(fromLogits: Bool = false, smoothing: Double = 0, axis: Int = -1)
    -> PairFunction
  {
    { t, p in
      let t = t.affine(1 - smoothing, smoothing / 2)
      return try ReductionOperation.mean(elementwise(t, p, fromLogits: fromLogits), axes: [axis])
    }
  }

  /// mean of (1 - q)^γ times the binary cross-entropy, q the probability of the right answer.
  public static func binaryFocalCrossentropy(
    gamma: Double = 2, fromLogits: Bool = false, smoothing: Double = 0,
    axis: Int = -1
  ) -> PairFunction {
    { t, p in
      let t = t.affine(1 - smoothing, smoothing / 2)
      let q = fromLogits ? UnaryOperation.sigmoid(p) : p
      let right = try t * q + t.affine(-1, 1) * q.affine(-1, 1)
      let factor = try BinaryOperation.power(right.affine(-1, 1), Tensor(scalar: gamma, dtype: right.dtype))
      return try ReductionOperation.mean(factor * elementwise(t, p, fromLogits: fromLogits), axes: [axis])
    }
  }

  /// Logits: max(p, 0) - p t + ln(1 + e^-|p|). Probabilities: -t ln(p' + ε) - (1-t) ln(1 - p' + ε), p' limited.
  private static func elementwise(_ t: Tensor, _ p: Tensor, fromLogits: Bool) throws -> Tensor {
    if fromLogits {
      return try UnaryOperation.relu(p) - p * t + UnaryOperation.softplus(-UnaryOperation.abs(p))
    }
    let limited = limitedProbability(p)
    let yes = try t * UnaryOperation.log(limited.affine(1, epsilon))
    let no = try t.affine(-1, 1) * UnaryOperation.log(limited.affine(-1, 1).affine(1, epsilon))
    return -(try yes + no)
  }

  /// -Σ t ln p over the classes, from probabilities (normalised and limited) or logits.
  public static func categoricalCrossentropy(fromLogits: Bool = false, smoothing: Double = 0, axis: Int = -1)
    -> PairFunction
  {
    { t, p in
      let classes = Double(max(p.shape[try p.axis(axis)], 1))
      let t = t.affine(1 - smoothing, smoothing / classes)
      let logs: Tensor
      if fromLogits {
        logs = try p.logSoftmax(axis: axis)
      } else {
        let total = try ReductionOperation.sum(p, axes: [axis], keepDimensions: true)
        logs = UnaryOperation.log(limitedProbability(try p / total))
      }
      return -(try ReductionOperation.sum(t * logs, axes: [axis]))
    }
  }

  /// -log_softmax(p)[label]; probabilities are limited, their logarithms then treated as logits.
  public static func sparseCategoricalCrossentropy(fromLogits: Bool = false, axis: Int = -1) -> PairFunction {
    { t, p in
      let logits = fromLogits ? p : UnaryOperation.log(limitedProbability(p))
      let axis = try p.axis(axis)
      let order = p.shape.indices.filter { $0 != axis } + [axis]
      let logs = try logits.transposed(order).logSoftmax()
      let classes = p.shape[axis]
      let labels = try labelIndices(t, classes: classes, count: p.count / max(classes, 1))
      let sources = labels.enumerated().map { $0.offset * classes + $0.element }
      return -logs.picked(sources, shape: Array(logs.shape.dropLast()))
    }
  }

  /// Labels of shape (…) or (…, 1) as indices.
  ///
  /// - Throws: `TrainingError` for a label that is no class.
  static func labelIndices(_ t: Tensor, classes: Int, count: Int) throws -> [Int] {
    guard t.count == count else {
      throw TrainingError(
        .value, "labels of shape \(Tensor.text(of: t.shape)) do not fit \(count) predictions over \(classes) classes")
    }
    return try t.values.map { label in
      guard label >= 0, label < Double(classes) else {
        throw TrainingError(
          .invalidArgument,
          "Received a label value of \(label.isFinite ? String(Int(label)) : "\(label)") which is "
            + "outside the valid range of [0, \(classes)).")
      }
      return Int(label)
    }
  }

  private static func limitedProbability(_ p: Tensor) -> Tensor { UnaryOperation.clip(epsilon, 1 - epsilon)(p) }
}
