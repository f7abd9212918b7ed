import Arrays

/// How a window slides over spatial axes: what convolutions and poolings have in common.
public struct Windows: Sendable {
  public enum Padding: String, Sendable { case valid, same, causal }

  public let size, strides, dilation: [Int]
  public let padding: Padding
  /// Whether channels come before the spatial axes.
  public let channelsFirst: Bool

  /// - Throws: `TrainingError` unless all numbers are positive.
  public init(
    size: [Int], strides: [Int], dilation: [Int]? = nil, padding: Padding, channelsFirst: Bool = false, owner: String
  ) throws {
    let dilation = dilation ?? [Int](repeating: 1, count: size.count)
    for (name, list) in [("kernel_size", size), ("strides", strides), ("dilation_rate", dilation)] {
      guard list.count == size.count, list.allSatisfy({ $0 > 0 && $0 <= 1 << 20 }) else {
        throw TrainingError(
          .value,
          "\(owner): The `\(name)` argument must be a tuple of \(size.count) positive integers. Received: \(list)")
      }
    }
    (self.size, self.strides, self.dilation) = (size, strides, dilation)
    self.padding = padding
    self.channelsFirst = channelsFirst
  }

  var dimensions: Int { size.count }
  var area: Int { size.reduce(1, *) }

  /// Spatial sizes and channels of a shape without batch axis.
  func split(_ shape: [Int]) -> (space: [Int], channels: Int) {
    channelsFirst ? (Array(shape.dropFirst()), shape[0]) : (Array(shape.dropLast()), shape[shape.count - 1])
  }

  func joined(_ space: [Int], _ channels: Int) -> [Int] { channelsFirst ? [channels] + space : space + [channels] }

  private func extent(_ axis: Int) -> Int { (size[axis] - 1) * dilation[axis] + 1 }

  /// - Throws: `TrainingError` if a window does not fit.
  func outputSpace(_ space: [Int], owner: String) throws -> [Int] {
    try space.indices.map { axis in
      let n = space[axis]
      guard padding == .valid else { return (n + strides[axis] - 1) / strides[axis] }
      let free = n - extent(axis) + 1
      guard free > 0 else {
        throw TrainingError(
          .value, "\(owner): a window of \(extent(axis)) is larger than the input \(Tensor.text(of: space))")
      }
      return (free + strides[axis] - 1) / strides[axis]
    }
  }

  private func before(_ space: [Int], _ output: [Int], _ axis: Int) -> Int {
    switch padding {
    case .valid: 0
    case .causal: extent(axis) - 1
    case .same: max((output[axis] - 1) * strides[axis] + extent(axis) - space[axis], 0) / 2
    }
  }

  /// For each output position and each window position the input position, -1 outside; row-major.
  func taps(_ space: [Int], _ output: [Int]) -> [Int] {
    let inStrides = Tensor.strides(of: space)
    var taps: [Int] = []
    taps.reserveCapacity(output.reduce(1, *) * area)
    for q in indices(output) {
      for k in indices(size) {
        var place = 0
        for axis in space.indices {
          let x = q[axis] * strides[axis] + k[axis] * dilation[axis] - before(space, output, axis)
          guard x >= 0, x < space[axis] else {
            place = -1
            break
          }
          place += x * inStrides[axis]
        }
        taps.append(place)
      }
    }
    return taps
  }

  private func indices(_ shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { partial, n in partial.flatMap { head in (0..<n).map { head + [$0] } } }
  }

  /// Windows of a batch, channels last: (batch · positions, window, channels), filler outside.
  func gathered(_ x: Tensor, _ space: [Int], _ output: [Int], _ channels: Int, filler: Double = 0) throws -> Tensor {
    let last = channelsFirst ? try x.transposed([0] + Array(2..<x.rank) + [1]) : x
    let batch = x.shape[0]
    let item = space.reduce(1, *) * channels
    let taps = taps(space, output)
    var sources: [Int] = []
    sources.reserveCapacity(try Tensor.count(of: [batch, taps.count, channels]))
    for b in 0..<batch {
      for tap in taps {
        for c in 0..<channels { sources.append(tap < 0 ? -1 : b * item + tap * channels + c) }
      }
    }
    let positions = output.reduce(1, *)
    return last.picked(sources, shape: [batch * positions, area, channels], filler: filler)
  }

  /// (batch · positions, channels) as (batch, space…, channels) in the layer's order of axes.
  func arranged(_ y: Tensor, _ batch: Int, _ output: [Int], _ channels: Int) throws -> Tensor {
    let last = try y.reshaped([batch] + output + [channels])
    return channelsFirst ? try last.transposed([0, last.rank - 1] + Array(1..<(last.rank - 1))) : last
  }
}
