import CKernels

// Rules that learn from activities alone, and RLS. They have no adjoint: what they change is not trained by gradients.

/// `Δ = κ dt (p (p - θ)) ⊗ a` for the next step.
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

/// `Δ = κ dt (p ⊗ a - β p² W)`, p² scaling rows, for the next step.
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

/// `Δ = κ dt l (s p ⊗ y - p S)`, row by row, for the next step.
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

/// `q = P a; k = 1 / (1 + a·q); P -= k q ⊗ q; Δ = -k e ⊗ q`, for the next step.
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
