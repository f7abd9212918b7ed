import Arrays
import Build
import Model

/// `output = process(t, input)` through the process's own step, one per batch item. No gradient passes.
struct StepProcess: Operation {
  static let name = "SimProcess"

  enum Writing { case set, increment, update }

  let uses: ProcessUses
  let time: View
  let input: View?
  let output: View
  let writing: Writing

  var accesses: Accesses {
    let reads = [time] + (input.map { [$0] } ?? [])
    return switch writing {
    case .set: Accesses(sets: [output], reads: reads)
    case .increment: Accesses(incs: [output], reads: reads)
    case .update: Accesses(reads: reads, updates: [output])
    }
  }
  var mergeKey: AnyHashable? { "generic" }
  func isDifferentiable(in mode: RunMode) -> Bool { false }

  func emitForward(_ emitter: Emitter) {
    let (uses, dt, adds) = (uses, emitter.dt, writing == .increment)
    let (from, to) = (input.map { emitter.host($0) }, emitter.host(output))
    let rows = emitter.kernel(over: output).rows
    emitter.addHost(rows: rows) { clock, _ in
      for item in 0..<rows { try uses.step(item, time: Double(clock) * dt, input: from, output: to, adding: adds) }
    }
  }

  func emitAdjoint(_ emitter: Emitter) {
    if writing != .increment { emitter.clearGradient(output) }
  }
}

/// The prepared uses of a process, one per batch item, and buffers between them and the arena.
final class ProcessUses {
  /// The key of the signal that the process writes.
  let key: SignalKey?
  private let process: any Process
  private let sizeIn: Int
  private let sizeOut: Int
  private let items: Int
  private let dt: Double
  private var steps: [any ProcessStep] = []
  private let input: UnsafeMutableBufferPointer<Double>
  private let output: UnsafeMutableBufferPointer<Double>

  init(_ process: any Process, key: SignalKey?, sizeIn: Int, sizeOut: Int, items: Int, dt: Double) {
    self.process = process
    self.key = key
    self.sizeIn = sizeIn
    self.sizeOut = sizeOut
    self.items = items
    self.dt = dt
    input = .allocate(capacity: max(sizeIn, 1))
    input.initialize(repeating: 0)
    output = .allocate(capacity: max(sizeOut, 1))
    output.initialize(repeating: 0)
  }

  deinit {
    input.deallocate()
    output.deallocate()
  }

  /// Starts all uses afresh; those of processes without a seed draw theirs from `rng`, one per item.
  func restart(_ rng: RandomState) throws {
    steps = try (0..<items).map { _ in
      try process.makeStep(sizeIn: sizeIn, sizeOut: sizeOut, dt: dt, rng: process.stream(from: rng))
    }
  }

  /// Goes on with the uses of an equal process in an earlier program.
  func goOn(from other: ProcessUses) { steps = other.steps }

  func step(_ item: Int, time: Double, input from: HostVector?, output to: HostVector, adding: Bool) throws {
    if let buffer = input.baseAddress { from?.read(item, into: buffer) }
    try steps[item].step(
      time: time, input: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(input)[..<sizeIn]),
      output: UnsafeMutableBufferPointer(rebasing: output[..<sizeOut]))
    if let buffer = output.baseAddress { to.write(item, from: buffer, adding: adding) }
  }

  /// Copies of the state arrays of all items.
  func savedState() -> [[NDArray]] { steps.map { $0.state.map { $0.copy() } } }

  func restore(_ saved: [[NDArray]]) {
    for (step, arrays) in zip(steps, saved) {
      for (to, from) in zip(step.state, arrays) where to.shape == from.shape {
        to.copyValues(from: from)
      }
    }
  }
}

extension NDArray {
  /// Overwrites this array with one of the same shape and type.
  func copyValues(from other: NDArray) {
    guard shape == other.shape, dtype == other.dtype, isContiguous, other.isContiguous else { return }
    base.copyMemory(from: other.base, byteCount: byteCount)
  }
}
