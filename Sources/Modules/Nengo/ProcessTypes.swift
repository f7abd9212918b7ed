import Arrays
import Language
import Model

/// The classes of `nengo.processes`, and what processes and synapses share.
enum ProcessTypes {
  static let base: TypeObject = TypeObject(
    "Process", module: "nengo.base", base: .frozenObject, doc: "Something that produces a signal step by step.",
    subclassing: .allowed, constructor: ScriptParts.process(ProcessTypes.base), methods: methods,
    properties: [
      .of((any Process).self, "default_size_in", "Values taken where nothing else says so.") { .int($0.defaultSizeIn) },
      .of((any Process).self, "default_size_out", "Values given where nothing else says so.") {
        .int($0.defaultSizeOut)
      },
      .of((any Process).self, "default_dt", "Seconds per step where nothing else says so.") { .float($0.defaultDt) },
      .of((any Process).self, "seed", "The seed of every use; None draws one per use.") {
        $0.seed.map { .int(Int($0)) } ?? .none
      },
    ])

  private static var running: [Parameter] {
    [.omittable("d"), .omittable("dt"), .omittable("rng", shown: "numpy.random")]
  }

  private static var methods: [Method] {
    [
      .of((any Process).self, "run", [.required("t")] + running, "The output of t seconds without input.") {
        process, call in
        .array(
          try process.run(
            try call.real("t"), d: try call.optionalInt("d"), dt: try call.optionalFloat("dt"),
            rng: try call.stream("rng")))
      },
      .of((any Process).self, "run_steps", [.required("n_steps")] + running, "The output of some steps without input.")
      {
        process, call in
        .array(
          try process.runSteps(
            try call.int("n_steps"), d: try call.optionalInt("d"), dt: try call.optionalFloat("dt"),
            rng: try call.stream("rng")))
      },
      .of((any Process).self, "apply", [.required("x")] + running, "The output for an input, one row per step.") {
        process, call in
        let x = try NDArray(from: call.value("x"), dtype: .float64, call.interpreter)
        return .array(
          try process.apply(
            x, d: try call.optionalInt("d"), dt: try call.optionalFloat("dt"), rng: try call.stream("rng")))
      },
      .of((any Process).self, "trange", [.required("t"), .omittable("dt")], "The times of the steps in t seconds.") {
        process, call in .array(try process.trange(try call.real("t"), dt: try call.optionalFloat("dt")))
      },
      .of((any Process).self, "ntrange", [.required("n_steps"), .omittable("dt")], "The times of some steps.") {
        process, call in .array(try process.ntrange(try call.int("n_steps"), dt: try call.optionalFloat("dt")))
      },
    ] + ProcessMethods.all
  }

  /// The keyword arguments of sources; those whose values have a size of their own take no default for it.
  private static func settings(sized: Bool) -> [ComponentParameter] {
    let size = ComponentParameter("default_size_out", .int(1), "values given where nothing else says so")
    let others = [
      ComponentParameter("default_dt", .float(0.001), "seconds per step where nothing else says so"),
      ComponentParameter("seed", .none, "makes every use the same"),
    ]
    return ((sized ? [] : [size]) + others).map(\.byName)
  }

  private static func row(
    _ name: String, _ summary: String, _ parameters: [ComponentParameter], sized: Bool = false,
    properties: [Property] = [], make: @escaping (ComponentCall) throws -> any FrozenObject
  ) -> TypeObject {
    ComponentRow(
      name, "nengo.processes", base, summary, parameters + settings(sized: sized), properties: properties, make: make
    ).type
  }

  private static func dist() -> ComponentParameter {
    ComponentParameter("dist", Gaussian.standard, "where values come from")
  }
  private static func scale() -> ComponentParameter { ComponentParameter("scale", .bool(true), "scale by 1/sqrt(dt)") }

  static let all: [TypeObject] = [
    row("WhiteNoise", "Noise of equal power at all frequencies.", [dist(), scale()]) {
      try WhiteNoise(
        dist: try $0.distribution("dist"), scale: try $0.bool("scale"), defaults: try $0.processDefaults())
    },
    row(
      "FilteredNoise", "Filtered white noise.",
      [ComponentParameter("synapse", Lowpass.standard, "the filter"), dist(), scale()]
    ) {
      guard let synapse = try $0.optionalSynapse("synapse") else {
        throw $0.error("Cannot be None (parameter is not optional)", "synapse")
      }
      return try FilteredNoise(
        synapse: synapse, dist: try $0.distribution("dist"), scale: try $0.bool("scale"),
        defaults: try $0.processDefaults())
    },
    row(
      "BrownNoise", "Summed white noise.", [dist()],
      properties: [
        .of(BrownNoise.self, "synapse", "The sum, as a filter.") { .component($0.synapse) },
        .of(BrownNoise.self, "scale", "Whether noise is scaled by 1/sqrt(dt).") { _ in .bool(true) },
      ]
    ) {
      try BrownNoise(dist: try $0.distribution("dist"), defaults: try $0.processDefaults())
    },
    row(
      "WhiteSignal", "A repeating signal of equal power up to a frequency.",
      [
        ComponentParameter("period", "seconds until it repeats"),
        ComponentParameter("high", "the greatest frequency, Hz"),
        ComponentParameter("rms", .float(0.5), "root mean square power"),
        ComponentParameter("y0", .none, "the value to start near"),
      ]
    ) {
      try WhiteSignal(
        period: try $0.number("period"), high: try $0.number("high"), rms: try $0.number("rms"),
        y0: try $0.optionalNumber("y0"), defaults: try $0.processDefaults())
    },
    row(
      "PresentInput", "Rows of an array, one after the other.",
      [
        ComponentParameter("inputs", "one row per presentation"),
        ComponentParameter("presentation_time", "seconds per row"),
      ], sized: true
    ) {
      try PresentInput(
        inputs: try $0.array("inputs"), presentationTime: try $0.number("presentation_time"),
        defaults: try $0.processDefaults())
    },
    row(
      "Piecewise", "A signal given by its values at some times.",
      [
        ComponentParameter("data", "a dict from times to values or functions of time"),
        ComponentParameter(
          "interpolation", .string("zero"), "'zero', 'linear', 'nearest', 'slinear', 'quadratic' or 'cubic'"),
      ], sized: true,
      properties: [
        Property("data", doc: "Times, and values or functions of time.") { (host: FrozenHost, interpreter) in
          let dict = DictObject()
          for (time, value) in (host.component as? Piecewise)?.data ?? [] {
            try dict.setValue(shown(value), for: Value(ArgumentValue.number(time)), interpreter)
          }
          return .dict(dict)
        }
      ]
    ) { call in
      let points = try points(call)
      do {
        return try Piecewise(
          data: points, interpolation: try call.choice("interpolation"), defaults: try call.processDefaults())
      } catch let error as ScriptError where error.isInstance(of: .exception) {
        // Functions are called once to see the size of their values.
        throw call.error("callables should return numerical constants (\(error.exception.type.name))", "data")
      }
    },
  ]

  private static func shown(_ value: Piecewise.Value) -> Value {
    switch value {
    case .array(let array): .array(array)
    case .function(let function): (function.identity as? ScriptFunction)?.value ?? .none
    }
  }

  private static func points(_ call: ComponentCall) throws -> [(time: Number, value: Piecewise.Value)] {
    guard case .dict(let dict) = try call.value("data") else { throw call.error("Must be a dictionary", "data") }
    return try dict.items.map { key, value in
      guard let time = try call.interpreter.optionalFloat(key), key.string == nil else {
        throw call.error("Keys must be times (floats or ints), not '\(try call.interpreter.str(key))'", "data")
      }
      let number = try call.interpreter.optionalIndex(key).map { Number($0) } ?? Number(time)
      if case .object = value, value.ndarray == nil, call.interpreter.isCallable(value) {
        return (number, .function(call.interpreter.vectorFunction(value)))
      }
      let array = try NDArray(from: value, call.interpreter)
      guard !array.dtype.isText else { throw call.error("Values must be numbers, arrays or functions", "data") }
      return (number, .array(try array.reshaped([array.size])))
    }
  }
}
