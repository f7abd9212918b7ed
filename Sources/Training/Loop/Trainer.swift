import Arrays
import Glibc

/// Which epochs to run and how, as `fit` takes them.
public struct FitOptions {
  public enum ValidationRhythm: Sendable {
    case every(Int)
    /// After these epochs, counted from 1.
    case after([Int])

    func includes(_ epoch: Int) -> Bool {
      switch self {
      case .every(let n): n > 0 && (epoch + 1) % n == 0
      case .after(let list): list.contains(epoch + 1)
      }
    }
  }

  public var epochs = 1
  public var initialEpoch = 0
  public var stepsPerEpoch: Int?
  public var validationSteps: Int?
  public var validation: ValidationRhythm = .every(1)
  /// 0 silent, 1 a bar, 2 a line per epoch.
  public var verbosity = 1

  public init() {}
}

/// Runs the loops of fit, evaluate and predict over a model.
///
/// Between two batches it looks at `isCancelled` and calls `betweenBatches`; after a stop the model, the optimizer and
/// the history stand as of the last full batch.
public final class Trainer {
  private let model: any TrainableModel
  private let compilation: Compilation?
  public var observers: [any TrainingObserver] = []
  public var isCancelled: () -> Bool = { false }
  /// Runs after every batch, with the session; may wait, change the rate, or stop training.
  public var betweenBatches: (TrainingSession) throws -> Void = { _ in }
  /// What the run is called in its first event.
  public var run = TrainingRun(kind: .fit)

  public init(_ model: any TrainableModel, _ compilation: Compilation?) {
    self.model = model
    self.compilation = compilation
  }

  /// Trains until the last epoch or a stop.
  ///
  /// - Parameter history: Filled as epochs end, so that it also stands after an error or a cancellation.
  /// - Throws: What the model, a loss, a metric or a callback throws; `TrainingCancelled` after a cancellation.
  public func fit(
    _ data: any BatchSource, validation: (any BatchSource)?, options: FitOptions, callbacks: [any TrainingCallback],
    history: History = History()
  ) throws {
    let compilation = try compiled()
    let bar = options.verbosity == 0 ? [] : [ProgressLines()]
    let session = TrainingSession(
      model: model, compilation: compilation, epochs: options.epochs,
      batchesPerEpoch: options.stepsPerEpoch ?? data.batchCount, verbosity: options.verbosity,
      callbacks: callbacks + bar + [history], observers: observers)
    try reporting(session, kind: .fit, epochs: options.epochs) {
      try session.tell(.begin(.train))
      var last = Logs()
      if !data.restarts(stepsPerEpoch: options.stepsPerEpoch) { try data.beginEpoch() }
      for epoch in options.initialEpoch..<max(options.epochs, options.initialEpoch) {
        last = try runEpoch(epoch, data, validation, options, session)
        if session.stopsTraining { break }
      }
      try session.tell(.end(.train), &last)
    }
  }

  private func runEpoch(
    _ epoch: Int, _ data: any BatchSource, _ validation: (any BatchSource)?, _ options: FitOptions,
    _ session: TrainingSession
  ) throws -> Logs {
    let accounts = LossAccounts(try compiled(), outputNames: model.outputNames)
    accounts.reset()
    let started = now()
    try session.tell(.epochBegin(epoch))
    session.notify(.epochBegan(epoch))
    if data.restarts(stepsPerEpoch: options.stepsPerEpoch) { try data.beginEpoch() }
    var logs = Logs()
    var batchIndex = 0
    var meter = Meter()
    while batchIndex < options.stepsPerEpoch ?? .max, !session.stopsTraining {
      guard let batch = try data.next() else {
        if options.stepsPerEpoch != nil { ranOut(session) }
        break
      }
      try session.tell(.batchBegin(.train, batchIndex))
      logs = try trainBatch(batch, accounts)
      session.step += 1
      try session.tell(.batchEnd(.train, batchIndex), &logs)
      meter.tick(batch.count)
      if let rate = meter.due() {
        session.notify(
          .batch(.init(epoch: epoch, batch: batchIndex, step: session.step, logs: logs, throughput: rate)))
      }
      batchIndex += 1
      try pause(session)
    }
    if session.batchesPerEpoch == nil { session.batchesPerEpoch = batchIndex }
    if let validation, options.validation.includes(epoch) {
      let results = try evaluate(validation, steps: options.validationSteps, session)
      logs.append(results.prefixed("val_"))
      session.notify(
        .validation(.init(epoch: epoch, batch: batchIndex, step: session.step, logs: results, throughput: 0)))
    }
    try session.tell(.epochEnd(epoch), &logs)
    session.notify(
      .epochEnded(
        .init(epoch: epoch, batch: batchIndex, step: session.step, logs: logs, throughput: meter.overall()),
        seconds: now() - started))
    return logs
  }

  private func trainBatch(_ batch: Batch, _ accounts: LossAccounts) throws -> Logs {
    defer { model.endBatch() }
    let optimizer = try compiled().optimizer
    let predictions = try model.forward(batch.inputs, training: true)
    let outcome = try accounts.judge(batch, predictions, ownLoss: try model.ownLoss(), withGradients: true)
    let gradients = try model.backward(outcome.gradients)
    try model.setTrainableValues(try optimizer.apply(gradients, to: try model.trainableValues()))
    try accounts.add(outcome, count: batch.count)
    return try accounts.logs()
  }

  /// The losses and metrics of a data set.
  public func evaluate(
    _ data: any BatchSource, steps: Int?, verbosity: Int, callbacks: [any TrainingCallback]
  ) throws -> Logs {
    let bar = verbosity == 0 ? [] : [ProgressLines()]
    let session = TrainingSession(
      model: model, compilation: try compiled(), epochs: 1, batchesPerEpoch: steps ?? data.batchCount,
      verbosity: verbosity, callbacks: callbacks + bar, observers: observers)
    return try reporting(session, kind: .evaluate, epochs: 1) { try evaluate(data, steps: steps, session) }
  }

  private func evaluate(_ data: any BatchSource, steps: Int?, _ session: TrainingSession) throws -> Logs {
    let accounts = LossAccounts(try compiled(), outputNames: model.outputNames)
    accounts.reset()
    var logs = Logs()
    try session.tell(.begin(.test))
    try data.beginEpoch()
    var index = 0
    while index < steps ?? .max {
      guard let batch = try data.next() else {
        if steps != nil { ranOut(session) }
        break
      }
      try session.tell(.batchBegin(.test, index))
      logs = try testBatch(batch, accounts)
      try session.tell(.batchEnd(.test, index), &logs)
      index += 1
      try pause(session)
    }
    if index == 0 { throw TrainingError(.value, "Unexpected result of `test_function` (Empty Logs): no data") }
    logs = try accounts.logs()
    try session.tell(.end(.test), &logs)
    return logs
  }

  private func testBatch(_ batch: Batch, _ accounts: LossAccounts) throws -> Logs {
    defer { model.endBatch() }
    let predictions = try model.forward(batch.inputs, training: false)
    let outcome = try accounts.judge(batch, predictions, ownLoss: try model.ownLoss(), withGradients: false)
    try accounts.add(outcome, count: batch.count)
    return try accounts.logs()
  }

  /// The outputs of all batches; `collect` takes them one batch after another.
  public func predict(
    _ data: any BatchSource, steps: Int?, verbosity: Int, callbacks: [any TrainingCallback],
    collect: ([NDArray]) throws -> Void
  ) throws {
    let bar = verbosity == 0 ? [] : [ProgressLines()]
    let session = TrainingSession(
      model: model, compilation: compilation, epochs: 1, batchesPerEpoch: steps ?? data.batchCount,
      verbosity: verbosity, callbacks: callbacks + bar, observers: observers)
    try reporting(session, kind: .predict, epochs: 1) {
      try session.tell(.begin(.predict))
      try data.beginEpoch()
      var index = 0
      while index < steps ?? .max, let batch = try data.next() {
        try session.tell(.batchBegin(.predict, index))
        defer { model.endBatch() }
        try collect(try model.forward(batch.inputs, training: false))
        try session.tell(.batchEnd(.predict, index))
        index += 1
        session.step += 1
        try pause(session)
      }
      try session.tell(.end(.predict))
    }
  }

  private func compiled() throws -> Compilation {
    guard let compilation else {
      throw TrainingError(
        .runtime, "You must compile your model before training/testing. Use `model.compile(optimizer, loss)`.")
    }
    return compilation
  }

  private func ranOut(_ session: TrainingSession) {
    session.warn(
      "Your input ran out of data; interrupting training. Make sure that your dataset or generator can generate at "
        + "least `steps_per_epoch * epochs` batches.")
    session.stopsTraining = true
  }

  private func pause(_ session: TrainingSession) throws {
    try betweenBatches(session)
    if isCancelled() { throw TrainingCancelled() }
  }

  /// Wraps a run in its first and last event.
  private func reporting<R>(
    _ session: TrainingSession, kind: TrainingRun.Kind, epochs: Int, _ body: () throws -> R
  ) throws -> R {
    var description = run
    description.kind = kind
    description.epochs = epochs
    description.stepsPerEpoch = session.batchesPerEpoch ?? 0
    session.notify(.began(description))
    do {
      let result = try body()
      session.notify(.ended(session.stopsTraining ? .stopped : .completed, step: session.step, message: ""))
      return result
    } catch let error as TrainingCancelled {
      session.notify(.ended(.cancelled, step: session.step, message: ""))
      throw error
    } catch {
      session.notify(.ended(.failed, step: session.step, message: "\(error)"))
      throw error
    }
  }
}

/// A run ended because it was asked to; what it computed up to its last full batch stands.
public struct TrainingCancelled: Error, Sendable {
  public init() {}
}

/// Says when a summary is due, at most 20 times a second, and how many items passed per second.
struct Meter {
  private let started = now()
  private var reported = now()
  private var items = 0
  private var total = 0

  mutating func tick(_ count: Int) {
    items += count
    total += count
  }

  mutating func due() -> Double? {
    let time = now()
    guard time - reported >= 0.05 else { return nil }
    defer {
      reported = time
      items = 0
    }
    return Double(items) / (time - reported)
  }

  func overall() -> Double { Double(total) / max(now() - started, 1e-9) }
}

/// Seconds of a clock that only moves forward.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
