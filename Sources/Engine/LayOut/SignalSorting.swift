/// Orders signals so that what a group reads or writes at one place lies together, in the order of its operations.
enum SignalSorting {
  struct Result {
    let order: [Int]
    /// The groups, with operations reordered within them.
    let grouping: Grouping
  }

  static func sorted(_ model: LoweredModel, _ grouping: Grouping, _ sorter: SignalSorter) -> Result {
    Result(order: firstUse(model, grouping), grouping: grouping)
  }

  /// Signals in the order in which the plan touches them, then the inputs and probes that no operation touches.
  static func firstUse(_ model: LoweredModel, _ grouping: Grouping) -> [Int] {
    var seen: Set<Int> = []
    var order: [Int] = []
    func visit(_ view: View) {
      if seen.insert(view.signal).inserted { order.append(view.signal) }
    }
    for group in grouping {
      for operation in group { model.operations[operation].accesses.all.forEach(visit) }
    }
    (model.inputs + model.probes + [model.step, model.time]).forEach(visit)
    return order
  }
}
