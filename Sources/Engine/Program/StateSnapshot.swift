import Arrays

/// The state of a program at a step boundary, without parameters.
public struct StateSnapshot {
  let memory: Block
  /// Steps since the start.
  public let stepCount: Int
  /// State of processes that run item by item.
  let processes: [[[NDArray]]]

  /// Bytes that copies of a snapshot share.
  final class Block {
    let bytes: UnsafeMutableRawPointer
    let count: Int

    init(byteCount: Int) {
      count = byteCount
      bytes = .allocate(byteCount: max(byteCount, 64), alignment: 64)
    }

    deinit { bytes.deallocate() }
  }
}

extension StateSnapshot {
  /// The state as bytes; equal bytes are equal states.
  public var bytes: [UInt8] {
    Array(UnsafeRawBufferPointer(start: memory.bytes, count: memory.count))
  }
}
