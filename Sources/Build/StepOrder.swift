/// The order in which operators run within a step.
import Model

/// A topological sort with fixed rules for ties, so that unseeded processes get their seeds in a known order.
enum StepOrder {
  /// Indices of `operators` in the order in which they run.
  ///
  /// Edges are added signal by signal in three passes: writers before incrementers, both before readers, all before
  /// updaters. Operators without open predecessors then leave a queue first in, first out.
  ///
  /// - Throws: a `BuildError` if operators wait for each other.
  static func order(of operators: [any Operator]) throws -> [Int] {
    var graph = OperatorGraph(operators)
    graph.addEdges()
    return try graph.sorted()
  }
}

private struct OperatorGraph {
  private let operators: [any Operator]
  private var successors: [[Int]]
  private var hasEdge: Set<Edge> = []
  private let sets: Users, incs: Users, reads: Users, updates: Users

  private struct Edge: Hashable {
    let from: Int
    let to: Int
  }

  init(_ operators: [any Operator]) {
    self.operators = operators
    successors = Array(repeating: [], count: operators.count)
    sets = Users(operators.map(\.sets))
    incs = Users(operators.map(\.incs))
    reads = Users(operators.map(\.reads))
    updates = Users(operators.map(\.updates))
  }

  mutating func addEdges() {
    for signal in incs.signals {
      link(sets.operators(of: signal) + sets.overlapping(signal), to: incs.operators(of: signal))
    }
    let written = Users(joining: sets, incs)
    for signal in reads.signals {
      let before = sets.operators(of: signal) + incs.operators(of: signal) + written.overlapping(signal)
      link(before, to: reads.operators(of: signal))
    }
    for signal in updates.signals {
      let before =
        sets.operators(of: signal) + incs.operators(of: signal) + reads.operators(of: signal)
        + reads.overlapping(signal) + written.overlapping(signal)
      link(before, to: updates.operators(of: signal))
    }
  }

  private mutating func link(_ before: [Int], to after: [Int]) {
    for from in before {
      for to in after where hasEdge.insert(Edge(from: from, to: to)).inserted { successors[from].append(to) }
    }
  }

  func sorted() throws -> [Int] {
    var open = Array(repeating: 0, count: operators.count)
    for list in successors { for next in list { open[next] += 1 } }
    var queue = open.indices.filter { open[$0] == 0 }
    var head = 0
    while head < queue.count {
      for next in successors[queue[head]] {
        open[next] -= 1
        if open[next] == 0 { queue.append(next) }
      }
      head += 1
    }
    guard queue.count == operators.count else { throw cycle(open.indices.filter { open[$0] > 0 }) }
    return queue
  }

  private func cycle(_ stuck: [Int]) -> NengoError {
    let names = stuck.prefix(6).map { operators[$0].typeName }.joined(separator: ", ")
    return .build(
      "the network has a cycle: \(stuck.count) operators wait for each other (\(names)\(stuck.count > 6 ? ", …" : "")). "
        + "A loop needs at least one connection with a synapse; use synapse=0 in place of synapse=None for a delay of "
        + "one step.")
  }
}

/// Which operators use which signals in one role.
private struct Users {
  /// In order of first appearance.
  private(set) var signals: [Signal] = []
  private var users: [Signal: [Int]] = [:]
  /// The signals on each base, in order of first appearance.
  private var onBase: [ObjectIdentifier: [Signal]] = [:]

  init(_ lists: [[Signal]]) {
    for (index, list) in lists.enumerated() { for signal in list { add(signal, [index]) } }
  }

  /// The signals of `first`, then those of `second`, with the users in both.
  init(joining first: Users, _ second: Users) {
    for users in [first, second] { for signal in users.signals { add(signal, users.operators(of: signal)) } }
  }

  private mutating func add(_ signal: Signal, _ indices: [Int]) {
    if users[signal] == nil {
      signals.append(signal)
      onBase[ObjectIdentifier(signal.base), default: []].append(signal)
    }
    users[signal, default: []] += indices
  }

  func operators(of signal: Signal) -> [Int] { users[signal] ?? [] }

  /// The users of other signals whose memory meets that of `signal`.
  func overlapping(_ signal: Signal) -> [Int] {
    guard let others = onBase[ObjectIdentifier(signal.base)], others.count > 1 || others.first != signal else {
      return []
    }
    return others.flatMap { $0 != signal && $0.mayOverlap(signal) ? operators(of: $0) : [] }
  }
}
