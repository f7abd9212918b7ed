import CKernels

/// `Δ = -(κ dt / n) e ⊗ a` for the next step.
struct LearnPES: Operation {
  static let name = "SimPES"

  let activities: View
  let error: View
  let delta: View
  /// `-κ dt / n`
  let rate: Double

  var accesses: Accesses { Accesses(reads: [activities, error], updates: [delta]) }
  var mergeKey: AnyHashable? { [activities.count, error.count] }

  private func kernel(_ emitter: Emitter) -> soma_kernel {
    var kernel = emitter.kernel(rowsOf: [activities, error, delta])
    kernel.m = error.count
    kernel.n = activities.count
    kernel.setParameters([rate])
    kernel.y = emitter.value(error)
    kernel.x = emitter.value(activities)
    return kernel
  }

  func emitForward(_ emitter: Emitter) {
    var kernel = kernel(emitter)
    kernel.a = emitter.value(delta)
    emitter.add(kernel, .outer)
  }

  func emitAdjoint(_ emitter: Emitter) {
    guard emitter.isActive(delta) else { return }
    emitter.remember(error)
    emitter.remember(activities)
    var kernel = kernel(emitter)
    kernel.a = emitter.gradient(delta)
    kernel.s = emitter.isActive(error) ? emitter.gradient(error) : emitter.sink(error)
    kernel.t = emitter.isActive(activities) ? emitter.gradient(activities) : emitter.sink(activities)
    emitter.add(kernel, .pesAdjoint)
  }
}
