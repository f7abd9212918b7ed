import Arrays
import Build
import Engine
import Model
import Testing

/// Networks that have derivatives everywhere at the points tried, in training mode.
private let smooth: [(name: String, describe: @Sendable (Sketch) throws -> Void)] = [
  (
    "rates through time",
    { s in
      let u = try s.sines(1)
      let a = try s.ensemble(10, 1)
      let b = try s.ensemble(8, 2, ["neuron_type": .frozen(try Tanh())])
      try s.connect(u.view, a.view)
      try s.connect(a.view, b.view[.integer(1)])
      try s.connect(b.view, b.view, ["synapse": 0.01])
      try s.probe(a.view)
      try s.probe(b.view, ["synapse": 0.01])
      try s.probe(b.neurons.view)
    }
  ),
  (
    "neuron types",
    { s in
      let u = try s.sines(1)
      for type: any NeuronType in [
        LIF.standard, try LIFRate(), try SoftLIFRate(), try RectifiedLinear(), try SpikingRectifiedLinear(),
        try Sigmoid(), try Tanh(), try LeakyReLU(), try SpikingLeakyReLU(), try RegularSpiking(try LIFRate()),
        try PoissonSpiking(try Sigmoid()), try StochasticSpiking(try Tanh()),
      ] {
        let a = try s.ensemble(
          5, 1,
          [
            "neuron_type": .frozen(type), "gain": .vector([1, 2, 1.5, 1.1, 2.2]),
            "bias": .vector([-2, 0.4, 1.7, 2.5, 3.5]),
          ])
        try s.connect(u.view, a.view, ["synapse": .none])
        try s.probe(a.neurons.view)
      }
    }
  ),
  (
    "slices and lists",
    { s in
      let u = try s.sines(4)
      let a = try s.ensemble(9, 3, ["neuron_type": .frozen(try Tanh())])
      try s.connect(u.view[.list([3, 0])], a.view[.list([0, 2])])
      try s.connect(u.view, a.neurons.view[.slice(start: 0, stop: 8, step: 2)], ["transform": 0.7])
      try s.connect(
        u.view[.list([1, 1, 2])], a.neurons.view[.list([3, 5, 3])], ["transform": .vector([0.2, 0.4, -1])])
      try s.probe(a.view[.list([1, 0])])
    }
  ),
  (
    "filters",
    { s in
      let u = try s.sines(2)
      for synapse: any FrozenObject in [
        try Lowpass(0.01), try Lowpass(0), try Alpha(0.02), try LinearFilter(num: [1, 2], den: [0.01, 3]),
        try LinearFilter(num: [1], den: [1e-5, 2e-3, 0.1, 1]),
      ] {
        let out = try s.node(sizeIn: 2)
        try s.connect(u.view, out.view, ["synapse": .frozen(synapse), "transform": .matrix([[0.3, -1], [0.5, 2]])])
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
      let sparse = try s.node(sizeIn: 4)
      let entries = try Sparse(
        shape: (4, 12), indices: [(0, 1), (3, 11), (2, 5), (2, 5)], initial: .array(NDArray([1.0, -2, 0.5, 4])))
      try s.connect(u.view, sparse.view, ["transform": .frozen(entries), "synapse": .none])
      for node in [diagonal, scalar, sparse] { try s.probe(node.view) }
    }
  ),
  (
    "convolutions",
    { s in
      let u = try s.sines(50)
      for channelsLast in [true, false] {
        for padding in [ConvolutionPadding.valid, .same] {
          let settings = ConvolutionSettings(
            kernelSize: [3, 2], strides: [2, 1], padding: padding, channelsLast: channelsLast)
          let shape = try ChannelShape(space: [5, 5], channels: 2, channelsLast: channelsLast)
          for groups in [1, 2] {
            let convolution = try Convolution(filterCount: 4, inputShape: shape, settings: settings, groups: groups)
            let out = try s.node(sizeIn: convolution.sizeOut)
            try s.connect(u.view, out.view, ["transform": .frozen(convolution), "synapse": .none])
            try s.probe(out.view)
          }
          let back = try ConvolutionTranspose(filterCount: 3, inputShape: shape, settings: settings)
          let out = try s.node(sizeIn: back.sizeOut)
          try s.connect(u.view, out.view, ["transform": .frozen(back), "synapse": .none])
          try s.probe(out.view)
        }
      }
    }
  ),
  (
    "PES",
    { s in
      let u = try s.sines(2)
      let a = try s.ensemble(8, 2, ["neuron_type": .frozen(try Tanh())])
      let out = try s.node(sizeIn: 2)
      try s.connect(u.view, a.view, ["synapse": .none])
      let c = try s.connect(a.view, out.view, ["learning_rule_type": .frozen(try PES(learningRate: 1e-2))])
      try s.connect(u.view, try s.rule(of: c).view, ["synapse": .none])
      try s.probe(out.view)
    }
  ),
  (
    "many alike",
    { s in
      let u = try s.sines(4)
      for i in 0..<4 {
        let e = try s.ensemble(7, 1, ["neuron_type": .frozen(try Sigmoid())])
        try s.connect(u.view[.integer(i)], e.view)
        let out = try s.node(sizeIn: 1)
        try s.connect(e.view, out.view)
        try s.probe(out.view)
      }
    }
  ),
]

/// Gradients of the whole program against central differences.
@Suite struct GradientTests {
  private static let steps = 6

  /// A loss that weighs every value of every probe: the sum of c z + z^2/2 for z = scale y.
  private static func loss(_ outputs: [NDArray], _ scales: [Double]) -> (Double, [NDArray?]) {
    let numbers = Numbers(7)
    var total = 0.0
    let gradients = zip(outputs, scales).map { output, scale -> NDArray? in
      let c = numbers.array(output.shape).doubles
      let z = output.doubles.map { $0 * scale }
      for (c, z) in zip(c, z) { total += c * z + z * z / 2 }
      return NDArray(zip(c, z).map { ($0 + $1) * scale }, shape: output.shape)
    }
    return (total, gradients)
  }

  @Test(arguments: smooth.map(\.name), [nil, 4096]) func central(name: String, budget: Int?) throws {
    let network = try #require(smooth.first { $0.name == name })
    let sketch = try Sketch(seed: 3)
    try network.describe(sketch)
    let compiled = try Compiled(sketch) { if let budget { $0.tapeBudget = budget } }
    let program = compiled.program
    let numbers = Numbers()
    let inputs = program.inputs.map { numbers.array([2, Self.steps, $0.size]) }
    func outputs(_ inputs: [NDArray], recording: Bool) throws -> [NDArray] {
      try program.reset(parameters: false)
      return try program.run(steps: Self.steps, inputs: inputs, mode: .training, recording: recording)
    }
    let fixed = try program.parameters.filter { !$0.isTrainable }.map { ($0, try $0.get()) }
    let before = try outputs(inputs, recording: true)
    let scales = before.map { 1 / (1 + ($0.doubles.map(abs).max() ?? 0)) }
    func value(_ inputs: [NDArray]) throws -> Double {
      for (array, value) in fixed { try array.set(value) }
      return Self.loss(try outputs(inputs, recording: false), scales).0
    }
    let state = program.saveState()
    let gradients = try program.backward(probeGradients: Self.loss(before, scales).1)
    #expect(program.saveState().bytes == state.bytes, "state is left alone")
    for (slot, gradient) in gradients.enumerated() {
      let got = try #require(gradient).doubles
      let want = try differences(inputs[slot].doubles) { changed in
        var all = inputs
        all[slot] = NDArray(changed, shape: inputs[slot].shape)
        return try value(all)
      }
      expectClose(Self.sample(got), want, 5e-6, "\(name): input \(slot)")
    }
    // The tape may be gone after a segmented pass; parameters' gradients are still there.
    for array in program.parameters where array.isTrainable {
      let pointer = try #require(array.gradients).assumingMemoryBound(to: Double.self)
      let got = (0..<array.count).map { pointer[$0] }
      let original = try array.get()
      let want = try differences(original.doubles) { changed in
        try array.set(NDArray(changed, shape: array.shape))
        return try value(inputs)
      }
      try array.set(original)
      expectClose(Self.sample(got), want, 5e-6, "\(name): \(array.name)")
    }
  }

  /// About a dozen of many elements, spread over all.
  private static func sample<T>(_ all: [T]) -> [T] {
    stride(from: 0, to: all.count, by: max(all.count / 12, 1)).map { all[$0] }
  }

  private func differences(_ values: [Double], _ f: ([Double]) throws -> Double) throws -> [Double] {
    let step = 1e-5
    return try Self.sample(Array(values.indices)).map { index in
      var changed = values
      changed[index] = values[index] + step
      let high = try f(changed)
      changed[index] = values[index] - step
      return (high - (try f(changed))) / (2 * step)
    }
  }
}
