import Arrays
import Language
import Model

/// `nengo.utils.filter_design`: linear systems from one form to another, and in steps of time.
enum FilterDesign {
  static let badCoefficients = TypeObject.exceptionClass(
    "BadCoefficients", module: "nengo.utils.filter_design", base: .userWarning,
    doc: "Warns of coefficients that leave the results with little meaning.")

  static func module() -> ModuleObject {
    ModuleObject("nengo.utils.filter_design", doc: "Linear systems.") { module in
      module.define(badCoefficients)
      for function in functions { module.define(function) }
    }
  }

  static let functions: [BuiltinFunction] = [
    row("tf2ss", ["num", "den"], "A transfer function as a state space: (A, B, C, D).") { call in
      .newTuple(values(try LinearSystem(try normalized(try transfer(call, "num", "den"), call))))
    },
    row("ss2tf", matrices, "A state space as a transfer function: (num, den).", more: input) { call in
      .newTuple(values(try system(call).transfer(input: try call.int("input"))))
    },
    row("tf2zpk", ["b", "a"], "A transfer function as zeros, poles and gain.") { call in
      .newTuple(try zerosPolesGain(try transfer(call, "b", "a"), call))
    },
    row("zpk2tf", ["z", "p", "k"], "Zeros, poles and gain as a transfer function: (num, den).") { call in
      let function = try transfer(["z", "p", "k"].map(call.value), call)
      return .newTuple([.array(NDArray(function.numerators[0])), .array(NDArray(function.denominator))])
    },
    row("zpk2ss", ["z", "p", "k"], "Zeros, poles and gain as a state space: (A, B, C, D).") { call in
      let function = try transfer(["z", "p", "k"].map(call.value), call)
      return .newTuple(values(try LinearSystem(try normalized(function, call))))
    },
    row("ss2zpk", matrices, "A state space as zeros, poles and gain.", more: input) { call in
      .newTuple(try zerosPolesGain(try system(call).transfer(input: try call.int("input")), call))
    },
    row("normalize", ["b", "a"], "A transfer function with 1 as the first coefficient of its denominator.") { call in
      let function = try normalized(try transfer(call, "b", "a"), call)
      let isMatrix = try call.array("b").ndim == 2
      let numerators = isMatrix ? rows(function.numerators) : NDArray(function.numerators[0])
      return .newTuple([.array(numerators), .array(NDArray(function.denominator))])
    },
    row("expm", ["A"], "The exponential of a matrix.") { call in
      .array(try LinearAlgebra.exponential(try call.array("A", dtype: .float64)))
    },
    abcdNormalize, contToDiscrete,
  ]

  private static let matrices = ["A", "B", "C", "D"]
  private static let input: Parameter = .optional("input", .int(0), "which input, for systems of several")

  private static func row(
    _ name: String, _ required: [String], _ summary: String, more: Parameter? = nil,
    _ body: @escaping (Call) throws -> Value
  ) -> BuiltinFunction {
    let parameters = required.map { Parameter.required($0) } + (more.map { [$0] } ?? [])
    return BuiltinFunction(
      name, module: "nengo.utils.filter_design", parameters, summary: summary, body: body)
  }

  private static let abcdNormalize = BuiltinFunction(
    "abcd_normalize", module: "nengo.utils.filter_design", matrices.map { .omittable($0) },
    summary: "The matrices of a state space; those left out are zeros of the shape that the others ask for."
  ) { call in
    let given = try matrices.map { try call.optionalArray($0) }
    func axis(_ choices: (Int, Int)...) throws -> Int {
      for (index, axis) in choices {
        if let shape = given[index]?.shape, axis < shape.count { return shape[axis] }
      }
      throw ScriptError(.valueError, "Not enough information on the system.")
    }
    let states = try axis((0, 0), (1, 0), (2, 1))
    let (inputs, outputs) = (try axis((1, 1), (3, 1)), try axis((2, 0), (3, 0)))
    let shapes = [[states, states], [states, inputs], [outputs, states], [outputs, inputs]]
    let whole = try zip(given, shapes).map { array, shape in try array ?? NDArray(zeros: shape) }
    guard zip(whole, shapes).allSatisfy({ $0.shape == $1 }) else {
      throw ScriptError(.valueError, "The input arrays have incompatible shapes.")
    }
    return .newTuple(whole.map { .array($0) })
  }

  // MARK: in steps of time

  private static let contToDiscrete = BuiltinFunction(
    "cont2discrete", module: "nengo.utils.filter_design",
    [
      .required("sys", "(num, den), (z, p, k) or (A, B, C, D)"), .required("dt", unit: "s"),
      .optional("method", .string("zoh"), "'zoh', 'gbt', 'bilinear', 'euler' or 'backward_diff'"),
      .omittable("alpha", "the weight of 'gbt', 0 to 1"),
    ], summary: "A continuous system in steps of dt, in the form it came in, and dt."
  ) { call in
    let parts = try call.elements("sys")
    let arrays = try parts.map { try NDArray(from: $0, dtype: .float64, call.interpreter) }
    switch parts.count {
    case 2:
      let function = try normalized(try transfer(arrays[0], arrays[1]), call)
      return .newTuple(values(try discrete(LinearSystem(function), call).transfer()) + [call.value("dt")])
    case 3:
      let function = try normalized(try transfer(parts, call), call)
      return .newTuple(
        try zerosPolesGain(try discrete(LinearSystem(function), call).transfer(), call) + [call.value("dt")])
    case 4:
      return .newTuple(values(try discrete(try system(arrays), call)) + [call.value("dt")])
    default:
      throw ScriptError(
        .valueError, "First argument must either be a tuple of 2 (tf), 3 (zpk), or 4 (ss) arrays.")
    }
  }

  private static func discrete(_ system: LinearSystem, _ call: Call) throws -> LinearSystem {
    let name = try call.string("method")
    let dt = try call.real("dt")
    guard let method = DiscretisationMethod(rawValue: name) else {
      throw ScriptError(.valueError, "Unknown transformation method '\(name)'")
    }
    switch method {
    case .zeroOrderHold: return try system.zeroOrderHold(dt: dt)
    case .euler: return try system.discretised(dt: dt, weight: 0)
    case .bilinear: return try system.discretised(dt: dt, weight: 0.5)
    case .backwardDifference: return try system.discretised(dt: dt, weight: 1)
    case .gbt:
      guard let alpha = try call.optionalFloat("alpha") else {
        throw ScriptError(
          .valueError, "Alpha parameter must be specified for the generalized bilinear transform (gbt) method")
      }
      return try system.discretised(dt: dt, weight: alpha)
    }
  }

  // MARK: from arguments

  private static func transfer(_ call: Call, _ numerator: String, _ denominator: String) throws -> LinearSystem.Transfer
  {
    try transfer(
      try call.array(numerator, dtype: .float64), try call.array(denominator, dtype: .float64))
  }

  private static func transfer(_ numerator: NDArray, _ denominator: NDArray) throws -> LinearSystem.Transfer {
    let values = numerator.doubles
    let width = numerator.ndim == 2 ? numerator.shape[1] : values.count
    guard numerator.ndim <= 2, denominator.ndim <= 1, width > 0, denominator.size > 0 else {
      throw ScriptError(
        .valueError,
        "num and den have shapes \(ArrayError.text(shape: numerator.shape)) and "
          + "\(ArrayError.text(shape: denominator.shape)), expected coefficients in a vector, or one row for each output"
      )
    }
    let numerators = stride(from: 0, to: values.count, by: width).map { Array(values[$0..<($0 + width)]) }
    return LinearSystem.Transfer(numerators: numerators, denominator: denominator.doubles)
  }

  /// k Π (s − z) / Π (s − p)
  private static func transfer(_ parts: [Value], _ call: Call) throws -> LinearSystem.Transfer {
    func coefficients(_ value: Value) throws -> [Double] {
      let roots = try NDArray(from: value, dtype: .float64, call.interpreter).doubles
      return LinearSystem.polynomial(real: roots, imaginary: roots.map { _ in 0 })
    }
    let gain = try NDArray(from: parts[2], dtype: .float64, call.interpreter)
    guard gain.size == 1 else { throw ScriptError(.valueError, "the gain must be one number (got \(gain.size))") }
    return LinearSystem.Transfer(
      numerators: [try coefficients(parts[0]).map { $0 * gain.doubles[0] }],
      denominator: try coefficients(parts[1]))
  }

  private static func system(_ call: Call) throws -> LinearSystem {
    try system(try matrices.map { try call.array($0, dtype: .float64) })
  }

  private static func system(_ parts: [NDArray]) throws -> LinearSystem {
    let (a, b, c, d) = (parts[0], parts[1], parts[2], parts[3])
    let n = a.size == 0 ? 0 : a.shape[0]
    let isSquare = n == 0 || a.shape == [n, n]
    guard isSquare, n == 0 || (b.ndim == 2 && b.shape[0] == n && c.ndim == 2 && c.shape[1] == n),
      n == 0 || d.size == c.shape[0] * b.shape[1] || d.size == c.shape[0]
    else {
      let shapes = parts.map { ArrayError.text(shape: $0.shape) }.joined(separator: ", ")
      throw ScriptError(.valueError, "The input arrays have incompatible shapes: \(shapes)")
    }
    return n == 0
      ? LinearSystem(
        a: try NDArray(zeros: [0, 0]), b: try NDArray(zeros: [0, 1]), c: try NDArray(zeros: [max(d.size, 1), 0]), d: d)
      : LinearSystem(a: a, b: b, c: c, d: d)
  }

  private static func normalized(_ function: LinearSystem.Transfer, _ call: Call) throws -> LinearSystem.Transfer {
    let (result, isBad) = try function.normalized()
    if isBad {
      try call.interpreter.warn(
        badCoefficients, "Badly conditioned filter coefficients (numerator): the results may be meaningless")
    }
    return result
  }

  // MARK: to values

  private static func rows(_ rows: [[Double]]) -> NDArray {
    NDArray(rows.flatMap { $0 }, shape: [rows.count, rows.first?.count ?? 0])
  }

  private static func values(_ function: LinearSystem.Transfer) -> [Value] {
    [.array(rows(function.numerators)), .array(NDArray(function.denominator))]
  }

  /// A system without states has empty matrices.
  private static func values(_ system: LinearSystem) -> [Value] {
    let matrices = [system.a, system.b, system.c].map { system.order == 0 ? NDArray([Double]()) : $0 }
    return (matrices + [system.d]).map { .array($0) }
  }

  private static func zerosPolesGain(_ function: LinearSystem.Transfer, _ call: Call) throws -> [Value] {
    guard function.numerators.count == 1 else {
      throw ScriptError(.notImplementedError, "zeros and poles of several outputs are not supported")
    }
    let normal = try normalized(withoutLeadingZeros(function), call)
    let numerator = normal.numerators[0]
    let gain = numerator[0]
    return [
      .array(NDArray(try LinearSystem.roots(numerator.map { $0 / (gain == 0 ? 1 : gain) }))),
      .array(NDArray(try LinearSystem.roots(normal.denominator))), .float64(gain),
    ]
  }

  /// A numerator that is shorter than the denominator is nothing to warn of here.
  private static func withoutLeadingZeros(_ function: LinearSystem.Transfer) -> LinearSystem.Transfer {
    let row = function.numerators[0]
    let first = row.firstIndex { abs($0) > 1e-14 * abs(function.denominator.first { $0 != 0 } ?? 1) } ?? row.count - 1
    return LinearSystem.Transfer(numerators: [Array(row[first...])], denominator: function.denominator)
  }
}
