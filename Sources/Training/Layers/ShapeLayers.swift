import Arrays

/// All axes but the batch in one, row-major.
public struct FlattenLayer: LayerRule {
  public let channelsFirst: Bool
  public init(channelsFirst: Bool = false) { self.channelsFirst = channelsFirst }
  public var className: String { "Flatten" }

  public func outputShape(_ inputs: [[Int]]) throws -> [Int] { [try one(inputs).reduce(1, *)] }

  public func apply(_ inputs: [Tensor], _ weights: LayerWeights, _ pass: LayerPass) throws -> Tensor {
    var x = try one(inputs)
    if channelsFirst, x.rank > 2 { x = try x.transposed([0] + Array(2..<x.rank) + [1]) }
    return try x.reshaped([x.shape[0], x.shape.dropFirst().reduce(1, *)])
  }
}

/// Another shape; one size may be -1.
public struct ReshapeLayer: LayerRule {
  public let target: [Int]
  public init(_ target: [Int]) { self.target = target }
  public var className: String { "Reshape" }

  public func outputShape(_ inputs: [[Int]]) throws -> [Int] {
    let count = try one(inputs).reduce(1, *)
    guard let free = target.firstIndex(of: -1) else { return target }
    let rest = target.filter { $0 != -1 }.reduce(1, *)
    var shape = target
    shape[free] = rest == 0 ? 0 : count / rest
    return shape
  }

  public func apply(_ inputs: [Tensor], _ weights: LayerWeights, _ pass: LayerPass) throws -> Tensor {
    let x = try one(inputs)
    return try x.reshaped([x.shape[0]] + outputShape([Array(x.shape.dropFirst())]))
  }
}

/// Axes in another order, counted from 1 without the batch.
public struct PermuteLayer: LayerRule {
  public let order: [Int]

  /// - Throws: `TrainingError` for a list that is no permutation.
  public init(_ order: [Int]) throws {
    guard order.sorted() == Array(1..<(order.count + 1)) else {
      throw TrainingError(
        .value,
        "Invalid permutation argument `dims` for Permute Layer. The set of indices in `dims` must be consecutive and "
          + "start from 1. Received dims=\(order)"
      )
    }
    self.order = order
  }

  public var className: String { "Permute" }

  public func outputShape(_ inputs: [[Int]]) throws -> [Int] {
    let shape = try one(inputs)
    try requireRank(shape, order.count)
    return order.map { shape[$0 - 1] }
  }

  public func apply(_ inputs: [Tensor], _ weights: LayerWeights, _ pass: LayerPass) throws -> Tensor {
    try one(inputs).transposed([0] + order)
  }
}

/// Zeros around the spatial axes.
public struct ZeroPaddingLayer: LayerRule {
  public let amounts: [(before: Int, after: Int)]
  public let channelsFirst: Bool

  public init(_ amounts: [(before: Int, after: Int)], channelsFirst: Bool) {
    self.amounts = amounts
    self.channelsFirst = channelsFirst
  }

  public var className: String { "ZeroPadding\(amounts.count)D" }

  private var all: [(before: Int, after: Int)] { channelsFirst ? [(0, 0)] + amounts : amounts + [(0, 0)] }

  public func outputShape(_ inputs: [[Int]]) throws -> [Int] {
    let shape = try one(inputs)
    try requireRank(shape, amounts.count + 1)
    return zip(shape, all).map { $0 + $1.before + $1.after }
  }

  public func apply(_ inputs: [Tensor], _ weights: LayerWeights, _ pass: LayerPass) throws -> Tensor {
    try one(inputs).padded([(0, 0)] + all)
  }
}

/// Every element of the spatial axes several times.
public struct UpSamplingLayer: LayerRule {
  public let factors: [Int]
  public let channelsFirst: Bool

  public init(_ factors: [Int], channelsFirst: Bool) {
    self.factors = factors
    self.channelsFirst = channelsFirst
  }

  public var className: String { "UpSampling\(factors.count)D" }

  public func outputShape(_ inputs: [[Int]]) throws -> [Int] {
    var shape = try one(inputs)
    try requireRank(shape, factors.count + 1)
    for (i, factor) in factors.enumerated() { shape[i + (channelsFirst ? 1 : 0)] *= factor }
    return shape
  }

  public func apply(_ inputs: [Tensor], _ weights: LayerWeights, _ pass: LayerPass) throws -> Tensor {
    var x = try one(inputs)
    for (i, factor) in factors.enumerated() { x = try x.repeated(factor, axis: i + (channelsFirst ? 2 : 1)) }
    return x
  }
}
