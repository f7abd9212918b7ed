import Arrays
import DL
import Engine
import Language
import Model
import Record
import Training

/// `nengo_dl.Simulator`
public final class DLSimulatorObject: HostObject {
  public let simulator: Simulator
  /// The optimizer and history as scripts see them.
  var optimizer: Value = .none
  var history: Value = .none
  private(set) lazy var kerasModel = KerasModelObject(self)

  /// `sim.model`
  let record: BuildRecord

  init(_ simulator: Simulator, _ record: BuildRecord? = nil) {
    self.simulator = simulator
    self.record = record ?? BuildRecord(simulator.model)
  }

  public var type: TypeObject { Self.typeObject }

  static let typeObject: TypeObject = TypeObject(
    "Simulator", module: "nengo_dl", doc: "Runs and trains a network on minibatches.",
    constructor: Constructor([
      .required("network", "the network to simulate"),
      .optional("dt", .float(0.001), "length of a step", type: "float", unit: "s"),
      .optional("seed", .none, "seed of random operators"), .optional("model", .none),
      .optional("device", .none, "\"/cpu:0\" or None"),
      .optional("unroll_simulation", .int(1), "steps built into one pass"),
      .optional("minibatch_size", .none, "items side by side"), .optional("progress_bar", .bool(true)),
    ]) { call in try make(call) },
    methods: SimulatorMethods.running + SimulatorMethods.training + SimulatorMethods.parameters,
    properties: properties)

  private static func make(_ call: Call) throws -> Value {
    let interpreter = call.interpreter
    let record = try BuildRecord.given(in: call)
    let network: Network? = call.value("network").host()
    guard network != nil || (call.value("network").isNone && record?.built != nil) else {
      throw NengoError(.attribute, "'\(call.value("network").typeName)' object is not a Network")
    }
    let session = try NengoSession.of(interpreter)
    var options = Simulator.Options()
    options.dt = try call.float("dt")
    options.seed = try call.optionalInt("seed")
    options.device = try call.optionalString("device")
    options.unroll = try call.int("unroll_simulation")
    options.minibatch = try call.optionalInt("minibatch_size")
    options.showsProgress = try call.bool("progress_bar")
    options.context = session.context
    options.globalStream = try NengoSession.globalStream(interpreter)
    options.isInterrupted = { interpreter.interrupt.isSet }
    options.warn = { session.warn($0) }
    options.observers = observers(interpreter, session, name: network?.label ?? "network")
    return try guarded(interpreter) {
      if let network, record?.built != nil { try record?.build(network, session, session.buildOptions(interpreter)) }
      if let record, record.built == nil, record.dt != options.dt {
        session.warn(
          NengoWarning(
            .nengo, "Model dt (\(record.dt)) does not match Simulator dt (\(options.dt)); using model dt"))
        options.dt = record.dt
      }
      let simulator = try Simulator(network, model: record?.built, options: options)
      record?.replace(by: simulator.model)
      return .object(DLSimulatorObject(simulator, record))
    }
  }

  private static func observers(
    _ interpreter: Interpreter, _ session: NengoSession, name: String
  ) -> [any TrainingObserver] {
    var observers: [any TrainingObserver] = [ScriptConsole(interpreter, session)]
    if let host = interpreter.host as? any RecordsRuns {
      observers.append(RunRecorder(name: name) { host.channel(for: $0) })
    }
    return observers
  }

  /// Runs work of the library: warnings are shown at its end, and a stop on request is a KeyboardInterrupt.
  static func guarded<R>(_ interpreter: Interpreter, _ body: () throws -> R) throws -> R {
    do {
      return try NengoSession.of(interpreter).reporting(interpreter, body)
    } catch let error as NengoError where error.kind == .cancelled {
      interpreter.interrupt.clear()
      throw ScriptError(ExceptionObject(.keyboardInterrupt, [])).noted(error.message)
    }
  }

  /// - Throws: SimulatorClosed after `close`.
  private func open(_ name: String) throws -> Simulator {
    if simulator.isClosed {
      throw NengoError(.simulatorClosed, "Cannot access Simulator.\(name) after simulator is closed")
    }
    return simulator
  }

  private static var properties: [Property] {
    func constant(_ name: String, _ doc: String, _ get: @escaping (Simulator) -> Value) -> Property {
      Property(
        name, doc: doc,
        set: { (_: DLSimulatorObject, _, _) in
          throw NengoError(
            .readonly, "Simulator.\(name) is read-only and cannot be changed", attribute: name, owner: "Simulator")
        }, get: { (self: DLSimulatorObject, _) in get(self.simulator) })
    }
    return [
      constant("dt", "length of a step in seconds") { .float($0.dt) },
      constant("n_steps", "steps of the saved state") { .int($0.stepCount) },
      constant("time", "seconds of the saved state") { .float($0.time) },
      constant("closed", "whether it is closed") { .bool($0.isClosed) },
      constant("minibatch_size", "items side by side") { .int($0.minibatchSize) },
      constant("unroll", "steps in one pass") { .int($0.unroll) },
      constant("stateful", "whether state is kept between calls") { .bool($0.settings.isStateful) },
      Property("seed", doc: "the seed of random operators") { (self: DLSimulatorObject, _) in
        .int(try self.open("seed").seed)
      },
      Property("model", doc: "what building gave") { (self: DLSimulatorObject, _) in .object(self.record) },
      Property("network", doc: "the network") { (self: DLSimulatorObject, _) in
        self.simulator.network.map { .model(.network($0)) } ?? .none
      },
      Property("data", doc: "what probes recorded, and parameters of objects") { (self: DLSimulatorObject, _) in
        .object(SimulationDataObject(self))
      },
      Property("keras_model", doc: "the weights") { (self: DLSimulatorObject, _) in
        _ = try self.open("keras_model")
        return .object(self.kerasModel)
      },
      Property("tensor_graph", doc: "not supported") { (self: DLSimulatorObject, _) in
        _ = try self.open("tensor_graph")
        throw ScriptError(.notImplementedError, "Simulator.tensor_graph is not supported")
      },
      Property("node_inputs", doc: "the nodes that can be fed") { (self: DLSimulatorObject, interpreter) in
        let dict = DictObject()
        for node in self.simulator.inputNodes {
          let name = try self.simulator.name(of: .node(node))
          try dict.setValue(.string(name), for: .model(.node(node)), interpreter)
        }
        return .dict(dict)
      },
    ]
  }
}

extension DLSimulatorObject: ContextManager {
  public func enter(_ interpreter: Interpreter) throws -> Value {
    if simulator.isClosed {
      throw NengoError(.simulatorClosed, "Cannot re-open a closed simulator; create a new Simulator instead")
    }
    return .object(self)
  }

  public func exit(_ error: ScriptError?, _ interpreter: Interpreter) throws -> Bool {
    simulator.close()
    return false
  }
}

/// A host that keeps logs of runs.
public protocol RecordsRuns: InterpreterHost {
  /// Where a run's events go; nil if it is not recorded.
  func channel(for run: RunDescription) -> (any RunChannel)?
  /// Progress bars, which a host may drop where it shows progress better.
  func writeProgress(_ text: String)
}

/// Shows progress text and warnings of a simulator.
private final class ScriptConsole: TrainingObserver {
  private unowned let interpreter: Interpreter
  private let session: NengoSession

  init(_ interpreter: Interpreter, _ session: NengoSession) {
    self.interpreter = interpreter
    self.session = session
  }

  func observe(_ event: TrainingEvent) {
    switch event {
    case .text(let text):
      if let host = interpreter.host as? any RecordsRuns {
        host.writeProgress(text)
      } else {
        interpreter.host.write(text, to: .output)
        interpreter.host.flush()
      }
    case .warning(let text): session.warn(NengoWarning(.user, text))
    default: break
    }
  }
}
