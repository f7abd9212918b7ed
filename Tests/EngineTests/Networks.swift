import Arrays
import Build
import Model

/// Networks that together use every operator; each gives its probes something to see.
let networks: [(name: String, describe: @Sendable (Sketch) throws -> Void)] = [
  (
    "chain",
    { s in
      let u = try s.sines(1)
      let a = try s.ensemble(30, 1)
      let b = try s.ensemble(20, 1, ["neuron_type": .frozen(try LIFRate())])
      try s.connect(u.view, a.view)
      try s.connect(a.view, b.view, ["function": .function { [$0[0] * $0[0]] }])
      try s.connect(b.view, b.view, ["synapse": 0.1, "transform": 0.5])
      try s.probe(a.view, ["synapse": 0.01])
      try s.probe(b.view)
      try s.probe(a.neurons.view)
    }
  ),
  (
    "many alike",
    { s in
      let u = try s.sines(8)
      for i in 0..<8 {
        let e = try s.ensemble(12, 1)
        try s.connect(u.view[.integer(i)], e.view)
        let out = try s.node(sizeIn: 1)
        try s.connect(e.view, out.view)
        try s.probe(out.view)
      }
    }
  ),
  (
    "slices",
    { s in
      let u = try s.sines(4)
      let a = try s.ensemble(25, 3)
      try s.connect(u.view[.list([3, 0])], a.view[.list([0, 2])])
      try s.connect(u.view[.slice(start: nil, stop: nil, step: 2)], a.view[.slice(start: 2, stop: 0, step: -1)])
      try s.connect(a.view[.list([2, 1])], a.view[.slice(start: 0, stop: 2, step: nil)], ["synapse": 0.02])
      try s.connect(u.view, a.neurons.view[.slice(start: 0, stop: 8, step: 2)])
      try s.connect(u.view, a.neurons.view[.list([3, 5, 9, 3])], ["transform": 0.2])
      try s.probe(a.view[.list([1, 0])])
      try s.probe(a.neurons.view[.slice(start: 0, stop: 20, step: 3)])
    }
  ),
  (
    "filters",
    { s in
      let u = try s.sines(2)
      for synapse: any FrozenObject in [
        try Lowpass(0.01), try Lowpass(0), try Alpha(0.02), try Triangle(0.005),
        try LinearFilter(num: [1, 2], den: [0.01, 3]), try LinearFilter(num: [1], den: [1e-5, 2e-3, 0.1, 1]),
      ] {
        let out = try s.node(sizeIn: 2)
        try s.connect(u.view, out.view, ["synapse": .frozen(synapse)])
        try s.probe(out.view)
      }
    }
  ),
  (
    "transforms",
    { s in
      let u = try s.sines(12)
      let dense = try s.node(sizeIn: 3)
      let random = try Dense(shape: (3, 12), initial: .distribution(Uniform(-1, 1)))
      try s.connect(u.view, dense.view, ["transform": .frozen(random), "synapse": .none])
      let diagonal = try s.node(sizeIn: 3)
      try s.connect(dense.view, diagonal.view, ["transform": .vector([1, -2, 3]), "synapse": .none])
      let scalar = try s.node(sizeIn: 3)
      try s.connect(dense.view, scalar.view, ["transform": 0.3, "synapse": .none])
      let unchanged = try s.node(sizeIn: 3)
      try s.connect(dense.view, unchanged.view, ["transform": 1.0, "synapse": .none])
      let sparse = try s.node(sizeIn: 4)
      let entries = try Sparse(
        shape: (4, 12), indices: [(0, 1), (3, 11), (2, 5), (2, 5)], initial: .array(NDArray([1.0, -2, 0.5, 4])))
      try s.connect(u.view, sparse.view, ["transform": .frozen(entries), "synapse": .none])
      for node in [diagonal, scalar, unchanged, sparse] { try s.probe(node.view) }
    }
  ),
  (
    "neuron types",
    { s in
      let u = try s.sines(1)
      let types: [any NeuronType] = [
        LIF.standard, try LIFRate(), try RectifiedLinear(), try SpikingRectifiedLinear(), try Sigmoid(), try Tanh(),
        try AdaptiveLIF(), try AdaptiveLIFRate(), try Izhikevich(), try SoftLIFRate(), try LeakyReLU(),
        try RegularSpiking(try LIFRate()),
      ]
      for type in types {
        let a = try s.ensemble(
          9, 1,
          [
            "neuron_type": .frozen(type), "gain": .vector([Double](repeating: 1.5, count: 9)),
            "bias": .vector((0..<9).map { Double($0) * 0.4 - 0.5 }),
          ])
        try s.connect(u.view, a.view)
        try s.probe(a.neurons.view)
      }
    }
  ),
  (
    "direct and functions",
    { s in
      let u = try s.sines(2)
      let a = try s.ensemble(5, 2, ["neuron_type": .frozen(Direct())])
      try s.connect(u.view, a.view, ["synapse": .none])
      let out = try s.node(.function(.ofTimeAndVector("f") { t, x in [x[0] * t, x[1] - t, 1] }), sizeIn: 2)
      try s.connect(a.view, out.view, ["function": .function { [$0[1], $0[0] * 2] }])
      try s.probe(out.view)
    }
  ),
]

/// Networks whose connections learn.
let learningNetworks: [(name: String, describe: @Sendable (Sketch) throws -> Void)] = [
  (
    "PES",
    { s in
      let u = try s.sines(2)
      let a = try s.ensemble(20, 2)
      let out = try s.node(sizeIn: 2)
      try s.connect(u.view, a.view)
      let c = try s.connect(a.view, out.view, ["learning_rule_type": .frozen(try PES(learningRate: 1e-3))])
      let error = try s.node(sizeIn: 2)
      try s.connect(out.view, error.view)
      try s.connect(u.view, error.view, ["transform": -1.0])
      let rule = try s.rule(of: c)
      try s.connect(error.view, rule.view)
      try s.probe(out.view)
      try s.probe(c.view, ["attr": .text("weights")])
    }
  ),
  (
    "PES to neurons",
    { s in
      let u = try s.sines(2)
      let a = try s.ensemble(10, 2)
      let b = try s.ensemble(8, 2)
      try s.connect(u.view, a.view)
      let c = try s.connect(
        a.neurons.view, b.neurons.view,
        [
          "transform": .frozen(try Dense(shape: (8, 10), initial: .distribution(Uniform(-1e-3, 1e-3)))),
          "learning_rule_type": .frozen(try PES(learningRate: 1e-4)),
        ])
      try s.connect(u.view, try s.rule(of: c).view)
      try s.probe(b.view)
    }
  ),
  (
    "unsupervised",
    { s in
      let u = try s.sines(1)
      let a = try s.ensemble(10, 1)
      let b = try s.ensemble(8, 1)
      try s.connect(u.view, a.view)
      let rules: ParameterValue = .list([.frozen(try BCM(learningRate: 1e-9)), .frozen(try Oja(learningRate: 1e-6))])
      let c = try s.connect(
        a.view, b.view, ["solver": .frozen(try LstsqL2(weights: true)), "learning_rule_type": rules])
      try s.probe(b.view)
      try s.probe(c.view, ["attr": .text("weights")])
    }
  ),
  (
    "Voja",
    { s in
      let u = try s.sines(2)
      let a = try s.ensemble(10, 2)
      let c = try s.connect(
        u.view, a.view, ["learning_rule_type": .frozen(try Voja(learningRate: 1e-2)), "synapse": .none])
      let rate = try s.node(.vector([-0.3]))
      try s.connect(rate.view, try s.rule(of: c).view, ["synapse": .none])
      try s.probe(a.view)
      try s.probe(a.view, ["attr": .text("scaled_encoders")])
    }
  ),
]
