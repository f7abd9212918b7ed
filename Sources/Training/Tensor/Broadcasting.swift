import Arrays

/// How the elements of two tensors meet: NumPy's broadcasting rules, decided once per operation.
struct Broadcast {
  let shape: [Int]
  let count: Int
  private let left: Side
  private let right: Side

  /// Where an operand's element for the i-th result element stands.
  private enum Side {
    case same
    case single
    /// The operand repeats in runs of its own size: trailing axes match.
    case cycle(Int)
    /// Anything else, index by index.
    case table([Int])

    func index(_ i: Int) -> Int {
      switch self {
      case .same: i
      case .single: 0
      case .cycle(let n): i % n
      case .table(let indices): indices[i]
      }
    }
  }

  /// - Throws: `ArrayError.value` if the shapes do not fit.
  init(_ a: [Int], _ b: [Int]) throws {
    guard let shape = Broadcast.common(a, b) else {
      throw ArrayError(.value, "incompatible shapes: \(Tensor.text(of: a)) vs. \(Tensor.text(of: b))")
    }
    self.shape = shape
    count = try Tensor.count(of: shape)
    left = Broadcast.side(of: a, in: shape, count: count)
    right = Broadcast.side(of: b, in: shape, count: count)
  }

  static func common(_ a: [Int], _ b: [Int]) -> [Int]? {
    let rank = max(a.count, b.count)
    var shape: [Int] = []
    for axis in 0..<rank {
      let x = axis < rank - a.count ? 1 : a[axis - rank + a.count]
      let y = axis < rank - b.count ? 1 : b[axis - rank + b.count]
      guard x == y || x == 1 || y == 1 else { return nil }
      shape.append(x == 1 ? y : x)
    }
    return shape
  }

  private static func side(of operand: [Int], in shape: [Int], count: Int) -> Side {
    let size = operand.reduce(1, *)
    if size == count { return .same }
    if size == 1 { return .single }
    let significant = Array(operand.drop { $0 == 1 })
    if Array(shape.suffix(significant.count)) == significant { return .cycle(max(size, 1)) }
    return .table(indices(of: operand, in: shape, count: count))
  }

  /// For each element of `shape`, the element of `operand` that is repeated there.
  static func indices(of operand: [Int], in shape: [Int], count: Int) -> [Int] {
    let padded = [Int](repeating: 1, count: shape.count - operand.count) + operand
    var strides = [Int](repeating: 0, count: shape.count)
    var stride = 1
    for axis in shape.indices.reversed() {
      strides[axis] = padded[axis] == 1 ? 0 : stride
      stride *= padded[axis]
    }
    var result = [Int](repeating: 0, count: count)
    var index = [Int](repeating: 0, count: shape.count)
    var offset = 0
    for i in 0..<count {
      result[i] = offset
      var axis = shape.count - 1
      while axis >= 0 {
        index[axis] += 1
        offset += strides[axis]
        if index[axis] < shape[axis] { break }
        offset -= strides[axis] * shape[axis]
        index[axis] = 0
        axis -= 1
      }
    }
    return result
  }

  /// `f(a, b)` for every element of the result.
  @inline(__always)
  func map(_ a: [Double], _ b: [Double], _ f: (Double, Double) -> Double) -> [Double] {
    var result = [Double](repeating: 0, count: count)
    switch (left, right) {
    case (.same, .same): for i in 0..<count { result[i] = f(a[i], b[i]) }
    case (.same, .single):
      guard let y = b.first else { break }
      for i in 0..<count { result[i] = f(a[i], y) }
    default: for i in 0..<count { result[i] = f(a[left.index(i)], b[right.index(i)]) }
    }
    return result
  }

  /// Gradient terms of the left operand summed over the elements that repeat it.
  @inline(__always)
  func gatherLeft(_ a: [Double], _ b: [Double], _ f: (_ i: Int, Double, Double) -> Double) -> [Double] {
    var result = [Double](repeating: 0, count: a.count)
    for i in 0..<count {
      let j = left.index(i)
      result[j] += f(i, a[j], b[right.index(i)])
    }
    return result
  }

  /// Gradient terms of the right operand summed over the elements that repeat it.
  @inline(__always)
  func gatherRight(_ a: [Double], _ b: [Double], _ f: (_ i: Int, Double, Double) -> Double) -> [Double] {
    var result = [Double](repeating: 0, count: b.count)
    for i in 0..<count {
      let j = right.index(i)
      result[j] += f(i, a[left.index(i)], b[j])
    }
    return result
  }
}
