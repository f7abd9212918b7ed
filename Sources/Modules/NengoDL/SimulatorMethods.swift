import Arrays
import DL
import Language
import Model
import Training

/// What scripts can do with a simulator.
enum SimulatorMethods {
  typealias Body = (DLSimulatorObject, Call) throws -> Value

  static func method(
    _ name: String, _ parameters: [Parameter], _ summary: String, _ body: @escaping Body
  ) -> Method {
    Method(name, parameters, summary: summary) { (owner: DLSimulatorObject, call) in
      try DLSimulatorObject.guarded(call.interpreter) { try body(owner, call) }
    }
  }

  // MARK: running

  private static let runParameters: [Parameter] = [
    .optional("data", .none, "arrays for input nodes"), .optional("progress_bar", .none),
    .optional("stateful", .bool(true), "whether the state is kept"),
  ]

  static var running: [Method] {
    [
      method("run", [.required("time_in_seconds", unit: "s")] + runParameters, "simulates a time") { owner, call in
        try owner.simulator.run(
          seconds: try call.float("time_in_seconds"), data: try call.interpreter.simulationData(call.value("data")),
          showsProgress: try progress(call), isStateful: try call.bool("stateful"))
        return .none
      },
      method("run_steps", [.required("n_steps")] + runParameters, "simulates a number of steps") { owner, call in
        try owner.simulator.runSteps(
          try call.int("n_steps"), data: try call.interpreter.simulationData(call.value("data")),
          showsProgress: try progress(call), isStateful: try call.bool("stateful"))
        return .none
      },
      method("step", runParameters, "simulates one step") { owner, call in
        try owner.simulator.runSteps(
          1, data: try call.interpreter.simulationData(call.value("data")),
          showsProgress: try progress(call) ?? false, isStateful: try call.bool("stateful"))
        return .none
      },
      method(
        "reset",
        [
          .optional("seed", .none), .optional("include_trainable", .bool(true)),
          .optional("include_probes", .bool(true)), .optional("include_processes", .bool(true)),
        ], "back to initial values"
      ) { owner, call in
        try owner.simulator.reset(
          seed: try call.optionalInt("seed"), parameters: try call.bool("include_trainable"),
          recordings: try call.bool("include_probes"), restartsProcesses: try call.bool("include_processes"))
        return .none
      },
      method(
        "soft_reset", [.optional("include_trainable", .bool(false)), .optional("include_probes", .bool(false))],
        "old name of reset"
      ) { owner, call in
        try NengoSession.of(call.interpreter).warn(
          NengoWarning(
            .deprecation,
            "Simulator.soft_reset is deprecated, use Simulator.reset(include_probes=..., include_trainable=..., "
              + "include_processes=False) instead"
          ))
        try owner.simulator.reset(
          parameters: try call.bool("include_trainable"), recordings: try call.bool("include_probes"),
          restartsProcesses: false)
        return .none
      },
      method("trange", [.optional("sample_every", .none), .optional("dt", .none)], "the times of recorded steps") {
        owner, call in
        var period = try call.optionalFloat("sample_every")
        if let dt = try call.optionalFloat("dt") {
          guard period == nil else {
            throw NengoError.validation(
              "Cannot specify both `dt` and `sample_every`. Use `sample_every` only.", attribute: "dt",
              owner: "Simulator")
          }
          try NengoSession.of(call.interpreter).warn(
            NengoWarning(.deprecation, "`dt` is deprecated. Use `sample_every` instead."))
          period = dt
        }
        return .array(try owner.simulator.timeRange(sampleEvery: period))
      },
      Method(
        "rebuild", summary: RebuildReportObject.methodSummary,
        doc: RebuildReportObject.methodDetails
          + "\nWhat compile() decided stays for the probes that are still there, with the optimizer's slots of the "
          + "parameters that are. Settings of configure_settings are read anew."
      ) { (owner: DLSimulatorObject, call) in
        let session = try NengoSession.of(call.interpreter)
        let stream = try NengoSession.globalStream(call.interpreter)
        return try DLSimulatorObject.guarded(call.interpreter) {
          let report = try owner.simulator.rebuild(context: session.context, globalStream: stream)
          owner.record.replace(by: owner.simulator.model)
          return .object(RebuildReportObject(report, owner.simulator.network))
        }
      },
      method("close", [], "frees what running needs") { owner, _ in
        owner.simulator.close()
        return .none
      },
      method("get_name", [.required("obj")], "the name of an input node or probe") { owner, call in
        guard let object = try ModelObject(call.value("obj")) else {
          throw NengoError.validation(
            "\(try call.interpreter.repr(call.value("obj"))) is of an unknown type (\(call.value("obj").typeName))",
            attribute: "obj")
        }
        return .string(try owner.simulator.name(of: object))
      },
      method("train", [.variadic("args"), .keywords("kwargs")], "gone") { _, _ in
        throw NengoError(.simulation, "Simulator.train has been deprecated, use Simulator.compile/fit instead")
      },
      method("loss", [.variadic("args"), .keywords("kwargs")], "gone") { _, _ in
        throw NengoError(.simulation, "Simulator.loss has been deprecated, use Simulator.compile/evaluate instead")
      },
    ]
  }

  private static func progress(_ call: Call) throws -> Bool? {
    call.value("progress_bar").isNone ? nil : try call.bool("progress_bar")
  }

  // MARK: predict, evaluate, fit

  static let common: [Parameter] = [
    .optional("n_steps", .none, "steps to run, without data"), .optional("stateful", .bool(false)),
    .optional("batch_size", .none), .optional("verbose", .string("auto")), .optional("steps", .none),
    .optional("callbacks", .none), .optional("max_queue_size", .int(10)), .optional("workers", .int(1)),
    .optional("use_multiprocessing", .bool(false)),
  ]

  static var training: [Method] {
    [
      method("compile", compileParameters, "how to train and judge") { owner, call in try compile(owner, call) },
      method("predict", [.optional("x", .none)] + common, "what probes give for some data") { owner, call in
        let options = try call.callOptions(owner)
        return try outputs(owner, try predict(owner, call, options), call.interpreter)
      },
      method(
        "predict_on_batch",
        [.optional("x", .none), .optional("n_steps", .none), .optional("stateful", .bool(false))],
        "what probes give for one minibatch"
      ) { owner, call in
        var options = Simulator.CallOptions()
        (options.steps, options.isStateful) = (try call.optionalInt("n_steps"), try call.bool("stateful"))
        let data = try call.interpreter.simulationData(call.value("x"))
        return try outputs(owner, try owner.simulator.predictOnBatch(data, options: options), call.interpreter)
      },
      method(
        "evaluate", [.optional("x", .none), .optional("y", .none)] + common + [.optional("sample_weight", .none)],
        "losses and metrics over some data"
      ) { owner, call in
        let options = try call.callOptions(owner)
        let logs: Logs
        if let source = try DatasetSource(call.value("x"), owner.simulator, hasTargets: true, call.interpreter) {
          logs = try owner.simulator.evaluate(source, options: options)
        } else {
          logs = try owner.simulator.evaluate(try trainingData(owner, call), options: options)
        }
        return .dict(DictObject(logs.entries.map { ($0.name, .float($0.value)) }))
      },
      method("fit", fitParameters, "trains") { owner, call in try fit(owner, call) },
      method(
        "check_gradients",
        [
          .optional("inputs", .none), .optional("outputs", .none), .optional("atol", .float(1e-5)),
          .optional("rtol", .float(1e-3)),
        ], "compares derivatives with differences"
      ) { owner, call in try checkGradients(owner, call) },
    ]
  }

  private static let compileParameters: [Parameter] = [
    .optional("optimizer", .string("rmsprop")), .optional("loss", .none), .optional("metrics", .none),
    .optional("loss_weights", .none), .optional("weighted_metrics", .none), .optional("run_eagerly", .none),
    .optional("steps_per_execution", .none), .optional("jit_compile", .none),
  ]

  private static func compile(_ owner: DLSimulatorObject, _ call: Call) throws -> Value {
    let interpreter = call.interpreter
    let optimizer = try interpreter.optimizer(call.value("optimizer"))
    try owner.simulator.compile(
      optimizer: optimizer.optimizer,
      losses: try interpreter.losses(call.value("loss"), weights: call.value("loss_weights"), owner.simulator),
      metrics: try interpreter.metrics(call.value("metrics"), owner.simulator),
      weightedMetrics: try interpreter.metrics(call.value("weighted_metrics"), owner.simulator))
    owner.optimizer = .object(optimizer)
    return .none
  }

  private static func predict(
    _ owner: DLSimulatorObject, _ call: Call, _ options: Simulator.CallOptions
  ) throws -> [NDArray] {
    if let source = try DatasetSource(call.value("x"), owner.simulator, hasTargets: false, call.interpreter) {
      guard options.steps == nil else { throw generatorSteps }
      return try owner.simulator.predict(source, options: options)
    }
    return try owner.simulator.predict(try call.interpreter.simulationData(call.value("x")), options: options)
  }

  private static var generatorSteps: NengoError {
    NengoError(
      .simulation,
      "Cannot automatically add n_steps to generator with type Dataset; please specify n_steps manually as the first "
        + "element in the values yielded from generator"
    )
  }

  private static func outputs(
    _ owner: DLSimulatorObject, _ arrays: [NDArray], _ interpreter: Interpreter
  ) throws -> Value {
    let dict = DictObject()
    for (probe, array) in zip(owner.simulator.probes, arrays) {
      try dict.setValue(.array(array), for: .model(.probe(probe)), interpreter)
    }
    return .dict(dict)
  }

  private static func trainingData(_ owner: DLSimulatorObject, _ call: Call) throws -> TrainingData {
    TrainingData(
      inputs: try call.interpreter.simulationData(call.value("x")),
      targets: try call.interpreter.simulationData(call.value("y")),
      weights: try call.interpreter.sampleWeights(call.value("sample_weight"), owner.simulator))
  }

  // MARK: fit

  private static let fitParameters: [Parameter] = [
    .optional("x", .none), .optional("y", .none), .optional("n_steps", .none), .optional("stateful", .bool(false)),
    .optional("batch_size", .none), .optional("epochs", .int(1)), .optional("verbose", .string("auto")),
    .optional("callbacks", .none), .optional("validation_split", .float(0)), .optional("validation_data", .none),
    .optional("shuffle", .bool(true)), .optional("class_weight", .none), .optional("sample_weight", .none),
    .optional("initial_epoch", .int(0)), .optional("steps_per_epoch", .none), .optional("validation_steps", .none),
    .optional("validation_batch_size", .none), .optional("validation_freq", .int(1)),
    .optional("max_queue_size", .int(10)), .optional("workers", .int(1)),
    .optional("use_multiprocessing", .bool(false)),
  ]

  private static func fit(_ owner: DLSimulatorObject, _ call: Call) throws -> Value {
    guard call.value("class_weight").isNone else {
      throw ScriptError(.valueError, "`class_weight` is only supported for Models with a single output.")
    }
    let interpreter = call.interpreter
    if !call.value("validation_batch_size").isNone {
      try NengoSession.of(interpreter).warn(
        NengoWarning(
          .user,
          "Batch size is determined statically via Simulator.minibatch_size; ignoring value passed to "
            + "`validation_batch_size`"))
    }
    let options = try call.callOptions(owner)
    let fit = try fitOptions(call)
    let history = History()
    let shown = HistoryObject(history, owner)
    owner.history = .object(shown)
    if let source = try DatasetSource(call.value("x"), owner.simulator, hasTargets: true, interpreter) {
      guard options.steps == nil else { throw generatorSteps }
      let validation = try DatasetSource(call.value("validation_data"), owner.simulator, hasTargets: true, interpreter)
      guard validation != nil || call.value("validation_data").isNone else {
        throw ScriptError(.notImplementedError, "fit: arrays as validation_data beside a dataset are not supported")
      }
      try owner.simulator.fit(source, validation: validation, fit: fit, options: options, history: history)
    } else {
      try owner.simulator.fit(
        try trainingData(owner, call), validation: try validationData(owner, call),
        validationSplit: try call.float("validation_split"), fit: fit, options: options,
        shuffles: try call.bool("shuffle"), history: history)
    }
    return .object(shown)
  }

  private static func fitOptions(_ call: Call) throws -> FitOptions {
    var fit = FitOptions()
    fit.epochs = try call.int("epochs")
    fit.initialEpoch = try call.int("initial_epoch")
    fit.stepsPerEpoch = try call.optionalInt("steps_per_epoch")
    fit.validationSteps = try call.optionalInt("validation_steps")
    fit.verbosity = try call.verbosity()
    let frequency = call.value("validation_freq")
    if let every = try call.interpreter.optionalIndex(frequency) {
      guard every > 0 else { throw ScriptError(.valueError, "validation_freq must be positive, got \(every)") }
      fit.validation = .every(every)
    } else {
      fit.validation = .after(try call.interpreter.ints(frequency))
    }
    return fit
  }

  /// `(x, y)` or `(x, y, sample_weight)`
  private static func validationData(_ owner: DLSimulatorObject, _ call: Call) throws -> TrainingData? {
    let value = call.value("validation_data")
    if value.isNone { return nil }
    let parts = try call.interpreter.elements(of: value)
    guard parts.count == 2 || parts.count == 3 else {
      throw ScriptError(
        .valueError,
        "Data is expected to be in format `x`, `(x,)`, `(x, y)`, or `(x, y, sample_weight)`, found: "
          + "\(parts.count) elements")
    }
    return TrainingData(
      inputs: try call.interpreter.simulationData(parts[0]), targets: try call.interpreter.simulationData(parts[1]),
      weights: try call.interpreter.sampleWeights(parts.count > 2 ? parts[2] : .none, owner.simulator))
  }

  // MARK: gradients

  private static func checkGradients(_ owner: DLSimulatorObject, _ call: Call) throws -> Value {
    let interpreter = call.interpreter
    let given = call.value("outputs")
    let outputs =
      given.isNone
      ? nil
      : try interpreter.elements(of: given).map { value -> Probe in
        guard case .probe(let probe)? = try ModelObject(value) else {
          throw NengoError.validation("outputs should be probes, got \(value.typeName)", attribute: "outputs")
        }
        return probe
      }
    let checks = try owner.simulator.checkGradients(
      inputs: try interpreter.simulationData(call.value("inputs")), outputs: outputs, atol: try call.float("atol"),
      rtol: try call.float("rtol"))
    let result = DictObject()
    for check in checks {
      let matrices: [(String, Value)] = [
        ("analytic", .newList(check.analytic.map { .array($0) })),
        ("numeric", .newList(check.numeric.map { .array($0) })),
      ]
      try result.setValue(.dict(DictObject(matrices)), for: .model(.probe(check.probe)), interpreter)
    }
    return .dict(result)
  }
}
