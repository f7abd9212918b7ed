import Arrays
import Language

/// A seeded random stream as scripts see it: `np.random.RandomState(0)`.
public final class RandomObject: HostObject {
  public let state: RandomState
  public init(_ state: RandomState) { self.state = state }
  public var type: TypeObject { Self.typeObject }

  static let typeObject = TypeObject(
    "RandomState", module: "numpy.random.mtrand",
    doc: "A stream of random numbers of its own (the Mersenne Twister MT19937).", namedWithModule: true,
    constructor: Constructor([.optional("seed", .none, "0 to 2**32 - 1, or a list; None takes entropy")]) { call in
      let stream = RandomObject(RandomState(seed: 0))
      try stream.seed(call)
      return .object(stream)
    },
    methods: methods)

  /// Seeds from the argument `seed`.
  fileprivate func seed(_ call: Call) throws {
    let value = call.value("seed")
    if value.isNone { return state.seedFromEntropy() }
    func word(_ value: Int) throws -> UInt32 {
      guard let word = UInt32(exactly: value) else {
        throw ScriptError(.valueError, "Seed must be between 0 and 2**32 - 1")
      }
      return word
    }
    if let number = try call.interpreter.optionalIndex(value) { return state.seed(try word(number)) }
    if case .big = value { throw ScriptError(.valueError, "Seed must be between 0 and 2**32 - 1") }
    let words = try call.array("seed")
    guard words.dtype.isInteger || words.size == 0 else {
      throw ScriptError(
        .typeError,
        "Cannot cast array data from dtype('\(words.dtype.description)') to dtype('int64') according to the rule 'safe'"
      )
    }
    guard words.size > 0 else { throw ScriptError(.valueError, "Seed must be non-empty") }
    state.seed(list: try words.ints.map(word))
  }
}

/// The state of a stream, opaque to scripts.
private final class SnapshotObject: HostObject {
  static let typeObject = TypeObject("random state", module: "numpy.random")
  var type: TypeObject { Self.typeObject }
  let snapshot: RandomState.Snapshot
  init(_ snapshot: RandomState.Snapshot) { self.snapshot = snapshot }
}

extension RandomObject {
  private static var size: Parameter {
    .optional("size", .none, "shape of the result; None gives one number", type: "int | tuple")
  }

  /// One number as Python's own, else an array.
  private static func drawn(_ array: NDArray) -> Value { array.ndim == 0 ? .python(array) : .array(array) }

  /// A distribution: its parameters with their defaults (nil: required), and how an array of draws is made.
  private static func distribution(
    _ name: String, _ parameters: [(name: String, value: Double?)], _ summary: String,
    _ draw: @escaping @Sendable (RandomState, [NDArray], [Int]?) throws -> NDArray
  ) -> Method {
    let declared = parameters.map { parameter -> Parameter in
      parameter.value.map { .optional(parameter.name, .float($0), "number or array", type: "array_like") }
        ?? .required(parameter.name, "number or array", type: "array_like")
    }
    return Method(name, declared + [size], summary: summary) { (self: RandomObject, call) in
      let arrays = try parameters.map { try call.array($0.name, dtype: .float64) }
      return drawn(try draw(self.state, arrays, call.optionalShape("size")))
    }
  }

  /// A state: what `get_state` gave, or `("MT19937", key, position, has_gauss, cached_gaussian)`.
  private static func snapshot(_ call: Call) throws -> RandomState.Snapshot {
    guard case .tuple(let tuple) = call.value("state") else {
      return try call.host("state", as: SnapshotObject.self, wanted: "a state from get_state").snapshot
    }
    let parts = tuple.elements
    guard parts.count == 3 || parts.count == 5, parts[0].string == "MT19937" else {
      throw ScriptError(.valueError, "set_state: state must be ('MT19937', key, position, has_gauss, cached_gaussian)")
    }
    let key = try NDArray(from: parts[1], call.interpreter).ints.map { word in
      guard let word = UInt32(exactly: word) else {
        throw ScriptError(.valueError, "set_state: the words of the key must be between 0 and 2**32 - 1, got \(word)")
      }
      return word
    }
    let hasSpare = try parts.count == 5 && call.interpreter.index(parts[3]) != 0
    return RandomState.Snapshot(
      key: key, position: try call.interpreter.index(parts[2]),
      spareNormal: hasSpare ? try call.interpreter.optionalFloat(parts[4]) : nil)
  }

  static var methods: [Method] {
    [
      Method(
        "seed", [.optional("seed", .none, "0 to 2**32 - 1, or a list; None takes entropy")],
        summary: "Starts the stream anew."
      ) { (self: RandomObject, call) in
        try self.seed(call)
        return .none
      },
      distribution("random_sample", [], "Numbers in 0 to 1, equally likely.") { try $0.randomSample(size: $2) },
      distribution("random", [], "Numbers in 0 to 1, equally likely.") { try $0.randomSample(size: $2) },
      distribution("ranf", [], "Numbers in 0 to 1, equally likely.") { try $0.randomSample(size: $2) },
      distribution("sample", [], "Numbers in 0 to 1, equally likely.") { try $0.randomSample(size: $2) },
      Method("rand", [.variadic("shape", "extents of the axes")], summary: "Numbers in 0 to 1, equally likely.") {
        (self: RandomObject, call) in drawn(try self.state.randomSample(size: extents(call)))
      },
      Method("randn", [.variadic("shape", "extents of the axes")], summary: "Normal numbers, mean 0, deviation 1.") {
        (self: RandomObject, call) in drawn(try self.state.standardNormal(size: extents(call)))
      },
      distribution("standard_normal", [], "Normal numbers, mean 0, deviation 1.") { try $0.standardNormal(size: $2) },
      distribution("uniform", [("low", 0), ("high", 1)], "Numbers between two bounds, equally likely.") {
        try $0.uniform(low: $1[0], high: $1[1], size: $2)
      },
      distribution("normal", [("loc", 0), ("scale", 1)], "Normal numbers.") {
        try $0.normal(loc: $1[0], scale: $1[1], size: $2)
      },
      distribution("lognormal", [("mean", 0), ("sigma", 1)], "Numbers whose logarithms are normal.") {
        try $0.lognormal(mean: $1[0], sigma: $1[1], size: $2)
      },
      distribution("exponential", [("scale", 1)], "Exponential numbers with a mean.") {
        try $0.exponential(scale: $1[0], size: $2)
      },
      distribution("standard_exponential", [], "Exponential numbers with mean 1.") {
        try $0.exponential(scale: NDArray(scalar: 1.0), size: $2)
      },
      distribution("laplace", [("loc", 0), ("scale", 1)], "Laplace's double exponential numbers.") {
        try $0.laplace(loc: $1[0], scale: $1[1], size: $2)
      },
      distribution("gamma", [("shape", nil), ("scale", 1)], "Gamma numbers.") {
        try $0.gamma(shape: $1[0], scale: $1[1], size: $2)
      },
      distribution("standard_gamma", [("shape", nil)], "Gamma numbers with scale 1.") {
        try $0.gamma(shape: $1[0], scale: NDArray(scalar: 1.0), size: $2)
      },
      distribution("beta", [("a", nil), ("b", nil)], "Beta numbers.") { try $0.beta(a: $1[0], b: $1[1], size: $2) },
      distribution("poisson", [("lam", 1)], "Poisson counts.") { try $0.poisson(mean: $1[0], size: $2) },
      distribution("binomial", [("n", nil), ("p", nil)], "Binomial counts.") {
        try $0.binomial(trials: $1[0], probability: $1[1], size: $2)
      },
      Method(
        "randint",
        [
          .required("low", "least integer; the bound if high is None"),
          .optional("high", .none, "bound, itself left out"),
          size, .optional("dtype", .object(TypeObject.int), "type of the integers"),
        ], summary: "Whole numbers, equally likely."
      ) { (self: RandomObject, call) in try integers(self.state, call) },
      Method(
        "permutation", [.required("x", "a count, or an array whose rows are put in random order")],
        summary: "A random order."
      ) { (self: RandomObject, call) in
        if let count = try call.interpreter.optionalIndex(call.value("x")) {
          return .array(try self.state.permutation(below: count))
        }
        let array = try call.array("x")
        if array.ndim == 1 { return .array(try self.state.permutation(array)) }
        guard array.ndim > 0 else { throw ScriptError(.indexError, "x must be an integer or at least 1-dimensional") }
        return .array(try array.taking(self.state.permutation(array.shape[0]), axis: 0))
      },
      Method("shuffle", [.required("x", "an array or a list")], summary: "Puts the rows in random order, in place.") {
        (self: RandomObject, call) in
        switch call.value("x") {
        case .list(let list): self.state.shuffle(count: list.elements.count) { list.elements.swapAt($0, $1) }
        case let value:
          guard let array = value.ndarray else {
            throw ScriptError(.typeError, "'\(value.typeName)' object does not support item assignment")
          }
          try self.state.shuffle(array)
        }
        return .none
      },
      Method(
        "choice",
        [
          .required("a", "a vector, or a count of whole numbers"), size,
          .optional("replace", .bool(true), "whether an element may be drawn more than once"),
          .optional("p", .none, "probabilities of the elements"),
        ], summary: "Elements drawn at random."
      ) { (self: RandomObject, call) in try choice(self.state, call) },
      Method("get_state", [.optional("legacy", .bool(true), "accepted")], summary: "The state of the stream.") {
        (self: RandomObject, _) in .object(SnapshotObject(self.state.snapshot()))
      },
      Method("set_state", [.required("state", "what get_state gave")], summary: "Puts the stream into a state.") {
        (self: RandomObject, call) in
        try self.state.restore(try snapshot(call))
        return .none
      },
    ]
  }

  /// nil for no extents: one number.
  private static func extents(_ call: Call) throws -> [Int]? {
    call.variadic.isEmpty ? nil : try call.variadic.map { try call.interpreter.index($0) }
  }

  private static func integers(_ state: RandomState, _ call: Call) throws -> Value {
    let isDefault =
      if case .object(let type as TypeObject) = call.value("dtype") { type === TypeObject.int } else { false }
    let dtype = try call.dtype(default: .int64)
    var (low, high) = (try whole(call, "low"), try call.value("high").isNone ? nil : whole(call, "high"))
    if high == nil { (low, high) = (NDArray(scalar: 0), low) }
    let result = try state.integers(
      low: low, high: high ?? low, size: call.optionalShape("size"), dtype: dtype)
    if result.ndim > 0 { return .array(result) }
    return isDefault || dtype == .bool ? .python(result) : .element(result)
  }

  /// Bounds of whole numbers; floats are cut.
  private static func whole(_ call: Call, _ name: String) throws -> NDArray {
    if case .big = call.value(name) { throw ScriptError(.valueError, "\(name) is out of bounds for int64") }
    return try call.array(name, dtype: .int64)
  }

  private static func choice(_ state: RandomState, _ call: Call) throws -> Value {
    let population: NDArray?
    let count: Int
    if let number = try call.interpreter.optionalIndex(call.value("a")) {
      (population, count) = (nil, number)
      guard number > 0 else { throw ScriptError(.valueError, "a must be greater than 0 unless no samples are taken") }
    } else {
      let array = try call.array("a")
      guard array.ndim == 1 else { throw ScriptError(.valueError, "a must be 1-dimensional") }
      (population, count) = (array, array.size)
      guard count > 0 else { throw ScriptError(.valueError, "'a' cannot be empty unless no samples are taken") }
    }
    let picks = try state.choice(
      population: count, size: call.optionalShape("size"), replace: call.bool("replace"),
      probabilities: call.optionalArray("p", dtype: .float64))
    guard let population else { return drawn(picks) }
    let result = try population.indexed([.array(picks)])
    return .result(result)
  }
}

// MARK: the module

extension NumPy {
  /// `numpy.random`, whose functions draw from one hidden stream.
  static func makeRandomModule(_ state: NumPyState) -> ModuleObject {
    ModuleObject("numpy.random", doc: "Random numbers from one hidden stream, and streams of their own.") { module in
      module.define(RandomObject.typeObject)
      for method in RandomObject.methods {
        let function = BuiltinFunction(
          method.name, module: "numpy.random", method.parameters, summary: method.summary
        ) { call in try method.body(.object(state.random), call) }
        module.define(function)
      }
      module.refuse(
        "default_rng", "Generator", "SeedSequence", "MT19937", "PCG64", note: "use np.random.RandomState(seed)")
      module.refuse(
        "multivariate_normal", "dirichlet", "geometric", "triangular", "chisquare", "bytes", "random_integers",
        "multinomial",
        "standard_t", "standard_cauchy", "weibull", "pareto", "power", "rayleigh", "vonmises", "zipf", "f", "gumbel",
        "hypergeometric", "logistic", "logseries", "negative_binomial", "noncentral_chisquare", "noncentral_f", "wald")
    }
  }
}
