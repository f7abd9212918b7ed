/// Rewrites operations without changing what a step computes. Each pass is a pure function; they run in order, again
/// and again, until nothing changes.
enum Simplifier {
  static func simplified(_ model: LoweredModel, _ passes: [Simplification]) -> LoweredModel {
    var model = model
    var changed = true
    while changed {
      changed = false
      for pass in passes {
        if let next = apply(pass, to: model) {
          model = next
          changed = true
        }
      }
    }
    return model
  }

  /// The model after a pass, or nil if the pass found nothing to do.
  private static func apply(_ pass: Simplification, to model: LoweredModel) -> LoweredModel? {
    switch pass {
    case .unmodifiedResets: withoutUnmodifiedResets(model)
    case .zeroIncrements: withoutZeroIncrements(model)
    case .identityProducts: withoutIdentityProducts(model)
    case .constantCopies: withoutConstantCopies(model)
    case .resetIncrements: withoutResetIncrements(model)
    }
  }

  /// A plain reset of something that nobody adds to or updates becomes the initial value.
  private static func withoutUnmodifiedResets(_ model: LoweredModel) -> LoweredModel? {
    let usage = Usage(model)
    var result = model
    var removed: Set<Int> = []
    for (index, operation) in model.operations.enumerated() {
      guard let reset = operation as? Assign, reset.mode == .set else { continue }
      let signal = reset.target.signal
      let writersAreResets = usage.writers(of: signal).allSatisfy {
        (model.operations[$0] as? Assign)?.mode == .set
      }
      guard writersAreResets, !usage.isUpdated(signal), !model.signals[signal].isNodeOutput else { continue }
      let values = reset.value.expanded(reset.target.count)
      result.signals[signal].initial.replaceSubrange(reset.target.offset..<reset.target.end, with: values)
      removed.insert(index)
    }
    return result.without(removed)
  }

  /// An increment with a factor that is always zero does nothing; a set with one is a reset.
  private static func withoutZeroIncrements(_ model: LoweredModel) -> LoweredModel? {
    let usage = Usage(model)
    var result = model
    var removed: Set<Int> = []
    var changed = false
    for (index, operation) in model.operations.enumerated() {
      guard let operation = operation as? any IncrementingOperation, operation.zeroFactors.contains(where: usage.isZero)
      else { continue }
      if operation.mode == .increment {
        removed.insert(index)
      } else if operation.coversTarget, (operation as? MatrixProduct)?.base == nil {
        result.operations[index] = Assign(target: operation.target, value: .scalar(0))
        changed = true
      }
    }
    return result.without(removed) ?? (changed ? result : nil)
  }

  /// A product with an identity is a copy.
  private static func withoutIdentityProducts(_ model: LoweredModel) -> LoweredModel? {
    let usage = Usage(model)
    var result = model
    var changed = false
    for (index, operation) in model.operations.enumerated() {
      guard let (source, target, mode) = identityCopy(operation, usage), source.count == target.count else { continue }
      result.operations[index] = Transfer(source: source, target: target, mode: mode)
      changed = true
    }
    return changed ? result : nil
  }

  private static func identityCopy(_ operation: any Operation, _ usage: Usage) -> (View, View, WriteMode)? {
    func isOnes(_ view: View) -> Bool { usage.constant(view)?.values.allSatisfy { $0 == 1 } ?? false }
    switch operation {
    case let product as Product:
      if isOnes(product.a) { return (product.x, product.target, product.mode) }
      if isOnes(product.x) { return (product.a, product.target, product.mode) }
    case let product as MatrixProduct where product.base == nil && product.a.rows == product.x.count:
      guard let values = usage.constant(product.a)?.values else { return nil }
      let n = product.x.count
      let isIdentity = values.indices.allSatisfy { values[$0] == ($0 / n == $0 % n ? 1 : 0) }
      if isIdentity { return (product.x, product.target, product.mode) }
    case let product as SparseProduct:
      let layout = product.layout
      guard layout.rowCount == layout.columnCount, layout.rows == layout.columns, layout.rows.count == layout.rowCount,
        Set(layout.rows).count == layout.rowCount, isOnes(product.a)
      else { return nil }
      return (product.x, product.target, product.mode)
    default: break
    }
    return nil
  }

  /// A copy of something constant is a reset, which then sets or adds.
  private static func withoutConstantCopies(_ model: LoweredModel) -> LoweredModel? {
    let usage = Usage(model)
    var result = model
    var removed: Set<Int> = []
    var changed = false
    for (index, operation) in model.operations.enumerated() {
      guard let copy = operation as? Transfer, copy.to == nil, let known = usage.constant(copy.source) else { continue }
      let values = copy.from.map { $0.map { known.values[Int($0)] } } ?? known.values
      guard values.count == copy.target.count else { continue }
      let isUniform = values.allSatisfy { $0 == values.first }
      result.operations[index] = Assign(
        target: copy.target, value: isUniform ? .scalar(values.first ?? 0) : .elements(values), mode: copy.mode)
      if let reset = known.reset, usage.readerCount(of: copy.source.signal) == 1 { removed.insert(reset) }
      changed = true
    }
    return result.without(removed) ?? (changed ? result : nil)
  }

  /// A reset to zero goes where the first increment of the very same target can overwrite instead.
  private static func withoutResetIncrements(_ model: LoweredModel) -> LoweredModel? {
    var increments: [View: Int] = [:]
    for (index, operation) in model.operations.enumerated() {
      if let target = overwritable(operation), increments[target] == nil { increments[target] = index }
    }
    var result = model
    var removed: Set<Int> = []
    for (index, operation) in model.operations.enumerated() {
      guard let reset = operation as? Assign, reset.mode == .set, reset.value.isZero,
        let increment = increments.removeValue(forKey: reset.target)
      else { continue }
      // The set stands where the reset stood: plans depend on the order of operations.
      if var taker = model.operations[increment] as? any IncrementingOperation {
        taker.mode = .set
        result.operations[index] = taker
      } else if var taker = model.operations[increment] as? Assign {
        taker.mode = .set
        result.operations[index] = taker
      }
      removed.insert(increment)
    }
    return result.without(removed)
  }

  /// The target of an increment that could as well be a set.
  private static func overwritable(_ operation: any Operation) -> View? {
    if let operation = operation as? any IncrementingOperation, operation.mode == .increment, operation.coversTarget {
      return operation.target
    }
    if let operation = operation as? Assign, operation.mode == .increment { return operation.target }
    return nil
  }
}

extension LoweredModel {
  /// The model without some operations, or nil if there is nothing to remove.
  fileprivate func without(_ removed: Set<Int>) -> LoweredModel? {
    guard !removed.isEmpty else { return nil }
    var result = self
    result.operations = operations.indices.filter { !removed.contains($0) }.map { operations[$0] }
    return result
  }
}
