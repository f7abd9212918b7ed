/// The seeds of all objects, fixed before anything is built.
///
/// For a network with seed s a stream is made from s. It gives one value for each direct member, also for those that
/// have a seed of their own: first connections, then ensembles, subnetworks, nodes, probes. Subnetworks follow with
/// the seeds that they got.
import Arrays
import Model

extension BuiltModel {
  /// Fixes the seeds of a whole tree. Draws one value from `globalStream`, whether it is needed or not.
  ///
  /// - Throws: a `ValueError` if a network's seed lies outside 0…2³² - 1.
  func assignSeeds(_ network: Network, globalStream: RandomState) throws {
    let drawn = Int(globalStream.drawSeed())
    let key = ModelObject.network(network)
    seeds[key] = network.seed ?? drawn
    if network.seed != nil { seeded.insert(key) }
    try assignMemberSeeds(network)
  }

  private func assignMemberSeeds(_ network: Network) throws {
    let key = ModelObject.network(network)
    let stream = RandomState(seed: try streamSeed(of: key))
    let isSeeded = seeded.contains(key)
    for (member, ownSeed) in Self.membersInSeedOrder(network) {
      let drawn = Int(stream.drawSeed())
      // A member that is listed twice draws twice; the first draw counts.
      if seeds[member] == nil { seeds[member] = ownSeed ?? drawn }
      if ownSeed != nil || isSeeded { seeded.insert(member) }
    }
    var done: Set<Network> = []
    for subnetwork in network.networks where done.insert(subnetwork).inserted { try assignMemberSeeds(subnetwork) }
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
