/// Networks in networks: a tree of bounded depth, so that whoever walks it comes to an end.

extension Network {
  /// More levels than this are taken for a mistake.
  public static let nestingLimit = 500

  /// Whether another network can become a member: it doesn't hold this one, and the tree would not be too deep.
  public func canHold(_ other: Network) -> Bool {
    other !== self && !other.allNetworks.contains { $0 === self } && level + 1 + other.height <= Self.nestingLimit
  }

  /// Levels below this network.
  private var height: Int { networks.reduce(0) { max($0, $1.height + 1) } }

  /// Tells members, after some were put here, how deep they lie.
  public func settleLevels() {
    for network in networks where network.level <= level {
      network.level = level + 1
      network.settleLevels()
    }
  }
}
