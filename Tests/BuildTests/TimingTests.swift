import Arrays
import Model
import Testing

@testable import Build
@testable import Reference

@Suite struct TimingTests {
  private let delays: [JSON]
  private let data: JSON

  init() throws {
    data = try JSON.file("core-timing")
    delays = data["delays"].list
  }

  private func check(_ index: Int, _ sketch: Sketch, _ probes: [String: Probe]) throws {
    let want = delays[index]
    let simulator = try sketch.simulate(dt: want["dt"].double, steps: want["t"].list.count)
    expectClose(simulator.trange().doubles, want["t"].numbers, 1e-15)
    #expect(probes.count == want["data"].map.count)
    for (name, probe) in probes {
      expectClose(simulator.data(probe)?.doubles ?? [], want["data"][name].numbers, 1e-12, name)
    }
  }

  private func ramp(_ sketch: Sketch) throws -> Node { try sketch.node(.function(.ofTime("ramp") { [1000 * $0] })) }

  @Test func synapses() throws {
    let sketch = try Sketch()
    let u = try ramp(sketch)
    var probes = ["u": try sketch.probe(u.view)]
    for (name, synapse) in [("None", ParameterValue.none), ("0", 0), ("0.005", 0.005)] {
      let p = try sketch.node(sizeIn: 1)
      try sketch.connect(u.view, p.view, ["synapse": synapse])
      probes["synapse \(name)"] = try sketch.probe(p.view)
      if name != "None" { probes["u probed with synapse \(name)"] = try sketch.probe(u.view, ["synapse": synapse]) }
    }
    try check(0, sketch, probes)
  }

  @Test func chains() throws {
    let sketch = try Sketch()
    let u = try ramp(sketch)
    var probes: [String: Probe] = [:]
    var last = u
    for name in ["1 delay", "2 delays", "3 delays"] {
      let next = try sketch.node(sizeIn: 1)
      try sketch.connect(last.view, next.view, ["synapse": 0])
      probes[name] = try sketch.probe(next.view)
      last = next
    }
    let times10 = try sketch.node(.function(.ofTimeAndVector("f") { [10 * $1[0]] }), sizeIn: 1)
    let plusTime = try sketch.node(.function(.ofTimeAndVector("g") { [$1[0] + $0] }), sizeIn: 1)
    try sketch.connect(u.view, times10.view, ["synapse": .none])
    try sketch.connect(times10.view, plusTime.view, ["synapse": .none])
    probes["10*u same step"] = try sketch.probe(times10.view)
    probes["10*u + t same step"] = try sketch.probe(plusTime.view)
    try check(1, sketch, probes)
  }

  @Test func selfRecurrentNodes() throws {
    let sketch = try Sketch()
    let counter = try sketch.node(.function(.ofTimeAndVector("count") { [$1[0] + 1] }), sizeIn: 1)
    try sketch.connect(counter.view, counter.view, ["synapse": 0])
    let accumulator = try sketch.node(sizeIn: 1)
    try sketch.connect(try sketch.node(.vector([1])).view, accumulator.view, ["synapse": .none])
    try sketch.connect(accumulator.view, accumulator.view, ["synapse": 0])
    try check(
      2, sketch, ["counter": try sketch.probe(counter.view), "accumulator": try sketch.probe(accumulator.view)])
  }

  @Test func directEnsembles() throws {
    let sketch = try Sketch()
    let u = try ramp(sketch)
    let direct = try sketch.ensemble(1, 1, ["neuron_type": .frozen(try Direct())])
    let square = try sketch.node(sizeIn: 1)
    try sketch.connect(u.view, direct.view, ["synapse": .none])
    try sketch.connect(
      direct.view, square.view, ["synapse": .none, "function": .function { [$0[0] * $0[0]] }])
    try check(
      3, sketch,
      ["direct ensemble": try sketch.probe(direct.view), "function of direct": try sketch.probe(square.view)])
  }

  @Test func timeOfNodes() throws {
    let sketch = try Sketch()
    let node = try sketch.node(.function(.ofTime("t") { [$0] }))
    try check(4, sketch, ["t": try sketch.probe(node.view)])
  }

  @Test func sampling() throws {
    for want in data["sample_every"].list {
      let sketch = try Sketch()
      let node = try sketch.node(.function(.ofTime("t") { [$0] }))
      let every = want["sample_every"].isNull ? nil : want["sample_every"].double
      let probe = try sketch.probe(node.view, ["sample_every": every.map { .number($0) } ?? .none])
      let dt = want["dt"].double
      let simulator = try sketch.simulate(dt: dt, steps: 40)
      let steps = simulator.data(probe)?.doubles.map { Int(($0 / dt).rounded()) } ?? []
      #expect(steps == want["sampled_steps"].ints, "dt=\(dt), sample_every=\(every ?? 0)")
      #expect(simulator.trange(sampleEvery: every).size == want["trange_len"].int)
    }
  }

  @Test func roundingOfRuns() throws {
    for want in data["run_rounding"].list {
      let simulator = try ReferenceSimulator(
        nil, dt: want["dt"].double, options: BuildOptions(globalStream: RandomState(seed: 0)))
      try simulator.run(seconds: want["seconds"].double)
      #expect(simulator.stepCount == want["steps"].int, "\(want["seconds"].double)")
    }
  }
}
