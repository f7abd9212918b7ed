import Arrays
import Build
import CKernels
import Model

/// A built model compiled for a minibatch: a flat list of kernels over one arena, and its adjoint.
///
/// Not thread-safe: a program lives on the thread that computes. Cancelling is the exception.
public final class StepProgram {
  public let minibatch: Int
  public let precision: Precision
  public let dt: Double
  public let inputs: [InputSlot]
  public let probes: [ProbeSlot]
  /// Parameters in NengoDL's order: all trainable arrays, then the fixed ones.
  public let parameters: [BaseArray]
  /// Saved state in NengoDL's order; the step counter is among them.
  public let state: [BaseArray]
  /// Neuron classes that run item by item through their own step function, without gradients.
  public let genericNeuronTypes: [String]
  /// Steps of the saved state.
  public internal(set) var stepCount = 0

  let options: EngineOptions
  /// The model as built and lowered, before simplification changed initial values.
  let lowered: LoweredModel
  /// The model as it runs.
  let compiled: LoweredModel
  let grouping: Grouping
  let planned: Grouping
  /// The operations that were planned.
  let simplified: [any Operation]
  let arena: Arena
  let pool = KernelPool()
  /// Gives unseeded processes their seeds, those of a later rebuild too.
  var processSeeds = RandomState(seed: 0)
  private var programs: [RunMode: ModeProgram] = [:]
  var recordedRun: RecordedRun?
  /// Steps done and probe arrays of a run that was cancelled or failed; only the first steps are filled.
  public internal(set) var partialRun: (steps: Int, outputs: [NDArray])?

  /// - Parameter previous: the program of the model before, which this one goes on from; it stays as it is.
  /// - Throws: `NengoError` `.build` for operators without an implementation and for dependency cycles; `.cancelled`.
  public init(
    model: BuiltModel, options: EngineOptions, cancel: CancellationToken? = nil,
    goingOnFrom previous: (program: StepProgram, carryover: Carryover)? = nil
  ) throws {
    guard options.minibatch >= 1 else {
      throw NengoError.validation(
        "must be at least 1, got \(options.minibatch)", attribute: "minibatch_size", owner: "Simulator")
    }
    soma_single_threaded_blas()
    self.options = options
    minibatch = options.minibatch
    precision = options.precision
    dt = model.dt
    let lowered = try Lowering.lower(model, options)
    let simple = Simplifier.simplified(lowered, options.simplifications)
    try cancel?.check()
    planned = try Planning.plan(simple.operations, simple.signals, options.planner)
    try cancel?.check()
    let (layout, sorted) = LayingOut.layout(simple, planned, options.sorter)
    let (fused, grouping) = BiasFusion.fused(simple, sorted)
    self.lowered = lowered
    simplified = simple.operations
    self.grouping = grouping
    compiled = fused
    arena = try Arena(
      signals: simple.signals, layout: layout, written: simple.writtenSignals, precision: precision,
      minibatch: minibatch)
    genericNeuronTypes = lowered.genericNeuronTypes
    inputs = fused.inputs.map { InputSlot(name: fused.signals[$0.signal].name, size: $0.count) }
    probes = fused.probes.enumerated().map { index, view in
      ProbeSlot(
        name: fused.signals[view.signal].name, shape: view.shape, isBatched: fused.signals[view.signal].isBatched,
        lastStepOnly: options.lastStepOnly.contains(index))
    }
    let arrays = BaseArrays(arena)
    parameters = arrays.parameters
    state = arrays.state
    if let previous {
      try goOn(from: previous.program, previous.carryover)
    } else {
      arena.streams.restart(seed: UInt64(options.seed))
      try restartProcesses(seed: options.seed)
    }
  }

  /// The program of a mode, made when first used.
  func program(_ mode: RunMode) throws -> ModeProgram {
    if let known = programs[mode] { return known }
    let program = try ModeProgram(
      compiled, grouping, mode: mode, dt: dt, arena: arena, pool: pool, wantsInputs: options.wantsInputGradients,
      isTrainable: !options.inferenceOnly)
    programs[mode] = program
    return program
  }

  private func restartProcesses(seed: UInt32) throws {
    processSeeds = RandomState(seed: seed)
    for uses in compiled.processUses { try uses.restart(processSeeds) }
  }

  // MARK: values

  /// The present value of a signal: (minibatch, shape…) for batched signals, else its shape.
  ///
  /// Signals that were simplified away give their initial value.
  public func value(of signal: Signal) throws -> NDArray {
    guard let index = lowered.signals.index(of: signal.base) else {
      return try signal.initial.contiguous().cast(to: precision.dtype)
    }
    let entry = lowered.signals[index]
    let items = entry.isBatched ? minibatch : 1
    let isLaidOut = arena.isLaidOut(index)
    let offset = signal.isSparse ? 0 : signal.offset
    let elements = signal.isSparse ? Array(0..<entry.count) : Self.elements(signal).map { offset + $0 }
    var values: [Double] = []
    values.reserveCapacity(items * elements.count)
    for item in 0..<items {
      let all = isLaidOut ? arena.read(index, item: arena.isSpread(index) ? item : 0) : entry.initial
      for element in elements { values.append(all[element]) }
    }
    let shape = signal.isSparse ? [entry.count] : signal.shape
    return try NDArray(values, shape: (entry.isBatched ? [minibatch] : []) + shape).cast(to: precision.dtype)
  }

  /// Offsets of a signal's elements from its first, row-major.
  private static func elements(_ signal: Signal) -> [Int] {
    zip(signal.shape, signal.strides).reduce([0]) { starts, axis in
      starts.flatMap { start in (0..<axis.0).map { start + $0 * axis.1 } }
    }
  }

  /// Whether `value(of:)` has a leading minibatch axis for the signal.
  public func isBatched(_ signal: Signal) -> Bool {
    lowered.signals.index(of: signal.base).map { lowered.signals[$0].isBatched } ?? false
  }

  // MARK: state

  /// A copy of the state (not of parameters), to go back to.
  public func saveState() -> StateSnapshot {
    let block = StateSnapshot.Block(byteCount: arena.stateRange.count)
    arena.copy(arena.stateRange, to: block.bytes)
    return StateSnapshot(
      memory: block, stepCount: stepCount, processes: compiled.processUses.map { $0.savedState() })
  }

  /// Goes back to a state of this very program.
  public func restore(_ snapshot: StateSnapshot) {
    arena.copy(arena.stateRange, from: snapshot.memory.bytes)
    stepCount = snapshot.stepCount
    for (uses, saved) in zip(compiled.processUses, snapshot.processes) { uses.restore(saved) }
  }

  /// Initial state, and initial parameters if wanted; `processes` also restarts random streams, from `seed` if given.
  public func reset(parameters: Bool = true, processes: Bool = true, seed: UInt32? = nil) throws {
    arena.initialise { parameters || $0.mark == .state }
    stepCount = 0
    recordedRun = nil
    if processes {
      arena.streams.restart(seed: UInt64(seed ?? options.seed))
      try restartProcesses(seed: seed ?? options.seed)
    }
  }

  /// Takes the step counter from the state arrays after they were set from outside.
  public func synchroniseStepCount() {
    if let step = arena.read(lowered.step.signal).first { stepCount = Int(step) }
  }
}

extension CancellationToken {
  /// - Throws: a `.cancelled` error once `cancel` was called.
  func check() throws {
    if isCancelled { throw NengoError(.cancelled, "cancelled") }
  }
}
