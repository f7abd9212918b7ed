import Arrays

/// Stops training when a number has not got better for some epochs.
///
/// Better is `value + δ < best` (or `value - δ > best`). With a patience of 0 the second epoch is always the last: what
/// counts is whether `patience` epochs have passed, not why. Weights are restored only when this callback stops training.
public final class EarlyStopping: TrainingCallback {
  private let monitor: Monitor
  private let minimumChange: Double
  private let patience: Int
  private let verbosity: Int
  private let baseline: Double?
  private let restoresBest: Bool

  private var wait = 0
  public private(set) var best: Double
  public private(set) var bestEpoch = 0
  /// The epoch (from 0) after which training stopped; 0 if it did not.
  public private(set) var stoppedEpoch = 0
  private var bestWeights: [NDArray]?

  public init(
    monitor: String = "val_loss", minimumChange: Double = 0, patience: Int = 0, verbosity: Int = 0,
    mode: String = "auto", baseline: Double? = nil, restoresBest: Bool = false
  ) {
    self.monitor = Monitor(monitor, mode: mode, owner: "EarlyStopping") { name in
      ["acc", "accuracy", "auc"].contains { name.hasSuffix($0) }
    }
    self.minimumChange = minimumChange.magnitude
    self.patience = patience
    self.verbosity = verbosity
    self.baseline = baseline
    self.restoresBest = restoresBest
    best = self.monitor.start
  }

  public func handle(_ event: CallbackEvent, _ logs: inout Logs, _ session: TrainingSession) throws {
    switch event {
    case .begin(.train):
      (wait, best, bestEpoch, stoppedEpoch, bestWeights) = (0, monitor.start, 0, 0, nil)
    case .epochEnd(let epoch): try judge(epoch, logs, session)
    case .end(.train) where stoppedEpoch > 0 && verbosity > 0:
      session.print("Epoch \(stoppedEpoch + 1): early stopping\n")
    default: break
    }
  }

  private func judge(_ epoch: Int, _ logs: Logs, _ session: TrainingSession) throws {
    guard let value = monitor.value(logs, session, purpose: "Early stopping") else { return }
    if restoresBest && bestWeights == nil { bestWeights = try session.model.weights() }
    wait += 1
    if improves(value, on: best) {
      (best, bestEpoch) = (value, epoch)
      if restoresBest { bestWeights = try session.model.weights() }
      if baseline.map({ improves(value, on: $0) }) ?? true { wait = 0 }
    }
    guard wait >= patience, epoch > 0 else { return }
    stoppedEpoch = epoch
    session.stopsTraining = true
    guard restoresBest, let bestWeights else { return }
    if verbosity > 0 {
      session.print("Restoring model weights from the end of the best epoch: \(bestEpoch + 1).\n")
    }
    try session.model.setWeights(bestWeights)
  }

  private func improves(_ value: Double, on reference: Double) -> Bool {
    monitor.isMaximum ? value - minimumChange > reference : value + minimumChange < reference
  }
}
