/// What operations must have in common to run as one group: kind, own conditions, and the form of all their signals.
struct MergeClass: Hashable {
  private struct Form: Hashable {
    let isInteger: Bool
    let isSparse: Bool
    let mark: ParameterMark
    let isBatched: Bool
    let viewTrailing: [Int]
    let baseTrailing: [Int]
  }

  private let kind: ObjectIdentifier
  private let key: AnyHashable
  private let forms: [[Form]]

  /// Nil for operations that never merge.
  init?(_ operation: any Operation, _ signals: SignalTable) {
    guard let key = operation.mergeKey else { return nil }
    self.key = key
    kind = ObjectIdentifier(type(of: operation))
    let accesses = operation.accesses
    forms = [accesses.sets, accesses.incs, accesses.reads, accesses.updates].map { views in
      views.map { view in
        let entry = signals[view.signal]
        let isSparse = entry.sparse != nil
        return Form(
          isInteger: entry.isInteger, isSparse: isSparse, mark: entry.mark, isBatched: entry.isBatched,
          viewTrailing: isSparse ? [] : view.trailing, baseTrailing: isSparse ? [] : entry.trailing)
      }
    }
  }

  /// A number for each operation; operations that may merge have the same one.
  static func numbers(_ operations: [any Operation], _ signals: SignalTable) -> [Int] {
    var known: [MergeClass: Int] = [:]
    var count = 0
    return operations.map { operation in
      let key = MergeClass(operation, signals)
      if let key, let number = known[key] { return number }
      if let key { known[key] = count }
      count += 1
      return count - 1
    }
  }
}
