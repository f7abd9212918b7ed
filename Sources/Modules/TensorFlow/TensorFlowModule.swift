import Arrays
import Language
import Training

/// The module `tensorflow`, with the submodules that NengoDL scripts use.
enum TensorFlowModule {
  static let version = "2.10.1"

  static var row: ModuleRow { ModuleRow("tensorflow", alias: "tf") { _ in make() } }

  /// What the module of a session remembers.
  static func state(of interpreter: Interpreter) throws -> TensorFlowState {
    guard case .object(let object as TensorFlowState)? = try interpreter.importModule("tensorflow").member(stateName)
    else {
      return TensorFlowState()
    }
    return object
  }
  private static let stateName = " state"

  private static func make() -> ModuleObject {
    let state = TensorFlowState()
    let math = module("math", TensorMath.all + TensorMath.linear, [("floormod", "mod"), ("truediv", "divide")])
    let nn = module(
      "nn", NeuralFunctions.activations + NeuralFunctions.losses, [("silu", "swish")])
    let random = module("random", TensorCreation.random(state))
    let keras = KerasModule.make(state)
    let module = ModuleObject("tensorflow", doc: "The part of TensorFlow that NengoDL scripts use.") { module in
      module.define(stateName, .object(state))
      for function in TensorMath.topLevel + TensorMath.linear + TensorShapes.all + TensorCreation.all {
        module.define(function.name, .object(function))
      }
      for (name, dtype) in types { module.define(name, .object(TensorTypeObject.of(dtype))) }
      module.define("newaxis", .none)
      module.define("__version__", .string(version))
      module.define("Tensor", .object(TensorObject.base))
      module.define(TensorObject.variable, TensorShapeObject.typeObject)
      module.define("DType", .object(TensorTypeObject.typeObject))
      for (name, part) in [("math", math), ("nn", nn), ("random", random), ("keras", keras)] {
        module.define(name, .object(part))
      }
      for name in ["optimizers", "losses", "metrics", "initializers"] {
        if let part = try keras.member(name) { module.define(name, part) }
      }
      try defineSurroundings(module)
      module.refuse(
        "GradientTape", "custom_gradient", "while_loop", "map_fn", "scan", "einsum", "image", "io", "saved_model",
        "distribute")
      module.refuse(
        "compat", "Session", "placeholder", "layers", "train", note: "TensorFlow 1 is gone: write compile and fit")
    }
    return module
  }

  private static let types: [(String, DType)] = [
    ("float16", .float16), ("float32", .float32), ("float64", .float64), ("double", .float64), ("half", .float16),
    ("int8", .int8), ("int16", .int16), ("int32", .int32), ("int64", .int64), ("uint8", .uint8), ("uint16", .uint16),
    ("uint32", .uint32), ("uint64", .uint64), ("bool", .bool),
  ]

  static func module(
    _ name: String, _ functions: [BuiltinFunction], _ aliases: [(String, String)] = []
  ) -> ModuleObject {
    ModuleObject("tensorflow.\(name)") { module in
      for function in functions { module.define(function.name, .object(function)) }
      for (alias, name) in aliases { module.alias(name, alias) }
    }
  }

  /// What changes nothing that a script can see, and errors.
  private static func defineSurroundings(_ module: ModuleObject) throws {
    module.define(
      BuiltinFunction(
        "function", module: "tensorflow", [.optional("func", .none), .keywords("options")],
        summary: "gives the function back"
      ) {
        call in
        let function = call.value("func")
        return function.isNone
          ? .object(BuiltinFunction("function", [.required("func")]) { $0.value("func") }) : function
      },
      BuiltinFunction(
        "print", module: "tensorflow", [.variadic("inputs"), .keywords("options")], summary: "prints tensors"
      ) {
        call in
        let texts = try call.variadic.map { value -> String in
          guard let object = value.host(as: TensorObject.self) else { return try call.interpreter.str(value) }
          return try call.interpreter.str(.array(try object.tensor.array()))
        }
        call.interpreter.host.write(texts.joined(separator: " ") + "\n", to: .error)
        return .none
      },
      BuiltinFunction("device", module: "tensorflow", [.required("name")], summary: "accepted; all runs on the CPU") {
        _ in
        .object(NullContext())
      },
      BuiltinFunction(
        "control_dependencies", module: "tensorflow", [.required("control_inputs")],
        summary: "accepted; order is program order"
      ) {
        _ in .object(NullContext())
      },
      BuiltinFunction("get_logger", module: "tensorflow", [], summary: "an object that takes settings of logs") { _ in
        .object(LoggerObject())
      },
      BuiltinFunction("executing_eagerly", module: "tensorflow", [], summary: "true") { _ in .bool(true) })
    module.define(
      "errors",
      .object(
        ModuleObject("tensorflow.errors") { $0.define(TensorFlowErrors.opError, TensorFlowErrors.invalidArgument) }))
    module.define("config", .object(configModule()))
    module.define("data", .object(ModuleObject("tensorflow.data") { $0.define(DatasetObject.typeObject) }))
  }

  private static func configModule() -> ModuleObject {
    func accepted(_ name: String, _ parameters: [Parameter], _ result: @escaping () -> Value = { .none })
      -> BuiltinFunction
    {
      BuiltinFunction(name, module: "tensorflow.config", parameters, summary: "accepted") { _ in result() }
    }
    let threading = ModuleObject("tensorflow.config.threading") { module in
      module.define(
        accepted("set_inter_op_parallelism_threads", [.required("num_threads")]),
        accepted("set_intra_op_parallelism_threads", [.required("num_threads")]))
    }
    return ModuleObject("tensorflow.config") { module in
      module.define(
        accepted("list_physical_devices", [.optional("device_type", .none)], { .newList([]) }),
        accepted("set_soft_device_placement", [.required("enabled")]),
        accepted("run_functions_eagerly", [.required("run_eagerly")]))
      module.define("threading", .object(threading))
    }
  }
}

/// A `with` block that does nothing.
final class NullContext: HostObject, ContextManager {
  static let typeObject = TypeObject("nullcontext", module: "tensorflow")
  var type: TypeObject { Self.typeObject }
  func enter(_ interpreter: Interpreter) -> Value { .none }
  func exit(_ error: ScriptError?, _ interpreter: Interpreter) -> Bool { false }
}

/// Takes settings of logs and forgets them: soma writes none.
final class LoggerObject: HostObject {
  static let typeObject = TypeObject(
    "Logger", module: "logging",
    methods: ["addFilter", "setLevel", "removeFilter", "addHandler"].map { name in
      Method(name, [.required("value")], summary: "accepted") { (_: LoggerObject, _) in .none }
    },
    properties: [
      Property("propagate", doc: "accepted", set: { (_: LoggerObject, _, _) in }) { (_: LoggerObject, _) in .bool(false)
      }
    ])
  var type: TypeObject { Self.typeObject }
}

extension TensorFlowState: HostObject {
  static let typeObject = TypeObject("tensorflow state", module: "tensorflow")
  var type: TypeObject { Self.typeObject }
}
