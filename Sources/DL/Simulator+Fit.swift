import Arrays
import Engine
import Model
import Training

/// Data of fit and evaluate. Weights are by probe, nil where none are given.
public struct TrainingData {
  public var inputs: SimulationData
  public var targets: SimulationData
  public var weights: [NDArray?]

  public init(inputs: SimulationData = .missing, targets: SimulationData = .missing, weights: [NDArray?] = []) {
    self.inputs = inputs
    self.targets = targets
    self.weights = weights
  }
}

extension Simulator {
  /// What a call other than `run` takes, besides its data.
  public struct CallOptions {
    public var steps: Int?
    public var isStateful = false
    /// Batches at most; all if nil.
    public var batches: Int?
    public var verbosity = 0
    public var callbacks: [any TrainingCallback] = []

    public init() {}
  }

  // MARK: compile

  /// Sets how the model is trained and judged. Parameters are kept; the optimizer brings its own state.
  ///
  /// - Throws: `TrainingError` if two metrics would have the same name.
  public func compile(
    optimizer: Optimizer, losses: [OutputLoss?], metrics: [[any Metric]] = [], weightedMetrics: [[any Metric]] = []
  ) throws {
    _ = try open("compile")
    compilation = try Compilation(
      outputNames: names.probes, optimizer: optimizer, losses: losses, metrics: metrics,
      weightedMetrics: weightedMetrics)
  }

  // MARK: predict

  /// What the probes give for some data, (items, steps, …), without thinning by `sample_every`. Records nothing.
  public func predict(_ data: SimulationData, options: CallOptions) throws -> [NDArray] {
    let program = try open("predict")
    let checked = try inputs(data, DataRequest(steps: options.steps))
    warnOfOneStep(checked.steps, options.isStateful, probes: Array(probes.indices))
    return try predict(source(checked), program, options)
  }

  /// The same for exactly one minibatch.
  public func predictOnBatch(_ data: SimulationData, options: CallOptions) throws -> [NDArray] {
    let program = try open("predict_on_batch")
    let checked = try inputs(data, DataRequest(steps: options.steps, items: minibatchSize))
    warnOfOneStep(checked.steps, options.isStateful, probes: Array(probes.indices))
    return try predict(source(checked), program, options)
  }

  /// The same for batches from elsewhere.
  public func predict(_ source: any BatchSource, options: CallOptions) throws -> [NDArray] {
    try predict(source, try open("predict"), options)
  }

  private func predict(_ source: any BatchSource, _ program: StepProgram, _ options: CallOptions) throws -> [NDArray] {
    var pieces: [[NDArray]] = probes.map { _ in [] }
    let trainer = trainer(program, options.isStateful, "predict")
    try cancellable {
      try trainer.predict(
        source, steps: options.batches, verbosity: options.verbosity, callbacks: options.callbacks
      ) { outputs in
        for (i, output) in outputs.enumerated() where i < pieces.count { pieces[i].append(output) }
      }
    }
    return try pieces.map { try NDArray.joiningRows($0) }
  }

  // MARK: evaluate

  /// Losses and metrics over some data: `loss`, then the losses of probes, then metrics.
  public func evaluate(_ data: TrainingData, options: CallOptions) throws -> Logs {
    let program = try open("evaluate")
    _ = try compiled()
    let (source, steps) = try source(data, options.steps, shuffles: false)
    warnOfOneStep(steps, options.isStateful, probes: judgedProbes)
    return try evaluate(source, program, options)
  }

  public func evaluate(_ source: any BatchSource, options: CallOptions) throws -> Logs {
    let program = try open("evaluate")
    _ = try compiled()
    return try evaluate(source, program, options)
  }

  private func evaluate(_ source: any BatchSource, _ program: StepProgram, _ options: CallOptions) throws -> Logs {
    let trainer = trainer(program, options.isStateful, "evaluate")
    return try cancellable {
      try trainer.evaluate(
        source, steps: options.batches, verbosity: options.verbosity, callbacks: options.callbacks)
    }
  }

  // MARK: fit

  /// Trains in training mode: spiking neurons give their rates.
  ///
  /// - Parameters:
  ///   - validationSplit: this share of the items, from the end, is kept for validation.
  ///   - history: filled while training goes on; it stands also after a cancellation.
  /// - Throws: `TrainingError` if nothing is to be trained for, `ValidationError` for unfit data.
  public func fit(
    _ data: TrainingData, validation: TrainingData? = nil, validationSplit: Double = 0, fit: FitOptions,
    options: CallOptions, shuffles: Bool = true, history: History
  ) throws {
    _ = try open("fit")
    _ = try compiled()
    guard !data.targets.isMissing else {
      throw TrainingError(
        .value,
        "Target data is missing. Your model was compiled with a loss, and therefore expects target data to be "
          + "provided in `fit()`.")
    }
    var (training, held) = (data, validation)
    if held == nil, validationSplit > 0 { (training, held) = try split(data, validationSplit, options.steps) }
    let (source, steps) = try source(training, options.steps, shuffles: shuffles)
    let validationSource = try held.map { try self.source($0, options.steps, shuffles: false).source }
    warnOfOneStep(steps, options.isStateful, probes: judgedProbes)
    try self.fit(source, validation: validationSource, fit: fit, options: options, history: history)
  }

  /// Trains on batches from elsewhere.
  public func fit(
    _ source: any BatchSource, validation: (any BatchSource)?, fit: FitOptions, options: CallOptions, history: History
  ) throws {
    let program = try open("fit")
    guard !settings.inferenceOnly else {
      throw NengoError(
        .simulation, "Network was created with inference_only=True, cannot be used for training")
    }
    guard try compiled().losses.contains(where: { $0 != nil }) else {
      throw TrainingError(
        .value, "No loss found. You may have forgotten to provide a `loss` argument in the `compile()` method.")
    }
    let trainer = trainer(program, options.isStateful, "fit")
    try cancellable {
      try trainer.fit(source, validation: validation, options: fit, callbacks: options.callbacks, history: history)
    }
  }

  // MARK: what they share

  func compiled() throws -> Compilation {
    guard let compilation else {
      throw TrainingError(
        .runtime, "You must compile your model before training/testing. Use `model.compile(optimizer, loss)`.")
    }
    return compilation
  }

  var recorders: [RunRecorder] { observers.compactMap { $0 as? RunRecorder } }

  private var judgedProbes: [Int] { probes.indices.filter { compilation?.losses[$0] != nil } }

  private func trainer(_ program: StepProgram, _ isStateful: Bool, _ method: String) -> Trainer {
    if isStateful, !settings.isStateful {
      warn(
        NengoWarning(
          .user, "Ignoring stateful=True, since the network was created with configure_settings(stateful=False)"))
    }
    let model = ProgramModel(self, program, isStateful: isStateful && settings.isStateful)
    let trainer = Trainer(model, compilation)
    trainer.observers = observers
    trainer.isCancelled = { self.isAskedToStop() }
    trainer.betweenBatches = { [recorders] session in
      for recorder in recorders
      where recorder.obeyRequests(step: session.step, isCancelled: { self.isAskedToStop() }) {
        session.stopsTraining = true
      }
    }
    trainer.run = runDescription(.fit)
    return trainer
  }

  /// A stop in the middle of a batch ends a call as one between batches does.
  private func cancellable<R>(_ body: () throws -> R) throws -> R {
    // A token that was used up by an earlier call must not end this one.
    cancellation.clear()
    do {
      return try working(body)
    } catch is TrainingCancelled {
      throw NengoError(.cancelled, "stopped on request")
    }
  }

  /// The batches of checked inputs, with the number of steps as last input.
  private func source(
    _ checked: CheckedInputs, targets: [NDArray?] = [], weights: [NDArray?] = [], shuffles: Bool = false
  ) throws -> ArrayBatches {
    let steps = NDArray([Int](repeating: checked.steps, count: checked.items), shape: [checked.items, 1])
    return ArrayBatches(
      inputs: checked.arrays + [steps], targets: targets, weights: weights, itemCount: checked.items,
      batchSize: minibatchSize, shuffle: shuffles ? shuffling : nil)
  }

  private func source(
    _ data: TrainingData, _ steps: Int?, shuffles: Bool
  ) throws -> (source: ArrayBatches, steps: Int) {
    let checked = try inputs(data.inputs, DataRequest(steps: steps))
    let targets = try targets(data.targets, items: checked.items)
    let weights = try data.weights.map { weight -> NDArray? in
      guard let weight else { return nil }
      guard (1...2).contains(weight.ndim), weight.shape[0] >= checked.items else {
        throw NengoError.validation(
          "should have shape (\(checked.items),) or (\(checked.items), n_steps), got "
            + ArrayError.text(shape: weight.shape), attribute: "sample_weight")
      }
      return weight.sliced(axis: 0, start: 0, count: checked.items)
    }
    return (try source(checked, targets: targets, weights: weights, shuffles: shuffles), checked.steps)
  }

  /// Data in two parts, the last `share` of the items for validation.
  private func split(_ data: TrainingData, _ share: Double, _ steps: Int?) throws -> (TrainingData, TrainingData) {
    guard share >= 0, share < 1 else {
      throw TrainingError(.value, "`validation_split` must be between 0 and 1, received: \(share)")
    }
    let checked = try inputs(data.inputs, DataRequest(steps: steps))
    let targets = try targets(data.targets, items: checked.items)
    let first = Int(Double(checked.items) * (1 - share))
    guard first % minibatchSize == 0, (checked.items - first) % minibatchSize == 0, first > 0 else {
      throw NengoError.validation(
        "Split data is not evenly divisible by minibatch size (\(first) and \(checked.items - first) items, minibatch "
          + "size \(minibatchSize))", attribute: "validation_split")
    }
    func part(_ start: Int, _ count: Int) -> TrainingData {
      func rows(_ array: NDArray) -> NDArray { array.sliced(axis: 0, start: start, count: count) }
      return TrainingData(
        inputs: .map(zip(names.inputs, checked.arrays).map { (.name($0), rows($1)) }),
        targets: .map(zip(names.probes, targets).compactMap { name, array in array.map { (.name(name), rows($0)) } }),
        weights: data.weights.map { $0.map(rows) })
    }
    return (part(0, first), part(first, checked.items - first))
  }

  /// A single step sees nothing that went through a synapse.
  private func warnOfOneStep(_ steps: Int, _ isStateful: Bool, probes judged: [Int]) {
    guard steps == 1, !isStateful, let network else { return }
    let filtered =
      network.allConnections.contains { $0.synapse != nil } || judged.contains { probes[$0].synapse != nil }
    guard filtered else { return }
    warn(
      NengoWarning(
        .user,
        "Running for one timestep, but the network contains synaptic filters (which will introduce at least a "
          + "one-timestep delay); did you mean to set synapse=None?"))
  }
}

extension NDArray {
  /// Arrays of equal rows behind each other; no array gives an empty one.
  static func joiningRows(_ pieces: [NDArray]) throws -> NDArray {
    guard let first = pieces.first else { return try NDArray(zeros: [0]) }
    if pieces.count == 1 { return first }
    let rows = pieces.reduce(0) { $0 + $1.shape[0] }
    let result = try NDArray(uninitialized: [rows] + first.shape.dropFirst(), dtype: first.dtype)
    var offset = 0
    for piece in pieces {
      let source = piece.contiguous()
      (result.base + offset).copyMemory(from: source.base, byteCount: source.byteCount)
      offset += source.byteCount
    }
    return result
  }
}
