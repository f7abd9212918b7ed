import CKernels

/// `dst[to] = src[from]`, or `+=` (Nengo's Copy). Index lists may repeat; missing ones mean all elements in order.
struct Transfer: IncrementingOperation {
  static let name = "Copy"

  let source: View
  let target: View
  var from: [Int32]?
  var to: [Int32]?
  var mode: WriteMode
  /// Whether the target was written as a part of something, even if it is all of it.
  var isToPart = false

  var accesses: Accesses { mode.accesses(target, reads: [source]) }
  var zeroFactors: [View] { [source] }
  var coversTarget: Bool { to == nil && !isToPart }

  private var count: Int { to?.count ?? from?.count ?? target.count }
  private var isPlain: Bool { from == nil && to == nil }

  func emitForward(_ emitter: Emitter) {
    var kernel = emitter.kernel(over: target)
    kernel.x = emitter.value(source)
    kernel.n = count
    kernel.table = emitter.table(to)
    kernel.table2 = emitter.table(from)
    switch (isPlain, mode) {
    case (true, .set): emitter.add(kernel, .copy)
    case (true, .increment): emitter.add(kernel, .copyIncrement)
    case (false, .set): emitter.add(kernel, .gather)
    case (false, .increment): emitter.add(kernel, .gatherIncrement)
    }
  }

  func emitAdjoint(_ emitter: Emitter) {
    if emitter.isActive(source) {
      var kernel = emitter.kernel(rowsOf: [source, target])
      kernel.y = emitter.gradient(source)
      kernel.x = emitter.gradient(target)
      kernel.n = count
      kernel.table = emitter.table(from)
      kernel.table2 = emitter.table(to)
      emitter.add(kernel, isPlain ? .copyIncrement : .gatherIncrement)
    }
    guard mode == .set else { return }
    if let to {
      emitter.clearGradient(target, elements: to)
    } else {
      emitter.clearGradient(target)
    }
  }
}
