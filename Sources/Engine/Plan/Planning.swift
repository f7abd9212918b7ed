import Model

/// An order of groups; operations of a group are alike and independent of each other.
typealias Grouping = [[Int]]

enum Planning {
  /// - Throws: a `BuildError` if operations wait for each other.
  static func plan(_ operations: [any Operation], _ signals: SignalTable, _ planner: Planner) throws -> Grouping {
    let graph = DependencyGraph(operations, signalCount: signals.entries.count)
    let classes = MergeClass.numbers(operations, signals)
    let grouping =
      switch planner {
      case .tree(let depth): TreePlanner(graph, classes).plan(depth: max(depth, 1))
      case .none: TreePlanner(graph, Array(operations.indices)).plan(depth: 1)
      case .transitive: TransitivePlanner(graph, classes, operations).plan()
      }
    guard grouping.reduce(0, { $0 + $1.count }) == operations.count else {
      throw NengoError.build("cycle detected in the operators of a step")
    }
    return grouping
  }
}

/// Chooses group after group by looking ahead: the first group of the shortest plan found, where everything beyond the
/// horizon counts as one group per operation.
final class TreePlanner {
  private let graph: DependencyGraph
  private let classes: [Int]
  private var waiting: [Int]
  /// Operations that can run now, by class.
  private var ready: [[Int]]
  private var remaining: Int
  /// Stands for the set of operations that have run.
  private var fingerprint: UInt64 = 0
  private var known: [Position: Int] = [:]

  private struct Position: Hashable {
    let fingerprint: UInt64
    let depth: Int
  }

  init(_ graph: DependencyGraph, _ classes: [Int]) {
    self.graph = graph
    self.classes = classes
    waiting = graph.predecessorCounts
    ready = Array(repeating: [], count: (classes.max() ?? -1) + 1)
    remaining = classes.count
    for index in classes.indices where waiting[index] == 0 { ready[classes[index]].append(index) }
  }

  func plan(depth: Int) -> Grouping {
    var plan: Grouping = []
    while let next = best(depth) {
      plan.append(ready[next].sorted())
      _ = run(next)
      known.removeAll(keepingCapacity: true)
    }
    return plan
  }

  /// The class to run next; nil when nothing is ready.
  private func best(_ depth: Int) -> Int? {
    let candidates = candidates
    guard candidates.count > 1 else { return candidates.first }
    var choice: Int?
    var shortest = Int.max
    for candidate in candidates {
      let length = length(after: candidate, depth)
      if length < shortest { (choice, shortest) = (candidate, length) }
    }
    return choice
  }

  /// Classes with something to run, in the order in which they first appear among all operations.
  private var candidates: [Int] { ready.indices.filter { !ready[$0].isEmpty } }

  /// Groups that a plan needs which starts with a class.
  private func length(after candidate: Int, _ depth: Int) -> Int {
    let undo = run(candidate)
    defer { undone(undo, candidate) }
    guard remaining > 0 else { return 1 }
    guard depth > 1 else { return 1 + remaining }
    let position = Position(fingerprint: fingerprint, depth: depth)
    if let length = known[position] { return 1 + length }
    var shortest = Int.max
    for next in ready.indices where !ready[next].isEmpty { shortest = min(shortest, length(after: next, depth - 1)) }
    known[position] = shortest
    return shortest == .max ? 1 + remaining : 1 + shortest
  }

  private struct Undo {
    let ran: [Int]
    let woken: [Int]
  }

  /// Runs all ready operations of a class.
  private func run(_ candidate: Int) -> Undo {
    let ran = ready[candidate]
    ready[candidate] = []
    remaining -= ran.count
    var woken: [Int] = []
    for operation in ran {
      fingerprint ^= Self.mark(operation)
      for successor in graph.successors[operation] {
        waiting[successor] -= 1
        if waiting[successor] == 0 {
          woken.append(successor)
          ready[classes[successor]].append(successor)
        }
      }
    }
    return Undo(ran: ran, woken: woken)
  }

  private func undone(_ undo: Undo, _ candidate: Int) {
    for operation in undo.woken.reversed() { ready[classes[operation]].removeLast() }
    for operation in undo.ran {
      fingerprint ^= Self.mark(operation)
      for successor in graph.successors[operation] { waiting[successor] += 1 }
    }
    ready[candidate] = undo.ran
    remaining += undo.ran.count
  }

  private static func mark(_ operation: Int) -> UInt64 {
    var z = UInt64(operation) &* 0x9e37_79b9_7f4a_7c15 &+ 0x1234_5678_9abc_def1
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
