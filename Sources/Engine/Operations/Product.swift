import CKernels

/// `y += a x`, elementwise; either factor may be a scalar (Nengo's ElementwiseInc).
struct Product: IncrementingOperation {
  static let name = "ElementwiseInc"

  let a: View
  let x: View
  let target: View
  var mode: WriteMode

  var accesses: Accesses { mode.accesses(target, reads: [a, x]) }
  var zeroFactors: [View] { [a, x] }
  var mergeKey: AnyHashable? { [a.rows, x.rows, target.rows] }

  private func factor(_ view: View, _ operand: soma_operand) -> soma_operand {
    var operand = operand
    operand.unit = view.isScalar && !target.isScalar ? 0 : 1
    return operand
  }

  func emitForward(_ emitter: Emitter) {
    var kernel = emitter.kernel(over: target)
    kernel.n = target.count
    kernel.a = factor(a, emitter.value(a))
    kernel.x = factor(x, emitter.value(x))
    emitter.add(kernel, mode == .set ? .product : .productIncrement)
  }

  func emitAdjoint(_ emitter: Emitter) {
    pull(to: a, times: x, emitter)
    pull(to: x, times: a, emitter)
    if mode == .set { emitter.clearGradient(target) }
  }

  private func pull(to factor: View, times other: View, _ emitter: Emitter) {
    guard emitter.isActive(factor) else { return }
    emitter.remember(other)
    var kernel = emitter.kernel(rowsOf: [factor, other, target])
    kernel.y = self.factor(factor, emitter.gradient(factor))
    kernel.a = emitter.gradient(target)
    kernel.x = self.factor(other, emitter.value(other))
    kernel.n = target.count
    emitter.add(kernel, .productIncrement)
  }
}
