import Arrays

/// The share of right answers, in several senses: 1 or 0 (or a mean of them) per position.
public enum Accuracies {
  /// mean over the last axis of [t == (p > threshold)]
  public static func binary(threshold: Double = 0.5) -> PairFunction {
    { t, p in
      let yes = try BinaryOperation.greater(p, Tensor(scalar: threshold)).cast(to: .float32)
      return try Losses.lastMean(BinaryOperation.equal(t.cast(to: .float32), yes).cast(to: .float32))
    }
  }

  /// argmax t == argmax p; the first largest wins
  public static let categorical: PairFunction = { t, p in
    try BinaryOperation.equal(t.position(axis: -1), p.position(axis: -1)).cast(to: .float32)
  }

  /// label == argmax p, labels of shape (…) or (…, 1)
  public static let sparseCategorical: PairFunction = { t, p in
    let best = try p.position(axis: -1)
    let labels = t.rank == p.rank && t.shape.last == 1 ? try t.squeezed([-1]) : t
    return try BinaryOperation.equal(labels.cast(to: .float64), best.cast(to: .float64)).cast(to: .float32)
  }

  /// the class of the largest target is among the k largest predictions; ties at the border count as in
  public static func topK(_ k: Int = 5) -> PairFunction {
    { t, p in
      try within(k, p, classes: try t.position(axis: -1).values.map { Int($0) })
    }
  }

  /// the label is among the k largest predictions
  public static func sparseTopK(_ k: Int = 5) -> PairFunction {
    { t, p in
      let classes = p.shape.last ?? 1
      guard t.count == p.count / max(classes, 1) else {
        throw TrainingError(
          .value, "labels of shape \(Tensor.text(of: t.shape)) do not fit predictions \(Tensor.text(of: p.shape))")
      }
      return try within(k, p, classes: t.values.map { $0 >= 0 && $0 < Double(classes) ? Int($0) : -1 })
    }
  }

  /// t == p
  public static let exact: PairFunction = { t, p in try BinaryOperation.equal(t, p).cast(to: .float32) }

  private static func within(_ k: Int, _ p: Tensor, classes: [Int]) throws -> Tensor {
    let width = p.shape.last ?? 1
    let values = classes.enumerated().map { row, label -> Double in
      guard label >= 0 else { return 0 }
      let scores = p.values[(row * width)..<((row + 1) * width)]
      let own = p.values[row * width + label]
      return own.isFinite && scores.count(where: { $0 > own }) < k ? 1 : 0
    }
    return try Tensor(values, shape: Array(p.shape.dropLast()), dtype: .float32)
  }
}
