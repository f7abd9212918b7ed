import Arrays
import Testing
import _TestSupport

@testable import Model

@Suite struct SynapseTests {
  @Test func discretisation() throws {
    for row in try ReferenceData(file: "filter-design")["cases"].items {
      let label = "\(row["num"].doubles) / \(row["den"].doubles), \(row["method"].string)"
      guard row["alpha"].isNull else {
        let system = try StateSpace(num: row["num"].doubles, den: row["den"].doubles)
        check(try system.discretised(dt: row["dt"].double, weight: row["alpha"].double), row, label)
        continue
      }
      let method = try #require(DiscretisationMethod(rawValue: row["method"].string), "\(label)")
      let system = try StateSpace(num: row["num"].doubles, den: row["den"].doubles)
      check(try system.discretised(dt: row["dt"].double, method: method), row, label)
    }
  }

  private func check(_ system: StateSpace, _ row: ReferenceData, _ label: String) {
    expectClose(system.a, row["A"].doubles, tolerance: 1e-12, label)
    expectClose(system.b, row["B"].doubles, tolerance: 1e-12, label)
    expectClose(system.c, row["C"].doubles, tolerance: 1e-12, label)
    expectClose([system.d], row["D"].doubles, tolerance: 1e-12, label)
  }

  private func filter(_ row: ReferenceData) throws -> LinearFilter {
    try LinearFilter(
      num: row["num"].doubles, den: row["den"].doubles, analog: row["analog"].bool,
      method: #require(DiscretisationMethod(rawValue: row["method"].string)))
  }

  @Test func filtering() throws {
    let reference = try ReferenceData(file: "synapses")
    let inputs = reference["inputs"]
    let pair = NDArray(inputs["u2"].doubles, shape: inputs["u2"].shape)
    for key in reference["linear"].keys {
      let row = reference["linear"][key]
      let synapse = try filter(row)
      check(try synapse.discretised(dt: 0.001), row["ss"], key)
      for name in ["u1", "impulse"] where !row["filt_\(name)"].isNull {
        let output = try synapse.filt(NDArray(inputs[name].doubles))
        expectClose(output.doubles, row["filt_\(name)"].doubles, tolerance: 1e-12, "\(key) \(name)")
      }
      expectClose(try synapse.filt(pair).doubles, row["filt_u2"].doubles, tolerance: 1e-12, key)
      let u1 = NDArray(inputs["u1"].doubles)
      expectClose(
        try synapse.filt(u1, bothWays: true).doubles, row["filtfilt_u1"].doubles, tolerance: 1e-12, "\(key) both ways")
      checkStarts(synapse, row, u1, pair, key)
      if !row["evaluate"].isNull {
        let values = synapse.evaluate(row["evaluate"]["f"].doubles)
        expectClose(values.map(\.re), row["evaluate"]["re"].doubles, tolerance: 1e-12, key)
        expectClose(values.map(\.im), row["evaluate"]["im"].doubles, tolerance: 1e-12, key)
      }
    }
  }

  private func checkStarts(
    _ synapse: LinearFilter, _ row: ReferenceData, _ u1: NDArray, _ pair: NDArray, _ key: String
  ) {
    for (name, x, y0) in [
      ("filt_u1_y0_0.5", u1, NDArray(scalar: 0.5)),
      (
        "filt_u2_y0_[0.5,-1]", pair,
        NDArray([
          0.5, -1,
        ])
      ),
    ] {
      let expected = row[name]
      guard expected.value is [Any] else { continue }
      do {
        let output = try synapse.filt(x, y0: y0)
        expectClose(output.doubles, expected.doubles, tolerance: 1e-12, "\(key) \(name)")
      } catch {
        Issue.record("\(key) \(name): \(error)")
      }
    }
  }

  @Test func triangles() throws {
    let reference = try ReferenceData(file: "synapses")
    let inputs = reference["inputs"]
    for key in reference["triangle"].keys {
      let row = reference["triangle"][key]
      let synapse = try Triangle(#require(Description(key).number("t", 0)))
      #expect(try synapse.tapCount(dt: 0.001) == row["n_taps"].int)
      for name in ["u1", "impulse", "u2"] where !row["filt_\(name)"].isNull {
        let x = NDArray(inputs[name].doubles, shape: inputs[name].shape)
        expectClose(try synapse.filt(x).doubles, row["filt_\(name)"].doubles, tolerance: 1e-12, "\(key) \(name)")
      }
    }
  }

  @Test func combinationsAndAxes() throws {
    let reference = try ReferenceData(file: "synapses")
    let row = reference["combine Lowpass(0.01) with Alpha(0.02)"]
    let combined = try Lowpass(0.01).combine(Alpha(0.02))
    expectClose(combined.num, row["num"].doubles)
    expectClose(combined.den, row["den"].doubles)
    let impulse = NDArray(reference["inputs"]["impulse"].doubles)
    expectClose(try combined.filt(impulse).doubles, row["filt_impulse"].doubles, tolerance: 1e-12)
    let axis = reference["axis"]
    let x = NDArray(axis["x"].doubles, shape: axis["x"].shape)
    for key in axis.keys where key.hasSuffix("axis=1") {
      let output = try Lowpass(0.003).filt(x, axis: 1)
      #expect(output.shape == x.shape)
      expectClose(output.doubles, axis[key].doubles, tolerance: 1e-12, key)
    }
  }

  @Test func textsAndEquality() throws {
    #expect(try Lowpass(0.1).text == "Lowpass(tau=0.1)")
    #expect(try Lowpass(0.1).isEqual(to: Lowpass(0.1)))
    #expect(!(try Lowpass(0.1).isEqual(to: LinearFilter(num: [1], den: [0.1, 1]))))
    let other = ProcessDefaults(sizeIn: 1, sizeOut: nil, dt: 0.002)
    #expect(!(try Lowpass(0.1).isEqual(to: Lowpass(0.1, defaults: other))))
    #expect(try Lowpass(0.1, defaults: other).text == "Lowpass(tau=0.1)")
  }

  @Test func impossibleFiltersAreErrors() throws {
    #expect(throws: NengoError.self) { try Lowpass(-0.1) }
    #expect(throws: NengoError.self) { try LinearFilter(num: [1, 2, 3], den: [1, 2]).discretised(dt: 0.001) }
    #expect(throws: NengoError.self) { try LinearFilter(num: [1], den: [0, 0]).discretised(dt: 0.001) }
    #expect(throws: NengoError.self) { try LinearFilter(num: [1], den: [1, 1], method: .gbt).discretised(dt: 0.001) }
    #expect(throws: (any Error).self) { try Lowpass(0.1).filt(NDArray([1.0]), axis: 3) }
    #expect(throws: NengoError.self) { try Triangle(1e12).filt(NDArray([1.0])) }
    let digital = try LinearFilter(num: [1], den: [1, -0.5], analog: false)
    #expect(throws: NengoError.self) { try digital.combine(Lowpass(0.1)) }
  }
}
