import Arrays
import Glibc

/// Gives initial values of weights of a shape.
public struct Initializer: Sendable {
  private let body: @Sendable (_ shape: [Int], _ stream: RandomState) throws -> [Double]

  public init(_ body: @escaping @Sendable (_ shape: [Int], _ stream: RandomState) throws -> [Double]) {
    self.body = body
  }

  /// Row-major values.
  public func values(_ shape: [Int], _ stream: RandomState) throws -> [Double] { try body(shape, stream) }

  public static let zeros = constant(0)

  public static func constant(_ value: Double) -> Initializer {
    Initializer { shape, _ in [Double](repeating: value, count: try Tensor.count(of: shape)) }
  }

  /// The same values at every call, from a stream of the seed.
  func seeded(_ settings: Settings) throws -> Initializer {
    guard let seed = try settings.integerIfGiven("seed") else { return self }
    let body = self.body
    return Initializer { shape, _ in try body(shape, RandomState(seed: UInt32(truncatingIfNeeded: seed))) }
  }

  // MARK: scaled by the numbers of inputs and outputs

  public enum FanMode: String, Sendable {
    case fanIn = "fan_in"
    case fanOut = "fan_out"
    case fanAverage = "fan_avg"
  }
  public enum Shape: String, Sendable {
    case truncatedNormal = "truncated_normal"
    case untruncatedNormal = "untruncated_normal"
    case uniform, normal
  }

  /// Variance scale / max(1, fan).
  public static func scaled(_ scale: Double, _ mode: FanMode, _ distribution: Shape) -> Initializer {
    Initializer { shape, stream in
      let (fanIn, fanOut) = fans(shape)
      let fan =
        switch mode {
        case .fanIn: fanIn
        case .fanOut: fanOut
        case .fanAverage: (fanIn + fanOut) / 2
        }
      let variance = scale / max(1, fan)
      return try drawn(shape) {
        switch distribution {
        case .truncatedNormal, .normal:
          truncated(stream) * (variance.squareRoot() / 0.87962566103423978)
        case .untruncatedNormal: stream.gauss() * variance.squareRoot()
        case .uniform: stream.uniform(-(3 * variance).squareRoot(), (3 * variance).squareRoot())
        }
      }
    }
  }

  /// Inputs and outputs of weights of a shape; leading axes are a receptive field.
  static func fans(_ shape: [Int]) -> (Double, Double) {
    switch shape.count {
    case 0: return (1, 1)
    case 1: return (Double(shape[0]), Double(shape[0]))
    default:
      let field = Double(shape.dropLast(2).reduce(1, *))
      return (Double(shape[shape.count - 2]) * field, Double(shape[shape.count - 1]) * field)
    }
  }

  private static func drawn(_ shape: [Int], _ draw: () -> Double) throws -> [Double] {
    (0..<(try Tensor.count(of: shape))).map { _ in draw() }
  }

  /// A normal number within two deviations.
  private static func truncated(_ stream: RandomState) -> Double {
    while true {
      let x = stream.gauss()
      if x.magnitude <= 2 { return x }
    }
  }

  /// The Q of a normal matrix, rows or columns orthogonal, times a gain.
  static func orthogonal(_ gain: Double) -> Initializer {
    Initializer { shape, stream in
      guard shape.count >= 2 else {
        throw TrainingError(
          .value, "The tensor to initialize must be at least two-dimensional. Received: shape=\(shape)")
      }
      let (rows, columns) = (shape.dropLast().reduce(1, *), shape[shape.count - 1])
      let (long, short) = (max(rows, columns), min(rows, columns))
      var vectors: [[Double]] = []
      for _ in 0..<short {
        var vector = (0..<long).map { _ in stream.gauss() }
        for other in vectors {
          let dot = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
          for i in vector.indices { vector[i] -= dot * other[i] }
        }
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        vectors.append(vector.map { $0 / length })
      }
      var result = [Double](repeating: 0, count: rows * columns)
      for (k, vector) in vectors.enumerated() {
        for (i, x) in vector.enumerated() { result[rows >= columns ? i * columns + k : k * columns + i] = gain * x }
      }
      return result
    }
  }

  private static func variance(
    _ name: String, _ scale: Double, _ mode: FanMode, _ distribution: Shape
  ) -> Recipe<Initializer> {
    Recipe(name, "\(distribution.rawValue), variance \(scale)/\(mode.rawValue)", [.init("seed", .absent)]) {
      try scaled(scale, mode, distribution).seeded($0)
    }
  }

  /// All initializers that have names, one row each.
  public static let recipes: [Recipe<Initializer>] = [
    Recipe("Zeros", "0 throughout") { _ in constant(0) },
    Recipe("Ones", "1 throughout") { _ in constant(1) },
    Recipe("RandomNormal", "normal", [.init("mean", 0.0), .init("stddev", 0.05), .init("seed", .absent)]) {
      let (mean, deviation) = (try $0.number("mean"), try $0.number("stddev"))
      return try Initializer { shape, stream in try drawn(shape) { stream.normal(mean, deviation) } }.seeded($0)
    },
    Recipe(
      "TruncatedNormal", "normal within two deviations",
      [.init("mean", 0.0), .init("stddev", 0.05), .init("seed", .absent)]
    ) {
      let (mean, deviation) = (try $0.number("mean"), try $0.number("stddev"))
      return try Initializer { shape, stream in try drawn(shape) { mean + deviation * truncated(stream) } }.seeded($0)
    },
    Recipe("RandomUniform", "even", [.init("minval", -0.05), .init("maxval", 0.05), .init("seed", .absent)]) {
      let (low, high) = (try $0.number("minval"), try $0.number("maxval"))
      return try Initializer { shape, stream in try drawn(shape) { stream.uniform(low, high) } }.seeded($0)
    },
    Recipe("Identity", "the identity matrix", [.init("gain", 1.0)]) {
      let gain = try $0.number("gain")
      return Initializer { shape, _ in
        guard shape.count == 2 else {
          throw TrainingError(
            .value, "Identity matrix initializer can only be used for 2D matrices. Received: shape=\(shape)")
        }
        var values = [Double](repeating: 0, count: try Tensor.count(of: shape))
        for i in 0..<min(shape[0], shape[1]) { values[i * shape[1] + i] = gain }
        return values
      }
    },
    Recipe("Orthogonal", "orthogonal rows or columns", [.init("gain", 1.0), .init("seed", .absent)]) {
      try orthogonal($0.number("gain")).seeded($0)
    },
    Recipe(
      "VarianceScaling", "scaled by numbers of inputs and outputs",
      [
        .init("scale", 1.0), .init("mode", "fan_in"), .init("distribution", "truncated_normal"), .init("seed", .absent),
      ]
    ) {
      guard let mode = FanMode(rawValue: try $0.text("mode")), let shape = Shape(rawValue: try $0.text("distribution"))
      else { throw TrainingError(.value, "VarianceScaling: unknown mode or distribution") }
      return try scaled($0.number("scale"), mode, shape).seeded($0)
    },
    variance("GlorotUniform", 1, .fanAverage, .uniform), variance("GlorotNormal", 1, .fanAverage, .truncatedNormal),
    variance("HeNormal", 2, .fanIn, .truncatedNormal), variance("HeUniform", 2, .fanIn, .uniform),
    variance("LecunNormal", 1, .fanIn, .truncatedNormal), variance("LecunUniform", 1, .fanIn, .uniform),
  ]
}
