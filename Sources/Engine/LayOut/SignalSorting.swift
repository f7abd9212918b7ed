/// Orders signals so that what a group reads or writes at one place (a block) lies together, in the order of its
/// operations; a merged operation then works on runs of memory.
enum SignalSorting {
  struct Result {
    let order: [Int]
    /// The groups, with operations reordered within them.
    let grouping: Grouping
  }

  static func sorted(_ model: LoweredModel, _ grouping: Grouping, _ sorter: SignalSorter) -> Result {
    let firstUse = firstUse(model, grouping)
    switch sorter {
    case .firstUse: return Result(order: firstUse, grouping: grouping)
    case .blocks(let passes):
      var sorting = BlockSorting(model, grouping, firstUse)
      return sorting.sorted(passes: passes)
    }
  }

  /// Signals in the order in which the plan touches them, then the inputs and probes that no operation touches.
  private static func firstUse(_ model: LoweredModel, _ grouping: Grouping) -> [Int] {
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

/// The sort by blocks.
private struct BlockSorting {
  /// One place of the operations of one group.
  private struct Column {
    let group: Int
    let place: Int
    let block: Int
  }

  private let model: LoweredModel
  private var grouping: Grouping
  private let firstUse: [Int]
  /// From the smallest block to the largest, equal ones against the order of the plan.
  private var columns: [Column] = []
  /// For each signal the blocks that it belongs to, largest (smallest number) first.
  private var memberships: [Int: [Int]] = [:]
  private var order: [Int] = []
  /// The place of each signal's set of blocks in the first order, which stays.
  private var ranks: [Int: Int] = [:]
  private var positions: [Int]

  init(_ model: LoweredModel, _ grouping: Grouping, _ firstUse: [Int]) {
    self.model = model
    self.grouping = grouping
    self.firstUse = firstUse
    positions = [Int](repeating: 0, count: model.signals.entries.count)
    collectBlocks()
  }

  mutating func sorted(passes: Int) -> SignalSorting.Result {
    order = initialOrder()
    place()
    rankSets()
    for _ in 0..<max(passes, 0) {
      let before = (order, grouping)
      for column in columns { align(column) }
      if before.0 == order && before.1 == grouping { break }
    }
    return SignalSorting.Result(order: order, grouping: grouping)
  }

  /// Numbers the sets of blocks in the order of their signals.
  private mutating func rankSets() {
    var last: [Int]?
    var rank = -1
    for signal in order {
      let set = memberships[signal] ?? []
      if set != last { rank += 1 }
      last = set
      ranks[signal] = rank
    }
  }

  private mutating func place() {
    for (position, signal) in order.enumerated() { positions[signal] = position }
  }

  /// Blocks as sets of signals, ranked by size times the number of columns that share them.
  private mutating func collectBlocks() {
    var found: [Set<Int>: Int] = [:]
    var sets: [(signals: Set<Int>, size: Int, count: Int)] = []
    var raw: [Column] = []
    for (group, members) in grouping.enumerated() {
      for (place, column) in Blocks.columns(members, model).enumerated() {
        let signals = Set(column.map(\.signal))
        if let known = found[signals] {
          sets[known].count += 1
        } else {
          found[signals] = sets.count
          sets.append((signals, signals.reduce(0) { $0 + model.signals[$1].count }, 1))
        }
        raw.append(Column(group: group, place: place, block: found[signals] ?? 0))
      }
    }
    let ranked = sets.indices.sorted { a, b in
      let (first, second) = (sets[a].size * sets[a].count, sets[b].size * sets[b].count)
      return first == second ? a < b : first > second
    }
    var ranks = [Int](repeating: 0, count: sets.count)
    for (rank, index) in ranked.enumerated() {
      ranks[index] = rank
      for signal in sets[index].signals { memberships[signal, default: []].append(rank) }
    }
    let weights = sets.map { $0.size * $0.count }
    columns = raw.enumerated().sorted { a, b in
      (weights[a.element.block], -a.element.block, a.offset) < (weights[b.element.block], -b.element.block, b.offset)
    }.map(\.element)
  }

  // MARK: order of signals by the blocks that they belong to

  /// Signals by their sets of blocks; the sets are walked so that neighbours differ little.
  private func initialOrder() -> [Int] {
    var members: [[Int]: [Int]] = [:]
    for signal in firstUse { members[memberships[signal] ?? [], default: []].append(signal) }
    var left = Set(members.keys)
    var current: [Int] = []
    var order: [Int] = []
    while let next = nextSet(after: current, left) {
      left.remove(next)
      order += members[next] ?? []
      current = next
    }
    return order
  }

  /// The set to go on with: within the largest block of the current one as long as possible.
  private func nextSet(after current: [Int], _ left: Set<[Int]>) -> [Int]? {
    if let block = current.first {
      let inside = left.filter { $0.contains(block) }
      if !inside.isEmpty { return inside.min { isCloser($0, $1, to: current) } }
    }
    return left.min { isCloser($0, $1, to: current) }
  }

  private func isCloser(_ a: [Int], _ b: [Int], to current: [Int]) -> Bool {
    let wanted = Set(current)
    let (containsA, containsB) = (wanted.isSubset(of: a), wanted.isSubset(of: b))
    if containsA != containsB { return containsA }
    let (distanceA, distanceB) = (wanted.symmetricDifference(a).count, wanted.symmetricDifference(b).count)
    if distanceA != distanceB { return distanceA < distanceB }
    let (sharedA, sharedB) = (a.filter(wanted.contains), b.filter(wanted.contains))
    if sharedA != sharedB { return sharedA.lexicographicallyPrecedes(sharedB) }
    return a.lexicographicallyPrecedes(b)
  }

  // MARK: order of operations and signals within blocks

  /// Orders a group's operations by a column, then the signals of its other columns by the operations, as far as they
  /// belong to the same blocks.
  private mutating func align(_ column: Column) {
    guard grouping[column.group].count > 1 else { return }
    grouping[column.group] = grouping[column.group].enumerated().map { offset, operation in
      let view = model.operations[operation].accesses.all[column.place]
      return (operation, positions[view.signal], view.offset, offset)
    }.sorted { ($0.1, $0.2, $0.3) < ($1.1, $1.2, $1.3) }.map(\.0)
    for views in Blocks.columns(grouping[column.group], model) { follow(views.map(\.signal)) }
  }

  private mutating func follow(_ signals: [Int]) {
    var seen: Set<Int> = []
    let wanted = signals.filter { seen.insert($0).inserted }
    guard wanted.count > 1, zip(wanted, wanted.dropFirst()).allSatisfy({ (ranks[$0] ?? 0) <= (ranks[$1] ?? 0) }) else {
      return
    }
    let places = wanted.map { positions[$0] }.sorted()
    for (signal, position) in zip(wanted, places) {
      positions[signal] = position
      order[position] = signal
    }
  }
}
