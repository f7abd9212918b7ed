import Arrays
import Language
import Model

/// Components whose classes scripts define: `class Noise(nengo.Process)` and so on.
///
/// The instance's host part only keeps the settings of its base class. When the model takes the instance, a
/// `ScriptComponent` is made that holds it and calls its methods.
protocol ScriptComponent: FrozenObject {
  var instance: InstanceObject { get }
}

/// The host part of an instance of a script's component class.
final class ComponentPart: HostObject {
  let type: TypeObject
  /// For processes and synapses.
  let defaults: ProcessDefaults
  /// For solvers.
  let weights: Bool

  init(_ type: TypeObject, _ defaults: ProcessDefaults = .source, weights: Bool = false) {
    self.type = type
    self.defaults = defaults
    self.weights = weights
  }
}

enum ScriptParts {
  /// The constructor of a base class that only scripts derive from.
  static func constructor(of name: String) -> Constructor {
    Constructor([.keywords("settings")]) { call in
      guard let receiver = call.receiver else {
        throw ScriptError(.typeError, "Can't instantiate abstract class \(name)")
      }
      var weights = false
      for (name, value) in call.keywords {
        guard name == "weights" || name == "initial_state" else {
          throw ScriptError(.typeError, "__init__() got an unexpected keyword argument '\(name)'")
        }
        if name == "weights" { weights = try call.interpreter.truth(value) }
      }
      return .object(ComponentPart(receiver.type.hostBase, weights: weights))
    }
  }

  static var processConstructor: Constructor {
    Constructor([
      .optional("default_size_in", .int(0)), .optional("default_size_out", .int(1)),
      .optional("default_dt", .float(0.001)), .omittable("seed"),
    ]) { call in
      guard let receiver = call.receiver else {
        throw ScriptError(.typeError, "Can't instantiate abstract class \(call.signature.name)")
      }
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
      return .object(ComponentPart(receiver.type.hostBase, defaults))
    }
  }
}

extension InstanceObject {
  /// Whether a script's class, not a host's, says what `name` is.
  func overrides(_ name: String) -> Bool {
    for type in type.order {
      if !type.isScript { return false }
      if type.members[name] != nil { return true }
    }
    return false
  }
}

extension Interpreter {
  /// The component that an instance of a script's class stands for; nil if its class is no component's.
  func scriptComponent(_ instance: InstanceObject) throws -> (any FrozenObject)? {
    let base = instance.type.hostBase
    guard base.isSubtype(of: .frozenObject) else { return nil }
    let part = instance.host as? ComponentPart
    let inner = (instance.host as? FrozenHost)?.component
    if base.isSubtype(of: NeuronTypes.base) { return ScriptNeuronType(instance, inner as? any NeuronType, self) }
    if let inner, !instance.overrides("make_step"), !instance.overrides("sample") { return inner }
    if base.isSubtype(of: SynapseTypes.base) { return ScriptSynapse(instance, part?.defaults ?? .synapse, self) }
    if base.isSubtype(of: ProcessTypes.base) { return ScriptProcess(instance, part?.defaults ?? .source, self) }
    if base.isSubtype(of: DistributionTypes.base) { return ScriptDistribution(instance, self) }
    if base.isSubtype(of: SolverTypes.base) { return ScriptSolver(instance, part?.weights ?? false, self) }
    return inner
  }

  /// Calls a method of a script's component, which has to be there.
  func callRequired(
    _ instance: InstanceObject, _ name: String, _ positional: [Value], _ keywords: [(name: String, value: Value)] = []
  ) throws -> Value {
    try call(try attribute(.object(instance), name), positional, keywords)
  }
}

/// What script components have in common. They live on the interpreter's thread.
class ScriptPart: @unchecked Sendable {
  let instance: InstanceObject
  unowned let interpreter: Interpreter
  init(_ instance: InstanceObject, _ interpreter: Interpreter) {
    self.instance = instance
    self.interpreter = interpreter
  }
  var typeName: String { instance.type.name }
  var scriptObject: AnyObject? { instance }
  var arguments: [Argument] {
    [Argument("object", .foreign(ForeignValue(text: "…", instance)))]
  }
}

final class ScriptDistribution: ScriptPart, Distribution, ScriptComponent, @unchecked Sendable {
  static let typeName = "Distribution"

  /// `sample(n, d=None, rng=…)`
  func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    let result = try interpreter.callRequired(
      instance, "sample", [.int(n)], [("d", d.map { .int($0) } ?? .none), ("rng", .object(RandomObject(rng)))])
    let array = try NDArray(from: result, dtype: .float64, interpreter)
    let wanted = d.map { [n, $0] } ?? [n]
    guard array.shape == wanted else {
      throw NengoError(
        .validation,
        "\(typeName).sample gave shape \(ArrayError.text(shape: array.shape)), expected "
          + ArrayError.text(shape: wanted))
    }
    return array
  }
}

final class ScriptSolver: ScriptPart, Solver, ScriptComponent, @unchecked Sendable {
  static let typeName = "Solver"
  let weights: Bool
  init(_ instance: InstanceObject, _ weights: Bool, _ interpreter: Interpreter) {
    self.weights = weights
    super.init(instance, interpreter)
  }

  /// `compositional = False` on the class: the solver gives whole weights, not decoders.
  var compositional: Bool {
    guard instance.overrides("compositional"),
      case .bool(let flag)? = try? interpreter.attribute(.object(instance), "compositional")
    else { return true }
    return flag
  }

  /// `solver(A, Y, rng=…)`, which gives (decoders, info).
  func solve(activities: NDArray, targets: NDArray, rng: RandomState) throws -> (NDArray, SolverInfo) {
    let result = try interpreter.call(
      .object(instance), [.array(activities), .array(targets)], [("rng", .object(RandomObject(rng)))])
    let parts = try interpreter.elements(of: result)
    guard parts.count == 2 else {
      throw NengoError(.type, "\(typeName) must give (decoders, info), got \(parts.count) values")
    }
    return (try NDArray(from: parts[0], dtype: .float64, interpreter), SolverInfo())
  }
}

// MARK: processes

/// Prepares a use of a script's process: `make_state`, then `make_step`.
private func prepareStep(
  _ part: ScriptPart, sizeIn: Int, sizeOut: Int, dt: Double, rng: RandomState
) throws -> any ProcessStep {
  let interpreter = part.interpreter
  let shapes: [Value] = [.shape([sizeIn]), .shape([sizeOut]), .float(dt)]
  let state =
    part.instance.overrides("make_state")
    ? try interpreter.callRequired(part.instance, "make_state", shapes) : .dict(DictObject())
  let step = try interpreter.callRequired(
    part.instance, "make_step", shapes, [("rng", .object(RandomObject(rng))), ("state", state)])
  return ScriptStep(step, state, interpreter, part.typeName)
}

private final class ScriptStep: ProcessStep {
  private let function: Value
  private let interpreter: Interpreter
  private let owner: String
  let state: [NDArray]

  init(_ function: Value, _ state: Value, _ interpreter: Interpreter, _ owner: String) {
    self.function = function
    self.interpreter = interpreter
    self.owner = owner
    if case .dict(let dict) = state { self.state = dict.values.compactMap(\.ndarray) } else { self.state = [] }
  }

  /// `step(t)` for sources, else `step(t, x)`.
  func step(
    time: Double, input: UnsafeBufferPointer<Double>, output: UnsafeMutableBufferPointer<Double>
  ) throws {
    var arguments: [Value] = [.float(time)]
    if !input.isEmpty { arguments.append(.array(NDArray(Array(input)))) }
    let result = try NDArray(from: try interpreter.call(function, arguments), dtype: .float64, interpreter)
    guard result.size == output.count || result.size == 1 else {
      throw NengoError(
        .simulation,
        "the step of \(owner) gave shape \(ArrayError.text(shape: result.shape)), expected \(output.count) values")
    }
    result.withDoubles { values in
      for i in output.indices { output[i] = values[values.count == 1 ? 0 : i] }
    }
  }
}

final class ScriptProcess: ScriptPart, ConfiguredProcess, ScriptComponent, @unchecked Sendable {
  static let typeName = "Process"
  let defaults: ProcessDefaults
  init(_ instance: InstanceObject, _ defaults: ProcessDefaults, _ interpreter: Interpreter) {
    self.defaults = defaults
    super.init(instance, interpreter)
  }
  func makeStep(sizeIn: Int, sizeOut: Int, dt: Double, rng: RandomState) throws -> any ProcessStep {
    try prepareStep(self, sizeIn: sizeIn, sizeOut: sizeOut, dt: dt, rng: rng)
  }
}

final class ScriptSynapse: ScriptPart, Synapse, ConfiguredProcess, ScriptComponent, @unchecked Sendable {
  static let typeName = "Synapse"
  let defaults: ProcessDefaults
  init(_ instance: InstanceObject, _ defaults: ProcessDefaults, _ interpreter: Interpreter) {
    self.defaults = defaults
    super.init(instance, interpreter)
  }
  func makeStep(sizeIn: Int, sizeOut: Int, dt: Double, rng: RandomState) throws -> any ProcessStep {
    try prepareStep(self, sizeIn: sizeIn, sizeOut: sizeOut, dt: dt, rng: rng)
  }
  func makeFilter(size: Int, dt: Double, initialOutput: [Double]?) throws -> any ProcessStep {
    guard initialOutput?.allSatisfy({ $0 == 0 }) ?? true else {
      throw NengoError(.notImplemented, "\(typeName).filt: y0 is not supported for synapses defined in scripts")
    }
    return try prepareStep(self, sizeIn: size, sizeOut: size, dt: dt, rng: RandomState.fromEntropy())
  }
}
