import Arrays
import Glibc
import Model
import Testing

@testable import Build
@testable import Reference

/// Whole networks, from seeds to spikes.
@Suite struct WorkedTests {
  @Test func fiveNeurons() throws {
    let want = try JSON.file("core-worked-ensemble-5-1")
    let sketch = try Sketch(seed: 0)
    let u = try sketch.node(.function(.ofTime("u") { [sin(2 * .pi * 10 * $0)] }))
    let e = try sketch.ensemble(5, 1, ["seed": 3])
    try sketch.connect(u.view, e.view)
    let probes: [(String, Probe)] = [
      ("decoded", try sketch.probe(e.view)),
      ("decoded_synapse_0.01", try sketch.probe(e.view, ["synapse": 0.01])),
      ("neuron_output", try sketch.probe(e.neurons.view)),
      ("neuron_input", try sketch.probe(e.neurons.view, ["attr": "input"])),
      ("voltage", try sketch.probe(e.neurons.view, ["attr": "voltage"])),
      ("refractory_time", try sketch.probe(e.neurons.view, ["attr": "refractory_time"])),
      ("ensemble_input", try sketch.probe(e.view, ["attr": "input"])),
      ("node", try sketch.probe(u.view)),
    ]
    let simulator = try sketch.simulate(steps: 50)
    let model = simulator.model
    #expect(probes.map { model.seeds[.probe($0.1)] } == want["seeds"]["probes"].ints)
    let built = try #require(model.ensembles[e])
    for (name, array) in [
      ("eval_points", built.evalPoints), ("encoders", built.encoders), ("max_rates", built.maxRates),
      ("intercepts", built.intercepts), ("gain", built.gain), ("bias", built.bias),
      ("scaled_encoders", built.scaledEncoders),
    ] {
      expectClose(array?.doubles ?? [], want[name].numbers, 1e-9, name)
    }
    let decoding = try #require(model.probeConnections[probes[0].1])
    guard case .dense(let decoders)? = model.connections[decoding]?.weights else {
      Issue.record("no decoders")
      return
    }
    expectClose(decoders.doubles.map { $0 * 1e3 }, want["decoders"].numbers.map { $0 * 1e3 }, 1e-9, "decoders")
    for (name, probe) in probes {
      expectClose(simulator.data(probe)?.doubles ?? [], want["probes"][name].numbers, 1e-9, name)
    }
  }

  @Test func chain() throws {
    let want = try JSON.file("core-worked-chain")
    let sketch = try Sketch(seed: 42)
    let u = try sketch.node(.function(.ofTime("u") { [sin(20 * $0), cos(10 * $0)] }))
    let a = try sketch.ensemble(30, 2, ["radius": 1.5])
    let b = try sketch.ensemble(20, 1, ["neuron_type": .frozen(try LIFRate())])
    let d = try sketch.node(sizeIn: 1)
    let c1 = try sketch.connect(u.view, a.view)
    let c2 = try sketch.connect(a.view, b.view, ["function": .function { [$0[0] * $0[1]] }])
    let c3 = try sketch.connect(b.view, b.view, ["synapse": 0.1, "transform": 0.9])
    let c4 = try sketch.connect(b.view, d.view, ["synapse": .none])
    let c5 = try sketch.connect(
      a.view[.integer(1)], b.neurons.view[.slice(start: nil, stop: 5, step: nil)],
      ["transform": .matrix(Array(repeating: [0.1], count: 5))])
    let c6 = try sketch.connect(
      a.neurons.view[.slice(start: nil, stop: 4, step: nil)], b.view,
      ["transform": .matrix([[1e-3, 2e-3, -1e-3, 0]])])
    let c7 = try sketch.connect(
      a.view, b.view,
      [
        "solver": .frozen(try LstsqL2(weights: true)), "function": .function { [$0[0] * $0[0]] }, "transform": 0.5,
      ])
    let probes: [(String, Probe)] = [
      ("a_0.01", try sketch.probe(a.view, ["synapse": 0.01])),
      ("b", try sketch.probe(b.view)),
      ("d", try sketch.probe(d.view)),
      ("a_spikes", try sketch.probe(a.neurons.view)),
      ("b_input", try sketch.probe(b.neurons.view, ["attr": "input"])),
      ("c2_output", try sketch.probe(c2.view, ["attr": "output"])),
      ("c2_weights_every_5ms", try sketch.probe(c2.view, ["attr": "weights", "sample_every": 0.005])),
      ("a[1]", try sketch.probe(a.view[.integer(1)])),
    ]
    let simulator = try sketch.simulate(steps: 60)
    let model = simulator.model
    #expect(model.stepOrder.map { model.operators[$0].typeName } == want["step_order"].list.map(\.text))
    for (name, connection) in [("c1", c1), ("c2", c2), ("c3", c3), ("c4", c4), ("c5", c5), ("c6", c6)] {
      guard case .dense(let weights)? = model.connections[connection]?.weights else {
        #expect(want["weights"][name].isNull, "\(name)")
        continue
      }
      expectClose(weights.doubles, want["weights"][name].numbers, 1e-11, name)
    }
    if case .dense(let weights)? = model.connections[c7]?.weights {
      expectSummary(weights, want["c7_weights_summary"], 1e-10, "c7")
    }
    for (name, probe) in probes where name != "a_spikes" {
      expectClose(simulator.data(probe)?.doubles ?? [], want["probes"][name].numbers, 1e-9, name)
    }
    let spikes = try #require(simulator.data(probes[3].1))
    let spiking = (0..<60).map { row in spikes[row: row].doubles.indices.filter { spikes[row: row].doubles[$0] > 0 } }
    #expect(spiking == want["probes"]["a_spikes"].list.map(\.ints))
  }

  @Test func resetStartsOver() throws {
    let sketch = try Sketch(seed: 3)
    let w = try sketch.node(.frozen(try WhiteNoise()))
    let e = try sketch.ensemble(10, 1)
    let c = try sketch.connect(w.view, e.view)
    let learned = try sketch.connect(
      e.view, try sketch.node(sizeIn: 1).view, ["learning_rule_type": .frozen(try PES(learningRate: 0.1))])
    try sketch.connect(w.view, ObjectView(.learningRule(learned.learningRules[0])))
    let probe = try sketch.probe(e.view)
    let weights = try sketch.probe(learned.view, ["attr": "weights"])
    let simulator = try sketch.simulate(steps: 20)
    let first = (simulator.data(probe)?.doubles, simulator.data(weights)?.doubles)
    try simulator.reset()
    #expect(simulator.data(probe)?.shape == [0])
    try simulator.runSteps(20)
    #expect(simulator.data(probe)?.doubles == first.0)
    #expect(simulator.data(weights)?.doubles == first.1)
    try simulator.reset(seed: 99)
    try simulator.runSteps(20)
    #expect(simulator.data(probe)?.doubles != first.0)
    _ = c
  }
}
