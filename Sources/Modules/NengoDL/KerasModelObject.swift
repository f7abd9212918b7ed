import Arrays
import DL
import Language
import Training

/// `sim.keras_model`: the weights, and what callbacks of a script may set.
final class KerasModelObject: HostObject {
  private unowned let owner: DLSimulatorObject
  private weak var session: TrainingSession?

  init(_ owner: DLSimulatorObject) { self.owner = owner }
  var type: TypeObject { Self.typeObject }

  /// This object during a call of fit, for callbacks.
  func value(in session: TrainingSession) -> Value {
    self.session = session
    return .object(self)
  }

  private func variables(_ wanted: (StoredWeight) -> Bool) throws -> Value {
    .newList(
      try owner.simulator.storedWeights().filter(wanted).map { weight in
        .object(TensorObject(variable: try Tensor(weight.value), name: weight.name))
      })
  }

  static let typeObject = TypeObject(
    "Model", module: "tensorflow.keras", doc: "The weights of a simulator.",
    methods: [
      Method("get_weights", summary: "all weights as arrays") { (self: KerasModelObject, _) in
        .newList(try self.owner.simulator.storedWeights().map { .array($0.value) })
      },
      Method("set_weights", [.required("weights")], summary: "replaces all weights") { (self: KerasModelObject, call) in
        let values = try call.elements("weights").map { try NDArray(from: $0, call.interpreter) }
        try self.owner.simulator.setStoredWeights(values)
        return .none
      },
      Method("count_params", summary: "the number of numbers in all weights") { (self: KerasModelObject, _) in
        .int(try self.owner.simulator.storedWeights().reduce(0) { $0 + $1.value.size })
      },
      Method("summary", [.keywords("options")], summary: "prints weights and their sizes") {
        (self: KerasModelObject, call) in
        let weights = try self.owner.simulator.storedWeights()
        var lines = ["Model: \"keras_model\"", String(repeating: "_", count: 65)]
        lines += weights.map { " \($0.name)  \(Tensor.text(of: $0.value.shape))  \($0.value.size)" }
        let trained = weights.filter(\.isTrainable).reduce(0) { $0 + $1.value.size }
        let total = weights.reduce(0) { $0 + $1.value.size }
        lines += [
          String(repeating: "=", count: 65), "Total params: \(total)", "Trainable params: \(trained)",
          "Non-trainable params: \(total - trained)", String(repeating: "_", count: 65),
        ]
        call.interpreter.host.write(lines.joined(separator: "\n") + "\n", to: .output)
        return .none
      },
    ]
      + ["save_weights", "load_weights", "save"].map { name in
        Method(name, [.variadic("args"), .keywords("options")], summary: "not supported") { (_: KerasModelObject, _) in
          throw ScriptError(.notImplementedError, "keras_model.\(name) is not supported").noted(
            "use sim.save_params and sim.load_params")
        }
      },
    properties: [
      Property("trainable_weights", doc: "weights that training changes") { (self: KerasModelObject, _) in
        try self.variables(\.isTrainable)
      },
      Property("trainable_variables", doc: "weights that training changes") { (self: KerasModelObject, _) in
        try self.variables(\.isTrainable)
      },
      Property("non_trainable_weights", doc: "the other weights") { (self: KerasModelObject, _) in
        try self.variables { !$0.isTrainable }
      },
      Property("weights", doc: "all weights") { (self: KerasModelObject, _) in try self.variables { _ in true } },
      Property("optimizer", doc: "the optimizer") { (self: KerasModelObject, _) in self.owner.optimizer },
      Property("history", doc: "what the last fit left behind") { (self: KerasModelObject, _) in self.owner.history },
      Property(
        "stop_training", doc: "true ends training after this batch",
        set: { (self: KerasModelObject, value, interpreter) in
          self.session?.stopsTraining = try interpreter.truth(value)
        },
        get: { (self: KerasModelObject, _) in .bool(self.session?.stopsTraining ?? false) }),
    ])
}

/// What fit gives back.
final class HistoryObject: HostObject, HasAttributes {
  private let history: History
  private weak var owner: DLSimulatorObject?
  private lazy var table: Value = .dict(
    DictObject(history.series.map { ($0.name, .newList($0.values.map { .float($0) })) }))

  init(_ history: History, _ owner: DLSimulatorObject?) {
    self.history = history
    self.owner = owner
  }

  var type: TypeObject { CallbackObject.history }

  var attributeNames: [String] { ["history", "epoch", "model", "params"] }
  func attribute(_ name: String, _ interpreter: Interpreter) throws -> Value? {
    switch name {
    case "history": table
    case "epoch": .newList(history.epochs.map { .int($0) })
    case "model": owner.map { .object($0.kerasModel) } ?? Value.none
    default: nil
    }
  }
}
