import Arrays
import CKernels

/// A signal as host calls see it: rows of doubles, or arrays in the precision of the program.
struct HostVector {
  private let operand: soma_operand
  private let precision: Precision
  let count: Int

  init(_ operand: soma_operand, count: Int, precision: Precision) {
    self.operand = operand
    self.count = count
    self.precision = precision
  }

  private func at(_ item: Int) -> UnsafeMutableRawPointer? {
    operand.at.map { $0 + item * operand.row * precision.itemSize }
  }

  func read(_ item: Int, into buffer: UnsafeMutablePointer<Double>) {
    guard let at = at(item) else { return }
    switch precision {
    case .float32:
      let from = at.assumingMemoryBound(to: Float.self)
      for i in 0..<count { buffer[i] = Double(from[i]) }
    case .float64:
      buffer.update(from: at.assumingMemoryBound(to: Double.self), count: count)
    }
  }

  func write(_ item: Int, from buffer: UnsafePointer<Double>, adding: Bool = false) {
    guard let at = at(item) else { return }
    switch precision {
    case .float32:
      let to = at.assumingMemoryBound(to: Float.self)
      for i in 0..<count { to[i] = (adding ? to[i] : 0) + Float(buffer[i]) }
    case .float64:
      let to = at.assumingMemoryBound(to: Double.self)
      for i in 0..<count { to[i] = (adding ? to[i] : 0) + buffer[i] }
    }
  }

  /// The first `items` rows as a new array, [items, count], or [count] for a single row wanted by number.
  func array(items: Int) throws -> NDArray {
    let result = try NDArray(uninitialized: [items, count], dtype: precision.dtype)
    let size = count * precision.itemSize
    for item in 0..<items {
      if let at = at(item) { (result.base + item * size).copyMemory(from: at, byteCount: size) }
    }
    return result
  }

  func array(item: Int) throws -> NDArray {
    let result = try NDArray(uninitialized: [count], dtype: precision.dtype)
    if let at = at(item) { result.base.copyMemory(from: at, byteCount: count * precision.itemSize) }
    return result
  }

  /// Writes rows of an array of shape [items, count] in the precision of the program.
  func write(_ array: NDArray, items: Int, adding: Bool = false) {
    for item in 0..<items {
      guard let at = at(item) else { continue }
      switch precision {
      case .float32:
        let (to, from) = (at.assumingMemoryBound(to: Float.self), array.pointer(Float.self) + item * count)
        for i in 0..<count { to[i] = (adding ? to[i] : 0) + from[i] }
      case .float64:
        let (to, from) = (at.assumingMemoryBound(to: Double.self), array.pointer(Double.self) + item * count)
        for i in 0..<count { to[i] = (adding ? to[i] : 0) + from[i] }
      }
    }
  }
}

extension Precision {
  var dtype: DType { self == .float32 ? .float32 : .float64 }
}
