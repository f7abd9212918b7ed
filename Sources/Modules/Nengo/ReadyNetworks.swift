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
    func config(_ name: String) throws -> Config? {
      call.value(name).isNone ? nil : try call.host(name, as: Config.self, wanted: "Config or None")
    }
    func doubles(_ name: String) throws -> [Double] { try call.array(name, dtype: .float64).doubles }
  }

  static func row(
    _ name: String, _ summary: String, _ parameters: [Parameter], label: String? = nil,
    module: String = "nengo.networks", base: TypeObject = NetworkClass.base, more: Bool = false,
    obsolete: String? = nil, methods: [Method] = [], make: @escaping (Common) throws -> Network
  ) -> TypeObject {
    let common: [Parameter] = [
      label.map { .optional("label", .string($0), "a name") } ?? .omittable("label", "a name"),
      .omittable("seed", "the seed of all that is drawn in it"), .omittable("add_to_container", shown: "None"),
    ]
    let last: [Parameter] =
      (obsolete.map { [.keyword($0, .none, "no longer supported")] } ?? [])
      + (more ? [.keywords("ens_kwargs", "parameters of all ensembles")] : [])
    return TypeObject(
      name, module: module, base: base, doc: summary, subclassing: .allowed,
      constructor: Constructor(parameters + common + last) { call in
        if let obsolete, !call.value(obsolete).isNone {
          throw NengoError(.obsolete, "Obsolete: The '\(obsolete)' argument is no longer supported.")
        }
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

  static let ensembleArray = row(
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

  static let product = row(
    "Product", "The product of two vectors, element by element.",
    [.required("n_neurons"), .required("dimensions"), .optional("input_magnitude", .float(1))], label: "Product",
    obsolete: "net"
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

  static let circularConvolution = row(
    "CircularConvolution", "The circular convolution of two vectors.",
    [
      .required("n_neurons"), .required("dimensions"), .optional("invert_a", .bool(false)),
      .optional("invert_b", .bool(false)), .optional("input_magnitude", .float(1)),
    ], label: "Circular convolution", obsolete: "net"
  ) {
    try CircularConvolution(
      neurons: try $0.int("n_neurons"), dimensions: try $0.int("dimensions"), invertA: try $0.call.bool("invert_a"),
      invertB: try $0.call.bool("invert_b"), inputMagnitude: try $0.real("input_magnitude"), label: $0.label,
      seed: $0.seed, in: $0.context, addToContainer: $0.add)
  }

  static let basalGanglia = row(
    "BasalGanglia", "Selects the greatest of several values.",
    [
      .required("dimensions"), .optional("n_neurons_per_ensemble", .int(100)), .optional("output_weight", .float(-3)),
      .optional("input_bias", .float(0)), .omittable("ampa_config"), .omittable("gaba_config"),
    ], label: "Basal Ganglia", obsolete: "net"
  ) {
    try BasalGanglia(
      dimensions: try $0.int("dimensions"), neuronsPerEnsemble: try $0.int("n_neurons_per_ensemble"),
      outputWeight: try $0.real("output_weight"), inputBias: try $0.real("input_bias"),
      ampaConfig: try $0.config("ampa_config"), gabaConfig: try $0.config("gaba_config"),
      label: $0.label, seed: $0.seed, in: $0.context, addToContainer: $0.add)
  }

  static let thalamus = row(
    "Thalamus", "Inhibits all actions but the selected one.",
    [
      .required("dimensions"), .optional("n_neurons_per_ensemble", .int(50)), .optional("mutual_inhib", .float(1)),
      .optional("threshold", .float(0)),
    ], label: "Thalamus", obsolete: "net"
  ) {
    try Thalamus(
      dimensions: try $0.int("dimensions"), neuronsPerEnsemble: try $0.int("n_neurons_per_ensemble"),
      mutualInhibition: try $0.real("mutual_inhib"), threshold: try $0.real("threshold"), label: $0.label,
      seed: $0.seed, in: $0.context, addToContainer: $0.add)
  }

  static let associativeMemory = row(
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

  static let inputGatedMemory = row(
    "InputGatedMemory", "Holds a vector while its gate is closed.",
    [
      .required("n_neurons"), .required("dimensions"), .optional("feedback", .float(1)),
      .optional("difference_gain", .float(1)), .optional("recurrent_synapse", .float(0.1)),
      .omittable("difference_synapse"),
    ], label: "Input gated memory", obsolete: "net"
  ) {
    // `nil` by itself would be the parameter value None.
    var difference: ParameterValue?
    if !$0.call.value("difference_synapse").isNone { difference = try $0.parameter("difference_synapse") }
    return try InputGatedMemory(
      neurons: try $0.int("n_neurons"), dimensions: try $0.int("dimensions"), feedback: try $0.real("feedback"),
      differenceGain: try $0.real("difference_gain"), recurrentSynapse: try $0.parameter("recurrent_synapse"),
      differenceSynapse: difference, label: $0.label, seed: $0.seed, in: $0.context, addToContainer: $0.add)
  }
}
