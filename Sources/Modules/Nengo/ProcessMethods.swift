import Arrays
import Language
import Model

/// `get_rng`, `make_state` and `make_step` of built-in processes, for scripts that take their steps by hand or derive
/// classes that add to them.
enum ProcessMethods {
  static var all: [Method] {
    [
      .of((any Process).self, "get_rng", [.required("rng")], "The stream of one use: of its seed, or drawn from rng.") {
        process, call in .object(RandomObject(process.stream(from: try call.stream("rng"))))
      },
      .of((any Process).self, "make_state", shapes + [.omittable("dtype")], "State arrays at rest, by name.") {
        process, call in try makeState(process, call, start: nil)
      },
      .of(
        (any Process).self, "make_step", shapes + [.required("rng"), .required("state")],
        "The step function of one use: step(t) or step(t, x)."
      ) { process, call in
        let step = try preparedStep(process, call, rng: try call.stream("rng"), start: nil)
        guard case .dict(let state) = call.value("state") else {
          throw ScriptError(
            .typeError, "make_step() argument 'state' must be dict, not \(call.value("state").typeName)")
        }
        let shape = try call.ints("shape_out")
        return .object(StepFunction(step, state, takesInput: process is any Synapse, shapeOut: shape))
      },
    ]
  }

  /// `make_state` of synapses, which may start from an output `y0`.
  static var synapseState: Method {
    .of(
      (any Synapse).self, "make_state", shapes + [.omittable("dtype"), .optional("y0", .int(0))],
      "State arrays, at rest or such that the output starts from y0."
    ) { synapse, call in
      let dtype = try call.dtype()
      guard dtype.isFloat else {
        throw NengoError.validation(
          "Only float data types are supported (got \(dtype.name)). Please cast your data to a float type.",
          attribute: "dtype", owner: synapse.typeName)
      }
      return try makeState(synapse, call, start: try call.array("y0", dtype: .float64))
    }
  }

  private static var shapes: [Parameter] { [.required("shape_in"), .required("shape_out"), .required("dt")] }

  private static func preparedStep(
    _ process: any Process, _ call: Call, rng: RandomState, start: NDArray?
  ) throws -> any ProcessStep {
    let size = try count(call.ints("shape_out"))
    let dt = try call.float("dt")
    guard let synapse = process as? any Synapse else {
      return try process.makeStep(sizeIn: try count(call.ints("shape_in")), sizeOut: size, dt: dt, rng: rng)
    }
    guard let start else { return try synapse.makeFilter(size: size, dt: dt, initialOutput: nil) }
    guard start.size == 1 || start.size == size else {
      throw NengoError.validation(
        "y0 must be one number or one per channel (\(size)), got shape \(ArrayError.text(shape: start.shape))",
        attribute: "y0", owner: process.typeName)
    }
    let values = start.doubles
    return try synapse.makeFilter(
      size: size, dt: dt, initialOutput: (0..<size).map { values[values.count == 1 ? 0 : $0] })
  }

  /// The number of values of a shape.
  private static func count(_ shape: [Int]) throws -> Int { try NDArray(zeros: shape).size }

  private static func makeState(_ process: any Process, _ call: Call, start: NDArray?) throws -> Value {
    if let part = process as? ScriptPart {
      guard let inner = part.inner as? any Process else { return .dict(DictObject()) }
      return try makeState(inner, call, start: start)
    }
    guard process is any Synapse || process is FilteredNoise || process is BrownNoise else {
      return .dict(DictObject())
    }
    let shape = try call.ints("shape_out")
    let dtype = try call.dtype()
    let step = try preparedStep(process, call, rng: RandomState(seed: 0), start: start)
    let entries = try zip(step.stateNames, step.state).map { name, array in
      let shown = array.ndim == 2 ? try array.reshaped([array.shape[0]] + shape) : array
      return (name, Value.array(try (shown.size == 1 || array.ndim == 2 ? shown : shown.reshaped(shape)).astype(dtype)))
    }
    return .dict(DictObject(entries))
  }
}

/// A prepared step that scripts call. Its state lies in the dict that `make_state` gave.
private final class StepFunction: HostObject, Callable {
  static let typeObject = TypeObject("function", module: "nengo.processes")
  var type: TypeObject { Self.typeObject }
  var signature: Signature? { Signature("step", [.required("t"), .omittable("x")]) }
  private let step: any ProcessStep
  private let state: DictObject
  private let takesInput: Bool
  private let shapeOut: [Int]

  init(_ step: any ProcessStep, _ state: DictObject, takesInput: Bool, shapeOut: [Int]) {
    self.step = step
    self.state = state
    self.takesInput = takesInput
    self.shapeOut = shapeOut
  }

  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    let call = try (signature ?? Signature("step", [])).bind(arguments, interpreter)
    let time = call.value("t").isNone ? 0 : try call.float("t")
    let input = try call.optionalArray("x", dtype: .float64)?.doubles ?? []
    let output = try NDArray(zeros: shapeOut)
    let wanted = takesInput ? output.size : 0
    guard input.count == wanted else {
      throw ScriptError(.valueError, "step() needs an input of \(wanted) values, got \(input.count)")
    }
    try exchange { own, theirs in try own.withMutableDoubles { cells in try fill(cells, from: theirs) } }
    try input.withUnsafeBufferPointer { input in
      try output.withMutableDoubles { try step.step(time: time, input: input, output: $0) }
    }
    try exchange { own, theirs in
      let values = try own.reshaped(theirs.shape).astype(theirs.dtype)
      try interpreter.setItem(.array(theirs), .ellipsis, to: .array(values))
    }
    return .array(output)
  }

  private func fill(_ cells: UnsafeMutableBufferPointer<Double>, from array: NDArray) throws {
    let values = array.doubles
    guard values.count == cells.count else {
      throw ScriptError(.valueError, "a state array has \(values.count) values, expected \(cells.count)")
    }
    for i in cells.indices { cells[i] = values[i] }
  }

  /// Pairs the step's arrays with the dict's of the same names.
  private func exchange(_ body: (NDArray, NDArray) throws -> Void) throws {
    for (name, own) in zip(step.stateNames, step.state) {
      guard let theirs = state[name]?.ndarray else {
        throw ScriptError(.keyError, "the state has no array '\(name)'")
      }
      try body(own, theirs)
    }
  }
}
