import CKernels

/// `y += A x`, A [m, n] (Nengo's DotInc); after fusing also `y = base + A x`.
struct MatrixProduct: IncrementingOperation {
  static let name = "DotInc"

  let a: View
  let x: View
  let target: View
  var mode: WriteMode
  /// What a set starts from, in place of zero.
  var base: View?

  var accesses: Accesses { mode.accesses(target, reads: [a, x] + (base.map { [$0] } ?? [])) }
  var zeroFactors: [View] { [a, x] }
  var mergeKey: AnyHashable? { [a.rows, x.rows, target.rows] }

  private var m: Int { target.count }
  private var n: Int { x.count }

  /// Whether the batch goes through BLAS: items share the matrix, and it is neither a column nor a row nor tiny.
  private func isBatchProduct(_ emitter: Emitter, rows: Int) -> Bool {
    rows > 1 && !emitter.isSpread(a) && m > 1 && n > 1 && m * n * rows >= 256
  }

  func emitForward(_ emitter: Emitter) {
    var kernel = emitter.kernel(over: target)
    kernel.m = m
    kernel.n = n
    kernel.a = emitter.value(a)
    kernel.x = emitter.value(x)
    let isBatch = isBatchProduct(emitter, rows: kernel.rows)
    if let base {
      kernel.t = emitter.value(base)
      emitter.add(kernel, isBatch ? .gemmBias : .dotBias)
    } else if mode == .set {
      emitter.add(kernel, isBatch ? .gemm : .dot)
    } else {
      emitter.add(kernel, isBatch ? .gemmIncrement : .dotIncrement)
    }
  }

  func emitAdjoint(_ emitter: Emitter) {
    var kernel = emitter.kernel(rowsOf: [a, x, target])
    kernel.m = m
    kernel.n = n
    kernel.y = emitter.gradient(target)
    // With an input that all items share, its gradient is a sum over the batch, which BLAS can't be asked for.
    let isBatch = isBatchProduct(emitter, rows: kernel.rows) && emitter.isSpread(x)
    if emitter.isActive(x) {
      emitter.remember(a)
      var below = kernel
      below.a = emitter.value(a)
      below.x = emitter.gradient(x)
      emitter.add(below, isBatch ? .gemmTransposed : .dotTransposed)
    }
    if emitter.isActive(a) {
      emitter.remember(x)
      var weights = kernel
      weights.a = emitter.gradient(a)
      weights.x = emitter.value(x)
      emitter.add(weights, isBatch ? .gemmOuter : .outerIncrement)
    }
    if let base, emitter.isActive(base) {
      var kernel = emitter.kernel(rowsOf: [base, target])
      kernel.y = emitter.gradient(base)
      kernel.x = emitter.gradient(target)
      kernel.n = m
      emitter.add(kernel, .copyIncrement)
    }
    if mode == .set { emitter.clearGradient(target) }
  }
}
