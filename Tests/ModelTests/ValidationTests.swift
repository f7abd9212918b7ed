import Arrays
import Testing

@testable import Model

/// What is refused when it is described: the class, the place and the gist of each error.
@Suite struct ValidationTests {
  /// A network with one of each, open in its context.
  struct Setting {
    let context = ModelContext()
    let network: Network
    let a: Ensemble, b: Ensemble, direct: Ensemble
    let node: Node, passthrough: Node
    let connection: Connection, learned: Connection

    init() throws {
      network = try Network(seed: 1)
      try context.enter(network)
      a = try Ensemble(10, 2, ["label": "a"], in: context)
      b = try Ensemble(8, 2, in: context)
      direct = try Ensemble(5, 2, ["neuron_type": .frozen(try Direct())], in: context)
      node = try Node(.array(NDArray([1.0, 2.0])), in: context)
      passthrough = try Node(sizeIn: 2, in: context)
      connection = try Connection(.object(a.view), .object(b.view), in: context)
      learned = try Connection(
        .object(a.view), .object(b.view), ["learning_rule_type": .frozen(try PES())], in: context)
    }

    func ensemble(_ n: ParameterValue, _ d: ParameterValue, _ settings: [String: ParameterValue] = [:]) throws {
      _ = try Ensemble(n, d, settings, in: context)
    }

    func connect(_ pre: ObjectView, _ post: ObjectView, _ settings: [String: ParameterValue] = [:]) throws {
      _ = try Connection(.object(pre), .object(post), settings, in: context)
    }

    func probe(_ target: ParameterValue, _ settings: [String: ParameterValue] = [:]) throws {
      _ = try Probe(target, settings, in: context)
    }

    var counts: [Int] {
      [network.ensembles.count, network.nodes.count, network.connections.count, network.probes.count]
    }
  }

  private typealias Case = (prefix: String, gist: String, make: (Setting) throws -> Void)

  private func check(_ kind: NengoError.Kind, _ cases: [Case]) throws {
    for (prefix, gist, make) in cases {
      let setting = try Setting()
      let before = setting.counts
      do {
        try make(setting)
        Issue.record("\(prefix) (\(gist)) was accepted")
      } catch let error as NengoError {
        #expect(error.kind == kind, "\(error.message)")
        #expect(error.message.hasPrefix(prefix), "want \(prefix), got \(error.message)")
        #expect(gist.isEmpty || error.message.contains(gist), "want \(gist), got \(error.message)")
      }
      #expect(setting.counts == before, "\(prefix): something was added")
    }
  }

  private static func ones(_ shape: Int...) throws -> ParameterValue {
    .array(try NDArray(repeating: 1, shape: shape))
  }

  @Test func ensembles() throws {
    try check(
      .validation,
      [
        ("Ensemble.n_neurons: ", "greater than or equal to 1 (got 0)", { try $0.ensemble(0, 1) }),
        ("Ensemble.dimensions: ", "greater than or equal to 1", { try $0.ensemble(10, 0) }),
        ("Ensemble.n_neurons: ", "integer", { try $0.ensemble(10.0, 1) }),
        ("Ensemble.radius: ", "greater than", { try $0.ensemble(10, 1, ["radius": 0]) }),
        ("Ensemble.radius: ", "number", { try $0.ensemble(10, 1, ["radius": "wide"]) }),
        ("Ensemble.radius: ", "not optional", { try $0.ensemble(10, 1, ["radius": ParameterValue.none]) }),
        (
          "Ensemble.encoders: ", "shape[0] should be 10 (got 9)",
          {
            try $0.ensemble(10, 2, ["encoders": Self.ones(9, 2)])
          }
        ),
        (
          "Ensemble.encoders: ", "shape[1] should be 2 (got 1)",
          {
            try $0.ensemble(10, 2, ["encoders": Self.ones(10, 1)])
          }
        ),
        ("Ensemble.encoders: ", "", { try $0.ensemble(10, 2, ["encoders": "random"]) }),
        ("Ensemble.intercepts: ", "1D (got 0D)", { try $0.ensemble(10, 1, ["intercepts": 0.5]) }),
        ("Ensemble.max_rates: ", "shape[0]", { try $0.ensemble(10, 1, ["max_rates": Self.ones(2)]) }),
        ("Ensemble.seed: ", "", { try $0.ensemble(10, 1, ["seed": -1]) }),
        ("Ensemble.seed: ", "", { try $0.ensemble(10, 1, ["seed": 4_294_967_296]) }),
        ("Ensemble.seed: ", "", { try $0.ensemble(10, 1, ["seed": 1.5]) }),
        (
          "Ensemble.neuron_type: ", "'NeuronType' (got type 'str')",
          {
            try $0.ensemble(10, 1, ["neuron_type": "LIF"])
          }
        ),
        ("Ensemble.noise: ", "Process", { try $0.ensemble(10, 1, ["noise": 0.5]) }),
        ("Ensemble.normalize_encoders: ", "boolean", { try $0.ensemble(10, 1, ["normalize_encoders": 1]) }),
      ])
    try check(.type, [("Ensemble() got an unexpected", "colour", { try $0.ensemble(10, 1, ["colour": 1]) })])
  }

  @Test func nodes() throws {
    func node(_ output: ParameterValue, _ sizeIn: Int? = nil, _ sizeOut: Int? = nil) -> (Setting) throws -> Void {
      {
        _ = try Node(
          output, sizeIn: sizeIn.map { .int($0) } ?? .useDefault, sizeOut: sizeOut.map { .int($0) } ?? .useDefault,
          in: $0.context)
      }
    }
    let timeOnly = ParameterValue.function(.ofTime("f") { [$0] })
    let both = ParameterValue.function(.ofTimeAndVector("f") { $1 })
    let matrix = ParameterValue.function(VectorFunction("f") { _, _ in NDArray([1.0], shape: [1, 1]) })
    let vector = ParameterValue.array(NDArray([1.0, 2.0]))
    try check(
      .validation,
      [
        ("Node.output: ", "", node("text")),
        ("Node.output: ", "vector (got shape (2, 2))", node(try Self.ones(2, 2))),
        ("Node.output: ", "finite", node(.number(.infinity))),
        ("Node.output: ", "callable", node(vector, 1)),
        ("Node.output: ", "size_out (3)", node(vector, nil, 3)),
        ("Node.output: ", "exactly 1 argument", node(both)),
        ("Node.output: ", "exactly 2 arguments", node(timeOnly, 2)),
        ("Node.output: ", "vector", node(matrix)),
        ("Node.output: ", "", node(.frozen(LIF.standard))),
        ("Node.size_in: ", "", node(ParameterValue.none, -1)),
      ])
    let setting = try Setting()
    let error = #expect(throws: NengoError.self) { try Node(0.5, seed: 3, in: setting.context) }
    #expect(error?.kind == .notImplemented)
  }

  @Test func ends() throws {
    try check(
      .validation,
      [
        ("Connection.post: ", "", { _ = try Connection(.object($0.a.view), 7, in: $0.context) }),
        ("Connection.pre: ", "", { _ = try Connection("a", .object($0.a.view), in: $0.context) }),
        ("Connection.pre: ", "", { try $0.connect(ModelObject.connection($0.connection).view, $0.b.view) }),
        (
          "Connection.post: ", "learning_rule",
          { try $0.connect($0.a.view, ModelObject.connection($0.connection).view) }
        ),
        ("Connection.post: ", "", { try $0.connect($0.a.view, ModelObject.network($0.network).view) }),
        ("Connection.post: ", "size_in > 0", { try $0.connect($0.a.view, $0.node.view) }),
        (
          "Connection.pre: ", "size_out > 0",
          {
            try $0.connect(ModelObject.learningRule($0.learned.learningRules[0]).view, $0.b.view)
          }
        ),
        ("Connection.pre: ", "size_out > 0", { try $0.connect(ObjectView(.neurons($0.direct.neurons)), $0.b.view) }),
        ("Connection.pre: ", "size_out > 0", { try $0.connect(try $0.a.view.view(.list([])), $0.b.view) }),
      ])
    try check(.index, [("Invalid slice", "", { try $0.connect(try $0.a.view.view(.integer(2)), $0.b.view) })])
  }

  @Test func connections() throws {
    func between(_ settings: [String: ParameterValue]) -> (Setting) throws -> Void {
      { try $0.connect($0.a.view, $0.b.view, settings) }
    }
    func transform(_ value: ParameterValue) -> (Setting) throws -> Void { between(["transform": value]) }
    let three = ParameterValue.function(.ofVector("three") { $0 + [1] })
    let twoArguments = ParameterValue.function(VectorFunction("f", arity: .init(least: 2, most: 2)) { $1 })
    let points = try Self.ones(4, 2)
    try check(
      .validation,
      [
        (
          "Connection.transform: ", "size (2) not equal to connection output size (1)",
          {
            try $0.connect($0.a.view, try $0.b.view.view(.integer(0)))
          }
        ),
        ("init: ", "(3, 2)", transform(try Self.ones(3, 2))),
        (
          "Connection.transform: ", "repeated indices",
          {
            try $0.connect(try $0.a.view.view(.list([0, 0])), $0.b.view, ["transform": Self.ones(2, 2)])
          }
        ),
        ("Connection.transform: ", "", between(["function": three])),
        (
          "init: ", "",
          {
            try $0.connect($0.a.view, try $0.b.view.view(.integer(0)), ["transform": 2.0])
          }
        ),
        ("Connection.transform: ", "", transform("two")),
        ("Connection.function: ", "", between(["function": 3])),
        ("Connection.function: ", "single array", between(["function": twoArguments])),
        (
          "Connection.function: ", "",
          {
            try $0.connect(ObjectView(.neurons($0.a.neurons)), ObjectView(.neurons($0.b.neurons)), ["function": three])
          }
        ),
        (
          "Connection.function: ", "passthrough",
          { try $0.connect($0.passthrough.view, $0.b.view, ["function": three]) }
        ),
        ("Connection.function: ", "eval_points", between(["function": points])),
        ("Connection.function: ", "2D", between(["function": try Self.ones(4), "eval_points": points])),
        ("Connection.function: ", "(4 != 3)", between(["function": try Self.ones(3, 2), "eval_points": points])),
        (
          "Connection.eval_points: ", "'Node'",
          {
            try $0.connect($0.node.view, $0.b.view, ["eval_points": points])
          }
        ),
        (
          "Connection.eval_points: ", "",
          {
            try $0.connect(try $0.a.view.view(.integer(0)), try $0.b.view.view(.integer(0)), ["eval_points": points])
          }
        ),
        ("Lowpass.tau: ", "", between(["synapse": -1])),
        ("Connection.synapse: ", "", between(["synapse": "slow"])),
        ("Connection.solver: ", "", between(["solver": ParameterValue.none])),
      ])
  }

  @Test func learningRules() throws {
    let pes = ParameterValue.frozen(try PES()), bcm = ParameterValue.frozen(try BCM())
    let voja = ParameterValue.frozen(try Voja())
    func rule(_ rule: ParameterValue) -> [String: ParameterValue] { ["learning_rule_type": rule] }
    try check(
      .validation,
      [
        ("Connection.learning_rule_type: ", "", { try $0.connect($0.a.view, $0.b.view, rule("PES")) }),
        (
          "Connection.learning_rule_type: ", "ensembles or neurons",
          { try $0.connect($0.node.view, $0.b.view, rule(pes)) }
        ),
        ("Connection.learning_rule_type: ", "Direct", { try $0.connect($0.direct.view, $0.b.view, rule(pes)) }),
        (
          "Connection.learning_rule_type: ", "weights",
          {
            try $0.connect(
              try ObjectView(.neurons($0.b.neurons), .slice(start: 0, stop: 2, step: nil)), $0.a.view, rule(pes))
          }
        ),
        (
          "Connection.learning_rule_type: ", "connections to neurons",
          { try $0.connect($0.a.view, $0.b.view, rule(bcm)) }
        ),
        ("Connection.learning_rule_type: ", "", { try $0.connect($0.a.view, $0.passthrough.view, rule(voja)) }),
        ("Connection.learning_rule_type: ", "", { try $0.connect($0.a.view, $0.b.view, rule(.list([pes, "no"]))) }),
      ])
  }

  @Test func probes() throws {
    try check(
      .validation,
      [
        ("Probe.target: ", "Network", { try $0.probe(.object(ModelObject.network($0.network).view)) }),
        ("Probe.target: ", "int", { try $0.probe(5) }),
        ("Probe.target: ", "size_out > 0", { try $0.probe(.object(ObjectView(.neurons($0.direct.neurons)))) }),
        (
          "Probe.attr: ", "Probeable attributes: ['decoded_output', 'input', 'scaled_encoders']",
          {
            try $0.probe(.object($0.a.view), ["attr": "voltage"])
          }
        ),
        ("Probe.sample_every: ", "", { try $0.probe(.object($0.a.view), ["sample_every": 0]) }),
      ])
  }

  @Test func whatIsSetOnlyOnce() throws {
    let setting = try Setting()
    let context = setting.context
    for (object, name, value) in [
      (setting.a as NetworkObject, "n_neurons", 5 as ParameterValue),
      (setting.connection, "pre", .object(setting.b.view)),
    ] {
      let error = #expect(throws: NengoError.self) { try object.set(name, value, in: context) }
      #expect(error?.kind == .readonly)
      #expect(error?.message.contains("read-only") == true)
    }
    try setting.a.set("radius", 3, in: context)
    #expect(setting.a.radius == 3)
    let error = #expect(throws: NengoError.self) { try setting.a.set("radius", -3, in: context) }
    #expect(error?.kind == .validation)
    #expect(setting.a.radius == 3)
  }
}
