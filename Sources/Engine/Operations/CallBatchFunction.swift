import Arrays
import Model

/// `output = f(t, input)` for a function of whole minibatches with a derivative: a tensor node, a layer.
struct CallBatchFunction: Operation {
  static let name = "TensorNode"

  let function: any BatchFunction
  let time: View
  let input: View?
  let output: View?

  var accesses: Accesses { Accesses(sets: output.map { [$0] } ?? [], reads: [time] + (input.map { [$0] } ?? [])) }
  var mergeKey: AnyHashable? { nil }
  func isDifferentiable(in mode: RunMode) -> Bool { function.isDifferentiable }

  func emitForward(_ emitter: Emitter) {
    let (function, mode, dt, items) = (function, emitter.mode, emitter.dt, emitter.minibatch)
    let (from, to, dtype) = (input.map { emitter.host($0) }, output.map { emitter.host($0) }, emitter.precision.dtype)
    emitter.addHost(rows: items) { clock, step in
      let result = try function.evaluate(
        time: Double(clock) * dt, step: step, input: from.map { try $0.array(items: items) }, mode: mode)
      guard let to else { return }
      guard result.size == items * to.count else {
        throw NengoError.validation(
          "'\(function.name)' gave shape \(ArrayError.text(shape: result.shape)), expected (\(items), \(to.count))",
          attribute: "tensor_func", owner: "TensorNode")
      }
      to.write(try result.contiguous().cast(to: dtype), items: items)
    }
  }

  func emitAdjoint(_ emitter: Emitter) {
    guard let output else { return }
    let pulls = function.isDifferentiable && (function.hasParameters || (input.map { emitter.isActive($0) } ?? false))
    if pulls, emitter.isActive(output) {
      if let input { emitter.remember(input) }
      emitPullback(emitter, output)
    }
    emitter.clearGradient(output)
  }

  private func emitPullback(_ emitter: Emitter, _ output: View) {
    let (function, mode, dt, items) = (function, emitter.mode, emitter.dt, emitter.minibatch)
    let (from, above, dtype) = (input.map { emitter.host($0) }, emitter.hostGradient(output), emitter.precision.dtype)
    let below = input.flatMap { emitter.isActive($0) ? emitter.hostGradient($0) : nil }
    emitter.addHost(rows: items) { clock, step in
      let gradient = try function.pullback(
        time: Double(clock) * dt, step: step, input: from.map { try $0.array(items: items) },
        outputGradient: try above.array(items: items), mode: mode)
      guard let below, let gradient else { return }
      guard gradient.size == items * below.count else {
        throw NengoError(
          .simulation,
          "gradient of '\(function.name)' has shape \(ArrayError.text(shape: gradient.shape)), "
            + "expected (\(items), \(below.count))")
      }
      below.write(try gradient.contiguous().cast(to: dtype), items: items, adding: true)
    }
  }
}
