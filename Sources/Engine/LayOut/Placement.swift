import Model

/// Where every signal lies in the arena, in bytes.
///
/// Parameters come first, then constants that all items share, then what steps change: learned parameters, saved state,
/// and what each step sets anew. An item's part of an array is contiguous, so that a view has one address and one
/// distance from item to item.
struct Placement {
  struct Place {
    var address = 0
    /// Elements from item to item; 0 where items share the memory.
    var row = 0
  }

  private(set) var places: [Place]
  private(set) var laidOut: Set<Int> = []
  private(set) var byteCount = 0
  /// State, which a snapshot copies.
  private(set) var stateRange = 0..<0
  /// Learned parameters and state.
  private(set) var changingRange = 0..<0

  private let signals: SignalTable
  private let itemSize: Int
  private let minibatch: Int

  /// - Parameter written: signals that some operation writes; the others are shared by all items.
  /// - Throws: a memory error if the arena would be larger than any machine's memory.
  init(signals: SignalTable, layout: Layout, written: Set<Int>, itemSize: Int, minibatch: Int) throws {
    self.signals = signals
    self.itemSize = itemSize
    self.minibatch = minibatch
    places = [Place](repeating: Place(), count: signals.entries.count)
    let parameters = layout.arrays.filter { $0.mark != .state }
    let states = layout.arrays.filter { $0.mark == .state }
    for array in parameters where !array.isBatched { try place(array.signals, isSpread: false) }
    for array in states where !array.isInteger {
      try place(array.signals.filter { !written.contains($0) }, isSpread: false)
    }
    let learnedStart = byteCount
    for array in parameters where array.isBatched { try place(array.signals, isSpread: true) }
    let stateStart = byteCount
    for isSaved in [true, false] {
      for array in states where array.isSaved == isSaved {
        try place(
          array.signals.filter { written.contains($0) || array.isInteger }, isSpread: array.isBatched)
      }
    }
    stateRange = stateStart..<byteCount
    changingRange = learnedStart..<byteCount
  }

  private mutating func place(_ members: [Int], isSpread: Bool) throws {
    guard !members.isEmpty else { return }
    let isSpread = isSpread && minibatch > 1
    let row = members.reduce(0) { $0 + signals[$1].count }
    var offset = 0
    for member in members {
      places[member] = Place(address: byteCount + offset * itemSize, row: isSpread ? row : 0)
      laidOut.insert(member)
      offset += signals[member].count
    }
    let items = row.multipliedReportingOverflow(by: isSpread ? minibatch : 1)
    let bytes = items.partialValue.multipliedReportingOverflow(by: itemSize)
    guard !items.overflow, !bytes.overflow, bytes.partialValue < 1 << 44, byteCount < 1 << 44 else {
      throw NengoError(.memory, "a minibatch of \(minibatch) items of this network does not fit in memory")
    }
    byteCount = (byteCount + bytes.partialValue + 63) & ~63
  }
}
