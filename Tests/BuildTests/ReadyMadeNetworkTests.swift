import Arrays
import Model
import Testing

@testable import Build
@testable import Reference

/// The structure and the seeds of the ready-made networks, and what they compute.
@Suite struct ReadyMadeNetworkTests {
  private static var v: NDArray { NDArray([1.0, 0, 0, 0, 0.6, 0.8], shape: [2, 3]) }
  private static var v2: NDArray { NDArray([1.0, 2, 3, 4], shape: [2, 2]) }

  /// What makes each network of the data file, in the file's words.
  private var makers: [String: (ModelContext) throws -> Void] {
    [
      "EnsembleArray(20,3,label='ea')": { _ = try EnsembleArray(neurons: 20, count: 3, label: "ea", in: $0) },
      "EnsembleArray(20,2,ens_dimensions=2,radius=1.5,intercepts=[...20 values]) ": {
        let intercepts = NDArray((0..<20).map { -1 + 0.1 * Double($0) })
        _ = try EnsembleArray(
          neurons: 20, count: 2, ensembleDimensions: 2, settings: ["radius": 1.5, "intercepts": .array(intercepts)],
          in: $0)
      },
      "EnsembleArray(5,3)+neuron_input+neuron_output+add_output(sq)+add_output(mix list, synapse=0.01)": {
        let array = try EnsembleArray(neurons: 5, count: 3, in: $0)
        _ = try array.addNeuronInput(in: $0)
        _ = try array.addNeuronOutput(in: $0)
        let square = VectorFunction.ofVector("sq") { [$0[0] * $0[0]] }
        try array.addOutput("sq", .shared(square), in: $0)
        let pair = VectorFunction.ofVector("pair") { [$0[0], -$0[0]] }
        try array.addOutput("mix", .each([square, pair, square]), synapse: 0.01, in: $0)
      },
      "Product(40,2)": { _ = try Product(neurons: 40, dimensions: 2, in: $0) },
      "Product(41,1,input_magnitude=2,label='p')": {
        _ = try Product(neurons: 41, dimensions: 1, inputMagnitude: 2, label: "p", in: $0)
      },
      "CircularConvolution(20,3)": { _ = try CircularConvolution(neurons: 20, dimensions: 3, in: $0) },
      "CircularConvolution(20,4,invert_b=True)": {
        _ = try CircularConvolution(neurons: 20, dimensions: 4, invertB: true, in: $0)
      },
      "BasalGanglia(2)": { _ = try BasalGanglia(dimensions: 2, in: $0) },
      "BasalGanglia(2,n_neurons_per_ensemble=20,output_weight=-2,input_bias=0.5)": {
        _ = try BasalGanglia(dimensions: 2, neuronsPerEnsemble: 20, outputWeight: -2, inputBias: 0.5, in: $0)
      },
      "BasalGanglia(1, ampa_config=empty, gaba_config with Lowpass(0.02))": {
        let (ampa, gaba) = (try Config(["Connection"]), try Config(["Connection"]))
        try gaba.set("Connection", "synapse", 0.02)
        _ = try BasalGanglia(dimensions: 1, ampaConfig: ampa, gabaConfig: gaba, in: $0)
        #expect(ampa.value("Connection", "synapse") == nil)
      },
      "Thalamus(3)": { _ = try Thalamus(dimensions: 3, in: $0) },
      "Thalamus(2,30,mutual_inhib=2,threshold=0.2)": {
        _ = try Thalamus(dimensions: 2, neuronsPerEnsemble: 30, mutualInhibition: 2, threshold: 0.2, in: $0)
      },
      "AssociativeMemory(V)": { _ = try AssociativeMemory(inputVectors: Self.v, in: $0) },
      "AssociativeMemory(V,V2,n_neurons=30,threshold=[.1,.2],input_scales=[1,2],inhibitable=True,label='am')": {
        _ = try AssociativeMemory(
          inputVectors: Self.v, outputVectors: Self.v2, neurons: 30, threshold: [0.1, 0.2], inputScales: [1, 2],
          inhibitable: true, label: "am", in: $0)
      },
      "AssociativeMemory(V,inhibitable)+in2+out2+default+wta+threshold": {
        let memory = try AssociativeMemory(inputVectors: Self.v, inhibitable: true, in: $0)
        _ = try memory.addInputMapping("in2", Self.v2, scales: [2, 2], in: $0)
        _ = try memory.addOutputMapping("out2", Self.v2, in: $0)
        try memory.addDefaultOutputVector([0.5, 0.5, 0.5], in: $0)
        try memory.addWinnerTakeAll(in: $0)
        try memory.addThresholdsToOutputs(in: $0)
      },
      "InputGatedMemory(10,2)": { _ = try InputGatedMemory(neurons: 10, dimensions: 2, in: $0) },
      "InputGatedMemory(10,2,feedback=.9,difference_gain=2,recurrent_synapse=.05,difference_synapse=.02)": {
        _ = try InputGatedMemory(
          neurons: 10, dimensions: 2, feedback: 0.9, differenceGain: 2, recurrentSynapse: 0.05,
          differenceSynapse: 0.02, in: $0)
      },
    ]
  }

  @Test func structures() throws {
    let structures = try JSON.file("components-networks")["structures"].map
    #expect(structures.count == makers.count)
    for (name, want) in structures {
      let maker = try #require(makers[name], "\(name)")
      let sketch = try Sketch(seed: 1)
      try maker(sketch.context)
      try StructureComparison(sketch.network, name).expect(want)
    }
  }

  @Test func products() throws {
    let want = try JSON.file("components-networks")[
      "simulations (top seed 3, dt 0.001, value at t=0.1, probes filtered 0.02)"]
    let sketch = try Sketch(seed: 3)
    let a = try sketch.node(.vector([0.5, -0.4])), b = try sketch.node(.vector([0.6, 0.7]))
    let product = try Product(neurons: 100, dimensions: 2, in: sketch.context)
    try sketch.connect(a.view, product.inputA.view)
    try sketch.connect(b.view, product.inputB.view)
    let probe = try sketch.probe(product.output.view, ["synapse": 0.02])
    let values = try sketch.simulate(steps: 100).data(probe)?.doubles ?? []
    let last = want["Product(100,2): [.5,-.4]*[.6,.7]"]["output"].numbers
    // How the recorded script wired its inputs is not told exactly; the product is near in any case.
    expectClose(Array(values.suffix(2)), last, 0.1, "product")
  }

  @Test func copiesHaveTheSameParameters() throws {
    let sketch = try Sketch(seed: 4)
    let array = try EnsembleArray(neurons: 10, count: 2, in: sketch.context)
    let learned = try sketch.connect(
      array.arrayEnsembles[0].view, array.arrayEnsembles[1].view, ["learning_rule_type": .frozen(try PES())])
    try sketch.connect(array.output.view[.integer(0)], ObjectView(.learningRule(learned.learningRules[0])))
    _ = try sketch.probe(learned.view, ["attr": "weights"])
    let copy = try sketch.network.copy(in: ModelContext())
    #expect(copy.neuronCount == 20)
    #expect(Set(copy.allEnsembles).isDisjoint(with: sketch.network.allEnsembles))
    let first = try sketch.build()
    let second = try Builder.build(copy, options: BuildOptions(globalStream: RandomState(seed: 0)))
    #expect(first.operators.map(\.typeName) == second.operators.map(\.typeName))
    for (a, b) in zip(sketch.network.allEnsembles, copy.allEnsembles) {
      #expect(first.ensembles[a]?.gain?.doubles == second.ensembles[b]?.gain?.doubles)
    }
  }
}
