import Arrays
import Build
import DL
import Language
import Model

extension SimulatorMethods {
  private static let fileParameters: [Parameter] = [
    .required("path"), .optional("include_state", .bool(false)), .optional("include_non_trainable", .none),
  ]

  private static func includesState(_ call: Call) throws -> Bool {
    guard !call.value("include_non_trainable").isNone else { return try call.bool("include_state") }
    try NengoSession.of(call.interpreter).warn(
      NengoWarning(.deprecation, "include_non_trainable is deprecated, use include_state instead"))
    return try call.bool("include_non_trainable")
  }

  /// Saving, loading and freezing.
  static var parameters: [Method] {
    [
      method("save_params", fileParameters, "writes parameters to path + '.npz'") { owner, call in
        try owner.simulator.saveParameters(try call.string("path"), includesState: try includesState(call))
        return .none
      },
      method("load_params", fileParameters, "reads parameters from path + '.npz'") { owner, call in
        try owner.simulator.loadParameters(try call.string("path"), includesState: try includesState(call))
        return .none
      },
      method("freeze_params", [.required("objs")], "writes parameters into the network") { owner, call in
        try owner.simulator.freezeParameters(try objects(call.value("objs"), call.interpreter).objects)
        return .none
      },
      method(
        "get_nengo_params", [.required("nengo_objs"), .optional("as_dict", .bool(false))],
        "arguments that make objects as they are now"
      ) { owner, call in try nengoParameters(owner, call) },
    ]
  }

  private static func objects(
    _ value: Value, _ interpreter: Interpreter
  ) throws -> (objects: [ModelObject], isList: Bool) {
    func one(_ value: Value) throws -> ModelObject {
      guard let object = try ModelObject(value) else {
        throw ScriptError(.typeError, "Objects of type '\(value.typeName)' do not have parameters to store")
      }
      return object
    }
    switch value {
    case .list(let list): return (try list.elements.map(one), true)
    case .tuple(let tuple): return (try tuple.elements.map(one), true)
    default: return ([try one(value)], false)
    }
  }

  private static func nengoParameters(_ owner: DLSimulatorObject, _ call: Call) throws -> Value {
    let (objects, isList) = try objects(call.value("nengo_objs"), call.interpreter)
    let tables = try objects.map { try table(try owner.simulator.nengoParameters($0), call.interpreter) }
    guard try call.bool("as_dict") else { return isList ? .newList(tables) : tables[0] }
    let result = DictObject()
    for (object, table) in zip(objects, tables) {
      let label = label(of: object)
      guard try result.value(for: .string(label), call.interpreter) == nil else {
        throw ScriptError(
          .valueError, "Duplicate label ('\(label)') detected; cannot return parameters with as_dict=True")
      }
      try result.setValue(table, for: .string(label), call.interpreter)
    }
    return .dict(result)
  }

  private static func label(of object: ModelObject) -> String {
    switch object {
    case .ensemble(let ensemble): ensemble.label ?? "None"
    case .neurons(let neurons): neurons.ensemble.label ?? "None"
    case .connection(let connection): connection.label ?? "None"
    default: "None"
    }
  }

  private static func table(_ parameters: FrozenParameters, _ interpreter: Interpreter) throws -> Value {
    let pairs: [(String, Value)]
    switch parameters {
    case .ensemble(let encoders, let gain, let bias):
      func classDefault(_ name: String) throws -> Value {
        try Value(ModelContext().defaultValue(Ensemble.className, name) ?? .none)
      }
      pairs = [
        ("encoders", .array(encoders)), ("normalize_encoders", .bool(false)), ("gain", .array(gain)),
        ("bias", .array(bias)), ("max_rates", try classDefault("max_rates")),
        ("intercepts", try classDefault("intercepts")),
      ]
    case .connection(.plain): pairs = [("transform", .none)]
    case .connection(.decoders(let decoders)):
      let size = decoders.shape.last ?? 0
      let zeros = BuiltinFunction("<lambda>", [.required("x")]) { _ in
        .newList([Value](repeating: .float(0), count: size))
      }
      pairs = [
        ("solver", .component(try NoSolver(values: decoders))), ("function", .object(zeros)), ("transform", .none),
      ]
    case .connection(.transform(let transform)):
      if let dense = transform as? Dense, case .array(let array) = dense.initial {
        pairs = [("transform", array.size == 1 ? .float(array.doubles.first ?? 0) : .array(array))]
      } else {
        pairs = [("transform", .component(transform))]
      }
    }
    return .dict(DictObject(pairs))
  }
}
