import Arrays
import Language
import Training

/// A tensor that is yet to be computed, as scripts see it: what `Input` and calls of layers give.
final class KerasTensorObject: HostObject, HasEquality, Printable {
  let tensor: SymbolicTensor
  init(_ tensor: SymbolicTensor) { self.tensor = tensor }

  var type: TypeObject { Self.typeObject }
  static let typeObject = TypeObject(
    "KerasTensor", module: "tensorflow.keras", doc: "A tensor that is yet to be computed.",
    properties: [
      Property("shape", doc: "its sizes, the batch None") { (self: KerasTensorObject, _) in
        .newTuple([.none] + self.tensor.shape.map { $0 < 0 ? Value.none : .int($0) })
      },
      Property("name", doc: "its name") { (self: KerasTensorObject, _) in .string(self.tensor.name) },
      Property("dtype", doc: "its type") { (_: KerasTensorObject, _) in .object(TensorTypeObject.of(.float32)) },
    ])

  func repr(_ interpreter: Interpreter) throws -> String {
    let sizes = (["None"] + tensor.shape.map { $0 < 0 ? "None" : String($0) }).joined(separator: ", ")
    return "<KerasTensor: shape=(\(sizes)) dtype=float32>"
  }
  func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool? {
    other.host(as: KerasTensorObject.self).map { $0.tensor === tensor }
  }
  func hash(_ interpreter: Interpreter) throws -> Int { ObjectIdentifier(tensor).hashValue }
}

/// `tf.keras.Model` made of inputs and outputs.
final class FunctionalModelObject: HostObject, Callable {
  let model: FunctionalModel
  private var optimizer: Value = .none
  private var history: Value = .none

  init(_ model: FunctionalModel) { self.model = model }

  var type: TypeObject { Self.typeObject }
  var signature: Signature? { Signature(model.name, [.required("inputs"), .optional("training", .none)]) }

  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    try BuiltinFunction(model.name, [.required("inputs"), .optional("training", .none)]) { [model] call in
      let values = try Self.list(call.value("inputs"), count: model.inputs.count, call.interpreter)
      let tensors = try values.map { try call.interpreter.tensor($0).cast(to: .float32) }
      let results = try model.apply(tensors, isTraining: try call.bool("training"))
      return results.count == 1 ? .tensor(results[0]) : .newList(results.map { .tensor($0) })
    }.call(arguments, interpreter)
  }

  static let typeObject: TypeObject = TypeObject(
    "Functional", module: "tensorflow.keras", doc: "A model made of layers between inputs and outputs.",
    methods: methods, properties: properties)

  /// `tf.keras.Model(inputs, outputs)`; scripts that derive from it are not supported.
  static let modelType: TypeObject = TypeObject(
    "Model", module: "tensorflow.keras", doc: "A model made of layers between inputs and outputs.", subclassing: .later,
    constructor: Constructor([.required("inputs"), .required("outputs"), .optional("name", .none)]) { call in
      func tensors(_ name: String) throws -> [SymbolicTensor] {
        try list(call.value(name), count: nil, call.interpreter).map { value in
          guard let object = value.host(as: KerasTensorObject.self) else {
            throw ScriptError(
              .valueError, "Model: \(name) should be tensors of Input or of layers, got '\(value.typeName)'")
          }
          return object.tensor
        }
      }
      let name = try call.optionalString("name") ?? TensorFlowModule.state(of: call.interpreter).uniqueName("model")
      return .object(
        FunctionalModelObject(
          try FunctionalModel(inputs: try tensors("inputs"), outputs: try tensors("outputs"), name: name)))
    })

  /// `tf.keras.Sequential([...])`: a chain of layers whose first one says the shape of its input.
  static let sequential = BuiltinFunction(
    "Sequential", module: "tensorflow.keras", [.required("layers"), .optional("name", .none)],
    summary: "a model that is a chain of layers"
  ) { call in
    let state = try TensorFlowModule.state(of: call.interpreter)
    var (tensor, first) = (nil as SymbolicTensor?, nil as SymbolicTensor?)
    for value in try call.elements("layers") {
      if let input = value.host(as: KerasTensorObject.self)?.tensor, tensor == nil {
        tensor = input
        first = input
        continue
      }
      guard let layer = value.host(as: LayerObject.self)?.layer else {
        throw ScriptError(.typeError, "Sequential: expected layers, got '\(value.typeName)'")
      }
      if tensor == nil {
        guard let shape = layer.givenInputShape else {
          throw ScriptError(.notImplementedError, "Sequential without the shape of its input is not supported").noted(
            "begin the list with tf.keras.Input(shape=...), or give the first layer input_shape")
        }
        first = try SymbolicTensor(input: shape, name: "\(layer.name)_input")
        tensor = first
      }
      tensor = try tensor.map { try layer([$0]) }
    }
    guard let first, let tensor else { throw ScriptError(.valueError, "Sequential: no layers") }
    let name = try call.optionalString("name") ?? state.uniqueName("sequential")
    return .object(FunctionalModelObject(try FunctionalModel(inputs: [first], outputs: [tensor], name: name)))
  }

  static let input = BuiltinFunction(
    "Input", module: "tensorflow.keras",
    [
      .optional("shape", .none), .optional("batch_size", .none), .optional("name", .none), .optional("dtype", .none),
    ], summary: "an input of a model"
  ) { call in
    let shape = try call.elements("shape").map { $0.isNone ? -1 : try call.interpreter.index($0) }
    let state = try TensorFlowModule.state(of: call.interpreter)
    let name = try call.optionalString("name") ?? "input_\(state.count("input") + 1)"
    return .object(KerasTensorObject(try SymbolicTensor(input: shape, name: name)))
  }

  /// One value or several.
  private static func list(_ value: Value, count: Int?, _ interpreter: Interpreter) throws -> [Value] {
    let values: [Value] =
      switch value {
      case .list(let list): list.elements
      case .tuple(let tuple): tuple.elements
      default: [value]
      }
    guard let count, values.count != count else { return values }
    throw ScriptError(.valueError, "expected \(count) arrays, got \(values.count)")
  }

  private static var properties: [Property] {
    [
      Property("layers", doc: "its layers") { (self: FunctionalModelObject, _) in
        .newList(self.model.layers.map { .object(LayerObject.of($0)) })
      },
      Property("inputs", doc: "its inputs") { (self: FunctionalModelObject, _) in
        .newList(self.model.inputs.map { .object(KerasTensorObject($0)) })
      },
      Property("outputs", doc: "its outputs") { (self: FunctionalModelObject, _) in
        .newList(self.model.outputs.map { .object(KerasTensorObject($0)) })
      },
      Property("input", doc: "its input") { (self: FunctionalModelObject, _) in one(self.model.inputs) },
      Property("output", doc: "its output") { (self: FunctionalModelObject, _) in one(self.model.outputs) },
      Property("name", doc: "its name") { (self: FunctionalModelObject, _) in .string(self.model.name) },
      Property("optimizer", doc: "the optimizer") { (self: FunctionalModelObject, _) in self.optimizer },
      Property("history", doc: "what the last fit left behind") { (self: FunctionalModelObject, _) in self.history },
      variables("weights") { _, _ in true },
      variables("trainable_weights") { $0.isTrainable && $1.isTrainable },
      variables("non_trainable_weights") { !($0.isTrainable && $1.isTrainable) },
    ]
  }

  private static func one(_ tensors: [SymbolicTensor]) -> Value {
    tensors.count == 1
      ? .object(KerasTensorObject(tensors[0])) : .newList(tensors.map { .object(KerasTensorObject($0)) })
  }

  private static func variables(_ name: String, _ wanted: @escaping (Layer.Weight, Layer) -> Bool) -> Property {
    Property(name, doc: "weights, layer by layer") { (self: FunctionalModelObject, _) in
      .newList(
        self.model.layers.flatMap { layer in
          layer.orderedWeights.filter { wanted($0, layer) }.map {
            .object(TensorObject(variable: $0.value, name: "\(layer.name)/\($0.name):0"))
          }
        })
    }
  }

  // MARK: methods

  private static let common: [Parameter] = [
    .optional("batch_size", .int(32)), .optional("verbose", .string("auto")), .optional("steps", .none),
    .optional("callbacks", .none),
  ]

  private static var methods: [Method] {
    [
      Method("get_weights", summary: "all weights as arrays") { (self: FunctionalModelObject, _) in
        .newList(try self.model.weights().map { .array($0) })
      },
      Method("set_weights", [.required("weights")], summary: "replaces all weights") {
        (self: FunctionalModelObject, call) in
        try self.model.setWeights(try call.elements("weights").map { try NDArray(from: $0, call.interpreter) })
        return .none
      },
      Method("count_params", summary: "the number of numbers in all weights") { (self: FunctionalModelObject, _) in
        .int(try self.model.weights().reduce(0) { $0 + $1.size })
      },
      Method("summary", [.keywords("options")], summary: "prints layers and sizes") {
        (self: FunctionalModelObject, call) in
        var lines = ["Model: \"\(self.model.name)\"", String(repeating: "_", count: 65)]
        for layer in self.model.layers {
          lines.append(" \(layer.name) (\(layer.rule.className))  \(layer.weights.reduce(0) { $0 + $1.value.count })")
        }
        lines.append("Total params: \(try self.model.weights().reduce(0) { $0 + $1.size })")
        call.interpreter.host.write(lines.joined(separator: "\n") + "\n", to: .output)
        return .none
      },
      Method(
        "compile",
        [
          .optional("optimizer", .string("rmsprop")), .optional("loss", .none), .optional("metrics", .none),
          .optional("loss_weights", .none), .optional("weighted_metrics", .none),
        ], summary: "how to train and judge"
      ) { (self: FunctionalModelObject, call) in try self.compile(call) },
      Method("predict", [.required("x")] + common, summary: "the outputs for some data") {
        (self: FunctionalModelObject, call) in try self.predict(call)
      },
      Method(
        "evaluate", [.optional("x", .none), .optional("y", .none)] + common + [.optional("return_dict", .bool(false))],
        summary: "losses and metrics"
      ) {
        (self: FunctionalModelObject, call) in try self.evaluate(call)
      },
      Method(
        "fit",
        [.optional("x", .none), .optional("y", .none)] + common + [
          .optional("epochs", .int(1)), .optional("shuffle", .bool(true)), .optional("initial_epoch", .int(0)),
        ], summary: "trains"
      ) { (self: FunctionalModelObject, call) in try self.fit(call) },
    ]
      + ["save", "save_weights", "load_weights"].map { name in
        Method(name, [.variadic("args"), .keywords("options")], summary: "not supported") {
          (_: FunctionalModelObject, _) in
          throw ScriptError(.notImplementedError, "Model.\(name) is not supported").noted(
            "use get_weights and np.savez")
        }
      }
  }

  private func perOutput<T>(_ value: Value, _ interpreter: Interpreter, _ read: (Value) throws -> T) throws -> [T?] {
    if value.isNone { return model.outputs.map { _ in nil } }
    if let items = try interpreter.mappingItems(value) {
      return try model.outputNames.map { name in
        try items.first { $0.key.string == name }.map { try read($0.value) }
      }
    }
    switch value {
    case .list(let list) where model.outputs.count > 1: return try list.elements.map { try read($0) }
    default: return try model.outputs.map { _ in try read(value) }
    }
  }

  private func compile(_ call: Call) throws -> Value {
    let interpreter = call.interpreter
    let optimizer = try interpreter.optimizer(call.value("optimizer"))
    let losses = try perOutput(call.value("loss"), interpreter) { OutputLoss(try interpreter.loss($0)) }
    func metrics(_ name: String) throws -> [[any Metric]] {
      try perOutput(call.value(name), interpreter) { value -> [any Metric] in
        if case .list(let list) = value { return try list.elements.map { try interpreter.metric($0) } }
        return [try interpreter.metric(value)]
      }.map { $0 ?? [] }
    }
    guard call.value("loss_weights").isNone else {
      throw ScriptError(.notImplementedError, "Model.compile: loss_weights is not supported")
    }
    model.compilation = try Compilation(
      outputNames: model.outputNames, optimizer: optimizer.optimizer, losses: losses, metrics: try metrics("metrics"),
      weightedMetrics: try metrics("weighted_metrics"))
    self.optimizer = .object(optimizer)
    return .none
  }

  private func batches(_ call: Call, targets name: String?, shuffle: RandomState? = nil) throws -> ArrayBatches {
    let interpreter = call.interpreter
    let inputs = try Self.list(call.value("x"), count: model.inputs.count, interpreter).map {
      try NDArray(from: $0, interpreter)
    }
    let targets =
      try name.map { name -> [NDArray?] in
        let values = try Self.list(call.value(name), count: model.outputs.count, interpreter)
        return try values.map { $0.isNone ? nil : try NDArray(from: $0, interpreter) }
      } ?? []
    guard let count = inputs.first?.shape.first,
      (inputs + targets.compactMap { $0 }).allSatisfy({ $0.shape.first == count })
    else {
      throw ScriptError(.valueError, "Data cardinality is ambiguous: all arrays should have the same number of rows")
    }
    return ArrayBatches(
      inputs: inputs, targets: targets, itemCount: count, batchSize: try call.optionalInt("batch_size") ?? 32,
      shuffle: shuffle)
  }

  private func trainer(_ interpreter: Interpreter) -> Trainer {
    let trainer = Trainer(model, model.compilation)
    trainer.isCancelled = { interpreter.interrupt.isSet }
    trainer.observers = [ConsoleObserver(interpreter)]
    return trainer
  }

  private func predict(_ call: Call) throws -> Value {
    var pieces: [[Tensor]] = model.outputs.map { _ in [] }
    try trainer(call.interpreter).predict(
      try batches(call, targets: nil), steps: try call.optionalInt("steps"), verbosity: try call.verbosity(),
      callbacks: try call.interpreter.callbacks(call.value("callbacks")) { _ in .object(self) }
    ) { outputs in
      for (i, output) in outputs.enumerated() { pieces[i].append(try Tensor(output)) }
    }
    let results = try pieces.map { Value.array(try Tensor.concatenated($0, axis: 0).array()) }
    return results.count == 1 ? results[0] : .newList(results)
  }

  private func evaluate(_ call: Call) throws -> Value {
    let logs = try trainer(call.interpreter).evaluate(
      try batches(call, targets: "y"), steps: try call.optionalInt("steps"), verbosity: try call.verbosity(),
      callbacks: try call.interpreter.callbacks(call.value("callbacks")) { _ in .object(self) })
    let entries = shownEntries(logs)
    if try call.bool("return_dict") { return .dict(DictObject(entries.map { ($0.0, .float($0.1)) })) }
    return entries.count == 1 ? .float(entries[0].1) : .newList(entries.map { .float($0.1) })
  }

  /// With one output, names have no prefix and there is one loss only.
  private func shownEntries(_ logs: Logs) -> [(String, Double)] {
    guard model.outputs.count == 1, let name = model.outputNames.first else {
      return logs.entries.map { ($0.name, $0.value) }
    }
    return logs.entries.filter { $0.name != "\(name)_loss" }.map { entry in
      (entry.name.hasPrefix("\(name)_") ? String(entry.name.dropFirst(name.count + 1)) : entry.name, entry.value)
    }
  }

  private func fit(_ call: Call) throws -> Value {
    var options = FitOptions()
    (options.epochs, options.initialEpoch) = (try call.int("epochs"), try call.int("initial_epoch"))
    options.stepsPerEpoch = try call.optionalInt("steps")
    options.verbosity = try call.verbosity()
    let history = History()
    let stream = try call.bool("shuffle") ? TensorFlowModule.state(of: call.interpreter).random : nil
    try trainer(call.interpreter).fit(
      try batches(call, targets: "y", shuffle: stream), validation: nil, options: options,
      callbacks: try call.interpreter.callbacks(call.value("callbacks")) { _ in .object(self) }, history: history)
    let shown = HistoryObject(history, nil)
    self.history = .object(shown)
    return .object(shown)
  }
}

/// Shows progress text and warnings.
final class ConsoleObserver: TrainingObserver {
  private unowned let interpreter: Interpreter
  init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  func observe(_ event: TrainingEvent) {
    switch event {
    case .text(let text): interpreter.host.write(text, to: .output)
    case .warning(let text): try? interpreter.warn(.userWarning, text)
    default: break
    }
  }
}
