import Arrays
import Build
import Language
import Model
import Reference

/// `nengo.Simulator`: the reference simulator as scripts see it.
final class SimulatorObject: HostObject, ContextManager, Printable {
  let simulator: ReferenceSimulator
  let progress: ProgressMode
  private(set) lazy var data = SimulationData(simulator)
  /// `sim.model`
  let record: BuildRecord

  init(_ simulator: ReferenceSimulator, _ record: BuildRecord?, progress: ProgressMode = .none) {
    self.simulator = simulator
    self.record = record ?? BuildRecord(simulator.model)
    self.progress = progress
  }

  var type: TypeObject { SimulatorClass.type }

  func enter(_ interpreter: Interpreter) throws -> Value {
    if simulator.isClosed {
      throw NengoError(
        .simulatorClosed, "Cannot re-open simulator that has been closed. Please create a new Simulator.")
    }
    return .object(self)
  }

  func exit(_ error: ScriptError?, _ interpreter: Interpreter) throws -> Bool {
    simulator.close()
    return false
  }

  func repr(_ interpreter: Interpreter) throws -> String {
    "<Simulator of \(simulator.model.network.map { "\($0)" } ?? "nothing") at \(simulator.time) s>"
  }
}

enum SimulatorClass {
  static let type: TypeObject = TypeObject(
    "Simulator", module: "nengo.simulator", doc: "Builds a network and runs it, operator by operator, in float64.",
    constructor: Constructor([
      .required("network"), .optional("dt", .float(0.001), "seconds per step"), .omittable("seed", "of the processes"),
      .omittable("model", "a built model"), .optional("progress_bar", .bool(true), "True, False, None or a bar"),
      .optional("optimize", .bool(true), "accepted: results do not depend on it"),
    ]) { .object(try make($0)) },
    methods: methods, properties: properties)

  private static func make(_ call: Call) throws -> SimulatorObject {
    let interpreter = call.interpreter
    let session = try NengoSession.of(interpreter)
    let value = call.value("network")
    let network: Network? = value.host()
    guard network != nil || value.isNone else {
      throw NengoError.build("Cannot build object of type '\(value.typeName)'; it is no Network").blaming("network")
    }
    var options = try session.buildOptions(interpreter)
    let mode = try ProgressMode(call.value("progress_bar"), interpreter)
    let progress = SimulatorProgress("Building", "Build", mode, interpreter)
    options.progress = { progress?.update($0.done, of: $0.total) }
    let record = try BuildRecord.given(in: call)
    let simulator = try showing(progress) {
      try interrupting(interpreter) {
        try session.reporting(interpreter) {
          let seed = try call.optionalInt("seed")
          guard let record else {
            return try ReferenceSimulator(
              network, dt: try call.real("dt"), seed: seed, context: session.context, options: options)
          }
          if let network { try record.build(network, session, options) }
          // A simulator that is given no network takes no seed from one either.
          let drawn = network == nil ? Int(options.globalStream.drawSeed()) : nil
          return try ReferenceSimulator(
            try record.model(options), seed: seed ?? drawn, globalStream: options.globalStream, warn: options.warn)
        }
      }
    }
    return SimulatorObject(simulator, record, progress: mode)
  }

  /// Runs `body`, then shows the line that ends the stage.
  private static func showing<Result>(_ progress: SimulatorProgress?, _ body: () throws -> Result) throws -> Result {
    do {
      let result = try body()
      progress?.finish()
      return result
    } catch {
      progress?.abandon()
      throw error
    }
  }

  /// Runs `body`; the error of a cancelled one becomes `KeyboardInterrupt`.
  private static func interrupting<Result>(_ interpreter: Interpreter, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as NengoError where error.kind == .cancelled {
      try interpreter.checkInterrupt()
      throw error
    }
  }

  private static func run(
    _ object: SimulatorObject, _ call: Call, _ body: (ReferenceSimulator, @escaping () -> Bool) throws -> Void
  ) throws -> Value {
    let interpreter = call.interpreter
    let session = try NengoSession.of(interpreter)
    // Within steps, functions of scripts raise invalid floating-point operations and may divide by zero.
    let numpy = try NumPyState.of(interpreter)
    let handling = numpy.errorHandling
    numpy.errorHandling.merge(["invalid": .raise, "divide": .ignore]) { $1 }
    defer { numpy.errorHandling = handling }
    try interrupting(interpreter) {
      try session.reporting(interpreter) { try body(object.simulator) { interpreter.interrupt.isSet } }
    }
    return .none
  }

  /// Runs with a bar; the argument `progress_bar`, if given, stands for the simulator's own.
  private static func advance(
    _ object: SimulatorObject, _ call: Call,
    _ body: (ReferenceSimulator, @escaping () -> Bool, @escaping (Int, Int) -> Void) throws -> Void
  ) throws -> Value {
    let given = call.value("progress_bar")
    let mode = given.isNone ? object.progress : try ProgressMode(given, call.interpreter)
    let progress = SimulatorProgress("Simulating", "Simulation", mode, call.interpreter)
    return try showing(progress) {
      try run(object, call) { simulator, isCancelled in
        try body(simulator, isCancelled) { progress?.update($0, of: $1) }
      }
    }
  }

  // MARK: methods

  private static var methods: [Method] {
    [
      Method(
        "run", [.required("time_in_seconds", unit: "s"), .omittable("progress_bar")], summary: "Run for a time."
      ) { (object: SimulatorObject, call) in
        let seconds = try call.real("time_in_seconds")
        return try advance(object, call) { simulator, isCancelled, progress in
          let total = try simulator.stepCount(for: seconds)
          try simulator.run(seconds: seconds, isCancelled: isCancelled) { progress($0, total) }
        }
      },
      Method("run_steps", [.required("steps"), .omittable("progress_bar")], summary: "Run some steps.") {
        (object: SimulatorObject, call) in
        let count = try call.int("steps")
        return try advance(object, call) { simulator, isCancelled, progress in
          try simulator.runSteps(count, isCancelled: isCancelled) { progress($0, count) }
        }
      },
      Method("step", summary: "Run one step.") { (object: SimulatorObject, call) in
        try run(object, call) { simulator, _ in try simulator.step() }
      },
      Method("reset", [.omittable("seed")], summary: "Back to the start.") { (object: SimulatorObject, call) in
        let seed = try call.optionalInt("seed")
        return try run(object, call) { simulator, _ in try simulator.reset(seed: seed) }
      },
      Method("clear_probes", summary: "Forget what the probes have recorded.") { (object: SimulatorObject, _) in
        object.simulator.clearProbes()
        return .none
      },
      Method("close", summary: "End the simulator; its data stay.") { (object: SimulatorObject, _) in
        object.simulator.close()
        return .none
      },
      trange,
      rebuild,
    ]
  }

  private static var rebuild: Method {
    Method(
      "rebuild", summary: RebuildReportObject.methodSummary, doc: RebuildReportObject.methodDetails
    ) { (object: SimulatorObject, call) in
      let session = try NengoSession.of(call.interpreter)
      let options = try session.buildOptions(call.interpreter)
      let report = try interrupting(call.interpreter) {
        try session.reporting(call.interpreter) {
          try object.simulator.rebuild(context: session.context, options: options)
        }
      }
      object.record.replace(by: object.simulator.model)
      return .object(RebuildReportObject(report, object.simulator.model.network))
    }
  }

  private static var trange: Method {
    Method("trange", [.omittable("sample_every"), .omittable("dt")], summary: "The times of the steps so far.") {
      (object: SimulatorObject, call) in
      var period = try call.optionalFloat("sample_every")
      if let old = try call.optionalFloat("dt") {
        guard period == nil else {
          throw NengoError.validation(
            "Cannot specify both `dt` and `sample_every`. Use `sample_every` only.", attribute: "dt", owner: "Simulator"
          )
        }
        try call.interpreter.warn(.deprecationWarning, "`dt` is deprecated. Use `sample_every` instead.")
        period = old
      }
      return .array(object.simulator.trange(sampleEvery: period))
    }
  }

  // MARK: properties

  private static func readOnly(_ name: String, _ doc: String, _ get: @escaping (ReferenceSimulator) -> Value)
    -> Property
  {
    Property(
      name, doc: doc,
      set: { (_: SimulatorObject, _, _) in
        throw NengoError(.readonly, "\(name) is read-only and cannot be changed", attribute: name, owner: "Simulator")
      },
      get: { (object: SimulatorObject, _) in get(object.simulator) })
  }

  private static var properties: [Property] {
    [
      readOnly("dt", "Seconds per step.") { .float($0.dt) },
      Property("time", doc: "Seconds after the last step.") { (object: SimulatorObject, _) in
        .float(object.simulator.time)
      },
      Property("n_steps", doc: "Steps done.") { (object: SimulatorObject, _) in .int(object.simulator.stepCount) },
      readOnly("seed", "The seed of the processes.") { .int($0.seed) },
      Property("closed", doc: "Whether it runs no more.") { (object: SimulatorObject, _) in
        .bool(object.simulator.isClosed)
      },
      Property("data", doc: "What probes recorded, and the parameters of built objects.") {
        (object: SimulatorObject, _) in
        .object(object.data)
      },
      Property("model", doc: "The built model.") { (object: SimulatorObject, _) in
        .object(object.record)
      },
      Property("step_order", doc: "The operators in the order in which they run, as text.") {
        (object: SimulatorObject, _) in
        let model = object.simulator.model
        return .newList(model.stepOrder.map { .string("\(model.operators[$0])") })
      },
    ]
  }
}
