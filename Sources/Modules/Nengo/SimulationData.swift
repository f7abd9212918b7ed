import Arrays
import Build
import Language
import Model
import Reference

/// `sim.data`: a mapping of probes to what they recorded, and of built objects to their parameters.
final class SimulationData: HostObject, Indexable, HasContainment, HasLength, Iterable {
  private let simulator: ReferenceSimulator
  /// The arrays handed out last: a probe gives the same one until it has new samples.
  private var recordings: [Probe: ArrayObject] = [:]
  init(_ simulator: ReferenceSimulator) { self.simulator = simulator }

  static let typeObject = TypeObject(
    "SimulationData", module: "nengo.simulator", doc: "What probes recorded, and the parameters of built objects.",
    methods: [
      Method("keys", summary: "The built objects.") { (data: SimulationData, _) in .newList(data.keys) },
      Method("values", summary: "What there is of each.") { (data: SimulationData, call) in
        .newList(try data.keys.map { try data.item($0, call.interpreter) })
      },
      Method("items", summary: "Pairs of both.") { (data: SimulationData, call) in
        .newList(try data.keys.map { .newTuple([$0, try data.item($0, call.interpreter)]) })
      },
      Method(
        "get", [.required("key"), .optional("default", .none)], summary: "What there is of an object, or the default."
      ) { (data: SimulationData, call) in
        try ModelObject(call.value("key")).flatMap(data.value) ?? call.value("default")
      },
    ])
  var type: TypeObject { Self.typeObject }

  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    if let object = try ModelObject(key), let value = value(of: object) { return value }
    throw ScriptError(ExceptionObject(.keyError, [key]))
  }

  /// nil for objects that were not built.
  private func value(of object: ModelObject) -> Value? {
    let model = simulator.model
    switch object {
    case .probe(let probe): return recording(of: probe)
    case .ensemble(let ensemble): return model.ensembles[ensemble].map { .object(BuiltEnsembleObject($0, object)) }
    case .connection(let connection):
      return model.connections[connection].map { .object(BuiltConnectionObject($0, object)) }
    case .learningRule(let rule): return model.connections[rule.connection].map { _ in .none }
    case .node, .network: return model.seeds[object].map { _ in .none }
    case .neurons: return nil
    }
  }

  private func recording(of probe: Probe) -> Value? {
    guard let array = simulator.data(probe) else { return nil }
    if let known = recordings[probe], known.array.buffer === array.buffer { return .object(known) }
    let made = ArrayObject(array)
    recordings[probe] = made
    return .object(made)
  }

  /// The built objects in the order in which they were built; a network comes after its members.
  private var keys: [Value] {
    guard let network = simulator.model.network else { return [] }
    return built(network).filter { value(of: $0) != nil }.map { .model($0) }
  }

  private func built(_ network: Network) -> [ModelObject] {
    let decoding = simulator.model.connections.keys.filter(\.isForProbe)
    return network.ensembles.map { .ensemble($0) } + network.nodes.map { .node($0) } + network.networks.flatMap(built)
      + network.connections.flatMap { connection in
        connection.learningRules.map { .learningRule($0) } + [.connection(connection)]
      }
      + network.probes.flatMap { probe in
        decoding.filter { $0.postObject == .probe(probe) }.map { .connection($0) } + [.probe(probe)]
      } + [.network(network)]
  }

  func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool {
    try ModelObject(value).flatMap { self.value(of: $0) } != nil
  }
  func length(_ interpreter: Interpreter) throws -> Int { keys.count }
  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator { ArrayIterator(keys) }
}

/// What `sim.data[object]` gives: named parameters, which have an order too, as in a named tuple.
class BuiltRecord: ParameterRecord, Indexable, HasLength, Iterable {
  let owner: ModelObject
  fileprivate let fields: [(name: String, value: Value)]

  fileprivate init(_ owner: ModelObject, _ fields: [(String, Value)]) {
    self.owner = owner
    self.fields = fields.map { (name: $0.0, value: $0.1) }
  }

  var type: TypeObject { .object }

  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    try interpreter.item(.newTuple(fields.map(\.value)), key)
  }
  func length(_ interpreter: Interpreter) throws -> Int { fields.count }
  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator { ArrayIterator(fields.map(\.value)) }
  func repr(_ interpreter: Interpreter) throws -> String { "<\(type.name) of \(owner.text)>" }

  fileprivate static func property(_ name: String, _ doc: String) -> Property {
    Property(name, doc: doc) { (record: BuiltRecord, _) in record.fields.first { $0.name == name }?.value ?? .none }
  }

  fileprivate static var tupleProperties: [Property] {
    [
      Property("_fields", doc: "The names, in order.") { (record: BuiltRecord, _) in
        .newTuple(record.fields.map { .string($0.name) })
      }
    ]
  }

  fileprivate static var tupleMethods: [Method] {
    [
      Method("_asdict", summary: "The parameters by name.") { (record: BuiltRecord, _) in
        .dict(DictObject(record.fields.map { ($0.name, $0.value) }))
      }
    ]
  }
}

/// `sim.data[ensemble]`
final class BuiltEnsembleObject: BuiltRecord {
  init(_ built: BuiltEnsemble, _ owner: ModelObject) {
    func array(_ array: NDArray?) -> Value { array.map { .array($0) } ?? .none }
    super.init(
      owner,
      [
        ("eval_points", array(built.evalPoints)), ("encoders", array(built.encoders)),
        ("intercepts", array(built.intercepts)), ("max_rates", array(built.maxRates)),
        ("scaled_encoders", array(built.scaledEncoders)), ("gain", array(built.gain)), ("bias", array(built.bias)),
      ])
  }

  static let typeObject = TypeObject(
    "BuiltEnsemble", module: "nengo.builder.ensemble", doc: "The parameters of a built ensemble.",
    methods: tupleMethods,
    properties: [
      property("eval_points", "Points at which decoders were solved, times the radius."),
      property("encoders", "Preferred directions, normalised."),
      property("intercepts", "Where neurons start to fire."), property("max_rates", "Rates at the radius, Hz."),
      property("scaled_encoders", "encoders * gain / radius"), property("gain", "Gains."),
      property("bias", "Bias currents."),
    ] + tupleProperties)
  override var type: TypeObject { Self.typeObject }
}

/// `sim.data[connection]`: its arrays are not to be written to.
final class BuiltConnectionObject: BuiltRecord {
  init(_ built: BuiltConnection, _ owner: ModelObject) {
    func array(_ array: NDArray?) -> Value {
      guard var array else { return .none }
      array.isReadOnly = true
      return .array(array)
    }
    let weights: Value =
      switch built.weights {
      case .dense(let matrix)?, .kernel(let matrix)?: array(matrix)
      case .sparse(let matrix)?: .object(SparseMatrixObject(matrix, of: built.transform))
      case nil: .none
      }
    super.init(
      owner,
      [
        ("eval_points", array(built.evalPoints)), ("solver_info", built.solverInfo.map { Value($0) } ?? .none),
        ("weights", weights), ("transform", BuiltConnectionObject.transform(built, owner)),
      ])
  }

  /// The connection's own object, if it still has the transform that was built.
  private static func transform(_ built: BuiltConnection, _ owner: ModelObject) -> Value {
    if case .connection(let connection) = owner, connection.transform.isEqual(to: built.transform),
      let own = try? connection.scriptValue(of: "transform"), !own.isNone
    {
      return own
    }
    return .component(built.transform)
  }

  static let typeObject = TypeObject(
    "BuiltConnection", module: "nengo.builder.connection", doc: "The parameters of a built connection.",
    methods: tupleMethods,
    properties: [
      property("eval_points", "Points at which decoders were solved."),
      property("solver_info", "What the solver reported."), property("weights", "The initial weights."),
      property("transform", "The transform."),
    ] + tupleProperties)
  override var type: TypeObject { Self.typeObject }
}
