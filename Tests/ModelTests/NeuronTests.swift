import Arrays
import Testing
import _TestSupport

@testable import Model

@Suite struct NeuronTests {
  /// Steps from given states with fixed currents: spikes must be equal, rates agree to rounding.
  @Test func steps() throws {
    let traces = try ReferenceData(file: "neuron-traces")["traces"]
    for key in traces.keys {
      let row = traces[key]
      let type = try Description(row["repr"].string).neuronType()
      #expect(type.text == row["repr"].string)
      let dt = row["dt"].double
      let isChaotic = type is Izhikevich
      var states = type.stateVariables.map { row["init"][$0.name].doubles }
      let rng = key.hasSuffix("rng42") ? RandomState(seed: 42) : nil
      let varying = row["J"].shape.count == 2
      for step in row["output"].items.indices {
        let current = varying ? row["J"][step].doubles : row["J"].doubles
        let output = try advance(type, dt: dt, current, &states, rng)
        let label = "\(key), step \(step + 1)"
        expectClose(output, row["output"][step].doubles, tolerance: type.spiking ? 0 : 1e-12, label)
        for (variable, values) in zip(type.stateVariables, states) {
          let expected = row["state_after"][variable.name][step].doubles
          expectClose(values, expected, tolerance: isChaotic ? 1e-8 : 1e-12, "\(label), \(variable.name)")
        }
      }
    }
  }

  private func advance(
    _ type: any NeuronType, dt: Double, _ current: [Double], _ states: inout [[Double]], _ rng: RandomState?
  ) throws -> [Double] {
    let arrays = states.map { NDArray($0) }
    let output = try NDArray(zeros: [current.count])
    let input = NDArray(current)
    try type.step(
      dt: dt, current: UnsafePointer(input.pointer(Double.self)), output: output.pointer(Double.self),
      state: arrays.map { $0.pointer(Double.self) }, count: current.count, rng: rng)
    states = arrays.map(\.doubles)
    return withExtendedLifetime((arrays, input)) { output.doubles }
  }

  @Test func gainsBiasesAndRates() throws {
    for row in try ReferenceData(file: "gain-bias")["cases"].items {
      let text = row["type"].string
      let type = try Description(text).neuronType()
      let (rates, intercepts) = (row["max_rates"].doubles, row["intercepts"].doubles)
      let solved = try #require(try type.gainBias(maxRates: rates, intercepts: intercepts))
      expectClose(solved.gain, row["gain"].doubles, tolerance: 1e-12, text)
      expectClose(solved.bias, row["bias"].doubles, tolerance: 1e-12, text)
      let (gain, bias) = (row["gain"].doubles, row["bias"].doubles)
      expectClose(
        try type.rates(NDArray(row["x"].doubles), gain: gain, bias: bias).doubles, row["rates"].doubles,
        tolerance: 1e-12, text)
      let matrix = NDArray(row["x_matrix"].doubles, shape: row["x_matrix"].shape)
      expectClose(
        try type.rates(matrix, gain: gain, bias: bias).doubles, row["rates_x_matrix"].doubles, tolerance: 1e-12, text)
      let back = try #require(try type.maxRatesIntercepts(gain: gain, bias: bias))
      expectClose(back.maxRates, row["max_rates_back"].doubles, tolerance: 1e-12, text)
      expectClose(back.intercepts, row["intercepts_back"].doubles, tolerance: 1e-12, text)
      #expect(type.probeable == row["probeable"].items.map(\.string), "\(text)")
      #expect(type.spiking == row["spiking"].bool && type.negative == row["negative"].bool, "\(text)")
    }
  }

  @Test func initialStates() throws {
    let cases = try ReferenceData(file: "neuron-traces")["make_state"]
    for text in cases.keys {
      let row = cases[text]
      let type =
        try text.contains("voltage")
        ? LIF(
          initialState: InitialState([
            ("refractory_time", .array(NDArray([0.1, 0.2, 0.3, 0.4, 0.5]))),
            ("voltage", .distribution(Gaussian.standard)),
          ]))
        : text.contains("refractory_time")
          ? LIF(initialState: InitialState([("refractory_time", .distribution(Uniform(0, 0.01)))]))
          : Description(text).neuronType()
      let rng = RandomState(seed: UInt32(row["rng_seed"].int))
      let states = try type.makeState(row["n"].int, rng)
      #expect(states.count == row["state_in_order"].items.count, "\(text)")
      for (i, (state, variable)) in zip(states, type.stateVariables).enumerated() {
        #expect(variable.name == row["state_in_order"][i][0].string)
        expectClose(state.doubles, row["state_in_order"][i][1].doubles, tolerance: 1e-12, text)
      }
      expectClose([rng.randomSample()], [row["next_uniform_from_rng"].double], tolerance: 1e-12, text)
    }
  }

  @Test func softAndLeakyRates() throws {
    let reference = try ReferenceData(file: "soft-rates")
    let currents = NDArray(reference["J"].doubles)
    for key in reference["types"].keys {
      let row = reference["types"][key]
      let type = try Description(row["repr"].string).neuronType()
      expectClose(try type.rates(currents: currents).doubles, row["output_inference"].doubles, tolerance: 1e-12, key)
    }
    var voltage = [[0.0, 0.5, -0.5]]
    let type = try SpikingLeakyReLU(negativeSlope: 0.5)
    let output = try advance(type, dt: 0.001, [2500, 600, -1200], &voltage, nil)
    expectClose(output, [2000, 1000, -1000], tolerance: 1e-12, "leaky spikes")
    expectClose(voltage[0], [0.5, 0.1, -0.1], tolerance: 1e-12, "leaky voltage")
  }

  @Test func badArgumentsAreRefused() throws {
    #expect(throws: NengoError.self) { try LIF(tauRC: 0) }
    #expect(throws: NengoError.self) { try LIF(tauRef: -0.1) }
    #expect(throws: NengoError.self) { try LIF(minVoltage: 1) }
    #expect(throws: NengoError.self) { try RectifiedLinear(amplitude: 0) }
    #expect(throws: NengoError.self) { try SoftLIFRate(sigma: 0) }
    #expect(throws: NengoError.self) { try RegularSpiking(LIF()) }
    #expect(throws: NengoError.self) { try LIF().gainBias(maxRates: [500], intercepts: [0]) }
    #expect(throws: NengoError.self) { try LIF().rates(NDArray([1.0, 2], shape: [1, 2]), gain: [1], bias: [0]) }
    let unknown = InitialState([("speed", .array(NDArray([1.0])))])
    #expect(throws: NengoError.self) { try LIF(initialState: unknown) }
    #expect(try PoissonSpiking(LIF()).warnings.count == 1)
    #expect(try Direct().gainBias(maxRates: [1], intercepts: [0]) == nil)
  }

  @Test func givenInitialStates() throws {
    let type = try LIF(initialState: InitialState([("refractory_time", .array(NDArray([0.1, 0.2])))]))
    let states = try type.makeState(2, RandomState(seed: 0))
    #expect(states[1].doubles == [0.1, 0.2])
    #expect(type.text == "LIF(initial_state={'refractory_time': array([0.1, 0.2])})")
    #expect(!type.isEqual(to: LIF.standard))
    #expect(LIF.standard.isEqual(to: try LIF(tauRC: 0.02)))
  }
}
