import CKernels

/// Reads a probed signal at the end of a step (Nengo's SimProbe). The ports copy it out; see `Ports`.
struct Observe: Operation {
  static let name = "SimProbe"

  let source: View

  var accesses: Accesses { Accesses(reads: [source]) }
  var mergeKey: AnyHashable? { nil }

  func emitForward(_ emitter: Emitter) {}
  func emitAdjoint(_ emitter: Emitter) {}
}
