import Arrays
import Language
import Model

/// What ready-made networks can be told to add to themselves.
extension ReadyNetworks {
  /// Runs `body`, which adds to `network`, with the session's context.
  private static func adding(
    to network: Network, _ call: Call, _ body: (ModelContext) throws -> Value
  ) throws -> Value {
    let session = try NengoSession.of(call.interpreter)
    return try session.constructing(call.interpreter, in: network) { try body(session.context) }
  }

  static var arrayMethods: [Method] {
    [
      Method(
        "add_output",
        [.required("name"), .required("function"), .omittable("synapse"), .keywords("conn_kwargs")],
        summary: "A further output: a function of each ensemble."
      ) { (array: EnsembleArray, call) in
        var settings: [String: ParameterValue] = [:]
        for (name, value) in call.keywords { settings[name] = try call.interpreter.parameterValue(value) }
        return try adding(to: array, call) { context in
          .object(
            try array.addOutput(
              try call.string("name"), try outputFunction(call),
              synapse: try call.interpreter.parameterValue(call.value("synapse")), settings: settings, in: context))
        }
      },
      Method("add_neuron_input", summary: "A node whose values go straight to all neurons.") {
        (array: EnsembleArray, call) in try adding(to: array, call) { .object(try array.addNeuronInput(in: $0)) }
      },
      Method("add_neuron_output", summary: "A node that gets the outputs of all neurons.") {
        (array: EnsembleArray, call) in try adding(to: array, call) { .object(try array.addNeuronOutput(in: $0)) }
      },
    ]
  }

  private static func outputFunction(_ call: Call) throws -> EnsembleArray.OutputFunction {
    let value = call.value("function")
    if value.isNone { return .identity }
    if call.interpreter.isCallable(value) { return .shared(call.interpreter.vectorFunction(value)) }
    let wrong = NengoError.validation(
      "Must be a function, a list of functions or None", attribute: "function", owner: "EnsembleArray")
    guard let elements = try? call.interpreter.elements(of: value) else { throw wrong }
    return .each(
      try elements.map { element in
        guard call.interpreter.isCallable(element) else { throw wrong }
        return call.interpreter.vectorFunction(element)
      })
  }

  static var memoryMethods: [Method] {
    [
      Method(
        "add_input_mapping", [.required("name"), .required("input_vectors"), .optional("input_scales", .float(1))],
        summary: "A further input."
      ) { (memory: AssociativeMemory, call) in
        try adding(to: memory, call) {
          .object(
            try memory.addInputMapping(
              try call.string("name"), try call.array("input_vectors", dtype: .float64),
              scales: try call.array("input_scales", dtype: .float64).doubles, in: $0))
        }
      },
      Method("add_output_mapping", [.required("name"), .required("output_vectors")], summary: "A further output.") {
        (memory: AssociativeMemory, call) in
        try adding(to: memory, call) {
          .object(
            try memory.addOutputMapping(
              try call.string("name"), try call.array("output_vectors", dtype: .float64), in: $0))
        }
      },
      Method(
        "add_default_output_vector",
        [
          .required("output_vector"), .optional("output_name", .string("output")), .optional("n_neurons", .int(50)),
          .optional("min_activation_value", .float(0.5)),
        ], summary: "What comes out when nothing is recognised."
      ) { (memory: AssociativeMemory, call) in
        try adding(to: memory, call) {
          try memory.addDefaultOutputVector(
            try call.array("output_vector", dtype: .float64).doubles, outputName: try call.string("output_name"),
            neurons: try call.int("n_neurons"), minActivation: try call.real("min_activation_value"), in: $0)
          return .none
        }
      },
      Method(
        "add_wta_network",
        [.optional("inhibit_scale", .float(1.5)), .optional("inhibit_synapse", .float(0.005))],
        summary: "Let the strongest element inhibit the others."
      ) { (memory: AssociativeMemory, call) in
        try adding(to: memory, call) {
          try memory.addWinnerTakeAll(
            inhibitScale: try call.real("inhibit_scale"),
            inhibitSynapse: try call.interpreter.parameterValue(call.value("inhibit_synapse")), in: $0)
          return .none
        }
      },
      Method(
        "add_threshold_to_outputs", [.optional("n_neurons", .int(50)), .optional("inhibit_scale", .float(10))],
        summary: "Make outputs all or nothing."
      ) { (memory: AssociativeMemory, call) in
        try adding(to: memory, call) {
          try memory.addThresholdsToOutputs(
            neurons: try call.int("n_neurons"), inhibitScale: try call.real("inhibit_scale"), in: $0)
          return .none
        }
      },
    ]
  }
}
