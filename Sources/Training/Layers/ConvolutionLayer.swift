import Arrays

/// Cross-correlation with a kernel (window, channels in / groups, filters), plus a bias per filter.
public struct ConvolutionLayer: LayerRule {
  public let filters: Int
  public let windows: Windows
  public let groups: Int
  public let activation: Activation
  public let usesBias: Bool
  public let kernel, bias: Initializer

  /// - Throws: `TrainingError` for numbers that do not fit.
  public init(
    filters: Int, windows: Windows, groups: Int = 1, activation: Activation = .linear, usesBias: Bool = true,
    kernel: Initializer, bias: Initializer
  ) throws {
    guard filters > 0, groups > 0, filters % groups == 0 else {
      throw TrainingError(
        .value,
        "The number of filters must be positive and evenly divisible by the number of groups. Received: "
          + "groups=\(groups), filters=\(filters)")
    }
    (self.filters, self.windows, self.groups) = (filters, windows, groups)
    (self.activation, self.usesBias, self.kernel, self.bias) = (activation, usesBias, kernel, bias)
  }

  public var className: String { "Conv\(windows.dimensions)D" }

  public func weights(_ inputs: [[Int]]) throws -> [WeightSpec] {
    let shape = try one(inputs)
    try requireRank(shape, windows.dimensions + 1)
    let channels = windows.split(shape).channels
    guard channels % groups == 0 else {
      throw TrainingError(
        .value,
        "The number of input channels must be evenly divisible by the number of groups. Received groups="
          + "\(groups), but the input has \(channels) channels")
    }
    return [WeightSpec("kernel", windows.size + [channels / groups, filters], kernel)]
      + (usesBias ? [WeightSpec("bias", [filters], bias)] : [])
  }

  public func outputShape(_ inputs: [[Int]]) throws -> [Int] {
    let shape = try one(inputs)
    try requireRank(shape, windows.dimensions + 1)
    return windows.joined(try windows.outputSpace(windows.split(shape).space, owner: className), filters)
  }

  public func apply(_ inputs: [Tensor], _ weights: LayerWeights, _ pass: LayerPass) throws -> Tensor {
    let x = try one(inputs)
    let (space, channels) = windows.split(Array(x.shape.dropFirst()))
    let output = try windows.outputSpace(space, owner: className)
    let patches = try windows.gathered(x, space, output, channels)
    var result = try product(patches, weights["kernel"], channels)
    if usesBias { result = try result + weights["bias"] }
    return try activation(windows.arranged(result, x.shape[0], output, filters))
  }

  /// (positions, window, channels) times the kernel, group by group.
  private func product(_ patches: Tensor, _ kernel: Tensor, _ channels: Int) throws -> Tensor {
    let (width, share) = (channels / groups, filters / groups)
    guard groups > 1 else {
      return try patches.reshaped([-1, windows.area * channels]).matmul(
        try kernel.reshaped([windows.area * channels, filters]))
    }
    let parts = try patches.split(sizes: [Int](repeating: width, count: groups), axis: 2)
    let kernels = try kernel.split(sizes: [Int](repeating: share, count: groups), axis: -1)
    return try Tensor.concatenated(
      try zip(parts, kernels).map { part, kernel in
        try part.reshaped([-1, windows.area * width]).matmul(try kernel.reshaped([windows.area * width, share]))
      }, axis: 1)
  }
}
