import Build
import Engine
import Model

/// Which signals of a model are parameters, and which of those are trained.
///
/// Encoders, biases and connection weights are trained unless a config says otherwise. Configs are asked from the
/// outermost network to the one that holds the object, inner ones win, and in each the value of the object wins over
/// that of its class. What a learning rule changes is not trained, unless a config says so for good.
struct Trainability {
  /// Marks by base signal; signals that are not listed are state.
  private(set) var marks: [ObjectIdentifier: ParameterMark] = [:]
  private let model: BuiltModel
  private let settings: SimulatorSettings
  private let warn: (NengoWarning) -> Void

  init(_ model: BuiltModel, _ settings: SimulatorSettings, warn: @escaping (NengoWarning) -> Void) {
    self.model = model
    self.settings = settings
    self.warn = warn
    guard let network = model.network else { return }
    var rules: [(LearningRule, [Network])] = []
    mark(network, path: [network], &rules)
    for (rule, path) in rules { markTarget(of: rule, path) }
  }

  private mutating func mark(_ network: Network, path: [Network], _ rules: inout [(LearningRule, [Network])]) {
    for subnetwork in network.networks { mark(subnetwork, path: path + [subnetwork], &rules) }
    for ensemble in network.ensembles {
      let own = explicit(.ensemble(ensemble), path)
      set(model.signal(of: .ensemble(ensemble), "encoders"), own ?? true)
      let neurons = ModelObject.neurons(ensemble.neurons)
      set(model.signal(of: neurons, "bias"), explicit(neurons, path) ?? own ?? true)
    }
    for connection in network.connections {
      let own = explicit(.connection(connection), path)
      set(model.signal(of: .connection(connection), "weights"), own ?? true)
      rules += connection.learningRules.map { ($0, path) }
    }
  }

  /// The weights or encoders that a learning rule changes.
  private mutating func markTarget(of rule: LearningRule, _ path: [Network]) {
    let target: ModelObject
    let role: String
    switch rule.modifies {
    case .encoders:
      guard let ensemble = rule.connection.postObject.ensemble else { return }
      (target, role) = (.ensemble(ensemble), "encoders")
    case .decoders, .weights: (target, role) = (.connection(rule.connection), "weights")
    case .nothing: return
    }
    guard let signal = model.signal(of: target, role) else { return }
    guard explicit(target, path) == true, !settings.inferenceOnly else {
      set(signal, false)
      return
    }
    warn(
      NengoWarning(
        .user,
        "\(target.text) has a learning rule and is also set to be trainable; this is likely to produce strange "
          + "training behaviour."))
    set(signal, true)
  }

  private mutating func set(_ signal: Signal?, _ isTrainable: Bool) {
    guard let signal else { return }
    marks[ObjectIdentifier(signal.base)] = isTrainable && !settings.inferenceOnly ? .trainable : .fixed
  }

  /// What the configs on the path say for an object; nil if none says anything.
  private func explicit(_ object: ModelObject, _ path: [Network]) -> Bool? {
    var result: Bool?
    for network in path {
      let config = network.config
      guard config.isConfigured(object.className), config.extraNames(object.className).contains("trainable") else {
        continue
      }
      let value = config.ownValue(object, "trainable") ?? config.value(object.className, "trainable")
      if case .bool(let flag)? = value { result = flag }
    }
    return result
  }
}
