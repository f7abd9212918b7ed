import Arrays
import Language
import Training

/// tf's functions of elements, pairs of elements and axes, made from the tables of operations.
enum TensorMath {
  /// The function of that name.
  ///
  /// - Precondition: The tables have it.
  private static let named: [String: BuiltinFunction] = Dictionary(
    (unary + binary + reductions).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  static func functions(_ names: [String]) -> [BuiltinFunction] { names.compactMap { named[$0] } }

  /// What tf itself shows.
  static let topLevel = functions([
    "negative", "abs", "sign", "square", "sqrt", "exp", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh",
    "tanh", "floor", "round", "sigmoid", "add", "subtract", "multiply", "divide", "maximum", "minimum", "pow", "atan2",
    "equal", "not_equal", "less", "less_equal", "greater", "greater_equal", "logical_and", "logical_or", "logical_not",
    "reduce_sum", "reduce_mean", "reduce_max", "reduce_min", "reduce_prod", "reduce_any", "reduce_all",
    "reduce_logsumexp",
  ])

  /// What tf.math shows.
  static let all: [BuiltinFunction] = unary + binary + reductions

  static func unaryFunction(_ operation: UnaryOperation, as name: String? = nil) -> BuiltinFunction {
    BuiltinFunction(
      name ?? operation.name, module: "tensorflow", [.required("x", "a tensor"), .optional("name", .none)],
      summary: operation.summary
    ) { call in .tensor(operation(try call.tensor("x"))) }
  }

  private static let unary: [BuiltinFunction] = UnaryOperation.all.map { unaryFunction($0) }

  private static let binary: [BuiltinFunction] = BinaryOperation.all.map { operation in
    BuiltinFunction(
      operation.name, module: "tensorflow",
      [.required("x", "a tensor"), .required("y", "a tensor that broadcasts with x"), .optional("name", .none)],
      summary: operation.summary
    ) { call in
      let (a, b) = try call.interpreter.pair(call.value("x"), call.value("y"))
      return .tensor(try operation(a, b))
    }
  }

  private static let reductions: [BuiltinFunction] = ReductionOperation.all.map { operation in
    BuiltinFunction(
      operation.name, module: "tensorflow",
      [
        .required("input_tensor", "a tensor"), .optional("axis", .none, "axes to fold; all if None"),
        .optional("keepdims", .bool(false), "whether folded axes stay with size 1"), .optional("name", .none),
      ], summary: operation.summary
    ) { call in
      .tensor(
        try operation(
          try call.tensor("input_tensor"), axes: try call.axes("axis"), keepDimensions: try call.bool("keepdims")))
    }
  }

  // MARK: products, norms, positions

  static let linear: [BuiltinFunction] = [
    BuiltinFunction(
      "matmul", module: "tensorflow",
      [
        .required("a"), .required("b"), .optional("transpose_a", .bool(false)), .optional("transpose_b", .bool(false)),
      ], summary: "matrix products over the last two axes"
    ) { call in
      var (a, b) = try call.interpreter.pair(call.value("a"), call.value("b"))
      if try call.bool("transpose_a") { a = try a.transposed(Array(0..<max(a.rank - 2, 0)) + [-1, -2]) }
      if try call.bool("transpose_b") { b = try b.transposed(Array(0..<max(b.rank - 2, 0)) + [-1, -2]) }
      return .tensor(try a.matmul(b))
    },
    BuiltinFunction(
      "tensordot", module: "tensorflow", [.required("a"), .required("b"), .required("axes")],
      summary: "sums of products over chosen axes"
    ) { call in
      let (a, b) = try call.interpreter.pair(call.value("a"), call.value("b"))
      if let count = try call.interpreter.optionalIndex(call.value("axes")) {
        guard count >= 0, count <= min(a.rank, b.rank) else {
          throw ScriptError(.valueError, "tensordot: cannot sum over \(count) axes")
        }
        return .tensor(
          try a.tensordot(b, leftAxes: Array((a.rank - count)..<a.rank), rightAxes: Array(0..<count)))
      }
      let lists = try call.elements("axes")
      guard lists.count == 2 else { throw ScriptError(.valueError, "'axes' must be an integer or have length 2.") }
      return .tensor(
        try a.tensordot(
          b, leftAxes: try call.interpreter.ints(lists[0]), rightAxes: try call.interpreter.ints(lists[1])))
    },
    BuiltinFunction(
      "norm", module: "tensorflow",
      [
        .required("tensor"), .optional("ord", .string("euclidean")), .optional("axis", .none),
        .optional("keepdims", .bool(false)), .optional("name", .none),
      ], summary: "p-norms of vectors"
    ) { call in
      let order: Double
      if let name = call.value("ord").string {
        guard name == "euclidean" else { throw ScriptError(.notImplementedError, "tf.norm: ord='\(name)'") }
        order = 2
      } else {
        order = try call.float("ord")
      }
      return .tensor(
        try ReductionOperation.norm(order: order)(
          try call.tensor("tensor"), axes: try call.axes("axis"), keepDimensions: try call.bool("keepdims")))
    },
    position("argmax", "positions of the largest elements", smallest: false),
    position("argmin", "positions of the smallest elements", smallest: true),
    BuiltinFunction(
      "cumsum", module: "tensorflow", [.required("x"), .optional("axis", .int(0))], summary: "running sums"
    ) { call in .tensor(try call.tensor("x").cumulativeSum(axis: try call.int("axis"))) },
    BuiltinFunction(
      "clip_by_value", module: "tensorflow",
      [.required("t"), .required("clip_value_min"), .required("clip_value_max"), .optional("name", .none)],
      summary: "elements limited to a range"
    ) { call in
      .tensor(
        UnaryOperation.clip(try call.float("clip_value_min"), try call.float("clip_value_max"))(try call.tensor("t")))
    },
  ]

  private static func position(_ name: String, _ summary: String, smallest: Bool) -> BuiltinFunction {
    BuiltinFunction(
      name, module: "tensorflow",
      [.required("input"), .optional("axis", .int(0)), .optional("output_type", .none)], summary: summary
    ) { call in
      let result = try call.tensor("input").position(axis: call.optionalInt("axis") ?? 0, smallest: smallest)
      return .tensor(result.cast(to: try call.tensorType("output_type") ?? .int64))
    }
  }
}
