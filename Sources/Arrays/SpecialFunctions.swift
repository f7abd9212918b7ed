import CSpecial

/// Functions beyond the elementary ones. Arguments outside the domain give nan.
public enum SpecialFunctions {
  /// The regularised incomplete beta function I(a, b; x), for x in 0…1.
  public static func regularizedBeta(_ a: Double, _ b: Double, _ x: Double) -> Double {
    special_beta_regularized(a, b, x)
  }

  /// The x in 0…1 with I(a, b; x) = `p`.
  public static func inverseRegularizedBeta(_ a: Double, _ b: Double, _ p: Double) -> Double {
    special_beta_regularized_inverse(a, b, p)
  }

  /// The complete beta function B(a, b).
  public static func beta(_ a: Double, _ b: Double) -> Double { special_beta(a, b) }
}
