/// Stops training when the loss is no number.
public final class TerminateOnNaN: TrainingCallback {
  public init() {}

  public func handle(_ event: CallbackEvent, _ logs: inout Logs, _ session: TrainingSession) {
    guard case .batchEnd(.train, let batch) = event, let loss = logs["loss"], !loss.isFinite else { return }
    session.print("Batch \(batch): Invalid loss, terminating training\n")
    session.stopsTraining = true
  }
}
