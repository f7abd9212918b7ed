/// The lines of `events.jsonl`: `{"t": time, "e": kind, …}`, and for metrics `"m": {name: value, …}`.
extension TimedEvent {
  public var json: JSON { .object([("t", .number(time)), ("e", .string(event.kind))] + event.members) }

  /// The event that a line of the log holds; `nil` for a damaged line or for a kind of a later version.
  public init?(json: JSON) {
    guard let time = json["t"]?.number, let kind = json["e"]?.string, let event = RunEvent(kind: kind, json: json)
    else {
      return nil
    }
    self.init(time: time, event: event)
  }
}

extension RunEvent {
  fileprivate var kind: String {
    switch self {
    case .started: "started"
    case .epochStarted: "epoch"
    case .batch: "batch"
    case .validation: "validation"
    case .epochEnded: "epoch-end"
    case .note: "note"
    case .paused: "paused"
    case .resumed: "resumed"
    case .finished: "finished"
    }
  }

  fileprivate var members: [(key: String, value: JSON)] {
    switch self {
    case .started(let run): run.members
    case .epochStarted(let epoch): [("epoch", .number(Double(epoch)))]
    case .batch(let point), .validation(let point): point.members
    case .epochEnded(let point, let seconds): point.members + [("seconds", .number(seconds))]
    case .note(let level, let text): [("level", .string(level.rawValue)), ("text", .string(text))]
    case .paused(let step), .resumed(let step): [("step", .number(Double(step)))]
    case .finished(let outcome, let step, let message):
      [
        ("outcome", .string(outcome.rawValue)), ("step", .number(Double(step))), ("message", .string(message)),
      ]
    }
  }

  fileprivate init?(kind: String, json: JSON) {
    switch kind {
    case "started":
      guard let run = RunDescription(json: json) else { return nil }
      self = .started(run)
    case "epoch": self = .epochStarted(epoch: json["epoch"]?.integer ?? 0)
    case "batch": self = .batch(RunPoint(json: json))
    case "validation": self = .validation(RunPoint(json: json))
    case "epoch-end": self = .epochEnded(RunPoint(json: json), seconds: json["seconds"]?.number ?? 0)
    case "note":
      self = .note(NoteLevel(rawValue: json["level"]?.string ?? "") ?? .info, json["text"]?.string ?? "")
    case "paused": self = .paused(step: json["step"]?.integer ?? 0)
    case "resumed": self = .resumed(step: json["step"]?.integer ?? 0)
    case "finished":
      guard let outcome = RunOutcome(rawValue: json["outcome"]?.string ?? "") else { return nil }
      self = .finished(outcome, step: json["step"]?.integer ?? 0, message: json["message"]?.string ?? "")
    default: return nil
    }
  }
}

extension RunDescription {
  fileprivate var members: [(key: String, value: JSON)] {
    [
      ("kind", .string(kind.rawValue)), ("name", .string(name)), ("epochs", .number(Double(epochs))),
      ("steps", .number(Double(stepsPerEpoch))), ("minibatch", .number(Double(minibatch))),
      ("parameters", .number(Double(parameters))),
    ] + (seed.map { [("seed", .number(Double($0)))] } ?? [])
  }

  fileprivate init?(json: JSON) {
    guard let kind = Kind(rawValue: json["kind"]?.string ?? "") else { return nil }
    self.init(
      kind: kind, name: json["name"]?.string ?? "", epochs: json["epochs"]?.integer ?? 1,
      stepsPerEpoch: json["steps"]?.integer ?? 0, minibatch: json["minibatch"]?.integer ?? 1,
      parameters: json["parameters"]?.integer ?? 0, seed: json["seed"]?.integer)
  }
}

extension RunPoint {
  fileprivate var members: [(key: String, value: JSON)] {
    [
      ("epoch", .number(Double(epoch))), ("batch", .number(Double(batch))), ("step", .number(Double(step))),
      ("m", .object(metrics.map { ($0.name, .number($0.value)) })),
    ]
  }

  fileprivate init(json: JSON) {
    var metrics: [RunMetric] = []
    if case .object(let members)? = json["m"] {
      metrics = members.compactMap { name, value in value.number.map { RunMetric(name, $0) } }
    }
    self.init(
      epoch: json["epoch"]?.integer ?? 0, batch: json["batch"]?.integer ?? 0, step: json["step"]?.integer ?? 0,
      metrics: metrics)
  }
}
