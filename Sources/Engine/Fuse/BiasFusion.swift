/// A copy of something constant into a target that a matrix product then adds to becomes the product's base:
/// `y = b; y += A x` is one pass over `y`.
enum BiasFusion {
  static func fused(_ model: LoweredModel, _ grouping: Grouping) -> (LoweredModel, Grouping) {
    var model = model
    let written = model.writtenSignals
    var copies: [View: Int] = [:]
    var removed: Set<Int> = []
    /// Copies on each signal that a later product may take over.
    var open: [Int: [View]] = [:]
    for operation in grouping.joined() {
      let accesses = model.operations[operation].accesses
      if var product = model.operations[operation] as? MatrixProduct, product.mode == .increment,
        let copy = copies.removeValue(forKey: product.target), let transfer = model.operations[copy] as? Transfer
      {
        product.base = transfer.source
        product.mode = .set
        model.operations[operation] = product
        removed.insert(copy)
      }
      for view in accesses.all {
        for other in open[view.signal] ?? [] where other.overlaps(view) { copies[other] = nil }
      }
      if let transfer = model.operations[operation] as? Transfer, transfer.mode == .set, transfer.from == nil,
        transfer.to == nil, !written.contains(transfer.source.signal)
      {
        copies[transfer.target] = operation
        open[transfer.target.signal, default: []].append(transfer.target)
      }
    }
    let kept = grouping.map { $0.filter { !removed.contains($0) } }.filter { !$0.isEmpty }
    return (model, kept)
  }
}

extension LoweredModel {
  /// Signals that the program changes: written by operations or fed from outside.
  var writtenSignals: Set<Int> {
    var written = Set(inputs.map(\.signal))
    for operation in operations { written.formUnion(operation.accesses.written.map(\.signal)) }
    return written
  }
}
