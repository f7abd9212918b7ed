/// `slice(start, stop, step)`, as written between brackets.
public final class SliceObject: HostObject {
  public let start: Value
  public let stop: Value
  public let step: Value
  public init(_ start: Value, _ stop: Value, _ step: Value) {
    self.start = start
    self.stop = stop
    self.step = step
  }
  public var type: TypeObject { .slice }
}

/// `range(start, stop, step)`; step is never 0. Bounds fit in 64 bits.
public final class RangeObject: HostObject {
  public let start: Int
  public let stop: Int
  public let step: Int
  public init(_ start: Int, _ stop: Int, _ step: Int = 1) {
    self.start = start
    self.stop = stop
    self.step = step
  }
  public var type: TypeObject { .range }

  public var count: Int {
    let (low, high) = step > 0 ? (start, stop) : (stop, start)
    guard low < high, step != 0 else { return 0 }
    let span = UInt(bitPattern: high &- low) - 1
    let total = span / step.magnitude
    return total >= UInt(Int.max) ? Int.max : Int(total) + 1
  }

  /// The element at `index`, which has to be in `0 ..< count`.
  public subscript(_ index: Int) -> Int { start &+ index &* step }
}
