import Arrays
import Foundation
import Testing

@testable import Training

/// y = w x for one weight: enough to see the loop work.
private final class Line: TrainableModel {
  let outputNames = ["p"]
  var w = 0.5
  private var x = NDArray([0.0])

  func forward(_ inputs: [NDArray], training: Bool) throws -> [NDArray] {
    x = inputs[0]
    return [NDArray(x.doubles.map { $0 * w }, shape: x.shape)]
  }
  func backward(_ gradients: [NDArray?]) -> [[Double]?] {
    [gradients[0].map { [zip($0.doubles, x.doubles).reduce(0) { $0 + $1.0 * $1.1 }] }]
  }
  func trainableValues() -> [[Double]] { [[w]] }
  func setTrainableValues(_ values: [[Double]]) { w = values[0][0] }
  func weights() -> [NDArray] { [NDArray([w])] }
  func setWeights(_ weights: [NDArray]) { w = weights[0].doubles[0] }
}

private final class Listener: TrainingObserver {
  var events: [TrainingEvent] = []
  var text: String {
    events.map { if case .text(let text) = $0 { text } else { "" } }.joined()
  }
  func observe(_ event: TrainingEvent) { events.append(event) }
}

@Suite struct LoopTests {
  private let model = Line()
  private let x = NDArray([1.0, 2, 3, 4], shape: [4, 1, 1])
  private let y = NDArray([3.0, 6, 9, 12], shape: [4, 1, 1])

  private func compilation(_ rate: Double = 0.01) throws -> Compilation {
    try Compilation(
      outputNames: ["p"],
      optimizer: Optimizer(try OptimizerCatalog.configuration(named: "sgd", ["learning_rate": .number(rate)])),
      losses: [OutputLoss(try LossCatalog.loss(named: "mse"))], metrics: [[try MetricCatalog.metric(named: "mae")]])
  }

  private func data(_ batchSize: Int = 2, shuffle: RandomState? = nil) -> ArrayBatches {
    ArrayBatches(inputs: [x], targets: [y], itemCount: 4, batchSize: batchSize, shuffle: shuffle)
  }

  @Test func historyAndNames() throws {
    let history = History()
    var options = FitOptions()
    options.epochs = 2
    options.verbosity = 0
    try Trainer(model, compilation()).fit(
      data(4), validation: data(), options: options, callbacks: [], history: history)
    #expect(history.epochs == [0, 1])
    #expect(history.series.map(\.name) == ["loss", "p_loss", "p_mae", "val_loss", "val_p_loss", "val_p_mae"])
    let first = 2.5 * 2.5 * 7.5
    expectClose([history["loss"]?.first ?? 0], [first], 1e-6, "loss before the first update")
  }

  @Test func orderOfCallbacks() throws {
    var seen: [String] = []
    let log = LambdaCallback { event, _, _ in seen.append("\(event)") }
    var options = FitOptions()
    options.verbosity = 0
    try Trainer(model, compilation()).fit(data(), validation: data(4), options: options, callbacks: [log])
    #expect(
      seen.map { $0.replacingOccurrences(of: "Training.CallbackPhase.", with: "") } == [
        "begin(train)", "epochBegin(0)", "batchBegin(train, 0)", "batchEnd(train, 0)", "batchBegin(train, 1)",
        "batchEnd(train, 1)", "begin(test)", "batchBegin(test, 0)", "batchEnd(test, 0)", "end(test)", "epochEnd(0)",
        "end(train)",
      ])
  }

  @Test func earlyStoppingRestoresTheBest() throws {
    let stop = EarlyStopping(monitor: "loss", patience: 1, restoresBest: true)
    var options = FitOptions()
    options.epochs = 10
    options.verbosity = 0
    let history = History()
    // A rate at which w overshoots, so that the loss grows from the start.
    try Trainer(model, compilation(0.2)).fit(
      data(4), validation: nil, options: options, callbacks: [stop], history: history)
    #expect(stop.stoppedEpoch == 1)
    #expect(history.epochs == [0, 1])
  }

  @Test func cancellingLeavesTheHistory() throws {
    let trainer = Trainer(model, try compilation())
    var batches = 0
    trainer.betweenBatches = { _ in batches += 1 }
    trainer.isCancelled = { batches == 3 }
    let (history, listener) = (History(), Listener())
    trainer.observers = [listener]
    var options = FitOptions()
    options.epochs = 5
    options.verbosity = 0
    #expect(throws: TrainingCancelled.self) {
      try trainer.fit(data(), validation: nil, options: options, callbacks: [], history: history)
    }
    #expect(history.epochs == [0])
    #expect(listener.events.last == .ended(.cancelled, step: 3, message: ""))
  }

  @Test func progressLines() throws {
    let listener = Listener()
    let trainer = Trainer(model, try compilation())
    trainer.observers = [listener]
    var options = FitOptions()
    options.epochs = 2
    try trainer.fit(data(), validation: nil, options: options, callbacks: [])
    #expect(listener.text.hasPrefix("Epoch 1/2\n"))
    #expect(listener.text.contains("2/2 [==============================] - 0s "))
    #expect(listener.text.contains("/step - loss: "))
    listener.events = []
    options.verbosity = 2
    try trainer.fit(data(), validation: nil, options: options, callbacks: [])
    #expect(listener.text.contains("\n2/2 - 0s - loss: "))
  }

  @Test func stepsPerEpochAndShortData() throws {
    let listener = Listener()
    let trainer = Trainer(model, try compilation())
    trainer.observers = [listener]
    var options = FitOptions()
    (options.epochs, options.stepsPerEpoch, options.verbosity) = (2, 5, 0)
    let history = History()
    try trainer.fit(data(), validation: nil, options: options, callbacks: [], history: history)
    #expect(history.epochs == [0])
    #expect(listener.events.contains { if case .warning = $0 { true } else { false } })
  }

  @Test func shufflingKeepsRowsTogether() throws {
    let batches = data(2, shuffle: RandomState(seed: 3))
    batches.beginEpoch()
    var seen: [Double] = []
    while let batch = try batches.next() {
      #expect(batch.inputs[0].doubles.map { 3 * $0 } == batch.targets[0]?.doubles)
      seen += batch.inputs[0].doubles
    }
    #expect(seen.sorted() == [1, 2, 3, 4])
  }

  @Test func duplicateMetricsAreRefused() throws {
    let metrics = [try MetricCatalog.metric(named: "mae"), try MetricCatalog.metric(named: "mae")]
    #expect(throws: TrainingError.self) {
      try Compilation(
        outputNames: ["p"], optimizer: Optimizer(try OptimizerCatalog.configuration(named: "sgd")), losses: [],
        metrics: [metrics])
    }
  }

  @Test func checkpointNames() throws {
    var logs = Logs()
    logs["val_loss"] = 0.12345
    let name = try ModelCheckpoint.filled("w-{epoch:02d}-{val_loss:.2f}.h5", epoch: 3, batch: nil, logs)
    #expect(name == "w-03-0.12.h5")
    #expect(throws: TrainingError.self) { try ModelCheckpoint.filled("{acc}", epoch: 1, batch: nil, logs) }
  }
}
