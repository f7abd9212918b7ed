import Arrays
import Language
import Model

/// The classes of `nengo.dists`.
enum DistributionTypes {
  static let base: TypeObject = TypeObject(
    "Distribution", module: "nengo.dists", base: .frozenObject, doc: "Where sampled parameters come from.",
    subclassing: .allowed, constructor: ScriptParts.distribution(DistributionTypes.base),
    methods: [
      .of(
        (any Distribution).self, "sample", [.required("n"), .omittable("d"), .omittable("rng", shown: "numpy.random")],
        "Draw n values, or n rows of d."
      ) { distribution, call in
        let count = try call.int("n")
        guard count >= 0 else { throw ScriptError(.valueError, "negative dimensions are not allowed") }
        return .array(try distribution.sample(count, try call.optionalInt("d"), try call.stream("rng")))
      }
    ])

  private static func row(
    _ name: String, _ summary: String, _ parameters: [ComponentParameter] = [], methods: [Method] = [],
    properties: [Property] = [],
    base: TypeObject = DistributionTypes.base, make: @escaping (ComponentCall) throws -> any FrozenObject
  ) -> TypeObject {
    ComponentRow(name, "nengo.dists", base, summary, parameters, methods: methods, properties: properties, make: make)
      .type
  }

  /// Values of the distribution's functions, elementwise.
  private static var functions: [Method] {
    func function(
      _ name: String, _ summary: String, _ apply: @escaping (any ContinuousDistribution, Double) -> Double
    ) -> Method {
      .of((any ContinuousDistribution).self, name, [.required("x")], summary) { distribution, call in
        let x = try NDArray(from: call.value("x"), dtype: .float64, call.interpreter)
        return .result(NDArray(x.doubles.map { apply(distribution, $0) }, shape: x.shape))
      }
    }
    return [
      function("cdf", "Probability of at most x.") { $0.cdf($1) },
      function("pdf", "Density at x.") { $0.pdf($1) },
      function("ppf", "The value that probability x stays below.") { $0.ppf($1) },
    ]
  }

  static let uniform = row(
    "Uniform", "Values between two bounds, all equally likely.",
    [
      ComponentParameter("low", "the least value"), ComponentParameter("high", "the bound above"),
      ComponentParameter("integer", .bool(false), "integers only"),
    ]
  ) { Uniform(try $0.number("low"), try $0.number("high"), integer: try $0.bool("integer")) }

  static let sqrtBeta = row(
    "SqrtBeta", "Square roots of values of a beta distribution.",
    [ComponentParameter("n", "one shape"), ComponentParameter("m", .int(1), "the other")], methods: functions
  ) { try SqrtBeta(n: try $0.int("n"), m: try $0.int("m")) }

  static let all: [TypeObject] = [
    base, uniform, sqrtBeta,
    row(
      "PDF", "A distribution given by points of its density.",
      [ComponentParameter("x", "values"), ComponentParameter("p", "their probabilities")]
    ) { try PDF(x: try $0.array("x"), p: try $0.array("p")) },
    row(
      "Gaussian", "Normal values.",
      [ComponentParameter("mean", "the mean"), ComponentParameter("std", "the standard deviation")]
    ) { try Gaussian(mean: try $0.number("mean"), std: try $0.number("std")) },
    row(
      "Exponential", "Exponential values, shifted and clipped.",
      [
        ComponentParameter("scale", "the mean before the shift"), ComponentParameter("shift", .float(0), "added"),
        ComponentParameter("high", .float(.infinity), "the bound above"),
      ]
    ) { try Exponential(scale: try $0.number("scale"), shift: try $0.number("shift"), high: try $0.number("high")) },
    row(
      "UniformHypersphere", "Points in a ball or on its surface.",
      [
        ComponentParameter("surface", .bool(false), "on the surface only"),
        ComponentParameter("min_magnitude", .int(0), "the least distance from the centre"),
      ]
    ) { try UniformHypersphere(surface: try $0.bool("surface"), minMagnitude: try $0.number("min_magnitude")) },
    row("QuasirandomSequence", "Points spread more evenly than random ones.") { _ in QuasirandomSequence() },
    row(
      "ScatteredHypersphere", "Evenly spread points in a ball or on its surface.",
      [
        ComponentParameter("surface", .bool(false), "on the surface only"),
        ComponentParameter("min_magnitude", .int(0), "the least distance from the centre"),
        ComponentParameter("base", QuasirandomSequence(), "what is mapped to the ball"),
        ComponentParameter("method", .string("sct-approx"), "how: 'sct-approx', 'sct' or 'tfww'"),
      ]
    ) {
      try ScatteredHypersphere(
        surface: try $0.bool("surface"), minMagnitude: try $0.number("min_magnitude"),
        base: try $0.distribution("base"),
        method: try $0.choice("method"))
    },
    row(
      "Choice", "One of several options.",
      [ComponentParameter("options", "the options"), ComponentParameter("weights", .none, "how likely each is")],
      properties: [.of(Choice.self, "dimensions", "Values of one option; 0 for plain numbers.") { .int($0.dimensions) }]
    ) { try Choice(try $0.array("options"), weights: try $0.optionalArray("weights")) },
    row("Samples", "Given samples.", [ComponentParameter("samples", "the samples")]) {
      // An array keeps its type, lists are numbers.
      try Samples(try $0.value("samples").ndarray ?? $0.array("samples"))
    },
    row(
      "SubvectorLength", "Lengths of parts of random unit vectors.",
      [ComponentParameter("dimensions", "of the vector"), ComponentParameter("subdimensions", .int(1), "of the part")],
      methods: functions,
      properties: [
        .of(SubvectorLength.self, "n", "One shape.") { .int($0.dimensions - $0.subdimensions) },
        .of(SubvectorLength.self, "m", "The other.") { .int($0.subdimensions) },
      ], base: sqrtBeta
    ) {
      try SubvectorLength(dimensions: try $0.int("dimensions"), subdimensions: try $0.int("subdimensions"))
    },
    row(
      "CosineSimilarity", "Dot products of random unit vectors.",
      [ComponentParameter("dimensions", "of the vectors")], methods: functions,
      properties: [
        .of(CosineSimilarity.self, "n", "One shape.") { .int($0.dimensions - 1) },
        .of(CosineSimilarity.self, "m", "The other.") { _ in .int(1) },
      ], base: sqrtBeta
    ) { try CosineSimilarity(dimensions: try $0.int("dimensions")) },
  ]
}

extension Call {
  /// A stream of random numbers: a `RandomState`, or numpy's hidden one for None, `numpy.random` and nothing.
  func stream(_ name: String) throws -> RandomState {
    let value = self.value(name)
    if let stream: RandomObject = value.host() { return stream.state }
    if case .object(let object) = value, object is ModuleObject { return try NengoSession.globalStream(interpreter) }
    guard value.isNone else {
      throw ScriptError(.typeError, "\(signature.name)() argument 'rng' must be RandomState, not \(value.typeName)")
    }
    return try NengoSession.globalStream(interpreter)
  }
}
