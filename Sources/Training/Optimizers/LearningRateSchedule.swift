import Glibc

/// A learning rate as a function of the number of updates done, k = 0, 1, …
public protocol LearningRateSchedule: Sendable {
  func rate(after k: Int) throws -> Double
}

/// η₀ · r^(k/D); in steps: the exponent rounded down.
public struct ExponentialDecay: LearningRateSchedule {
  public let initial, steps, rate: Double
  public let staircase: Bool

  public init(_ initial: Double, steps: Double, rate: Double, staircase: Bool = false) {
    (self.initial, self.steps, self.rate, self.staircase) = (single(initial), steps, rate, staircase)
  }
  public func rate(after k: Int) -> Double {
    let exponent = Double(k) / steps
    return initial * pow(rate, staircase ? exponent.rounded(.down) : exponent)
  }
}

/// η₀ / (1 + r k/D); in steps: k/D rounded down.
public struct InverseTimeDecay: LearningRateSchedule {
  public let initial, steps, rate: Double
  public let staircase: Bool

  public init(_ initial: Double, steps: Double, rate: Double, staircase: Bool = false) {
    (self.initial, self.steps, self.rate, self.staircase) = (single(initial), steps, rate, staircase)
  }
  public func rate(after k: Int) -> Double {
    let time = Double(k) / steps
    return initial / (1 + rate * (staircase ? time.rounded(.down) : time))
  }
}

/// values[i] while boundaries[i-1] < k ≤ boundaries[i].
public struct PiecewiseConstantDecay: LearningRateSchedule {
  public let boundaries, values: [Double]

  /// - Throws: `TrainingError` unless there is one value more than boundaries.
  public init(boundaries: [Double], values: [Double]) throws {
    guard values.count == boundaries.count + 1 else {
      throw TrainingError(
        .value,
        "The length of boundaries should be 1 less than the length of values. Received: boundaries of length "
          + "\(boundaries.count), and values of length \(values.count)")
    }
    (self.boundaries, self.values) = (boundaries, values.map(single))
  }
  public func rate(after k: Int) -> Double {
    let i = boundaries.firstIndex { Double(k) <= $0 } ?? boundaries.count
    return values[i]
  }
}

/// (η₀ - e)(1 - k/D)^p + e, with k limited to D, or D stretched to a multiple that reaches k (`cycle`).
public struct PolynomialDecay: LearningRateSchedule {
  public let initial, steps, end, power: Double
  public let cycle: Bool

  public init(_ initial: Double, steps: Double, end: Double = 1e-4, power: Double = 1, cycle: Bool = false) {
    (self.initial, self.steps, self.end, self.power) = (single(initial), steps, single(end), power)
    self.cycle = cycle
  }
  public func rate(after k: Int) -> Double {
    let k = Double(k)
    let span = cycle ? steps * max((k / steps).rounded(.up), 1) : steps
    return (initial - end) * pow(1 - (cycle ? k : min(k, steps)) / span, power) + end
  }
}

/// η₀ ((1-α) (1 + cos πf)/2 + α), f = min(k, D)/D.
public struct CosineDecay: LearningRateSchedule {
  public let initial, steps, alpha: Double

  public init(_ initial: Double, steps: Double, alpha: Double = 0) {
    (self.initial, self.steps, self.alpha) = (single(initial), steps, alpha)
  }
  public func rate(after k: Int) -> Double {
    let fraction = min(Double(k), steps) / steps
    return initial * ((1 - alpha) * 0.5 * (1 + cos(Double.pi * fraction)) + alpha)
  }
}

/// Cosine decay that starts again: the i-th period is t_mulⁱ as long and starts m_mulⁱ as high.
public struct CosineDecayRestarts: LearningRateSchedule {
  public let initial, steps, lengthFactor, heightFactor, alpha: Double

  public init(_ initial: Double, steps: Double, lengthFactor: Double = 2, heightFactor: Double = 1, alpha: Double = 0) {
    (self.initial, self.steps, self.alpha) = (single(initial), steps, alpha)
    (self.lengthFactor, self.heightFactor) = (lengthFactor, heightFactor)
  }
  public func rate(after k: Int) -> Double {
    var fraction = Double(k) / steps
    let period: Double
    if lengthFactor == 1 {
      period = fraction.rounded(.down)
      fraction -= period
    } else {
      period = (log(1 - fraction * (1 - lengthFactor)) / log(lengthFactor)).rounded(.down)
      let grown = pow(lengthFactor, period)
      fraction = (fraction - (1 - grown) / (1 - lengthFactor)) / grown
    }
    let height = pow(heightFactor, period)
    return initial * ((1 - alpha) * 0.5 * height * (1 + cos(Double.pi * fraction)) + alpha)
  }
}
