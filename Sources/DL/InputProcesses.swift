import Arrays
import Build
import Model

/// The processes of input nodes at work, one use for each item of the minibatch.
struct InputProcesses {
  private(set) var steps: [Node: [any ProcessStep]] = [:]
  /// Gives processes their seeds, those of nodes that come later too.
  private let seeds: RandomState

  init(seed: UInt32) { seeds = RandomState(seed: seed) }

  private init(seeds: RandomState) { self.seeds = seeds }

  /// Prepares the processes of nodes that have none at work: each node in order, each item in order.
  mutating func start(_ nodes: [Node], items: Int, dt: Double) throws {
    for node in nodes {
      guard case .process(let process) = node.output, steps[node] == nil else { continue }
      steps[node] = try (0..<items).map { _ in
        try process.makeStep(sizeIn: 0, sizeOut: node.sizeOut, dt: dt, rng: process.stream(from: seeds))
      }
    }
  }

  /// Those of nodes whose process is still the same, and a stream of seeds that goes on by itself.
  func goingOn(_ carryover: Carryover) throws -> InputProcesses {
    var next = InputProcesses(seeds: try RandomState(snapshot: seeds.snapshot()))
    next.steps = steps.filter { carryover.keepsProcess(of: SignalKey(.node($0.key), "out")) }
    return next
  }
}
