/// Saves weights at epoch ends, or every so many batches, or only when a number is the best so far.
///
/// The path is a pattern with `{epoch}` and `{batch}` (from 1) and any name of the logs, each with an optional
/// format such as `:02d` or `:.3f`.
public final class ModelCheckpoint: TrainingCallback {
  public enum Rhythm: Sendable {
    case epoch
    case batches(Int)
  }

  private let pattern: String
  private let monitor: Monitor
  private let verbosity: Int
  private let onlyBest: Bool
  private let rhythm: Rhythm
  private let save: (_ path: String, _ session: TrainingSession) throws -> Void
  private let initialBest: Double?
  public private(set) var best: Double
  private var epoch = 0
  private var batchesSinceSave = 0

  /// - Parameter save: Writes the weights of the session's model to a path.
  public init(
    pattern: String, monitor: String = "val_loss", verbosity: Int = 0, onlyBest: Bool = false, mode: String = "auto",
    rhythm: Rhythm = .epoch, initialBest: Double? = nil,
    save: @escaping (_ path: String, _ session: TrainingSession) throws -> Void
  ) {
    self.pattern = pattern
    self.monitor = Monitor(monitor, mode: mode, owner: "ModelCheckpoint") {
      $0.contains("acc") || $0.hasPrefix("fmeasure")
    }
    self.verbosity = verbosity
    self.onlyBest = onlyBest
    self.rhythm = rhythm
    self.initialBest = initialBest
    self.save = save
    best = initialBest ?? self.monitor.start
  }

  public func handle(_ event: CallbackEvent, _ logs: inout Logs, _ session: TrainingSession) throws {
    switch (event, rhythm) {
    case (.epochBegin(let epoch), _): self.epoch = epoch
    case (.batchEnd(.train, let batch), .batches(let n)):
      batchesSinceSave += 1
      guard batchesSinceSave >= n else { return }
      batchesSinceSave = 0
      try checkpoint(batch: batch, logs, session)
    case (.epochEnd, .epoch): try checkpoint(batch: nil, logs, session)
    default: break
    }
  }

  private func checkpoint(batch: Int?, _ logs: Logs, _ session: TrainingSession) throws {
    let path = try Self.filled(pattern, epoch: epoch + 1, batch: batch.map { $0 + 1 }, logs)
    guard onlyBest else {
      if verbosity > 0 { session.print("\nEpoch \(epoch + 1): saving model to \(path)\n") }
      try save(path, session)
      return
    }
    guard let value = monitor.value(logs, session, purpose: "Can save best model only with") else { return }
    guard monitor.isMaximum ? value > best : value < best else {
      if verbosity > 0 {
        session.print("\nEpoch \(epoch + 1): \(monitor.name) did not improve from \(text("%.5f", best))\n")
      }
      return
    }
    if verbosity > 0 {
      session.print(
        "\nEpoch \(epoch + 1): \(monitor.name) improved from \(text("%.5f", best)) to \(text("%.5f", value)), "
          + "saving model to \(path)\n")
    }
    best = value
    try save(path, session)
  }

  /// - Throws: `TrainingError` (a KeyError) for a name that is not in the logs.
  static func filled(_ pattern: String, epoch: Int, batch: Int?, _ logs: Logs) throws -> String {
    var result = ""
    var rest = Substring(pattern)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let field = rest[rest.index(after: open)..<close].split(separator: ":", maxSplits: 1)
      let name = field.first.map(String.init) ?? ""
      let format = field.count > 1 ? String(field[1]) : ""
      result += try piece(name, format, epoch, batch, logs, pattern)
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private static func piece(
    _ name: String, _ format: String, _ epoch: Int, _ batch: Int?, _ logs: Logs, _ pattern: String
  ) throws -> String {
    if name == "epoch" || name == "batch", let count = name == "epoch" ? epoch : batch {
      let width = Int(format.filter(\.isNumber)) ?? 0
      let digits = String(count)
      let filler = format.hasPrefix("0") ? "0" : " "
      return String(repeating: filler, count: max(min(width, 64) - digits.count, 0)) + digits
    }
    guard let value = logs[name] else {
      throw TrainingError(
        .key, "Failed to format this callback filepath: \"\(pattern)\". Reason: '\(name)'")
    }
    guard format.hasPrefix("."), let last = format.last, "feg".contains(last),
      let digits = Int(format.dropFirst().dropLast()), digits <= 40
    else { return format.isEmpty ? value.description : text("%.6f", value) }
    return text("%.\(digits)\(last)", value)
  }
}
