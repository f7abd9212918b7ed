import Arrays
import Language
import Model

/// Components whose classes scripts define: `class Noise(nengo.Process)`, `class Slow(nengo.LIF)` and so on.
///
/// The host part of such an instance is a `ComponentPart` with the settings of its base class, or, where the base is a
/// built-in component, the component that its constructor made. When the model takes the instance, a `ScriptPart` is
/// made that holds it, calls the methods that the script's class defines, and leaves the rest to the component.
protocol ScriptComponent: FrozenObject {
  var instance: InstanceObject { get }
}

/// What script components have in common. They live on the interpreter's thread.
class ScriptPart: @unchecked Sendable {
  let instance: InstanceObject
  unowned let interpreter: Interpreter
  /// The built-in component under the instance, if its base class is one.
  let inner: (any FrozenObject)?
  /// The method of the host class that a script is just calling, which is then not the script's own.
  private let hostMethod: String?

  required init(_ instance: InstanceObject, _ interpreter: Interpreter, calling hostMethod: String?) {
    self.instance = instance
    self.interpreter = interpreter
    self.hostMethod = hostMethod
    inner = (instance.host as? FrozenHost)?.component
  }

  /// The methods and attributes by which a script's class changes what the component does.
  class var behaviour: [String] { [] }

  /// Whether the script's class defines `name`.
  func overrides(_ name: String) -> Bool { name != hostMethod && instance.overrides(name) }

  var typeName: String { instance.type.name }
  var scriptObject: AnyObject? { instance }
  var arguments: [Argument] {
    [Argument("object", .foreign(ForeignValue(text: "…", instance)))]
  }
  var settings: ComponentPart? { instance.host as? ComponentPart }
  /// What the script's object shows of itself.
  var text: String { (try? interpreter.repr(.object(instance))) ?? "\(typeName)()" }

  /// The built-in component where the script's class changes nothing of what it does.
  var unchanged: (any FrozenObject)? {
    Self.behaviour.contains { instance.overrides($0) } ? nil : inner
  }

  /// Calls a method of the instance.
  func callMethod(
    _ name: String, _ positional: [Value], _ keywords: [(name: String, value: Value)] = []
  ) throws -> Value {
    try interpreter.call(try interpreter.attribute(.object(instance), name), positional, keywords)
  }

  func missing(_ method: String) -> NengoError {
    NengoError(.notImplemented, "\(typeName) must implement the method '\(method)'")
  }
}

/// The host part of an instance whose base is `Process`, `NeuronType` or another class of which scripts only derive.
final class ComponentPart: HostObject, Printable, HasEquality {
  let type: TypeObject
  let owner: ComponentOwner
  /// For processes and synapses.
  let defaults: ProcessDefaults
  /// For solvers.
  let weights: Bool
  /// For neuron types.
  let initialState: InitialState
  /// For learning rule types.
  let learningRate: Number
  let ruleSize: LearningRuleSize

  init(
    _ receiver: InstanceObject, _ defaults: ProcessDefaults = .source, weights: Bool = false,
    initialState: InitialState = .none, learningRate: Number = 1e-6, ruleSize: LearningRuleSize = .fixed(0)
  ) {
    type = receiver.type.hostBase
    owner = ComponentOwner(receiver)
    self.defaults = defaults
    self.weights = weights
    self.initialState = initialState
    self.learningRate = learningRate
    self.ruleSize = ruleSize
  }

  func repr(_ interpreter: Interpreter) throws -> String { try owner.text(interpreter) ?? "\(owner.type.name)()" }

  /// Objects of one class that declares no parameters of its own are equal.
  func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool? {
    guard let other: ComponentPart = other.host() else { return nil }
    return other.owner.type === owner.type
  }

  func hash(_ interpreter: Interpreter) throws -> Int { owner.type.name.hashValue }
}

/// The instance of a script's class that a host part belongs to.
struct ComponentOwner {
  let type: TypeObject
  private weak var instance: InstanceObject?

  init(_ instance: InstanceObject) {
    type = instance.type
    self.instance = instance
  }

  /// A constructor call by the parameters of the script's `__init__`, read from attributes of the same names, those at
  /// their defaults left out; nil if there is no such method, or an attribute is missing.
  func text(_ interpreter: Interpreter) throws -> String? {
    guard let instance, let initializer = instance.scriptMember("__init__"),
      let signature = initializer.host(as: (any Callable).self)?.signature
    else { return nil }
    var shown: [String] = []
    for parameter in signature.parameters.dropFirst()
    where parameter.kind != .variadic && parameter.kind != .keywordVariadic {
      guard let value = try interpreter.optionalAttribute(.object(instance), parameter.name) else {
        return "<\(type.name) at \(interpreter.address(instance))>"
      }
      if case .value(let standard) = parameter.default, (try? interpreter.equals(value, standard)) ?? false { continue }
      shown.append("\(parameter.name)=\(try interpreter.repr(value))")
    }
    return "\(type.name)(\(shown.joined(separator: ", ")))"
  }
}

extension InstanceObject {
  /// What a script's class, not a host's, has under `name`.
  func scriptMember(_ name: String) -> Value? {
    for type in type.order {
      if !type.isScript { return nil }
      if let member = type.members[name] { return member }
    }
    return nil
  }

  func overrides(_ name: String) -> Bool { scriptMember(name) != nil }
}

extension Interpreter {
  /// The component that an instance of a script's class stands for; nil if its class is no component's.
  ///
  /// - Parameter method: the method of the host's class that is being called on the instance, as `super().step` is.
  func scriptComponent(_ instance: InstanceObject, calling method: String? = nil) -> (any FrozenObject)? {
    let base = instance.type.hostBase
    let kinds: [(TypeObject, any (ScriptPart & ScriptComponent).Type)] = [
      (NeuronTypes.base, ScriptNeuronType.self), (SynapseTypes.base, ScriptSynapse.self),
      (ProcessTypes.base, ScriptProcess.self), (DistributionTypes.base, ScriptDistribution.self),
      (SolverTypes.base, ScriptSolver.self), (LearningRuleTypeTypes.base, ScriptLearningRule.self),
    ]
    let inner = (instance.host as? FrozenHost)?.component
    guard let kind = kinds.first(where: { base.isSubtype(of: $0.0) }) else { return inner }
    if method != nil, inner is any LinearSynapse, !ScriptSynapse.behaviour.contains(where: instance.overrides) {
      return inner
    }
    if inner is any RatesToSpikes { return ScriptSpikingType(instance, self, calling: method) }
    return kind.1.init(instance, self, calling: method)
  }
}

/// Constructors of the base classes. Called by scripts' classes they make the host part; called by themselves, an object
/// that can do no more than be asked for its settings.
enum ScriptParts {
  private static func made(
    _ call: Call, _ type: @autoclosure () -> TypeObject, _ part: (InstanceObject) throws -> ComponentPart
  ) throws -> Value {
    if let receiver = call.receiver { return .object(try part(receiver)) }
    let bare = InstanceObject(type())
    bare.host = try part(bare)
    return .object(bare)
  }

  static func distribution(_ type: @autoclosure @escaping () -> TypeObject) -> Constructor {
    Constructor { call in try made(call, type()) { ComponentPart($0) } }
  }

  static func solver(_ type: @autoclosure @escaping () -> TypeObject) -> Constructor {
    Constructor([.optional("weights", .bool(false))]) { call in
      try made(call, type()) { ComponentPart($0, weights: try call.bool("weights")) }
    }
  }

  static func neuronType(_ type: @autoclosure @escaping () -> TypeObject) -> Constructor {
    Constructor([.omittable("initial_state")]) { call in
      try made(call, type()) { receiver in
        let given = try InitialState(call.value("initial_state"), receiver.type.name, call.interpreter)
        let names = ScriptNeuronType(receiver, call.interpreter, calling: nil).ownStateVariables
        return ComponentPart(receiver, initialState: try given.checked(against: names, receiver.type.name))
      }
    }
  }

  static func learningRule(_ type: @autoclosure @escaping () -> TypeObject) -> Constructor {
    Constructor([.optional("learning_rate", .float(1e-6)), .optional("size_in", .int(0))]) { call in
      try made(call, type()) { receiver in
        let rate = Number(try call.float("learning_rate"))
        guard rate.value >= 0 else {
          throw NengoError.validation(
            "Value must be greater than or equal to 0 (got \(rate))", attribute: "learning_rate",
            owner: receiver.type.name)
        }
        return ComponentPart(receiver, learningRate: rate, ruleSize: try ruleSize(call, receiver))
      }
    }
  }

  private static func ruleSize(_ call: Call, _ receiver: InstanceObject) throws -> LearningRuleSize {
    let value = call.value("size_in")
    if let name = value.string, let size = LearningRuleSize(name: name) { return size }
    if value.string == nil, let number = try call.interpreter.optionalIndex(value), number >= 0 {
      return .fixed(number)
    }
    throw NengoError.validation(
      "Must be an integer of at least 0 or one of 'pre', 'mid', 'post', 'pre_state', 'post_state' (got "
        + "\(try call.interpreter.repr(value)))", attribute: "size_in", owner: receiver.type.name)
  }

  /// - Parameter sizes: the default sizes of the base class.
  static func process(
    _ type: @autoclosure @escaping () -> TypeObject, _ sizes: (in: Int, out: Int?) = (0, 1)
  ) -> Constructor {
    Constructor([
      .optional("default_size_in", .int(sizes.in)),
      .optional("default_size_out", sizes.out.map { .int($0) } ?? .none),
      .optional("default_dt", .float(0.001)), .omittable("seed"),
    ]) { call in
      try made(call, type()) { receiver in
        let seed = try call.optionalInt("seed")
        let small = try seed.map { seed in
          guard let small = UInt32(exactly: seed) else {
            throw NengoError.validation(
              "Value must be between 0 and 4294967295 (got \(seed))", attribute: "seed", owner: receiver.type.name)
          }
          return small
        }
        let defaults = ProcessDefaults(
          sizeIn: try call.int("default_size_in"), sizeOut: try call.optionalInt("default_size_out"),
          dt: Number(try call.float("default_dt")), seed: small)
        return ComponentPart(receiver, try defaults.checked(receiver.type.name))
      }
    }
  }
}
