import CKernels

/// `Δ = κ dt (p ⊗ a - β p² W)`, p² scaling rows, for the next step.
///
/// It has no adjoint: what it changes is not trained by gradients.
struct LearnOja: Operation {
  static let name = "SimOja"

  let pre: View
  let post: View
  let weights: View
  let delta: View
  /// `κ dt`
  let rate: Double
  let beta: Double

  var accesses: Accesses { Accesses(reads: [pre, post, weights], updates: [delta]) }
  var mergeKey: AnyHashable? { [pre.count, post.count] }
  func isDifferentiable(in mode: RunMode) -> Bool { false }

  func emitForward(_ emitter: Emitter) {
    var kernel = emitter.kernel(rowsOf: [delta])
    kernel.m = post.count
    kernel.n = pre.count
    kernel.setParameters([rate, beta])
    kernel.a = emitter.value(delta)
    kernel.x = emitter.value(pre)
    kernel.y = emitter.value(post)
    kernel.s = emitter.value(weights)
    emitter.add(kernel, .oja)
  }

  func emitAdjoint(_ emitter: Emitter) { emitter.clearGradient(delta) }
}
