/// The operators of probes.
import Arrays
import Model

extension Construction {
  func build(_ probe: Probe) throws {
    if case .ensemble = probe.object, probe.attribute == "decoded_output" {
      try buildDecoded(probe)
    } else {
      try buildPlain(probe)
    }
    if let signal = model.probeSignal(probe) { model.add(SimProbe(signal)) }
    model.probes.append(probe)
  }

  /// Decoded values come through a connection that the probe makes for itself, with the probe's seed.
  private func buildDecoded(_ probe: Probe) throws {
    let input = try zeros("in", of: .probe(probe), [probe.sizeIn])
    model.setSignal(input, of: .probe(probe), "in")
    model.add(Reset(input))
    let connection = try Connection(decodingFor: probe, in: context)
    model.probeConnections[probe] = connection
    model.snapshots[.connection(connection)] = Snapshot(connection)
    model.seeds[.connection(connection)] = model.seeds[.probe(probe)]
    if model.seeded.contains(.probe(probe)) { model.seeded.insert(.connection(connection)) }
    try build(connection)
  }

  /// Other values are signals of the object.
  private func buildPlain(_ probe: Probe) throws {
    let whole = try probedSignal(probe)
    var signal = whole
    if probe.target.index != nil {
      guard whole.ndim == 1, let selection = selection(of: probe, in: whole) else {
        throw NengoError.build("\(probe): '\(probe.attribute)' of \(probe.target.text) cannot be sliced")
      }
      signal = try slice(whole, selection, for: .probe(probe))
    }
    guard let synapse = probe.synapse else {
      model.setSignal(signal, of: .probe(probe), "in")
      return
    }
    let filtered = try delayed(synapse, signal, of: .probe(probe))
    let input = try zeros("in", of: .probe(probe), signal.shape)
    model.setSignal(input, of: .probe(probe), "in")
    model.add(try Copy(filtered, to: input))
  }

  private func selection(of probe: Probe, in signal: Signal) -> Selection? {
    probe.target.index?.selection(of: signal.size)
  }

  private func probedSignal(_ probe: Probe) throws -> Signal {
    let role: String
    switch (probe.object, probe.attribute) {
    case (.ensemble, "input"), (.neurons, "input"): role = "in"
    case (.ensemble, "scaled_encoders"): role = "encoders"
    case (.neurons, "output"), (.node, "output"): role = "out"
    case (.connection, "output"): role = "weighted"
    case (.connection, "input"): role = "in"
    default: role = probe.attribute
    }
    guard let signal = model.signal(of: probe.object, role), !signal.isSparse else {
      throw NengoError.build(
        "Building \(probe): attribute '\(probe.attribute)' is not probeable on \(probe.object.text), which has no such "
          + "signal in this model")
    }
    return signal
  }
}
