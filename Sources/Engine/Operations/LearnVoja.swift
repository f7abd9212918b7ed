import CKernels

/// `Δ = κ dt l (s p ⊗ y - p S)`, row by row, for the next step.
///
/// It has no adjoint: what it changes is not trained by gradients.
struct LearnVoja: Operation {
  static let name = "SimVoja"

  let decoded: View
  let post: View
  let encoders: View
  let learning: View
  let delta: View
  /// `κ dt`
  let rate: Double
  /// Gain over radius of each neuron.
  let scale: [Double]

  var accesses: Accesses { Accesses(reads: [decoded, post, encoders, learning], updates: [delta]) }
  var mergeKey: AnyHashable? { [decoded.count, post.count] }
  func isDifferentiable(in mode: RunMode) -> Bool { false }

  func emitForward(_ emitter: Emitter) {
    var kernel = emitter.kernel(rowsOf: [delta])
    kernel.m = post.count
    kernel.n = decoded.count
    kernel.setParameters([rate])
    kernel.a = emitter.value(delta)
    kernel.x = emitter.value(decoded)
    kernel.y = emitter.value(post)
    kernel.s = emitter.value(encoders)
    kernel.t = emitter.constant(scale)
    kernel.u = emitter.value(learning)
    emitter.add(kernel, .voja)
  }

  func emitAdjoint(_ emitter: Emitter) { emitter.clearGradient(delta) }
}
