import Arrays
import Language
import Training

/// tf's functions that make tensors.
enum TensorCreation {
  static let all: [BuiltinFunction] = [
    function(
      "constant", [.required("value"), .optional("dtype", .none), .optional("shape", .none)], "a tensor of given values"
    ) {
      call in
      let tensor = try call.interpreter.tensor(call.value("value"), dtype: call.tensorType("dtype"))
      guard let shape = try call.optionalShape("shape") else { return .tensor(tensor) }
      return .tensor(tensor.count == 1 ? try tensor.reshaped([]).broadcast(to: shape) : try tensor.reshaped(shape))
    },
    function(
      "convert_to_tensor", [.required("value"), .optional("dtype", .none), .optional("dtype_hint", .none)],
      "a tensor of given values"
    ) { call in .tensor(try call.interpreter.tensor(call.value("value"), dtype: call.tensorType("dtype"))) },
    filled("zeros", 0),
    filled("ones", 1),
    like("zeros_like", 0),
    like("ones_like", 1),
    function("fill", [.required("dims"), .required("value")], "one value throughout") { call in
      .tensor(try call.tensor("value").reshaped([]).broadcast(to: try call.ints("dims")))
    },
    function(
      "eye",
      [
        .required("num_rows"), .optional("num_columns", .none), .optional("batch_shape", .none),
        .optional("dtype", .none),
      ],
      "the identity matrix"
    ) { call in
      guard call.value("batch_shape").isNone else {
        throw ScriptError(.notImplementedError, "tf.eye: batch_shape is not supported")
      }
      let rows = try call.int("num_rows")
      let columns = try call.optionalInt("num_columns") ?? rows
      var tensor = try Tensor(repeating: 0, shape: [rows, columns])
      var values = tensor.values
      for i in 0..<min(rows, columns) { values[i * columns + i] = 1 }
      tensor = try Tensor(values, shape: [rows, columns], dtype: try call.tensorType("dtype") ?? .float32)
      return .tensor(tensor)
    },
    function(
      "range", [.required("start"), .optional("limit", .none), .optional("delta", .int(1)), .optional("dtype", .none)],
      "evenly spaced numbers"
    ) { call in try range(call) },
    function("linspace", [.required("start"), .required("stop"), .required("num")], "numbers between two ends") {
      call in
      let (start, stop, count) = (try call.float("start"), try call.float("stop"), try call.int("num"))
      guard count > 0, count <= 1 << 26 else {
        throw ScriptError(.valueError, "linspace: num must be positive, got \(count)")
      }
      let step = count > 1 ? (stop - start) / Double(count - 1) : 0
      return .tensor(try Tensor((0..<count).map { start + Double($0) * step }, shape: [count], dtype: .float32))
    },
  ]

  private static func function(
    _ name: String, _ parameters: [Parameter], _ summary: String, _ body: @escaping (Call) throws -> Value
  ) -> BuiltinFunction {
    BuiltinFunction(name, module: "tensorflow", parameters + [.optional("name", .none)], summary: summary, body: body)
  }

  private static func filled(_ name: String, _ value: Double) -> BuiltinFunction {
    function(name, [.required("shape"), .optional("dtype", .none)], "\(Int(value)) throughout") { call in
      .tensor(
        try Tensor(repeating: value, shape: try call.ints("shape"), dtype: try call.tensorType("dtype") ?? .float32))
    }
  }

  private static func like(_ name: String, _ value: Double) -> BuiltinFunction {
    function(name, [.required("input"), .optional("dtype", .none)], "\(Int(value)) in the shape of another tensor") {
      call in
      let tensor = try call.tensor("input")
      return .tensor(
        try Tensor(repeating: value, shape: tensor.shape, dtype: try call.tensorType("dtype") ?? tensor.dtype))
    }
  }

  private static func range(_ call: Call) throws -> Value {
    let onlyLimit = call.value("limit").isNone
    let start = onlyLimit ? 0 : try call.float("start")
    let limit = onlyLimit ? try call.float("start") : try call.float("limit")
    let step = try call.float("delta")
    guard step != 0 else { throw ScriptError(TensorFlowErrors.invalidArgument, "Requires delta != 0") }
    let count = max(0, ((limit - start) / step).rounded(.up))
    guard count.isFinite, count <= Double(1 << 26) else {
      throw ScriptError(.memoryError, "tf.range: too many numbers")
    }
    let isWhole = ["start", "limit", "delta"].allSatisfy { name in
      let value = call.value(name)
      if case .float = value { return false }
      return value.host(as: TensorObject.self)?.tensor.dtype.isFloat != true
    }
    let dtype = try call.tensorType("dtype") ?? (isWhole ? .int32 : .float32)
    return .tensor(try Tensor((0..<Int(count)).map { start + Double($0) * step }, shape: [Int(count)], dtype: dtype))
  }

  // MARK: random numbers

  /// tf.random; all draw from one stream of the session, which `set_seed` restarts.
  static func random(_ state: TensorFlowState) -> [BuiltinFunction] {
    [
      BuiltinFunction("set_seed", module: "tensorflow.random", [.required("seed")], summary: "seeds random numbers") {
        call in
        state.random.seed(UInt32(truncatingIfNeeded: try call.int("seed")))
        state.isSeeded = true
        return .none
      },
      function(
        "normal",
        [
          .required("shape"), .optional("mean", .float(0)), .optional("stddev", .float(1)), .optional("dtype", .none),
          .optional("seed", .none),
        ], "normally distributed numbers"
      ) { call in
        let (mean, deviation) = (try call.float("mean"), try call.float("stddev"))
        return try drawn(call, state) { $0.normal(mean, deviation) }
      },
      function(
        "uniform",
        [
          .required("shape"), .optional("minval", .int(0)), .optional("maxval", .none), .optional("dtype", .none),
          .optional("seed", .none),
        ], "evenly distributed numbers"
      ) { call in
        let (low, high) = (try call.float("minval"), try call.optionalFloat("maxval") ?? 1)
        return try drawn(call, state) { $0.uniform(low, high) }
      },
    ]
  }

  private static func drawn(_ call: Call, _ state: TensorFlowState, _ draw: (RandomState) -> Double) throws -> Value {
    let shape = try call.ints("shape")
    let stream = try call.optionalInt("seed").map { RandomState(seed: UInt32(truncatingIfNeeded: $0)) } ?? state.random
    let values = (0..<(try Tensor.count(of: shape))).map { _ in draw(stream) }
    return .tensor(try Tensor(values, shape: shape, dtype: try call.tensorType("dtype") ?? .float32))
  }
}

/// What a session's tensorflow module remembers.
final class TensorFlowState {
  let random = RandomState.fromEntropy()
  var isSeeded = false
  /// How often each default name was used.
  var names: [String: Int] = [:]

  /// How often a name was asked for before.
  func count(_ name: String) -> Int {
    defer { names[name, default: 0] += 1 }
    return names[name] ?? 0
  }

  /// The name, or for the k-th repeat the name with `_k`.
  func uniqueName(_ name: String) -> String {
    let count = names[name] ?? 0
    names[name] = count + 1
    return count == 0 ? name : "\(name)_\(count)"
  }
}
