import Arrays
import Build
import Language
import Model

/// `nengo.utils`: what can be told about built models, and small numeric helpers.
enum NengoUtilities {
  static func module() -> ModuleObject {
    ModuleObject("nengo.utils", doc: "Utilities.") { module in
      func part(
        _ name: String, _ doc: String, _ functions: [BuiltinFunction], _ constants: [(name: String, value: Int)] = []
      ) {
        module.define(
          name,
          .object(
            ModuleObject("nengo.utils.\(name)", doc: doc) { inner in
              for function in functions { inner.define(function) }
              for constant in constants { inner.define(constant.name, .int(constant.value)) }
            }))
      }
      part("ensemble", "About built ensembles.", ensemble)
      part("connection", "About built connections.", [evalPointDecoding, targetFunction])
      part("network", "About networks.", [activateDirectMode, withSelf])
      part("functions", "About functions.", [functionName])
      part("ipython", "For notebooks.", [hideInput])
      module.define("builder", .object(BuilderUtilities.module()))
      module.define("numpy", .object(NumericUtilities.module()))
      module.define("filter_design", .object(FilterDesign.module()))
      module.define("progress", .object(ProgressBarObject.module()))
      module.define("paths", .object(paths()))
      part("matplotlib", "Plots of spikes and images.", NengoPlots.functions)
      module.define("least_squares_solvers", .object(leastSquares()))
      module.refuse("stdlib", "graphs", "cache", "magic", "threading", "testing", note: "made for Nengo's own use")
      module.refuse("simulator", note: "sim.model.operators shows the operators")
      module.refuse("neurons", note: "its functions have moved to nengo_extras.neurons")
    }
  }

  private static func leastSquares() -> ModuleObject {
    ModuleObject("nengo.utils.least_squares_solvers", doc: "Ways to solve least-squares problems.") { module in
      for type in SolverTypes.leastSquares { module.define(type) }
    }
  }

  /// Where `nengo.rc` looks for files.
  private static func paths() -> ModuleObject {
    ModuleObject("nengo.utils.paths", doc: "Places of files.") { module in
      module.define("nengorc", .dict(DictObject(SettingsObject.paths.map { ($0.name, .string($0.path)) })))
      module.refuse(
        "data_dir", "install_dir", "examples_dir", "config_dir", "cache_dir", "decoder_cache_dir",
        note: "soma keeps none of Nengo's files")
    }
  }

  private static func model(_ call: Call) throws -> BuiltModel {
    let value = call.value("sim")
    if let simulator: SimulatorObject = value.host() { return simulator.simulator.model }
    if let holder: any HoldsBuiltModel = value.host() { return try holder.builtModel(call.interpreter) }
    throw ScriptError(.typeError, "\(call.signature.name)() argument 'sim' must be Simulator, not \(value.typeName)")
  }

  private static func ensemble(_ call: Call, _ name: String = "ens") throws -> Ensemble {
    try call.host(name, wanted: "Ensemble")
  }

  private static let ensemble: [BuiltinFunction] = [
    BuiltinFunction(
      "tuning_curves", module: "nengo.utils.ensemble", [.required("ens"), .required("sim"), .omittable("inputs")],
      summary: "Steady rates over the represented space: (inputs, activities)."
    ) { call in
      let result = try EnsembleUtilities.tuningCurves(
        try ensemble(call), in: try model(call), inputs: try call.optionalArray("inputs", dtype: .float64))
      return .newTuple([.array(result.inputs), .array(result.rates)])
    },
    BuiltinFunction(
      "response_curves", module: "nengo.utils.ensemble", [.required("ens"), .required("sim"), .omittable("inputs")],
      summary: "Steady rates over single neurons' inputs: (inputs, activities)."
    ) { call in
      let result = try EnsembleUtilities.responseCurves(
        try ensemble(call), in: try model(call), inputs: try call.optionalArray("inputs", dtype: .float64))
      return .newTuple([.array(result.inputs), .array(result.rates)])
    },
    BuiltinFunction(
      "sorted_neurons", module: "nengo.utils.ensemble",
      [.required("ensemble"), .required("sim"), .optional("iterations", .int(100)), .omittable("seed")],
      summary: "An order in which neurons with similar encoders stand side by side."
    ) { call in
      let stream: RandomState
      if let seed = try call.optionalInt("seed") {
        guard let small = UInt32(exactly: seed) else {
          throw ScriptError(.valueError, "Seed must be between 0 and 2**32 - 1")
        }
        stream = RandomState(seed: small)
      } else {
        stream = RandomState.fromEntropy()
      }
      return .array(
        NDArray(
          try EnsembleUtilities.sortedNeurons(
            try ensemble(call, "ensemble"), in: try model(call), iterations: try call.int("iterations"), stream: stream)
        ))
    },
  ]

  private static let evalPointDecoding = BuiltinFunction(
    "eval_point_decoding", module: "nengo.utils.connection",
    [.required("conn"), .required("sim"), .omittable("eval_points")],
    summary: "Decoded values at evaluation points: (eval_points, targets, decoded)."
  ) { call in
    let result = try ConnectionUtilities.evalPointDecoding(
      try call.host("conn", as: Connection.self, wanted: "Connection"), in: try model(call),
      points: try call.optionalArray("eval_points", dtype: .float64))
    return .newTuple([.array(result.points), .array(result.targets), .array(result.decoded)])
  }

  private static let targetFunction = BuiltinFunction(
    "target_function", module: "nengo.utils.connection", [.required("eval_points"), .required("targets")],
    summary: "The keyword arguments of a connection that computes given values."
  ) { call in
    .dict(
      DictObject([
        ("function", .array(try call.array("targets"))), ("eval_points", .array(try call.array("eval_points"))),
      ]))
  }

  private static let activateDirectMode = BuiltinFunction(
    "activate_direct_mode", module: "nengo.utils.network", [.required("network")],
    summary: "Make ensembles Direct whose neurons nothing needs."
  ) { call in
    try ConnectionUtilities.activateDirectMode(try call.host("network", as: Network.self, wanted: "Network"))
    return .none
  }

  private static let withSelf = BuiltinFunction(
    "with_self", module: "nengo.utils.network", [.positionOnly("method")],
    summary: "A decorator: the method runs inside of its network."
  ) { call in .object(WithSelf(call.value("method"))) }

  private static let functionName = BuiltinFunction(
    "function_name", module: "nengo.utils.functions", [.required("func")], summary: "A function's name."
  ) { call in .string(call.interpreter.functionName(call.value("func"))) }

  /// Draws one value from numpy's hidden stream, as the original does.
  private static let hideInput = BuiltinFunction(
    "hide_input", module: "nengo.utils.ipython", summary: "For notebooks; shows nothing here."
  ) { call in
    _ = try NengoSession.globalStream(call.interpreter).drawSeed()
    return .none
  }
}

/// A simulator of another module that has a built model.
public protocol HoldsBuiltModel: HostObject {
  func builtModel(_ interpreter: Interpreter) throws -> BuiltModel
}

/// A method that runs with its network open.
private final class WithSelf: HostObject, BindsReceiver {
  private let method: Value
  init(_ method: Value) { self.method = method }
  static let typeObject = TypeObject("with_self", module: "nengo.utils.network")
  var type: TypeObject { Self.typeObject }
  var signature: Signature? { nil }

  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    guard let network: Network = arguments.positional.first?.host() else {
      throw ScriptError(.typeError, "with_self needs a method of a Network")
    }
    let context = try NengoSession.of(interpreter).context
    return try context.within(network) {
      try interpreter.call(method, arguments.positional, arguments.keywords)
    }
  }
}
