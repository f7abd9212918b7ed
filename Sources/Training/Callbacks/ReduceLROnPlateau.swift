/// Multiplies the learning rate by a factor when a number has not got better for some epochs.
public final class ReduceLROnPlateau: TrainingCallback {
  private let monitor: Monitor
  private let factor, minimumChange, minimumRate: Double
  private let patience, verbosity, cooldown: Int

  private var wait = 0
  private var cooling = 0
  public private(set) var best: Double

  /// - Throws: `TrainingError` for a factor of 1 or more.
  public init(
    monitor: String = "val_loss", factor: Double = 0.1, patience: Int = 10, verbosity: Int = 0, mode: String = "auto",
    minimumChange: Double = 1e-4, cooldown: Int = 0, minimumRate: Double = 0
  ) throws {
    guard factor < 1 else {
      throw TrainingError(.value, "ReduceLROnPlateau does not support a factor >= 1.0. Got \(factor)")
    }
    self.monitor = Monitor(monitor, mode: mode, owner: "ReduceLROnPlateau") { $0.contains("acc") }
    self.factor = factor
    self.patience = patience
    self.verbosity = verbosity
    self.minimumChange = minimumChange
    self.cooldown = cooldown
    self.minimumRate = minimumRate
    best = self.monitor.start
  }

  public func handle(_ event: CallbackEvent, _ logs: inout Logs, _ session: TrainingSession) throws {
    switch event {
    case .begin(.train): (wait, cooling, best) = (0, 0, monitor.start)
    case .epochEnd(let epoch):
      guard let optimizer = session.compilation?.optimizer else { return }
      logs["lr"] = try optimizer.learningRate()
      try judge(epoch, logs, session, optimizer)
    default: break
    }
  }

  private func judge(_ epoch: Int, _ logs: Logs, _ session: TrainingSession, _ optimizer: Optimizer) throws {
    guard let value = monitor.value(logs, session, purpose: "Learning rate reduction") else { return }
    if cooling > 0 {
      cooling -= 1
      wait = 0
    }
    if monitor.isMaximum ? value > best + minimumChange : value < best - minimumChange {
      (best, wait) = (value, 0)
      return
    }
    guard cooling <= 0 else { return }
    wait += 1
    guard wait >= patience else { return }
    let rate = try optimizer.learningRate()
    guard rate > single(minimumRate) else { return }
    let lower = max(rate * factor, minimumRate)
    try optimizer.setLearningRate(lower)
    if verbosity > 0 {
      session.print("\nEpoch \(epoch + 1): ReduceLROnPlateau reducing learning rate to \(lower).\n")
    }
    (cooling, wait) = (cooldown, 0)
  }
}
