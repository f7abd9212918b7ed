import Arrays
import Model
import Testing

@testable import Build
@testable import Reference

@Suite struct SeedTests {
  /// top: n1 → a → c → b (in sub1 → n2); sub1 holds subsub with d; sub2 holds e; probes of a and b.
  private func tree(seed: Int, sub1Seed: Int?, cSeed: Int?) throws -> Sketch {
    let sketch = try Sketch(seed: seed)
    let context = sketch.context
    sketch.network.label = "top"
    let one: ParameterValue = 1
    let n1 = try Node(.vector([0]), label: "n1", in: context)
    let a = try Ensemble(5, one, ["label": "a"], in: context)
    let sub1 = try Network(label: "sub1", seed: sub1Seed, in: context)
    var b = a
    try context.within(sub1) {
      b = try Ensemble(5, one, ["label": "b"], in: context)
      let n2 = try Node(sizeIn: one, label: "n2", in: context)
      try connect(b.view, n2.view, "b->n2", context)
      let subsub = try Network(label: "subsub", in: context)
      try context.within(subsub) { _ = try Ensemble(5, one, ["label": "d"], in: context) }
      _ = try Probe(.object(b.view), ["label": "pb"], in: context)
    }
    let c = try Ensemble(5, one, ["label": "c", "seed": cSeed.map { .int($0) } ?? .none], in: context)
    let sub2 = try Network(label: "sub2", in: context)
    try context.within(sub2) { _ = try Ensemble(5, one, ["label": "e"], in: context) }
    try connect(n1.view, a.view, "n1->a", context)
    try connect(a.view, c.view, "a->c", context)
    try connect(c.view, b.view, "c->b", context)
    _ = try Probe(.object(a.view), ["label": "pa"], in: context)
    return sketch
  }

  private func connect(_ pre: ObjectView, _ post: ObjectView, _ label: String, _ context: ModelContext) throws {
    _ = try Connection(.object(pre), .object(post), ["label": .text(label)], in: context)
  }

  private func expect(_ network: Network, _ model: BuiltModel, _ want: JSON) {
    func check(_ object: ModelObject, _ want: JSON) {
      #expect(model.seeds[object] == want["seed"].int, "\(object.text)")
      guard case .bool(let seeded) = want["seeded"] else { return }
      #expect(model.seeded.contains(object) == seeded, "\(object.text)")
    }
    check(.network(network), want)
    for (object, want) in zip(network.connections, want["connections"].list) { check(.connection(object), want) }
    for (object, want) in zip(network.ensembles, want["ensembles"].list) { check(.ensemble(object), want) }
    for (object, want) in zip(network.nodes, want["nodes"].list) { check(.node(object), want) }
    for (object, want) in zip(network.probes, want["probes"].list) { check(.probe(object), want) }
    for (object, want) in zip(network.networks, want["networks"].list) { expect(object, model, want) }
  }

  @Test func trees() throws {
    let cases = try JSON.file("core-seeds")["cases"].list
    #expect(!cases.isEmpty)
    for item in cases where !item["top_seed"].isNull {
      let sketch = try tree(
        seed: item["top_seed"].int, sub1Seed: item["sub1_seed"].isNull ? nil : item["sub1_seed"].int,
        cSeed: item["c_seed"].isNull ? nil : item["c_seed"].int)
      let model = try sketch.build()
      expect(sketch.network, model, item["tree"])
      let simulator = try ReferenceSimulator(model, globalStream: RandomState(seed: 0))
      #expect(simulator.seed == item["sim_seed"].int)
    }
  }

  @Test func unseededNetworksDrawFromTheGlobalStream() throws {
    let stream = RandomState(seed: 0)
    let model = try Builder.build(try Network(), options: BuildOptions(globalStream: stream))
    #expect(model.network.map { model.seeds[.network($0)] } == 209_652_396)
    // A seeded network draws as well.
    _ = try Builder.build(try Network(seed: 1), options: BuildOptions(globalStream: stream))
    #expect(stream.drawSeed() == 924_231_285)
  }

  @Test func processesTakeTheirStreamsInStepOrder() throws {
    let want = try JSON.file("core-seeds")["process_seeding"]
    let sketch = try Sketch(seed: 1)
    func noise(_ std: Double, seed: UInt32? = nil) throws -> ParameterValue {
      .frozen(
        try WhiteNoise(
          dist: try Gaussian(mean: 0, std: Number(std)), defaults: ProcessDefaults(seed: seed)))
    }
    let w1 = try sketch.node(noise(1), sizeOut: 1)
    let e1 = try sketch.ensemble(4, 1, ["noise": noise(1)])
    let e2 = try sketch.ensemble(4, 1, ["noise": noise(1, seed: 17)])
    let w2 = try sketch.node(noise(2), sizeOut: 2)
    try sketch.connect(w1.view, e1.view)
    try sketch.connect(e1.view, e2.view)
    try sketch.connect(w2.view[.integer(0)], e2.view, ["synapse": .none])
    let probes = [
      "w1": try sketch.probe(w1.view), "w2": try sketch.probe(w2.view),
      "e1_neuron_input": try sketch.probe(e1.neurons.view, ["attr": "input"]),
      "e2_neuron_input": try sketch.probe(e2.neurons.view, ["attr": "input"]),
      "e2_decoded": try sketch.probe(e2.view, ["synapse": 0.01]),
    ]
    let simulator = try sketch.simulate(steps: 4)
    let operators = simulator.model.stepOrder.compactMap { simulator.model.operators[$0] as? SimProcess }
    let listed = want["sim_processes_in_step_order"].list
    #expect(operators.map(\.process.typeName) == listed.map { $0["process"].text })
    #expect(operators.map(\.mode.rawValue) == listed.map { $0["mode"].text })
    for (name, probe) in probes {
      expectClose(simulator.data(probe)?.doubles ?? [], want["data"][name].numbers, 1e-9, name)
    }
  }
}
