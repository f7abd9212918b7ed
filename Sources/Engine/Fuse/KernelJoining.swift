import CKernels

/// Joins the kernels of a group: operations that are alike, on neighbouring memory, become one kernel over all of it.
enum KernelJoining {
  static func joined(_ kernels: [EmittedKernel], _ precision: Precision) -> [EmittedKernel] {
    var result: [EmittedKernel] = []
    for kernel in kernels {
      if let last = result.last, let joined = join(last, kernel, precision) {
        result[result.count - 1] = joined
      } else {
        result.append(kernel)
      }
    }
    return result.map { flattened($0) }
  }

  private static let operands: [WritableKeyPath<soma_kernel, soma_operand> & Sendable] = [
    \.y, \.a, \.x, \.s, \.t, \.u,
  ]

  private static func join(_ first: EmittedKernel, _ second: EmittedKernel, _ precision: Precision) -> EmittedKernel? {
    guard first.name == second.name, first.joining != .never, areAlike(first.kernel, second.kernel) else { return nil }
    var joined = first
    switch first.joining {
    case .elementwise:
      if let longer = stretched(first.kernel, second.kernel, precision) {
        joined.kernel = longer
        return joined
      }
    case .stackedRows:
      if let taller = stacked(first.kernel, second.kernel, precision) {
        joined.kernel = taller
        return joined
      }
    default: break
    }
    guard let repeated = repeated(first.kernel, second.kernel, precision) else { return nil }
    joined.kernel = repeated
    return joined
  }

  /// Whether both differ at most in addresses and extents.
  private static func areAlike(_ a: soma_kernel, _ b: soma_kernel) -> Bool {
    guard a.rows == b.rows, b.repeats == 1, a.object == nil, b.object == nil, a.table == b.table,
      a.table2 == b.table2, a.count == b.count
    else { return false }
    let parameters = withUnsafeBytes(of: a.p) { first in
      withUnsafeBytes(of: b.p) { second in first.elementsEqual(second) }
    }
    return parameters
      && operands.allSatisfy { path in
        let (first, second) = (a[keyPath: path], b[keyPath: path])
        return (first.at == nil) == (second.at == nil) && first.row == second.row && first.unit == second.unit
      }
  }

  /// Elements from one address to another.
  private static func distance(
    _ first: soma_operand, _ second: soma_operand, _ precision: Precision
  ) -> Int? {
    guard let from = first.at, let to = second.at else { return nil }
    return (to - from) / precision.itemSize
  }

  /// One run where the second follows the first in all operands; single values have to be the same ones.
  private static func stretched(_ a: soma_kernel, _ b: soma_kernel, _ precision: Precision) -> soma_kernel? {
    guard a.repeats == 1 else { return nil }
    for path in operands where a[keyPath: path].at != nil {
      let wanted = a[keyPath: path].unit == 0 ? 0 : a.n
      guard distance(a[keyPath: path], b[keyPath: path], precision) == wanted else { return nil }
    }
    var joined = a
    joined.n += b.n
    return joined
  }

  /// One taller matrix over the same vector `x`.
  private static func stacked(_ a: soma_kernel, _ b: soma_kernel, _ precision: Precision) -> soma_kernel? {
    guard a.repeats == 1, a.n == b.n, distance(a.x, b.x, precision) == 0, distance(a.y, b.y, precision) == a.m,
      distance(a.a, b.a, precision) == a.m * a.n, a.t.at == nil || distance(a.t, b.t, precision) == a.m
    else { return nil }
    var joined = a
    joined.m += b.m
    return joined
  }

  /// One more repeat at the same distance.
  private static func repeated(_ a: soma_kernel, _ b: soma_kernel, _ precision: Precision) -> soma_kernel? {
    guard a.m == b.m, a.n == b.n else { return nil }
    var joined = a
    for path in operands where a[keyPath: path].at != nil {
      guard let distance = distance(a[keyPath: path], b[keyPath: path], precision) else { return nil }
      if a.repeats == 1 {
        joined[keyPath: path].step = distance
      } else if distance != a[keyPath: path].step * a.repeats {
        return nil
      }
    }
    joined.repeats += 1
    return joined
  }

  /// Items that follow each other without a gap are one run.
  private static func flattened(_ emitted: EmittedKernel) -> EmittedKernel {
    let kernel = emitted.kernel
    guard emitted.joining == .elementwise, kernel.rows > 1, kernel.repeats == 1, kernel.table == nil else {
      return emitted
    }
    for path in operands where kernel[keyPath: path].at != nil {
      let operand = kernel[keyPath: path]
      guard operand.unit == 0 ? operand.row == 0 : operand.row == kernel.n else { return emitted }
    }
    var flat = emitted
    flat.kernel.n *= kernel.rows
    flat.kernel.rows = 1
    return flat
  }
}
