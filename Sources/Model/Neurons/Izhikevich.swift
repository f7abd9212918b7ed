import Arrays

/// Izhikevich's quadratic model with a recovery variable, which makes bursts, chatter and other patterns.
public struct Izhikevich: NeuronType {
  public static let typeName = "Izhikevich"
  private static let variables = [StateVariable.voltage, .zero("recovery")]
  public let tauRecovery: Number
  public let coupling: Number
  public let resetVoltage: Number
  public let resetRecovery: Number
  public let initialState: InitialState

  public init(
    tauRecovery: Number = 0.02, coupling: Number = 0.2, resetVoltage: Number = -65.0, resetRecovery: Number = 8.0,
    initialState: InitialState = .none
  ) throws {
    self.tauRecovery = try tauRecovery.checked(above: 0, "tau_recovery", Self.typeName)
    self.coupling = try coupling.checked(atLeast: 0, "coupling", Self.typeName)
    self.resetVoltage = resetVoltage
    self.resetRecovery = resetRecovery
    self.initialState = try initialState.checked(against: Self.variables, Self.typeName)
  }

  public var negative: Bool { false }
  public var spiking: Bool { true }
  public var stateVariables: [StateVariable] { initialState.applied(to: Self.variables) }
  public var arguments: [Argument] {
    [
      Argument("tau_recovery", .number(tauRecovery), default: .float(0.02)),
      Argument("coupling", .number(coupling), default: .float(0.2)),
      Argument("reset_voltage", .number(resetVoltage), default: .float(-65)),
      Argument("reset_recovery", .number(resetRecovery), default: .float(8)),
      initialState.argument,
    ]
  }

  public func gainBias(maxRates: [Double], intercepts: [Double]) throws -> (gain: [Double], bias: [Double])? {
    try NumericGainBias.gainBias(self, maxRates: maxRates, intercepts: intercepts)
  }

  public func maxRatesIntercepts(
    gain: [Double], bias: [Double]
  ) throws -> (maxRates: [Double], intercepts: [Double])? {
    try NumericGainBias.maxRatesIntercepts(self, gain: gain, bias: bias)
  }

  /// The mean output of one second at 1 ms steps, from rest, after one step to settle.
  public func rates(currents: NDArray) throws -> NDArray {
    let count = currents.size
    let settled = 1000
    return try currents.withDoubles { currents in
      try Numerics.array([count]) { rates in
        guard count > 0, let current = currents.baseAddress else { return }
        var voltage = [Double](repeating: 0, count: count)
        var recovery = voltage
        var output = voltage
        try voltage.withUnsafeMutableBufferPointer { voltage in
          try recovery.withUnsafeMutableBufferPointer { recovery in
            try output.withUnsafeMutableBufferPointer { output in
              guard let v = voltage.baseAddress, let u = recovery.baseAddress, let o = output.baseAddress else {
                return
              }
              let state = [v, u]
              for step in 0...settled {
                try self.step(dt: 0.001, current: current, output: o, state: state, count: count, rng: nil)
                if step > 0 { for i in 0..<count { rates[i] += o[i] } }
              }
            }
          }
        }
        for i in 0..<count { rates[i] /= Double(settled) }
      }
    }.reshaped(currents.shape)
  }

  public func step(
    dt: Double, current: UnsafePointer<Double>, output: UnsafeMutablePointer<Double>,
    state: [UnsafeMutablePointer<Double>], count: Int, rng: RandomState?
  ) throws {
    let (tau, coupling) = (tauRecovery.value, coupling.value)
    let (resetVoltage, resetRecovery) = (resetVoltage.value, resetRecovery.value)
    let height = 1 / dt
    // The model's numbers are in milliseconds.
    let perSecond = 1000.0
    let (voltage, recovery) = (state[0], state[1])
    for i in 0..<count {
      // Below this current the numbers may explode.
      let j = max(-30, current[i])
      var v = voltage[i]
      var u = recovery[i]
      v += (0.04 * (v * v) + 5 * v + 140 - u + j) * perSecond * dt
      let isSpike = v >= 30
      output[i] = isSpike ? height : 0
      if isSpike { v = resetVoltage }
      u += (tau * (coupling * v - u)) * perSecond * dt
      if isSpike { u += resetRecovery }
      voltage[i] = v
      recovery[i] = u
    }
  }
}
