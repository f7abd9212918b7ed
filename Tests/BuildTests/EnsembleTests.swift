import Arrays
import Model
import Testing

@testable import Build

@Suite struct EnsembleTests {
  private static var fourEncoders: ParameterValue { .matrix([[1, 0], [0, 2], [-3, 0], [1, 1]]) }

  /// The descriptions in the data file, in its order.
  private func settings() throws -> [(Int, Int, [String: ParameterValue])] {
    [
      (10, 1, ["seed": 0]),
      (10, 1, ["seed": 1]),
      (8, 2, ["seed": 5]),
      (8, 3, ["seed": 5, "radius": 2.5]),
      (6, 4, ["seed": 9, "n_eval_points": 40]),
      (6, 16, ["seed": 9, "n_eval_points": 20]),
      (
        8, 2,
        [
          "seed": 5, "encoders": .frozen(try UniformHypersphere(surface: true)),
          "eval_points": .frozen(try UniformHypersphere()), "intercepts": .frozen(Uniform(-0.5, 0.5)),
          "max_rates": .frozen(Uniform(100, 120)),
        ]
      ),
      (
        4, 2,
        [
          "seed": 5, "encoders": Self.fourEncoders, "intercepts": .vector([0, 0.1, -0.5, 0.3]),
          "max_rates": .vector([200, 250, 300, 350]), "eval_points": .matrix([[0, 0], [0.5, 0.5], [1, 0]]),
          "radius": 2,
        ]
      ),
      (
        4, 2,
        [
          "seed": 5, "gain": .frozen(Uniform(1, 2)), "bias": .frozen(Uniform(0.5, 1.5)),
          "encoders": Self.fourEncoders, "normalize_encoders": false,
        ]
      ),
      (8, 2, ["seed": 5, "neuron_type": .frozen(try Direct())]),
      (5, 1, ["seed": 5, "neuron_type": .frozen(try RectifiedLinear())]),
      (5, 1, ["seed": 5, "neuron_type": .frozen(try Sigmoid())]),
      (5, 1, ["seed": 5, "neuron_type": .frozen(try Izhikevich()), "max_rates": .frozen(Uniform(60, 100))]),
      (5, 1, ["seed": 5, "neuron_type": .frozen(try AdaptiveLIF())]),
    ]
  }

  @Test func builtParameters() throws {
    let cases = try JSON.file("core-ensembles")["ensembles"].list
    let settings = try settings()
    #expect(cases.count == settings.count)
    for (want, (n, d, settings)) in zip(cases, settings) {
      let name = want["ensemble"].text
      let sketch = try Sketch()
      let ensemble = try sketch.ensemble(n, d, settings)
      let model = try sketch.build()
      let built = try #require(model.ensembles[ensemble])
      expectSummary(built.evalPoints, want["eval_points"], 1e-9, name)
      for (field, array) in [
        ("encoders", built.encoders), ("scaled_encoders", built.scaledEncoders), ("max_rates", built.maxRates),
        ("intercepts", built.intercepts), ("gain", built.gain), ("bias", built.bias),
      ] where !want[field].isNull {
        expectClose(array?.doubles ?? [], want[field].numbers, 1e-9, "\(name) \(field)")
      }
      if want["gain"].isNull { #expect(built.gain == nil, "\(name)") }
      for (state, values) in want["initial_neuron_state"].map {
        let signal = model.signal(of: .neurons(ensemble.neurons), state)
        expectClose(signal?.initial.doubles ?? [], values.numbers, 1e-12, "\(name) \(state)")
      }
    }
  }

  @Test func defaultPointCounts() {
    #expect(Construction.defaultPointCount(neurons: 10, dimensions: 1) == 750)
    #expect(Construction.defaultPointCount(neurons: 10, dimensions: 3) == 1500)
    #expect(Construction.defaultPointCount(neurons: 10, dimensions: 100) == 2500)
    #expect(Construction.defaultPointCount(neurons: 3000, dimensions: 1) == 6000)
    #expect(Construction.defaultPointCount(neurons: .max, dimensions: .max) == .max)
  }

  @Test func float32ModelsHoldFloat32() throws {
    let sketch = try Sketch()
    let ensemble = try sketch.ensemble(10, 2)
    var options = BuildOptions(globalStream: RandomState(seed: 0))
    options.bits = 32
    let narrow = try Builder.build(sketch.network, options: options)
    let wide = try sketch.build()
    let (a, b) = (try #require(narrow.ensembles[ensemble]), try #require(wide.ensembles[ensemble]))
    #expect(a.gain?.dtype == .float32)
    #expect(narrow.signal(of: .ensemble(ensemble), "encoders")?.dtype == .float32)
    expectClose(a.scaledEncoders.doubles, b.scaledEncoders.doubles, 1e-6)
  }

  @Test func impossibleEnsembles() throws {
    let cases: [([String: ParameterValue], NengoError.Kind)] = [
      (["intercepts": .vector([1.2, 1.2])], .build),
      (["max_rates": .vector([600, 600])], .validation),
      (["encoders": .matrix([[1, 0], [0, 0]])], .build),
      (["gain": .vector([1, 1])], .notImplemented),
      (["seed": .int(Int(UInt32.max))], .value),
    ]
    for (settings, kind) in cases {
      let sketch = try Sketch()
      _ = try sketch.ensemble(2, 2, settings)
      let error = #expect(throws: NengoError.self) { try sketch.build() }
      #expect(error?.kind == kind)
    }
  }
}
