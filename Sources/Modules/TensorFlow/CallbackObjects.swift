import Language
import Training

/// A callback as scripts see it; scripts derive from the base class and define hooks such as `on_epoch_end`.
final class CallbackObject: HostObject, KeepsAttributes, HasAttributes {
  let callback: (any TrainingCallback)?
  let type: TypeObject
  let ownAttributes = AttributeTable()
  /// Attributes that the callback computes.
  private let facts: [(name: String, value: () -> Value)]

  init(_ callback: (any TrainingCallback)?, _ type: TypeObject, facts: [(name: String, value: () -> Value)] = []) {
    self.callback = callback
    self.type = type
    self.facts = facts
  }

  var attributeNames: [String] { facts.map(\.name) }
  func attribute(_ name: String, _ interpreter: Interpreter) -> Value? {
    facts.first { $0.name == name }?.value()
  }

  static let base: TypeObject = TypeObject(
    "Callback", module: "tensorflow.keras.callbacks",
    doc: "Takes part in training: on_epoch_begin, on_epoch_end, on_train_batch_end and so on.", subclassing: .allowed,
    constructor: Constructor([]) { _ in .object(CallbackObject(nil, base)) },
    methods: ScriptCallback.hooks.map { hook in
      Method(hook.name, hook.hasNumber ? [.required("index"), .optional("logs", .none)] : [.optional("logs", .none)]) {
        (_: CallbackObject, _) in .none
      }
    })

  static let history: TypeObject = TypeObject(
    "History", module: "tensorflow.keras.callbacks", base: base, doc: "What fit leaves behind.")

  private static func make(
    _ name: String, _ doc: String, _ parameters: [Parameter], _ body: @escaping (Call, TypeObject) throws -> Value
  ) -> TypeObject {
    TypeObject(
      name, module: "tensorflow.keras.callbacks", base: base, doc: doc,
      constructor: Constructor(parameters) { call in
        try body(call, types.first { $0.name == name } ?? base)
      })
  }

  private static let monitored: [Parameter] = [.optional("monitor", .string("val_loss"))]

  static let types: [TypeObject] = [
    make(
      "EarlyStopping", "Stops training when a number has not got better for some epochs.",
      monitored + [
        .optional("min_delta", .int(0)), .optional("patience", .int(0)), .optional("verbose", .int(0)),
        .optional("mode", .string("auto")), .optional("baseline", .none),
        .optional("restore_best_weights", .bool(false)),
      ]
    ) { call, type in
      let callback = EarlyStopping(
        monitor: try call.string("monitor"), minimumChange: try call.float("min_delta"),
        patience: try call.int("patience"), verbosity: try call.int("verbose"), mode: try call.string("mode"),
        baseline: try call.optionalFloat("baseline"), restoresBest: try call.bool("restore_best_weights"))
      return .object(
        CallbackObject(
          callback, type,
          facts: [
            ("stopped_epoch", { .int(callback.stoppedEpoch) }), ("best", { .float64(callback.best) }),
            ("best_epoch", { .int(callback.bestEpoch) }),
          ]))
    },
    make(
      "ReduceLROnPlateau", "Lowers the learning rate when a number has not got better for some epochs.",
      monitored + [
        .optional("factor", .float(0.1)), .optional("patience", .int(10)), .optional("verbose", .int(0)),
        .optional("mode", .string("auto")), .optional("min_delta", .float(1e-4)), .optional("cooldown", .int(0)),
        .optional("min_lr", .int(0)),
      ]
    ) { call, type in
      let callback = try ReduceLROnPlateau(
        monitor: try call.string("monitor"), factor: try call.float("factor"), patience: try call.int("patience"),
        verbosity: try call.int("verbose"), mode: try call.string("mode"), minimumChange: try call.float("min_delta"),
        cooldown: try call.int("cooldown"), minimumRate: try call.float("min_lr"))
      return .object(CallbackObject(callback, type, facts: [("best", { .float64(callback.best) })]))
    },
    make(
      "LearningRateScheduler", "Sets the learning rate of every epoch.",
      [.required("schedule", "a function of the epoch and the rate"), .optional("verbose", .int(0))]
    ) { call, type in
      let (function, interpreter) = (call.value("schedule"), call.interpreter)
      let takesRate = interpreter.arity(of: function)?.accepts(2) ?? true
      let callback = LearningRateScheduler(verbosity: try call.int("verbose")) { epoch, rate in
        let result = try interpreter.call(
          function, takesRate ? [.int(epoch), .float(rate)] : [.int(epoch)])
        guard case .float(let value) = result else {
          if let value = try result.host(as: NumberObject.self).map({ _ in try interpreter.float(result) }) {
            return value
          }
          if let tensor = result.host(as: TensorObject.self)?.tensor, let value = tensor.scalar { return value }
          throw ScriptError(
            .valueError, "The output of the \"schedule\" function should be float. Got: \(try interpreter.repr(result))"
          )
        }
        return value
      }
      return .object(CallbackObject(callback, type))
    },
    make("TerminateOnNaN", "Stops training when the loss is no number.", []) { _, type in
      .object(CallbackObject(TerminateOnNaN(), type))
    },
    make(
      "CSVLogger", "Writes one line of numbers per epoch to a file.",
      [.required("filename"), .optional("separator", .string(",")), .optional("append", .bool(false))]
    ) { call, type in
      .object(
        CallbackObject(
          CSVLogger(
            path: try call.string("filename"), separator: try call.string("separator"),
            appends: try call.bool("append")), type))
    },
    make(
      "LambdaCallback", "A callback made of functions.",
      ScriptCallback.lambdaHooks.map { .optional($0, .none) }
    ) { call, type in
      var functions: [String: Value] = [:]
      for hook in ScriptCallback.lambdaHooks where !call.value(hook).isNone { functions[hook] = call.value(hook) }
      return .object(CallbackObject(ScriptCallback(functions: functions, call.interpreter), type))
    },
    make("ProgbarLogger", "The progress bar, which fit shows by itself.", [.optional("count_mode", .string("samples"))])
    {
      _, type in .object(CallbackObject(LambdaCallback { _, _, _ in }, type))
    },
  ]
}

/// Calls what a script wrote for the moments of training.
final class ScriptCallback: TrainingCallback {
  static let hooks: [(name: String, hasNumber: Bool)] =
    ["train", "test", "predict"].flatMap { phase in
      [
        ("on_\(phase)_begin", false), ("on_\(phase)_end", false), ("on_\(phase)_batch_begin", true),
        ("on_\(phase)_batch_end", true),
      ]
    } + [("on_epoch_begin", true), ("on_epoch_end", true), ("on_batch_begin", true), ("on_batch_end", true)]

  static let lambdaHooks = [
    "on_epoch_begin", "on_epoch_end", "on_batch_begin", "on_batch_end", "on_train_begin", "on_train_end",
  ]

  private let interpreter: Interpreter
  private let functions: [String: Value]
  private let object: Value?
  private let model: ((TrainingSession) -> Value)?

  /// Hooks of an instance of a script's class.
  ///
  /// - Parameter model: What the instance's `model` shall be.
  init(object: Value, _ interpreter: Interpreter, model: @escaping (TrainingSession) -> Value) {
    self.interpreter = interpreter
    self.object = object
    self.model = model
    functions = [:]
  }

  init(functions: [String: Value], _ interpreter: Interpreter) {
    self.functions = functions
    self.interpreter = interpreter
    object = nil
    model = nil
  }

  func handle(_ event: CallbackEvent, _ logs: inout Logs, _ session: TrainingSession) throws {
    if case .begin(.train) = event { try introduce(session) }
    let (names, number) = Self.names(event)
    for name in names {
      guard let function = try functions[name] ?? method(name) else { continue }
      let table = DictObject(logs.entries.map { ($0.name, .float($0.value)) })
      _ = try interpreter.call(function, (number.map { [.int($0)] } ?? []) + [.dict(table)])
      for (key, value) in try interpreter.mappingItems(.dict(table)) ?? [] {
        if let key = key.string, let number = try interpreter.optionalFloat(value) { logs[key] = number }
      }
    }
  }

  private func introduce(_ session: TrainingSession) throws {
    guard let object else { return }
    if let model { try interpreter.setAttribute(object, "model", to: model(session)) }
    let parameters: [(String, Value)] = [
      ("verbose", .int(session.verbosity)), ("epochs", .int(session.epochs)),
      ("steps", session.batchesPerEpoch.map { .int($0) } ?? .none),
    ]
    try interpreter.setAttribute(object, "params", to: .dict(DictObject(parameters)))
  }

  /// What the script's class defines; the base class's empty hooks are not called.
  private func method(_ name: String) throws -> Value? {
    guard let object, case .object(let instance as InstanceObject) = object, instance.type.definesInScript(name) else {
      return nil
    }
    return try interpreter.attribute(object, name)
  }

  private static func names(_ event: CallbackEvent) -> ([String], Int?) {
    switch event {
    case .begin(let phase): (["on_\(phase.rawValue)_begin"], nil)
    case .end(let phase): (["on_\(phase.rawValue)_end"], nil)
    case .epochBegin(let epoch): (["on_epoch_begin"], epoch)
    case .epochEnd(let epoch): (["on_epoch_end"], epoch)
    case .batchBegin(let phase, let batch):
      (["on_\(phase.rawValue)_batch_begin"] + (phase == .train ? ["on_batch_begin"] : []), batch)
    case .batchEnd(let phase, let batch):
      (["on_\(phase.rawValue)_batch_end"] + (phase == .train ? ["on_batch_end"] : []), batch)
    }
  }
}

extension TypeObject {
  /// Whether a class of a script in the order of this class has a member of that name.
  func definesInScript(_ name: String) -> Bool { order.contains { $0.isScript && $0.members[name] != nil } }
}

extension Interpreter {
  /// The callbacks of a `callbacks=` argument.
  func callbacks(_ value: Value, model: @escaping (TrainingSession) -> Value) throws -> [any TrainingCallback] {
    if value.isNone { return [] }
    let values: [Value] = if case .object = value, !isIterable(value) { [value] } else { try elements(of: value) }
    return try values.map { value in
      guard let object = value.host(as: CallbackObject.self) else {
        throw ScriptError(.typeError, "callbacks should be Callback objects, not '\(value.typeName)'")
      }
      if let callback = object.callback { return callback }
      return ScriptCallback(object: value, self, model: model)
    }
  }
}
