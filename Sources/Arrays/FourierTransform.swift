import Glibc

/// Discrete Fourier transforms of any length, by splitting along the prime factors.
public enum FourierTransform {
  /// A sequence of complex numbers.
  public struct Spectrum: Sendable {
    public var re: [Double]
    public var im: [Double]

    public init(re: [Double], im: [Double]) {
      self.re = re
      self.im = im
    }

    public init(count: Int) {
      self.init(re: [Double](repeating: 0, count: count), im: [Double](repeating: 0, count: count))
    }

    public var count: Int { re.count }
  }

  /// X_k = Σ x_n exp(∓2πi k n / N), with + for the inverse, which is not divided by N.
  ///
  /// - Complexity: O(N · sum of the prime factors of N).
  public static func transform(_ x: Spectrum, inverse: Bool = false) -> Spectrum {
    let count = x.count
    guard count > 1 else { return x }
    let sign: Double = inverse ? 1 : -1
    var roots = Spectrum(count: count)
    for k in 0..<count {
      let angle = 2 * Double.pi * Double(k) / Double(count)
      roots.re[k] = cos(angle)
      roots.im[k] = sign * sin(angle)
    }
    var result = Spectrum(count: count)
    var scratch = Spectrum(count: count)
    split(x, 0, 1, &result, 0, count, roots, &scratch)
    return result
  }

  /// The first half of the transform of real values: N/2 + 1 numbers.
  public static func realForward(_ x: [Double]) -> Spectrum {
    let full = transform(Spectrum(re: x, im: [Double](repeating: 0, count: x.count)))
    let kept = x.count / 2 + 1
    var half = Spectrum(re: Array(full.re.prefix(kept)), im: Array(full.im.prefix(kept)))
    // These are their own conjugates; rounding may have left something.
    if half.count > 0 { half.im[0] = 0 }
    if x.count % 2 == 0, half.count == kept { half.im[kept - 1] = 0 }
    return half
  }

  /// `count` real values from the first half of their transform; imaginary parts of self-conjugate entries are ignored.
  public static func realInverse(_ half: Spectrum, count: Int) -> [Double] {
    guard count > 0 else { return [] }
    var full = Spectrum(count: count)
    for k in 0...(count / 2) where k < half.count {
      full.re[k] = half.re[k]
      full.im[k] = k == 0 || 2 * k == count ? 0 : half.im[k]
      guard k > 0, 2 * k != count else { continue }
      full.re[count - k] = half.re[k]
      full.im[count - k] = -half.im[k]
    }
    return transform(full, inverse: true).re.map { $0 / Double(count) }
  }

  /// Transforms `count` entries of `x` from `start`, `stride` apart, into `result` from `at`.
  private static func split(
    _ x: Spectrum, _ start: Int, _ stride: Int, _ result: inout Spectrum, _ at: Int, _ count: Int,
    _ roots: Spectrum, _ scratch: inout Spectrum
  ) {
    if count == 1 {
      result.re[at] = x.re[start]
      result.im[at] = x.im[start]
      return
    }
    let factor = smallestFactor(count)
    let part = count / factor
    for r in 0..<factor {
      split(x, start + r * stride, stride * factor, &result, at + r * part, part, roots, &scratch)
    }
    // X[k + q·part] = Σ_r w^(r (k + q·part)) Y_r[k] with w the root of order `count`.
    let step = roots.count / count
    for k in 0..<part {
      for q in 0..<factor {
        let output = k + q * part
        var re = 0.0
        var im = 0.0
        for r in 0..<factor {
          let root = (r * output) % count * step
          let (yr, yi) = (result.re[at + r * part + k], result.im[at + r * part + k])
          re += yr * roots.re[root] - yi * roots.im[root]
          im += yr * roots.im[root] + yi * roots.re[root]
        }
        scratch.re[output] = re
        scratch.im[output] = im
      }
    }
    for i in 0..<count {
      result.re[at + i] = scratch.re[i]
      result.im[at + i] = scratch.im[i]
    }
  }

  private static func smallestFactor(_ n: Int) -> Int {
    var factor = 2
    while factor * factor <= n {
      if n % factor == 0 { return factor }
      factor += 1
    }
    return n
  }
}
