import Language

/// Whether a simulator can still run.
public enum SimulatorState: Sendable {
  case open, closed
}

extension Value {
  /// The state of the simulator that the value is; nil for other values.
  public var simulatorState: SimulatorState? {
    if let simulator: SimulatorObject = host() { return simulator.simulator.isClosed ? .closed : .open }
    if let simulator: DLSimulatorObject = host() { return simulator.simulator.isClosed ? .closed : .open }
    return nil
  }
}
