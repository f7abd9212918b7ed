/// Which gradients a backward pass has to carry: those of signals that depend on something wanted and that a probe
/// depends on.
enum Activity {
  static func active(_ model: LoweredModel, mode: RunMode, wantsInputs: Bool) -> Set<Int> {
    var wanted: Set<Int> = []
    for operation in model.operations {
      for view in operation.accesses.reads where model.signals[view.signal].mark == .trainable {
        wanted.insert(view.signal)
      }
    }
    if wantsInputs { wanted.formUnion(model.inputs.map(\.signal)) }
    let differentiable = model.operations.filter { $0.isDifferentiable(in: mode) }
    for case let call as CallBatchFunction in differentiable where call.function.hasParameters {
      if let output = call.output { wanted.insert(output.signal) }
    }
    let forward = closure(of: wanted, differentiable) { ($0.reads, $0.written) }
    let backward = closure(of: Set(model.probes.map(\.signal)), differentiable) { ($0.written, $0.reads) }
    return forward.intersection(backward)
  }

  /// Everything that can be reached from `seeds` through operations.
  private static func closure(
    of seeds: Set<Int>, _ operations: [any Operation], _ edge: (Accesses) -> (from: [View], to: [View])
  ) -> Set<Int> {
    let edges = operations.map { edge($0.accesses) }
    var users: [Int: [Int]] = [:]
    for (index, edge) in edges.enumerated() {
      for view in edge.from { users[view.signal, default: []].append(index) }
    }
    var reached = seeds
    var open = Array(seeds)
    while let signal = open.popLast() {
      for user in users[signal] ?? [] {
        for view in edges[user].to where reached.insert(view.signal).inserted { open.append(view.signal) }
      }
    }
    return reached
  }
}
