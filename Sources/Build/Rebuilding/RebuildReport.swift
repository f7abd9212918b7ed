/// What a rebuild did: which objects stayed as they were, which parts were made anew and why, what went.
import Model

public struct RebuildReport {
  /// One object of the network.
  public struct Entry {
    public let object: ModelObject
    public let status: Status
    /// Its own settings that have changed.
    public let changes: [String]
    /// Parts that were made anew.
    public let anew: [Anew]
  }

  public enum Status: String, CaseIterable, Sendable {
    /// As it was.
    case kept
    /// Settings have changed, and nothing had to be made anew for it.
    case changed
    /// Some parts were made anew.
    case reinitialised = "re-initialised"
    case added
    /// No longer in the network.
    case dropped
  }

  /// A part that starts anew.
  public struct Anew {
    public let part: String
    public let because: [Change]
    /// Whether training or a learning rule had changed what is lost.
    public let wasLearned: Bool
  }

  /// In the order of the network, dropped objects last.
  public let entries: [Entry]
  public let tally: BuildTally
  /// Steps done, which go on.
  public let stepCount: Int
  /// Seconds.
  public let time: Double
  /// What else the user should know, a sentence each.
  public let notes: [String]

  /// The objects of a status.
  public func objects(_ status: Status) -> [ModelObject] { entries.filter { $0.status == status }.map(\.object) }
}

extension Carryover {
  /// The report of this rebuild.
  ///
  /// - Parameter isLearned: whether the old simulator's value of a parameter was not the built one any more.
  public func report(
    stepCount: Int, notes: [String] = [], isLearned: (SignalKey) throws -> Bool
  ) rethrows -> RebuildReport {
    let present = Set(new.objects)
    let entries = try new.objects.map { try entry($0, isLearned) }
    let dropped = old.objects.filter { !present.contains($0) }.map {
      RebuildReport.Entry(object: $0, status: .dropped, changes: [], anew: [])
    }
    return RebuildReport(
      entries: entries + dropped, tally: new.tally, stepCount: stepCount, time: Double(stepCount) * new.dt,
      notes: notes)
  }

  private func entry(_ object: ModelObject, _ isLearned: (SignalKey) throws -> Bool) rethrows -> RebuildReport.Entry {
    guard old.snapshots[object] != nil else {
      return RebuildReport.Entry(object: object, status: .added, changes: [], anew: [])
    }
    let changes = comparison.changes(of: object)
    let anew = try parts(of: object, isLearned)
    let status: RebuildReport.Status = !anew.isEmpty ? .reinitialised : changes.isEmpty ? .kept : .changed
    return RebuildReport.Entry(object: object, status: status, changes: changes, anew: anew)
  }

  // MARK: parts

  private func parts(
    of object: ModelObject, _ isLearned: (SignalKey) throws -> Bool
  ) rethrows -> [RebuildReport.Anew] {
    switch object {
    case .ensemble(let ensemble): return try parts(of: ensemble, isLearned)
    case .connection(let connection): return try parts(of: connection, isLearned)
    case .node: return processParts(SignalKey(object, "out"), "process", of: object, "output")
    case .probe(let probe): return try parts(of: probe, isLearned)
    case .neurons, .learningRule, .network: return []
    }
  }

  private func parts(
    of ensemble: Ensemble, _ isLearned: (SignalKey) throws -> Bool
  ) rethrows -> [RebuildReport.Anew] {
    let neurons = ModelObject.neurons(ensemble.neurons)
    let parameters: [(String, EnsemblePart, SignalKey?)] = [
      ("eval_points", .evalPoints, nil), ("encoders", .scaledEncoders, SignalKey(.ensemble(ensemble), "encoders")),
      ("gain", .response, nil), ("bias", .response, SignalKey(neurons, "bias")),
    ]
    var anew = try parameters.compactMap { name, part, key in
      try self.anew(name, comparison.reasons(for: part, of: ensemble), key, isLearned)
    }
    if !comparison.hasSameNeurons(ensemble) {
      let states = ensemble.neuronType.stateVariables.map(\.name)
      let reason = [Change(object: .ensemble(ensemble), attribute: "neuron_type")]
      anew += states.map { RebuildReport.Anew(part: $0, because: reason, wasLearned: false) }
    }
    return anew + processParts(SignalKey(neurons, "in"), "noise", of: .ensemble(ensemble), "noise")
  }

  private func parts(
    of connection: Connection, _ isLearned: (SignalKey) throws -> Bool
  ) rethrows -> [RebuildReport.Anew] {
    let object = ModelObject.connection(connection)
    let weights = try anew(
      connection.isDecoded ? "decoders" : "weights", comparison.reasons(for: .weights, of: connection),
      SignalKey(object, "weights"), isLearned)
    var anew = weights.map { [$0] } ?? []
    anew += processParts(SignalKey(object, "filtered"), "filter", of: object, "synapse")
    let changes = comparison.changes(of: object).filter { $0 == "learning_rule_type" }
    anew += changes.map {
      RebuildReport.Anew(part: "learning rule", because: [Change(object: object, attribute: $0)], wasLearned: false)
    }
    return anew
  }

  private func parts(
    of probe: Probe, _ isLearned: (SignalKey) throws -> Bool
  ) rethrows -> [RebuildReport.Anew] {
    let object = ModelObject.probe(probe)
    var anew: [RebuildReport.Anew] = []
    if let connection = new.probeConnections[probe] {
      let reasons = comparison.reasons(for: .weights, of: connection).map { change in
        change.object == .connection(connection) ? Change(object: object, attribute: change.attribute) : change
      }
      if let part = try self.anew("decoders", reasons, nil, isLearned) { anew.append(part) }
    }
    for role in ["filtered", "decoding filtered"] {
      anew += processParts(SignalKey(object, role), "filter", of: object, "synapse")
    }
    if !keepsRecording(of: probe) {
      let causes = comparison.changes(of: object).filter { ["attr", "sample_every"].contains($0) }
      anew.append(
        RebuildReport.Anew(
          part: "data", because: causes.map { Change(object: object, attribute: $0) }, wasLearned: false))
    }
    return anew
  }

  private func anew(
    _ name: String, _ reasons: [Change], _ key: SignalKey?, _ isLearned: (SignalKey) throws -> Bool
  ) rethrows -> RebuildReport.Anew? {
    guard !reasons.isEmpty else { return nil }
    return RebuildReport.Anew(part: name, because: reasons, wasLearned: try key.map(isLearned) ?? false)
  }

  /// The state of a process, if there is one now and it doesn't go on.
  private func processParts(
    _ key: SignalKey, _ name: String, of object: ModelObject, _ attribute: String
  ) -> [RebuildReport.Anew] {
    guard new.processes[key] != nil, !keepsProcess(of: key) else { return [] }
    return [RebuildReport.Anew(part: name, because: [Change(object: object, attribute: attribute)], wasLearned: false)]
  }
}
