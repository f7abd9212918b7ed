import Arrays
import Glibc
import Model
import Testing

@testable import Build
@testable import Reference

/// Traces of learning rules in networks without random quantities.
@Suite struct LearningTests {
  private static let w0 = [[0.001, -0.002, 0.0015, 0.0005], [-0.001, 0.001, 0.002, -0.0025]]
  private static let wn = [[0.1, -0.2, 0.15, 0.05], [-0.1, 0.1, 0.2, -0.25], [0.3, 0, -0.1, 0.2]]

  /// u → pre, and what a case adds.
  private final class Setting {
    let sketch: Sketch
    let pre: Ensemble

    init() throws {
      sketch = try Sketch()
      let u = try sketch.node(.function(.ofTime("u") { [sin(2 * .pi * 20 * $0)] }))
      pre = try sketch.ensemble(
        4, 1,
        [
          "neuron_type": .frozen(try RectifiedLinear()), "gain": .vector([100, 150, 200, 120]),
          "bias": .vector([50, 80, 20, 60]), "encoders": .matrix([[1], [-1], [1], [-1]]),
        ])
      try sketch.connect(u.view, pre.view, ["synapse": .none])
    }

    func post(radius: Double = 1) throws -> Ensemble {
      try sketch.ensemble(
        3, 1,
        [
          "neuron_type": .frozen(try RectifiedLinear()), "gain": .vector([2, 1.5, 3]),
          "bias": .vector([30, 40, 10]), "encoders": .matrix([[1], [-1], [1]]), "radius": .number(radius),
        ])
    }

    func errorNode(_ body: @escaping (Double) -> [Double]) throws -> Node {
      try sketch.node(.function(.ofTime("err", body)))
    }

    func rule(_ connection: Connection, _ index: Int = 0) -> ObjectView {
      ObjectView(.learningRule(connection.learningRules[index]))
    }

    /// Probes of the rule's own signals by name.
    func ruleProbes(_ connection: Connection, _ names: [String]) throws -> [String: Probe] {
      try Dictionary(
        uniqueKeysWithValues: names.map { ($0, try sketch.probe(rule(connection), ["attr": .text($0)])) })
    }
  }

  private func check(_ name: String, _ setting: Setting, _ probes: [String: Probe]) throws {
    let want = try JSON.file("components-learning")[name]
    #expect(!want.isNull, "\(name)")
    #expect(Set(probes.keys) == Set(want["probes"].map.keys), "\(name)")
    let simulator = try setting.sketch.simulate(dt: want["dt"].double, steps: 30)
    for (field, probe) in probes {
      expectClose(
        simulator.data(probe)?.doubles ?? [], want["probes"][field].numbers, 1e-12, "\(name): \(field)")
    }
  }

  private func decoded(
    _ name: String, rules: [any LearningRuleType], errorSynapse: ParameterValue = .none, _ ruleFields: [String],
    withPost: Bool = true
  ) throws {
    let setting = try Setting()
    let sketch = setting.sketch
    let post = try sketch.node(sizeIn: 2)
    let error = try setting.errorNode { [0.5, -1 + 100 * $0] }
    let values = NDArray((0..<4).flatMap { i in Self.w0.map { $0[i] } }, shape: [4, 2])
    let types: [ParameterValue] = rules.map { .frozen($0) }
    let c = try sketch.connect(
      setting.pre.view, post.view,
      [
        "function": .function { _ in [0, 0] }, "solver": .frozen(try NoSolver(values: values)), "synapse": .none,
        "learning_rule_type": types.count == 1 ? types[0] : .list(types),
      ])
    for index in rules.indices {
      try sketch.connect(error.view, setting.rule(c, index), ["synapse": errorSynapse])
    }
    var probes: [String: Probe] = ["weights": try sketch.probe(c.view, ["attr": "weights"])]
    if withPost {
      probes["post"] = try sketch.probe(post.view)
      probes.merge(try setting.ruleProbes(c, ruleFields)) { $1 }
    } else {
      for index in rules.indices {
        probes["delta\(index)"] = try sketch.probe(setting.rule(c, index), ["attr": "delta"])
      }
    }
    try check(name, setting, probes)
  }

  @Test func errorsOfDecodedValues() throws {
    let pes = try PES(learningRate: 0.01), rls = try RLS(learningRate: 0.01)
    let fields = ["error", "activities", "delta"]
    try decoded("PES decoded", rules: [pes], fields)
    try decoded(
      "PES decoded pre_synapse=None, dt=0.002", rules: [try PES(learningRate: 0.01, preSynapse: nil)], fields)
    try decoded(
      "PES decoded, error through default Lowpass(0.005)", rules: [pes], errorSynapse: .useDefault, fields)
    try decoded("RLS decoded", rules: [rls], ["pre_filtered", "error", "delta", "inv_gamma"])
    try decoded("two rules [PES, RLS] on one connection", rules: [pes, rls], [], withPost: false)
  }

  @Test func errorsOfNeurons() throws {
    let setting = try Setting()
    let post = try setting.post()
    let error = try setting.errorNode { [0.5 - 100 * $0] }
    let c = try setting.sketch.connect(
      setting.pre.neurons.view, post.neurons.view,
      [
        "transform": .matrix(Self.wn), "learning_rule_type": .frozen(try PES(learningRate: 0.01)), "synapse": .none,
      ])
    try setting.sketch.connect(error.view, setting.rule(c), ["synapse": .none])
    try check("PES neurons->neurons", setting, try probes(setting, c, post, ["error", "activities", "delta"], true))
  }

  @Test func errorsOfFullWeights() throws {
    let setting = try Setting()
    let post = try setting.post(radius: 2)
    let error = try setting.errorNode { [0.5 - 100 * $0] }
    let values = NDArray([0.001, -0.002, 0.0015, 0.0005], shape: [4, 1])
    let c = try setting.sketch.connect(
      setting.pre.view, post.view,
      [
        "solver": .frozen(try NoSolver(values: values, weights: true)), "synapse": .none,
        "learning_rule_type": .frozen(try PES(learningRate: 0.01)),
      ])
    try setting.sketch.connect(error.view, setting.rule(c), ["synapse": .none])
    try check(
      "PES ensemble->ensemble with a weight solver", setting,
      try probes(setting, c, post, ["error", "activities", "delta"], true))
  }

  private func probes(
    _ setting: Setting, _ c: Connection, _ post: Ensemble, _ fields: [String], _ withInput: Bool
  ) throws -> [String: Probe] {
    var probes = try setting.ruleProbes(c, fields)
    probes["post"] = try setting.sketch.probe(post.neurons.view)
    probes["weights"] = try setting.sketch.probe(c.view, ["attr": "weights"])
    if withInput { probes["post_input"] = try setting.sketch.probe(post.neurons.view, ["attr": "input"]) }
    return probes
  }

  @Test func correlations() throws {
    let bcm = ["theta", "pre_filtered", "post_filtered", "delta"]
    let cases: [(String, any LearningRuleType, [String])] = [
      ("BCM", try BCM(learningRate: 1e-6), bcm),
      (
        "BCM post_synapse=0.01 theta_synapse=0.02",
        try BCM(
          learningRate: 1e-6, preSynapse: try Lowpass(0.003), postSynapse: .given(try Lowpass(0.01)),
          thetaSynapse: try Lowpass(0.02)), bcm
      ),
      ("BCM post_synapse=None", try BCM(learningRate: 1e-6, postSynapse: .given(nil)), bcm),
      ("Oja", try Oja(learningRate: 1e-5, beta: 0.5), ["pre_filtered", "post_filtered", "delta"]),
    ]
    for (name, rule, fields) in cases {
      let setting = try Setting()
      let post = try setting.post()
      let c = try setting.sketch.connect(
        setting.pre.neurons.view, post.neurons.view,
        ["transform": .matrix(Self.wn), "learning_rule_type": .frozen(rule), "synapse": 0.002])
      try check(name, setting, try probes(setting, c, post, fields, false))
    }
  }

  @Test(arguments: [false, true]) func encoders(withSignal: Bool) throws {
    let setting = try Setting()
    let sketch = setting.sketch
    let u = try setting.errorNode { [sin(2 * .pi * 20 * $0), 0.5] }
    let extra = try sketch.node(.vector([0.1, -0.2]))
    let post = try sketch.ensemble(
      3, 2,
      [
        "neuron_type": .frozen(try RectifiedLinear()), "gain": .vector([40, 50, 60]), "bias": .vector([30, 40, 10]),
        "encoders": .matrix([[1, 0], [0.6, 0.8], [-0.8, 0.6]]), "radius": 1.5,
      ])
    let c = try sketch.connect(
      u.view, post.view, ["synapse": .none, "learning_rule_type": .frozen(try Voja(learningRate: 0.05))])
    try sketch.connect(extra.view, post.view, ["synapse": .none])
    if withSignal {
      let s = try setting.errorNode { [-50 * $0] }
      try sketch.connect(s.view, setting.rule(c), ["synapse": .none])
    }
    var probes = try setting.ruleProbes(c, ["post_filtered", "scaled_encoders", "delta"])
    probes["post"] = try sketch.probe(post.neurons.view)
    probes["encoders"] = try sketch.probe(post.view, ["attr": "scaled_encoders"])
    probes["post_in"] = try sketch.probe(post.view, ["attr": "input"])
    try check(
      withSignal ? "Voja (learning signal t -> -50 t, unfiltered)" : "Voja (no learning signal)", setting, probes)
  }
}
