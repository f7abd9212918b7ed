/// Cuts the ordered signals into arrays.
enum LayingOut {
  static func layout(_ model: LoweredModel, _ grouping: Grouping, _ sorter: SignalSorter) -> (Layout, Grouping) {
    let sorted = SignalSorting.sorted(model, grouping, sorter)
    let order = sorted.order
    let arrays = Sections(model, sorted.grouping, order).ranges.flatMap { collected(model, order[$0]) }
    let kept = keptSignals(model)
    return (
      Layout(
        arrays: arrays.map { members in
          let first = model.signals[members[0]]
          return Layout.Array(
            mark: first.mark, isBatched: first.isBatched, isInteger: first.isInteger,
            trailing: first.trailing, signals: members, isSaved: members.contains { kept.contains($0) })
        }),
      sorted.grouping
    )
  }

  private struct Key: Hashable {
    let isInteger: Bool
    let trailing: [Int]
    let mark: ParameterMark
    let isBatched: Bool
  }

  /// Signals of one section, collected by type, trailing shape, mark and batch axis.
  private static func collected(_ model: LoweredModel, _ section: ArraySlice<Int>) -> [[Int]] {
    var places: [Key: Int] = [:]
    var arrays: [[Int]] = []
    for signal in section {
      let entry = model.signals[signal]
      let key = Key(
        isInteger: entry.isInteger, trailing: entry.trailing, mark: entry.mark, isBatched: entry.isBatched)
      if let place = places[key] {
        arrays[place].append(signal)
      } else {
        places[key] = arrays.count
        arrays.append([signal])
      }
    }
    return arrays
  }

  /// Signals whose values count from one step to the next: all but those that each step sets anew.
  private static func keptSignals(_ model: LoweredModel) -> Set<Int> {
    var covered: [Int: Int] = [:]
    var kept: Set<Int> = []
    for operation in model.operations {
      for view in operation.accesses.sets { covered[view.signal, default: 0] += view.count }
      for view in operation.accesses.updates { kept.insert(view.signal) }
      if let neurons = operation as? StepNeurons { kept.formUnion(neurons.states.map(\.signal)) }
      if let neurons = operation as? StepGenericNeurons { kept.formUnion(neurons.states.map(\.signal)) }
      if let filter = operation as? LowpassFilter { kept.insert(filter.output.signal) }
    }
    kept.insert(model.step.signal)
    for (index, entry) in model.signals.entries.enumerated() where covered[index, default: 0] < entry.count {
      kept.insert(index)
    }
    return kept
  }
}

/// Where one set of arrays ends and the next begins: between signals that no group spans.
private struct Sections {
  let ranges: [Range<Int>]

  init(_ model: LoweredModel, _ grouping: Grouping, _ order: [Int]) {
    var positions = [Int](repeating: -1, count: model.signals.entries.count)
    for (position, signal) in order.enumerated() { positions[signal] = position }
    // The last position that an interval starting at or before a position reaches.
    var reach = Swift.Array(order.indices)
    for group in grouping where !(model.operations[group[0]] is Assign) {
      for column in Blocks.columns(group, model) {
        let touched = column.map { positions[$0.signal] }
        guard let low = touched.min(), let high = touched.max(), low >= 0 else { continue }
        reach[low] = max(reach[low], high)
      }
    }
    var ranges: [Range<Int>] = []
    var start = 0
    var end = 0
    for position in order.indices {
      end = max(end, reach[position])
      if end == position {
        ranges.append(start..<(position + 1))
        start = position + 1
        end = start
      }
    }
    self.ranges = ranges
  }
}

/// The signals at one place of all operations of a group: what a merged operation reads or writes as one.
enum Blocks {
  /// Views by place: the first reads of all operations, and so on through reads, sets, incs and updates.
  static func columns(_ group: [Int], _ model: LoweredModel) -> [[View]] {
    let rows = group.map { model.operations[$0].accesses.all }
    let width = rows.map(\.count).min() ?? 0
    return (0..<width).map { column in rows.map { $0[column] } }
  }
}
