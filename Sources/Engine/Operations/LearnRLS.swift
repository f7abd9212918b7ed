import CKernels

/// `q = P a; k = 1 / (1 + a·q); P -= k q ⊗ q; Δ = -k e ⊗ q`, for the next step.
///
/// It has no adjoint: what it changes is not trained by gradients.
struct LearnRLS: Operation {
  static let name = "SimRLS"

  let activities: View
  let error: View
  let inverseGamma: View
  let delta: View

  var accesses: Accesses { Accesses(reads: [activities, error], updates: [delta, inverseGamma]) }
  var mergeKey: AnyHashable? { [activities.count, error.count] }
  func isDifferentiable(in mode: RunMode) -> Bool { false }

  func emitForward(_ emitter: Emitter) {
    var kernel = emitter.kernel(rowsOf: [delta])
    kernel.m = error.count
    kernel.n = activities.count
    kernel.a = emitter.value(delta)
    kernel.x = emitter.value(activities)
    kernel.y = emitter.value(error)
    kernel.s = emitter.value(inverseGamma)
    kernel.t = emitter.scratch(activities.count)
    emitter.add(kernel, .rls)
  }

  func emitAdjoint(_ emitter: Emitter) {
    emitter.clearGradient(delta)
    emitter.clearGradient(inverseGamma)
  }
}
