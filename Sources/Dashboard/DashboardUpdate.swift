import Record
import Terminal

/// What reaches the panel.
public enum DashboardMessage: Sendable {
  case event(TimedEvent)
  case key(Screen.Key)
  /// Time passes. `silence`: seconds since the run's last sign of life.
  case tick(now: Double, silence: Double?)
  /// A line that the script printed.
  case printed(String)
}

/// What the panel wants done.
public enum DashboardEffect: Equatable, Sendable {
  case ask(RunRequest, Bool)
  /// Leave the screen, the run goes on.
  case detach
  /// Ctrl-C.
  case interrupt
}

extension DashboardModel {
  public mutating func update(_ message: DashboardMessage) -> [DashboardEffect] {
    switch message {
    case .event(let event):
      apply(event)
      return []
    case .printed(let text):
      note(now, .info, text)
      return []
    case .tick(let time, let silence):
      tick(time, silence)
      return []
    case .key(.interrupt):
      return [.interrupt]
    case .key(let key):
      guard let command = DashboardKey.command(for: key) else { return [] }
      return perform(command)
    }
  }

  private mutating func perform(_ command: DashboardCommand) -> [DashboardEffect] {
    switch command {
    case .toggleHelp: showsHelp.toggle()
    case .toggleLog: wantsLogScale.toggle()
    case .cycleSmoothing: smoothing = (smoothing + 1) % MetricHistory.memories.count
    case .chooseNext: chosenMetric = metrics.isEmpty ? 0 : (chosenMetric + 1) % metrics.count
    case .choosePrevious: chosenMetric = metrics.isEmpty ? 0 : (chosenMetric + metrics.count - 1) % metrics.count
    case .detach: return [.detach]
    case .stop:
      guard !isOver else { return [.detach] }
      state = .stopping
      return [.ask(.stop, true)]
    case .togglePause: return togglePause()
    }
    return []
  }

  private mutating func togglePause() -> [DashboardEffect] {
    switch state {
    case .paused, .pausing: return [.ask(.pause, false)]
    case .live, .waiting, .stale:
      state = .pausing
      return [.ask(.pause, true)]
    case .stopping, .finished: return []
    }
  }

  private mutating func tick(_ time: Double, _ silence: Double?) {
    guard !isOver else { return }
    now = time
    // A run writes a sign of life ten times a second, whatever its batches take.
    guard let silence else { return }
    if silence > 5 {
      state = .stale(seconds: Int(min(1e9, silence)))
    } else if case .stale = state {
      state = .live
    }
  }

  // MARK: events

  private mutating func apply(_ timed: TimedEvent) {
    now = max(now, timed.time)
    switch timed.event {
    case .started(let description):
      run = description
      startTime = timed.time
      state = .live
    case .epochStarted(let number):
      epoch = number
      batch = 0
    case .batch(let point):
      move(to: point)
      lastBatchStep = point.step
      throughput.mark(time: timed.time, step: point.step)
      add(point, isValidation: false)
    case .validation(let point): add(point, isValidation: true)
    case .epochEnded(let point, let seconds): endEpoch(point, seconds: seconds, at: timed.time)
    case .note(let level, let text): note(timed.time, level, text)
    case .paused: state = .paused
    case .resumed:
      state = .live
      throughput.restart()
    case .finished(let outcome, let lastStep, let message):
      state = .finished(outcome)
      step = max(step, lastStep)
      closingMessage = message
      if !message.isEmpty { note(timed.time, outcome == .failed ? .error : .info, message) }
    }
  }

  private mutating func move(to point: RunPoint) {
    epoch = point.epoch
    batch = point.batch
    step = point.step
  }

  /// Batches of short epochs are not reported one by one; then the epoch's own values are the curve.
  private mutating func endEpoch(_ point: RunPoint, seconds: Double, at time: Double) {
    let isNews = point.step > lastBatchStep
    epoch = max(epoch, point.epoch)
    step = max(step, point.step)
    batch = run.stepsPerEpoch
    if isNews {
      throughput.mark(time: time, step: point.step)
      var training = point
      training.metrics = point.trainingMetrics
      add(training, isValidation: false)
    }
    // A line for every one of hundreds of epochs a second would say nothing.
    if time - lastEpochNote < 0.5, notes.count > 8 { return }
    lastEpochNote = time
    let values = point.metrics.filter { $0.name != "items/s" }
      .map { "\($0.name) \(shortNumber($0.value))" }.joined(separator: "  ")
    note(time, .info, "epoch \(point.epoch) done  \(values)  \(clockText(seconds))")
  }

  /// Validation values may come under their plain names or with Keras' `val_` before them.
  private mutating func add(_ point: RunPoint, isValidation: Bool) {
    // The speed is shown as such, from the times of events.
    for value in point.metrics where value.name != "items/s" {
      let isVal = isValidation || value.name.hasPrefix("val_")
      let name = value.name.hasPrefix("val_") ? String(value.name.dropFirst(4)) : value.name
      let index = index(ofMetric: name)
      let better = metrics[index].higherIsBetter
      if isVal {
        metrics[index].validation.append(value.value, step: point.step, higherIsBetter: better)
      } else {
        warnOfFirstNonFinite(value, metrics[index].train, step: point.step)
        metrics[index].train.append(value.value, step: point.step, higherIsBetter: better)
      }
    }
  }

  private mutating func index(ofMetric name: String) -> Int {
    if let index = metrics.firstIndex(where: { $0.name == name }) { return index }
    metrics.append(Metric(name: name))
    return metrics.count - 1
  }

  private mutating func warnOfFirstNonFinite(_ value: RunMetric, _ history: MetricHistory, step: Int) {
    guard !value.value.isFinite, history.nonFiniteCount == 0 else { return }
    note(now, .warning, "\(value.name) is \(value.value.isNaN ? "nan" : "infinite") at step \(step)")
  }

  /// The newest 200 notes; a text of several lines is several notes.
  private mutating func note(_ time: Double, _ level: NoteLevel, _ text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      notes.append(Note(time: time, level: level, text: String(line)))
    }
    if notes.count > 200 { notes.removeFirst(notes.count - 200) }
  }
}

extension RunPoint {
  /// Without validation values, which have events of their own.
  fileprivate var trainingMetrics: [RunMetric] { metrics.filter { !$0.name.hasPrefix("val_") } }
}
