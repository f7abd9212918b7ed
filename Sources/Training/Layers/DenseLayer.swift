import Arrays

/// x W + b over the last axis.
public struct DenseLayer: LayerRule {
  public let units: Int
  public let activation: Activation
  public let usesBias: Bool
  public let kernel, bias: Initializer

  /// - Throws: `TrainingError` unless `units` is positive.
  public init(
    units: Int, activation: Activation = .linear, usesBias: Bool = true, kernel: Initializer, bias: Initializer
  ) throws {
    guard units > 0 else {
      throw TrainingError(
        .value, "Received an invalid value for `units`, expected a positive integer. Received: units=\(units)")
    }
    (self.units, self.activation, self.usesBias) = (units, activation, usesBias)
    (self.kernel, self.bias) = (kernel, bias)
  }

  public var className: String { "Dense" }

  public func weights(_ inputs: [[Int]]) throws -> [WeightSpec] {
    guard let width = try one(inputs).last else {
      throw TrainingError(.value, "The last dimension of the inputs to a Dense layer should be defined.")
    }
    return [WeightSpec("kernel", [width, units], kernel)] + (usesBias ? [WeightSpec("bias", [units], bias)] : [])
  }

  public func outputShape(_ inputs: [[Int]]) throws -> [Int] { try one(inputs).dropLast() + [units] }

  public func apply(_ inputs: [Tensor], _ weights: LayerWeights, _ pass: LayerPass) throws -> Tensor {
    let x = try one(inputs)
    let flat = try x.reshaped([-1, x.shape.last ?? 1])
    var result = try flat.matmul(weights["kernel"])
    if usesBias { result = try result + weights["bias"] }
    return try activation(result.reshaped(x.shape.dropLast() + [units]))
  }
}
