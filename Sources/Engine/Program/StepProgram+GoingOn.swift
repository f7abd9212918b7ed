import Arrays
import Build

/// Going on from the program of an earlier model of the same network.
extension StepProgram {
  /// Which signal of a program an entry is.
  private struct Identity: Hashable {
    let key: SignalKey
    let isFilterState: Bool

    init?(_ entry: SignalEntry) {
      guard let key = entry.key else { return nil }
      self.key = key
      isFilterState = entry.isFilterState
    }
  }

  private var places: [Identity: Int] {
    var places: [Identity: Int] = [:]
    for (index, entry) in compiled.signals.entries.enumerated() {
      if let identity = Identity(entry) { places[identity] = index }
    }
    return places
  }

  /// Takes over time, parameters, state and random streams as far as `carryover` lets them go on.
  func goOn(from previous: StepProgram, _ carryover: Carryover) throws {
    let before = previous.places
    let written = compiled.writtenSignals
    for (index, entry) in compiled.signals.entries.enumerated() {
      // State that nobody writes is constant: folded from what is in this model.
      guard let identity = Identity(entry), entry.mark != .state || written.contains(index), arena.isLaidOut(index),
        let old = before[identity], carryover.keepsValue(of: identity.key)
      else { continue }
      copyValue(to: index, from: old, of: previous)
    }
    stepCount = previous.stepCount
    try goOnWithProcesses(of: previous, carryover)
    let here = places
    arena.streams.goOn(from: previous.arena.streams) { signal in
      guard let identity = Identity(previous.compiled.signals[signal]), carryover.keepsStream(of: identity.key) else {
        return nil
      }
      return here[identity]
    }
  }

  /// Copies the present value of a signal, for each batch item. Items that share one value now take the first item's.
  private func copyValue(to index: Int, from old: Int, of previous: StepProgram) {
    let (entry, oldEntry) = (compiled.signals[index], previous.compiled.signals[old])
    guard entry.shape == oldEntry.shape, entry.count == oldEntry.count else { return }
    // In another precision, parameters that nobody has trained are those of the new build.
    if precision != previous.precision, entry.mark != .state, !previous.isTrained(old) { return }
    guard previous.arena.isLaidOut(old) else {
      if entry.mark != .state { arena.write(oldEntry.initial, to: index) }
      return
    }
    for item in 0..<(arena.isSpread(index) ? minibatch : 1) {
      let value = previous.arena.read(old, item: previous.arena.isSpread(old) ? item : 0)
      arena.write(value[...], to: index, item: item)
    }
  }

  private func isTrained(_ signal: Int) -> Bool {
    guard arena.isLaidOut(signal) else { return false }
    let built = compiled.signals[signal].initial.map { precision == .float32 ? Double(Float($0)) : $0 }
    return (0..<(arena.isSpread(signal) ? minibatch : 1)).contains { arena.read(signal, item: $0) != built }
  }

  /// New processes take the next seeds of the stream that the others had theirs from.
  private func goOnWithProcesses(of previous: StepProgram, _ carryover: Carryover) throws {
    processSeeds = try RandomState(snapshot: previous.processSeeds.snapshot())
    let before = Dictionary(
      previous.compiled.processUses.compactMap { uses in uses.key.map { ($0, uses) } }
    ) { first, _ in first }
    for uses in compiled.processUses {
      if let key = uses.key, let old = before[key], carryover.keepsProcess(of: key) {
        uses.goOn(from: old)
      } else {
        try uses.restart(processSeeds)
      }
    }
  }
}

/// A run of elements of a trainable array that belongs to one signal and one batch item.
public struct ParameterPart: Hashable {
  public let key: SignalKey
  public let item: Int
  /// Elements of the array.
  public let range: Range<Int>
}

extension StepProgram {
  /// What the trainable arrays, in the order of `parameters`, are made of.
  public var trainableParts: [[ParameterPart]] {
    arena.layout.arrays.filter { $0.mark == .trainable }.map { array in
      var parts: [ParameterPart] = []
      var start = 0
      for item in 0..<(array.isBatched ? minibatch : 1) {
        for signal in array.signals {
          let entry = arena.signals[signal]
          if let key = entry.key {
            parts.append(ParameterPart(key: key, item: item, range: start..<(start + entry.count)))
          }
          start += entry.count
        }
      }
      return parts
    }
  }
}
