import CKernels
import Glibc

/// One block of memory with a final address for every signal, and the same again for gradients.
///
/// Parameters come first, then constants that all items share, then what differs between items. An item's part of an
/// array is contiguous, so that a view has one address, and one distance from item to item.
final class Arena {
  private struct Place {
    var address = 0
    /// Elements from item to item; 0 where items share the memory.
    var row = 0
  }

  let precision: Precision
  let minibatch: Int
  let signals: SignalTable
  let layout: Layout
  private var places: [Place]
  private var byteCount = 0
  /// Bytes of state, which a snapshot copies.
  private(set) var stateRange = 0..<0
  private let memory: UnsafeMutableRawPointer
  /// Bytes from a value to its gradient.
  let gradientOffset: Int

  private var streamBlocks: [UnsafeMutablePointer<UInt64>] = []

  /// - Parameter written: signals that some operation writes; the others are shared by all items.
  init(signals: SignalTable, layout: Layout, written: Set<Int>, precision: Precision, minibatch: Int) {
    self.signals = signals
    self.layout = layout
    self.precision = precision
    self.minibatch = minibatch
    places = [Place](repeating: Place(), count: signals.entries.count)
    var end = 0
    func place(_ members: [Int], isSpread: Bool, itemSize: Int) {
      guard !members.isEmpty else { return }
      let row = members.reduce(0) { $0 + signals[$1].count }
      var offset = 0
      for member in members {
        places[member] = Place(address: end + offset * itemSize, row: isSpread ? row : 0)
        offset += signals[member].count
      }
      let bytes = row * (isSpread ? minibatch : 1) * itemSize
      end = (end + bytes + 63) & ~63
    }
    let isSplit = minibatch > 1
    for array in layout.arrays where array.mark != .state {
      place(array.signals, isSpread: array.isBatched && isSplit, itemSize: precision.itemSize)
    }
    for array in layout.arrays where array.mark == .state && !array.isInteger {
      place(array.signals.filter { !written.contains($0) }, isSpread: false, itemSize: precision.itemSize)
    }
    let stateStart = end
    for isSaved in [true, false] {
      for array in layout.arrays where array.mark == .state && array.isSaved == isSaved {
        place(
          array.signals.filter { written.contains($0) || array.isInteger },
          isSpread: array.isBatched && isSplit && !array.isInteger, itemSize: precision.itemSize)
      }
    }
    stateRange = stateStart..<end
    byteCount = end
    gradientOffset = (end + 4095) & ~4095
    memory = .allocate(byteCount: max(gradientOffset * 2, 64), alignment: 4096)
    initialise { _ in true }
    clearGradients()
  }

  deinit {
    memory.deallocate()
    for block in streamBlocks { block.deallocate() }
  }

  // MARK: addresses

  func operand(_ view: View) -> soma_operand {
    let place = places[view.signal]
    return soma_operand(
      at: memory + place.address + view.offset * precision.itemSize, row: place.row, step: 0, unit: 1)
  }

  /// Whether each batch item has its own memory for the signal.
  func isSpread(_ signal: Int) -> Bool { places[signal].row > 0 }

  func address(of signal: Int) -> UnsafeMutableRawPointer { memory + places[signal].address }

  // MARK: values

  /// Puts initial values into the signals that `chosen` picks.
  func initialise(_ chosen: (SignalEntry) -> Bool) {
    for (index, entry) in signals.entries.enumerated() where chosen(entry) {
      write(entry.initial, to: index)
    }
  }

  /// Writes one item's values to every item.
  func write(_ values: [Double], to signal: Int) {
    for item in 0..<(isSpread(signal) ? minibatch : 1) { write(values[...], to: signal, item: item) }
  }

  func write(_ values: ArraySlice<Double>, to signal: Int, item: Int) {
    let at = address(of: signal) + item * places[signal].row * precision.itemSize
    if signals[signal].isInteger {
      at.storeBytes(of: values.first.map { Int32(clamping: Int($0)) } ?? 0, as: Int32.self)
    } else {
      precision.write(Array(values), to: at)
    }
  }

  func read(_ signal: Int, item: Int = 0) -> [Double] {
    let at = address(of: signal) + item * places[signal].row * precision.itemSize
    if signals[signal].isInteger { return [Double(at.load(as: Int32.self))] }
    return precision.read(at, count: signals[signal].count)
  }

  func clearGradients() { memset(memory + gradientOffset, 0, byteCount) }

  // MARK: state

  /// Bytes of the state as a whole.
  func copyState(to bytes: UnsafeMutableRawPointer) {
    bytes.copyMemory(from: memory + stateRange.lowerBound, byteCount: stateRange.count)
  }

  func copyState(from bytes: UnsafeRawPointer) {
    (memory + stateRange.lowerBound).copyMemory(from: bytes, byteCount: stateRange.count)
  }

  // MARK: random streams

  private var streamSeed: UInt64 = 0
  private var streamCursor = 0

  /// Seeds all streams afresh.
  func seedStreams(_ seed: UInt64) {
    streamSeed = seed
    for (i, stream) in streamBlocks.enumerated() { soma_seed(stream, seed &+ UInt64(i) &* 0x1_0000) }
  }

  /// Every program of a model takes its streams in the same order, from the first on.
  func rewindStreams() { streamCursor = 0 }

  func nextStream() -> UnsafeMutableRawPointer {
    defer { streamCursor += 1 }
    if streamCursor == streamBlocks.count {
      let block = UnsafeMutablePointer<UInt64>.allocate(capacity: 4)
      soma_seed(block, streamSeed &+ UInt64(streamCursor) &* 0x1_0000)
      streamBlocks.append(block)
    }
    return UnsafeMutableRawPointer(streamBlocks[streamCursor])
  }

  var streamWords: [UInt64] {
    get { streamBlocks.flatMap { block in (0..<4).map { block[$0] } } }
    set {
      for (i, block) in streamBlocks.enumerated() where i * 4 + 3 < newValue.count {
        for word in 0..<4 { block[word] = newValue[i * 4 + word] }
      }
    }
  }
}
