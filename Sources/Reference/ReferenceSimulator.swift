/// The reference simulator: runs the operators of a built model one by one, in float64.
///
/// It is the plain reading of what a step is. Whatever runs faster has to give the same numbers.
import Arrays
import Build
import Model

public final class ReferenceSimulator {
  public let model: BuiltModel
  /// The seed of the stream from which unseeded processes take their seeds.
  public private(set) var seed: Int
  /// Steps done since the start or the last reset.
  public private(set) var stepCount = 0
  public private(set) var isClosed = false

  private let warn: (NengoWarning) -> Void
  private let memory: SignalMemory
  private var steps: [OperatorStep] = []
  private var records: [ProbeRecord] = []
  private let recordIndex: [Probe: Int]

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
    recordIndex = Dictionary(model.probes.enumerated().map { ($1, $0) }) { first, _ in first }
    records = try model.probes.map { probe in
      guard let signal = model.probeSignal(probe), let view = memory.view(signal) else {
        throw NengoError.build("\(probe) has no signal in this model")
      }
      return ProbeRecord(probe, signal, view, dt: model.dt)
    }
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

  /// Prepares all operators; processes take their streams in step order.
  private func prepare() throws {
    guard let streamSeed = UInt32(exactly: seed) else {
      throw NengoError(.value, "Seed must be between 0 and 2**32 - 1 (got \(seed))")
    }
    let preparation = OperatorPreparation(model: model, memory: memory, stream: RandomState(seed: streamSeed))
    steps = try model.stepOrder.map { try preparation.prepare(model.operators[$0]) }
  }

  public var dt: Double { model.dt }
  /// Seconds after the last step.
  public var time: Double { Double(stepCount) * dt }

  // MARK: running

  /// One step, then the probes.
  public func step() throws {
    try checkOpen()
    for step in steps {
      try step.run()
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
    try checkOpen()
    guard count >= 1 else {
      throw NengoError.validation(
        "Value must be greater than or equal to 1 (got \(count))", attribute: "max_steps", owner: nil)
    }
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
    try checkOpen()
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
    if let seed { self.seed = seed }
    memory.reset()
    stepCount = 0
    clearProbes()
    try prepare()
  }

  public func clearProbes() { for record in records { record.clear() } }

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
