/// The seeds of all objects, fixed before anything is built.
///
/// For a network with seed s a stream is made from s. It gives one value for each direct member, also for those that
/// have a seed of their own: first connections, then ensembles, subnetworks, nodes, probes. Subnetworks follow with
/// the seeds that they got.
///
/// In a rebuild an object that was there keeps its seed, and the stream of each network goes on where it stood: new
/// members take the next values, in the same order, so that nothing is drawn twice.
import Arrays
import Model

extension BuiltModel {
  /// Fixes the seeds of a whole tree. Without an old model, draws one value from `globalStream`, whether it is needed
  /// or not.
  ///
  /// - Throws: a `ValueError` if a network's seed lies outside 0…2³² - 1.
  func assignSeeds(_ network: Network, globalStream: RandomState, goingOnFrom old: BuiltModel? = nil) throws {
    let key = ModelObject.network(network)
    let drawn = old == nil ? Int(globalStream.drawSeed()) : nil
    seeds[key] = network.seed ?? old?.drawnSeed(of: key) ?? drawn ?? Int(globalStream.drawSeed())
    if network.seed != nil { seeded.insert(key) }
    try assignMemberSeeds(network, old)
  }

  /// The seed that an object without one of its own got.
  private func drawnSeed(of object: ModelObject) -> Int? {
    snapshots[object].flatMap { $0.ownSeed == nil ? seeds[object] : nil }
  }

  private func assignMemberSeeds(_ network: Network, _ old: BuiltModel?) throws {
    let key = ModelObject.network(network)
    let stream = RandomState(seed: try streamSeed(of: key))
    let isSeeded = seeded.contains(key)
    // Members of a network with a new seed are seeded like new ones.
    let old = old?.seeds[key] == seeds[key] ? old : nil
    var draws = old?.seedDraws[network] ?? 0
    for _ in 0..<draws { _ = stream.drawSeed() }
    for (member, ownSeed) in Self.membersInSeedOrder(network) {
      if ownSeed != nil || isSeeded { seeded.insert(member) }
      if let old, old.snapshots[member] != nil, let kept = ownSeed ?? old.drawnSeed(of: member) {
        seeds[member] = kept
        continue
      }
      let drawn = Int(stream.drawSeed())
      draws += 1
      // A member that is listed twice draws twice; the first draw counts.
      if seeds[member] == nil { seeds[member] = ownSeed ?? drawn }
    }
    seedDraws[network] = draws
    var done: Set<Network> = []
    for subnetwork in network.networks where done.insert(subnetwork).inserted {
      try assignMemberSeeds(subnetwork, old)
    }
  }

  private static func membersInSeedOrder(_ network: Network) -> [(ModelObject, Int?)] {
    network.connections.map { (.connection($0), $0.seed) } + network.ensembles.map { (.ensemble($0), $0.seed) }
      + network.networks.map { (.network($0), $0.seed) } + network.nodes.map { (.node($0), $0.seed) }
      + network.probes.map { (.probe($0), $0.seed) }
  }

  /// The seed of an object, plus `offset`, as a stream takes it.
  func streamSeed(of object: ModelObject, plus offset: Int = 0) throws -> UInt32 {
    let seed = seeds[object] ?? 0
    let (sum, overflow) = seed.addingReportingOverflow(offset)
    guard !overflow, let valid = UInt32(exactly: sum) else {
      throw NengoError(.value, "Seed must be between 0 and 2**32 - 1 (got \(seed)\(offset == 0 ? "" : " + \(offset)"))")
    }
    return valid
  }
}
