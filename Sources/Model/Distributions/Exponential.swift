import Arrays

/// An exponential distribution that starts at `shift` and is cut just below `high`.
public struct Exponential: Distribution {
  public static let typeName = "Exponential"
  public let scale: Number
  public let shift: Number
  public let high: Number

  public init(scale: Number, shift: Number = 0, high: Number = Number(Double.infinity)) throws {
    self.scale = try scale.checked(above: 0, "scale", Self.typeName)
    self.shift = shift
    self.high = high
  }

  public var arguments: [Argument] {
    [
      Argument("scale", .number(scale)),
      Argument("shift", .number(shift), default: .float(0)),
      Argument("high", .number(high), default: .float(.infinity)),
    ]
  }

  public func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    let (scale, shift) = (scale.value, shift.value)
    let top = high.value.nextDown
    return try Numerics.draws(n, d) { min(max(scale * rng.standardExponential() + shift, shift), top) }
  }
}
