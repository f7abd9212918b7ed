import Model
import Record
import Training

/// Writes what happens in a simulator's runs to their logs, and passes requests from the logs' readers back.
///
/// Each call of fit, evaluate, predict or run is a run with a channel of its own, which `open` provides (nil: the run
/// is not recorded).
public final class RunRecorder: TrainingObserver {
  private let open: (RunDescription) -> (any RunChannel)?
  private let name: String
  public private(set) var channel: (any RunChannel)?
  private var sawStop = false

  public init(name: String, open: @escaping (RunDescription) -> (any RunChannel)?) {
    self.name = name
    self.open = open
  }

  public func observe(_ event: TrainingEvent) {
    switch event {
    case .began(let run):
      let description = RunDescription(run, name: name)
      channel = open(description)
      sawStop = false
      channel?.record(.started(description))
    case .epochBegan(let epoch): channel?.record(.epochStarted(epoch: epoch + 1))
    case .batch(let point): channel?.record(.batch(RunPoint(point, batches: point.batch + 1)))
    case .validation(let point): channel?.record(.validation(RunPoint(point, batches: point.batch)))
    case .epochEnded(let point, let seconds):
      channel?.record(.epochEnded(RunPoint(point, batches: point.batch), seconds: seconds))
    case .warning(let text): channel?.record(.note(.warning, text))
    case .text: break
    case .ended(let outcome, let step, let message):
      let result: RunOutcome =
        switch outcome {
        case .completed: .done
        case .stopped, .cancelled: sawStop || outcome == .cancelled ? .stopped : .done
        case .failed: .failed
        }
      channel?.record(.finished(result, step: step, message: message))
      channel = nil
    }
  }

  /// Waits while a reader asks for a pause; true if one asks to stop.
  func obeyRequests(step: Int, isCancelled: () -> Bool) -> Bool {
    guard let channel else { return false }
    channel.waitWhilePaused(step: step, isCancelled: isCancelled)
    if channel.isStopRequested { sawStop = true }
    return sawStop
  }
}

extension RunDescription {
  fileprivate init(_ run: TrainingRun, name: String) {
    let kind: Kind =
      switch run.kind {
      case .fit: .fit
      case .evaluate: .evaluate
      case .predict: .predict
      case .run: .run
      }
    self.init(
      kind: kind, name: name, epochs: run.epochs, stepsPerEpoch: run.stepsPerEpoch, minibatch: run.minibatch,
      parameters: run.parameters, seed: run.seed)
  }
}

extension RunPoint {
  fileprivate init(_ point: TrainingPoint, batches: Int) {
    var metrics = point.logs.entries.map { RunMetric($0.name, $0.value) }
    if point.throughput > 0 { metrics.append(RunMetric("items/s", point.throughput)) }
    self.init(epoch: point.epoch + 1, batch: batches, step: point.step, metrics: metrics)
  }
}
