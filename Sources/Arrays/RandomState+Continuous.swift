import Glibc

/// Draws of real numbers, one value per call, by the classic methods.
extension RandomState {
  /// `low + (high - low) u`; `low` may be the larger one.
  @inline(__always)
  public func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * randomSample() }

  /// A standard normal value by the polar method, in pairs: the value made from the second uniform is returned, the
  /// other one waits for the next call.
  @inline(__always)
  public func gauss() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    while true {
      let x1 = 2.0 * randomSample() - 1.0
      let x2 = 2.0 * randomSample() - 1.0
      let r2 = x1 * x1 + x2 * x2
      guard r2 < 1.0, r2 != 0.0 else { continue }
      let f = sqrt(-2.0 * log(r2) / r2)
      spareNormal = f * x1
      return f * x2
    }
  }

  /// `mean + std · gauss`.
  @inline(__always)
  public func normal(_ mean: Double, _ std: Double) -> Double { mean + std * gauss() }

  /// An exponential value of scale 1.
  @inline(__always)
  public func standardExponential() -> Double { -log(1.0 - randomSample()) }

  /// A gamma value of scale 1 (Marsaglia and Tsang above shape 1, rejection below).
  ///
  /// - Precondition: `shape >= 0`.
  public func standardGamma(_ shape: Double) -> Double {
    if shape == 1 { return standardExponential() }
    if shape == 0 { return 0 }
    return shape < 1 ? gammaBelowOne(shape) : gammaAboveOne(shape)
  }

  private func gammaBelowOne(_ shape: Double) -> Double {
    while true {
      let u = randomSample()
      let v = standardExponential()
      if u <= 1.0 - shape {
        let x = pow(u, 1.0 / shape)
        if x <= v { return x }
      } else {
        let y = -log((1.0 - u) / shape)
        let x = pow(1.0 - shape + shape * y, 1.0 / shape)
        if x <= v + y { return x }
      }
    }
  }

  private func gammaAboveOne(_ shape: Double) -> Double {
    let b = shape - 1.0 / 3.0
    let c = 1.0 / sqrt(9.0 * b)
    while true {
      var x: Double
      var v: Double
      repeat {
        x = gauss()
        v = 1.0 + c * x
      } while v <= 0
      v = v * v * v
      let u = randomSample()
      if u < 1.0 - 0.0331 * (x * x) * (x * x) { return b * v }
      if log(u) < 0.5 * x * x + b * (1.0 - v + log(v)) { return b * v }
    }
  }

  /// A beta value; both parameters positive.
  public func beta(_ a: Double, _ b: Double) -> Double {
    if a > 1 || b > 1 {
      let ga = standardGamma(a)
      let gb = standardGamma(b)
      return ga / (ga + gb)
    }
    while true {
      let u = randomSample()
      let v = randomSample()
      let x = pow(u, 1.0 / a)
      let y = pow(v, 1.0 / b)
      guard x + y <= 1.0 else { continue }
      if x + y > 0 { return x / (x + y) }
      // Both powers underflowed: the same ratio from logarithms.
      let lx = log(u) / a
      let ly = log(v) / b
      let top = max(lx, ly)
      return exp(lx - top - log(exp(lx - top) + exp(ly - top)))
    }
  }

  /// A value of the double exponential distribution.
  public func laplace(_ location: Double, _ scale: Double) -> Double {
    while true {
      let u = randomSample()
      if u >= 0.5 { return location - scale * log(2.0 - u - u) }
      if u > 0 { return location + scale * log(u + u) }
    }
  }

  /// `exp` of a normal value.
  public func lognormal(_ mean: Double, _ sigma: Double) -> Double { exp(normal(mean, sigma)) }
}
