import Glibc

/// Draws of counts: Poisson and binomial.
extension RandomState {
  /// A Poisson count: products of uniforms below a mean of 10, transformed rejection above (Hörmann's PTRS).
  ///
  /// - Precondition: `mean` is in 0 … 9.2e18; a mean of 0 consumes nothing.
  public func poisson(_ mean: Double) -> Int {
    if mean == 0 { return 0 }
    return mean < 10 ? poissonByProducts(mean) : poissonByRejection(mean)
  }

  private func poissonByProducts(_ mean: Double) -> Int {
    let limit = exp(-mean)
    var count = 0
    var product = 1.0
    while true {
      product *= randomSample()
      guard product > limit else { return count }
      count += 1
    }
  }

  private func poissonByRejection(_ mean: Double) -> Int {
    let root = sqrt(mean)
    let logMean = log(mean)
    let b = 0.931 + 2.53 * root
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let vr = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = randomSample() - 0.5
      let v = randomSample()
      let us = 0.5 - abs(u)
      let value = floor((2 * a / us + b) * u + mean + 0.43)
      if us >= 0.07 && v <= vr { return Self.clamped(value) }
      if value < 0 || (us < 0.013 && v > us) { continue }
      let left = log(v) + log(inverseAlpha) - log(a / (us * us) + b)
      if left <= -mean + value * logMean - Self.logGamma(value + 1) { return Self.clamped(value) }
    }
  }

  /// A whole double as an integer; values beyond the range stop at its end.
  private static func clamped(_ value: Double) -> Int { Int(exactly: value) ?? (value < 0 ? .min : .max) }

  /// ln Γ(x) for x >= 1 by Stirling's series, shifted up to 7 first.
  static func logGamma(_ x: Double) -> Double {
    if x == 1 || x == 2 { return 0 }
    let shift = x < 7 ? Int(7 - x) : 0
    var z = x + Double(shift)
    let t = (1.0 / z) * (1.0 / z)
    var series = stirling[stirling.count - 1]
    for i in stride(from: stirling.count - 2, through: 0, by: -1) {
      series *= t
      series += stirling[i]
    }
    var result = series / z + 0.5 * 1.8378770664093453 + (z - 0.5) * log(z) - z
    for _ in 0..<shift {
      result -= log(z - 1)
      z -= 1
    }
    return result
  }

  private static let stirling: [Double] = [
    8.333333333333333e-02, -2.777777777777778e-03, 7.936507936507937e-04, -5.952380952380952e-04,
    8.417508417508418e-04, -1.917526917526918e-03, 6.410256410256410e-03, -2.955065359477124e-02,
    1.796443723688307e-01, -1.39243221690590e+00,
  ]

  /// The number of successes in `trials` trials: inversion where few are expected, otherwise the BTPE method of
  /// Kachitvichyanukul and Schmeiser (1988).
  ///
  /// - Precondition: `trials >= 0`, `probability` in 0…1.
  public func binomial(_ trials: Int, _ probability: Double) -> Int {
    if trials == 0 || probability == 0 { return 0 }
    let p = probability <= 0.5 ? probability : 1.0 - probability
    let count =
      p * Double(trials) <= 30.0 ? binomialByInversion(trials, p) : binomialByRejection(trials, p)
    return probability <= 0.5 ? count : trials - count
  }

  private func binomialByInversion(_ trials: Int, _ p: Double) -> Int {
    let n = Double(trials)
    let q = 1.0 - p
    let start = exp(n * log(q))
    let np = n * p
    let bound = Int(min(n, np + 10.0 * sqrt(np * q + 1)))
    var count = 0
    var term = start
    var u = randomSample()
    while u > term {
      count += 1
      if count > bound {
        count = 0
        term = start
        u = randomSample()
      } else {
        u -= term
        term = ((n - Double(count) + 1) * p * term) / (Double(count) * q)
      }
    }
    return count
  }

  /// The regions of the BTPE hat: a triangle, two parallelograms' slopes and two exponential tails.
  private struct Hat {
    let n, r, q, nrq, m, p1, xm, xl, xr, c, left, right, p2, p3, p4: Double

    init(_ trials: Int, _ p: Double) {
      n = Double(trials)
      r = p
      q = 1.0 - r
      let mode = n * r + r
      m = floor(mode)
      nrq = n * r * q
      p1 = floor(2.195 * sqrt(nrq) - 4.6 * q) + 0.5
      xm = m + 0.5
      xl = xm - p1
      xr = xm + p1
      c = 0.134 + 20.5 / (15.3 + m)
      let a = (mode - xl) / (mode - xl * r)
      left = a * (1.0 + a / 2.0)
      let b = (xr - mode) / (xr * q)
      right = b * (1.0 + b / 2.0)
      p2 = p1 * (1.0 + 2.0 * c)
      p3 = p2 + c / left
      p4 = p3 + c / right
    }

    /// Whether `y` with the height `v` lies under the binomial probabilities.
    func accepts(_ y: Double, _ v: Double) -> Bool {
      let k = abs(y - m)
      return k > 20 && k < nrq / 2.0 - 1 ? acceptsFar(y, k, v) : acceptsNear(y, v)
    }

    private func acceptsNear(_ y: Double, _ v: Double) -> Bool {
      let s = r / q
      let a = s * (n + 1)
      var ratio = 1.0
      var i = min(m, y) + 1
      while i <= max(m, y) {
        if m < y { ratio *= a / i - s } else { ratio /= a / i - s }
        i += 1
      }
      return v <= ratio
    }

    private func acceptsFar(_ y: Double, _ k: Double, _ v: Double) -> Bool {
      let rho = (k / nrq) * ((k * (k / 3.0 + 0.625) + 0.16666666666666666) / nrq + 0.5)
      let t = -k * k / (2 * nrq)
      let logV = log(v)
      if logV < t - rho { return true }
      if logV > t + rho { return false }
      let x1 = y + 1
      let f1 = m + 1
      let z = n + 1 - m
      let w = n - y + 1
      func tail(_ x: Double) -> Double {
        let x2 = x * x
        return (13680.0 - (462.0 - (132.0 - (99.0 - 140.0 / x2) / x2) / x2) / x2) / x / 166320.0
      }
      let limit =
        xm * log(f1 / x1) + (n - m + 0.5) * log(z / w) + (y - m) * log(w * r / (x1 * q))
        + tail(f1) + tail(z) + tail(x1) + tail(w)
      return logV <= limit
    }
  }

  private func binomialByRejection(_ trials: Int, _ p: Double) -> Int {
    let hat = Hat(trials, p)
    while true {
      let u = randomSample() * hat.p4
      var v = randomSample()
      var y: Double
      if u <= hat.p1 {
        return Int(floor(hat.xm - hat.p1 * v + u))
      } else if u <= hat.p2 {
        let x = hat.xl + (u - hat.p1) / hat.c
        v = v * hat.c + 1.0 - abs(hat.m - x + 0.5) / hat.p1
        if v > 1.0 { continue }
        y = floor(x)
      } else if u <= hat.p3 {
        y = floor(hat.xl + log(v) / hat.left)
        if y < 0 || v == 0 { continue }
        v = v * (u - hat.p2) * hat.left
      } else {
        y = floor(hat.xr - log(v) / hat.right)
        if y > hat.n || v == 0 { continue }
        v = v * (u - hat.p3) * hat.right
      }
      if hat.accepts(y, v) { return Int(y) }
    }
  }
}
