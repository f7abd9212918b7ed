/// Takes one kind of operation after the other, the heaviest first, and merges those that no other of their kind waits
/// for; the plan is built from its end.
struct TransitivePlanner {
  private let graph: DependencyGraph
  private let classes: [Int]
  private let weights: [Int]

  /// Kinds from the one that gains most by merging to the one that gains least.
  private static var kinds: [any Operation.Type] {
    [
      SparseProduct.self, MatrixProduct.self, Product.self, StepNeurons.self, StepGenericNeurons.self,
      LowpassFilter.self, StateSpaceFilter.self, StepProcess.self, CallFunction.self, CallBatchFunction.self,
      Convolve.self, TransposeConvolve.self, LearnOja.self, LearnVoja.self, LearnBCM.self, LearnPES.self, LearnRLS.self,
      Transfer.self, Assign.self, AdvanceTime.self, Observe.self,
    ]
  }

  init(_ graph: DependencyGraph, _ classes: [Int], _ operations: [any Operation]) {
    self.graph = graph
    self.classes = classes
    let ranks = Dictionary(uniqueKeysWithValues: Self.kinds.enumerated().map { (ObjectIdentifier($1), $0) })
    weights = operations.map { ranks[ObjectIdentifier(type(of: $0))] ?? Self.kinds.count }
  }

  func plan() -> Grouping {
    var groupOf = [Int](repeating: -1, count: classes.count)
    var groups: Grouping = []
    let order = Set(classes).sorted { a, b in
      let (first, second) = (weight(a), weight(b))
      return first == second ? a < b : first < second
    }
    for kind in order {
      var left = classes.indices.filter { classes[$0] == kind }
      while !left.isEmpty {
        let free = freeMembers(left, groups, groupOf)
        guard !free.isEmpty else { return [] }
        for member in free { groupOf[member] = groups.count }
        groups.append(free)
        left.removeAll { groupOf[$0] >= 0 }
      }
    }
    return sorted(groups, groupOf)
  }

  private func weight(_ kind: Int) -> Int { classes.firstIndex(of: kind).map { weights[$0] } ?? 0 }

  /// Members that no other member waits for, through operations or through groups made before.
  private func freeMembers(_ members: [Int], _ groups: Grouping, _ groupOf: [Int]) -> [Int] {
    let isMember = Set(members)
    return members.filter { member in
      var seen: Set<Int> = [member]
      var open = graph.successors[member]
      while let next = open.popLast() {
        guard seen.insert(next).inserted else { continue }
        if isMember.contains(next) { return false }
        open += graph.successors[next]
        if groupOf[next] >= 0 { for other in groups[groupOf[next]] { open += graph.successors[other] } }
      }
      return true
    }
  }

  /// Groups in an order in which none waits for a later one; empty if there is none.
  private func sorted(_ groups: Grouping, _ groupOf: [Int]) -> Grouping {
    var waiting = [Set<Int>](repeating: [], count: groups.count)
    var successors = [Set<Int>](repeating: [], count: groups.count)
    for operation in classes.indices {
      for successor in graph.successors[operation] where groupOf[successor] != groupOf[operation] {
        waiting[groupOf[successor]].insert(groupOf[operation])
        successors[groupOf[operation]].insert(groupOf[successor])
      }
    }
    var open = groups.indices.filter { waiting[$0].isEmpty }
    var plan: Grouping = []
    while !open.isEmpty {
      let next = open.removeFirst()
      plan.append(groups[next])
      for successor in successors[next].sorted() {
        waiting[successor].remove(next)
        if waiting[successor].isEmpty { open.append(successor) }
      }
    }
    return plan
  }
}
