import Arrays

/// The unreduced losses: functions of targets t and predictions p; means and sums run over the last axis.
public enum Losses {
  static let epsilon = 1e-7

  /// mean (t - p)²
  public static let meanSquaredError: PairFunction = { t, p in
    try lastMean(BinaryOperation.squaredDifference(p, t))
  }

  /// mean |t - p|
  public static let meanAbsoluteError: PairFunction = { t, p in
    try lastMean(UnaryOperation.abs(try p - t))
  }

  /// 100 mean |(t - p) / max(|t|, ε)|
  public static let meanAbsolutePercentageError: PairFunction = { t, p in
    let scale = UnaryOperation.clip(epsilon, .infinity)(UnaryOperation.abs(t))
    return try lastMean(UnaryOperation.abs(try (t - p) / scale)).affine(100)
  }

  /// mean (ln(max(p, ε) + 1) - ln(max(t, ε) + 1))²
  public static let meanSquaredLogarithmicError: PairFunction = { t, p in
    let positive = UnaryOperation.clip(epsilon, .infinity)
    return try lastMean(
      BinaryOperation.squaredDifference(UnaryOperation.log1p(positive(p)), UnaryOperation.log1p(positive(t))))
  }

  /// mean of e²/2 if |e| ≤ δ, else δ|e| - δ²/2
  public static func huber(delta: Double = 1) -> PairFunction {
    let row = UnaryOperation(
      "huber", "", .floating,
      { e in e.magnitude <= delta ? 0.5 * e * e : delta * e.magnitude - 0.5 * delta * delta },
      slope: { e, _ in e.magnitude <= delta ? e : (e < 0 ? -delta : delta) })
    return { t, p in try lastMean(row(try p - t)) }
  }

  /// mean of e + softplus(-2e) - ln 2, e = p - t; ln 2 in single precision, as the reference holds it
  public static let logCosh: PairFunction = { t, p in
    let e = try p - t
    return try lastMean(e + UnaryOperation.softplus(e.affine(-2)).affine(1, -single(0.693147180559945309)))
  }

  /// mean (p - t ln(p + ε))
  public static let poisson: PairFunction = { t, p in
    try lastMean(p - t * UnaryOperation.log(p.affine(1, epsilon)))
  }

  /// Σ t' ln(t'/p'), both limited to [ε, 1]
  public static let klDivergence: PairFunction = { t, p in
    let limited = UnaryOperation.clip(epsilon, 1)
    let (t, p) = (limited(t), limited(p))
    return try lastSum(t * UnaryOperation.log(try t / p))
  }

  /// -Σ t̂ p̂ with x̂ = x / √max(Σx², 1e-12)
  public static func cosineSimilarity(axis: Int = -1) -> PairFunction {
    { t, p in
      func unit(_ x: Tensor) throws -> Tensor {
        let squares = try ReductionOperation.sum(UnaryOperation.square(x), axes: [axis], keepDimensions: true)
        return try x * UnaryOperation.rsqrt(UnaryOperation.clip(1e-12, .infinity)(squares))
      }
      return -(try ReductionOperation.sum(unit(t) * unit(p), axes: [axis]))
    }
  }

  /// mean max(1 - t p, 0); targets that are all 0 or 1 count as -1 or 1
  public static let hinge: PairFunction = { t, p in
    try lastMean(UnaryOperation.relu((signed(t) * p).affine(-1, 1)))
  }

  /// mean max(1 - t p, 0)²
  public static let squaredHinge: PairFunction = { t, p in
    try lastMean(UnaryOperation.square(UnaryOperation.relu((signed(t) * p).affine(-1, 1))))
  }

  /// max(max((1-t) p) - Σ t p + 1, 0)
  public static let categoricalHinge: PairFunction = { t, p in
    let positive = try lastSum(t * p)
    let negative = try ReductionOperation.max(t.affine(-1, 1) * p, axes: [-1])
    return UnaryOperation.relu(try (negative - positive).affine(1, 1))
  }

  static func lastMean(_ x: Tensor) throws -> Tensor { try ReductionOperation.mean(x, axes: [-1]) }
  static func lastSum(_ x: Tensor) throws -> Tensor { try ReductionOperation.sum(x, axes: [-1]) }

  private static func signed(_ t: Tensor) -> Tensor {
    t.values.allSatisfy { $0 == 0 || $0 == 1 } ? t.affine(2, -1) : t
  }
}
