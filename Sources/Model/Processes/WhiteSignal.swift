import Arrays

/// A periodic random signal with a flat spectrum up to a cut-off frequency.
public struct WhiteSignal: ConfiguredProcess {
  public static let typeName = "WhiteSignal"
  /// Seconds.
  public let period: Number
  /// The cut-off in hertz.
  public let high: Number
  /// The root mean square of the signal.
  public let rms: Number
  /// A value near which the signal starts.
  public let y0: Number?
  public let defaults: ProcessDefaults

  public init(
    period: Number, high: Number, rms: Number = 0.5, y0: Number? = nil, defaults: ProcessDefaults = .source
  ) throws {
    let owner = Self.typeName
    self.period = try period.checked(above: 0, "period", owner)
    self.high = try high.checked(above: 0, "high", owner)
    self.rms = try rms.checked(above: 0, "rms", owner)
    self.y0 = y0
    self.defaults = try defaults.checked(owner)
    guard high.value >= 1 / period.value else {
      throw NengoError.validation(
        "Make `high >= 1. / period` to produce a non-zero signal", attribute: "high", owner: owner)
    }
  }

  public var arguments: [Argument] {
    [
      Argument("period", .number(period)), Argument("high", .number(high)),
      Argument("rms", .number(rms), default: .float(0.5)),
      Argument("y0", .optional(y0), default: ArgumentValue.none),
    ] + defaults.arguments(.source)
  }

  public func makeStep(sizeIn: Int, sizeOut: Int, dt: Double, rng: RandomState) throws -> any ProcessStep {
    try requireNoInput(sizeIn)
    guard high.value <= 0.5 / dt else {
      throw NengoError.validation(
        "High must not exceed the Nyquist frequency for the given dt (\(ArgumentValue.float(0.5 / dt).text))",
        attribute: "high", owner: Self.typeName)
    }
    let half = (period.value / dt / 2).rounded(.up)
    guard half >= 1, half < 0x1p40 else {
      throw NengoError.validation(
        "\(period) s are too many steps of \(dt) s", attribute: "period", owner: Self.typeName)
    }
    return WhiteSignalStep(try signal(halfCount: Int(half), channels: sizeOut, dt: dt, rng), dt: dt)
  }

  /// The samples [2M, channels] of one period, from M + 1 random coefficients per channel.
  private func signal(halfCount m: Int, channels d: Int, dt: Double, _ rng: RandomState) throws -> NDArray {
    let sigma = rms.value * 0.5.squareRoot()
    // The imaginary parts are drawn first.
    let im = try Numerics.draws(m + 1, d) { rng.normal(0, sigma) }.doubles
    let re = try Numerics.draws(m + 1, d) { rng.normal(0, sigma) }.doubles
    let count = 2 * m
    // The product with the reciprocal decides by its rounding whether a coefficient at the Nyquist frequency survives.
    let unit = 1.0 / (Double(count) * dt)
    let isKept = (0...m).map { !(Double($0) * unit > high.value) }
    let power = (1 - Double(isKept.count { !$0 }) / Double(m)).squareRoot()
    let scale = Double(count).squareRoot()
    return try Numerics.array([count, d]) { cells in
      for channel in 0..<d {
        var spectrum = FourierTransform.Spectrum(count: m + 1)
        for k in 1...m where isKept[k] {
          let (x, y) = (re[k * d + channel], k == m ? 0 : im[k * d + channel])
          spectrum.re[k] = (power > 0 ? x / power : x) * scale
          spectrum.im[k] = (power > 0 ? y / power : y) * scale
        }
        let samples = rotated(FourierTransform.realInverse(spectrum, count: count))
        for (n, sample) in samples.enumerated() { cells[n * d + channel] = sample }
      }
    }
  }

  /// The samples shifted so that the one nearest to `y0` is that of the first step, which has index 1.
  private func rotated(_ samples: [Double]) -> [Double] {
    guard let y0 = y0?.value else { return samples }
    var nearest = 0
    for n in samples.indices where abs(y0 - samples[n]) < abs(y0 - samples[nearest]) { nearest = n }
    return samples.indices.map { samples[($0 + nearest - 1 + samples.count) % samples.count] }
  }
}

/// Plays back a table of samples.
private final class WhiteSignalStep: ProcessStep {
  let state: [NDArray] = []
  private let samples: NDArray
  private let dt: Double

  init(_ samples: NDArray, dt: Double) {
    self.samples = samples
    self.dt = dt
  }

  func step(
    time: Double, input: UnsafeBufferPointer<Double>, output: UnsafeMutableBufferPointer<Double>
  ) throws {
    let step = (time / dt).rounded(.toNearestOrEven)
    guard abs(step) < 0x1p62 else { throw NengoError(.value, "WhiteSignal: time \(time) is out of range") }
    let count = samples.shape[0]
    let row = ((Int(step) % count) + count) % count
    let width = samples.shape[1]
    let values = samples.pointer(Double.self) + row * width
    for i in 0..<min(width, output.count) { output[i] = values[i] }
  }
}
