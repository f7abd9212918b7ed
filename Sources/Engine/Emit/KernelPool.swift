import CKernels

/// Memory that kernels point to: constants, index tables, operands, host calls. Freed with the program.
final class KernelPool {
  private var blocks: [UnsafeMutableRawPointer] = []
  private var objects: [AnyObject] = []
  /// Where host calls leave what they threw.
  let errors = HostErrors()

  deinit {
    for block in blocks { block.deallocate() }
  }

  private func block(_ byteCount: Int) -> UnsafeMutableRawPointer {
    let block = UnsafeMutableRawPointer.allocate(byteCount: max(byteCount, 64), alignment: 64)
    blocks.append(block)
    return block
  }

  func numbers(_ values: [Double], _ precision: Precision) -> UnsafeMutableRawPointer {
    let to = block(values.count * precision.itemSize)
    precision.write(values, to: to)
    return to
  }

  func indices(_ values: [Int32]) -> UnsafeMutableRawPointer {
    let to = block(values.count * 4)
    values.withUnsafeBytes { bytes in
      if let from = bytes.baseAddress { to.copyMemory(from: from, byteCount: bytes.count) }
    }
    return to
  }

  func operand(_ operand: soma_operand) -> UnsafeMutableRawPointer {
    let to = block(MemoryLayout<soma_operand>.stride)
    to.storeBytes(of: operand, as: soma_operand.self)
    return to
  }

  /// An address for an object that the pool keeps alive.
  func retained(_ object: AnyObject) -> UnsafeMutableRawPointer {
    objects.append(object)
    return Unmanaged.passUnretained(object).toOpaque()
  }
}

extension Precision {
  /// Writes numbers one after the other.
  func write(_ values: [Double], to: UnsafeMutableRawPointer) {
    switch self {
    case .float32:
      let to = to.assumingMemoryBound(to: Float.self)
      for (i, value) in values.enumerated() { to[i] = Float(value) }
    case .float64:
      let to = to.assumingMemoryBound(to: Double.self)
      for (i, value) in values.enumerated() { to[i] = value }
    }
  }

  func read(_ from: UnsafeRawPointer, count: Int) -> [Double] {
    switch self {
    case .float32:
      let from = from.assumingMemoryBound(to: Float.self)
      return (0..<count).map { Double(from[$0]) }
    case .float64:
      let from = from.assumingMemoryBound(to: Double.self)
      return (0..<count).map { from[$0] }
    }
  }
}
