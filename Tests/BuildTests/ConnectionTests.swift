import Arrays
import Model
import Testing

@testable import Build

@Suite struct ConnectionTests {
  /// The objects that the data file connects, in a network with seed 10.
  private struct Ends {
    let sketch: Sketch
    let a: Ensemble, b: Ensemble, u: Node, p: Node, q: Node

    init() throws {
      sketch = try Sketch(seed: 10)
      a = try sketch.ensemble(6, 2, ["seed": 1, "radius": 1.5])
      b = try sketch.ensemble(4, 2, ["seed": 2, "radius": 2.0])
      u = try sketch.node(.vector([0.3, -0.4]))
      p = try sketch.node(sizeIn: 2)
      q = try sketch.node(sizeIn: 1)
    }

    func connect(
      _ pre: ObjectView, _ post: ObjectView, _ settings: [String: ParameterValue] = [:]
    ) throws -> Connection {
      try sketch.connect(pre, post, settings.merging(["seed": 17]) { $1 })
    }
  }

  private static var points: ParameterValue {
    .matrix([[0, 0], [1, 0], [0, 1], [-1, 0], [0, -1], [0.5, 0.5], [-0.5, 0.5]])
  }

  /// One closure for each case of the data file, in its order; nil for forms that other tests cover.
  private var cases: [((Ends) throws -> Connection)?] {
    let flip = IndexKey.list([1, 0])
    let normal: () throws -> ParameterValue = { .frozen(Gaussian.standard) }
    return [
      { try $0.connect($0.a.view, $0.p.view) },
      { try $0.connect($0.a.view, $0.p.view, ["transform": 2.0]) },
      { try $0.connect($0.a.view, $0.p.view, ["transform": .vector([1, -3])]) },
      { try $0.connect($0.a.view, $0.q.view, ["transform": .matrix([[1, -3]])]) },
      { try $0.connect($0.a.view, $0.p.view, ["transform": normal()]) },
      {
        try $0.connect(
          $0.a.view, $0.p.view, ["transform": normal(), "eval_points": .frozen(try UniformHypersphere())])
      },
      {
        try $0.connect($0.a.view, $0.p.view, ["transform": normal(), "solver": .frozen(try LstsqNoise())])
      },
      { try $0.connect($0.a.view, $0.q.view, ["function": .function { [$0[0] * $0[1]] }]) },
      { try $0.connect($0.a.view[.integer(1)], $0.q.view, ["function": .function { [$0[0] * $0[0]] }]) },
      { try $0.connect($0.a.view[flip], $0.p.view) },
      {
        try $0.connect(
          $0.a.view[.slice(start: nil, stop: nil, step: -1)], $0.p.view,
          ["function": .function { [$0[0], 2 * $0[1]] }])
      },
      {
        try $0.connect(
          $0.a.view, $0.p.view,
          ["eval_points": .frozen(try UniformHypersphere(surface: true)), "scale_eval_points": false])
      },
      { try $0.connect($0.a.view, $0.p.view, ["eval_points": Self.points]) },
      {
        try $0.connect(
          $0.a.view, $0.q.view,
          [
            "eval_points": Self.points,
            "function": .matrix([[0], [1], [1], [-1], [-1], [0.5], [0]]),
          ])
      },
      { try $0.connect($0.a.view, $0.b.view, ["solver": .frozen(try LstsqL2(weights: true))]) },
      {
        try $0.connect(
          $0.a.view, $0.b.view[.integer(1)],
          [
            "solver": .frozen(try LstsqL2(weights: true)), "function": .function { [$0[0]] }, "transform": 0.5,
          ])
      },
      {
        try $0.connect(
          $0.a.view, $0.b.view, ["solver": .frozen(try NnlsL2(weights: true)), "transform": 1])
      },
      {
        try $0.connect(
          $0.a.view, $0.b.view[flip],
          ["solver": .frozen(try LstsqDrop(weights: true)), "transform": .matrix([[1, 2], [0, 1]])])
      },
      { try $0.connect($0.a.view, $0.p.view, ["solver": .frozen(try Self.given(weights: false))]) },
      { try $0.connect($0.a.view, $0.b.view, ["solver": .frozen(try Self.given(weights: true))]) },
      {
        try $0.connect(
          $0.a.neurons.view, $0.q.view,
          ["transform": .frozen(try Dense(shape: (1, 6), initial: .distribution(Uniform(-1, 1))))])
      },
      { try $0.connect($0.a.neurons.view[.slice(start: nil, stop: 4, step: nil)], $0.b.neurons.view) },
      { try $0.connect($0.u.view, $0.p.view) },
      { try $0.connect($0.u.view, $0.p.view, ["transform": 3]) },
    ]
  }

  private static func given(weights: Bool) throws -> NoSolver {
    try NoSolver(values: NDArray(repeating: 0.001, shape: [6, 2]), weights: weights)
  }

  @Test func weights() throws {
    let data = try JSON.file("core-connections")["cases"].list
    #expect(data.count == cases.count)
    for (want, make) in zip(data, cases) {
      guard let make else { continue }
      let name = want["connection"].text
      let ends = try Ends()
      let connection = try make(ends)
      let model = try ends.sketch.build()
      let built = try #require(model.connections[connection])
      #expect(model.seeds[.connection(connection)] == want["conn_seed"].int)
      #expect(connection.sizeIn == want["size_in"].int, "\(name)")
      #expect(connection.sizeMid == want["size_mid"].int, "\(name)")
      #expect(connection.sizeOut == want["size_out"].int, "\(name)")
      if want["weights_ndim"].isNull {
        #expect(built.weights == nil, "\(name)")
      } else if case .dense(let weights)? = built.weights {
        #expect(weights.ndim == want["weights_ndim"].int, "\(name)")
        expectClose(weights.doubles.map { $0 * 1e3 }, want["weights"].numbers.map { $0 * 1e3 }, 1e-9, name)
      } else {
        Issue.record("\(name): no weights")
      }
      if want["eval_points"].isNull {
        #expect(built.evalPoints == nil, "\(name)")
      } else {
        expectSummary(built.evalPoints, want["eval_points"], 1e-9, name)
      }
      if case .array(let rmses)? = built.solverInfo?["rmses"] {
        expectClose(rmses.doubles, want["rmses"].numbers, 1e-9, "\(name) rmses")
      }
    }
  }

  @Test func whatCannotBeBuilt() throws {
    func kind(_ describe: (Sketch) throws -> Void) throws -> NengoError.Kind? {
      let sketch = try Sketch()
      try describe(sketch)
      return #expect(throws: NengoError.self) { try sketch.build() }?.kind
    }
    #expect(
      try kind { sketch in
        let node = try sketch.node(.function(.ofTimeAndVector("loop") { $1 }), sizeIn: 1, sizeOut: 1)
        try sketch.connect(node.view, node.view, ["synapse": .none])
      } == .build)
    #expect(
      try kind { sketch in
        let nothing = VectorFunction("nothing") { _, _ in nil }
        let ensemble = try sketch.ensemble(10, 1)
        try sketch.connect(ensemble.view, try sketch.node(sizeIn: 1).view, ["function": .function(nothing)])
      } == .build)
    #expect(
      try kind { sketch in
        let silent = try sketch.ensemble(
          2, 1, ["intercepts": .vector([0.5, 0.5]), "encoders": .matrix([[1], [1]])])
        try sketch.connect(silent.view, try sketch.node(sizeIn: 1).view, ["eval_points": .matrix([[-1], [0]])])
      } == .build)
    #expect(
      try kind { sketch in
        let elsewhere = try Ensemble(5, 1, in: sketch.context, addToContainer: false)
        try sketch.connect(elsewhere.view, try sketch.node(sizeIn: 1).view)
      } == .build)
  }

  @Test func buildingCanBeInterrupted() throws {
    let sketch = try Sketch()
    for _ in 0..<5 { _ = try sketch.ensemble(10, 1) }
    var options = BuildOptions(globalStream: RandomState(seed: 0))
    var seen: [Int] = []
    options.progress = { seen.append($0.done) }
    options.isCancelled = { seen.count == 3 }
    let error = #expect(throws: NengoError.self) { try Builder.build(sketch.network, options: options) }
    #expect(error?.kind == .cancelled)
    #expect(seen == [0, 1, 2])
  }
}
