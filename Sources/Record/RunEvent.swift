/// What happens in a run, in the order in which it happens: the lines of its log.
///
/// A run is one call of `fit`, `evaluate`, `predict` or `run`. Its log begins with `started`, ends with `finished`, and
/// says everything that a screen, a table of runs or a comparison wants to know.
public enum RunEvent: Equatable, Sendable {
  case started(RunDescription)
  case epochStarted(epoch: Int)
  case batch(RunPoint)
  case validation(RunPoint)
  case epochEnded(RunPoint, seconds: Double)
  case note(NoteLevel, String)
  case paused(step: Int)
  case resumed(step: Int)
  case finished(RunOutcome, step: Int, message: String)
}

/// What a run was asked to do. Counts that are not known beforehand are 0.
public struct RunDescription: Equatable, Sendable {
  public enum Kind: String, Sendable { case fit, evaluate, predict, run }

  public var kind: Kind
  public var name: String
  /// Epochs to go, and batches (for `run`: time steps) in each.
  public var epochs: Int
  public var stepsPerEpoch: Int
  /// Examples in one batch.
  public var minibatch: Int
  /// Numbers that training may change.
  public var parameters: Int
  public var seed: Int?

  public init(
    kind: Kind, name: String, epochs: Int = 1, stepsPerEpoch: Int = 0, minibatch: Int = 1, parameters: Int = 0,
    seed: Int? = nil
  ) {
    self.kind = kind
    self.name = name
    self.epochs = epochs
    self.stepsPerEpoch = stepsPerEpoch
    self.minibatch = minibatch
    self.parameters = parameters
    self.seed = seed
  }
}

/// The metrics at one place of a run.
public struct RunPoint: Equatable, Sendable {
  /// From 1.
  public var epoch: Int
  /// Batches done in this epoch, and in the whole run.
  public var batch: Int
  public var step: Int
  public var metrics: [RunMetric]

  public init(epoch: Int, batch: Int, step: Int, metrics: [RunMetric]) {
    self.epoch = epoch
    self.batch = batch
    self.step = step
    self.metrics = metrics
  }
}

public struct RunMetric: Equatable, Sendable {
  public var name: String
  public var value: Double

  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }

  public static func == (a: RunMetric, b: RunMetric) -> Bool {
    a.name == b.name && (a.value == b.value || (a.value.isNaN && b.value.isNaN))
  }
}

public enum NoteLevel: String, Equatable, Sendable { case info, warning, error }

/// How a run ended: by itself, on request (what was learned is kept), or by an error.
public enum RunOutcome: String, Equatable, Sendable { case done, stopped, failed }

/// An event with the time at which it was written, in seconds since 1970.
public struct TimedEvent: Equatable, Sendable {
  public var time: Double
  public var event: RunEvent

  public init(time: Double, event: RunEvent) {
    self.time = time
    self.event = event
  }
}
