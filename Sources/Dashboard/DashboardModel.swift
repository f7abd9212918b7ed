import Record

/// Everything the panel shows.
public struct DashboardModel: Equatable, Sendable {
  public enum State: Equatable, Sendable {
    case waiting, live, pausing, paused, stopping, stale(seconds: Int)
    case finished(RunOutcome)
  }

  struct Note: Equatable, Sendable {
    var time: Double
    var level: NoteLevel
    var text: String
  }

  struct Metric: Equatable, Sendable {
    var name: String
    var train = MetricHistory()
    var validation = MetricHistory()
    /// Accuracies and the like rise, losses fall.
    var higherIsBetter: Bool { name.contains("acc") || name.contains("auc") || name.contains("recall") }
    var isLearningRate: Bool { name == "lr" || name == "learning_rate" }
  }

  public var runNumber: Int?
  var run = RunDescription(kind: .fit, name: "")
  public internal(set) var state = State.waiting
  var metrics: [Metric] = []
  var epoch = 0
  var batch = 0
  var step = 0
  var lastBatchStep = 0
  var lastEpochNote = 0.0
  var startTime = 0.0
  var now = 0.0
  var throughput = Throughput()
  var notes: [Note] = []
  public internal(set) var closingMessage = ""

  // What the user chose.
  var wantsLogScale = true
  var smoothing = 1
  var chosenMetric = 0
  var showsHelp = false

  public init(runNumber: Int? = nil) { self.runNumber = runNumber }

  var totalSteps: Int { run.epochs.multipliedReportingOverflow(by: run.stepsPerEpoch).partialValue }
  var epochFraction: Double { run.stepsPerEpoch > 0 ? Double(batch) / Double(run.stepsPerEpoch) : 0 }
  var totalFraction: Double { totalSteps > 0 ? Double(step) / Double(totalSteps) : 0 }
  var elapsed: Double { startTime > 0 ? max(0, now - startTime) : 0 }

  /// Seconds to go at the recent rate.
  var secondsLeft: Double? {
    guard totalSteps > 0, let rate = throughput.rate, !isOver else { return nil }
    return Double(max(0, totalSteps - step)) / rate
  }

  public var isOver: Bool {
    if case .finished = state { true } else { false }
  }

  /// Metrics in the order of their rows: the learning rate last.
  var rows: [Metric] { metrics.filter { !$0.isLearningRate } + metrics.filter(\.isLearningRate) }
}
