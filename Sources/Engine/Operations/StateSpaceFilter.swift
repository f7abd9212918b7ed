import CKernels

/// A linear filter in state space, the same on every channel.
///
///     s = A s + B x; y = C s            without passthrough: the output uses the new state
///     y = C s + D x; s = A s + B x      otherwise
struct StateSpaceFilter: Operation {
  static let name = "SimProcess"

  struct Coefficients: Hashable {
    /// [order, order], row-major.
    let a: [Double]
    let b: [Double]
    let c: [Double]
    let d: Double
    var order: Int { b.count }

    /// The largest order that the kernels have room for.
    static let largestOrder = 16
  }

  enum Writing: Hashable { case set, increment, update }

  let coefficients: Coefficients
  let time: View
  let input: View
  let output: View
  /// [order, size]
  let state: View
  let writing: Writing
  /// Filters merge with those of their form.
  let kind: AnyHashable

  var accesses: Accesses {
    switch writing {
    case .set: Accesses(sets: [output], reads: [time, input], updates: [state])
    case .increment: Accesses(incs: [output], reads: [time, input], updates: [state])
    case .update: Accesses(reads: [time, input], updates: [output, state])
    }
  }
  var mergeKey: AnyHashable? { kind }

  private func kernel(_ emitter: Emitter) -> soma_kernel {
    var kernel = emitter.kernel(rowsOf: [input, output, state])
    kernel.m = coefficients.order
    kernel.n = output.count
    kernel.table = emitter.doubles(coefficients.a + coefficients.b + coefficients.c + [coefficients.d])
    kernel.setParameters([coefficients.d == 0 ? 0 : 1, writing == .increment ? 1 : 0])
    return kernel
  }

  func emitForward(_ emitter: Emitter) {
    var kernel = kernel(emitter)
    kernel.y = emitter.value(output)
    kernel.x = emitter.value(input)
    kernel.s = emitter.value(state)
    emitter.add(kernel, .filter)
  }

  func emitAdjoint(_ emitter: Emitter) {
    guard emitter.isActive(output) else { return }
    var kernel = kernel(emitter)
    kernel.y = emitter.gradient(output)
    kernel.x = emitter.isActive(input) ? emitter.gradient(input) : emitter.sink(output)
    kernel.s = emitter.isActive(state) ? emitter.gradient(state) : emitter.sink(state)
    emitter.add(kernel, .filterAdjoint)
  }
}
