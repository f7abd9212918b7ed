import Arrays
import Language
import Model

/// `nengo.neurons.settled_firingrate`
enum SettledRate {
  static let function = BuiltinFunction(
    "settled_firingrate", module: "nengo.neurons",
    [
      .required("step", "as the step method of a neuron type"), .required("J", "input currents"),
      .required("state", "arrays by name, one of them 'output'"), .optional("dt", .float(0.001), unit: "s"),
      .optional("settle_time", .float(0.1), unit: "s"), .optional("sim_time", .float(1), unit: "s"),
    ], summary: "Mean outputs for constant input, after some time to settle."
  ) { call in
    let interpreter = call.interpreter
    guard case .dict(let state) = call.value("state"), let output = state["output"]?.ndarray else {
      throw ScriptError(.keyError, "'output': state must be a dict with an array 'output'")
    }
    let dt = try call.real("dt")
    let (settling, counted) = (try steps(call, "settle_time", dt), try steps(call, "sim_time", dt))
    guard counted >= 1 else { throw ScriptError(.valueError, "sim_time must be one step of dt at least") }
    let keywords = try state.items.map { (name: try interpreter.str($0.key), value: $0.value) }
    let current = Value.array(try call.array("J", dtype: .float64))
    var total = [Double](repeating: 0, count: output.size)
    for step in 0..<(settling + counted) {
      try interpreter.checkInterrupt()
      _ = try interpreter.call(call.value("step"), [.float(dt), current], keywords)
      if step >= settling { for (i, value) in output.doubles.enumerated() { total[i] += value } }
    }
    return .array(NDArray(total.map { $0 / Double(counted) }, shape: output.shape))
  }

  private static func steps(_ call: Call, _ name: String, _ dt: Double) throws -> Int {
    let count = try call.real(name) / dt
    guard dt > 0, count >= 0, count < 1e9 else {
      throw ScriptError(.valueError, "\(name) must be 0 or more steps of dt (got \(try call.real(name)), dt=\(dt))")
    }
    return Int(count)
  }
}
