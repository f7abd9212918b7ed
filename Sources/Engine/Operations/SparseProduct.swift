import CKernels

/// `y += A x` with a sparse A, whose view holds its entries (Nengo's SparseDotInc).
struct SparseProduct: IncrementingOperation {
  static let name = "SparseDotInc"

  let a: View
  let layout: SparseLayout
  let x: View
  let target: View
  var mode: WriteMode

  var accesses: Accesses { mode.accesses(target, reads: [a, x]) }
  var zeroFactors: [View] { [a, x] }

  private func kernel(_ emitter: Emitter) -> soma_kernel {
    var kernel = emitter.kernel(rowsOf: [a, x, target])
    kernel.m = layout.rowCount
    kernel.n = layout.columnCount
    kernel.count = layout.rows.count
    kernel.table = emitter.table(layout.rows)
    kernel.table2 = emitter.table(layout.columns)
    return kernel
  }

  func emitForward(_ emitter: Emitter) {
    var kernel = kernel(emitter)
    kernel.y = emitter.value(target)
    kernel.a = emitter.value(a)
    kernel.x = emitter.value(x)
    emitter.add(kernel, mode == .set ? .sparse : .sparseIncrement)
  }

  func emitAdjoint(_ emitter: Emitter) {
    var kernel = kernel(emitter)
    kernel.y = emitter.gradient(target)
    if emitter.isActive(x) {
      emitter.remember(a)
      kernel.a = emitter.value(a)
      kernel.x = emitter.gradient(x)
      emitter.add(kernel, .sparseTransposed)
    }
    if emitter.isActive(a) {
      emitter.remember(x)
      kernel.a = emitter.gradient(a)
      kernel.x = emitter.value(x)
      emitter.add(kernel, .sparseOuter)
    }
    if mode == .set { emitter.clearGradient(target) }
  }
}
