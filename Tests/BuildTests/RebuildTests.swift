import Arrays
import Model
import Testing

@testable import Build
@testable import Reference

/// Building a changed network on top of an earlier model, and going on with the simulator.
@Suite struct RebuildTests {
  private static var options: BuildOptions { BuildOptions(globalStream: RandomState(seed: 0)) }

  /// stimulus → a → b → a, with learning, noise and filters of all kinds.
  private struct Circuit {
    let sketch: Sketch
    let a: Ensemble
    let b: Ensemble
    let ab: Connection
    let p: Probe

    init() throws {
      sketch = try Sketch(seed: 3)
      let u = try sketch.node(.function(.ofTime("u") { [$0 * 3 - 0.4] }))
      let noise = try sketch.node(.frozen(try WhiteNoise()), sizeOut: 1)
      a = try sketch.ensemble(30, 1, ["noise": .frozen(try WhiteNoise())])
      b = try sketch.ensemble(20, 1, ["neuron_type": .frozen(try PoissonSpiking(try LIFRate()))])
      try sketch.connect(u.view, a.view, ["synapse": .frozen(try Alpha(0.01))])
      try sketch.connect(noise.view, a.view, ["transform": 0.01])
      ab = try sketch.connect(
        a.view, b.view,
        ["function": .function { [$0[0] * $0[0]] }, "learning_rule_type": .frozen(try PES(learningRate: 1e-3))])
      try sketch.connect(b.view, ModelObject.learningRule(ab.learningRules[0]).view)
      try sketch.connect(b.view, a.view, ["synapse": 0.1, "transform": 0.2])
      p = try sketch.probe(b.view, ["synapse": 0.02])
      _ = try sketch.probe(ab.view, ["attr": "weights", "sample_every": 0.002])
      _ = try sketch.probe(a.neurons.view, ["attr": "voltage"])
    }

    func simulate(_ steps: Int) throws -> ReferenceSimulator { try sketch.simulate(steps: steps) }
  }

  /// Everything that a simulator has recorded.
  private func recorded(_ simulator: ReferenceSimulator) -> [[Double]] {
    simulator.model.probes.map { simulator.data($0)?.doubles ?? [] }
  }

  @Test func unchangedIsUninterrupted() throws {
    let circuit = try Circuit()
    let whole = try circuit.simulate(60)
    let interrupted = try circuit.simulate(25)
    let report = try interrupted.rebuild(options: Self.options)
    #expect(report.objects(.kept).count == report.entries.count)
    #expect(report.tally == BuildTally(ensemblesSampled: 0, ensemblesReused: 2, solvesMade: 0, solvesReused: 4))
    try interrupted.runSteps(35)
    #expect(interrupted.stepCount == 60)
    #expect(recorded(interrupted) == recorded(whole))
  }

  @Test func addedObjectsShiftNobody() throws {
    let circuit = try Circuit()
    let plain = try circuit.simulate(60)
    let grown = try circuit.simulate(25)
    let before = grown.model.seeds
    let added = try circuit.sketch.ensemble(10, 1)
    let connection = try circuit.sketch.connect(circuit.a.view, added.view)
    let late = try circuit.sketch.probe(added.view)
    let report = try grown.rebuild(options: Self.options)
    #expect(report.objects(.added) == [.ensemble(added), .connection(connection), .probe(late)])
    #expect(report.tally.solvesMade == 2)
    for (object, seed) in before where !object.isOfProbe { #expect(grown.model.seeds[object] == seed) }
    #expect(Set(grown.model.seeds.values).count == Set(before.values).count + 3)
    try grown.runSteps(35)
    #expect(grown.data(circuit.p)?.doubles == plain.data(circuit.p)?.doubles)
    let values = try #require(grown.data(late)?.doubles)
    #expect(values.count == 60)
    #expect(values.prefix(25).allSatisfy(\.isNaN) && values.suffix(35).allSatisfy(\.isFinite))
  }

  /// A setting that gets another value: what that makes anew, and how many decoders have to be solved.
  struct Row: Sendable, CustomTestStringConvertible {
    let object: String
    let attribute: String
    let anew: Set<String>
    let solves: Int
    let value: @Sendable () throws -> ParameterValue
    var testDescription: String { "\(object).\(attribute)" }

    init(
      _ object: String, _ attribute: String, _ anew: Set<String>, solves: Int,
      _ value: @escaping @Sendable () throws -> ParameterValue
    ) {
      (self.object, self.attribute, self.anew, self.solves, self.value) = (object, attribute, anew, solves, value)
    }
  }

  private static let rows: [Row] = [
    Row("a", "max_rates", ["gain", "bias", "encoders"], solves: 1) { .frozen(Uniform(100, 150)) },
    Row("a", "radius", ["eval_points", "encoders"], solves: 1) { 2.0 },
    Row("a", "noise", [], solves: 0) { .none },
    Row("b", "neuron_type", ["gain", "bias", "encoders", "voltage", "refractory_time"], solves: 3) {
      .frozen(LIF.standard)
    },
    Row("ab", "synapse", ["filter"], solves: 0) { 0.02 },
    Row("ab", "function", ["decoders"], solves: 1) { .function { [$0[0]] } },
    Row("ab", "transform", ["decoders"], solves: 0) { 0.5 },
    Row("ab", "solver", ["decoders"], solves: 1) { .frozen(try LstsqL2(reg: 0.2)) },
    Row("p", "synapse", ["filter"], solves: 0) { 0.05 },
    Row("p", "sample_every", ["data"], solves: 0) { 0.005 },
  ]

  @Test(arguments: rows) func changes(row: Row) throws {
    let circuit = try Circuit()
    let simulator = try circuit.simulate(25)
    let targets: [String: NetworkObject] = ["a": circuit.a, "b": circuit.b, "ab": circuit.ab, "p": circuit.p]
    let target = try #require(targets[row.object])
    try target.set(row.attribute, try row.value(), in: circuit.sketch.context)
    let report = try simulator.rebuild(options: Self.options)
    let entry = try #require(report.entries.first { $0.changes == [row.attribute] })
    #expect(Set(entry.anew.map(\.part)) == row.anew)
    #expect(report.tally.solvesMade == row.solves)
    #expect(report.tally.ensemblesSampled == (target is Ensemble && !row.anew.isEmpty ? 1 : 0))
    try simulator.runSteps(5)
    // What was drawn and solved anew is what a fresh build of the object with its seed gives.
    let fresh = try circuit.sketch.build()
    #expect(simulator.model.ensembles[circuit.a]?.gain?.doubles == fresh.ensembles[circuit.a]?.gain?.doubles)
    #expect(simulator.model.weights(circuit.ab) == fresh.weights(circuit.ab))
  }

  /// Values in place of a distribution shift what is drawn after them, but not what stands.
  @Test func whatStandsIsNotShifted() throws {
    let circuit = try Circuit()
    let simulator = try circuit.simulate(5)
    let before = try #require(simulator.model.ensembles[circuit.a])
    try circuit.a.set("eval_points", .matrix([[0.5], [-0.5], [0.2]]), in: circuit.sketch.context)
    try circuit.a.set("max_rates", .vector([Double](repeating: 150, count: 30)), in: circuit.sketch.context)
    let report = try simulator.rebuild(options: Self.options)
    let after = try #require(simulator.model.ensembles[circuit.a])
    #expect(after.encoders.doubles == before.encoders.doubles)
    #expect(after.intercepts?.doubles == before.intercepts?.doubles)
    #expect(after.evalPoints.shape == [3, 1] && after.maxRates?.doubles == [Double](repeating: 150, count: 30))
    #expect(report.tally.solvesMade == 1)
  }

  @Test func learnedWeightsStayUntilTheirSourceChanges() throws {
    let circuit = try Circuit()
    let simulator = try circuit.simulate(50)
    let weights = try #require(simulator.model.signal(of: .connection(circuit.ab), "weights"))
    let learned = try #require(try simulator.value(of: weights)?.doubles)
    #expect(learned != weights.initial.doubles)
    try circuit.ab.set("synapse", 0.03, in: circuit.sketch.context)
    _ = try simulator.rebuild(options: Self.options)
    let kept = try #require(simulator.model.signal(of: .connection(circuit.ab), "weights"))
    #expect(try simulator.value(of: kept)?.doubles == learned)

    try circuit.a.set("intercepts", .frozen(Uniform(-0.5, 0.5)), in: circuit.sketch.context)
    let report = try simulator.rebuild(options: Self.options)
    let entry = try #require(report.entries.first { $0.object == .connection(circuit.ab) })
    #expect(entry.status == .reinitialised && entry.changes.isEmpty)
    #expect(entry.anew.first?.wasLearned == true)
    #expect(entry.anew.first?.because == [Change(object: .ensemble(circuit.a), attribute: "intercepts")])
    let anew = try #require(simulator.model.signal(of: .connection(circuit.ab), "weights"))
    #expect(try simulator.value(of: anew)?.doubles == anew.initial.doubles)
  }

  @Test func constantsAreWhatWasBuilt() throws {
    let sketch = try Sketch(seed: 1)
    let u = try sketch.node(.vector([1]))
    let p = try sketch.probe(u.view)
    let simulator = try sketch.simulate(steps: 2)
    try u.set("output", .vector([3]), in: sketch.context)
    let report = try simulator.rebuild(options: Self.options)
    #expect(report.objects(.changed) == [.node(u)])
    try simulator.runSteps(2)
    #expect(simulator.data(p)?.doubles == [1, 1, 3, 3])
  }

  @Test func droppedObjects() throws {
    let circuit = try Circuit()
    let simulator = try circuit.simulate(25)
    let network = circuit.sketch.network
    network.probes.removeAll { $0 === circuit.p }
    let report = try simulator.rebuild(options: Self.options)
    #expect(report.objects(.dropped) == [.probe(circuit.p)])
    #expect(simulator.data(circuit.p) == nil)
  }

  @Test func failureChangesNothing() throws {
    let circuit = try Circuit()
    let whole = try circuit.simulate(60)
    let simulator = try circuit.simulate(25)
    let bad = try circuit.sketch.ensemble(5, 1, ["intercepts": .vector([2, 2, 2, 2, 2])])
    #expect(throws: NengoError.self) { try simulator.rebuild(options: Self.options) }
    circuit.sketch.network.ensembles.removeAll { $0 === bad }
    try simulator.runSteps(35)
    #expect(recorded(simulator) == recorded(whole))
    simulator.close()
    let error = #expect(throws: NengoError.self) { try simulator.rebuild(options: Self.options) }
    #expect(error?.kind == .simulatorClosed)
  }

  @Test func seedsGoOn() throws {
    let sketch = try Sketch(seed: 1)
    let a = try sketch.ensemble(5, 1)
    let b = try sketch.ensemble(5, 1)
    let first = try sketch.build()
    sketch.network.ensembles.removeAll { $0 === a }
    let c = try sketch.ensemble(5, 1)
    let second = try Builder.build(sketch.network, options: Self.options, reusing: first)
    #expect(second.seeds[.ensemble(b)] == first.seeds[.ensemble(b)])
    #expect(!first.seeds.values.contains(second.seeds[.ensemble(c)] ?? -1))
    sketch.network.seed = 2
    let third = try Builder.build(sketch.network, options: Self.options, reusing: second)
    #expect(third.seeds == (try sketch.build()).seeds)
    try c.set("seed", 9, in: sketch.context)
    let fourth = try Builder.build(sketch.network, options: Self.options, reusing: third)
    #expect(fourth.seeds[.ensemble(c)] == 9)
    #expect(fourth.tally.ensemblesReused == 1)
  }
}

extension ModelObject {
  /// Whether this is the connection that a probe makes for itself at each build.
  fileprivate var isOfProbe: Bool {
    if case .connection(let connection) = self { connection.isForProbe } else { false }
  }
}

extension BuiltModel {
  fileprivate func weights(_ connection: Connection) -> [Double]? {
    if case .dense(let matrix)? = connections[connection]?.weights { matrix.doubles } else { nil }
  }
}
