import Arrays

/// Samples of a distribution, independent in every step.
public struct WhiteNoise: ConfiguredProcess {
  public static let typeName = "WhiteNoise"
  public let dist: any Distribution
  /// Whether to divide by √dt, so that the power does not depend on the time step.
  public let scale: Bool
  public let defaults: ProcessDefaults

  public init(dist: any Distribution = Gaussian.standard, scale: Bool = true, defaults: ProcessDefaults = .source)
    throws
  {
    self.dist = dist
    self.scale = scale
    self.defaults = try defaults.checked(Self.typeName)
  }

  public var arguments: [Argument] {
    [
      Argument("dist", .object(dist), default: .object(Gaussian.standard)),
      Argument("scale", .bool(scale), default: .bool(true)),
    ] + defaults.arguments(.source)
  }

  public func makeStep(sizeIn: Int, sizeOut: Int, dt: Double, rng: RandomState) throws -> any ProcessStep {
    try requireNoInput(sizeIn)
    return NoiseStep(dist: dist, factor: scale ? 1 / dt.squareRoot() : nil, rng: rng, filter: nil)
  }
}

/// White noise through a synapse.
public struct FilteredNoise: ConfiguredProcess {
  public static let typeName = "FilteredNoise"
  public let synapse: any Synapse
  public let dist: any Distribution
  public let scale: Bool
  public let defaults: ProcessDefaults

  public init(
    synapse: any Synapse = Lowpass.standard, dist: any Distribution = Gaussian.standard, scale: Bool = true,
    defaults: ProcessDefaults = .source
  ) throws {
    self.synapse = synapse
    self.dist = dist
    self.scale = scale
    self.defaults = try defaults.checked(Self.typeName)
  }

  public var arguments: [Argument] {
    [
      Argument("synapse", .object(synapse), default: .object(Lowpass.standard)),
      Argument("dist", .object(dist), default: .object(Gaussian.standard)),
      Argument("scale", .bool(scale), default: .bool(true)),
    ] + defaults.arguments(.source)
  }

  public func makeStep(sizeIn: Int, sizeOut: Int, dt: Double, rng: RandomState) throws -> any ProcessStep {
    try requireNoInput(sizeIn)
    return NoiseStep(
      dist: dist, factor: scale ? 1 / dt.squareRoot() : nil, rng: rng,
      filter: try synapse.makeStep(sizeIn: sizeOut, sizeOut: sizeOut, dt: dt, rng: rng))
  }
}

/// Integrated white noise.
public struct BrownNoise: ConfiguredProcess {
  public static let typeName = "BrownNoise"
  public let dist: any Distribution
  public let defaults: ProcessDefaults
  /// The sum, as a filter.
  public let synapse: LinearFilter

  public init(dist: any Distribution = Gaussian.standard, defaults: ProcessDefaults = .source) throws {
    self.dist = dist
    self.defaults = try defaults.checked(Self.typeName)
    synapse = try LinearFilter(num: [1], den: [1, 0], method: .euler)
  }

  public var arguments: [Argument] {
    [Argument("dist", .object(dist), default: .object(Gaussian.standard))] + defaults.arguments(.source)
  }

  public func makeStep(sizeIn: Int, sizeOut: Int, dt: Double, rng: RandomState) throws -> any ProcessStep {
    try requireNoInput(sizeIn)
    return NoiseStep(
      dist: dist, factor: 1 / dt.squareRoot(), rng: rng,
      filter: try synapse.makeStep(sizeIn: sizeOut, sizeOut: sizeOut, dt: dt, rng: rng))
  }
}

/// A sample per step, scaled, and filtered in place without delay.
private final class NoiseStep: ProcessStep {
  private let dist: any Distribution
  private let factor: Double?
  private let rng: RandomState
  private let filter: (any ProcessStep)?

  init(dist: any Distribution, factor: Double?, rng: RandomState, filter: (any ProcessStep)?) {
    self.dist = dist
    self.factor = factor
    self.rng = rng
    self.filter = filter
  }

  var state: [NDArray] { filter?.state ?? [] }
  var stateNames: [String] { filter?.stateNames ?? [] }

  func step(
    time: Double, input: UnsafeBufferPointer<Double>, output: UnsafeMutableBufferPointer<Double>
  ) throws {
    try dist.fill(output, rng)
    if let factor {
      for i in output.indices { output[i] *= factor }
    }
    try filter?.step(time: time, input: UnsafeBufferPointer(output), output: output)
  }
}
