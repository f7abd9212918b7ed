/// One number of the logs that a callback watches, and the direction in which it gets better.
struct Monitor {
  enum Mode: String { case auto, min, max }

  let name: String
  let isMaximum: Bool
  let owner: String

  /// - Parameter growing: Which names grow as they get better, for mode "auto".
  init(_ name: String, mode: String, owner: String, growing: (String) -> Bool) {
    self.name = name
    self.owner = owner
    switch Mode(rawValue: mode) {
    case .max: isMaximum = true
    case .min: isMaximum = false
    default: isMaximum = growing(name)
    }
  }

  /// The worst value there is.
  var start: Double { isMaximum ? -.infinity : .infinity }

  /// The value in the logs; a missing one gives a warning and nil.
  func value(_ logs: Logs, _ session: TrainingSession, purpose: String) -> Double? {
    if let value = logs[name] { return value }
    session.warn(
      "\(purpose) conditioned on metric `\(name)` which is not available. Available metrics are: "
        + logs.names.joined(separator: ","))
    return nil
  }
}
