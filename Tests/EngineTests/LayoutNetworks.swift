import Arrays
import Build
import Model

/// The networks of `Data/layouts.json`, in the same words.
typealias Described = (name: String, describe: @Sendable (Sketch) throws -> Void)

let layoutNetworks: [Described] = fixedNetworks + randomNetworks

private let fixedNetworks: [Described] = [
  (
    "case1",
    { s in
      let u = try s.zeros(1)
      let e = try s.ensemble(5, 1)
      let o = try s.node(sizeIn: 1)
      try s.connect(u.view, e.view)
      try s.connect(e.view, o.view)
      try s.probe(o.view)
    }
  ),
  (
    "scalar",
    { s in
      let u = try s.zeros(1)
      let e = try s.ensemble(5, 1)
      try s.connect(u.view, e.view, ["transform": 2])
      try s.probe(e.view)
    }
  ),
  (
    "diag",
    { s in
      let u = try s.zeros(2)
      let o = try s.node(sizeIn: 2)
      let p = try s.node(sizeIn: 3)
      try s.connect(u.view, o.view, ["transform": .vector([1, 2])])
      try s.connect(u.view, p.view, ["transform": ramp(3, 2)])
      try s.probe(o.view)
      try s.probe(p.view)
    }
  ),
  (
    "neurons",
    { s in
      let u = try s.zeros(1)
      let a = try s.ensemble(4, 1)
      let b = try s.ensemble(3, 1)
      try s.connect(u.view, a.neurons.view, ["transform": ramp(4, 1)])
      try s.connect(a.neurons.view, b.neurons.view, ["transform": ramp(3, 4)])
      try s.probe(b.neurons.view)
    }
  ),
  (
    "pes",
    { s in
      let e = try s.ensemble(4, 1)
      let o = try s.node(sizeIn: 1)
      let c = try s.connect(e.view, o.view, ["learning_rule_type": .frozen(try PES())])
      try s.connect(o.view, try s.rule(of: c).view)
      try s.probe(o.view)
    }
  ),
  (
    "voja",
    { s in
      let u = try s.zeros(1)
      let e = try s.ensemble(4, 1)
      try s.connect(u.view, e.view, ["learning_rule_type": .frozen(try Voja())])
      try s.probe(e.view)
    }
  ),
  (
    "bcmoja",
    { s in
      let a = try s.ensemble(4, 1)
      let b = try s.ensemble(3, 1)
      try s.connect(
        a.view, b.view,
        [
          "solver": .frozen(try LstsqL2(weights: true)),
          "learning_rule_type": .list([.frozen(try BCM()), .frozen(try Oja())]),
        ])
      try s.probe(b.view)
    }
  ),
  (
    "two",
    { s in
      let a = try s.ensemble(4, 2)
      let b = try s.ensemble(3, 2)
      try s.connect(a.view, b.view)
      try s.connect(a.view[.integer(0)], b.view[.integer(1)], ["function": squares])
      try s.probe(b.view)
    }
  ),
  (
    "chain",
    { s in
      let u = try s.zeros(1)
      let (a, b, c) = (try s.ensemble(6, 1), try s.ensemble(5, 2), try s.ensemble(4, 1))
      try s.connect(u.view, a.view)
      try s.connect(a.view, b.view[.integer(0)])
      try s.connect(b.view, b.view)
      try s.connect(b.view[.integer(1)], c.view)
      try s.connect(c.view, a.view, ["synapse": 0.1])
      try s.probe(c.view)
      try s.probe(a.view)
    }
  ),
  (
    "alike",
    { s in
      let u = try s.zeros(8)
      let o = try s.node(sizeIn: 8)
      for i in 0..<8 {
        let e = try s.ensemble(12, 1)
        try s.connect(u.view[.integer(i)], e.view)
        try s.connect(e.view, o.view[.integer(i)])
      }
      try s.probe(o.view)
    }
  ),
  (
    "deep",
    { s in
      let u = try s.zeros(16)
      let l1 = try s.ensemble(20, 1).neurons
      let l2 = try s.ensemble(12, 1).neurons
      let o = try s.node(sizeIn: 5)
      try s.connect(u.view, l1.view, ["transform": ramp(20, 16), "synapse": .none])
      try s.connect(l1.view, l2.view, ["transform": ramp(12, 20), "synapse": .none])
      try s.connect(l2.view, o.view, ["transform": ramp(5, 12), "synapse": .none])
      try s.probe(o.view)
      try s.probe(o.view, ["synapse": 0.1])
    }
  ),
  (
    "array",
    { s in
      let u = try s.zeros(6)
      let i = try s.node(sizeIn: 6)
      let o = try s.node(sizeIn: 6)
      try s.connect(u.view, i.view)
      for k in 0..<6 {
        let e = try s.ensemble(10, 1)
        try s.connect(i.view[.integer(k)], e.view, ["synapse": .none])
        try s.connect(e.view, o.view[.integer(k)], ["synapse": .none])
      }
      try s.connect(o.view, i.view, ["synapse": 0.1])
      try s.probe(o.view, ["synapse": 0.01])
    }
  ),
  ("mixed", { try mixed($0, 7) }),
  ("mixed2", { try mixed($0, 12) }),
  (
    "mixed3",
    { s in
      let es = try (0..<9).map { try s.ensemble(2 + ($0 * 5) % 4, 1 + ($0 * $0) % 2) }
      let o = try s.node(sizeIn: 2)
      for i in 0..<9 {
        let j = (i * 4 + 1) % 9
        try s.connect(
          es[i].view, es[j].view, ["function": squares, "transform": ramp(es[j].dimensions, es[i].dimensions)])
        if i % 2 == 0 {
          let k = (i + 3) % 9
          try s.connect(
            es[i].neurons.view, es[k].neurons.view, ["transform": ramp(es[k].nNeurons, es[i].nNeurons)])
        }
        try s.connect(es[i].view, o.view, ["transform": ramp(2, es[i].dimensions)])
      }
      try s.probe(o.view)
    }
  ),
  (
    "conv",
    { s in
      let u = try s.zeros(25)
      let first = try Convolution(
        filterCount: 2, inputShape: try ChannelShape(space: [5, 5], channels: 1, channelsLast: true),
        initial: .array(rampArray([3, 3, 1, 2])))
      let o = try s.ensemble(18, 1, ["neuron_type": .frozen(try RectifiedLinear())]).neurons
      try s.connect(u.view, o.view, ["transform": .frozen(first)])
      let second = try Convolution(
        filterCount: 3, inputShape: try ChannelShape(space: [3, 3], channels: 2, channelsLast: true),
        settings: ConvolutionSettings(kernelSize: [2, 2]), initial: .array(rampArray([2, 2, 2, 3])))
      let o2 = try s.ensemble(12, 1, ["neuron_type": .frozen(try RectifiedLinear())]).neurons
      try s.connect(o.view, o2.view, ["transform": .frozen(second)])
      try s.probe(o2.view)
    }
  ),
  (
    "subnets",
    { s in
      let u = try s.zeros(2)
      var previous = u.view
      for _ in 0..<3 {
        let inner = try s.subnetwork {
          let (a, b) = (try s.ensemble(6, 2), try s.ensemble(6, 2))
          try s.connect(a.view, b.view)
          return (a, b)
        }
        try s.connect(previous, inner.0.view)
        previous = inner.1.view
      }
      try s.probe(previous)
    }
  ),
  (
    "product",
    { s in
      let u = try s.zeros(4)
      let o = try s.node(sizeIn: 2)
      let half = 1 / 2.0.squareRoot()
      for k in 0..<2 {
        let (first, second) = (try s.ensemble(8, 1), try s.ensemble(8, 1))
        for (post, sign) in [(first, 1.0), (second, -1)] {
          try s.connect(u.view[.integer(k)], post.view, ["transform": .number(half), "synapse": .none])
          try s.connect(u.view[.integer(k + 2)], post.view, ["transform": .number(half * sign), "synapse": .none])
        }
        try s.connect(first.view, o.view[.integer(k)], ["function": squares, "transform": 0.5])
        try s.connect(second.view, o.view[.integer(k)], ["function": squares, "transform": -0.5])
      }
      try s.probe(o.view, ["synapse": 0.01])
    }
  ),
  (
    "spa",
    { s in
      let n = 5
      let vision = try s.zeros(n)
      let states = try (0..<3).map { _ in try s.ensemble(10, n) }
      let gates = try (0..<n).map { _ in try s.ensemble(6, 1) }
      for state in states { try s.connect(vision.view, state.view) }
      for (i, gate) in gates.enumerated() {
        try s.connect(states[0].view[.integer(i)], gate.view)
        try s.connect(gate.view, states[1].view[.integer(i)], ["function": .function { $0.map { $0 * 2 } }])
        try s.connect(gate.view, states[2].view, ["transform": ramp(n, 1)])
      }
      try s.connect(states[1].view, states[1].view, ["synapse": 0.1])
      try s.connect(states[2].view, states[0].view, ["transform": ramp(n, n)])
      for state in states { try s.probe(state.view, ["synapse": 0.01]) }
    }
  ),
]

private let randomNetworks: [Described] = (1...40).map { seed in
  (name: "random \(seed)", describe: { @Sendable s in try random(s, seed) })
}

/// Whole numbers below a bound, from a linear congruence.
private struct Congruence {
  var x: Int

  mutating func callAsFunction(_ bound: Int) -> Int {
    x = (x * 1_103_515_245 + 12345) % 2_147_483_648
    return (x >> 16) % bound
  }
}

/// Ensembles, connected at random.
private func random(_ s: Sketch, _ seed: Int) throws {
  var r = Congruence(x: seed)
  let k = 3 + r(8)
  let size = 1 + r(4)
  let u = try s.zeros(size)
  let es = try (0..<k).map { _ in
    let n = 3 + r(5)
    return try s.ensemble(n, 1 + r(3))
  }
  let o = try s.node(sizeIn: 2)
  if r(2) == 1 { try s.connect(u.view, es[0].view, ["transform": ramp(es[0].dimensions, size)]) }
  for _ in 0..<(k + r(2 * k)) {
    let (i, j, kind) = (r(k), r(k), r(6))
    let (a, b) = (es[i], es[j])
    let synapse: ParameterValue = r(3) == 0 && i < j ? .none : 0.005
    switch kind {
    case 0:
      try s.connect(a.view, b.view, ["transform": ramp(b.dimensions, a.dimensions), "synapse": synapse])
    case 1:
      try s.connect(
        a.neurons.view, b.neurons.view, ["transform": ramp(b.nNeurons, a.nNeurons), "synapse": synapse])
    case 2: try s.connect(a.view[.integer(0)], b.view[.integer(b.dimensions - 1)], ["synapse": synapse])
    case 3:
      try s.connect(
        a.view, o.view[.integer(r(2))], ["function": .function { [$0[0]] }, "synapse": synapse])
    case 4:
      try s.connect(
        u.view[.integer(0)], b.view[.integer(0)], ["transform": .number(Double(1 + r(2))), "synapse": synapse])
    default:
      try s.connect(a.neurons.view, o.view, ["transform": ramp(2, a.nNeurons), "synapse": synapse])
    }
  }
  try s.probe(o.view, ["synapse": r(2) == 1 ? .none : 0.01])
  for _ in 0..<(1 + r(3)) {
    let e = es[r(k)]
    try s.probe(e.view, ["synapse": r(2) == 1 ? .none : 0.01])
  }
}

private func mixed(_ s: Sketch, _ k: Int) throws {
  let u = try s.zeros(3)
  let es = try (0..<k).map { try s.ensemble(3 + ($0 * 7) % 5, 1 + $0 % 3) }
  try s.connect(u.view, es[0].view, ["transform": ramp(1, 3)])
  for i in 0..<k {
    let j = (i * 3 + 1) % k
    try s.connect(es[i].view, es[j].view, ["transform": ramp(es[j].dimensions, es[i].dimensions)])
    let l = (i * 2 + 2) % k
    try s.connect(es[i].neurons.view, es[l].view, ["transform": ramp(es[l].dimensions, es[i].nNeurons)])
  }
  try s.probe(es[3].view)
  try s.probe(es[k - 1].view)
}

private var squares: ParameterValue { .function { $0.map { $0 * $0 } } }

/// Numbers between -0.9 and 1.1 in a fixed pattern.
private func rampArray(_ shape: [Int]) -> NDArray {
  NDArray(
    (0..<shape.reduce(1, *)).map { index in
      let x = Double(index) * 0.37
      return x - 2 * (x / 2).rounded(.down) - 0.9
    }, shape: shape)
}

private func ramp(_ rows: Int, _ columns: Int) -> ParameterValue { .array(rampArray([rows, columns])) }

extension Sketch {
  func zeros(_ size: Int) throws -> Node { try node(.vector([Double](repeating: 0, count: size))) }

  /// Describes objects inside a network of their own.
  func subnetwork<T>(_ body: () throws -> T) throws -> T {
    let inner = try Network(in: context)
    try context.enter(inner)
    defer { try? context.leave(inner) }
    return try body()
  }
}
