import Glibc

/// The memory of one or more arrays: aligned to 64 bytes, freed with its last view.
///
/// `@unchecked Sendable`: the bytes are shared without locks; whoever hands an array to another thread stops
/// writing to it, as with NumPy.
public final class ArrayBuffer: @unchecked Sendable {
  public let base: UnsafeMutableRawPointer
  public let byteCount: Int
  private let allocation: UnsafeMutableRawPointer?
  private let owner: AnyObject?

  static let alignment = 64

  /// `byteCount` bytes, zeroed unless told otherwise; nil if the machine does not have them.
  public init?(byteCount: Int, zeroed: Bool = true) {
    let (total, overflow) = byteCount.addingReportingOverflow(2 * Self.alignment)
    guard !overflow, byteCount >= 0, byteCount <= MachineMemory.limit,
      let memory = zeroed ? calloc(total, 1) : malloc(total)
    else { return nil }
    let address = UInt(bitPattern: memory)
    let mask = UInt(Self.alignment - 1)
    base = memory + Int((address &+ mask) & ~mask &- address)
    allocation = memory
    owner = nil
    self.byteCount = byteCount
  }

  /// Memory that `owner` keeps alive and frees.
  public init(borrowing base: UnsafeMutableRawPointer, byteCount: Int, owner: AnyObject) {
    self.base = base
    self.byteCount = byteCount
    self.owner = owner
    allocation = nil
  }

  deinit { free(allocation) }
}
