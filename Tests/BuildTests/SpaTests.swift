import Arrays
import Testing

@testable import Build
@testable import Model

/// Semantic pointers: expressions of actions, vocabularies, and the structure of networks of modules.
@Suite struct SpaTests {
  private let data: JSON

  init() throws { data = try JSON.file("components-spa") }

  private let sources: Set = ["vision", "memory", "cmp_x"]

  @Test func expressions() throws {
    for (text, want) in data["expressions"].map {
      let term = try ActionTerm(text, sources: sources)
      #expect(term.text == want["str"].text, "\(text)")
      #expect(term.items.map(\.text) == want["items"].list.map { $0[1].text }, "\(text)")
    }
    for (text, want) in data["expression errors"].map {
      do {
        let term = try ActionTerm(text, sources: sources)
        #expect(want.text == "ok: \(term.text)", "\(text)")
      } catch let error as NengoError {
        #expect(error.kind.className == want.text, "\(text): \(error.message)")
      }
    }
  }

  @Test func effects() throws {
    for (text, want) in data["effects"].map {
      do {
        let action = try Action(text, index: 0, name: nil, sources: sources, sinks: ["motor", "memory"])
        #expect(action.effects.count == want.map.count, "\(text)")
        for (sink, expression) in action.effects { #expect(expression.text == want[sink].text, "\(text)") }
      } catch let error as NengoError {
        #expect(want.text == "error \(error.kind.className)", "\(text): \(error.message)")
      }
    }
  }

  @Test func vocabularies() throws {
    let want = data["vocabulary"]
    func check(_ name: String, _ vocabulary: Vocabulary, _ keys: [String], _ stream: RandomState) throws {
      for key in keys { _ = try vocabulary.pointer(key) }
      #expect(vocabulary.keys == want[name]["keys"].list.map(\.text), "\(name)")
      expectClose(vocabulary.matrix.doubles, want[name]["vectors"].numbers, 1e-12, name)
      if !want[name]["rng_next_uniform"].isNull {
        expectClose([stream.randomSample()], [want[name]["rng_next_uniform"].double], 1e-12, name)
      }
    }
    var stream = RandomState(seed: 0)
    try check(
      "Vocabulary(8,rng=0) A,B,C,D", Vocabulary(dimensions: 8, stream: stream), ["A", "B", "C", "D"], stream)
    stream = RandomState(seed: 1)
    let parsed = try Vocabulary(dimensions: 16, maxSimilarity: 0.5, stream: stream)
    _ = try parsed.parse("X+Y*Z")
    try check("Vocabulary(16,rng=1,max_similarity=0.5).parse('X+Y*Z')", parsed, [], stream)
    stream = RandomState(seed: 2)
    try check(
      "Vocabulary(8,rng=2,unitary=['U']) A,U", Vocabulary(dimensions: 8, unitary: .keys(["U"]), stream: stream),
      ["A", "U"], stream)
    stream = RandomState(seed: 3)
    try check(
      "Vocabulary(8,rng=3,unitary=True) A,B", Vocabulary(dimensions: 8, unitary: .all, stream: stream), ["A", "B"],
      stream)
    try check(
      "Vocabulary(3,randomize=False) A,B", Vocabulary(dimensions: 3, isRandom: false, stream: stream), ["A", "B"],
      stream)
    stream = RandomState(seed: 4)
    try check(
      "Vocabulary(2,rng=4,max_similarity=-2) A,B,C (100 attempts each for B and C)",
      Vocabulary(dimensions: 2, maxSimilarity: -2, stream: stream), ["A", "B", "C"], stream)
  }

  @Test func vocabularyQueries() throws {
    let want = data["vocabulary"]["prob_cleanup D=16"]
    let vocabulary = try Vocabulary(dimensions: 16, stream: RandomState(seed: 0))
    expectClose([vocabulary.cleanupProbability(similarity: 0.5, count: 10)], [want["(0.5, 10)"].double], 1e-10)
    expectClose(
      [vocabulary.cleanupProbability(similarity: 0.7, count: 100, steps: 1000)],
      [want["(0.7,100,steps=1000)"].double], 1e-10)
    let similarity = data["vocabulary"]["similarity"]
    let (rows, vectors) = (
      NDArray(similarity["data"].numbers, shape: [3, 2]), NDArray(similarity["vectors"].numbers, shape: [2, 2])
    )
    expectClose(try Vocabulary.similarity(rows, vectors).doubles, similarity["plain"].numbers, 1e-12)
    expectClose(
      try Vocabulary.similarity(rows, vectors, normalize: true).doubles, similarity["normalized"].numbers, 1e-12)

    let transform = data["vocabulary"][
      "transform_to (v1 D=4 rng 6 keys A,B; v2 D=3 rng 7 max_sim .9 keys B,C)"]
    let v1 = try Vocabulary(dimensions: 4, stream: RandomState(seed: 6))
    let v2 = try Vocabulary(dimensions: 3, maxSimilarity: 0.9, stream: RandomState(seed: 7))
    try v1.extend(["A", "B"])
    try v2.extend(["B", "C"])
    expectClose(try v1.transform(to: v2).doubles, transform["T"].numbers, 1e-12)
    #expect(v2.keys == transform["v2 keys after"].list.map(\.text))
    #expect(throws: NengoError.self) { try v1.pointer("a") }
    #expect(throws: NengoError.self) { try v1.subset(["A"]).pointer("Z") }
  }

  /// What makes each network of the data file.
  private var makers: [String: (SpaNetwork, ModelContext) throws -> Void] {
    [
      "State(32)": { try $0.register(SpaState(dimensions: 32, in: $1), as: "s", in: $1) },
      "State(8,subdimensions=4,neurons_per_dimension=10,feedback=0.9,feedback_synapse=0.05)": {
        let state = try SpaState(
          dimensions: 8, subdimensions: 4, neuronsPerDimension: 10, feedback: 0.9, feedbackSynapse: 0.05, in: $1)
        try $0.register(state, as: "s", in: $1)
      },
      "Buffer(32)": { try $0.register(SpaBuffer(dimensions: 32, in: $1), as: "b", in: $1) },
      "Memory(16,tau=0.5)": { try $0.register(SpaMemory(dimensions: 16, tau: 0.5, in: $1), as: "b", in: $1) },
      "Bind(2,n_neurons=20)": { try $0.register(SpaBind(dimensions: 2, neurons: 20, in: $1), as: "b", in: $1) },
      "Compare(2,neurons_per_multiply=20)": {
        try $0.register(SpaCompare(dimensions: 2, neuronsPerMultiply: 20, in: $1), as: "b", in: $1)
      },
      "Input(s='A', t=function) into two State(4)": {
        for name in ["s", "t"] {
          try $0.register(SpaState(dimensions: 4, neuronsPerDimension: 5, in: $1), as: name, in: $1)
        }
        let input = try SpaInput(
          [("s", .constant("A")), ("t", .function(name: "f", identity: nil) { $0 < 0.1 ? "B" : "A" })], in: $1)
        try $0.register(input, as: "inp", in: $1)
      },
      "Cortical(b=a; c=a*X+Y; b=0.5*~a*X; c=a*b*X; b=~a*b) with State(4)x3, neurons_cconv=10": {
        for name in ["a", "b", "c"] {
          try $0.register(SpaState(dimensions: 4, neuronsPerDimension: 5, in: $1), as: name, in: $1)
        }
        let actions = Actions(["b=a", "c=a*X+Y", "b=0.5*~a*X", "c=a*b*X", "b=~a*b"])
        try $0.register(SpaCortical(actions, convolutionNeurons: 10, in: $1), as: "cortical", in: $1)
      },
      "Cortical(b=a*X) from State(4) to Buffer(8): vocabulary conversion": {
        try $0.register(SpaState(dimensions: 4, neuronsPerDimension: 5, in: $1), as: "a", in: $1)
        try $0.register(SpaBuffer(dimensions: 8, subdimensions: 4, neuronsPerDimension: 5, in: $1), as: "b", in: $1)
        try $0.register(SpaCortical(Actions(["b=a*X"]), in: $1), as: "cortical", in: $1)
      },
    ]
  }

  @Test func structures() throws {
    for (name, maker) in makers {
      let want = data["structures"][name]
      #expect(!want.isNull, "\(name)")
      let context = ModelContext()
      let spa = try SpaNetwork(seed: 1, globalStream: RandomState(seed: 0), in: context)
      try context.within(spa) { try maker(spa, context) }
      try spa.checkRegistered()
      try StructureComparison(spa, name).expect(want)
      #expect(spa.inputNames == want["module_inputs"].list.map(\.text), "\(name)")
      #expect(spa.outputNames == want["module_outputs"].list.map(\.text), "\(name)")
    }
  }

  @Test func chosenActions() throws {
    let name = "Thalamus channel sub-dimensions (State/Buffer)"
    let want = data["structures"][name]
    let context = ModelContext()
    let spa = try SpaNetwork(seed: 1, globalStream: RandomState(seed: 0), in: context)
    try context.within(spa) {
      try spa.register(SpaState(dimensions: 8, neuronsPerDimension: 5, in: context), as: "src", in: context)
      let buffer = try SpaBuffer(dimensions: 8, subdimensions: 2, neuronsPerDimension: 5, in: context)
      try spa.register(buffer, as: "buf", in: context)
      try spa.register(SpaState(dimensions: 8, neuronsPerDimension: 5, in: context), as: "dst", in: context)
      let actions = Actions(["0.5 --> dst=buf", "0.4 --> buf=src, dst=src", "0.3 --> dst=0.5, buf=0"])
      let ganglia = try SpaBasalGanglia(actions, in: context)
      try spa.register(ganglia, as: "bg", in: context)
      var settings = SpaThalamus.Settings()
      (settings.channelNeuronsPerDimension, settings.channelSubdimensions) = (5, 3)
      try spa.register(SpaThalamus(ganglia, settings: settings, in: context), as: "thal", in: context)
    }
    try StructureComparison(spa, name).expect(want)
    // The modules that choose stand twice in the list; building them again is skipped.
    var warnings = 0
    var options = BuildOptions(globalStream: RandomState(seed: 0))
    options.warn = { _ in warnings += 1 }
    _ = try Builder.build(spa, options: options)
    #expect(warnings == 2)
  }
}
