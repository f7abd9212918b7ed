import Arrays
import Build
import Engine
import Model
import Training

/// Runs and trains a network on minibatches, as NengoDL's simulator does.
///
/// Three kinds of values live here: the saved state (voltages, filters, the step counter), parameters, and what probes
/// recorded. Which calls change which of them is said with each method. A simulator lives on the thread that computes;
/// it prints nothing: text, warnings and events go to its observer.
public final class Simulator {
  /// What a simulator is made with, besides its network.
  public struct Options {
    public var dt = 0.001
    /// Of random operators; drawn from the network's seed, or from entropy, if nil.
    public var seed: Int?
    public var device: String?
    public var unroll = 1
    /// Items side by side; nil means 1 and drops the batch axis from recorded data.
    public var minibatch: Int?
    public var showsProgress = true
    /// The open configs and where warnings go.
    public var context = ModelContext()
    /// The process-wide stream that scripts can seed.
    public var globalStream = RandomState.fromEntropy()
    public var cancellation = CancellationToken()
    /// A further way to ask for a stop, looked at about 20 times a second.
    public var isInterrupted: () -> Bool = { false }
    public var observers: [any TrainingObserver] = []
    public var warn: (NengoWarning) -> Void = { _ in }

    public init() {}
  }

  public let network: Network?
  /// The network as it was last built.
  var built: BuiltNetwork
  public let dt: Double
  public let unroll: Int
  public let minibatchSize: Int
  /// Whether a minibatch size was given.
  public let hasBatchAxis: Bool
  public internal(set) var seed: Int
  public var showsProgress: Bool
  public var observers: [any TrainingObserver]
  public let cancellation: CancellationToken
  public internal(set) var isClosed = false

  let warn: (NengoWarning) -> Void
  private let isInterrupted: () -> Bool
  /// nil once closed.
  var program: StepProgram?
  var inputProcesses: InputProcesses
  var recordings: [Recording]
  /// The step at which recordings were last forgotten.
  var recordingStart = 0
  var compilation: Compilation?
  /// Calls under way that functions of scripts run within.
  var workDepth = 0
  var stepsWhenClosed = 0
  /// Draws the order of items of each epoch.
  let shuffling: RandomState

  /// Builds and compiles a network; a network may be missing only if a built model is given.
  ///
  /// - Throws: `ValidationError` for unfit options, `BuildError` for models that cannot be built or compiled.
  public init(_ network: Network?, model given: BuiltModel? = nil, options: Options = Options()) throws {
    try Simulator.check(options)
    guard network != nil || given != nil else {
      throw NengoError.validation("one of network and model has to be given", attribute: "network", owner: "Simulator")
    }
    let network = network ?? given?.network
    self.network = network
    let settings = try SimulatorSettings(of: network)
    seed = Simulator.seed(options.seed, network)
    (observers, cancellation, showsProgress, warn) = (
      options.observers, options.cancellation, options.showsProgress, options.warn
    )
    isInterrupted = options.isInterrupted
    unroll = options.unroll
    minibatchSize = options.minibatch ?? 1
    hasBatchAxis = options.minibatch != nil

    if let given, given.dt != options.dt {
      options.warn(
        NengoWarning(.nengo, "Model dt (\(given.dt)) does not match Simulator dt (\(options.dt)); using model dt"))
    }
    let model = try given ?? Simulator.build(network, settings, options)
    dt = model.dt
    built = try BuiltNetwork(network, model, settings, warn: warn)
    recordings = built.probes.map { _ in Recording() }
    shuffling = RandomState(seed: UInt32(truncatingIfNeeded: seed))
    inputProcesses = InputProcesses(seed: UInt32(truncatingIfNeeded: seed))
    program = try compile()
    warnOfGenericNeurons()
    try restartProcesses()
  }

  func warnOfGenericNeurons() {
    guard let generic = program?.genericNeuronTypes, !generic.isEmpty else { return }
    warn(
      NengoWarning(
        .user,
        "No native implementation of neuron type(s) \(generic.joined(separator: ", ")); using the generic "
          + "step function, which is slow and passes no gradient"))
  }

  private static func check(_ options: Options) throws {
    guard 1...Int(Int32.max) ~= options.unroll else {
      throw NengoError.validation(
        "must be from 1 to \(Int32.max), got \(options.unroll)", attribute: "unroll_simulation", owner: "Simulator")
    }
    if let size = options.minibatch, size < 1 {
      throw NengoError.validation("must be at least 1, got \(size)", attribute: "minibatch_size", owner: "Simulator")
    }
    if let device = options.device, !device.lowercased().contains("cpu") {
      throw NengoError(
        .notImplemented, "Simulator: device=\"\(device)\" is not supported; models run on the CPU (\"/cpu:0\")")
    }
  }

  private static func seed(_ given: Int?, _ network: Network?) -> Int {
    if let given { return given }
    if let own = network?.seed { return own &+ 1 }
    return Int(RandomState.fromEntropy().u32() >> 1)
  }

  private static func build(_ network: Network?, _ settings: SimulatorSettings, _ options: Options) throws -> BuiltModel
  {
    var build = BuildOptions(globalStream: options.globalStream)
    build.bits = settings.precision.bits
    build.warn = options.warn
    let (token, isInterrupted) = (options.cancellation, options.isInterrupted)
    build.isCancelled = { token.isCancelled || isInterrupted() }
    let clock = Stopwatch()
    let model = try Builder.build(network, dt: options.dt, context: options.context, options: build)
    if options.showsProgress { announce("Build", clock, options.observers) }
    return model
  }

  private func compile() throws -> StepProgram {
    let clock = Stopwatch()
    let program = try StepProgram(model: model, options: engineOptions(), cancel: cancellation)
    if showsProgress {
      announce("Optimization", clock, observers)
      announce("Construction", clock, observers)
    }
    return program
  }

  func engineOptions() -> EngineOptions { engineOptions(built) }

  func engineOptions(_ built: BuiltNetwork) -> EngineOptions {
    let settings = built.settings
    var engine = EngineOptions()
    engine.minibatch = minibatchSize
    engine.precision = settings.precision
    engine.marks = built.marks
    engine.values = built.fixedValues
    engine.inputs = built.inputNodes.compactMap { built.model.signal(of: .node($0), "out") }
    engine.lastStepOnly = Set(built.keepsHistory.indices.filter { !built.keepsHistory[$0] })
    engine.inferenceOnly = settings.inferenceOnly
    engine.lifSmoothing = settings.lifSmoothing
    engine.planner = settings.planner
    engine.sorter = settings.sorter
    engine.simplifications = settings.simplifications
    engine.seed = UInt32(truncatingIfNeeded: seed)
    return engine
  }
}

extension Simulator {
  /// Steps of the saved state.
  public var stepCount: Int { program?.stepCount ?? stepsWhenClosed }
  /// Seconds of the saved state.
  public var time: Double { Double(stepCount) * dt }

  /// The program, for a method of this name.
  ///
  /// - Throws: `SimulatorClosed` after `close`.
  func open(_ method: String) throws -> StepProgram {
    guard let program, !isClosed else {
      throw NengoError(.simulatorClosed, "Cannot call \(method) after simulator is closed")
    }
    return program
  }

  /// Frees what running needs. Recorded data and the step count stay.
  public func close() {
    stepsWhenClosed = stepCount
    isClosed = true
    program = nil
  }

  /// The times of recorded steps, in seconds: k·dt for k = 1 … n_steps, or those that a probe with `sampleEvery` keeps.
  public func timeRange(sampleEvery: Double? = nil) throws -> NDArray {
    guard let sampleEvery else { return NDArray((1..<(stepCount + 1)).map { Double($0) * dt }) }
    guard sampleEvery > 0 else {
      throw NengoError.validation("must be positive, got \(sampleEvery)", attribute: "sample_every", owner: "Simulator")
    }
    return NDArray(sampledSteps(1..<(stepCount + 1), every: sampleEvery).map { Double($0) * dt })
  }

  /// The steps of a range (from 1 over the whole life) that a probe keeps: k mod (period/dt) < 1.
  func sampledSteps(_ steps: Range<Int>, every period: Double) -> [Int] {
    let ratio = period / dt
    return steps.filter { Double($0).remainder(floored: ratio) < 1 }
  }

  /// Goes back to initial values.
  ///
  /// - Parameters:
  ///   - seed: the new seed; operations that exist already keep theirs.
  ///   - parameters: restores all parameters, trained or not.
  ///   - recordings: forgets what probes recorded.
  ///   - restartsProcesses: restarts random streams of processes.
  public func reset(
    seed: Int? = nil, parameters: Bool = true, recordings: Bool = true, restartsProcesses: Bool = true
  ) throws {
    let program = try open("reset")
    if let seed {
      warn(NengoWarning(.user, "Changing the seed will not affect any operations created before the seed was updated"))
      self.seed = seed
    }
    try program.reset(
      parameters: parameters, processes: restartsProcesses, seed: UInt32(truncatingIfNeeded: self.seed))
    if recordings {
      self.recordings = probes.map { _ in Recording() }
      recordingStart = 0
    }
    if restartsProcesses { try restartProcesses() }
  }

  /// Whether a stop is asked for; an interruption also sets the token, which the engine looks at.
  func isAskedToStop() -> Bool {
    if isInterrupted() { cancellation.cancel() }
    return cancellation.isCancelled
  }

  func notify(_ event: TrainingEvent) { for observer in observers { observer.observe(event) } }
}

extension Double {
  /// The remainder with the sign of the divisor, as Python's `%`.
  func remainder(floored divisor: Double) -> Double {
    let r = truncatingRemainder(dividingBy: divisor)
    return r != 0 && (r < 0) != (divisor < 0) ? r + divisor : r
  }
}
