import CKernels

/// The kernels through which inputs come and probes go. Addresses outside the arena are filled in for each run.
enum Ports {
  static func inputs(_ model: LoweredModel, _ emitter: Emitter) -> [EmittedKernel] {
    for view in model.inputs {
      var kernel = emitter.kernel(over: view)
      kernel.n = view.count
      emitter.add(kernel, .input)
    }
    return emitter.take()
  }

  static func probes(_ model: LoweredModel, _ emitter: Emitter) -> [EmittedKernel] {
    for view in model.probes {
      var kernel = emitter.kernel(rowsOf: [view])
      kernel.x = emitter.value(view)
      kernel.n = view.count
      emitter.add(kernel, .probe)
    }
    return emitter.take()
  }

  static func probeAdjoints(_ model: LoweredModel, _ emitter: Emitter) -> [EmittedKernel] {
    for view in model.probes {
      var kernel = emitter.kernel(rowsOf: [view])
      kernel.x = emitter.gradient(view)
      kernel.n = view.count
      emitter.add(kernel, .probeAdjoint)
    }
    return emitter.take()
  }

  static func inputAdjoints(_ model: LoweredModel, _ emitter: Emitter) -> [EmittedKernel] {
    for view in model.inputs {
      var kernel = emitter.kernel(rowsOf: [view])
      kernel.y = emitter.gradient(view)
      kernel.n = view.count
      emitter.add(kernel, .inputAdjoint)
    }
    return emitter.take()
  }
}
