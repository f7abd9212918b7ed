/// Something that takes part in training: it sees every step and may add numbers, change the rate, or stop.
public protocol TrainingCallback: AnyObject {
  func handle(_ event: CallbackEvent, _ logs: inout Logs, _ session: TrainingSession) throws
}

public enum CallbackPhase: String, Sendable { case train, test, predict }

/// The moments of training, in this order:
///
///     begin(train)
///       epochBegin(e)
///         batchBegin(train, b)   batchEnd(train, b)   …
///         begin(test)   batchBegin(test, b)   batchEnd(test, b)   …   end(test)
///       epochEnd(e)
///     end(train)
public enum CallbackEvent: Sendable, Equatable {
  case begin(CallbackPhase)
  case end(CallbackPhase)
  case epochBegin(Int)
  case epochEnd(Int)
  case batchBegin(CallbackPhase, Int)
  case batchEnd(CallbackPhase, Int)

  static let trainBegin = CallbackEvent.begin(.train)
  static let trainEnd = CallbackEvent.end(.train)
}

/// One call of fit, evaluate or predict, as callbacks see it.
public final class TrainingSession {
  public let model: any TrainableModel
  /// nil for a model that is not compiled.
  public let compilation: Compilation?
  /// Epochs asked for; batches per epoch, if known; how much to print.
  public let epochs: Int
  public internal(set) var batchesPerEpoch: Int?
  public let verbosity: Int
  /// Set to true to end training after this batch, with its validation and the end of its epoch.
  public var stopsTraining = false
  /// Steps done in this call.
  public internal(set) var step = 0
  let callbacks: [any TrainingCallback]
  let observers: [any TrainingObserver]

  init(
    model: any TrainableModel, compilation: Compilation?, epochs: Int, batchesPerEpoch: Int?, verbosity: Int,
    callbacks: [any TrainingCallback], observers: [any TrainingObserver]
  ) {
    self.model = model
    self.compilation = compilation
    self.epochs = epochs
    self.batchesPerEpoch = batchesPerEpoch
    self.verbosity = verbosity
    self.callbacks = callbacks
    self.observers = observers
  }

  public func notify(_ event: TrainingEvent) { for observer in observers { observer.observe(event) } }
  public func print(_ text: String) { notify(.text(text)) }
  public func warn(_ text: String) { notify(.warning(text)) }

  func tell(_ event: CallbackEvent, _ logs: inout Logs) throws {
    for callback in callbacks { try callback.handle(event, &logs, self) }
  }
  func tell(_ event: CallbackEvent) throws {
    var logs = Logs()
    try tell(event, &logs)
  }
}
