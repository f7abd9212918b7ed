/// What happens while a model is trained, evaluated or run, for whoever records or shows it.
public enum TrainingEvent: Sendable, Equatable {
  case began(TrainingRun)
  case epochBegan(Int)
  /// At most 20 a second.
  case batch(TrainingPoint)
  case validation(TrainingPoint)
  case epochEnded(TrainingPoint, seconds: Double)
  /// A piece of Keras' progress text for the standard output.
  case text(String)
  /// The text of a UserWarning.
  case warning(String)
  case ended(TrainingOutcome, step: Int, message: String)
}

/// What a run was asked to do. Counts that are not known beforehand are 0.
public struct TrainingRun: Sendable, Equatable {
  public enum Kind: String, Sendable { case fit, evaluate, predict, run }

  public var kind: Kind
  public var epochs = 1
  /// Batches, or time steps for `run`.
  public var stepsPerEpoch = 0
  public var minibatch = 1
  public var parameters = 0
  public var seed: Int?

  public init(
    kind: Kind, epochs: Int = 1, stepsPerEpoch: Int = 0, minibatch: Int = 1, parameters: Int = 0, seed: Int? = nil
  ) {
    self.kind = kind
    self.epochs = epochs
    self.stepsPerEpoch = stepsPerEpoch
    self.minibatch = minibatch
    self.parameters = parameters
    self.seed = seed
  }
}

/// The numbers at one place of a run: epoch and batch count from 0, `step` counts all batches.
public struct TrainingPoint: Sendable, Equatable {
  public var epoch: Int
  public var batch: Int
  public var step: Int
  public var logs: Logs
  /// Items per second since the last point.
  public var throughput: Double

  public init(epoch: Int, batch: Int, step: Int, logs: Logs, throughput: Double) {
    self.epoch = epoch
    self.batch = batch
    self.step = step
    self.logs = logs
    self.throughput = throughput
  }
}

public enum TrainingOutcome: Sendable, Equatable { case completed, stopped, cancelled, failed }

/// Takes events in, on the thread that computes: it should be quick.
public protocol TrainingObserver: AnyObject {
  func observe(_ event: TrainingEvent)
}
