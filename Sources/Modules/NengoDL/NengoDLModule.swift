import Arrays
import DL
import Language
import Model
import Training

/// The module `nengo_dl`.
enum NengoDLModule {
  static let version = "3.6.0"

  static var row: ModuleRow { ModuleRow("nengo_dl") { _ in make() } }

  private static func make() -> ModuleObject {
    ModuleObject("nengo_dl", doc: "Networks simulated in minibatches, and trained.") { module in
      module.define(DLSimulatorObject.typeObject, TensorNodeClass.layerType)
      module.define(TensorNodeClass.type, ConverterObject.typeObject)
      module.define(configureSettings, TensorNodeClass.tensorLayer)
      module.define("__version__", .string(version))
      for type in NengoDLComponents.neurons { module.define(type) }
      for part in [neurons, dists, losses, callbacks, graphOptimizer, simulator, tensorNode, config] {
        module.define(part.name.split(separator: ".").last.map(String.init) ?? part.name, .object(part))
      }
      module.define("obj", .none)
      module.refuse("converter", "benchmarks", "objectives", "obj")
    }
  }

  private static var neurons: ModuleObject {
    ModuleObject("nengo_dl.neurons") { module in for type in NengoDLComponents.neurons { module.define(type) } }
  }

  private static var dists: ModuleObject {
    ModuleObject("nengo_dl.dists") { module in for type in NengoDLComponents.distributions { module.define(type) } }
  }

  private static var simulator: ModuleObject {
    ModuleObject("nengo_dl.simulator") { $0.define(DLSimulatorObject.typeObject, SimulationDataObject.typeObject) }
  }

  private static var tensorNode: ModuleObject {
    ModuleObject("nengo_dl.tensor_node") { module in
      module.define(TensorNodeClass.type, TensorNodeClass.layerType)
    }
  }

  private static var config: ModuleObject {
    ModuleObject("nengo_dl.config") { $0.define(configureSettings) }
  }

  // MARK: losses and callbacks

  private static var losses: ModuleObject {
    ModuleObject("nengo_dl.losses") { module in
      module.define(
        BuiltinFunction(
          "nan_mse", module: "nengo_dl.losses", [.required("y_true"), .required("y_pred")],
          summary: "mean squared error; NaN targets count as right"
        ) { call in
          let prediction = try call.tensor("y_pred")
          let target = try call.interpreter.tensor(call.value("y_true"), dtype: prediction.dtype)
          return .tensor(try Losses.nanMeanSquaredError(target: target, prediction: prediction))
        })
      module.define(regularize)
    }
  }

  /// `Regularize(order=2, axis=None)`: a loss that takes no targets.
  static let regularize: TypeObject = TypeObject(
    "Regularize", module: "nengo_dl.losses", base: LossObject.base, doc: "The mean norm of a probe's values.",
    constructor: Constructor([
      .optional("order", .int(2)), .optional("axis", .none), .optional("weight", .none),
    ]) { call in
      guard call.value("weight").isNone else {
        throw ScriptError(.typeError, "Regularize: weight is gone; use loss_weights of compile")
      }
      var order = 2.0
      if call.value("order").string == nil {
        order = try call.float("order")
      } else if call.value("order").string != "euclidean" {
        throw ScriptError(.valueError, "Regularize: unknown order \(try call.interpreter.repr(call.value("order")))")
      }
      let body = Losses.regularization(order: order, axis: try call.optionalInt("axis"))
      return .object(LossObject(LossFunction(name: "regularize", body: body), regularize))
    })

  private static var callbacks: ModuleObject {
    ModuleObject("nengo_dl.callbacks") { $0.refuse("NengoSummaries", "TensorBoard", "IsolateState") }
  }

  // MARK: settings

  private static var graphOptimizer: ModuleObject {
    ModuleObject("nengo_dl.graph_optimizer") { module in
      for name in planners + sorters + simplifications {
        module.define(
          BuiltinFunction(name, module: module.name, [.variadic("args")], summary: "a value for configure_settings") {
            _ in
            throw ScriptError(.notImplementedError, "\(name) serves as a setting; calling it is not supported")
          })
      }
    }
  }

  private static let planners = ["tree_planner", "greedy_planner", "transitive_planner", "noop_planner"]
  private static let sorters = ["order_signals", "noop_order_signals"]
  private static let simplifications = [
    "remove_unmodified_resets", "remove_zero_incs", "remove_identity_muls", "remove_constant_copies",
    "remove_reset_incs",
  ]

  static let configureSettings = BuiltinFunction(
    "configure_settings", module: "nengo_dl", [.keywords("settings")],
    summary: "sets how the open networks are simulated and trained"
  ) { call in
    let session = try NengoSession.of(call.interpreter)
    for (name, value) in call.keywords {
      try SimulatorSettings.configure(name, try setting(value, call.interpreter), in: session.context)
    }
    return .none
  }

  /// A setting's value; functions of `graph_optimizer` are known by name.
  private static func setting(_ value: Value, _ interpreter: Interpreter) throws -> ParameterValue {
    switch value {
    case .list(let list): return .list(try list.elements.map { try setting($0, interpreter) })
    case .tuple(let tuple): return .list(try tuple.elements.map { try setting($0, interpreter) })
    case .object(let function as BuiltinFunction): return .text(function.name)
    case .object where interpreter.isCallable(value):
      throw ScriptError(.notImplementedError, "configure_settings: functions of scripts as settings are not supported")
    default: return try interpreter.parameterValue(value)
    }
  }
}
