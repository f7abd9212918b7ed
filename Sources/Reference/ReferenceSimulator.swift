/// The reference simulator: runs the operators of a built model one by one, in float64. A model that was built in fewer
/// bits keeps its signals in those: what an operator writes is rounded.
///
/// It is the plain reading of what a step is. Whatever runs faster has to give the same numbers.
import Arrays
import Build
import Model

public final class ReferenceSimulator {
  public private(set) var model: BuiltModel
  /// The seed of the stream from which unseeded processes take their seeds.
  public private(set) var seed: Int
  /// Steps done since the start or the last reset.
  public private(set) var stepCount = 0
  public private(set) var isClosed = false

  private let warn: (NengoWarning) -> Void
  /// Whether a step is under way: functions of nodes run within one.
  private var isStepping = false
  private var memory: SignalMemory
  private var steps: [OperatorStep] = []
  private var processes: ProcessSteps = [:]
  /// Gives processes their seeds, those of a later rebuild too.
  private var stream = RandomState(seed: 0)
  private var records: [ProbeRecord] = []
  private var recordIndex: [Probe: Int] = [:]
  /// The step at which the probes were last cleared.
  private var recordingStart = 0

  /// A simulator of a built model.
  ///
  /// - Parameters:
  ///   - seed: the simulator's seed; nil: one more than the network's, or a draw from `globalStream` without one.
  public init(
    _ model: BuiltModel, seed: Int? = nil, globalStream: RandomState,
    warn: @escaping (NengoWarning) -> Void = { _ in }
  ) throws {
    self.model = model
    self.warn = warn
    self.seed = seed ?? model.network?.seed.map { $0 &+ 1 } ?? Int(globalStream.drawSeed())
    memory = SignalMemory(model)
    records = try model.probes.map { try Self.record($0, model, memory) }
    recordIndex = Self.index(of: records)
    try prepare()
  }

  /// Builds `network` and makes a simulator of it.
  public convenience init(
    _ network: Network?, dt: Double = 0.001, seed: Int? = nil, context: ModelContext = ModelContext(),
    options: BuildOptions
  ) throws {
    let model = try Builder.build(network, dt: dt, context: context, options: options)
    try self.init(model, seed: seed, globalStream: options.globalStream, warn: options.warn)
  }

  private static func record(_ probe: Probe, _ model: BuiltModel, _ memory: SignalMemory) throws -> ProbeRecord {
    guard let signal = model.probeSignal(probe), let view = memory.view(signal) else {
      throw NengoError.build("\(probe) has no signal in this model")
    }
    return ProbeRecord(probe, signal, view, dt: model.dt)
  }

  private static func index(of records: [ProbeRecord]) -> [Probe: Int] {
    Dictionary(records.enumerated().map { ($1.probe, $0) }) { first, _ in first }
  }

  /// Prepares all operators; processes take their streams in step order.
  private func prepare() throws {
    stream = RandomState(seed: try Self.streamSeed(seed))
    var preparation = OperatorPreparation(model: model, memory: memory, stream: stream)
    steps = try model.stepOrder.map { try preparation.prepare(model.operators[$0]) }
    processes = preparation.processes
  }

  private static func streamSeed(_ seed: Int) throws -> UInt32 {
    guard let small = UInt32(exactly: seed) else {
      throw NengoError(.value, "Seed must be between 0 and 2**32 - 1 (got \(seed))").blaming("seed")
    }
    return small
  }

  public var dt: Double { model.dt }
  /// Seconds after the last step.
  public var time: Double { Double(stepCount) * dt }

  // MARK: running

  /// One step, then the probes.
  public func step() throws {
    try checkOpen()
    isStepping = true
    defer { isStepping = false }
    for step in steps {
      try step.run()
      for view in step.rounded { view.round(to: model.floatType) }
      if step.written.contains(where: \.hasNaN) {
        throw NengoError(.floatingPoint, "invalid value encountered in \(step.name) at step \(stepCount + 1)")
      }
    }
    stepCount += 1
    for record in records { record.sample(step: stepCount) }
  }

  /// Runs `count` steps, at least one.
  ///
  /// - Parameters:
  ///   - isCancelled: asked after each step; true ends the run with the simulator as of that step.
  ///   - progress: gets the number of steps done of this run.
  public func runSteps(
    _ count: Int, isCancelled: () -> Bool = { false }, progress: (Int) -> Void = { _ in }
  ) throws {
    guard count >= 1 else {
      throw NengoError.validation("must be at least 1 (got \(count))", attribute: "max_steps").blaming("steps")
    }
    try checkOpen()
    for record in records { record.reserve(steps: count) }
    for done in 1...count {
      try step()
      progress(done)
      if isCancelled() { throw NengoError(.cancelled, "the run was interrupted after \(done) of \(count) steps") }
    }
  }

  /// Steps that make up `seconds`, rounded half to even.
  public func stepCount(for seconds: Double) throws -> Int {
    guard seconds >= 0 else {
      throw NengoError.validation("Must be positive (got \(seconds))", attribute: "time_in_seconds", owner: nil)
    }
    guard let count = Int(exactly: (seconds / dt).rounded(.toNearestOrEven)) else {
      throw NengoError(.value, "cannot run for \(seconds) seconds at dt=\(dt): too many steps")
    }
    return count
  }

  /// Runs for a time.
  public func run(
    seconds: Double, isCancelled: () -> Bool = { false }, progress: (Int) -> Void = { _ in }
  ) throws {
    let count = try stepCount(for: seconds)
    guard count > 0 else {
      warn(
        NengoWarning(
          .user, "\(seconds) results in running for 0 timesteps. Simulator still at time \(time)."))
      return
    }
    try runSteps(count, isCancelled: isCancelled, progress: progress)
  }

  /// Back to the start: signals, time, probes and process streams. Streams of stochastic neurons go on where they are.
  public func reset(seed: Int? = nil) throws {
    try checkOpen()
    if let seed {
      _ = try Self.streamSeed(seed)
      self.seed = seed
    }
    memory.reset()
    stepCount = 0
    clearProbes()
    try prepare()
  }

  public func clearProbes() {
    recordingStart = stepCount
    for record in records { record.clear() }
  }

  // MARK: rebuilding

  /// Builds the network as it is now, and goes on with it: same time, and for all that is still there the same state,
  /// random streams, learned parameters and recordings. Recordings of new probes have NaN for the steps before.
  ///
  /// - Throws: what building throws; a `SimulationError` from within a step. The simulator is then as it was.
  public func rebuild(context: ModelContext = ModelContext(), options: BuildOptions) throws -> RebuildReport {
    try checkOpen()
    guard !isStepping else {
      throw NengoError(.simulation, "Simulator.rebuild: cannot rebuild while a step is under way")
    }
    guard let network = model.network else {
      throw NengoError(.simulation, "Simulator.rebuild: this simulator has no network to build again")
    }
    let next = try Builder.build(network, dt: dt, context: context, options: options, reusing: model)
    let carryover = Carryover(from: model, to: next)
    let nextMemory = SignalMemory(next)
    nextMemory.take(from: memory, carryover)
    let nextRecords = try next.probes.map { probe in
      let record = try Self.record(probe, next, nextMemory)
      let old = recordIndex[probe].map { records[$0] }
      try record.goOn(carryover.keepsRecording(of: probe) ? old : nil, steps: recordingStart..<stepCount)
      return record
    }
    // Nothing of this simulator changes before all is prepared; only the stream of seeds moves on.
    let before = stream.snapshot()
    var preparation = OperatorPreparation(
      model: next, memory: nextMemory, stream: stream,
      ongoing: processes.filter { carryover.keepsProcess(of: $0.key) })
    do {
      let nextSteps = try next.stepOrder.map { try preparation.prepare(next.operators[$0]) }
      let report = carryover.report(stepCount: stepCount) { key in
        model.signal(key).map { !memory.hasInitialValue($0.base) } ?? false
      }
      (model, memory, steps, processes) = (next, nextMemory, nextSteps, preparation.processes)
      (records, recordIndex) = (nextRecords, Self.index(of: nextRecords))
      return report
    } catch {
      try stream.restore(before)
      throw error
    }
  }

  /// Ends the simulator: it runs no more, but its data stay. Closing twice is fine.
  public func close() { isClosed = true }

  private func checkOpen() throws {
    if isClosed { throw NengoError(.simulatorClosed, "Simulator cannot run because it is closed.") }
  }

  // MARK: looking

  /// What a probe has recorded: [samples] + its shape.
  public func data(_ probe: Probe) -> NDArray? { recordIndex[probe].map { records[$0].data() } }

  /// A copy of a signal's current value.
  public func value(of signal: Signal) throws -> NDArray? { try memory.value(signal) }

  /// The times of the steps so far at which a probe of this period has samples: multiples of `dt`, the first at `dt`.
  public func trange(sampleEvery: Double? = nil) -> NDArray {
    let period = sampleEvery.map { $0 / dt } ?? 1
    let sampled = stepCount > 0 ? (1...stepCount).filter { isSampled($0, period: period) } : []
    return NDArray(sampled.map { dt * Double($0) })
  }
}

extension ReferenceSimulator: ParameterSource {
  public func current(_ object: ModelObject, _ role: String) throws -> NDArray? {
    try model.signal(of: object, role).flatMap { try value(of: $0) }
  }
}
