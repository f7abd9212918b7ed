import Arrays
import Language
import Model

/// The classes of `nengo.neurons`.
enum NeuronTypes {
  static let base: TypeObject = TypeObject(
    "NeuronType", module: "nengo.neurons", base: .frozenObject, doc: "How a population turns currents into output.",
    subclassing: .allowed, constructor: ScriptParts.neuronType(NeuronTypes.base), methods: methods,
    properties: [
      .of((any NeuronType).self, "negative", "Whether the output may be negative.") { .bool($0.negative) },
      .of((any NeuronType).self, "spiking", "Whether the output is spikes.") { .bool($0.spiking) },
      .of((any NeuronType).self, "probeable", "What can be probed on the neurons.") {
        .newTuple($0.probeable.map { .string($0) })
      },
      .of((any NeuronType).self, "state", "State variables with their initial values.") { type in
        .dict(DictObject(type.stateVariables.map { ($0.name, Value($0.initial.argument)) }))
      },
    ])

  private static var methods: [Method] {
    func vector(_ name: String, _ call: Call) throws -> [Double] {
      try NDArray(from: call.value(name), dtype: .float64, call.interpreter).doubles
    }
    func pair(_ first: [Double]?, _ second: [Double]?) -> Value {
      .newTuple([first.map { .array(NDArray($0)) } ?? .none, second.map { .array(NDArray($0)) } ?? .none])
    }
    return [
      .of((any NeuronType).self, "rates", [.required("x"), .required("gain"), .required("bias")], "Steady output.") {
        type, call in
        let x = try NDArray(from: call.value("x"), dtype: .float64, call.interpreter)
        if type is Direct { return .array(x.ndim == 0 ? try x.reshaped([1]) : x) }
        return .array(try type.rates(x, gain: try vector("gain", call), bias: try vector("bias", call)))
      },
      .of((any NeuronType).self, "current", [.required("x"), .required("gain"), .required("bias")], "Input currents.") {
        type, call in
        let x = try NDArray(from: call.value("x"), dtype: .float64, call.interpreter)
        return .array(try type.current(x, gain: try vector("gain", call), bias: try vector("bias", call)))
      },
      .of(
        (any NeuronType).self, "gain_bias", [.required("max_rates"), .required("intercepts")],
        "Gain and bias for given rates and intercepts."
      ) { type, call in
        let result = try type.gainBias(
          maxRates: try vector("max_rates", call), intercepts: try vector("intercepts", call))
        return pair(result?.gain, result?.bias)
      },
      .of(
        (any NeuronType).self, "max_rates_intercepts", [.required("gain"), .required("bias")],
        "Rates and intercepts for given gain and bias."
      ) { type, call in
        let result = try type.maxRatesIntercepts(gain: try vector("gain", call), bias: try vector("bias", call))
        return pair(result?.maxRates, result?.intercepts)
      },
      .of(
        (any NeuronType).self, "make_state",
        [.required("n_neurons"), .omittable("rng", shown: "numpy.random"), .omittable("dtype")], "Initial state arrays."
      ) { type, call in
        let stream = try call.stream("rng")
        let dtype = try call.dtype()
        var state = try zip(type.stateVariables, type.makeState(try call.int("n_neurons"), stream)).map {
          ($0.name, Value.array(try $1.astype(dtype)))
        }
        if type is StochasticSpiking || type is PoissonSpiking { state.append(("rng", .object(RandomObject(stream)))) }
        return .dict(DictObject(state))
      },
      step,
    ]
  }

  /// One step in place, for scripts that try out a neuron type by itself.
  private static var step: Method {
    .of(
      (any NeuronType).self, "step",
      [.required("dt"), .required("J"), .required("output"), .variadic("states"), .keywords("state")],
      "One step: writes the output and the state arrays in place."
    ) { type, call in
      let current = try NDArray(from: call.value("J"), dtype: .float64, call.interpreter).contiguous()
      guard let output = call.value("output").ndarray, output.size == current.size else {
        throw ScriptError(.valueError, "output must be an array of the size of J (\(current.size))")
      }
      let given = call.keywords
      let states = try type.stateVariables.enumerated().map { place, variable -> NDArray in
        let value =
          place < call.variadic.count
          ? call.variadic[place] : given.first { $0.name == variable.name }?.value
        guard let state = value?.ndarray, state.size == current.size
        else { throw ScriptError(.typeError, "step() needs the state '\(variable.name)', an array of \(current.size)") }
        return state
      }
      let copies = try (states + [output]).map { try $0.astype(.float64).copy() }
      var pointers: [UnsafeMutablePointer<Double>] = []
      defer { for pointer in pointers { pointer.deallocate() } }
      for copy in copies {
        let pointer = UnsafeMutablePointer<Double>.allocate(capacity: max(1, copy.size))
        pointer.initialize(from: copy.doubles, count: copy.size)
        pointers.append(pointer)
      }
      guard let target = pointers.last else { return .none }
      let stream: RandomObject? = given.first { $0.name == "rng" }?.value.host()
      let rng = try stream?.state ?? NengoSession.globalStream(call.interpreter)
      let input = current.doubles
      try input.withUnsafeBufferPointer { input in
        guard let start = input.baseAddress else { return }
        try type.step(
          dt: try call.float("dt"), current: start, output: target, state: Array(pointers.dropLast()),
          count: current.size, rng: rng)
      }
      for (array, pointer) in zip(states + [output], pointers) {
        let values = Array(UnsafeBufferPointer(start: pointer, count: array.size))
        try call.interpreter.setItem(.array(array), .ellipsis, to: .array(NDArray(values, shape: array.shape)))
      }
      return .none
    }
  }

  private static func row(
    _ name: String, _ summary: String, _ parameters: [ComponentParameter], base: TypeObject = NeuronTypes.base,
    standard: (any NeuronType)?, make: @escaping (ComponentCall) throws -> any FrozenObject
  ) -> TypeObject {
    let initial = ComponentParameter("initial_state", .none, "initial values of state variables")
    return ComponentRow(
      name, "nengo.neurons", base, summary, parameters + [initial], attributes: standard.map(attributes) ?? [],
      make: make
    ).type
  }

  /// What classes say of all their objects, as an object with default settings says it.
  private static func attributes(of standard: any NeuronType) -> [(String, Value)] {
    // The table of all classes is not there yet, so that the class of a distribution is looked up in its own list.
    func initial(_ value: Samplable) -> Value {
      guard case .distribution(let distribution) = value,
        let type = DistributionTypes.all.first(where: { $0.name == distribution.typeName })
      else { return Value(value.argument) }
      return .object(FrozenHost.make(distribution, type))
    }
    var attributes: [(String, Value)] = [
      ("state", .dict(DictObject(standard.stateVariables.map { ($0.name, initial($0.initial)) }))),
      ("spiking", .bool(standard.spiking)),
    ]
    if !(standard is any RatesToSpikes) { attributes.append(("negative", .bool(standard.negative))) }
    return attributes
  }

  // Parameters that several types share.
  private static func amplitude() -> ComponentParameter {
    ComponentParameter("amplitude", .int(1), "scale of the output")
  }
  private static func tauRC() -> ComponentParameter {
    ComponentParameter("tau_rc", .float(0.02), "membrane time constant, s")
  }
  private static func tauRef() -> ComponentParameter {
    ComponentParameter("tau_ref", .float(0.002), "refractory period, s")
  }
  private static func minVoltage() -> ComponentParameter {
    ComponentParameter("min_voltage", .int(0), "the least voltage")
  }
  private static func tauN() -> ComponentParameter {
    ComponentParameter("tau_n", .int(1), "time constant of the adaptation, s")
  }
  private static func incN() -> ComponentParameter { ComponentParameter("inc_n", .float(0.01), "adaptation per spike") }
  private static func squashRef() -> ComponentParameter {
    ComponentParameter("tau_ref", .float(0.0025), "inverse of the greatest rate, s")
  }

  static let direct = row("Direct", "No neurons: values pass unchanged.", [], standard: try? Direct()) {
    try Direct(initialState: try $0.initialState())
  }
  static let rectifiedLinear = row(
    "RectifiedLinear", "Rates in proportion to positive currents.", [amplitude()], standard: try? RectifiedLinear()
  ) {
    try RectifiedLinear(amplitude: try $0.number("amplitude"), initialState: try $0.initialState())
  }
  static let lifRate = row(
    "LIFRate", "Rates of leaky integrate-and-fire neurons.", [tauRC(), tauRef(), amplitude()], standard: try? LIFRate()
  ) {
    try LIFRate(
      tauRC: try $0.number("tau_rc"), tauRef: try $0.number("tau_ref"), amplitude: try $0.number("amplitude"),
      initialState: try $0.initialState())
  }
  static let lif = row(
    "LIF", "Spiking leaky integrate-and-fire neurons.", [tauRC(), tauRef(), minVoltage(), amplitude()], base: lifRate,
    standard: LIF.standard
  ) {
    try LIF(
      tauRC: try $0.number("tau_rc"), tauRef: try $0.number("tau_ref"), minVoltage: try $0.number("min_voltage"),
      amplitude: try $0.number("amplitude"), initialState: try $0.initialState())
  }
  static let ratesToSpikes = TypeObject(
    "RatesToSpikesNeuronType", module: "nengo.neurons", base: base, doc: "Spikes made from the output of a rate type.")

  private static func wrapper(
    _ name: String, _ summary: String, _ standard: (any NeuronType)?,
    _ make: @escaping (any NeuronType, Number, InitialState) throws -> any NeuronType
  ) -> TypeObject {
    row(
      name, summary,
      [
        ComponentParameter("base_type", "the rate type"),
        ComponentParameter("amplitude", .float(1), "scale of the output"),
      ],
      base: ratesToSpikes, standard: standard
    ) {
      try make(
        try $0.component("base_type", "NeuronType", as: (any NeuronType).self), try $0.number("amplitude"),
        try $0.initialState())
    }
  }

  static let all: [TypeObject] = [
    base, direct, rectifiedLinear, lifRate, lif, ratesToSpikes,
    row(
      "SpikingRectifiedLinear", "Spikes in proportion to positive currents.", [amplitude()], base: rectifiedLinear,
      standard: try? SpikingRectifiedLinear()
    ) {
      try SpikingRectifiedLinear(amplitude: try $0.number("amplitude"), initialState: try $0.initialState())
    },
    row("Sigmoid", "Rates by a logistic curve.", [squashRef()], standard: try? Sigmoid()) {
      try Sigmoid(tauRef: try $0.number("tau_ref"), initialState: try $0.initialState())
    },
    row("Tanh", "Rates by a hyperbolic tangent, negative ones too.", [squashRef()], standard: try? Tanh()) {
      try Tanh(tauRef: try $0.number("tau_ref"), initialState: try $0.initialState())
    },
    row(
      "AdaptiveLIFRate", "Rates of neurons that tire.", [tauN(), incN(), tauRC(), tauRef(), amplitude()], base: lifRate,
      standard: try? AdaptiveLIFRate()
    ) {
      try AdaptiveLIFRate(
        tauN: try $0.number("tau_n"), incN: try $0.number("inc_n"), tauRC: try $0.number("tau_rc"),
        tauRef: try $0.number("tau_ref"), amplitude: try $0.number("amplitude"), initialState: try $0.initialState())
    },
    row(
      "AdaptiveLIF", "Spiking neurons that tire.",
      [tauN(), incN(), tauRC(), tauRef(), minVoltage(), amplitude()], base: lif, standard: try? AdaptiveLIF()
    ) {
      try AdaptiveLIF(
        tauN: try $0.number("tau_n"), incN: try $0.number("inc_n"), tauRC: try $0.number("tau_rc"),
        tauRef: try $0.number("tau_ref"), minVoltage: try $0.number("min_voltage"),
        amplitude: try $0.number("amplitude"), initialState: try $0.initialState())
    },
    row(
      "Izhikevich", "Spiking neurons with a quadratic membrane and recovery.",
      [
        ComponentParameter("tau_recovery", .float(0.02), "time scale of the recovery"),
        ComponentParameter("coupling", .float(0.2), "of recovery to voltage"),
        ComponentParameter("reset_voltage", .float(-65), "voltage after a spike, mV"),
        ComponentParameter("reset_recovery", .float(8), "added to the recovery at a spike"),
      ], standard: try? Izhikevich()
    ) {
      try Izhikevich(
        tauRecovery: try $0.number("tau_recovery"), coupling: try $0.number("coupling"),
        resetVoltage: try $0.number("reset_voltage"), resetRecovery: try $0.number("reset_recovery"),
        initialState: try $0.initialState())
    },
    wrapper("RegularSpiking", "Regular spikes at the base type's rates.", try? RegularSpiking(LIFRate())) {
      try RegularSpiking($0, amplitude: $1, initialState: $2)
    },
    wrapper("StochasticSpiking", "Spikes at random, at the base type's rates.", try? StochasticSpiking(LIFRate())) {
      try StochasticSpiking($0, amplitude: $1, initialState: $2)
    },
    wrapper("PoissonSpiking", "Poisson spikes at the base type's rates.", try? PoissonSpiking(LIFRate())) {
      try PoissonSpiking($0, amplitude: $1, initialState: $2)
    },
  ]
}
