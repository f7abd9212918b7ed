import CKernels

/// `y = keep y + gain x`, for the next step or at once: a filter with one state, which is its output.
struct LowpassFilter: Operation {
  static let name = "SimProcess"

  let time: View
  let input: View
  let output: View
  let keep: Double
  let gain: Double
  /// Whether readers see the new value in the next step only.
  let isUpdate: Bool
  /// Filters of a form and size merge.
  let kind: AnyHashable

  var accesses: Accesses {
    isUpdate ? Accesses(reads: [time, input], updates: [output]) : Accesses(sets: [output], reads: [time, input])
  }
  var mergeKey: AnyHashable? { kind }

  private func kernel(_ emitter: Emitter) -> soma_kernel {
    var kernel = emitter.kernel(rowsOf: [input, output])
    kernel.n = output.count
    kernel.setParameters([keep, gain])
    return kernel
  }

  func emitForward(_ emitter: Emitter) {
    var kernel = kernel(emitter)
    kernel.y = emitter.value(output)
    kernel.x = emitter.value(input)
    emitter.add(kernel, .lowpass)
  }

  func emitAdjoint(_ emitter: Emitter) {
    guard emitter.isActive(output) else { return }
    var kernel = kernel(emitter)
    kernel.y = emitter.gradient(output)
    kernel.x = emitter.isActive(input) ? emitter.gradient(input) : emitter.sink(output)
    emitter.add(kernel, .lowpassAdjoint)
  }
}
