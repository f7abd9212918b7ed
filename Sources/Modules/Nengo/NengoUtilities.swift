import Arrays
import Build
import Language
import Model

/// `nengo.utils`: what can be told about built models, and small numeric helpers.
enum NengoUtilities {
  static func module() -> ModuleObject {
    ModuleObject("nengo.utils", doc: "Utilities.") { module in
      func part(_ name: String, _ doc: String, _ functions: [BuiltinFunction]) {
        module.define(
          name,
          .object(
            ModuleObject("nengo.utils.\(name)", doc: doc) { inner in
              for function in functions { inner.define(function) }
            }))
      }
      part("ensemble", "About built ensembles.", ensemble)
      part("connection", "About built connections.", [evalPointDecoding, targetFunction])
      part("network", "About networks.", [activateDirectMode, withSelf])
      part("builder", "About building.", [defaultPointCount, fullTransform])
      part("functions", "About functions.", [functionName])
      part("numpy", "About numbers.", numeric)
      part("filter_design", "Linear systems.", FilterDesign.functions)
      part("ipython", "For notebooks.", [hideInput])
      module.define("least_squares_solvers", .object(leastSquares()))
      module.refuse("stdlib", "graphs", "cache", "progress", "magic", "paths")
    }
  }

  private static func leastSquares() -> ModuleObject {
    ModuleObject("nengo.utils.least_squares_solvers", doc: "Ways to solve least-squares problems.") { module in
      for type in SolverTypes.leastSquares { module.define(type) }
    }
  }

  private static func model(_ call: Call) throws -> BuiltModel {
    let value = call.value("sim")
    if let simulator: SimulatorObject = value.host() { return simulator.simulator.model }
    if let holder: any HoldsBuiltModel = value.host() { return try holder.builtModel(call.interpreter) }
    throw ScriptError(.typeError, "\(call.signature.name)() argument 'sim' must be Simulator, not \(value.typeName)")
  }

  private static func ensemble(_ call: Call) throws -> Ensemble { try call.host("ens", wanted: "Ensemble") }

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
      [.required("ens"), .required("sim"), .optional("iterations", .int(100)), .omittable("seed")],
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
            try ensemble(call), in: try model(call), iterations: try call.int("iterations"), stream: stream)))
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

  private static let defaultPointCount = BuiltinFunction(
    "default_n_eval_points", module: "nengo.utils.builder", [.required("n_neurons"), .required("dimensions")],
    summary: "How many evaluation points an ensemble gets."
  ) { call in
    .int(
      EnsembleUtilities.defaultPointCount(neurons: try call.int("n_neurons"), dimensions: try call.int("dimensions")))
  }

  private static let fullTransform = BuiltinFunction(
    "full_transform", module: "nengo.utils.builder",
    [
      .required("conn"), .optional("slice_pre", .bool(true)), .optional("slice_post", .bool(true)),
      .optional("allow_scalars", .bool(true)),
    ], summary: "A dense transform, expanded over the whole objects that it connects."
  ) { call in
    .array(
      try ConnectionUtilities.fullTransform(
        try call.host("conn", as: Connection.self, wanted: "Connection"), slicePre: try call.bool("slice_pre"),
        slicePost: try call.bool("slice_post"), allowScalars: try call.bool("allow_scalars")))
  }

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

  // MARK: numbers

  private static func reduction(
    _ name: String, _ summary: String, _ body: @escaping (ArraySlice<Double>) -> Double
  ) -> BuiltinFunction {
    BuiltinFunction(
      name, module: "nengo.utils.numpy",
      [.required("x"), .omittable("axis"), .optional("keepdims", .bool(false))], summary: summary
    ) { call in
      let x = try call.array("x", dtype: .float64)
      guard let axis = try call.optionalInt("axis") else {
        let value = body(x.doubles[...])
        return try call.bool("keepdims")
          ? .array(NDArray([value], shape: Array(repeating: 1, count: x.ndim))) : .float64(value)
      }
      guard axis >= -x.ndim, axis < x.ndim else {
        throw ArrayError(.axis, "axis \(axis) is out of bounds for array of dimension \(x.ndim)")
      }
      let place = axis < 0 ? axis + x.ndim : axis
      let order = Array(0..<x.ndim).filter { $0 != place } + [place]
      let moved = try x.transposed(order)
      let length = x.shape[place]
      let values = moved.doubles
      var shape = x.shape
      if try call.bool("keepdims") { shape[place] = 1 } else { shape.remove(at: place) }
      let count = length == 0 ? 0 : values.count / length
      return .result(NDArray((0..<count).map { body(values[($0 * length)..<(($0 + 1) * length)]) }, shape: shape))
    }
  }

  private static func meanSquare(_ x: ArraySlice<Double>) -> Double {
    x.reduce(0) { $0 + $1 * $1 } / Double(x.count)
  }

  private static let numeric: [BuiltinFunction] = [
    reduction("norm", "Square root of the sum of squares.") { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() },
    reduction("rms", "Root mean square.") { meanSquare($0).squareRoot() },
    BuiltinFunction(
      "rmse", module: "nengo.utils.numpy",
      [.required("x"), .required("y"), .omittable("axis"), .optional("keepdims", .bool(false))],
      summary: "Root mean square of a difference."
    ) { call in
      let difference = try call.interpreter.binary(
        .subtract, .array(try call.array("x", dtype: .float64)), .array(try call.array("y", dtype: .float64)))
      guard let rms = numeric.first(where: { $0.name == "rms" }) else { return .none }
      return try rms.call(
        CallArguments([difference, call.value("axis"), .bool(try call.bool("keepdims"))]), call.interpreter)
    },
    BuiltinFunction(
      "nrmse", module: "nengo.utils.numpy", [.required("actual"), .required("target")],
      summary: "Root mean square of a difference, relative to the target's."
    ) { call in
      let (a, b) = (try call.array("actual", dtype: .float64), try call.array("target", dtype: .float64))
      guard a.size == b.size else { throw ScriptError(.valueError, "actual and target must have one shape") }
      let difference = zip(a.doubles, b.doubles).map { $0 - $1 }
      return .float64(meanSquare(difference[...]).squareRoot() / meanSquare(b.doubles[...]).squareRoot())
    },
  ]
}

/// A simulator of another module that has a built model.
public protocol HoldsBuiltModel: HostObject {
  func builtModel(_ interpreter: Interpreter) throws -> BuiltModel
}

/// A method that runs with its network open.
private final class WithSelf: HostObject, Callable {
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

/// `nengo.utils.filter_design`
enum FilterDesign {
  static let functions: [BuiltinFunction] = [
    BuiltinFunction(
      "tf2ss", module: "nengo.utils.filter_design", [.required("num"), .required("den")],
      summary: "A transfer function as a state space: (A, B, C, D)."
    ) { call in
      let system = try StateSpace(
        num: try call.array("num", dtype: .float64).doubles, den: try call.array("den", dtype: .float64).doubles)
      return .newTuple(matrices(system))
    },
    BuiltinFunction(
      "cont2discrete", module: "nengo.utils.filter_design",
      [.required("sys"), .required("dt"), .optional("method", .string("zoh")), .omittable("alpha")],
      summary: "A continuous system in steps of dt, in the form it came in."
    ) { call in
      let parts = try call.elements("sys").map { try NDArray(from: $0, dtype: .float64, call.interpreter) }
      let system: StateSpace
      switch parts.count {
      case 2: system = try StateSpace(num: parts[0].doubles, den: parts[1].doubles)
      case 4:
        system = StateSpace(
          a: parts[0].doubles, b: parts[1].doubles, c: parts[2].doubles, d: parts[3].doubles.first ?? 0)
      default:
        throw ScriptError(.notImplementedError, "cont2discrete: systems of \(parts.count) parts are not supported")
      }
      let discrete = try discretised(system, call)
      guard parts.count == 4 else {
        throw ScriptError(.notImplementedError, "cont2discrete: transfer functions are not supported")
          .noted("give it the state space: tf2ss(num, den)")
      }
      return .newTuple(matrices(discrete) + [call.value("dt")])
    },
  ]

  private static func discretised(_ system: StateSpace, _ call: Call) throws -> StateSpace {
    let name = try call.string("method")
    let dt = try call.real("dt")
    if name == "gbt" {
      guard let alpha = try call.optionalFloat("alpha"), (0...1).contains(alpha) else {
        throw ScriptError(.valueError, "Alpha must be given, within the interval [0,1], for the gbt method")
      }
      return try system.discretised(dt: dt, weight: alpha)
    }
    guard let method = DiscretisationMethod(rawValue: name) else {
      throw ScriptError(.valueError, "Unknown transformation method '\(name)'")
    }
    return try system.discretised(dt: dt, method: method)
  }

  private static func matrices(_ system: StateSpace) -> [Value] {
    let n = system.order
    return [
      .array(NDArray(system.a, shape: [n, n])), .array(NDArray(system.b, shape: [n, 1])),
      .array(NDArray(system.c, shape: [1, n])), .array(NDArray([system.d], shape: [1, 1])),
    ]
  }
}
