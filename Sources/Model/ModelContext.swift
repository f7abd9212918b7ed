/// Which networks and configs are open: where new objects go and where their defaults come from.

/// The `with` blocks that are open. One per session; whoever describes models passes it along.
public final class ModelContext {
  /// Open networks, the innermost last.
  public private(set) var networks: [Network] = []
  /// Open configs, the innermost last; each open network has its own here.
  public private(set) var configs: [Config] = []
  /// Gets the warnings of frontend objects.
  public var warn: (NengoWarning) -> Void
  /// Says where the object that is being made is made.
  public var origin: () -> (any ObjectOrigin)? = { nil }

  /// Numbers the objects in the order in which they are made.
  private var objectCount = 0

  /// More open networks than this are taken for a mistake.
  public static let depthLimit = 100

  public init(warn: @escaping (NengoWarning) -> Void = { _ in }) { self.warn = warn }

  public var currentNetwork: Network? { networks.last }

  /// The place of a new object in the order of creation.
  func nextSerial() -> Int {
    objectCount += 1
    return objectCount
  }

  // MARK: entering and leaving

  public func enter(_ network: Network) throws {
    guard networks.count < Self.depthLimit else {
      throw NengoError(.networkContext, "more than \(Self.depthLimit) networks are open at once")
    }
    networks.append(network)
    configs.append(network.config)
  }

  /// Leaves a network, which has to be the innermost open one.
  public func leave(_ network: Network) throws {
    guard let top = networks.last else {
      throw NengoError(
        .networkContext, "Network.context in bad state; was empty when exiting from a 'with' block")
    }
    guard configs.last === network.config else {
      throw NengoError(.config, "Config stack in bad state; was expecting the config of \(network), got another")
    }
    configs.removeLast()
    networks.removeLast()
    guard top === network else {
      throw NengoError(
        .networkContext,
        "Network.context in bad state; was expecting current context to be '\(network)' "
          + "but instead got '\(top)'")
    }
  }

  public func enter(_ config: Config) { configs.append(config) }

  public func leave(_ config: Config) throws {
    guard configs.last === config else {
      throw NengoError(.config, "Config stack in bad state; another config is the innermost open one")
    }
    configs.removeLast()
  }

  /// Forgets all open blocks, as after an error that left some of them.
  public func closeAll() {
    networks = []
    configs = []
  }

  /// Runs `body` with `network` open.
  @discardableResult
  public func within<R>(_ network: Network, _ body: () throws -> R) throws -> R {
    let (networks, configs) = (self.networks, self.configs)
    try enter(network)
    defer { (self.networks, self.configs) = (networks, configs) }
    return try body()
  }

  /// Runs `body` with `config` open.
  @discardableResult
  public func within<R>(_ config: Config, _ body: () throws -> R) rethrows -> R {
    let configs = self.configs
    enter(config)
    defer { self.configs = configs }
    return try body()
  }

  /// Runs `body`; if it fails, `network`, or else the current one, loses what `body` added to it.
  public func allOrNothing<R>(in network: Network? = nil, _ body: () throws -> R) throws -> R {
    guard let network = network ?? currentNetwork else { return try body() }
    let before = network.contents
    do { return try body() } catch {
      network.restore(before)
      throw error
    }
  }

  // MARK: looking up

  /// What the innermost config that has a value for a parameter says; nil if none has.
  public func configured(_ className: String, _ name: String) -> ParameterValue? {
    for config in configs.reversed() {
      if let value = config.value(className, name) { return value }
    }
    return nil
  }

  /// The default of a parameter here and now; `.useDefault` for one that has to be given.
  public func defaultValue(of spec: ParameterSpec, for className: String) -> ParameterValue {
    configured(className, spec.name) ?? spec.builtIn?() ?? .useDefault
  }

  /// The default synapse of connections here and now, and so on for any class of network objects.
  public func defaultValue(_ className: String, _ name: String) -> ParameterValue? {
    Config.specs(of: className)?.first { $0.name == name }.map { defaultValue(of: $0, for: className) }
  }

  /// Adds an object to the current network, as `Network.add` does.
  public func add(_ object: NetworkObject) throws {
    try container(for: type(of: object).className, add: true)?.add(object)
  }

  /// The network that a new object goes to; nil if it goes to none.
  func container(for className: String, add: Bool?) throws -> Network? {
    if add == false { return nil }
    if let network = networks.last { return network }
    throw NengoError(
      .networkContext,
      "'\(className)' must either be created inside a ``with network:`` block, or set "
        + "add_to_container=False in the object's constructor.")
  }
}
