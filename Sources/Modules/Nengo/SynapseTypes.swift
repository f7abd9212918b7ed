import Arrays
import Language
import Model

/// The classes of `nengo.synapses`.
enum SynapseTypes {
  static let base: TypeObject = TypeObject(
    "Synapse", module: "nengo.synapses", base: ProcessTypes.base, doc: "A filter of values.", subclassing: .allowed,
    constructor: ScriptParts.process(SynapseTypes.base, (1, nil)),
    methods: [filter("filt", bothWays: false), filter("filtfilt", bothWays: true), ProcessMethods.synapseState])

  private static func filter(_ name: String, bothWays: Bool) -> Method {
    var parameters: [Parameter] = [
      .required("x"), .omittable("dt"), .optional("axis", .int(0)), .optional("y0", .int(0)),
      .optional("copy", .bool(true)),
    ]
    if !bothWays { parameters.append(.optional("filtfilt", .bool(false))) }
    return .of(
      (any Synapse).self, name, parameters,
      bothWays ? "Filter forward and backward, so that nothing is delayed." : "Filter along an axis."
    ) { synapse, call in
      let x = try NDArray(from: call.value("x"), call.interpreter)
      var isDouble = bothWays
      if !bothWays, try call.bool("filtfilt") { isDouble = true }
      let start = try call.value("y0").isNone ? nil : call.array("y0", dtype: .float64)
      let result = try synapse.filt(
        x, dt: try call.optionalFloat("dt"), axis: try call.int("axis"), y0: start, bothWays: isDouble)
      if try call.bool("copy") || x.dtype != .float64 || call.value("x").ndarray == nil { return .array(result) }
      // Without a copy the result takes the place of the input.
      try call.interpreter.setItem(call.value("x"), .ellipsis, to: .array(result))
      return call.value("x")
    }
  }

  private static var settings: [ComponentParameter] {
    [
      ComponentParameter("default_size_in", .int(1), "values taken where nothing else says so").byName,
      ComponentParameter("default_size_out", .none, "values given where nothing else says so").byName,
      ComponentParameter("default_dt", .float(0.001), "seconds per step where nothing else says so").byName,
      ComponentParameter("seed", .none, "makes every use the same").byName,
    ]
  }

  private static func row(
    _ name: String, _ summary: String, _ parameters: [ComponentParameter], base: TypeObject, methods: [Method] = [],
    properties: [Property] = [], make: @escaping (ComponentCall) throws -> any FrozenObject
  ) -> TypeObject {
    ComponentRow(
      name, "nengo.synapses", base, summary, parameters + settings, methods: methods, properties: properties, make: make
    ).type
  }

  static let linearFilter = row(
    "LinearFilter", "Any linear filter, given by its transfer function.",
    [
      ComponentParameter("num", "numerator, highest power first"),
      ComponentParameter("den", "denominator, highest power first"),
      ComponentParameter("analog", .bool(true), "coefficients of s, not of z"),
      ComponentParameter("method", .string("zoh"), "how it becomes discrete"),
    ], base: base,
    methods: [
      .of((any LinearSynapse).self, "combine", [.required("obj")], "The filter that does both, one after the other.") {
        synapse, call in
        let given = try call.interpreter.component(call.value("obj"))?.acting
        guard let other = given as? any LinearSynapse else {
          throw NengoError.validation("Can only combine with other LinearFilters", attribute: "obj")
        }
        return .component(try synapse.combine(other))
      },
      .of(
        (any LinearSynapse).self, "evaluate", [.required("frequencies", "hertz, or cycles per sample")],
        "The transfer function at some frequencies, as complex numbers."
      ) { synapse, call in
        let frequencies = try NDArray(from: call.value("frequencies"), dtype: .float64, call.interpreter)
        let values = synapse.evaluate(frequencies.doubles)
        return .object(
          ComplexObject(
            real: NDArray(values.map(\.re), shape: frequencies.shape),
            imaginary: NDArray(values.map(\.im), shape: frequencies.shape)))
      },
    ],
    properties: [
      .of((any LinearSynapse).self, "num", "Numerator.") { .array(NDArray($0.num)) },
      .of((any LinearSynapse).self, "den", "Denominator.") { .array(NDArray($0.den)) },
      .of((any LinearSynapse).self, "analog", "Whether coefficients are of s.") { .bool($0.analog) },
      .of((any LinearSynapse).self, "method", "How it becomes discrete.") { .string($0.method.rawValue) },
    ]
  ) {
    try LinearFilter(
      num: try coefficients($0, "num"), den: try coefficients($0, "den"), analog: try $0.bool("analog"),
      method: try method($0), defaults: try $0.processDefaults(.synapse))
  }

  /// One of the methods, in any case.
  private static func method(_ call: ComponentCall) throws -> DiscretisationMethod {
    let text = try call.string("method")
    guard let method = DiscretisationMethod(rawValue: text.lowercased()) else {
      let known = DiscretisationMethod.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      throw call.error("String '\(text)' must be one of [\(known)]", "method")
    }
    return method
  }

  private static func coefficients(_ call: ComponentCall, _ name: String) throws -> [Double] {
    let array = try call.array(name)
    guard array.ndim == 1 else { throw call.error("ndarray must be 1D (got \(array.ndim)D)", name) }
    return array.doubles
  }

  static let all: [TypeObject] = [
    base, linearFilter,
    row("Lowpass", "An exponential filter.", [ComponentParameter("tau", "time constant, s")], base: linearFilter) {
      try Lowpass(try $0.number("tau"), defaults: try $0.processDefaults(.synapse))
    },
    row(
      "Alpha", "Two exponential filters in a row.", [ComponentParameter("tau", "time constant, s")], base: linearFilter
    ) {
      try Alpha(try $0.number("tau"), defaults: try $0.processDefaults(.synapse))
    },
    row("Triangle", "A falling straight line.", [ComponentParameter("t", "its length, s")], base: base) {
      try Triangle(try $0.number("t"), defaults: try $0.processDefaults(.synapse))
    },
  ]
}
