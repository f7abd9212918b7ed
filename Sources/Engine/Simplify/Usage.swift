/// Who touches which base signal, for the simplification passes.
struct Usage {
  /// Operations that set or add to a base signal, in order.
  private var writers: [[Int]]
  private var updated: Set<Int> = []
  private var readerCounts: [Int]
  private let model: LoweredModel

  init(_ model: LoweredModel) {
    self.model = model
    writers = Array(repeating: [], count: model.signals.entries.count)
    readerCounts = Array(repeating: 0, count: model.signals.entries.count)
    for (index, operation) in model.operations.enumerated() {
      let accesses = operation.accesses
      for view in accesses.sets + accesses.incs where writers[view.signal].last != index {
        writers[view.signal].append(index)
      }
      for view in accesses.updates { updated.insert(view.signal) }
      for view in accesses.reads { readerCounts[view.signal] += 1 }
    }
  }

  func writers(of signal: Int) -> [Int] { writers[signal] }
  func isUpdated(_ signal: Int) -> Bool { updated.contains(signal) }
  func readerCount(of signal: Int) -> Int { readerCounts[signal] }

  /// The values that a view has in every step, if they are known: nobody writes it and it is not trained, or one plain
  /// reset does. `reset` is the place of that one.
  func constant(_ view: View) -> (values: [Double], reset: Int?)? {
    let entry = model.signals[view.signal]
    guard !entry.isNodeOutput, !updated.contains(view.signal), !entry.isInteger else { return nil }
    let writers = writers[view.signal]
    if writers.isEmpty {
      guard entry.mark != .trainable else { return nil }
      return (Array(entry.initial[view.offset..<view.end]), nil)
    }
    guard writers.count == 1, let writer = writers.first, let reset = model.operations[writer] as? Assign,
      reset.mode == .set, reset.target.offset <= view.offset, view.end <= reset.target.end
    else { return nil }
    let values = reset.value.expanded(reset.target.count)
    let start = view.offset - reset.target.offset
    return (Array(values[start..<(start + view.count)]), writer)
  }

  func isZero(_ view: View) -> Bool { constant(view)?.values.allSatisfy { $0 == 0 } ?? false }
}
