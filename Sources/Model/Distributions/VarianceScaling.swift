import Arrays

/// Initial weights whose variance fits the number of inputs and outputs (rows are outputs, columns inputs).
public struct VarianceScaling: Distribution {
  public static let typeName = "VarianceScaling"
  public static let package = "nengo_dl"

  public enum Mode: String, Sendable, CaseIterable {
    case fanIn = "fan_in"
    case fanOut = "fan_out"
    case fanAverage = "fan_avg"
  }

  public enum Shape: String, Sendable, CaseIterable {
    case uniform, normal
  }

  public let scale: Number
  public let mode: Mode
  public let distribution: Shape

  public init(scale: Number = 1, mode: Mode = .fanAverage, distribution: Shape = .uniform) throws {
    self.scale = try scale.checked(atLeast: 0, "scale", Self.typeName)
    self.mode = mode
    self.distribution = distribution
  }

  public var arguments: [Argument] {
    [
      Argument("scale", .number(scale), default: .int(1)),
      Argument("mode", .string(mode.rawValue), default: .string(Mode.fanAverage.rawValue)),
      Argument("distribution", .string(distribution.rawValue), default: .string(Shape.uniform.rawValue)),
    ]
  }

  public func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    try Self.sample(n, d, rng, scale: scale.value, mode, distribution)
  }

  static func sample(
    _ n: Int, _ d: Int?, _ rng: RandomState, scale: Double, _ mode: Mode, _ distribution: Shape
  ) throws -> NDArray {
    let (fanIn, fanOut) = (Double(d ?? 1), Double(n))
    let variance =
      switch mode {
      case .fanIn: scale / fanIn
      case .fanOut: scale / fanOut
      case .fanAverage: scale / ((fanIn + fanOut) / 2)
      }
    switch distribution {
    case .uniform:
      let limit = (3.0 * variance).squareRoot()
      return try Numerics.draws(n, d) { rng.uniform(-limit, limit) }
    case .normal:
      guard variance > 0 else { return try Numerics.draws(n, d) { rng.normal(0, 0) } }
      return try TruncatedNormal(stddev: Number(variance.squareRoot())).sample(n, d, rng)
    }
  }
}

/// Variance scaling over the mean of inputs and outputs.
public struct Glorot: Distribution {
  public static let typeName = "Glorot"
  public static let package = "nengo_dl"
  public let scale: Number
  public let distribution: VarianceScaling.Shape

  public init(scale: Number = 1, distribution: VarianceScaling.Shape = .uniform) throws {
    self.scale = try scale.checked(atLeast: 0, "scale", Self.typeName)
    self.distribution = distribution
  }

  public var arguments: [Argument] {
    [
      Argument("scale", .number(scale), default: .int(1)),
      Argument("distribution", .string(distribution.rawValue), default: .string("uniform")),
    ]
  }

  public func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    try VarianceScaling.sample(n, d, rng, scale: scale.value, .fanAverage, distribution)
  }
}

/// Variance scaling over the inputs, by the square of `scale`.
public struct He: Distribution {
  public static let typeName = "He"
  public static let package = "nengo_dl"
  public let scale: Number
  public let distribution: VarianceScaling.Shape

  public init(scale: Number = 1, distribution: VarianceScaling.Shape = .normal) throws {
    self.scale = try scale.checked(atLeast: 0, "scale", Self.typeName)
    self.distribution = distribution
  }

  public var arguments: [Argument] {
    [
      Argument("scale", .number(scale), default: .int(1)),
      Argument("distribution", .string(distribution.rawValue), default: .string("normal")),
    ]
  }

  public func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    try VarianceScaling.sample(n, d, rng, scale: scale.value * scale.value, .fanIn, distribution)
  }
}
