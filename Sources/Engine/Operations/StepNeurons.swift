import CKernels

/// `output, states = neurons(J, states)` by kernels (Nengo's SimNeurons).
///
/// In training mode spiking types give their rate and leave the states alone.
struct StepNeurons: Operation {
  static let name = "SimNeurons"

  let typeName: String
  let native: NativeNeurons
  let current: View
  let output: View
  let states: [View]

  var accesses: Accesses { Accesses(sets: [output] + states, reads: [current]) }
  var mergeKey: AnyHashable? { typeName }

  func isDifferentiable(in mode: RunMode) -> Bool { mode == .training || !native.isSpiking }

  func emitForward(_ emitter: Emitter) {
    var kernel = emitter.kernel(over: output)
    kernel.n = output.count
    kernel.x = emitter.value(current)
    if emitter.mode == .training || !native.isSpiking {
      kernel.setParameters(native.rateParameters)
      emitter.add(kernel, native.rate)
      return
    }
    if let first = states.first { kernel.s = emitter.value(first) }
    if states.count > 1 { kernel.t = emitter.value(states[1]) }
    if native.usesStream { kernel.object = emitter.stream(for: output) }
    kernel.setParameters(native.parameters)
    emitter.add(kernel, native.spiking)
  }

  func emitAdjoint(_ emitter: Emitter) {
    if isDifferentiable(in: emitter.mode), emitter.isActive(current) {
      emitter.remember(current)
      var kernel = emitter.kernel(rowsOf: [output])
      kernel.n = output.count
      kernel.x = emitter.value(current)
      kernel.s = emitter.gradient(output)
      kernel.t = emitter.gradient(current)
      kernel.setParameters(native.rateParameters)
      emitter.add(kernel, native.adjoint)
    }
    emitter.clearGradient(output)
  }
}

extension soma_kernel {
  /// Writes `p0`, `p1`, …; at most ten.
  mutating func setParameters(_ values: [Double]) {
    withUnsafeMutableBytes(of: &p) { bytes in
      let slots = bytes.assumingMemoryBound(to: Double.self)
      for (i, value) in values.prefix(slots.count).enumerated() { slots[i] = value }
    }
  }
}
