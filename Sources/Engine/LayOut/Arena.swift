import Arrays
import CKernels
import Glibc
import Model

/// One block of memory with a final address for every signal, and the same again for gradients.
final class Arena {
  let precision: Precision
  let minibatch: Int
  let signals: SignalTable
  let layout: Layout
  private let placement: Placement
  private let memory: UnsafeMutableRawPointer
  /// Bytes from a value to its gradient.
  let gradientOffset: Int
  let streams = RandomStreams()

  /// - Parameter written: signals that some operation writes; the others are shared by all items.
  /// - Throws: a `MemoryError` if the machine lacks the memory.
  init(signals: SignalTable, layout: Layout, written: Set<Int>, precision: Precision, minibatch: Int) throws {
    self.signals = signals
    self.layout = layout
    self.precision = precision
    self.minibatch = minibatch
    placement = try Placement(
      signals: signals, layout: layout, written: written, itemSize: precision.itemSize, minibatch: minibatch)
    gradientOffset = (placement.byteCount + 4095) & ~4095
    let byteCount = max(gradientOffset * 2, 4096)
    let purpose = "a minibatch of \(minibatch) items of this network"
    try MachineMemory.require(bytes: Double(byteCount), for: purpose)
    guard let memory = aligned_alloc(4096, byteCount) else {
      throw NengoError(.memory, "\(purpose) does not fit in memory")
    }
    self.memory = memory
    memset(memory, 0, max(placement.byteCount, 64))
    initialise { _ in true }
  }

  deinit { free(memory) }

  // MARK: addresses

  func operand(_ view: View) -> soma_operand {
    let place = placement.places[view.signal]
    return soma_operand(
      at: memory + place.address + view.offset * precision.itemSize, row: place.row, step: 0, unit: 1)
  }

  /// Whether each batch item has its own memory for the signal.
  func isSpread(_ signal: Int) -> Bool { placement.places[signal].row > 0 }

  /// Whether the signal has a place: some operation uses it.
  func isLaidOut(_ signal: Int) -> Bool { placement.laidOut.contains(signal) }

  func address(of signal: Int) -> UnsafeMutableRawPointer { memory + placement.places[signal].address }

  // MARK: values

  /// Puts initial values into the signals that `chosen` picks.
  func initialise(_ chosen: (SignalEntry) -> Bool) {
    for (index, entry) in signals.entries.enumerated() where isLaidOut(index) && chosen(entry) {
      write(entry.initial, to: index)
    }
  }

  /// Writes one item's values to every item.
  func write(_ values: [Double], to signal: Int) {
    for item in 0..<(isSpread(signal) ? minibatch : 1) { write(values[...], to: signal, item: item) }
  }

  func write(_ values: ArraySlice<Double>, to signal: Int, item: Int) {
    let at = address(of: signal) + item * placement.places[signal].row * precision.itemSize
    if signals[signal].isInteger {
      at.storeBytes(of: values.first.map { Int32(clamping: Int($0)) } ?? 0, as: Int32.self)
    } else {
      precision.write(Array(values), to: at)
    }
  }

  func read(_ signal: Int, item: Int = 0) -> [Double] {
    let at = address(of: signal) + item * placement.places[signal].row * precision.itemSize
    if signals[signal].isInteger { return [Double(at.load(as: Int32.self))] }
    return precision.read(at, count: signals[signal].count)
  }

  func clearGradients() { memset(memory + gradientOffset, 0, placement.byteCount) }

  // MARK: state

  /// State, which a snapshot copies.
  var stateRange: Range<Int> { placement.stateRange }
  /// Learned parameters and state: all that steps change.
  var changingRange: Range<Int> { placement.changingRange }

  func copy(_ range: Range<Int>, to bytes: UnsafeMutableRawPointer) {
    bytes.copyMemory(from: memory + range.lowerBound, byteCount: range.count)
  }

  func copy(_ range: Range<Int>, from bytes: UnsafeRawPointer) {
    (memory + range.lowerBound).copyMemory(from: bytes, byteCount: range.count)
  }
}
