import Arrays
import Testing
import _TestSupport

@testable import Model

@Suite struct ProcessTests {
  /// The process of a row label like `WhiteNoise(Uniform(-1,1),seed=2) d=2 dt=0.002`.
  private func process(_ label: String, _ data: ReferenceData) throws -> (any Process)? {
    if label.hasPrefix("Piecewise({") { return nil }
    if label.hasPrefix("PresentInput(3 rows") {
      return try PresentInput(inputs: NDArray([1.0, 2, 3], shape: [3, 1]), presentationTime: 0.0025)
    }
    let description = try Description(label)
    let seed = description.number("seed").map { UInt32($0.value) }
    let defaults = ProcessDefaults(seed: seed)
    let distribution = try (description.call("dist") ?? description.call("", 0))?.distribution() ?? Gaussian.standard
    let scale = description.bool("scale") ?? true
    switch description.name {
    case "WhiteNoise": return try WhiteNoise(dist: distribution, scale: scale, defaults: defaults)
    case "FilteredNoise":
      let synapse = try description.call("synapse").map { try Alpha(#require($0.number("tau", 0))) }
      return try FilteredNoise(
        synapse: synapse ?? Lowpass.standard, dist: distribution, scale: scale, defaults: defaults)
    case "BrownNoise": return try BrownNoise(dist: distribution, defaults: defaults)
    case "WhiteSignal":
      return try WhiteSignal(
        period: #require(description.number("period", 0)), high: #require(description.number("high")),
        rms: description.number("rms") ?? 0.5, y0: description.number("y0"), defaults: defaults)
    case "PresentInput":
      return try PresentInput(
        inputs: #require(description.array("inputs", 0)), presentationTime: #require(description.number("", 1)))
    case "Piecewise": return try piecewise(label, data)
    default: return nil
    }
  }

  private func piecewise(_ label: String, _ data: ReferenceData) throws -> Piecewise {
    let words = label.split { "(,)".contains($0) }
    let points = data["piecewise_data"][String(words[1])].items.map { entry in
      (time: Number(entry[0].double), value: Piecewise.Value.array(NDArray(entry[1].doubles)))
    }
    return try Piecewise(data: points, interpolation: #require(.init(rawValue: String(words[2]))))
  }

  @Test func outputs() throws {
    let data = try ReferenceData(file: "processes")
    for label in data["cases"].keys {
      guard let process = try process(label, data) else { continue }
      let row = data["cases"][label]
      let rng = RandomState(seed: UInt32(row["rng_seed"].int))
      let output = try process.runSteps(
        row["n"].int, d: row["d"].isNull ? nil : row["d"].int, dt: row["dt"].double, rng: rng)
      #expect(output.shape == row["run_steps"].shape, "\(label)")
      let isSpline = label.contains("quadratic") || label.contains("cubic")
      expectClose(output.doubles, row["run_steps"].doubles, tolerance: isSpline ? 1e-10 : 1e-12, label)
      #expect(process.defaultSizeOut == row["default_size_out"].int, "\(label)")
    }
  }

  @Test func functionsInPieces() throws {
    let sine = VectorFunction("sine") { t, _ in NDArray(scalar: (t ?? 0) * 2) }
    let process = try Piecewise(data: [(0.003, .function(sine)), (0.005, .array(NDArray(scalar: 1.0)))])
    let output = try process.runSteps(6, rng: RandomState(seed: 0)).doubles
    expectClose(output, [0, 0, 0.006, 0.008, 1, 1], tolerance: 1e-15)
    #expect(try Piecewise(data: [(0, .function(sine))], interpolation: .linear).warnings.count == 1)
  }

  @Test func timesAndApplication() throws {
    let process = try WhiteNoise()
    expectClose(try process.ntrange(5).doubles, [0.001, 0.002, 0.003, 0.004, 0.005])
    expectClose(try process.ntrange(5, dt: 0.002).doubles, [0.002, 0.004, 0.006, 0.008, 0.01])
    #expect(try process.trange(0.0045).size == 4)
    #expect(try process.trange(0.0055).size == 6)
    let x = NDArray([1.0, 10, 2, 20], shape: [2, 2])
    let filtered = try Lowpass(0.005).apply(x, rng: RandomState(seed: 0))
    expectClose(filtered.doubles, try Lowpass(0.005).filt(x).doubles, tolerance: 0)
  }

  @Test func seedsAndStreams() throws {
    let rng = RandomState(seed: 5)
    let free = try WhiteNoise()
    let (first, second) = (try free.runSteps(3, rng: rng).doubles, try free.runSteps(3, rng: rng).doubles)
    #expect(first != second)
    let fixed = try WhiteNoise(defaults: ProcessDefaults(seed: 1))
    let before = rng.snapshot()
    #expect(try fixed.runSteps(3, rng: rng).doubles == fixed.runSteps(3, rng: rng).doubles)
    #expect(rng.snapshot() == before)
  }

  @Test func badArgumentsAreRefused() throws {
    let rng = RandomState(seed: 0)
    #expect(throws: NengoError.self) { try WhiteSignal(period: 0.1, high: 5) }
    #expect(throws: NengoError.self) { try WhiteSignal(period: 1, high: 600).runSteps(1, rng: rng) }
    #expect(throws: (any Error).self) { try WhiteSignal(period: 1e12, high: 5).runSteps(1, rng: rng) }
    #expect(throws: NengoError.self) { try PresentInput(inputs: NDArray([1.0]), presentationTime: 0) }
    #expect(throws: NengoError.self) {
      try PresentInput(inputs: NDArray([1.0]), presentationTime: 1).runSteps(1, d: 2, rng: rng)
    }
    #expect(throws: NengoError.self) { try Piecewise(data: []) }
    #expect(throws: NengoError.self) {
      try Piecewise(data: [(0, .array(NDArray([1.0, 2]))), (1, .array(NDArray([1.0])))])
    }
    #expect(throws: NengoError.self) { try WhiteNoise(defaults: ProcessDefaults(dt: 0)) }
    #expect(throws: NengoError.self) { try WhiteNoise().makeStep(sizeIn: 1, sizeOut: 1, dt: 0.001, rng: rng) }
    #expect(throws: NengoError.self) { try WhiteNoise().run(1e30, rng: rng) }
    #expect(throws: (any Error).self) { try WhiteNoise().ntrange(1 << 60) }
  }
}
