import Arrays

/// One part of an index `x[a, b:c, None, ...]`.
public enum TensorIndex: Sendable {
  case at(Int)
  /// Python's start:stop:step, each part optional.
  case range(start: Int?, stop: Int?, step: Int?)
  case newAxis
  case ellipsis
}

extension Tensor {
  /// The view `x[parts]` as a tensor of its own.
  ///
  /// - Throws: `ArrayError.index` for an index out of range or more indices than axes; `.value` for a step of 0.
  public func indexed(_ parts: [TensorIndex]) throws -> Tensor {
    let consuming = parts.reduce(0) { count, part in
      switch part {
      case .at, .range: count + 1
      default: count
      }
    }
    guard consuming <= rank else {
      throw ArrayError(.index, "too many indices for a tensor of shape \(Tensor.text(of: shape)): \(consuming)")
    }
    var view = View(shape: shape)
    var hasEllipsis = false
    for part in parts {
      switch part {
      case .at(let index): try view.fix(index)
      case .range(let start, let stop, let step): try view.slice(start, stop, step)
      case .newAxis: view.insertAxis()
      case .ellipsis where hasEllipsis: throw ArrayError(.index, "an index can only have a single ellipsis ('...')")
      case .ellipsis:
        hasEllipsis = true
        for _ in 0..<(rank - consuming) { view.keepAxis() }
      }
    }
    while view.axis < rank { view.keepAxis() }
    return picked(Tensor.walk(view.outShape, strides: view.outStrides, start: view.start), shape: view.outShape)
  }

  /// A strided view that grows axis by axis.
  private struct View {
    let shape: [Int]
    let strides: [Int]
    var axis = 0
    var start = 0
    var outShape: [Int] = []
    var outStrides: [Int] = []

    init(shape: [Int]) {
      self.shape = shape
      strides = Tensor.strides(of: shape)
    }

    mutating func fix(_ index: Int) throws {
      let size = shape[axis]
      guard index >= -size, index < size else {
        throw ArrayError(.index, "index \(index) is out of bounds for axis \(axis) with size \(size)")
      }
      start += (index < 0 ? index + size : index) * strides[axis]
      axis += 1
    }

    mutating func slice(_ from: Int?, _ to: Int?, _ by: Int?) throws {
      let size = shape[axis]
      let step = by ?? 1
      guard step != 0, step != Int.min else { throw ArrayError(.value, "slice step cannot be zero") }
      func clamped(_ i: Int?, _ missing: Int, _ low: Int, _ high: Int) -> Int {
        guard let i else { return missing }
        return min(max(i < 0 ? i &+ size : i, low), high)
      }
      let first = step > 0 ? clamped(from, 0, 0, size) : clamped(from, size - 1, -1, size - 1)
      let last = step > 0 ? clamped(to, size, 0, size) : clamped(to, -1, -1, size - 1)
      let span = step > 0 ? last - first : first - last
      let count = span <= 0 ? 0 : (span - 1) / step.magnitude.asInt + 1
      start += count == 0 ? 0 : first * strides[axis]
      outShape.append(count)
      outStrides.append(count <= 1 ? 0 : step * strides[axis])
      axis += 1
    }

    mutating func keepAxis() {
      outShape.append(shape[axis])
      outStrides.append(strides[axis])
      axis += 1
    }

    mutating func insertAxis() {
      outShape.append(1)
      outStrides.append(0)
    }
  }
}

extension UInt {
  fileprivate var asInt: Int { Int(clamping: self) }
}
