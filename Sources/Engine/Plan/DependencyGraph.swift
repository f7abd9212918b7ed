import Model

/// Which operations wait for which: within a step a signal is set, then added to, then read, then updated.
struct DependencyGraph {
  /// Operations that may only run after this one.
  let successors: [[Int]]
  let predecessorCounts: [Int]

  init(_ operations: [any Operation], signalCount: Int) {
    var users = [Users](repeating: Users(), count: signalCount)
    for (index, operation) in operations.enumerated() {
      let accesses = operation.accesses
      for view in accesses.sets { users[view.signal].sets.append((index, view)) }
      for view in accesses.incs { users[view.signal].incs.append((index, view)) }
      for view in accesses.reads { users[view.signal].reads.append((index, view)) }
      for view in accesses.updates { users[view.signal].updates.append((index, view)) }
    }
    var edges = [Set<Int>](repeating: [], count: operations.count)
    for user in users {
      Self.connect(user.sets, user.incs, &edges)
      Self.connect(user.sets + user.incs, user.reads, &edges)
      Self.connect(user.sets + user.incs + user.reads, user.updates, &edges)
    }
    successors = edges.map { $0.sorted() }
    var counts = [Int](repeating: 0, count: operations.count)
    for list in successors { for successor in list { counts[successor] += 1 } }
    predecessorCounts = counts
  }

  private struct Users {
    var sets: [(Int, View)] = []
    var incs: [(Int, View)] = []
    var reads: [(Int, View)] = []
    var updates: [(Int, View)] = []
  }

  private static func connect(_ earlier: [(Int, View)], _ later: [(Int, View)], _ edges: inout [Set<Int>]) {
    for (first, firstView) in earlier {
      for (second, secondView) in later where first != second && firstView.overlaps(secondView) {
        edges[first].insert(second)
      }
    }
  }
}
