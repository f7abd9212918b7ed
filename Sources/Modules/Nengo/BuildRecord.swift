import Build
import Language
import Model

/// `nengo.builder.Model`, and `sim.model`: a record of what building a network gave. A script can make one, build a
/// network into it, and give it to simulators.
final class BuildRecord: HostObject, Printable {
  /// Nil before something was built into it.
  private(set) var built: BuiltModel?
  let label: String?
  private let givenDt: Double

  init(_ built: BuiltModel) {
    self.built = built
    label = nil
    givenDt = built.dt
  }

  private init(dt: Double, label: String?) {
    givenDt = dt
    self.label = label
  }

  var dt: Double { built?.dt ?? givenDt }

  /// What was built; nothing was: a model without objects.
  func model(_ options: BuildOptions) throws -> BuiltModel {
    if let built { return built }
    let made = try Builder.build(nil, dt: dt, options: options)
    built = made
    return made
  }

  /// Takes what a simulator has built again.
  func replace(by model: BuiltModel) { built = model }

  /// Builds a network into the record. A second time there is nothing to do, which is a warning.
  func build(_ network: Network, _ session: NengoSession, _ options: BuildOptions) throws {
    guard let known = built?.network else {
      built = try Builder.build(network, dt: dt, context: session.context, options: options)
      return
    }
    guard known === network else {
      throw NengoError(
        .notImplemented, "Model.build: this model holds \(known); one model for several networks is not supported")
    }
    session.warn(NengoWarning(.nengo, "Object \(network) has already been built."))
  }

  func repr(_ interpreter: Interpreter) throws -> String { "Model: \(label ?? "None"), dt=\(dt)" }

  /// The argument `model` of a simulator.
  ///
  /// - Throws: an `AttributeError`, as Nengo does, for anything that is no model.
  static func given(in call: Call) throws -> BuildRecord? {
    let value = call.value("model")
    if value.isNone { return nil }
    if let record: BuildRecord = value.host() { return record }
    throw NengoError(.attribute, "Simulator: model has to be a nengo.builder.Model, got '\(value.typeName)'")
  }

  // MARK: the class

  var type: TypeObject { Self.typeObject }

  static let typeObject = TypeObject(
    "Model", module: "nengo.builder", doc: "A record of what building a network gives.",
    constructor: Constructor([
      .optional("dt", .float(0.001), "seconds per step"), .omittable("label", "a name"),
      .omittable("decoder_cache", "not supported"), .omittable("builder", "not supported"),
    ]) { call in
      for name in ["decoder_cache", "builder"] where !call.value(name).isNone {
        throw ScriptError(.notImplementedError, "nengo.builder.Model: \(name) is not supported")
      }
      return .object(BuildRecord(dt: try call.real("dt"), label: try call.optionalString("label")))
    },
    methods: [
      Method("build", [.required("obj")], summary: "Build a network into the record.") {
        (record: BuildRecord, call) in
        guard let network: Network = call.value("obj").host() else {
          throw ScriptError(
            .notImplementedError,
            "Model.build: only whole networks can be built into a model, got '\(call.value("obj").typeName)'")
        }
        let session = try NengoSession.of(call.interpreter)
        let options = try session.buildOptions(call.interpreter)
        try session.reporting(call.interpreter) { try record.build(network, session, options) }
        return .none
      },
      Method("has_built", [.required("obj")], summary: "Whether an object was built.") { (record: BuildRecord, call) in
        .bool(try ModelObject(call.value("obj")).map { record.built?.seeds[$0] != nil } ?? false)
      },
    ],
    properties: [
      Property("dt", doc: "Seconds per step.") { (record: BuildRecord, _) in .float(record.dt) },
      Property("label", doc: "A name.") { (record: BuildRecord, _) in record.label.map { .string($0) } ?? .none },
      Property("toplevel", doc: "The network.") { (record: BuildRecord, _) in
        record.built?.network?.scriptValue ?? .none
      },
      Property("seeds", doc: "The seeds of all objects.") { (record: BuildRecord, interpreter) in
        try dict(record.built?.seeds.map { ($0.key, .int($0.value)) } ?? [], interpreter)
      },
      Property("params", doc: "The parameters of all objects.") { (record: BuildRecord, interpreter) in
        try dict(record.parameters, interpreter)
      },
      Property("probes", doc: "The probes.") { (record: BuildRecord, _) in
        .newList(record.built?.probes.map { .object($0) } ?? [])
      },
      Property("operators", doc: "The operators, in creation order, as text.") { (record: BuildRecord, _) in
        .newList(record.built?.operators.map { .string("\($0)") } ?? [])
      },
    ])

  private var parameters: [(ModelObject, Value)] {
    guard let built else { return [] }
    return built.objects.map { object in
      switch object {
      case .ensemble(let ensemble):
        (object, built.ensembles[ensemble].map { .object(BuiltEnsembleObject($0, object)) } ?? .none)
      case .connection(let connection):
        (object, built.connections[connection].map { .object(BuiltConnectionObject($0, object)) } ?? .none)
      default: (object, .none)
      }
    }
  }

  private static func dict(_ pairs: [(ModelObject, Value)], _ interpreter: Interpreter) throws -> Value {
    let dict = DictObject()
    for (object, value) in pairs { try dict.setValue(value, for: .model(object), interpreter) }
    return .dict(dict)
  }
}
