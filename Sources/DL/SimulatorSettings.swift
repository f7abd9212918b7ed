import Arrays
import Engine
import Model

/// The settings of NengoDL, as `configure_settings` stores them in the configs of networks.
///
/// `trainable` belongs to the innermost open network, everything else to the outermost one. Settings are read when a
/// simulator is made.
public struct SimulatorSettings {
  public var inferenceOnly = false
  public var lifSmoothing: Double?
  public var precision = Precision.float32
  public var isStateful = true
  public var usesLoop = true
  /// Forces one mode for every call.
  public var learningPhase: RunMode?
  public var planner = Planner.tree(depth: 3)
  public var sorter = SignalSorter.blocks(passes: 10)
  public var simplifications = Simplification.allCases

  public init() {}

  /// The class under which a network's config keeps settings of the whole simulation.
  static let owner = Network.className

  /// The settings of an outermost network.
  public init(of network: Network?) throws {
    guard let config = network?.config, config.isConfigured(Self.owner) else { return }
    for setting in Self.all {
      if let value = config.value(Self.owner, setting.name) { try setting.read(value, &self) }
    }
  }

  // MARK: the table

  /// One setting: its check and what it does to the settings of a simulator.
  struct Setting: Sendable {
    let name: String
    let read: @Sendable (ParameterValue, inout SimulatorSettings) throws -> Void
  }

  static let all: [Setting] = [
    Setting(name: "planner") { value, settings in
      if case .text(let name) = value {
        settings.planner = try planner(named: name)
      } else {
        throw unfit("planner", value)
      }
    },
    Setting(name: "sorter") { value, settings in
      switch value {
      case .text("order_signals"): settings.sorter = .blocks(passes: 10)
      case .text("noop_order_signals"): settings.sorter = .firstUse
      default: throw unfit("sorter", value)
      }
    },
    Setting(name: "simplifications") { value, settings in
      settings.simplifications = try simplifications(value)
    },
    Setting(name: "inference_only") { value, settings in settings.inferenceOnly = try flag("inference_only", value) },
    Setting(name: "lif_smoothing") { value, settings in
      switch value {
      case .none: settings.lifSmoothing = nil
      case .number(let sigma) where sigma > 0: settings.lifSmoothing = sigma
      case .int(let sigma) where sigma > 0: settings.lifSmoothing = Double(sigma)
      default: throw unfit("lif_smoothing", value)
      }
    },
    Setting(name: "dtype") { value, settings in
      switch value {
      case .text("float32"): settings.precision = .float32
      case .text("float64"): settings.precision = .float64
      case .text("float16"): throw NengoError(.notImplemented, "configure_settings: dtype=\"float16\" is not supported")
      default: throw unfit("dtype", value)
      }
    },
    Setting(name: "stateful") { value, settings in settings.isStateful = try flag("stateful", value) },
    Setting(name: "use_loop") { value, settings in settings.usesLoop = try flag("use_loop", value) },
    Setting(name: "learning_phase") { value, settings in
      switch value {
      case .none: settings.learningPhase = nil
      case .bool(let isTraining): settings.learningPhase = isTraining ? .training : .inference
      default: throw unfit("learning_phase", value)
      }
    },
  ]

  private static func flag(_ name: String, _ value: ParameterValue) throws -> Bool {
    guard case .bool(let flag) = value else { throw unfit(name, value) }
    return flag
  }

  private static func unfit(_ name: String, _ value: ParameterValue) -> NengoError {
    NengoError(.config, "configure_settings: \(value.text) is no value for '\(name)'")
  }

  private static func planner(named name: String) throws -> Planner {
    switch name {
    case "tree_planner": .tree(depth: 3)
    case "greedy_planner": .tree(depth: 1)
    case "transitive_planner": .transitive
    case "noop_planner": .none
    default: throw unfit("planner", .text(name))
    }
  }

  private static func simplifications(_ value: ParameterValue) throws -> [Simplification] {
    let passes: [String: Simplification] = [
      "remove_unmodified_resets": .unmodifiedResets, "remove_zero_incs": .zeroIncrements,
      "remove_identity_muls": .identityProducts, "remove_constant_copies": .constantCopies,
      "remove_reset_incs": .resetIncrements,
    ]
    switch value {
    case .array(let array) where array.size == 0: return []
    case .list(let names):
      return try names.map { name in
        guard case .text(let text) = name, let pass = passes[text] else { throw unfit("simplifications", name) }
        return pass
      }
    default: throw unfit("simplifications", value)
    }
  }

  // MARK: configure_settings

  /// Stores a setting for the networks that are open now.
  ///
  /// - Throws: a `NetworkContextError` outside networks, a `ConfigError` for an unknown name or an unfit value.
  public static func configure(_ name: String, _ value: ParameterValue, in context: ModelContext) throws {
    guard let outermost = context.networks.first, let innermost = context.networks.last else {
      throw NengoError(
        .networkContext, "`nengo_dl.configure_settings` must be called within a Network context (`with net: ...`)")
    }
    switch name {
    case "trainable": try makeTrainable(innermost.config, value)
    case "keep_history":
      try addExtra("keep_history", to: Probe.className, innermost: outermost.config)
      if !value.isNone { try outermost.config.set(Probe.className, "keep_history", value) }
    default:
      guard let setting = all.first(where: { $0.name == name }) else {
        throw NengoError(.config, "'\(name)' is not a valid config parameter")
      }
      var trial = SimulatorSettings()
      try setting.read(value, &trial)
      if !outermost.config.isConfigured(owner) { try outermost.config.configures([owner]) }
      try addExtra(name, to: owner, innermost: outermost.config)
      try outermost.config.set(owner, name, value)
    }
  }

  /// Adds the `trainable` option to the classes that have parameters, with a value for all of them.
  public static func makeTrainable(_ config: Config, _ value: ParameterValue) throws {
    try addTrainable(to: config)
    for owner in [Ensemble.className, Connection.className, "Neurons"] {
      if !value.isNone {
        guard case .bool = value else { throw unfit("trainable", value) }
        try config.set(owner, "trainable", value)
      } else if config.value(owner, "trainable") != nil {
        try config.remove(owner, "trainable")
      }
    }
  }

  /// Adds the `trainable` option, without a value, where it is missing.
  public static func addTrainable(to config: Config) throws {
    for owner in [Ensemble.className, Connection.className, "Neurons"] {
      if !config.isConfigured(owner) { try config.configures([owner]) }
      try addExtra("trainable", to: owner, innermost: config)
    }
  }

  private static func addExtra(_ name: String, to owner: String, innermost config: Config) throws {
    if config.extraNames(owner).contains(name) { return }
    try config.add(ExtraParameter(name, .none), to: owner)
  }

  /// Whether all steps of a probe are kept.
  static func keepsHistory(_ probe: Probe, in network: Network?) throws -> Bool {
    guard let config = network?.config, config.extraNames(Probe.className).contains("keep_history") else { return true }
    if case .bool(let keeps) = try config.get(.probe(probe), "keep_history") { return keeps }
    return true
  }
}
