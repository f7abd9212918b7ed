/// A callback made of one function.
public final class LambdaCallback: TrainingCallback {
  private let body: (CallbackEvent, inout Logs, TrainingSession) throws -> Void

  public init(_ body: @escaping (CallbackEvent, inout Logs, TrainingSession) throws -> Void) { self.body = body }

  public func handle(_ event: CallbackEvent, _ logs: inout Logs, _ session: TrainingSession) throws {
    try body(event, &logs, session)
  }
}
