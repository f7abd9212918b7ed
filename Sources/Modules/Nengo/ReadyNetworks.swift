import Arrays
import Language
import Model

/// `nengo.networks`: networks that come ready made. Their named parts are attributes.
enum ReadyNetworks {
  /// The class of a ready-made network; nil for plain ones.
  static func type(of network: Network) -> TypeObject? {
    switch network {
    case is EnsembleArray: ensembleArray
    case is Product: product
    case is CircularConvolution: circularConvolution
    case is BasalGanglia: basalGanglia
    case is Thalamus: thalamus
    case is AssociativeMemory: associativeMemory
    case is InputGatedMemory: inputGatedMemory
    case is Integrator: integrator
    case is Oscillator: oscillator
    default: SpaBinding.type(of: network)
    }
  }

  static let all: [TypeObject] = [
    ensembleArray, product, circularConvolution, basalGanglia, thalamus, associativeMemory, inputGatedMemory,
    integrator, oscillator,
  ]

  /// What every network takes.
  struct Common {
    let label: String?
    let seed: Int?
    let context: ModelContext
    let add: Bool?
    let call: Call

    func int(_ name: String) throws -> Int { try call.interpreter.index(call.value(name)) }
    func real(_ name: String) throws -> Double { try call.real(name) }
    func parameter(_ name: String) throws -> ParameterValue { try call.interpreter.parameterValue(call.value(name)) }
    func doubles(_ name: String) throws -> [Double] { try call.array(name, dtype: .float64).doubles }
  }

  static func row(
    _ name: String, _ summary: String, _ parameters: [Parameter], label: String? = nil,
    module: String = "nengo.networks", base: TypeObject = NetworkClass.base, more: Bool = false,
    methods: [Method] = [], make: @escaping (Common) throws -> Network
  ) -> TypeObject {
    let common: [Parameter] = [
      label.map { .optional("label", .string($0), "a name") } ?? .omittable("label", "a name"),
      .omittable("seed", "the seed of all that is drawn in it"), .omittable("add_to_container", shown: "None"),
    ]
    let last: [Parameter] = more ? [.keywords("ens_kwargs", "parameters of all ensembles")] : []
    return TypeObject(
      name, module: module, base: base, doc: summary, subclassing: .allowed,
      constructor: Constructor(parameters + common + last) { call in
        let session = try NengoSession.of(call.interpreter)
        return try session.constructing(call.interpreter) {
          let network = try make(
            Common(
              label: try NetworkClass.label(call, of: name),
              seed: try NetworkClass.seed(call.value("seed"), of: name, call.interpreter),
              context: session.context,
              add: call.value("add_to_container").isNone ? nil : try call.bool("add_to_container"), call: call))
          network.setInstance(call.receiver)
          return .object(network)
        }
      }, methods: methods)
  }

  // MARK: rows

  private static let ensembleArray = row(
    "EnsembleArray", "Equal ensembles side by side, with a common input and output.",
    [
      .required("n_neurons", "per ensemble"), .required("n_ensembles"), .optional("ens_dimensions", .int(1)),
    ], more: true, methods: arrayMethods
  ) { common in
    var settings: [String: ParameterValue] = [:]
    for (name, value) in common.call.keywords { settings[name] = try common.call.interpreter.parameterValue(value) }
    return try EnsembleArray(
      neurons: try common.int("n_neurons"), count: try common.int("n_ensembles"),
      ensembleDimensions: try common.int("ens_dimensions"), settings: settings, label: common.label, seed: common.seed,
      in: common.context, addToContainer: common.add)
  }

  private static let product = row(
    "Product", "The product of two vectors, element by element.",
    [.required("n_neurons"), .required("dimensions"), .optional("input_magnitude", .float(1))], label: "Product"
  ) {
    try Product(
      neurons: try $0.int("n_neurons"), dimensions: try $0.int("dimensions"),
      inputMagnitude: try $0.real("input_magnitude"), label: $0.label, seed: $0.seed, in: $0.context,
      addToContainer: $0.add)
  }

  private static let integrator = row(
    "Integrator", "An ensemble that sums its input over time.",
    [.required("recurrent_tau", "seconds"), .required("n_neurons"), .required("dimensions")], label: "Integrator"
  ) {
    try Integrator(
      recurrentTau: try $0.real("recurrent_tau"), neurons: try $0.int("n_neurons"),
      dimensions: try $0.int("dimensions"), label: $0.label, seed: $0.seed, in: $0.context, addToContainer: $0.add)
  }

  private static let oscillator = row(
    "Oscillator", "An ensemble of two dimensions that turns around.",
    [.required("recurrent_tau", "seconds"), .required("frequency", "radians per second"), .required("n_neurons")],
    label: "Oscillator"
  ) {
    try Oscillator(
      recurrentTau: try $0.real("recurrent_tau"), frequency: try $0.real("frequency"),
      neurons: try $0.int("n_neurons"), label: $0.label, seed: $0.seed, in: $0.context, addToContainer: $0.add)
  }

  private static let circularConvolution = row(
    "CircularConvolution", "The circular convolution of two vectors.",
    [
      .required("n_neurons"), .required("dimensions"), .optional("invert_a", .bool(false)),
      .optional("invert_b", .bool(false)), .optional("input_magnitude", .float(1)),
    ], label: "Circular convolution"
  ) {
    try CircularConvolution(
      neurons: try $0.int("n_neurons"), dimensions: try $0.int("dimensions"), invertA: try $0.call.bool("invert_a"),
      invertB: try $0.call.bool("invert_b"), inputMagnitude: try $0.real("input_magnitude"), label: $0.label,
      seed: $0.seed, in: $0.context, addToContainer: $0.add)
  }

  private static let basalGanglia = row(
    "BasalGanglia", "Selects the greatest of several values.",
    [
      .required("dimensions"), .optional("n_neurons_per_ensemble", .int(100)), .optional("output_weight", .float(-3)),
      .optional("input_bias", .float(0)), .omittable("ampa_config"), .omittable("gaba_config"),
    ], label: "Basal Ganglia"
  ) {
    try BasalGanglia(
      dimensions: try $0.int("dimensions"), neuronsPerEnsemble: try $0.int("n_neurons_per_ensemble"),
      outputWeight: try $0.real("output_weight"), inputBias: try $0.real("input_bias"),
      ampaConfig: $0.call.value("ampa_config").host(), gabaConfig: $0.call.value("gaba_config").host(),
      label: $0.label, seed: $0.seed, in: $0.context, addToContainer: $0.add)
  }

  private static let thalamus = row(
    "Thalamus", "Inhibits all actions but the selected one.",
    [
      .required("dimensions"), .optional("n_neurons_per_ensemble", .int(50)), .optional("mutual_inhib", .float(1)),
      .optional("threshold", .float(0)),
    ], label: "Thalamus"
  ) {
    try Thalamus(
      dimensions: try $0.int("dimensions"), neuronsPerEnsemble: try $0.int("n_neurons_per_ensemble"),
      mutualInhibition: try $0.real("mutual_inhib"), threshold: try $0.real("threshold"), label: $0.label,
      seed: $0.seed, in: $0.context, addToContainer: $0.add)
  }

  private static let associativeMemory = row(
    "AssociativeMemory", "Maps input vectors to output vectors.",
    [
      .required("input_vectors"), .omittable("output_vectors"), .optional("n_neurons", .int(50)),
      .optional("threshold", .float(0.3)), .optional("input_scales", .float(1)), .optional("inhibitable", .bool(false)),
    ], methods: memoryMethods
  ) {
    try AssociativeMemory(
      inputVectors: try $0.call.array("input_vectors", dtype: .float64),
      outputVectors: try $0.call.optionalArray("output_vectors", dtype: .float64), neurons: try $0.int("n_neurons"),
      threshold: try $0.doubles("threshold"), inputScales: try $0.doubles("input_scales"),
      inhibitable: try $0.call.bool("inhibitable"), label: $0.label, seed: $0.seed, in: $0.context,
      addToContainer: $0.add)
  }

  private static let inputGatedMemory = row(
    "InputGatedMemory", "Holds a vector while its gate is closed.",
    [
      .required("n_neurons"), .required("dimensions"), .optional("feedback", .float(1)),
      .optional("difference_gain", .float(1)), .optional("recurrent_synapse", .float(0.1)),
      .omittable("difference_synapse"),
    ], label: "Input gated memory"
  ) {
    // `nil` by itself would be the parameter value None.
    var difference: ParameterValue?
    if !$0.call.value("difference_synapse").isNone { difference = try $0.parameter("difference_synapse") }
    return try InputGatedMemory(
      neurons: try $0.int("n_neurons"), dimensions: try $0.int("dimensions"), feedback: try $0.real("feedback"),
      differenceGain: try $0.real("difference_gain"), recurrentSynapse: try $0.parameter("recurrent_synapse"),
      differenceSynapse: difference, label: $0.label, seed: $0.seed, in: $0.context, addToContainer: $0.add)
  }

  // MARK: methods

  /// Runs `body`, which adds to `network`, with the session's context.
  private static func adding(
    to network: Network, _ call: Call, _ body: (ModelContext) throws -> Value
  ) throws -> Value {
    let session = try NengoSession.of(call.interpreter)
    return try session.constructing(call.interpreter, in: network) { try body(session.context) }
  }

  private static var arrayMethods: [Method] {
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
    return .each(
      try call.interpreter.elements(of: value).map { element in
        guard call.interpreter.isCallable(element) else {
          throw NengoError.validation(
            "Must be a function, a list of functions or None", attribute: "function", owner: "EnsembleArray")
        }
        return call.interpreter.vectorFunction(element)
      })
  }

  private static var memoryMethods: [Method] {
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

  // MARK: the module

  static func module() -> ModuleObject {
    ModuleObject("nengo.networks", doc: "Networks that come ready made.") { module in
      for type in all { module.define(type) }
      let productModule = ModuleObject("nengo.networks.product", doc: "Products of vectors.") { module in
        module.define(product)
        module.define(dotProductTransform)
      }
      let convolutionModule = ModuleObject("nengo.networks.circularconvolution", doc: "Convolutions.") { module in
        module.define(circularConvolution)
        module.define(circularConvolve)
      }
      module.define("product", .object(productModule))
      module.define("circularconvolution", .object(convolutionModule))
      for (name, type) in [
        ("ensemblearray", ensembleArray), ("actionselection", basalGanglia), ("assoc_mem", associativeMemory),
        ("workingmemory", inputGatedMemory),
      ] {
        module.define(
          name,
          .object(
            ModuleObject("nengo.networks.\(name)") { inner in
              inner.define(type)
              if name == "actionselection" { inner.define(thalamus) }
            }))
      }
    }
  }

  private static let dotProductTransform = BuiltinFunction(
    "dot_product_transform", module: "nengo.networks", [.required("dimensions"), .optional("scale", .float(1))],
    summary: "The transform that sums a product's outputs."
  ) { call in
    .array(try Product.dotProductTransform(dimensions: try call.int("dimensions"), scale: try call.real("scale")))
  }

  private static let circularConvolve = BuiltinFunction(
    "circconv", module: "nengo.networks",
    [
      .required("a"), .required("b"), .optional("invert_a", .bool(false)), .optional("invert_b", .bool(false)),
      .optional("axis", .int(-1)),
    ], summary: "The circular convolution of two vectors."
  ) { call in
    let (a, b) = (try call.array("a", dtype: .float64), try call.array("b", dtype: .float64))
    guard a.ndim == 1, b.ndim == 1, a.size == b.size else {
      throw ScriptError(.notImplementedError, "circconv: only vectors of one length are supported")
    }
    return .array(
      NDArray(
        CircularConvolution.convolve(
          a.doubles, b.doubles, invertA: try call.bool("invert_a"), invertB: try call.bool("invert_b"))))
  }
}

/// Named parts of ready-made networks.
extension Network: HasAttributes {
  public var attributeNames: [String] { parts.keys.sorted() }

  public func attribute(_ name: String, _ interpreter: Interpreter) throws -> Value? {
    if let array = self as? EnsembleArray, let found = array.scriptAttribute(name) { return found }
    if let memory = self as? AssociativeMemory, let found = memory.scriptAttribute(name) { return found }
    return switch parts[name] {
    case .none?: Value.none
    case .object(let object)?: .model(object)
    case .list(let objects)?: .newList(objects.map { .model($0) })
    case nil: nil
    }
  }

  /// Assigning a module to an attribute of a network of modules registers it.
  public func setAttribute(_ name: String, _ value: Value, _ interpreter: Interpreter) throws -> Bool {
    guard let spa = self as? SpaNetwork, let module: SpaModule = value.host() else { return false }
    let session = try NengoSession.of(interpreter)
    try session.reporting(interpreter) { try spa.register(module, as: name, in: session.context) }
    return true
  }
}

extension AssociativeMemory {
  fileprivate func scriptAttribute(_ name: String) -> Value? {
    switch name {
    case "n_items": .int(elements.count)
    case "is_wta": .bool(isWinnerTakeAll)
    default: nil
    }
  }
}

extension EnsembleArray {
  /// Sizes of the array, under the names of its constructor.
  fileprivate func scriptAttribute(_ name: String) -> Value? {
    switch name {
    case "n_ensembles": .int(count)
    case "n_neurons_per_ensemble": .int(neuronsPerEnsemble)
    case "dimensions_per_ensemble": .int(ensembleDimensions)
    case "dimensions": .int(dimensions)
    default: nil
    }
  }
}
