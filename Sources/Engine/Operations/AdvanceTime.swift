import CKernels

/// `step += 1; time = step dt` (Nengo's TimeUpdate).
struct AdvanceTime: Operation {
  static let name = "TimeUpdate"

  let step: View
  let time: View

  var accesses: Accesses { Accesses(sets: [step, time]) }
  var mergeKey: AnyHashable? { nil }
  func isDifferentiable(in mode: RunMode) -> Bool { false }

  func emitForward(_ emitter: Emitter) {
    var kernel = soma_kernel()
    kernel.rows = 1
    kernel.repeats = 1
    kernel.y = emitter.value(step)
    kernel.t = emitter.value(time)
    emitter.add(kernel, .time)
  }

  func emitAdjoint(_ emitter: Emitter) {}
}
