/// Configs for special purposes.
import Arrays

public enum Presets {
  /// Ensembles that fire only for values above a threshold, and work best there.
  ///
  /// - Parameters:
  ///   - threshold: the value below which nothing fires.
  ///   - interceptWidth: how far intercepts spread above the threshold.
  public static func thresholdingEnsembles(
    threshold: Double, interceptWidth: Double = 0.15, radius: Double = 1
  ) throws -> Config {
    let config = try Config([Ensemble.className])
    let intercepts = try Exponential(
      scale: Number(interceptWidth), shift: Number(threshold), high: Number(radius))
    try config.set(Ensemble.className, "radius", .number(radius))
    try config.set(Ensemble.className, "intercepts", .frozen(intercepts))
    try config.set(Ensemble.className, "encoders", .frozen(try Choice(NDArray([1.0], shape: [1, 1]))))
    try config.set(
      Ensemble.className, "eval_points", .frozen(Uniform(Number(threshold / radius), 1)))
    return config
  }
}
