import Arrays

/// The mean or the maximum of windows, channel by channel; cells outside do not count.
public struct PoolingLayer: LayerRule {
  public enum Kind: String, Sendable { case average = "Average", max = "Max" }

  public let kind: Kind
  public let windows: Windows

  public init(_ kind: Kind, _ windows: Windows) {
    self.kind = kind
    self.windows = windows
  }

  public var className: String { "\(kind.rawValue)Pooling\(windows.dimensions)D" }

  public func outputShape(_ inputs: [[Int]]) throws -> [Int] {
    let shape = try one(inputs)
    try requireRank(shape, windows.dimensions + 1)
    let (space, channels) = windows.split(shape)
    return windows.joined(try windows.outputSpace(space, owner: className), channels)
  }

  public func apply(_ inputs: [Tensor], _ weights: LayerWeights, _ pass: LayerPass) throws -> Tensor {
    let x = try one(inputs)
    let (space, channels) = windows.split(Array(x.shape.dropFirst()))
    let output = try windows.outputSpace(space, owner: className)
    let patches = try windows.gathered(x, space, output, channels, filler: kind == .max ? -.infinity : 0)
    let result: Tensor
    switch kind {
    case .max: result = try ReductionOperation.max(patches, axes: [1])
    case .average:
      let taps = windows.taps(space, output)
      let counts = stride(from: 0, to: taps.count, by: windows.area).map { start in
        Double(taps[start..<(start + windows.area)].count { $0 >= 0 })
      }
      let divisors = (0..<x.shape[0]).flatMap { _ in counts }
      let sums = try ReductionOperation.sum(patches, axes: [1])
      result = try sums / Tensor(divisors, shape: [divisors.count, 1], dtype: x.dtype)
    }
    return try windows.arranged(result, x.shape[0], output, channels)
  }
}

/// The mean or maximum over all spatial axes.
public struct GlobalPoolingLayer: LayerRule {
  public let kind: PoolingLayer.Kind
  public let dimensions: Int
  public let channelsFirst, keepsDimensions: Bool

  public init(_ kind: PoolingLayer.Kind, dimensions: Int, channelsFirst: Bool, keepsDimensions: Bool) {
    (self.kind, self.dimensions) = (kind, dimensions)
    (self.channelsFirst, self.keepsDimensions) = (channelsFirst, keepsDimensions)
  }

  public var className: String { "Global\(kind.rawValue)Pooling\(dimensions)D" }

  public func outputShape(_ inputs: [[Int]]) throws -> [Int] {
    let shape = try one(inputs)
    try requireRank(shape, dimensions + 1)
    let channels = channelsFirst ? shape[0] : shape[dimensions]
    let ones = [Int](repeating: 1, count: dimensions)
    return keepsDimensions ? (channelsFirst ? [channels] + ones : ones + [channels]) : [channels]
  }

  public func apply(_ inputs: [Tensor], _ weights: LayerWeights, _ pass: LayerPass) throws -> Tensor {
    let axes = channelsFirst ? Array(2..<(dimensions + 2)) : Array(1..<(dimensions + 1))
    let operation = kind == .max ? ReductionOperation.max : ReductionOperation.mean
    return try operation(try one(inputs), axes: axes, keepDimensions: keepsDimensions)
  }
}
