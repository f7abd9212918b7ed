import Arrays
import DL
import Language
import Model

/// `sim.data`: what probes recorded, and the parameters of objects as they are now.
final class SimulationDataObject: HostObject, Indexable, HasLength, Iterable, HasContainment {
  private let owner: DLSimulatorObject
  init(_ owner: DLSimulatorObject) { self.owner = owner }

  var type: TypeObject { Self.typeObject }

  static let typeObject = TypeObject(
    "SimulationData", module: "nengo_dl.simulator", doc: "Recorded data of probes and parameters of objects.",
    methods: [
      Method("keys", summary: "probes and objects") { (self: SimulationDataObject, _) in .newList(self.keys) },
      Method("get_params", [.variadic("args")], summary: "not supported") { (_: SimulationDataObject, _) in
        throw ScriptError(.notImplementedError, "sim.data.get_params is not supported; use sim.data[object]")
      },
    ])

  private var keys: [Value] { owner.simulator.dataKeys.map { .model($0) } }

  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    guard let object = try ModelObject(key) else {
      throw NengoError.validation(
        "Object '\(try interpreter.str(key))' is not in parameters of model", attribute: "key", owner: "SimulationData")
    }
    return try DLSimulatorObject.guarded(interpreter) {
      switch try owner.simulator.value(of: object) {
      case .recording(let data): data.map { .array($0) } ?? .newList([])
      case .ensemble(let values): .object(RecordObject(values, object))
      case .connection(let values): .object(RecordObject(values, object))
      case .none: .none
      }
    }
  }

  func length(_ interpreter: Interpreter) throws -> Int { keys.count }
  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator { try interpreter.iterator(.newList(keys)) }
  func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool {
    guard let object = try ModelObject(value) else { return false }
    return owner.simulator.dataKeys.contains(object)
  }
}

/// Named values of one object.
final class RecordObject: ParameterRecord, HasAttributes {
  let owner: ModelObject
  private let name: String
  private let entries: [(name: String, value: Value)]

  static let typeObject = TypeObject("ObjectParameters", module: "nengo_dl.simulator", doc: "Parameters of one object.")
  var type: TypeObject { Self.typeObject }

  init(_ values: EnsembleValues, _ owner: ModelObject) {
    self.owner = owner
    name = "BuiltEnsemble"
    func array(_ array: NDArray?) -> Value { array.map { .array($0) } ?? .none }
    entries = [
      ("eval_points", array(values.evalPoints)), ("encoders", array(values.encoders)),
      ("intercepts", array(values.intercepts)), ("max_rates", array(values.maxRates)),
      ("scaled_encoders", array(values.scaledEncoders)), ("gain", array(values.gain)), ("bias", array(values.bias)),
    ]
  }

  init(_ values: ConnectionValues, _ owner: ModelObject) {
    self.owner = owner
    name = "BuiltConnection"
    entries = [
      ("eval_points", values.evalPoints.map { .array($0) } ?? .none),
      ("solver_info", values.solverInfo.map { Value($0) } ?? .none),
      ("weights", values.weights.map { .array($0) } ?? .none), ("transform", .none),
    ]
  }

  var attributeNames: [String] { entries.map(\.name) }
  func attribute(_ name: String, _ interpreter: Interpreter) -> Value? { entries.first { $0.name == name }?.value }
  func repr(_ interpreter: Interpreter) throws -> String { "<\(name) of \(owner.text)>" }
}
