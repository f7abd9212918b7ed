import Arrays
import Build
import Engine
import Foundation
import Model
import Testing

/// Training-mode output and derivative of every neuron type against recorded values.
@Suite struct NeuronTests {
  private struct Recorded: Decodable {
    struct Curve: Decodable {
      let output_train: [Double]?
      let gradient_train: [Double]?
      let output_inference: [Double]?
    }
    let J: [Double]
    let types: [String: Curve]
  }

  private struct Case {
    let type: any NeuronType
    var smoothing: Double?
  }

  private static func cases() throws -> [String: Case] {
    let half: Number = 0.5
    return [
      "RectifiedLinear": Case(type: try RectifiedLinear(amplitude: half)),
      "SpikingRectifiedLinear": Case(type: try SpikingRectifiedLinear(amplitude: half)),
      "LeakyReLU": Case(type: try LeakyReLU(negativeSlope: 0.2, amplitude: half)),
      "SpikingLeakyReLU": Case(type: try SpikingLeakyReLU(negativeSlope: 0.2, amplitude: half)),
      "Sigmoid": Case(type: try Sigmoid()),
      "Tanh": Case(type: try Tanh()),
      "LIFRate": Case(type: try LIFRate(amplitude: half)),
      "LIF": Case(type: try LIF(amplitude: half)),
      "LIF_smooth_0.1": Case(type: try LIF(amplitude: half), smoothing: 0.1),
      "LIF_smooth_0.02": Case(type: try LIF(amplitude: half), smoothing: 0.02),
      "SoftLIFRate_sigma1": Case(type: try SoftLIFRate(amplitude: half)),
      "SoftLIFRate_sigma0.02": Case(type: try SoftLIFRate(sigma: 0.02, amplitude: half)),
      "RegularSpiking(LIFRate)": Case(type: try RegularSpiking(try LIFRate(), amplitude: half)),
      "RegularSpiking(Tanh)": Case(type: try RegularSpiking(try Tanh(), amplitude: half)),
      "PoissonSpiking(LIFRate)": Case(type: try PoissonSpiking(try LIFRate(), amplitude: half)),
      "StochasticSpiking(RectifiedLinear)": Case(type: try StochasticSpiking(try RectifiedLinear(), amplitude: half)),
      "AdaptiveLIF": Case(type: try AdaptiveLIF(amplitude: half)),
      "AdaptiveLIFRate": Case(type: try AdaptiveLIFRate(amplitude: half)),
      "Izhikevich": Case(type: try Izhikevich()),
    ]
  }

  private static func recorded() throws -> Recorded {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Data/dl-neurons.json")
    return try JSONDecoder().decode(Recorded.self, from: Data(contentsOf: url))
  }

  @Test func allTypesAreCovered() throws {
    #expect(try Set(Self.recorded().types.keys) == Set(Self.cases().keys))
  }

  @Test(arguments: [Precision.float64, .float32]) func trainingCurves(precision: Precision) throws {
    let recorded = try Self.recorded()
    for (name, test) in try Self.cases() {
      guard let want = recorded.types[name] else { continue }
      let count = recorded.J.count
      let sketch = try Sketch()
      let u = try sketch.zeros(count)
      let population = try sketch.ensemble(
        count, 1,
        [
          "neuron_type": .frozen(test.type), "gain": .vector([Double](repeating: 1, count: count)),
          "bias": .vector([Double](repeating: 0, count: count)),
        ])
      try sketch.connect(u.view, population.neurons.view, ["synapse": .none])
      try sketch.probe(population.neurons.view)
      let program = try Compiled(sketch, minibatch: 1) {
        $0.precision = precision
        $0.lifSmoothing = test.smoothing
      }.program
      let input = NDArray(recorded.J, shape: [1, 1, count])
      let tolerance = precision == .float64 ? 1e-9 : 2e-3
      if let output = want.output_inference {
        expectClose(try program.run(steps: 1, inputs: [input])[0].doubles, output, tolerance, "\(name) inference")
        try program.reset()
      }
      let outputs = try program.run(steps: 1, inputs: [input], mode: .training, recording: true)
      if let output = want.output_train { expectClose(outputs[0].doubles, output, tolerance, "\(name) output") }
      let ones = NDArray([Double](repeating: 1, count: count), shape: [1, 1, count])
      let gradient = try #require(try program.backward(probeGradients: [ones])[0])
      expectClose(
        gradient.doubles, want.gradient_train ?? [Double](repeating: 0, count: count), tolerance * 10,
        "\(name) gradient")
    }
  }

  /// Spikes on average give the rate, and the same seed the same spikes.
  @Test func randomSpikes() throws {
    let sketch = try Sketch()
    let n = 200
    for type: any NeuronType in [
      try PoissonSpiking(try RectifiedLinear()), try StochasticSpiking(try RectifiedLinear()),
    ] {
      let population = try sketch.ensemble(
        n, 1,
        [
          "neuron_type": .frozen(type), "gain": .vector([Double](repeating: 1, count: n)),
          "bias": .vector([Double](repeating: 80, count: n)),
        ])
      try sketch.probe(population.neurons.view)
    }
    let program = try Compiled(sketch, minibatch: 2).program
    let first = try program.run(steps: 200, inputs: [])
    for spikes in first {
      let mean = spikes.doubles.reduce(0, +) / Double(spikes.size)
      #expect(abs(mean - 80) < 3, "mean rate \(mean)")
    }
    try program.reset()
    #expect(try program.run(steps: 200, inputs: []).map(\.doubles) == first.map(\.doubles))
  }
}
