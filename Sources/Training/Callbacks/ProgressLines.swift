/// Keras' progress text: a bar that grows in place (verbosity 1) or a line per epoch (verbosity 2).
///
///     Epoch 1/2
///     1/2 [==============>...............] - ETA: 0s - loss: 4.0000 - p_loss: 4.0000
///     2/2 [==============================] - 0s 6ms/step - loss: 4.0000 - p_loss: 4.0000
final class ProgressLines: TrainingCallback {
  private static let width = 30

  private var started = 0.0
  private var firstStepEnded: Double?
  private var lastDrawn = 0.0
  private var lastLength = 0
  private var done = 0
  private var isValidating = false
  private var isTraining = false

  func handle(_ event: CallbackEvent, _ logs: inout Logs, _ session: TrainingSession) {
    switch event {
    case .begin(.train): isTraining = true
    case .end(.train): isTraining = false
    case .begin(.test) where isTraining: isValidating = true
    case .end(.test) where isTraining: isValidating = false
    case .epochBegin(let epoch):
      if session.epochs > 1 { session.print("Epoch \(epoch + 1)/\(session.epochs)\n") }
      restart()
    case .begin: restart()
    case .batchEnd(let phase, let index) where !isValidating:
      done = index + 1
      if firstStepEnded == nil { firstStepEnded = now() }
      if session.verbosity == 1 { draw(phase == .predict ? Logs() : logs, session) }
    case .epochEnd: finish(logs, session)
    case .end(let phase): finish(phase == .predict ? Logs() : logs, session)
    default: break
    }
  }

  private func restart() {
    started = now()
    (firstStepEnded, lastDrawn, lastLength, done) = (nil, 0, 0, 0)
  }

  private func draw(_ logs: Logs, _ session: TrainingSession) {
    let time = now()
    guard time - lastDrawn >= 0.05, done != session.batchesPerEpoch else { return }
    lastDrawn = time
    var line = bar(session)
    if let total = session.batchesPerEpoch {
      line += " - ETA: " + Self.clock(perStep * Double(max(total - done, 0)))
    } else {
      line += " - \(text("%.0f", time - started))s \(Self.duration(perStep))/step"
    }
    put(line + Self.values(logs), session)
  }

  private func finish(_ logs: Logs, _ session: TrainingSession) {
    guard done > 0 else { return }
    if session.batchesPerEpoch == nil { session.batchesPerEpoch = done }
    let seconds = "\(text("%.0f", now() - started))s"
    if session.verbosity == 1 {
      put(bar(session) + " - \(seconds) \(Self.duration(perStep))/step" + Self.values(logs), session)
      session.print("\n")
    } else {
      let total = session.batchesPerEpoch ?? done
      let epoch = Self.duration(now() - started)
      session.print(
        "\(done)/\(total) - \(seconds)" + Self.values(logs, signed: true)
          + " - \(epoch)/epoch - \(Self.duration(perStep))/step\n")
    }
  }

  /// The first step is not counted: it pays for what is set up once.
  private var perStep: Double {
    if let first = firstStepEnded, done > 1 { return (now() - first) / Double(done - 1) }
    return done == 0 ? 0 : (now() - started) / Double(done)
  }

  private func bar(_ session: TrainingSession) -> String {
    guard let total = session.batchesPerEpoch, total > 0 else {
      let count = String(done)
      return String(repeating: " ", count: max(7 - count.count, 0)) + count + "/Unknown"
    }
    let digits = String(total).count
    let count = String(done)
    let filled = min(Self.width * done / total, Self.width)
    var cells = String(repeating: "=", count: max(filled - 1, 0))
    if filled > 0 { cells += done < total ? ">" : "=" }
    cells += String(repeating: ".", count: Self.width - filled)
    return String(repeating: " ", count: max(digits - count.count, 0)) + "\(count)/\(total) [\(cells)]"
  }

  /// Draws over the line before.
  private func put(_ line: String, _ session: TrainingSession) {
    let blanks = String(repeating: " ", count: max(lastLength - line.count, 0))
    lastLength = line.count
    session.print("\r" + line + blanks)
  }

  /// - Parameter signed: The exponent form is for values ≤ 0.001, negative ones included.
  private static func values(_ logs: Logs, signed: Bool = false) -> String {
    logs.entries.map { entry in
      let size = signed ? entry.value : entry.value.magnitude
      return " - \(entry.name): " + text(size > 1e-3 || size.isNaN ? "%.4f" : "%.4e", entry.value)
    }.joined()
  }

  private static func duration(_ seconds: Double) -> String {
    if seconds >= 1 || seconds == 0 { return text("%.0fs", seconds) }
    return seconds >= 1e-3 ? text("%.0fms", seconds * 1e3) : text("%.0fus", seconds * 1e6)
  }

  private static func clock(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return "?" }
    let whole = Int(seconds)
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : String(n) }
    if whole > 3600 { return "\(whole / 3600):\(two(whole % 3600 / 60)):\(two(whole % 60))" }
    if whole > 60 { return "\(whole / 60):\(two(whole % 60))" }
    return "\(whole)s"
  }
}
