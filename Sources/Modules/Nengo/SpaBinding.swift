import Arrays
import Language
import Model

/// `nengo.spa`: networks of modules that work on semantic pointers.
enum SpaBinding {
  static func makeModule() -> ModuleObject {
    ModuleObject("nengo.spa", doc: "Networks of modules that work on semantic pointers.") { module in
      module.define(PointerObject.typeObject, VocabularyClass.type, ActionsClass.type, network)
      for type in moduleTypes { module.define(type) }
      module.define(similarity)
      for (name, types) in homes {
        module.define(
          name, .object(ModuleObject("nengo.spa.\(name)") { inner in for type in types { inner.define(type) } }))
      }
      module.define(
        "utils",
        .object(
          ModuleObject("nengo.spa.utils") { inner in
            inner.define(similarity)
            inner.refuse("enable_spa_params", note: "settings of modules are arguments of their classes")
          }))
      module.refuse("action_build", "action_objects", note: "actions are written as text: spa.Actions")
    }
  }

  /// The submodules in which classes stand besides.
  private static let homes: [(name: String, types: [TypeObject])] = [
    ("vocab", [VocabularyClass.type]), ("pointer", [PointerObject.typeObject]), ("module", [SpaModuleClass.base]),
    ("spa", [network]), ("state", [state]), ("buffer", [buffer]), ("memory", [memory]), ("bind", [bind]),
    ("compare", [compare]), ("assoc_mem", [associativeMemory]), ("input", [input]), ("cortical", [cortical]),
    ("basalganglia", [basalGanglia]), ("thalamus", [thalamus]), ("actions", [ActionsClass.type]),
  ]

  /// The class of a network or module of this kind.
  static func type(of object: Network) -> TypeObject? {
    switch object {
    case is SpaNetwork: network
    case is SpaMemory: memory
    case is SpaBuffer: buffer
    case is SpaState: state
    case is SpaBind: bind
    case is SpaCompare: compare
    case is SpaAssociativeMemory: associativeMemory
    case is SpaInput: input
    case is SpaCortical: cortical
    case is SpaBasalGanglia: basalGanglia
    case is SpaThalamus: thalamus
    case is SpaModule: SpaModuleClass.base
    default: nil
    }
  }

  // MARK: the network

  static let network: TypeObject = TypeObject(
    "SPA", module: "nengo.spa", base: NetworkClass.base, doc: "A network of modules: assign them to its attributes.",
    subclassing: .allowed,
    constructor: Constructor([
      .omittable("label"), .omittable("seed"), .omittable("add_to_container"), .omittable("vocabs"),
    ]) { call in
      let session = try NengoSession.of(call.interpreter)
      session.warn(
        NengoWarning(.deprecation, "The SPA module is a legacy module and might be removed in future versions."))
      let vocabularies =
        call.value("vocabs").isNone
        ? []
        : try call.elements("vocabs").map { value -> Vocabulary in
          guard let vocabulary: Vocabulary = value.host() else {
            throw ScriptError(.typeError, "vocabs must be Vocabulary objects, not \(value.typeName)")
          }
          return vocabulary
        }
      let stream = try NengoSession.globalStream(call.interpreter)
      return try session.constructing(call.interpreter) {
        let network = try SpaNetwork(
          label: try NetworkClass.label(call), seed: try NetworkClass.seed(call.value("seed"), call.interpreter),
          vocabularies: vocabularies,
          globalStream: stream, in: session.context,
          addToContainer: call.value("add_to_container").isNone ? nil : try call.bool("add_to_container"))
        network.setInstance(call.receiver)
        return .object(network)
      }
    },
    methods: [
      Method("get_default_vocab", [.required("dimensions")], summary: "The default vocabulary of a size.") {
        (network: SpaNetwork, call) in .object(try network.defaultVocabulary(try call.int("dimensions")))
      },
      Method(
        "similarity", [.required("data"), .required("probe"), .omittable("vocab")],
        summary: "How much a probe's data resemble each pointer."
      ) { (network: SpaNetwork, call) in
        let probe = try call.host("probe", as: Probe.self, wanted: "Probe")
        let vocabulary: Vocabulary? = call.value("vocab").host()
        let data = try call.interpreter.item(call.value("data"), .object(probe))
        return .array(
          try Vocabulary.similarity(
            try NDArray(from: data, dtype: .float64, call.interpreter),
            try (vocabulary ?? network.vocabulary(of: probe)).matrix))
      },
      Method("get_module_inputs", summary: "Names of all module inputs.") { (network: SpaNetwork, _) in
        .newList(network.inputNames.map { .string($0) })
      },
      Method("get_module_outputs", summary: "Names of all module outputs.") { (network: SpaNetwork, _) in
        .newList(network.outputNames.map { .string($0) })
      },
      named("get_module", "The module of a name, or of the name of one of its ends.") {
        try $0.module($1).scriptValue
      },
      named("get_module_input", "The object and the vocabulary of a module input.") { end(try $0.input($1).end) },
      named("get_module_output", "The object and the vocabulary of a module output.") { end(try $0.output($1).end) },
      named("get_input_vocab", "The vocabulary of a module input.") { vocabulary(try $0.input($1).end) },
      named("get_output_vocab", "The vocabulary of a module output.") { vocabulary(try $0.output($1).end) },
    ])

  private static func named(
    _ name: String, _ summary: String, _ body: @escaping (SpaNetwork, String) throws -> Value
  ) -> Method {
    Method(name, [.required("name")], summary: summary) { (network: SpaNetwork, call) in
      try body(network, try call.string("name"))
    }
  }

  private static func end(_ end: SpaModule.End) -> Value { .newTuple([.model(end.object), vocabulary(end)]) }

  private static func vocabulary(_ end: SpaModule.End) -> Value {
    end.meaning.vocabulary.map { .object($0) } ?? .none
  }

  private static let similarity = BuiltinFunction(
    "similarity", module: "nengo.spa",
    [.required("data"), .required("vocab"), .optional("normalize", .bool(false))],
    summary: "How much data resemble each pointer of a vocabulary."
  ) { call in
    let vocabulary: Vocabulary? = call.value("vocab").host()
    let data: NDArray
    if let pointer: PointerObject = call.value("data").host() {
      data = NDArray(pointer.pointer.v)
    } else {
      data = try call.array("data", dtype: .float64)
    }
    let vectors = try vocabulary?.matrix ?? call.array("vocab", dtype: .float64)
    return .array(try Vocabulary.similarity(data, vectors, normalize: try call.bool("normalize")))
  }

  // MARK: modules

  static let moduleTypes: [TypeObject] = [
    state, buffer, memory, bind, compare, associativeMemory, input, cortical, basalGanglia, thalamus,
  ]

  private static func row(
    _ name: String, _ summary: String, _ parameters: [Parameter], more: Bool = false,
    base: TypeObject = SpaModuleClass.base,
    make: @escaping (ReadyNetworks.Common) throws -> SpaModule
  ) -> TypeObject {
    ReadyNetworks.row(name, summary, parameters, module: "nengo.spa", base: base, more: more, make: make)
  }

  private static func vocabulary(_ common: ReadyNetworks.Common, _ name: String = "vocab") throws -> Vocabulary? {
    let value = common.call.value(name)
    if value.isNone { return nil }
    guard let vocabulary: Vocabulary = value.host() else {
      throw NengoError.validation(
        "Must be a Vocabulary (got type '\(value.typeName)')", attribute: name, owner: common.call.signature.name)
    }
    return vocabulary
  }

  private static func sizes(_ further: [Parameter]) -> [Parameter] {
    [
      .required("dimensions"), .optional("subdimensions", .int(16)), .optional("neurons_per_dimension", .int(50)),
    ] + further
  }

  private static let state: TypeObject = row(
    "State", "Holds a pointer, and keeps it if it has feedback.",
    sizes([.optional("feedback", .float(0)), .optional("feedback_synapse", .float(0.1)), .omittable("vocab")])
  ) {
    try SpaState(
      dimensions: try $0.int("dimensions"), subdimensions: try $0.int("subdimensions"),
      neuronsPerDimension: try $0.int("neurons_per_dimension"), feedback: try $0.call.optionalFloat("feedback"),
      feedbackSynapse: try $0.parameter("feedback_synapse"), vocabulary: try vocabulary($0), label: $0.label,
      seed: $0.seed, in: $0.context, addToContainer: $0.add)
  }

  private static let buffer: TypeObject = row(
    "Buffer", "Passes a pointer on.", sizes([.omittable("vocab"), .optional("direct", .bool(false))])
  ) {
    try SpaBuffer(
      dimensions: try $0.int("dimensions"), subdimensions: try $0.int("subdimensions"),
      neuronsPerDimension: try $0.int("neurons_per_dimension"), vocabulary: try vocabulary($0),
      isDirect: try $0.call.bool("direct"), label: $0.label, seed: $0.seed, in: $0.context, addToContainer: $0.add)
  }

  private static let memory: TypeObject = row(
    "Memory", "Keeps a pointer; with a time constant it forgets.",
    sizes([
      .optional("synapse", .float(0.01)), .omittable("vocab"), .omittable("tau"), .optional("direct", .bool(false)),
    ]), base: buffer
  ) {
    try SpaMemory(
      dimensions: try $0.int("dimensions"), subdimensions: try $0.int("subdimensions"),
      neuronsPerDimension: try $0.int("neurons_per_dimension"), synapse: try $0.real("synapse"),
      vocabulary: try vocabulary($0), tau: try $0.call.optionalFloat("tau"), isDirect: try $0.call.bool("direct"),
      label: $0.label, seed: $0.seed, in: $0.context, addToContainer: $0.add)
  }

  private static let bind: TypeObject = row(
    "Bind", "Binds two pointers to each other.",
    [
      .required("dimensions"), .omittable("vocab"), .optional("n_neurons", .int(200)),
      .optional("invert_a", .bool(false)), .optional("invert_b", .bool(false)), .optional("input_magnitude", .float(1)),
    ]
  ) {
    try SpaBind(
      dimensions: try $0.int("dimensions"), vocabulary: try vocabulary($0), neurons: try $0.int("n_neurons"),
      invertA: try $0.call.bool("invert_a"), invertB: try $0.call.bool("invert_b"),
      inputMagnitude: try $0.real("input_magnitude"), label: $0.label, seed: $0.seed, in: $0.context,
      addToContainer: $0.add)
  }

  private static let compare: TypeObject = row(
    "Compare", "Tells how much two pointers resemble each other.",
    [
      .required("dimensions"), .omittable("vocab"), .optional("neurons_per_multiply", .int(200)),
      .optional("input_magnitude", .float(1)),
    ]
  ) {
    try SpaCompare(
      dimensions: try $0.int("dimensions"), vocabulary: try vocabulary($0),
      neuronsPerMultiply: try $0.int("neurons_per_multiply"), inputMagnitude: try $0.real("input_magnitude"),
      label: $0.label, seed: $0.seed, in: $0.context, addToContainer: $0.add)
  }

  private static let associativeMemory: TypeObject = row(
    "AssociativeMemory", "Maps pointers to pointers.",
    [
      .required("input_vocab"), .omittable("output_vocab"), .omittable("input_keys"), .omittable("output_keys"),
      .omittable("default_output_key"), .optional("threshold", .float(0.3)), .optional("inhibitable", .bool(false)),
      .optional("wta_output", .bool(false)), .optional("wta_inhibit_scale", .float(3)),
      .optional("wta_synapse", .float(0.005)), .optional("threshold_output", .bool(false)),
    ]
  ) { common in
    var options = SpaAssociativeMemory.Options()
    options.defaultOutputKey = try common.call.optionalString("default_output_key")
    options.threshold = try common.doubles("threshold")
    options.isInhibitable = try common.call.bool("inhibitable")
    options.isWinnerTakeAll = try common.call.bool("wta_output")
    options.inhibitScale = try common.real("wta_inhibit_scale")
    options.inhibitSynapse = try common.parameter("wta_synapse")
    options.hasThresholdOutput = try common.call.bool("threshold_output")
    guard let input = try vocabulary(common, "input_vocab") else {
      throw NengoError.validation("Cannot be None", attribute: "input_vocab", owner: "AssociativeMemory")
    }
    return try SpaAssociativeMemory(
      input: input, output: try vocabulary(common, "output_vocab"), inputKeys: try keys(common, "input_keys"),
      outputKeys: try keys(common, "output_keys"), options: options, label: common.label, seed: common.seed,
      in: common.context, addToContainer: common.add)
  }

  private static func keys(_ common: ReadyNetworks.Common, _ name: String) throws -> [String]? {
    common.call.value(name).isNone
      ? nil : try common.call.elements(name).map { try common.call.interpreter.str($0) }
  }

  private static let input: TypeObject = row(
    "Input", "Gives pointers to other modules: texts, or functions of time that give texts.", [], more: true
  ) { common in
    let interpreter = common.call.interpreter
    let sources = try common.call.keywords.map { name, value -> (name: String, source: SpaInput.Source) in
      if let text = value.string { return (name, .constant(text)) }
      guard interpreter.isCallable(value) else {
        throw ScriptError(
          .typeError, "spa.Input: '\(name)' must be a text or a function of time, not \(value.typeName)")
      }
      return (
        name,
        .function(name: interpreter.functionName(value), identity: ScriptFunction(value)) {
          [unowned interpreter] time in
          let result = try interpreter.call(value, [.float(time)])
          guard let text = result.string else {
            throw ScriptError(.typeError, "the function of the input '\(name)' gave \(result.typeName), expected str")
          }
          return text
        }
      )
    }
    return try SpaInput(
      sources, label: common.label, seed: common.seed, in: common.context, addToContainer: common.add)
  }

  private static func actions(_ common: ReadyNetworks.Common) throws -> Actions {
    try common.call.host("actions", as: Actions.self, wanted: "Actions")
  }

  private static let cortical: TypeObject = row(
    "Cortical", "Performs actions without conditions all the time.",
    [.required("actions"), .optional("synapse", .float(0.01)), .optional("neurons_cconv", .int(200))]
  ) {
    try SpaCortical(
      try actions($0), synapse: try $0.parameter("synapse"), convolutionNeurons: try $0.int("neurons_cconv"),
      label: $0.label, seed: $0.seed, in: $0.context, addToContainer: $0.add)
  }

  private static let basalGanglia: TypeObject = row(
    "BasalGanglia", "Chooses the action whose condition holds best.",
    [.required("actions"), .optional("input_synapse", .float(0.002))]
  ) {
    try SpaBasalGanglia(
      try actions($0), inputSynapse: try $0.parameter("input_synapse"), label: $0.label, seed: $0.seed,
      in: $0.context, addToContainer: $0.add)
  }

  private static let thalamus: TypeObject = row(
    "Thalamus", "Performs the action that the basal ganglia chose.",
    [
      .required("bg"), .optional("neurons_action", .int(50)), .optional("threshold_action", .float(0.2)),
      .optional("mutual_inhibit", .float(1)), .optional("route_inhibit", .float(3)),
      .optional("synapse_inhibit", .float(0.008)), .optional("synapse_bg", .float(0.008)),
      .optional("synapse_direct", .float(0.01)), .optional("neurons_channel_dim", .int(50)),
      .optional("subdim_channel", .int(16)), .optional("synapse_channel", .float(0.01)),
      .optional("neurons_cconv", .int(200)), .optional("neurons_gate", .int(40)),
      .optional("threshold_gate", .float(0.3)), .optional("synapse_to_gate", .float(0.002)),
    ]
  ) { common in
    var settings = SpaThalamus.Settings()
    settings.neuronsPerAction = try common.int("neurons_action")
    settings.actionThreshold = try common.real("threshold_action")
    settings.mutualInhibition = try common.real("mutual_inhibit")
    settings.routeInhibition = try common.real("route_inhibit")
    settings.inhibitionSynapse = try common.parameter("synapse_inhibit")
    settings.basalGangliaSynapse = try common.parameter("synapse_bg")
    settings.directSynapse = try common.parameter("synapse_direct")
    settings.channelNeuronsPerDimension = try common.int("neurons_channel_dim")
    settings.channelSubdimensions = try common.int("subdim_channel")
    settings.channelSynapse = try common.parameter("synapse_channel")
    settings.convolutionNeurons = try common.int("neurons_cconv")
    settings.gateNeurons = try common.int("neurons_gate")
    settings.gateThreshold = try common.real("threshold_gate")
    settings.gateSynapse = try common.parameter("synapse_to_gate")
    return try SpaThalamus(
      try common.call.host("bg", as: SpaBasalGanglia.self, wanted: "BasalGanglia"), settings: settings,
      label: common.label, seed: common.seed, in: common.context, addToContainer: common.add)
  }
}

/// `nengo.spa.Actions`
extension Actions: HostObject {
  public var type: TypeObject { ActionsClass.type }
}

enum ActionsClass {
  static let type: TypeObject = TypeObject(
    "Actions", module: "nengo.spa", doc: "A list of actions: 'dot(state, A) --> state=B'.",
    constructor: Constructor([.variadic("args"), .keywords("kwargs")]) { call in
      let (texts, named) = try parts(call)
      return .object(Actions(texts, named: named))
    },
    methods: [
      Method("add", [.variadic("args"), .keywords("kwargs")], summary: "Add actions.") { (actions: Actions, call) in
        let (texts, named) = try parts(call)
        actions.add(texts, named: named)
        return .none
      }
    ],
    properties: [
      Property("count", doc: "Number of actions.") { (actions: Actions, _) in .int(actions.count) },
      Property("args", doc: "Actions without names.") { (actions: Actions, _) in
        .newTuple(actions.texts.map { .string($0) })
      },
      Property("kwargs", doc: "Named actions.") { (actions: Actions, _) in
        .dict(DictObject(actions.named.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
      },
    ])

  private static func parts(_ call: Call) throws -> ([String], [String: String]) {
    func text(_ value: Value) throws -> String {
      guard let text = value.string else { throw ScriptError(.typeError, "actions are texts, not \(value.typeName)") }
      return text
    }
    let named = try call.keywords.map { ($0.name, try text($0.value)) }
    return (try call.variadic.map(text), Dictionary(named) { $1 })
  }
}
