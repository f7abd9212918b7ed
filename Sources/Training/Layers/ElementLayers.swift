import Arrays

/// A function of elements: Activation, ReLU, LeakyReLU, ELU, Softmax.
public struct ActivationLayer: LayerRule {
  public let className: String
  public let activation: Activation

  public init(_ className: String, _ activation: Activation) {
    self.className = className
    self.activation = activation
  }

  public func outputShape(_ inputs: [[Int]]) throws -> [Int] { try one(inputs) }
  public func apply(_ inputs: [Tensor], _ weights: LayerWeights, _ pass: LayerPass) throws -> Tensor {
    try activation(try one(inputs))
  }
}

/// Zero with some probability while training, the rest scaled up.
public struct DropoutLayer: LayerRule {
  public let rate: Double

  /// - Throws: `TrainingError` for a rate outside [0, 1].
  public init(rate: Double) throws {
    guard rate >= 0, rate <= 1 else {
      throw TrainingError(.value, "Invalid value \(rate) received for `rate`, expected a value between 0 and 1.")
    }
    self.rate = rate
  }

  public var className: String { "Dropout" }
  public func outputShape(_ inputs: [[Int]]) throws -> [Int] { try one(inputs) }

  public func apply(_ inputs: [Tensor], _ weights: LayerWeights, _ pass: LayerPass) throws -> Tensor {
    let x = try one(inputs)
    guard pass.isTraining, rate > 0 else { return x }
    let kept = rate < 1 ? 1 / (1 - rate) : 0
    let mask = (0..<x.count).map { _ in pass.stream.randomSample() >= rate ? kept : 0 }
    return try x * Tensor(mask, shape: x.shape, dtype: x.dtype)
  }
}

/// Normal noise added while training.
public struct GaussianNoiseLayer: LayerRule {
  public let deviation: Double
  public init(deviation: Double) { self.deviation = deviation }
  public var className: String { "GaussianNoise" }
  public func outputShape(_ inputs: [[Int]]) throws -> [Int] { try one(inputs) }

  public func apply(_ inputs: [Tensor], _ weights: LayerWeights, _ pass: LayerPass) throws -> Tensor {
    let x = try one(inputs)
    guard pass.isTraining else { return x }
    let noise = (0..<x.count).map { _ in deviation * pass.stream.gauss() }
    return try x + Tensor(noise, shape: x.shape, dtype: x.dtype)
  }
}

/// γ (x - μ)/√(σ² + ε) + β, statistics of the batch while training and running means otherwise.
public struct BatchNormalizationLayer: LayerRule {
  public let axis: Int
  public let momentum, epsilon: Double
  public let center, scale: Bool
  public let initializers: (beta: Initializer, gamma: Initializer, mean: Initializer, variance: Initializer)

  public init(
    axis: Int = -1, momentum: Double = 0.99, epsilon: Double = 1e-3, center: Bool = true, scale: Bool = true,
    initializers: (beta: Initializer, gamma: Initializer, mean: Initializer, variance: Initializer) = (
      .zeros, .constant(1), .zeros, .constant(1)
    )
  ) {
    (self.axis, self.momentum, self.epsilon) = (axis, momentum, epsilon)
    (self.center, self.scale, self.initializers) = (center, scale, initializers)
  }

  public var className: String { "BatchNormalization" }
  public func outputShape(_ inputs: [[Int]]) throws -> [Int] { try one(inputs) }

  public func weights(_ inputs: [[Int]]) throws -> [WeightSpec] {
    let shape = [1] + (try one(inputs))
    let size = [shape[try normalized(axis: axis, ndim: shape.count)]]
    return (scale ? [WeightSpec("gamma", size, initializers.gamma)] : [])
      + (center ? [WeightSpec("beta", size, initializers.beta)] : [])
      + [
        WeightSpec("moving_mean", size, initializers.mean, isTrainable: false),
        WeightSpec("moving_variance", size, initializers.variance, isTrainable: false),
      ]
  }

  public func apply(_ inputs: [Tensor], _ weights: LayerWeights, _ pass: LayerPass) throws -> Tensor {
    let x = try one(inputs)
    let axis = try normalized(axis: self.axis, ndim: x.rank)
    let others = x.shape.indices.filter { $0 != axis }
    var broad = [Int](repeating: 1, count: x.rank)
    broad[axis] = x.shape[axis]
    var (mean, variance) = (try weights["moving_mean"].reshaped(broad), try weights["moving_variance"].reshaped(broad))
    if pass.isTraining {
      mean = try ReductionOperation.mean(x, axes: others, keepDimensions: true)
      variance = try ReductionOperation.variance(x, axes: others, keepDimensions: true)
      try remember(mean, variance, weights, count: x.count / max(x.shape[axis], 1), rank: x.rank)
    }
    var result = try (x - mean) * UnaryOperation.rsqrt(variance.affine(1, epsilon))
    if scale { result = try result * weights["gamma"].reshaped(broad) }
    if center { result = try result + weights["beta"].reshaped(broad) }
    return result
  }

  /// Images (rank 4 and 5) take the unbiased variance.
  private func remember(_ mean: Tensor, _ variance: Tensor, _ weights: LayerWeights, count: Int, rank: Int) throws {
    let factor = rank >= 4 && count > 1 ? Double(count) / Double(count - 1) : 1
    func mixed(_ name: String, _ new: Tensor) throws {
      let old = weights[name]
      weights.assign(name, try old.affine(momentum) + new.detached.reshaped(old.shape).affine(1 - momentum))
    }
    try mixed("moving_mean", mean)
    try mixed("moving_variance", variance.affine(factor))
  }
}

/// Several inputs in one.
public struct MergeLayer: LayerRule {
  public enum Kind: String, Sendable { case add, subtract, multiply, average, maximum, minimum, concatenate }

  public let kind: Kind
  /// For `concatenate`, counted with the batch axis.
  public let axis: Int

  public init(_ kind: Kind, axis: Int = -1) {
    self.kind = kind
    self.axis = axis
  }

  public var className: String { kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst() }

  public func outputShape(_ inputs: [[Int]]) throws -> [Int] {
    guard var shape = inputs.first else {
      throw TrainingError(.value, "A merge layer should be called on a list of inputs.")
    }
    if kind == .concatenate {
      let place = try normalized(axis: axis, ndim: shape.count + 1) - 1
      guard place >= 0 else { throw TrainingError(.value, "Concatenate: axis 0 is the batch") }
      shape[place] = inputs.reduce(0) { $0 + (place < $1.count ? $1[place] : 0) }
      return shape
    }
    return try inputs.dropFirst().reduce(shape) { try Broadcast($0, $1).shape }
  }

  public func apply(_ inputs: [Tensor], _ weights: LayerWeights, _ pass: LayerPass) throws -> Tensor {
    guard let first = inputs.first else {
      throw TrainingError(.value, "A merge layer should be called on a list of inputs.")
    }
    func folded(_ operation: BinaryOperation) throws -> Tensor {
      try inputs.dropFirst().reduce(first) { try operation($0, $1) }
    }
    switch kind {
    case .add: return try folded(.add)
    case .subtract: return try folded(.subtract)
    case .multiply: return try folded(.multiply)
    case .maximum: return try folded(.maximum)
    case .minimum: return try folded(.minimum)
    case .average: return try folded(.add).affine(1 / Double(inputs.count))
    case .concatenate: return try Tensor.concatenated(inputs, axis: axis)
    }
  }
}
