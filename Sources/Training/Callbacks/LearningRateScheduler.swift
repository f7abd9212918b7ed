/// Sets the learning rate at the begin of every epoch to what a function of epoch and rate says.
public final class LearningRateScheduler: TrainingCallback {
  private let schedule: (_ epoch: Int, _ rate: Double) throws -> Double
  private let verbosity: Int

  public init(verbosity: Int = 0, schedule: @escaping (_ epoch: Int, _ rate: Double) throws -> Double) {
    self.schedule = schedule
    self.verbosity = verbosity
  }

  public func handle(_ event: CallbackEvent, _ logs: inout Logs, _ session: TrainingSession) throws {
    guard let optimizer = session.compilation?.optimizer else { return }
    switch event {
    case .epochBegin(let epoch):
      let rate = try schedule(epoch, try optimizer.learningRate())
      try optimizer.setLearningRate(rate)
      if verbosity > 0 {
        session.print("\nEpoch \(epoch + 1): LearningRateScheduler setting learning rate to \(rate).\n")
      }
    case .epochEnd: logs["lr"] = try optimizer.learningRate()
    default: break
    }
  }
}
