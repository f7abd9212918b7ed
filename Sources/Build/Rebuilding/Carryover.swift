/// What a simulator takes over from the model before: the values, states and random streams that go on.
import Model

/// Says which signals, processes and recordings of a rebuilt model go on from where the old one stood. Everything else
/// starts as built.
public struct Carryover {
  public let old: BuiltModel
  public let new: BuiltModel
  let comparison: Comparison

  /// - Precondition: `new` was built reusing `old`.
  public init(from old: BuiltModel, to new: BuiltModel) {
    self.old = old
    self.new = new
    comparison = Comparison(from: old, to: new)
  }

  /// Whether the present value of a signal goes on, provided that both models have it in one shape.
  public func keepsValue(of key: SignalKey) -> Bool {
    guard let object = key.object else { return true }
    if let process = new.processes[key], process.mode != .inc, !keepsProcess(of: key) { return false }
    switch object {
    case .ensemble(let ensemble) where key.role == "encoders":
      return comparison.reasons(for: .scaledEncoders, of: ensemble).isEmpty
    case .neurons(let neurons):
      if key.role == "bias" { return comparison.reasons(for: .response, of: neurons.ensemble).isEmpty }
      return ["in", "out"].contains(key.role) || comparison.hasSameNeurons(neurons.ensemble)
    case .connection(let connection) where key.role == "weights":
      return comparison.reasons(for: .weights, of: connection).isEmpty
    case .probe(let probe) where key.role == "decoding weights":
      guard let connection = new.probeConnections[probe] else { return false }
      return comparison.reasons(for: .weights, of: connection).isEmpty
    case .learningRule(let rule) where ["delta", "inv_gamma"].contains(key.role):
      return keepsTarget(of: rule)
    default: return true
    }
  }

  /// Whether what a learning rule changes goes on.
  private func keepsTarget(of rule: LearningRule) -> Bool {
    guard rule.modifies == .encoders else { return keepsValue(of: SignalKey(.connection(rule.connection), "weights")) }
    guard let ensemble = rule.connection.postObject.ensemble else { return false }
    return keepsValue(of: SignalKey(.ensemble(ensemble), "encoders"))
  }

  /// Whether the process that writes a signal goes on with its state and its random stream: it is an equal one, of the
  /// same sizes, used in the same way.
  public func keepsProcess(of key: SignalKey) -> Bool {
    guard let now = new.processes[key], let before = old.processes[key] else { return false }
    return now.process.isEqual(to: before.process) && now.mode == before.mode
      && now.output.size == before.output.size && now.input?.size == before.input?.size
  }

  /// Whether the random stream of a population goes on.
  public func keepsStream(of key: SignalKey) -> Bool {
    guard case .neurons(let neurons)? = key.object else { return false }
    return old.populations[key] != nil && comparison.hasSameNeurons(neurons.ensemble)
      && !comparison.changes(of: .ensemble(neurons.ensemble)).contains("seed")
  }

  /// Whether a probe shows what it showed before, so that its recording goes on.
  public func keepsRecording(of probe: Probe) -> Bool {
    guard old.snapshots[.probe(probe)] != nil, let now = new.probeSignal(probe), let before = old.probeSignal(probe)
    else { return false }
    let changes = comparison.changes(of: .probe(probe))
    return now.shape == before.shape && !changes.contains("attr") && !changes.contains("sample_every")
  }
}
