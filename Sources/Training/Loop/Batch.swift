import Arrays

/// One minibatch. Lists of targets and weights are by output; missing ones are nil.
public struct Batch {
  public var inputs: [NDArray]
  public var targets: [NDArray?]
  public var weights: [NDArray?]
  public var count: Int

  public init(inputs: [NDArray], targets: [NDArray?] = [], weights: [NDArray?] = [], count: Int) {
    self.inputs = inputs
    self.targets = targets
    self.weights = weights
    self.count = count
  }
}

/// Where batches come from.
public protocol BatchSource: AnyObject {
  /// Batches in one pass; nil if only the end tells.
  var batchCount: Int? { get }
  /// Called before each pass over the data.
  func beginEpoch() throws
  /// Whether each epoch starts a new pass; otherwise one pass goes on through all epochs.
  func restarts(stepsPerEpoch: Int?) -> Bool
  /// The next batch, nil at the end of the pass.
  func next() throws -> Batch?
}

extension BatchSource {
  public func restarts(stepsPerEpoch: Int?) -> Bool { stepsPerEpoch == nil || stepsPerEpoch == batchCount }
}

/// Batches of rows of arrays, in order or shuffled anew in every epoch.
public final class ArrayBatches: BatchSource {
  private let inputs: [NDArray]
  private let targets: [NDArray?]
  private let weights: [NDArray?]
  private let itemCount: Int
  private let batchSize: Int
  private let shuffle: RandomState?
  private var order: [Int]?
  private var position = 0

  /// - Precondition: all arrays have `itemCount` rows.
  public init(
    inputs: [NDArray], targets: [NDArray?] = [], weights: [NDArray?] = [], itemCount: Int, batchSize: Int,
    shuffle: RandomState? = nil
  ) {
    self.inputs = inputs
    self.targets = targets
    self.weights = weights
    self.itemCount = itemCount
    self.batchSize = max(batchSize, 1)
    self.shuffle = shuffle
  }

  public var batchCount: Int? { (itemCount + batchSize - 1) / batchSize }

  public func restarts(stepsPerEpoch: Int?) -> Bool { true }

  public func beginEpoch() {
    position = 0
    order = shuffle.map { $0.permutation(itemCount) }
  }

  public func next() throws -> Batch? {
    guard position < itemCount else { return nil }
    let range = position..<min(position + batchSize, itemCount)
    position = range.upperBound
    func rows(_ array: NDArray) throws -> NDArray {
      if let order { return try array.gatheringRows(Array(order[range])) }
      return array.sliced(axis: 0, start: range.lowerBound, count: range.count)
    }
    return Batch(
      inputs: try inputs.map(rows), targets: try targets.map { try $0.map(rows) },
      weights: try weights.map { try $0.map(rows) }, count: range.count)
  }
}

extension NDArray {
  /// A new array of the given rows; a view if all rows are the same memory.
  ///
  /// - Precondition: The indices are rows of this array.
  func gatheringRows(_ rows: [Int]) throws -> NDArray {
    if let stride = strides.first, stride == 0 { return sliced(axis: 0, start: 0, count: rows.count) }
    let source = contiguous()
    let result = try NDArray(uninitialized: [rows.count] + shape.dropFirst(), dtype: dtype)
    let width = shape.dropFirst().reduce(1, *) * dtype.itemSize
    for (i, row) in rows.enumerated() {
      (result.base + i * width).copyMemory(from: source.base + row * width, byteCount: width)
    }
    return result
  }
}
