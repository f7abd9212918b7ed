import Arrays
import Glibc

/// Points spread uniformly in a ball of radius 1 (outside `min_magnitude`), or on its surface.
public struct UniformHypersphere: Distribution {
  public static let typeName = "UniformHypersphere"
  public let surface: Bool
  public let minMagnitude: Number

  public init(surface: Bool = false, minMagnitude: Number = 0) throws {
    self.surface = surface
    self.minMagnitude = try minMagnitude.checked(atLeast: 0, below: 1, "min_magnitude", Self.typeName)
  }

  public var arguments: [Argument] {
    [
      Argument("surface", .bool(surface), default: .bool(false)),
      Argument("min_magnitude", .number(minMagnitude), default: .int(0)),
    ]
  }

  /// The warning that a magnitude on a surface deserves.
  public var warnings: [NengoWarning] {
    surface && minMagnitude.value > 0
      ? [NengoWarning(.user, "min_magnitude ignored because surface is True")] : []
  }

  public func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    let d = try Self.requireDimensions(d)
    return try Numerics.array([n, d]) { cells in
      for i in cells.indices { cells[i] = rng.gauss() }
      Numerics.normalizeRows(cells, width: d)
      if surface { return }
      let low = pow(minMagnitude.value, Double(d))
      let exponent = 1.0 / Double(d)
      for row in 0..<n {
        let radius = pow(rng.uniform(low, 1), exponent)
        for k in 0..<d { cells[row * d + k] *= radius }
      }
    }
  }

  /// Points need dimensions.
  static func requireDimensions(_ d: Int?) throws -> Int {
    guard let d, d >= 1 else {
      throw NengoError.validation("Dimensions must be a positive integer", attribute: "d")
    }
    return d
  }
}
