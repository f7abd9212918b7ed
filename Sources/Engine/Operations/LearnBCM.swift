import CKernels

/// `Δ = κ dt (p (p - θ)) ⊗ a` for the next step.
///
/// It has no adjoint: what it changes is not trained by gradients.
struct LearnBCM: Operation {
  static let name = "SimBCM"

  let pre: View
  let post: View
  let theta: View
  let delta: View
  /// `κ dt`
  let rate: Double

  var accesses: Accesses { Accesses(reads: [pre, post, theta], updates: [delta]) }
  var mergeKey: AnyHashable? { [pre.count, post.count] }
  func isDifferentiable(in mode: RunMode) -> Bool { false }

  func emitForward(_ emitter: Emitter) {
    var kernel = emitter.kernel(rowsOf: [delta])
    kernel.m = post.count
    kernel.n = pre.count
    kernel.setParameters([rate])
    kernel.a = emitter.value(delta)
    kernel.x = emitter.value(pre)
    kernel.y = emitter.value(post)
    kernel.s = emitter.value(theta)
    emitter.add(kernel, .bcm)
  }

  func emitAdjoint(_ emitter: Emitter) { emitter.clearGradient(delta) }
}
